"""SPF (RFC 7208): may this peer send for that domain?"""

from __future__ import annotations

import ipaddress
from typing import Any

import spf

from deskbot.access.domains import normal_domain
from deskbot.channels.email.proof.found import Found
from deskbot.channels.email.proof.lookups import LookupFailedError, Lookups

_RESULTS = frozenset({"pass", "fail", "softfail", "neutral", "none", "temperror", "permerror"})


class Query(spf.query):
    """The library's check with our own questions to the DNS: it would ask by itself, and without an end in time."""

    def __init__(self, lookups: Lookups, peer: str, mail_from: str, helo: str) -> None:
        """Prepare a check."""
        super().__init__(peer, mail_from, helo)
        self._lookups = lookups

    def dns(self, name: Any, qtype: str, cnames: Any = None, ignore_void: bool = False) -> list[Any]:  # noqa: FBT001, FBT002
        """Ask the DNS, and count what is not there (RFC 7208, 4.6.4)."""
        del cnames
        try:
            found = self._lookups.find(str(name), qtype) if qtype != "SPF" else ()
        except LookupFailedError as error:
            raise spf.TempError(str(error)) from None
        if not found and not ignore_void:
            self.void_lookups += 1
            if self.void_lookups > spf.MAX_VOID_LOOKUPS:
                raise spf.PermError("too many names that do not exist")
        return [(one,) for one in found] if qtype == "TXT" else list(found)


def check_spf(peer: str, mail_from: str, helo: str, lookups: Lookups) -> Found:
    """Return what SPF says of the envelope's sender, or of the greeting where the sender is the null sender."""
    local, at, domain = mail_from.rpartition("@")
    checked = normal_domain(domain if at else helo)
    try:
        address = str(ipaddress.ip_address(peer))
    except ValueError:
        return Found("spf", "none", why="the address of the client is not known")
    if not checked:
        return Found("spf", "none", why="the envelope names no domain")
    sender = f"{local or 'postmaster'}@{checked}" if at else ""
    try:
        result = str(
            Query(lookups, address, sender, checked if not at else normal_domain(helo) or "unknown").check()[0]
        )
    except Exception:  # noqa: BLE001  (the library raises many kinds over records from outside)
        result = "temperror"
    return Found("spf", result if result in _RESULTS else "permerror", checked)
