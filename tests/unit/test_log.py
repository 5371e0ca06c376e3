"""A log has one line an event, whatever stands in it."""

from __future__ import annotations

import logging

from deskbot.log import LineFormatter


def test_a_message_of_several_lines_is_one_that_can_be_read() -> None:
    record = logging.makeLogRecord({"levelname": "ERROR", "msg": "Job failed:\nthe queue\n\t at work \x1b[2J"})

    line = LineFormatter().format(record)

    assert line.endswith(" ERROR Job failed: the queue at work ?[2J")
