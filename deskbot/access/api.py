"""What a program may see and do by the API. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from deskbot.model.api_token import ApiToken, Scope

FOR_RESELLERS = frozenset(
    {Scope.TICKETS_READ, Scope.TICKETS_WRITE, Scope.CONTACTS_READ, Scope.PLAYBOOKS_READ, Scope.WEBHOOKS}
)
"""What a token may be good for that is bound to a reseller: nothing of it is the desk's own."""


def unfit(scopes: Collection[Scope], *, bound: bool) -> tuple[Scope, ...]:
    """Return the scopes that such a token may not have."""
    return tuple(sorted(set(scopes) - FOR_RESELLERS)) if bound else ()


def is_good(expires_at: datetime | None, revoked_at: datetime | None, now: datetime) -> bool:
    """Return whether a token still opens anything."""
    return revoked_at is None and (expires_at is None or now < expires_at)


def sees(token: ApiToken, reseller_id: int | None) -> bool:
    """Return whether a token is told of what belongs to a reseller, or to none."""
    return token.reseller_id is None or token.reseller_id == reseller_id


def is_desks(token: ApiToken) -> bool:
    """Return whether a token is the desk's own: it sees what stays inside, and acts for the desk."""
    return token.reseller_id is None


def known_scopes(words: Iterable[str]) -> frozenset[Scope]:
    """Return the scopes that are still known under what was kept; another release may have had others."""
    known = {str(one) for one in Scope}
    return frozenset(Scope(word) for word in words if word in known)
