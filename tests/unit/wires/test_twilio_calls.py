"""What the carrier remembers of calls is read one by one: what cannot be understood of one hides no other."""

from __future__ import annotations

from typing import Any

import pytest
from twilio.rest import Client
from twilio.rest.api.v2010.account.call import CallInstance
from twilio.rest.api.v2010.account.recording import RecordingInstance

from deskbot.wires.twilio_calls import past_calls

ACCOUNT = "AC00000000000000000000000000000000"
VERSION = Client(ACCOUNT, "token").api.v2010
LATER = "Mon, 02 Mar 2026 18:05:00 +0000"
CALL = {
    "sid": "CA1",
    "from": "+15125550101",
    "to": "+15125550100",
    "direction": "inbound",
    "status": "completed",
    "start_time": "Mon, 02 Mar 2026 18:00:00 +0000",
    "end_time": "Mon, 02 Mar 2026 18:01:00 +0000",
}
GOOD = CALL | {"sid": "CA2", "start_time": LATER, "end_time": LATER}


def call(**payload: Any) -> CallInstance:
    return CallInstance(VERSION, payload, ACCOUNT)


def recording(**payload: Any) -> RecordingInstance:
    return RecordingInstance(VERSION, payload, ACCOUNT)


@pytest.mark.parametrize(
    "wrong",
    [
        {"start_time": None, "date_created": None},
        {"start_time": "yesterday"},
        {"sid": None},
        {"to": None},
        {"status": None},
        {"status": "in-progress"},
        {"direction": "outbound-api"},
    ],
)
def test_a_call_of_which_the_carrier_says_nothing_sensible_or_that_was_none_to_us_hides_no_other(
    wrong: dict[str, Any],
) -> None:
    assert [one.ring.sid for one in past_calls([call(**GOOD), call(**CALL | wrong)], [])] == ["CA2"]


def test_a_call_without_a_number_is_one_whose_number_is_withheld() -> None:
    (found,) = past_calls([call(**CALL | {"from": None})], [])
    assert found.ring.number == ""


@pytest.mark.parametrize(("duration", "seconds"), [("7", 7), ("-1", 0), ("soon", 0), (None, 0)])
def test_a_message_whose_length_is_not_known_is_one(duration: str | None, seconds: int) -> None:
    (found,) = past_calls([call(**CALL)], [recording(sid="RE1", call_sid="CA1", duration=duration), recording()])
    assert found.recordings == (("RE1", seconds),)


def test_calls_come_in_the_order_in_which_they_were_made() -> None:
    assert [one.ring.sid for one in past_calls([call(**GOOD), call(**CALL)], [])] == ["CA1", "CA2"]
