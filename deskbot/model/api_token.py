"""Who may use the API, and for what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

AUTHOR = "api:"
"""Begins the names under which programs stand on timelines; nobody of the staff has such a one."""


class Scope(StrEnum):
    """What a token is good for; none of them includes another."""

    TICKETS_READ = "tickets:read"
    """See tickets and what was said on them."""
    TICKETS_WRITE = "tickets:write"
    """Open tickets, and say something on them; for the desk's own tokens: answer, note, assign and set right."""
    CONTACTS_READ = "contacts:read"
    """See resellers, their people, and the systems that they look after."""
    PAGES_READ = "pages:read"
    PAGES_WRITE = "pages:write"
    """Answer a page in the name of somebody who was paged."""
    ONCALL_READ = "on-call:read"
    ONCALL_WRITE = "on-call:write"
    """Make overrides, and take them back."""
    PLAYBOOKS_READ = "playbooks:read"
    """See playbooks, and try what a text would be taken for."""
    WEBHOOKS = "webhooks"
    """Say where events are sent, and see what became of them."""
    METRICS = "metrics"
    """Read /metrics."""


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A program that may use the API."""

    id: int
    name: str
    """By which people tell it apart."""
    scopes: frozenset[Scope]
    reseller_id: int | None = None
    """Whose tickets alone it sees; None for one of the desk's own."""
    expires_at: datetime | None = None
    """None for one that lasts until it is revoked."""

    @property
    def author(self) -> str:
        """Return the name under which what it does stands on timelines."""
        return AUTHOR + self.name
