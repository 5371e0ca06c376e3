"""How long what nobody needs any more is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from deskbot.clock import Clock
from deskbot.store import api_tokens, drafts, held_answers, webhooks
from deskbot.store.database import Database

EVERY = 3600.0
"""Seconds between two looks."""
EVENTS_KEPT_FOR = timedelta(days=30)
"""How long it is seen what a webhook was told; what waits for one is kept until it is told, or the webhook ends."""
EVENTS_AT_ONCE = 2000
"""In one transaction."""
ANSWERS_KEPT_FOR = timedelta(days=3)
"""How long a program's request is known again by its key."""
WORDS_KEPT_FOR = timedelta(hours=1)
"""How long the words of an answer are kept that waited a moment: then it is on the timeline, or a draft again."""
DRAFTS_KEPT_FOR = timedelta(days=30)
"""How long what was begun to write is kept on a ticket that is closed."""


@dataclass(frozen=True, slots=True)
class Retention:
    """Forgets what was kept long enough."""

    database: Database
    clock: Clock

    async def look(self) -> None:
        """Forget what is old, each kind in a transaction of its own."""
        now = self.clock.now()
        gone = EVENTS_AT_ONCE
        while gone == EVENTS_AT_ONCE:
            async with self.database.begin() as session:
                gone = await webhooks.forget(session, now - EVENTS_KEPT_FOR, EVENTS_AT_ONCE)
        async with self.database.begin() as session:
            await api_tokens.forget_answers(session, now - ANSWERS_KEPT_FOR)
        async with self.database.begin() as session:
            await held_answers.forget_words(session, now - WORDS_KEPT_FOR)
            await drafts.forget(session, now - DRAFTS_KEPT_FOR)
