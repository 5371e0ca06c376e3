"""Logs: one line an event, an action for machines and a sentence for people, ids and no bodies."""

from __future__ import annotations

import logging
import re
import sys

_PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]\s*")
# Those of bidirectional text, too: a line would read other than it is.
_CONTROL = dict.fromkeys(
    (*range(32), *range(127, 160), 0x61C, *range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "?"
)


class LineFormatter(logging.Formatter):
    """Formats a record as `time LEVEL [SIMULATED] sentence key=value …`, free of control characters."""

    def __init__(self, *, simulated: bool = False) -> None:
        """Mark every line when messages go to simulators."""
        super().__init__()
        self._mark = " SIMULATED" if simulated else ""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record's line; a traceback follows on lines of its own."""
        extra = {key: value for key, value in vars(record).items() if key not in _PLAIN}
        pairs = "".join(f" {key}={value}" for key, value in extra.items())
        time = self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z")
        line = f"{time} {record.levelname}{self._mark} {record.getMessage()}{pairs}"
        line = _BREAKS.sub(" ", line).translate(_CONTROL)  # what somebody wrote makes no second line
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


def set_up(level: str, *, simulated: bool = False) -> None:
    """Send deskbot's records of a level and above to standard error; of the libraries only what is wrong."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(LineFormatter(simulated=simulated))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("deskbot").setLevel(level.upper())
    # httpx and the carrier's SDK write addresses with their secrets at INFO; the queue writes a line a job.
    for noisy in ("httpx", "twilio", "mail.log", "procrastinate"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
