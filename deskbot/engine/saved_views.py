"""Lists of tickets that somebody keeps under a name: for themselves, or for everybody at the desk."""

from __future__ import annotations

from dataclasses import dataclass

from deskbot.access.console import Doing, may
from deskbot.clock import Clock
from deskbot.errors import DeskbotError, NotFoundError
from deskbot.model.account import Account
from deskbot.model.ticket_list import SavedView
from deskbot.store import audit, saved_views
from deskbot.store.database import Database

LONGEST_NAME = 40
MOST = 30
"""Views that one person keeps."""


@dataclass(frozen=True, slots=True)
class SavedViews:
    """Keeps views."""

    database: Database
    clock: Clock

    async def seen_by(self, account: Account) -> list[SavedView]:
        """Return somebody's own views and those that everybody sees, by name.

        Raises:
            UnavailableError: the database does not answer.
        """
        async with self.database.begin() as session:
            return await saved_views.seen_by(session, account.id)

    async def keep(self, account: Account, name: str, query: str, place: str, *, shared: bool) -> None:
        """Keep a view; one of the same name that they have already is replaced.

        Args:
            account: whose it is.
            name: what it is called.
            query: the address of the list behind its question mark.
            place: the network address from which they come.
            shared: whether everybody sees it; only leads may say so.

        Raises:
            DeskbotError: it has no name, there are too many, or it is not for them to share it.
            UnavailableError: the database does not answer.
        """
        name = " ".join(name.split())
        if not name or len(name) > LONGEST_NAME:
            raise DeskbotError(f"give the view a name of at most {LONGEST_NAME} letters")
        if shared and not may(account.role, Doing.PLAN):
            raise DeskbotError("only leads share a view with everybody")

        async with self.database.begin() as session:
            own = [one for one in await saved_views.seen_by(session, account.id) if one.own]
            before = next((one for one in own if one.name == name), None)
            if before is None and len(own) >= MOST:
                raise DeskbotError(f"you keep {MOST} views already: take one away first")
            now = self.clock.now()
            await saved_views.put(session, account.id, name, query, now, shared=shared)
            if shared or (before is not None and before.shared):
                act = "shared a view" if shared else "shares a view no more"
                audit.note(session, act, name, who=account.author, now=now, account_id=account.id, place=place)

    async def take_away(self, account: Account, view_id: int, place: str) -> None:
        """Take a view away: one's own, or, for leads, one that everybody sees.

        Raises:
            NotFoundError: there is none for them.
            UnavailableError: the database does not answer.
        """
        async with self.database.begin() as session:
            found = {one.id: one for one in await saved_views.seen_by(session, account.id)}.get(view_id)
            if found is None or not (found.own or may(account.role, Doing.PLAN)):
                raise NotFoundError("there is no such view of yours")
            await saved_views.take_away(session, view_id)
            if found.shared:
                act, now = "took a shared view away", self.clock.now()
                audit.note(session, act, found.name, who=account.author, now=now, account_id=account.id, place=place)
