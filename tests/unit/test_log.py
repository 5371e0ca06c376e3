"""A log has one line an event, whatever stands in it."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from deskbot.errors import DeskbotError
from deskbot.log import JsonFormatter, LineFormatter, about


def test_a_message_of_several_lines_is_one_that_can_be_read() -> None:
    record = logging.makeLogRecord({"levelname": "ERROR", "msg": "Job failed:\nthe queue\n\t at work \x1b[2J"})

    line = LineFormatter().format(record)

    assert line.endswith(" ERROR Job failed: the queue at work ?[2J")


def record(**values: object) -> logging.LogRecord:
    return logging.makeLogRecord({"name": "deskbot.engine", "levelname": "INFO", "msg": "said", **values})


def failed(error: Exception, cause: Exception | None = None) -> logging.LogRecord:
    try:
        raise error from cause  # noqa: TRY301
    except Exception as raised:  # noqa: BLE001
        return record(exc_info=(type(raised), raised, raised.__traceback__))


def test_a_line_of_json_is_one_object_whatever_stands_in_it() -> None:
    line = JsonFormatter(process="worker").format(record(msg="a\r\nb \x1b[2J\u2028c", action="triaged", ticket=1001))

    assert "\n" not in line
    said = json.loads(line)
    assert said.pop("time")
    assert said == {
        "level": "INFO",
        "says": "a b ?[2J c",
        "action": "triaged",
        "process": "worker",
        "ticket": 1001,
    }


def test_what_is_in_hand_is_named_by_every_line_meanwhile_and_by_none_after() -> None:
    with about(job="triage", inbound=7), about(ticket=1001):
        line = LineFormatter().format(record(ticket=1002))
    assert line.endswith(" INFO said job=triage inbound=7 ticket=1002")
    assert LineFormatter().format(record()).endswith(" INFO said")


@pytest.mark.parametrize("form", [LineFormatter, JsonFormatter])
def test_an_error_is_told_by_its_kind_and_place_and_not_by_the_words_that_it_quotes(form: Any) -> None:
    line = form().format(failed(RuntimeError("while reading"), ValueError("the pin of ana@reseller.example is 4711")))

    assert "ValueError" in line
    assert "RuntimeError" in line
    assert "test_log.py" in line
    assert "4711" not in line
    assert "while reading" not in line


def test_our_own_errors_and_the_systems_are_told_in_words() -> None:
    assert "DeskbotError: set it" in LineFormatter().format(failed(DeskbotError("set\nit")))
    line = LineFormatter().format(failed(OSError(28, "No space left on device", "/a/name")))
    assert line.endswith("OSError: No space left on device")


def test_several_errors_at_once_are_told_each() -> None:
    line = LineFormatter().format(failed(ExceptionGroup("all", [ValueError("one"), DeskbotError("two")])))

    assert "ValueError\n" in line
    assert line.endswith("DeskbotError: two")


def test_at_debug_everything_is_told() -> None:
    assert "4711" in LineFormatter(whole=True).format(failed(ValueError("4711")))


def test_what_asyncio_quotes_of_a_lost_error_is_left_out() -> None:
    says = "Task exception was never retrieved\nfuture: <Task finished exception=ValueError('4711')>"
    assert "4711" not in LineFormatter().format(record(name="asyncio", msg=says))


def test_a_library_says_so_much_and_no_more() -> None:
    line = LineFormatter().format(record(name="somelibrary", msg="x" * 5000))
    assert len(line) < 400
