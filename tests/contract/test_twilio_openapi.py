"""The simulated Twilio, and what deskbot asks of it, against Twilio's own OpenAPI file.

The file says nothing of webhooks and of errors: what they hold is in `test_twilio_simulator`, and in `ERROR`.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request, Response
from twilio.rest import Client
from twilio.rest.api.v2010.account.call import CallList
from twilio.rest.api.v2010.account.message import MessageList

from deskbot.clock import ControlledClock
from deskbot.escalation.carriers import Notice
from deskbot.escalation.carriers.twilio import CALL_EVENTS, TwilioCarrier
from deskbot.model.page import Medium
from deskbot.settings import Settings
from deskbot.simulators.faults import ConnectionCutter
from deskbot.simulators.serving import serving
from deskbot.simulators.twilio import TwilioSimulator
from deskbot.simulators.twilio_incoming import DeskLine
from deskbot.simulators.twilio_rules import (
    CALL_KEYS,
    EVENTS,
    MESSAGE_KEYS,
    PLAYED_CALL_KEYS,
    PLAYED_MESSAGE_KEYS,
)
from deskbot.simulators.twilio_state import CALL_STATES, MESSAGE_STATES
from deskbot.wires import twilio, twiml
from deskbot.wires.twilio_calls import calls_since
from deskbot.wires.twilio_reports import STATES
from tests.contract.twilio_openapi import Exchange, Published, Witness, published
from tests.web_routes import routes_of

OWN, ANA = "+15125550100", "+15125550110"
ACCOUNT, TOKEN = "AC" + "0" * 32, "the account's token"
API = f"/2010-04-01/Accounts/{ACCOUNT}"

DIALLED = frozenset({"initiated"})
"""A call's callback reports it; the resource of the call, of which the file tells, then still says "queued"."""


@pytest.fixture(scope="module")
def openapi() -> Published:
    return published()


def settings(**more: Any) -> Settings:
    return Settings(
        _env_file=None,  # pyright: ignore[reportCallIssue]
        twilio_account_sid=ACCOUNT,
        twilio_auth_token=TOKEN,  # pyright: ignore[reportArgumentType]
        twilio_from=OWN,
        **more,
    )


@dataclass
class Line:
    """The carrier that deskbot uses, the simulator, and a witness between them."""

    simulator: TwilioSimulator
    witness: Witness
    carrier: TwilioCarrier
    client: twilio.Client
    clock: ControlledClock
    http: httpx.AsyncClient
    answers: dict[str, str] = field(default_factory=dict)

    async def send(self, medium: Medium) -> None:
        await self.carrier.notify(Notice(medium, ANA, "T-1042 S1 Acme. Reply 7a to take it", "t0ken"))
        await self.look()
        await self.simulator.pump()
        self.clock.forward(timedelta(seconds=30))
        await self.simulator.pump()
        await self.look()

    async def look(self) -> None:
        """Fetch everything there is, as deskbot does when a report stays away."""
        for sid in self.simulator.messages:
            await self.client.messages(sid).fetch_async()
        for sid in self.simulator.calls:
            await self.client.calls(sid).fetch_async()

    def reported(self, key: str) -> set[str]:
        return {webhook.form[key] for webhook in self.simulator.webhooks.sent if key in webhook.form}


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    web = FastAPI()
    clock = ControlledClock(datetime(2026, 3, 2, 18, tzinfo=UTC))
    async with serving(web) as base:
        simulator = TwilioSimulator.of(settings(public_url=base), clock)
        witness = Witness(simulator.api)
        simulator.app = ConnectionCutter(witness)
        async with simulator.serving() as url, httpx.AsyncClient(base_url=url, auth=(ACCOUNT, TOKEN)) as http:
            wired = settings(public_url=base, twilio_base_url=url)
            account = twilio.accounts(wired)[0]
            carrier, client = TwilioCarrier(account, wired.web_base), twilio.connect(account)
            line = Line(simulator, witness, carrier, client, clock, http)

            @web.post("/{path:path}")
            async def take(path: str) -> Response:
                await line.look()  # so that every state is seen in which a callback is sent
                answer = line.answers.get(path, twiml.empty_messaging())
                return Response(answer, media_type="text/xml")

            yield line
            await carrier.close()
            await twilio.disconnect(client)


def wrong(openapi: Published, witness: Witness) -> dict[str, list[str]]:
    """Return what is wrong, each with one exchange that shows it."""
    found: dict[str, list[str]] = {}
    for exchange in witness.exchanges:
        for fault in openapi.wrong_with(exchange):
            found.setdefault(fault, [exchange.method, exchange.path, exchange.answer.decode()])
    return found


# What deskbot asks, and what the simulator answers


@pytest.mark.parametrize("manner", ["answers", "unreachable", "refuses_texts"])
async def test_a_text_is_asked_for_and_shown_as_published_in_every_state(
    openapi: Published, line: Line, manner: str
) -> None:
    getattr(line.simulator.phones[ANA], manner)()

    await line.send(Medium.SMS)

    [message] = line.simulator.messages.values()
    assert message.over
    assert len(line.witness.exchanges) > len(message.history)
    assert wrong(openapi, line.witness) == {}
    assert line.reported("MessageStatus") | line.reported("SmsStatus") <= openapi.enum("message_enum_status")


@pytest.mark.parametrize("manner", ["answers", "hangs_up", "voicemail", "busy", "unreachable", "never_answers"])
async def test_a_call_is_asked_for_and_shown_as_published_in_every_state(
    openapi: Published, line: Line, manner: str
) -> None:
    getattr(line.simulator.phones[ANA], manner)()
    line.answers["twilio/voice/t0ken"] = twiml.say_and_hang_up("T-1042")

    await line.send(Medium.VOICE)

    [call] = line.simulator.calls.values()
    assert call.over
    assert len(line.witness.exchanges) > len(call.history)
    assert wrong(openapi, line.witness) == {}
    assert line.reported("CallStatus") <= openapi.enum("call_enum_status") | DIALLED


async def test_a_text_of_a_phone_is_shown_as_published(openapi: Published, line: Line) -> None:
    line.answers["twilio/sms"] = twiml.message("T-1042 is yours")

    await line.simulator.phones[ANA].sends("7a")
    await line.look()

    assert [json.loads(one.answer)["direction"] for one in line.witness.exchanges] == ["inbound"] * 2
    assert wrong(openapi, line.witness) == {}
    assert line.reported("SmsStatus") <= openapi.enum("message_enum_status")


async def test_calls_that_came_in_and_their_messages_are_listed_as_published(openapi: Published, line: Line) -> None:
    base = line.simulator.numbers[OWN].removesuffix("/twilio/sms")
    line.simulator.desk_numbers[OWN] = DeskLine(f"{base}/call")
    line.answers["call"] = twiml.say_and_record("Speak.", f"{base}/end", f"{base}/end", "", f"{base}/end")
    line.answers["end"] = twiml.hang_up()
    line.simulator.phones[ANA].dials(OWN, says=b"It is all down. " * 20)
    line.simulator.phones[ANA].dials(OWN)
    await line.simulator.pump()
    line.simulator.phones[ANA].dials(OWN)  # goes on, and is none of the past

    wired = settings(public_url=base, twilio_base_url=line.client.api.base_url, twilio_desk_numbers=OWN)
    past, _ = await calls_since(wired, line.clock.now())

    assert past is not None
    assert [(one.ring.caller, one.ring.called, [seconds for _, seconds in one.recordings]) for one in past] == [
        (ANA, OWN, [3]),
        (ANA, OWN, []),
    ]
    assert [one.began for one in past] == [line.clock.now()] * 2
    assert await calls_since(wired, line.clock.now() + timedelta(seconds=1)) == ([], True)
    assert wrong(openapi, line.witness) == {}


async def test_of_more_calls_and_messages_than_a_page_holds_none_is_left_out(
    openapi: Published, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = line.simulator.numbers[OWN].removesuffix("/twilio/sms")
    line.simulator.desk_numbers[OWN] = DeskLine(f"{base}/call")
    line.answers["call"] = twiml.say_and_record("Speak.", f"{base}/end", f"{base}/end", "", f"{base}/end")
    line.answers["end"] = twiml.hang_up()
    for _ in range(5):
        line.simulator.phones[ANA].dials(OWN, says=b"It is all down. " * 20)
        await line.simulator.pump()
        line.clock.forward(timedelta(seconds=1))
    monkeypatch.setattr("deskbot.wires.twilio_calls.PAGE", 2)

    wired = settings(public_url=base, twilio_base_url=line.client.api.base_url, twilio_desk_numbers=OWN)
    past, _ = await calls_since(wired, line.clock.now() - timedelta(seconds=5))

    made = zip([call.sid for call in line.simulator.calls_in], line.simulator.recordings, strict=True)
    assert [(one.ring.sid, one.recordings) for one in past or ()] == [(call, ((sound, 3),)) for call, sound in made]
    assert len(line.witness.exchanges) == 6
    assert wrong(openapi, line.witness) == {}


async def test_nothing_is_said_of_errors_and_ends_before_they_are_there(line: Line) -> None:
    """The file says this in words only."""
    line.simulator.phones[ANA].unreachable()

    await line.send(Medium.SMS)
    await line.send(Medium.VOICE)

    for exchange in line.witness.exchanges:
        shown = json.loads(exchange.answer)
        if "body" in shown:
            failed = shown["status"] in {"undelivered", "failed"}
            assert (shown["error_code"] is not None, shown["error_message"] is not None) == (failed, failed)
        else:
            completed = shown["status"] == "completed"
            assert (shown["duration"] is not None, shown["end_time"] is not None) == (completed, completed)


@pytest.mark.parametrize(
    "fault", [{"status": 429, "code": 20429}, {"status": 503, "retry_after": 2}, {"status": 500}, {"status": 400}]
)
async def test_a_fault_has_the_four_keys_of_an_error(openapi: Published, line: Line, fault: dict[str, int]) -> None:
    line.simulator.faults.fail_next(1, **fault)

    await line.carrier.notify(Notice(Medium.SMS, ANA, "Reply 7a", "t0ken"))

    assert [one.status for one in line.witness.exchanges] == [fault["status"]]
    assert wrong(openapi, line.witness) == {}


async def test_a_refusal_has_the_four_keys_of_an_error(openapi: Published, line: Line) -> None:
    texts = {"To": ANA, "From": OWN, "Body": "x"}
    await line.http.post(f"{API}/Messages.json", data=texts | {"To": "5550110"})
    await line.http.post(f"{API}/Messages.json", data=texts, auth=(ACCOUNT, "wrong"))
    await line.http.post(f"{API}/Calls.json", data={"To": ANA, "From": OWN})
    await line.http.get(f"{API}/Calls/CA{'0' * 32}.json")
    await line.http.get(f"{API}/Recordings/RE{'0' * 32}.json")
    await line.http.get(f"{API}/Nothing.json")
    await line.http.delete(f"{API}/Messages.json")

    assert [one.status for one in line.witness.exchanges] == [400, 401, 400, 404, 404, 404, 405]
    assert [openapi.wrong_with_answer(one) for one in line.witness.exchanges] == [[]] * 7


async def test_every_route_of_the_simulator_is_published(openapi: Published, line: Line) -> None:
    """And is one that the tests above go through; a new one belongs there."""
    routes = {(method, path) for method, path in routes_of(line.simulator.api) if path.startswith("/2010-04-01/")}
    # The published file has no downloads; they are held to account in tests/flow/test_phone_in.py and test_texts.py.
    routes.remove(("GET", "/2010-04-01/Accounts/{account_sid}/Recordings/{sid}.mp3"))
    routes.remove(("GET", "/2010-04-01/Accounts/{account_sid}/Messages/{sid}/Media/{media}"))

    assert routes == {
        ("POST", "/2010-04-01/Accounts/{account_sid}/Messages.json"),
        ("POST", "/2010-04-01/Accounts/{account_sid}/Calls.json"),
        ("GET", "/2010-04-01/Accounts/{account_sid}/Messages/{sid}.json"),
        ("GET", "/2010-04-01/Accounts/{account_sid}/Calls/{sid}.json"),
        ("GET", "/2010-04-01/Accounts/{account_sid}/Calls.json"),
        ("GET", "/2010-04-01/Accounts/{account_sid}/Recordings.json"),
        ("GET", "/2010-04-01/Accounts/{account_sid}/IncomingPhoneNumbers.json"),
    }
    for method, path in routes:
        assert openapi.operation(method, path), path


# The tables of the simulator, and of who reads its reports


def test_the_documented_keys_are_those_of_the_file_and_of_the_newer_sdk(openapi: Published) -> None:
    for path, keys, played, sdk in (
        (f"{API}/Messages.json", MESSAGE_KEYS, PLAYED_MESSAGE_KEYS, MessageList),
        (f"{API}/Calls.json", CALL_KEYS, PLAYED_CALL_KEYS, CallList),
    ):
        # The SDK is made from the same file, of a later day.
        arguments = inspect.signature(sdk.create_async).parameters.keys() - {"self"}
        newer = {"".join(part.capitalize() for part in name.split("_")) for name in arguments}
        assert played <= openapi.form_keys(path) <= keys
        assert keys == openapi.form_keys(path) | newer


def test_states_and_events_are_the_published_ones(openapi: Published) -> None:
    assert MESSAGE_STATES.keys() <= openapi.enum("message_enum_status")
    assert CALL_STATES.keys() <= openapi.enum("call_enum_status") | DIALLED
    assert openapi.enum("call_enum_event") == EVENTS == set(CALL_EVENTS)


def test_every_published_state_of_what_we_send_means_something_to_us(openapi: Published) -> None:
    # Texts to us, of another kind (a chat application's), or to come later: none of them is a page.
    not_ours = {"receiving", "received", "read", "scheduled", "partially_delivered"}

    assert openapi.enum("message_enum_status") - not_ours <= STATES.keys()
    assert openapi.enum("call_enum_status") | openapi.enum("call_enum_event") <= STATES.keys()


# What the SDK can be asked for beside it: requests only, answered with the file's own examples

SID = {kind: kind + "1" * 32 for kind in ("SM", "CA", "RE", "CF")}
HOOK = "https://desk.example/twilio/voice/t0ken"
SINCE = datetime(2026, 3, 2, 17, tzinfo=UTC)

ASKED: dict[str, Callable[[Client], Awaitable[Any]]] = {
    "fetch a text": lambda client: client.messages(SID["SM"]).fetch_async(),
    "look for a text": lambda client: client.messages.list_async(to=ANA, from_=OWN, date_sent=date(2026, 3, 2)),
    "blank a text": lambda client: client.messages(SID["SM"]).update_async(body=""),
    "fetch a call": lambda client: client.calls(SID["CA"]).fetch_async(),
    "look for a call": lambda client: client.calls.list_async(to=ANA, from_=OWN, status="completed", limit=20),
    "end a call": lambda client: client.calls(SID["CA"]).update_async(status="completed"),
    "send a call elsewhere": lambda client: client.calls(SID["CA"]).update_async(url=HOOK, method="POST"),
    "tell a call what to do": lambda client: client.calls(SID["CA"]).update_async(twiml=twiml.say_and_hang_up("Bye")),
    "call and leave a message": lambda client: client.calls.create_async(
        to=ANA, from_=OWN, twiml=twiml.say_and_hang_up("T-1042"), machine_detection="DetectMessageEnd", time_limit=60
    ),
    "fetch a recording": lambda client: client.recordings(SID["RE"]).fetch_async(),
    "look for calls since a moment": lambda client: client.calls.list_async(to=OWN, start_time_after=SINCE, limit=9),
    "look for recordings since a moment": lambda client: client.recordings.list_async(date_created_after=SINCE),
    "look for a call's recordings": lambda client: client.recordings.list_async(call_sid=SID["CA"]),
    "delete a recording": lambda client: client.recordings(SID["RE"]).delete_async(),
    "fetch a conference": lambda client: client.conferences(SID["CF"]).fetch_async(),
    "look for a conference": lambda client: client.conferences.list_async(friendly_name="T-1042", status="in-progress"),
    "end a conference": lambda client: client.conferences(SID["CF"]).update_async(status="completed"),
    "call somebody into a conference": lambda client: client.conferences(SID["CF"]).participants.create_async(
        to=ANA,
        from_=OWN,
        label="ana",
        timeout=25,
        early_media=False,
        end_conference_on_exit=True,
        status_callback=HOOK,
        status_callback_event=["answered", "completed"],
    ),
    "fetch who is in a conference": lambda client: client.conferences(SID["CF"]).participants(SID["CA"]).fetch_async(),
    "list who is in a conference": lambda client: client.conferences(SID["CF"]).participants.list_async(),
    "hold somebody": lambda client: (
        client.conferences(SID["CF"]).participants(SID["CA"]).update_async(hold=True, hold_url=HOOK)
    ),
    "take somebody out": lambda client: client.conferences(SID["CF"]).participants(SID["CA"]).delete_async(),
}


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
async def test_what_the_sdk_asks_for_is_published(
    openapi: Published, asked: Callable[[Client], Awaitable[Any]]
) -> None:
    web = FastAPI()
    witness = Witness(web)

    @web.api_route("/{path:path}", methods=["GET", "POST", "DELETE"])
    async def show(request: Request) -> Response:
        await request.body()
        found = openapi.operation(request.method, request.url.path)
        status, example = found[0].example if found else (404, {})
        if example and "next_page_uri" in example:
            example = example | {"next_page_uri": None}  # or the SDK would ask for ever
        return Response(json.dumps(example) if example else None, status, media_type="application/json")

    async with serving(witness) as url:
        client = twilio.connect(twilio.accounts(settings(twilio_base_url=url))[0])
        try:
            await asked(client)
        finally:
            await twilio.disconnect(client)

    assert witness.exchanges
    assert [openapi.wrong_with_request(one) for one in witness.exchanges] == [[]] * len(witness.exchanges)


# The check itself


@pytest.fixture
async def created(line: Line) -> Exchange:
    """A call that was asked for, with whose answer nothing is wrong."""
    await line.carrier.notify(Notice(Medium.VOICE, ANA, "", "t0ken"))
    [exchange] = line.witness.exchanges
    return exchange


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"status": "answered"}, "answer: status: 'answered' is not one of"),
        ({"status": None}, "answer: status: None is not one of"),
        ({"sid": "SM" + "0" * 32}, "answer: sid: 'SM"),
        ({"date_created": "2026-03-02T18:00:00Z"}, "is not a 'date-time-rfc-2822'"),
        ({"duration": 4}, "answer: duration: 4 is not of type 'string'"),
        ({"uri": ...}, "answer: 'uri' is a required property"),
        ({"colour": "red"}, "answer: Additional properties are not allowed ('colour' was unexpected)"),
        ({"subresource_uris": {"events": 4}}, "is not a 'uri-map'"),
    ],
)
async def test_a_wrong_answer_is_found(
    openapi: Published, created: Exchange, change: dict[str, Any], found: str
) -> None:
    changed = {key: value for key, value in (json.loads(created.answer) | change).items() if value is not ...}

    faults = openapi.wrong_with(replace(created, answer=json.dumps(changed).encode()))

    assert any(found in fault for fault in faults), faults


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("Timeout=25", "Timeout=soon", "form: Timeout: 'soon' is not of type 'integer'"),
        ("Timeout=25", "TimeOut=25", "form: Additional properties are not allowed ('TimeOut' was unexpected)"),
        ("Timeout=25", "Timeout=25&Timeout=26", "form: Timeout comes twice"),
        ("Timeout=25", "Method=PUT", "'PUT' is not a 'http-method'"),
        ("From=", "CallerId=", "form: 'From' is a required property"),
        ("StatusCallback=http", "StatusCallback=ftp", "is not a 'uri'"),
    ],
)
async def test_a_wrong_request_is_found(openapi: Published, created: Exchange, old: str, new: str, found: str) -> None:
    body = created.body.decode()
    assert old in body

    faults = openapi.wrong_with(replace(created, body=body.replace(old, new).encode()))

    assert any(found in fault for fault in faults), faults


async def test_what_is_not_published_is_found(openapi: Published, created: Exchange) -> None:
    assert openapi.wrong_with(created) == []
    for change, found in (
        ({"method": "PUT"}, f"PUT {API}/Calls.json is not published"),
        ({"path": f"{API}/Calls.xml"}, f"POST {API}/Calls.xml is not published"),
        ({"headers": {"content-type": "application/x-www-form-urlencoded"}}, "no basic authentication"),
        ({"headers": created.headers | {"content-type": "application/json"}}, "a body of the type 'application/json'"),
        ({"query": [("PageSize", "1")]}, "query: Additional properties are not allowed ('PageSize' was unexpected)"),
        ({"path": created.path.replace(ACCOUNT, "AC0")}, "path: AccountSid: 'AC0' is too short"),
        ({"status": 200}, "the status 200 is not published"),
        ({"answer_headers": {"content-type": "text/html"}}, "the answer's type is 'text/html'"),
        ({"status": 500}, "error 500: 'code' is a required property"),
    ):
        assert found in openapi.wrong_with(replace(created, **change))
