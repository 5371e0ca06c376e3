"""Who may sign in to the console, and as what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DeskRole(StrEnum):
    """What somebody is at the desk; each may what the one before it may, and more."""

    VIEWER = "viewer"
    """Looks."""
    AGENT = "agent"
    """Works on tickets, and answers pages."""
    LEAD = "lead"
    """Plans who is on call, and works on many tickets at once."""
    ADMIN = "admin"
    """Lets people in, and keeps the directory."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in."""

    id: int
    name: str
    """By which they sign in; in small letters."""
    shown: str
    """As colleagues read it."""
    role: DeskRole
    staff: str = ""
    """Their key among the staff in desk.yaml; empty for who is not on the staff."""
    oidc: str = ""
    """By which they are found when they come from the identity provider first; empty for who does not sign in there."""
    has_password: bool = True
    """Whether they sign in by their name and a password."""

    @property
    def author(self) -> str:
        """Return the name under which what they do stands on timelines."""
        return self.staff or self.name


@dataclass(frozen=True, slots=True)
class OffStaff:
    """Somebody who has, or had, tickets and is not of the staff in desk.yaml."""

    name: str
    """The name under which they have them."""
    shown: str
    """How they are called, where it is known; else the name."""
    left: bool
    """Whether they were of the staff, or were let in, and are so no more."""

    @property
    def told(self) -> str:
        """Return who they are, in words."""
        who = f"{self.shown} ({self.name})" if self.shown != self.name else f'"{self.name}"'
        if self.left:
            return f"{who} is no longer of the staff"
        return f"{who} has an account, and is not of the staff in desk.yaml"

    @property
    def offered(self) -> str:
        """Return what stands for them in a list of owners."""
        return f"{self.shown} ({'no longer' if self.left else 'not'} of the staff)"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody who has signed in, in one browser."""

    account: Account
    digest: str
    """Of the browser's key, which nobody but the browser has."""
    since: datetime
    form_key: str = ""
    """What a form of theirs brings back, by which it is known for one of ours."""
