"""Logs: one line an event, an action for machines and a sentence for people, ids and no bodies.

Whatever logs gives `extra={"action": …}`, a fixed word that docs/monitoring.md lists, and ids beside it; `about` adds
those of what is in hand to all that is logged meanwhile. What people write, and what errors of libraries quote of it,
is in no line above DEBUG.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from deskbot.errors import DeskbotError

LONGEST_FOREIGN = 300
"""Characters that are kept of what a library says."""

_PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]\s*")
# Those of bidirectional text, too: a line would read other than it is.
_CONTROL = dict.fromkeys(
    (*range(32), *range(127, 160), 0x61C, *range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "?"
)
_TIME = "%Y-%m-%dT%H:%M:%S%z"
_NOTHING: Mapping[str, object] = {}

_about: ContextVar[Mapping[str, object]] = ContextVar("what is in hand", default=_NOTHING)


@contextmanager
def about(**ids: object) -> Generator[None]:
    """Add ids to all that is logged meanwhile, by whatever is called or begun here."""
    token = _about.set({**_about.get(), **ids})
    try:
        yield
    finally:
        _about.reset(token)


class _Formatter(logging.Formatter):
    def __init__(self, *, simulated: bool = False, whole: bool = False, process: str = "") -> None:
        """Say what every line says.

        Args:
            simulated: messages go to simulators.
            whole: errors of libraries are told with their words, which may be somebody's; for DEBUG alone.
            process: what this process does; empty is not said.
        """
        super().__init__(datefmt=_TIME)
        self._simulated, self._whole, self._process = simulated, whole, process

    def _says(self, record: logging.LogRecord) -> str:
        """Return the sentence in one line; what somebody wrote makes no second one, and moves no cursor."""
        says = record.getMessage()
        if record.name == "asyncio" and not self._whole:
            says = says.partition("\n")[0]  # behind it stands the error with its words
        line = _one_line(says)
        ours = (record.name or "").startswith("deskbot")
        return line if ours or self._whole or len(line) <= LONGEST_FOREIGN else f"{line[:LONGEST_FOREIGN]}…"

    def _facts(self, record: logging.LogRecord) -> dict[str, Any]:
        """Return the action and the ids, those of what is in hand included."""
        own = {key: value for key, value in vars(record).items() if key not in _PLAIN}
        action = {"action": own.pop("action")} if "action" in own else {}
        process = {"process": self._process} if self._process else {}
        return {**action, **process, **_about.get(), **own}

    def _traceback(self, record: logging.LogRecord) -> list[str]:
        error = record.exc_info[1] if record.exc_info else None
        return list(told(error, whole=self._whole)) if error is not None else []


class LineFormatter(_Formatter):
    """Formats a record as `time LEVEL [SIMULATED] sentence key=value …`, free of control characters."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record's line; a traceback follows on lines of its own."""
        mark = " SIMULATED" if self._simulated else ""
        pairs = "".join(f" {key}={_one_line(str(value))}" for key, value in self._facts(record).items())
        line = f"{self.formatTime(record, _TIME)} {record.levelname}{mark} {self._says(record)}{pairs}"
        return "\n".join([line, *self._traceback(record)])


class JsonFormatter(_Formatter):
    """Formats a record as one JSON object in one line, for whatever collects logs."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record's line, with the traceback in it."""
        said: dict[str, Any] = {
            "time": self.formatTime(record, _TIME),
            "level": record.levelname,
            "says": self._says(record),
            **{key: _plain(value) for key, value in self._facts(record).items()},
        }
        if not (record.name or "").startswith("deskbot"):
            said["logger"] = record.name
        if self._simulated:
            said["simulated"] = True
        if lines := self._traceback(record):
            said["traceback"] = lines
        return json.dumps(said)


def told(error: BaseException, *, whole: bool = False) -> Iterator[str]:
    """Tell of an error and of what led to it: where it was, of which kind, and only what is ours of its words.

    A library's error quotes what it could not digest, and that is somebody's mail.
    """
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from told(before, whole=whole)
        yield "and then:"
    yield from (_one_line(line) for part in traceback.format_tb(error.__traceback__) for line in part.splitlines())
    words = _one_line(str(error)) if whole or isinstance(error, DeskbotError) else _number(error)
    yield f"{type(error).__name__}: {words}" if words else type(error).__name__
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            yield from told(one, whole=whole)


def _number(error: BaseException) -> str:
    """Return by which number the system or the database knows what went wrong."""
    if isinstance(error, OSError) and error.strerror:
        return _one_line(error.strerror)
    state = getattr(getattr(error, "orig", error), "sqlstate", None)
    return f"SQLSTATE {state}" if isinstance(state, str) else ""


def _plain(value: object) -> object:
    return value if isinstance(value, bool | int | float | None) else _one_line(str(value))


def _one_line(text: str) -> str:
    return _BREAKS.sub(" ", text).translate(_CONTROL)


def set_up(level: str, *, form: str = "text", simulated: bool = False, process: str = "") -> None:
    """Send deskbot's records of a level and above to standard error; of the libraries only what is wrong.

    Args:
        level: the lowest that is shown.
        form: `text` for people, `json` for programs.
        simulated: mark every line, as messages go to simulators.
        process: what this process does, for its lines; empty is not said.
    """
    kind = JsonFormatter if form == "json" else LineFormatter
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(kind(simulated=simulated, whole=level.upper() == "DEBUG", process=process))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("deskbot").setLevel(level.upper())
    # httpx and the carrier's SDK write addresses with their secrets at INFO; the queue writes a line a job.
    for noisy in ("httpx", "twilio", "mail.log", "procrastinate"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
