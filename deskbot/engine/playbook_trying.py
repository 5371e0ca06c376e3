"""What a text would be taken for, tried by somebody beside the doors; nothing is kept of it."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial

from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.trial import Tried, tried_on

_TRYING = ThreadPoolExecutor(1, thread_name_prefix="trying")
"""One at a time: however many are tried, the doors go on answering."""


async def tried_aside(
    text: str, subject: str, playbooks: PlaybookSet, now: datetime, *, release: str = "", model: str = ""
) -> Tried:
    """Return what triage makes of a text that is the first mail of a ticket; see `tried_on`."""
    trying = partial(tried_on, text, subject, playbooks, now, release=release, model=model)
    return await asyncio.get_running_loop().run_in_executor(_TRYING, trying)
