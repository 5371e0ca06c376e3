"""What a text would be taken for, tried by somebody beside the doors; nothing is kept of it."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial

from deskbot.errors import DeskbotError
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.trial import Tried, tried_on

_TRYING = ThreadPoolExecutor(1, thread_name_prefix="trying")
"""One at a time: however many are tried, the doors go on answering."""
LONGEST_TEXT = 20_000
"""Characters, the subject's too."""
MOST_WAITING = 5
"""Texts that wait for their turn; each takes a second at the worst."""
_waiting: set[asyncio.Future[Tried]] = set()


async def tried_aside(
    text: str, subject: str, playbooks: PlaybookSet, now: datetime, *, release: str = "", model: str = ""
) -> Tried:
    """Return what triage makes of a text that is the first mail of a ticket; see `tried_on`.

    Raises:
        DeskbotError: there is no text, or too much of it, or too many wait.
    """
    if not (text + subject).strip():
        raise DeskbotError("there is no text: write what a reseller could write")
    if len(text) + len(subject) > LONGEST_TEXT:
        raise DeskbotError(f"that is more than {LONGEST_TEXT} characters")
    if len(_waiting) >= MOST_WAITING:
        raise DeskbotError("others try texts just now: try again in a moment")
    trying = partial(tried_on, text, subject, playbooks, now, release=release, model=model)
    tried = asyncio.get_running_loop().run_in_executor(_TRYING, trying)
    _waiting.add(tried)
    tried.add_done_callback(_waiting.discard)
    return await tried
