"""What somebody has written makes no second line of the log, moves no cursor, and turns no line around."""

from __future__ import annotations

import logging
import re

import pytest

from deskbot.log import LineFormatter

FORGED = "2026-01-01T00:00:00+0000 INFO page acknowledged action=page_taken"
_HARMFUL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


@pytest.mark.parametrize(
    "between",
    [
        "\n",
        "\r",
        "\r\n",
        "\v",
        "\f",
        "\x85",
        "\u2028",
        "\u2029",
        "\x1b[2K\x1b[1G",
        "\x9b2K",
        "\0",
        "\b" * 40,
        "\u202e",
        "\u2066",
        "\x07",
    ],
)
@pytest.mark.parametrize("where", ["sentence", "argument", "extra"])
def test_whatever_somebody_writes_a_record_is_one_harmless_line(between: str, where: str) -> None:
    hostile = f"Ty{between}{FORGED}"
    says, args = (
        (hostile, ()) if where == "sentence" else ("mail of %s", (hostile,) if where == "argument" else ("Ty",))
    )
    record = logging.LogRecord("deskbot.x", logging.INFO, "x.py", 1, says, args, None)
    record.subject = hostile if where == "extra" else "x"

    line = LineFormatter().format(record)

    assert not _HARMFUL.search(line)
    assert len(line.splitlines()) == 1
