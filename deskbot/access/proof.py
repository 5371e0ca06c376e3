"""Whether a mail comes from whom it says: by what we or our own mail server found, and by nothing else."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Iterator, Sequence
from ipaddress import IPv4Network, IPv6Address, IPv6Network

import authres
from authres.core import AuthenticationResult

from deskbot.access.disowning import disowns
from deskbot.access.domains import covers, domain_of, normal_address, normal_domain
from deskbot.errors import ConfigurationError
from deskbot.model.case import Standing
from deskbot.model.message import Authentication

Network = IPv4Network | IPv6Network
Judgement = tuple[Standing, str]

HEADER_LIMIT = 8192
"""Characters of a header that are read at most: the parser is recursive, and senders write parts of it."""
NAMELESS = "-"
"""As authserv-id: our mail server writes none, and begins its header with a result (RFC 8601 does not allow it)."""
_BEGINS_WITH_A_RESULT = re.compile(r"(?:spf|dkim|dmarc|arc|compauth)\s{0,9}=", re.IGNORECASE)


def networks(cidrs: str, setting: str = "DESKBOT_TRUSTED_RELAYS") -> tuple[Network, ...]:
    """Return the networks of a comma-separated list.

    Args:
        cidrs: the list.
        setting: the name of what holds it, for the error.

    Raises:
        ConfigurationError: one of them is no network.
    """
    found: list[Network] = []
    for part in cidrs.split(","):
        if cidr := part.strip():
            try:
                found.append(ipaddress.ip_network(cidr))
            except ValueError as error:
                raise ConfigurationError(
                    f"{setting}: {error}; write networks like 192.0.2.0/24, with commas between"
                ) from None
    return tuple(found)


def judge(from_address: str, authentication: Authentication, *, authserv: str, relays: Sequence[Network]) -> Judgement:
    """Return how far a sender is believed, with a sentence that says why.

    Whoever signed in is believed to be themselves. What we checked ourselves counts as it is. Otherwise only the
    topmost Authentication-Results header counts, only if it carries the authserv-id `authserv`, and only from a
    peer inside `relays` (or in mail that we fetched from our own mailbox): whatever stands further down may have
    been written by the sender.

    Args:
        from_address: the sender's address.
        authentication: what the wire says.
        authserv: the authserv-id of our mail server; `NAMELESS` for one that writes none, as Microsoft 365 does.
        relays: the networks of our mail servers.
    """
    if authentication.proven_by_wire:
        return Standing.PROVEN, "the wire itself proves the sender"
    if authentication.submitted_as:
        return _submitted(from_address, authentication.submitted_as)
    domain = domain_of(from_address)
    if not domain:
        return Standing.UNPROVEN, "the message has no single, plain From address"
    if authentication.own_check:
        return weigh_header(domain, authentication.results[0] if authentication.results else "", reasons=True)
    header, why_not = _own_header(authentication, authserv, relays)
    if why_not:
        return Standing.UNPROVEN, why_not
    return weigh_header(domain, header, authserv=authserv, open_signature=authentication.open_signature)


def weigh_header(
    domain: str, header: str, *, authserv: str | None = None, reasons: bool = False, open_signature: str = ""
) -> Judgement:
    """Judge a From domain by the value of one Authentication-Results header that may be believed.

    Args:
        domain: the From domain, normalised.
        header: the value.
        authserv: the authserv-id that it must carry, None where it is known whose it is.
        reasons: whether the reasons in it are words of ours, and may be repeated.
        open_signature: why a signature proves nothing: then an aligned SPF must have passed, too. Who sends a signed
            mail once more does it from elsewhere.
    """
    if len(header) > HEADER_LIMIT:
        return Standing.UNPROVEN, "the topmost Authentication-Results header is too long to be read"
    results = _parse(header, authserv)
    if isinstance(results, str):
        return Standing.UNPROVEN, results
    judged = _weigh(domain, results, header, reasons=reasons)
    if judged[0] is Standing.PROVEN and open_signature and not _sent_from(domain, results):
        return Standing.UNPROVEN, f"{open_signature}, and no SPF passed that is aligned"
    return judged


def _sent_from(domain: str, results: Iterable[AuthenticationResult]) -> bool:
    """Return whether SPF passed for a From domain, or one above or below it."""
    passed = [result for result in results if result.result == "pass"]
    return any(covers(one, domain) or covers(domain, one) for one in _proved(passed, "spf", "smtp", "mailfrom"))


def _submitted(from_address: str, submitted_as: str) -> Judgement:
    """Judge a mail of somebody who signed in: it proves their own address, and no other."""
    if normal_address(from_address) and normal_address(from_address) == normal_address(submitted_as):
        return Standing.PROVEN, f"{submitted_as} signed in to submit it"
    return Standing.UNPROVEN, f"{submitted_as} signed in to submit it, and may not write as somebody else"


def _own_header(authentication: Authentication, authserv: str, relays: Sequence[Network]) -> tuple[str, str]:
    """Return the header that may be read, or why there is none."""
    if not authserv:
        return "", "no trusted mail server is configured"
    if not authentication.fetched and not inside(authentication.peer, relays):
        return "", "the message was not delivered by a trusted mail server"
    if not authentication.results:
        return "", "the trusted mail server has not checked the message"
    return authentication.results[0], ""


def inside(peer: str, relays: Sequence[Network]) -> bool:
    """Return whether an IP address lies in one of the networks; what is no address does not."""
    try:
        address = ipaddress.ip_address(peer.strip())
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped  # how a dual-stack socket names an IPv4 peer
    return any(address in network for network in relays)


def _parse(header: str, authserv: str | None) -> list[AuthenticationResult] | str:
    """Return the results in our own server's header, or why they cannot be used."""
    # A closing semicolon is common, and the only fault that is forgiven.
    text = " ".join(header.split()).rstrip("; ")
    if authserv is not None and authserv.strip() == NAMELESS:
        if not _BEGINS_WITH_A_RESULT.match(text):
            return "the topmost Authentication-Results header names a server, and ours writes none"
        text = f"{NAMELESS}; {text}"
    try:
        parsed = authres.AuthenticationResultsHeader.parse_value(text)
    except (authres.AuthResError, ValueError, RecursionError):
        return "the topmost Authentication-Results header cannot be read"
    if authserv is not None and str(parsed.authserv_id or "").casefold() != authserv.strip().casefold():
        return "the topmost Authentication-Results header is not of the trusted mail server"
    return [result for result in parsed.results if isinstance(result, AuthenticationResult)]


def _weigh(domain: str, results: Sequence[AuthenticationResult], header: str, *, reasons: bool) -> Judgement:
    """Judge by the results for a From domain; a failed DMARC beats everything else."""
    if any(result.method == "dmarc" and result.result == "fail" for result in results):
        if disowns(header, domain):
            return Standing.FORGED, f"DMARC failed: {domain} disowns the message"
        return Standing.UNPROVEN, f"DMARC failed, and {domain} does not say what to do then"
    passed = [result for result in results if result.result == "pass"]
    said = next((f": {result.reason}" for result in results if result.method == "dmarc" and result.reason), "")
    said = said if reasons else ""
    if domain in _proved(passed, "dmarc", "header", "from"):
        return Standing.PROVEN, f"DMARC passed for {domain}{said}"
    for signer in _signers(passed):
        if covers(signer, domain):
            return Standing.PROVEN, f"a DKIM signature of {signer} passed"
    for sender in _proved(passed, "spf", "smtp", "mailfrom"):
        if covers(sender, domain):
            return Standing.PROVEN, f"SPF passed for {sender}"
    return Standing.UNPROVEN, f"neither DMARC nor an aligned DKIM or SPF passed for {domain}{said}"


def _signers(passed: Iterable[AuthenticationResult]) -> Iterator[str]:
    """Return the domains whose DKIM signatures passed, from `header.d` or else from `header.i`."""
    for result in passed:
        yield from _proved([result], "dkim", "header", "d") or _proved([result], "dkim", "header", "i")


def _proved(passed: Iterable[AuthenticationResult], method: str, kind: str, name: str) -> list[str]:
    """Return the domains that passed by a method; a result that names two proves none."""
    found: list[str] = []
    for result in passed:
        values = [p.value for p in result.properties if (p.type, p.name) == (kind, name)]
        if result.method == method and len(values) == 1:
            found.append(normal_domain(str(values[0] or "").rpartition("@")[2]))
    return [domain for domain in found if domain]
