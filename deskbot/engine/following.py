"""Whatever answers an alarm says in log and trace which row it is about, and goes on where the row's trace is."""

from __future__ import annotations

from deskbot.engine.jobs import Handler
from deskbot.errors import UnavailableError
from deskbot.log import about
from deskbot.store.database import Database
from deskbot.store.traces import position_of
from deskbot.tracing import on, span

_ABOUT = {
    "triage": ("message.triage", "inbound"),
    "deliver": ("letter.deliver", "outbox"),
    "page": ("page.step", "page"),
    "notify": ("page.notify", "notification"),
    "tell": ("page.tell", "notice"),
    "show": ("page.show", "page_message"),
    "silence": ("ticket.silence", "ticket"),
    "suggest": ("ticket.suggest", "ticket"),
    "snooze": ("ticket.snooze", "snooze"),
}
"""What a task does, for its span, and of what its row's id is one; the others are named by the task itself."""


def followed(task: str, handler: Handler, database: Database) -> Handler:
    """Return a task's handler whose lines in the log name the row, and which is a span of the row's trace."""
    name, what = _ABOUT.get(task, (f"job.{task}", task))

    async def answer(row_id: int) -> None:
        with about(**{"job": task, what: row_id}):
            if not on():
                await handler(row_id)
                return
            with span(name, await _position(database, task, row_id), **{what: row_id}):
                await handler(row_id)

    return answer


async def _position(database: Database, task: str, row_id: int) -> str | None:
    try:
        async with database.begin() as session:
            return await position_of(session, task, row_id)
    except UnavailableError:
        return None  # the handler asks as well, and it is its to say so
