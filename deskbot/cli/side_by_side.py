"""What `deskbot check` tries side by side: however long one takes, the others are told in time and in their order."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from deskbot.cli.finding import Finding, wrong
from deskbot.errors import DeskbotError

LIMIT = 20.0
"""Seconds for all of them; a carrier or relay that does not answer by itself gives up earlier."""


@dataclass(frozen=True, slots=True)
class Try:
    """One thing that is tried."""

    what: str
    run: Callable[[], Sequence[Finding]]


@dataclass(slots=True)
class _Running:
    tried: Try
    found: Sequence[Finding] = ()
    done: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        try:
            self.found = self.tried.run()
        except DeskbotError as error:
            self.found = [wrong(self.tried.what, str(error))]
        except Exception as error:  # noqa: BLE001  (what stands behind one must not keep the others from being told)
            # Not its words: a library may put an address with a password into them.
            says = f"cannot be tried: {type(error).__name__}; look at its settings"
            self.found = [wrong(self.tried.what, says)]
        self.done.set()


def side_by_side(tries: Sequence[Try], within: float = LIMIT) -> list[Finding]:
    """Try all at once; return what was found, in the order of `tries`.

    Args:
        tries: what to try; each in a thread of its own, which is left alone where it takes too long.
        within: seconds, for all together.
    """
    running = [_Running(one) for one in tries]
    for one in running:
        # No pool: its threads would be waited for at the end of the process.
        threading.Thread(target=one.run, name=f"check {one.tried.what}", daemon=True).start()
    until = time.monotonic() + within
    found: list[Finding] = []
    for one in running:
        if one.done.wait(max(0.0, until - time.monotonic())):
            found += one.found
        else:
            says = f"no answer within {within:g} s: is it reached from this machine?"
            found.append(wrong(one.tried.what, says))
    return found
