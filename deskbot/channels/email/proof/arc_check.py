"""ARC (RFC 8617): what a forwarder, whose word we take, saw before it changed the mail."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

import dkim

from deskbot.access.domains import normal_domain
from deskbot.access.proof import weigh_header
from deskbot.channels.email.proof.covered import left_open
from deskbot.channels.email.proof.found import Found
from deskbot.channels.email.proof.lookups import LookupFailedError, Lookups
from deskbot.channels.email.proof.signed import MIN_KEY, QUIET, Signed, key_finder, signed_names, tags
from deskbot.model.case import Standing

MAX_SETS = 5
"""Sets of a chain, with two signatures each; a mail that came over more forwarders is nobody's word."""
_INSTANCE = re.compile(r"\s{0,9}i\s{0,9}=\s{0,9}\d{1,2}\s{0,9};")


def check_arc(mail: Signed, domain: str, sealers: Collection[str], lookups: Lookups) -> Found | None:
    """Return what there is of a chain; a pass only where a trusted sealer says that the From domain was proven.

    The newest seal must be a trusted one's. Older ones count as far as all newer ones are trusted, too.
    """
    count = len(mail.all(b"arc-seal"))
    if not sealers or not count:
        return None
    if count > MAX_SETS:
        return Found("arc", "policy", why="the chain is too long")
    newest = _newest_sealer(mail, count)
    if newest not in sealers:
        return Found("arc", "policy", newest, "its seal is not believed")
    try:
        status, sets, _ = dkim.ARC(mail.raw, logger=QUIET, minkey=MIN_KEY).verify(dnsfunc=key_finder(lookups))
    except LookupFailedError:
        return Found("arc", "temperror", why="the DNS did not answer")
    except Exception:  # noqa: BLE001  (the library's faults over hostile input are many)
        return Found("arc", "permerror")
    if status != dkim.CV_Pass:
        return Found("arc", "fail")
    if not _covers_all(mail, count):
        return Found("arc", "policy", newest, "its signature does not cover all that is read")
    return _first_that_saw(sets, domain, sealers)


def _first_that_saw(sets: list[dict[str, Any]], domain: str, sealers: Collection[str]) -> Found:
    for one in sets:
        sealer = normal_domain(one["as-domain"].decode("ascii", "replace"))
        if sealer not in sealers:
            return Found("arc", "policy", sealer, "its seal is not believed")
        saw = _INSTANCE.sub("", one["aar-value"].decode("utf-8", "replace"), count=1)
        if weigh_header(domain, saw)[0] is Standing.PROVEN:
            return Found("arc", "pass", sealer)
    return Found("arc", "policy", why="no sealer saw the sender proven")


def _newest_sealer(mail: Signed, newest: int) -> str:
    """Return who says to have sealed last; nothing where the chain has a gap, or two of a number."""
    seals = [tags(value) for value in mail.all(b"arc-seal")]
    found = [seal.get(b"d", b"") for seal in seals if seal.get(b"i", b"").strip() == str(newest).encode()]
    return normal_domain(found[0].decode("ascii", "replace")) if len(found) == 1 else ""


def _covers_all(mail: Signed, newest: int) -> bool:
    """Return whether the newest signature of the chain covers the whole body, and the headers by which it is read."""
    for value in mail.all(b"arc-message-signature"):
        given = tags(value)
        if given.get(b"i", b"").strip() == str(newest).encode():
            return b"l" not in given and not left_open(signed_names(given), mail.names, mail.content_type)
    return False
