"""Whether a mail comes from whom it says: judged by what our own mail server found, and by nothing else."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Iterator, Sequence
from ipaddress import IPv4Network, IPv6Address, IPv6Network

import authres
from authres.core import AuthenticationResult

from deskbot.access.domains import covers, domain_of, normal_domain
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


def networks(cidrs: str) -> tuple[Network, ...]:
    """Return the networks of a comma-separated list (the setting `trusted_relays`).

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
                    f"DESKBOT_TRUSTED_RELAYS: {error}; write networks like 192.0.2.0/24, with commas between"
                ) from None
    return tuple(found)


def judge(from_address: str, authentication: Authentication, *, authserv: str, relays: Sequence[Network]) -> Judgement:
    """Return how far a sender is believed, with a sentence that says why.

    Only the topmost Authentication-Results header counts, only if it carries the authserv-id `authserv`, and
    only from a peer inside `relays`, or in mail from our own mailbox: whatever stands further down may have been
    written by the sender.

    Args:
        from_address: the sender's address.
        authentication: what the wire says.
        authserv: the authserv-id of our mail server; `NAMELESS` for one that writes none, as Microsoft 365 does.
        relays: the networks of our mail servers.
    """
    if authentication.proven_by_wire:
        return Standing.PROVEN, "the wire itself proves the sender"
    domain = domain_of(from_address)
    if not domain:
        return Standing.UNPROVEN, "the message has no single, plain From address"
    header, why_not = _own_header(authentication, authserv, relays)
    if why_not:
        return Standing.UNPROVEN, why_not
    results = _parse(header, authserv)
    if isinstance(results, str):
        return Standing.UNPROVEN, results
    return _weigh(domain, results)


def _own_header(authentication: Authentication, authserv: str, relays: Sequence[Network]) -> tuple[str, str]:
    """Return the header that may be read, or why there is none."""
    if not authserv:
        return "", "no trusted mail server is configured"
    if not authentication.fetched and not _inside(authentication.peer, relays):
        return "", "the message was not delivered by a trusted mail server"
    if not authentication.results:
        return "", "the trusted mail server has not checked the message"
    header = authentication.results[0]
    if len(header) > HEADER_LIMIT:
        return "", "the topmost Authentication-Results header is too long to be read"
    return header, ""


def _inside(peer: str, relays: Sequence[Network]) -> bool:
    """Return whether an IP address lies in one of the networks."""
    try:
        address = ipaddress.ip_address(peer.strip())
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped  # how a dual-stack socket names an IPv4 peer
    return any(address in network for network in relays)


def _parse(header: str, authserv: str) -> list[AuthenticationResult] | str:
    """Return the results in our own server's header, or why they cannot be used."""
    # A closing semicolon is common, and the only fault that is forgiven.
    text = " ".join(header.split()).rstrip("; ")
    if authserv.strip() == NAMELESS:
        if not _BEGINS_WITH_A_RESULT.match(text):
            return "the topmost Authentication-Results header names a server, and ours writes none"
        text = f"{NAMELESS}; {text}"
    try:
        parsed = authres.AuthenticationResultsHeader.parse_value(text)
    except (authres.AuthResError, ValueError, RecursionError):
        return "the topmost Authentication-Results header cannot be read"
    if str(parsed.authserv_id or "").casefold() != authserv.strip().casefold():
        return "the topmost Authentication-Results header is not of the trusted mail server"
    return [result for result in parsed.results if isinstance(result, AuthenticationResult)]


def _weigh(domain: str, results: Iterable[AuthenticationResult]) -> Judgement:
    """Judge by the results for a From domain; a failed DMARC beats everything else."""
    results = list(results)
    if any(result.method == "dmarc" and result.result == "fail" for result in results):
        return Standing.FORGED, f"DMARC failed: {domain} disowns the message"
    passed = [result for result in results if result.result == "pass"]
    if domain in _proved(passed, "dmarc", "header", "from"):
        return Standing.PROVEN, f"DMARC passed for {domain}"
    for signer in _signers(passed):
        if covers(signer, domain):
            return Standing.PROVEN, f"a DKIM signature of {signer} passed"
    for sender in _proved(passed, "spf", "smtp", "mailfrom"):
        if covers(sender, domain):
            return Standing.PROVEN, f"SPF passed for {sender}"
    return Standing.UNPROVEN, f"neither DMARC nor an aligned DKIM or SPF passed for {domain}"


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
