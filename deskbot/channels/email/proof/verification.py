"""Our own check of SPF, DKIM, DMARC and ARC, for mail that comes straight from the internet. Blocking: for a thread."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass, replace

from deskbot.access.domains import domain_of
from deskbot.channels.email.proof.arc_check import check_arc
from deskbot.channels.email.proof.dkim_check import check_dkim
from deskbot.channels.email.proof.dmarc import check_dmarc
from deskbot.channels.email.proof.found import Found, as_header
from deskbot.channels.email.proof.lookups import Lookups
from deskbot.channels.email.proof.organisations import same_organisation
from deskbot.channels.email.proof.sender import repeated_headers, sole_sender
from deskbot.channels.email.proof.signed import Signed, UncheckableError, signed
from deskbot.channels.email.proof.spf_check import check_spf

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wire:
    """What the SMTP session knew of a mail."""

    peer: str
    """The client's IP address."""
    helo: str
    mail_from: str
    """Empty for the null sender."""


def verify(raw: bytes, sender: str, wire: Wire, lookups: Lookups, sealers: Collection[str] = ()) -> str:
    """Return an Authentication-Results header of ours for a mail; never raises.

    Args:
        raw: the mail.
        sender: the address in From, as it was read.
        wire: what the session knew.
        lookups: our questions to the DNS; their time is the time that this takes.
        sealers: domains whose ARC seals are believed.
    """
    try:
        return as_header(_check(raw, sender, wire, lookups, sealers))
    except Exception as error:  # the mail waits for its ticket: whatever happens here, it is unproven
        log.exception("the check of a sender failed: %s", type(error).__name__, extra={"action": "mail_check_failed"})
        return as_header([gave_up("the check itself failed")])


def gave_up(why: str) -> Found:
    """Return the result where nothing could be found out."""
    return Found("dmarc", "temperror", why=why)


def _check(raw: bytes, sender: str, wire: Wire, lookups: Lookups, sealers: Collection[str]) -> list[Found]:
    domain = domain_of(sender)
    if not domain or sole_sender(raw) != sender:
        return [Found("dmarc", "permerror", why="From may be read as more than one sender, or as none")]
    if names := repeated_headers(raw):
        said = ", ".join(name.title() for name in names)
        return [Found("dmarc", "permerror", why=f"more than one reading is possible: there are two of {said}")]
    spf = _for(domain, check_spf(wire.peer, wire.mail_from, wire.helo, lookups))
    try:
        mail = signed(raw)
    except UncheckableError as error:
        # SPF alone may still prove; what is missing cannot disown.
        dmarc = check_dmarc(domain, [spf], lookups)
        return [spf, dmarc if dmarc.result == "pass" else Found("dmarc", "temperror", domain, str(error))]
    if not _one_from(mail, sender):
        return [Found("dmarc", "permerror", why="From may be read as more than one sender")]
    keys = check_dkim(mail, domain, lookups)
    dmarc = check_dmarc(domain, [spf, *keys], lookups)
    if dmarc.result == "pass":
        return [spf, *keys, dmarc]
    arc = check_arc(mail, domain, sealers, lookups)
    if arc is not None and arc.result == "pass":
        vouched = Found("dmarc", "pass", domain, f"sealed by {arc.domain}, which saw the sender proven")
        return [spf, *keys, arc, vouched]
    return [spf, *keys, *([arc] if arc else []), dmarc]


def _for(domain: str, spf: Found) -> Found:
    """Return SPF's result as it counts for a From domain: of another organisation's it is none of our proofs."""
    if spf.result == "pass" and not same_organisation(spf.domain, domain):
        return replace(spf, result="policy", why="it is another organisation than the one in From")
    return spf


def _one_from(mail: Signed, sender: str) -> bool:
    """Return whether the library that checks signatures sees the same, single From as we do."""
    values = mail.all(b"from")
    return len(values) == 1 and sole_sender(b"From:" + values[0] + b"\r\n") == sender
