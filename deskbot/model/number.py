"""What is known of a number (or mail address) by which responders are reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from deskbot.model.page import Medium

LAPSES_AFTER = timedelta(days=1)
"""For so long a number that a carrier calls unusable is not used; then it is tried again, as carriers err."""


class Flag(StrEnum):
    """Why a number is not used."""

    OPTED_OUT = "opted-out"
    """Its owner has texted STOP to a number of ours. Only START to the same one lifts it."""
    UNUSABLE = "unusable"
    """Its carrier says that it can never be reached so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What is known of one number, for one medium."""

    address: str
    medium: Medium
    sender: str = ""
    """The number of ours whose texts it has stopped, as carriers keep a STOP; empty for what holds whoever sends."""
    flag: Flag | None = None
    detail: str = ""
    """For people: who or what says so."""
    flagged_at: datetime | None = None
    until: datetime | None = None
    """When the flag lapses; None where it stays until it is lifted."""
    verified_at: datetime | None = None
    """When somebody was last reached by it for certain."""

    def keeps_off(self, now: datetime) -> bool:
        """Return whether nothing is sent to it now."""
        return self.flag is not None and (self.until is None or self.until > now)

    def bars(self, sender: str) -> bool:
        """Return whether it speaks of what a number of ours sends."""
        return self.sender in ("", sender)

    @property
    def why(self) -> str:
        """Why it is not used, for people."""
        since = f" since {self.flagged_at:%Y-%m-%d %H:%M} UTC" if self.flagged_at else ""
        if self.flag is Flag.OPTED_OUT and self.medium.chat:
            return f"the account has blocked us{since}"
        if self.flag is Flag.OPTED_OUT:
            by, to = (f" from {self.sender}", f" to {self.sender}") if self.sender else ("", "")
            return f"the number has stopped our texts{by}{since}, and has to text START{to}"
        what = "account" if self.medium.chat else "number"
        return f"the {what} was found to be of no use{since}: {self.detail}"
