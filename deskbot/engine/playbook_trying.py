"""What a text would be taken for, by the playbooks that are in use; nothing is kept of it."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from deskbot.clock import Clock
from deskbot.engine.shelf import PlaybookShelf
from deskbot.model.case import Case, Category, Match, Standing, Writer
from deskbot.model.message import Address, Inbound
from deskbot.triage.meant_for import misfit

NOBODY = Writer(Standing.UNPROVEN, "nobody has written it")
MOST = 5
TRYING = ThreadPoolExecutor(1, thread_name_prefix="trying")
"""One at a time: however many are tried, the doors beside it go on answering."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What a text would be taken for."""

    category: Category
    winner: str | None
    """The known issue whose steps the reseller would be told; None where none fits clearly."""
    candidates: tuple[tuple[Match, str], ...]
    """The likeliest, each with why it is not for the system; empty where it may be."""


@dataclass(frozen=True, slots=True)
class PlaybookTrying:
    """Tries texts."""

    shelf: PlaybookShelf
    clock: Clock

    async def of(self, text: str, subject: str, *, release: str = "", model: str = "") -> Tried:
        """Return what triage makes of a text that is the first mail of a ticket.

        Args:
            text: the mail's text.
            subject: its subject.
            release: that the system runs; empty for what the text says of it.
            model: the system's type, likewise.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(TRYING, self._of, text, subject, release, model)

    def _of(self, text: str, subject: str, release: str, model: str) -> Tried:
        # Imported here, as the processes that serve no web need not wait for it.
        from deskbot.triage.known_issues import WITHOUT, asked_about  # noqa: PLC0415
        from deskbot.triage.matching import clear_winner, rank  # noqa: PLC0415
        from deskbot.triage.pipeline import assess  # noqa: PLC0415
        from deskbot.triage.sentences import read  # noqa: PLC0415

        playbooks = self.shelf.current
        message = Inbound(channel="email", external_id="", sender=Address(""), subject=subject, text=text, reply=text)
        found = assess(Case(message=message, writer=NOBODY, now=self.clock.now()), playbooks)
        category = found.about or found.category or Category.INCIDENT
        told = {one.key: one.value for one in found.findings}
        release, model = release or told.get("release", ""), model or told.get("model", "")
        matches = rank(asked_about(read(message), category, playbooks), playbooks) if category not in WITHOUT else ()
        unfit = {one.playbook: misfit(playbooks.get(one.playbook), release, model) for one in matches}
        winner = clear_winner(tuple(one for one in matches if unfit[one.playbook] is None))
        told_why = [(one, why.says if (why := unfit[one.playbook]) else "") for one in matches[:MOST]]
        return Tried(category, winner, tuple(told_why))
