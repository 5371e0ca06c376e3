"""Carriers that fail: the operators are told once of each outage, and once when it is over."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from deskbot.engine.mailing import Mailing
from deskbot.store import dispatches, outbox
from deskbot.store.database import Session
from deskbot.store.tables import DispatchRow

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outages:
    """Writes to the operators. An outage is known by its first failed dispatch: nothing else is remembered."""

    mailing: Mailing

    async def began(
        self, session: Session, carrier: str, others: Sequence[str], detail: str, now: datetime, *, chat: bool = False
    ) -> None:
        """Tell the operators that a carrier fails, unless they know.

        Args:
            session: the transaction, which has seen it fail.
            carrier: its name.
            others: those that still work, as far as anybody knows.
            detail: its last words.
            now: the present moment.
            chat: it brings pages to a chat.
        """
        await session.flush()
        first = await dispatches.first_failure(session, carrier)
        if first is None or await outbox.written_at(session, _key(carrier, first)):
            return
        log.warning("a carrier fails", extra={"action": "carrier_out", "carrier": carrier})
        instead = "No other carrier is left: people with a mail address are paged by mail, until one works again."
        if chat:
            instead = "Whoever is paged there is paged by text meanwhile, or by another way that desk.yaml knows."
        elif others:
            instead = f"Pages go by {' and '.join(others)} meanwhile."
        text = (
            f"The carrier {carrier} takes no pages. It said last: {detail or 'nothing'}\n\n{instead} deskbot goes on "
            f"trying, and writes again when it is over.\n\n-- \n{self.mailing.desk.name}\n"
        )
        await self.mailing.to_desk(session, _key(carrier, first), f"Carrier {carrier} fails", text, now)

    async def worked(self, session: Session, dispatch: DispatchRow, now: datetime) -> None:
        """Note that a carrier works; where the operators were told that it fails, tell them that it is over.

        Args:
            session: the transaction, which has locked the dispatch's notification.
            dispatch: what the carrier has taken, or refused as it should.
            now: the present moment.
        """
        if dispatch.up:
            return
        first = await dispatches.first_failure(session, dispatch.carrier)
        dispatch.up = True
        if first is None or not await outbox.written_at(session, _key(dispatch.carrier, first)):
            return
        await session.flush()
        if await dispatches.first_failure(session, dispatch.carrier) == first:
            return  # a late word on what it took before it failed
        log.warning("a carrier works again", extra={"action": "carrier_back", "carrier": dispatch.carrier})
        text = f"The carrier {dispatch.carrier} takes pages again.\n\n-- \n{self.mailing.desk.name}\n"
        subject = f"Carrier {dispatch.carrier} works again"
        await self.mailing.to_desk(session, f"{_key(dispatch.carrier, first)}:over", subject, text, now)


def _key(carrier: str, first: int) -> str:
    return f"carrier:{carrier}:{first}"
