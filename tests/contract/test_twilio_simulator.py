"""The simulated Twilio is as strict as the real one: states, signatures, parameters, TwiML."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from fastapi import FastAPI, Request, Response

from deskbot.clock import ControlledClock
from deskbot.escalation.carriers import Notice
from deskbot.escalation.carriers.twilio import TwilioCarrier
from deskbot.model.page import Medium
from deskbot.settings import Settings
from deskbot.simulators.serving import serving
from deskbot.simulators.twilio import TwilioSimulator
from deskbot.simulators.twilio_exchange import Unread
from deskbot.simulators.twilio_state import IllegalTransitionError
from deskbot.wires import twiml
from deskbot.wires.twilio import accounts
from deskbot.wires.twilio_forms import valid_signature

OWN, ANA = "+15125550100", "+15125550110"
ACCOUNT, TOKEN = "AC" + "0" * 32, "the account's token"
CALLS = f"/2010-04-01/Accounts/{ACCOUNT}/Calls.json"
MESSAGES = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"


@dataclass
class Desk:
    """The other side: takes every webhook, checks its signature, answers as it was told."""

    base: str = ""
    seen: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    status: int = 200
    media_type: str = "text/xml"

    def app(self) -> FastAPI:
        app = FastAPI()

        @app.post("/{path:path}")
        async def take(path: str, request: Request) -> Response:
            form = await request.form()
            query = f"?{request.url.query}" if request.url.query else ""
            url = f"{self.base}/{path}{query}"
            assert valid_signature([TOKEN], url, form, request.headers.get("X-Twilio-Signature"))
            self.seen.append((path + query, {key: str(value) for key, value in form.items()}))
            answer = self.answers.get(path + query, twiml.empty_messaging())
            return Response(answer, status_code=self.status, media_type=self.media_type)

        return app

    def statuses(self) -> list[str]:
        """The states that were reported, in order."""
        return [
            form.get("MessageStatus") or form["CallStatus"]
            for path, form in self.seen
            if path.startswith("twilio/status")
        ]


@dataclass
class World:
    desk: Desk
    simulator: TwilioSimulator
    carrier: TwilioCarrier
    clock: ControlledClock
    http: httpx.AsyncClient
    """Signed in to the simulator."""

    async def text(self) -> None:
        await self.carrier.notify(Notice(Medium.SMS, ANA, "Reply 7a", "t0k"))

    async def call(self) -> None:
        await self.carrier.notify(Notice(Medium.VOICE, ANA, "", "t0k"))
        await self.simulator.pump()

    def forms(self, path: str) -> list[dict[str, str]]:
        return [form for seen, form in self.desk.seen if seen == path]


@pytest.fixture
async def world() -> AsyncIterator[World]:
    desk = Desk()
    clock = ControlledClock(datetime(2026, 3, 2, 18, tzinfo=UTC))
    async with serving(desk.app()) as desk.base:
        settings = Settings(
            _env_file=None,  # pyright: ignore[reportCallIssue]
            twilio_account_sid=ACCOUNT,
            twilio_auth_token=TOKEN,  # pyright: ignore[reportArgumentType]
            twilio_from=OWN,
            public_url=desk.base,
        )
        simulator = TwilioSimulator.of(settings, clock)
        async with simulator.serving() as url, httpx.AsyncClient(base_url=url, auth=(ACCOUNT, TOKEN)) as http:
            [account] = accounts(settings.model_copy(update={"twilio_base_url": url}))
            carrier = TwilioCarrier(account, settings.web_base)
            yield World(desk, simulator, carrier, clock, http)
            await carrier.close()


# Texts


async def test_a_text_arrives_and_every_step_is_reported(world: World) -> None:
    await world.text()
    assert world.simulator.phones[ANA].texts == []

    assert await world.simulator.pump() == 3

    assert world.simulator.phones[ANA].take_text() == "Reply 7a"
    assert world.desk.statuses() == ["sent", "delivered"]
    [message] = world.simulator.messages.values()
    assert message.history == ["queued", "sending", "sent", "delivered"]
    assert world.desk.seen[-1] == (
        "twilio/status/t0k",
        {
            "SmsSid": message.sid,
            "SmsStatus": "delivered",
            "MessageStatus": "delivered",
            "To": ANA,
            "MessageSid": message.sid,
            "AccountSid": ACCOUNT,
            "From": OWN,
            "ApiVersion": "2010-04-01",
        },
    )


@pytest.mark.parametrize(("manner", "code"), [("unreachable", "30003"), ("landline", "30006")])
async def test_a_text_that_does_not_arrive_is_undelivered(world: World, manner: str, code: str) -> None:
    phone = world.simulator.phones[ANA]
    phone.unreachable() if manner == "unreachable" else phone.refuses_texts()

    await world.text()
    await world.simulator.pump()

    assert world.desk.statuses() == ["sent", "undelivered"]
    assert world.desk.seen[-1][1]["ErrorCode"] == code
    assert phone.texts == []


async def test_a_phones_text_reaches_the_desk_and_its_answer_the_phone(world: World) -> None:
    world.desk.answers["twilio/sms"] = twiml.message("T-1042 is yours <now> & here")

    await world.simulator.phones[ANA].sends("7a")

    assert world.simulator.unread() == [Unread(ANA, "answer", "T-1042 is yours <now> & here")]
    assert world.simulator.phones[ANA].take_answer() == "T-1042 is yours <now> & here"
    [form] = world.forms("twilio/sms")
    assert form["Body"] == "7a"
    assert (form["From"], form["To"]) == (ANA, OWN)
    assert (form["NumMedia"], form["NumSegments"], form["SmsStatus"]) == ("0", "1", "received")
    assert form["MessageSid"] in world.simulator.messages
    assert world.simulator.unread() == []


async def test_an_empty_answer_is_none(world: World) -> None:
    await world.simulator.phones[ANA].sends("hello")

    assert world.simulator.unread() == []
    with pytest.raises(AssertionError, match="was not answered"):
        world.simulator.phones[ANA].take_answer()


async def test_an_answer_stands_beside_the_texts_that_nobody_has_read_yet(world: World) -> None:
    world.desk.answers["twilio/sms"] = twiml.message("Taken")
    await world.text()
    await world.simulator.pump()

    await world.simulator.phones[ANA].sends("7a")

    assert world.simulator.phones[ANA].take_answer() == "Taken"
    assert world.simulator.phones[ANA].take_text() == "Reply 7a"


async def test_stop_cuts_the_number_off_until_start(world: World) -> None:
    world.desk.answers["twilio/sms"] = twiml.message("never seen")
    phone = world.simulator.phones[ANA]

    await phone.sends(" Stop ")
    assert not phone.untaken_answers
    refused = await world.http.post(MESSAGES, data={"To": ANA, "From": OWN, "Body": "x"})
    assert (refused.status_code, refused.json()["code"]) == (400, 21610)

    await phone.sends("START")
    assert phone.take_answer() == "never seen"
    assert (await world.http.post(MESSAGES, data={"To": ANA, "From": OWN, "Body": "x"})).status_code == 201


async def test_the_same_webhook_can_come_twice(world: World) -> None:
    await world.simulator.phones[ANA].sends("7a")

    await world.simulator.deliver_again(world.simulator.webhooks.sent[0])

    first, second = world.forms("twilio/sms")
    assert first == second


async def test_a_broken_webhook_is_noted_and_the_text_goes_on(world: World) -> None:
    world.desk.status = 500
    await world.text()

    await world.simulator.pump()

    assert world.simulator.phones[ANA].take_text()
    assert all("11200: HTTP 500" in problem for problem in world.simulator.webhooks.problems)
    assert len(world.simulator.webhooks.problems) == 2


# Calls


async def test_a_person_hears_the_menu_and_presses_a_key(world: World) -> None:
    action = f"{world.desk.base}/twilio/voice/t0k/digit?tried=1"
    world.desk.answers["twilio/voice/t0k"] = twiml.say_and_gather("Press 4 & go", action)
    world.desk.answers["twilio/voice/t0k/digit?tried=1"] = twiml.say_and_hang_up("Done")
    world.simulator.phones[ANA].answers(digits="4")

    await world.call()

    heard = world.simulator.phones[ANA].take_call()
    assert (heard.spoken, heard.digits, heard.answered_by) == (["Press 4 & go", "Done"], "4", "human")
    assert (heard.outcome, heard.error) == ("completed", "")
    assert world.desk.statuses() == ["initiated", "ringing", "in-progress", "completed"]
    [voice], [digit] = world.forms("twilio/voice/t0k"), world.forms("twilio/voice/t0k/digit?tried=1")
    assert (voice["CallStatus"], voice["AnsweredBy"], voice["To"]) == ("in-progress", "human", ANA)
    assert "Digits" not in voice
    assert (digit["Digits"], digit["CallSid"]) == ("4", voice["CallSid"])


async def test_keys_are_pressed_one_at_a_time_then_there_is_silence(world: World) -> None:
    menu = twiml.say_and_gather("Again", "/again")
    world.desk.answers |= {"twilio/voice/t0k": menu, "again": menu}
    world.simulator.phones[ANA].answers(digits="91")

    await world.call()

    digits = [form["Digits"] for form in world.forms("again")]
    assert digits[:3] == ["9", "1", ""]
    heard = world.simulator.phones[ANA].take_call()
    assert heard.error == "no end after 30 documents"
    assert heard.outcome == "completed"


async def test_a_call_is_connected_to_another_number_and_goes_on_when_that_is_over(world: World) -> None:
    world.desk.answers["twilio/voice/t0k"] = twiml.say_and_connect("You are being connected", "+15125550199")
    world.simulator.phones[ANA].answers()

    await world.call()

    heard = world.simulator.phones[ANA].take_call()
    assert heard.connected_to == ["+15125550199"]
    assert (len(heard.spoken), heard.error) == (2, "")


async def test_a_person_who_hangs_up_presses_nothing(world: World) -> None:
    world.desk.answers["twilio/voice/t0k"] = twiml.say_and_gather("Press 4", "/again")
    world.simulator.phones[ANA].hangs_up()

    await world.call()

    heard = world.simulator.phones[ANA].take_call()
    assert (heard.spoken, heard.digits, heard.outcome) == (["Press 4"], "", "completed")
    assert world.forms("again") == []


async def test_a_voicemail_is_told_from_a_person(world: World) -> None:
    world.desk.answers["twilio/voice/t0k"] = twiml.say_and_hang_up("A page is open")
    world.simulator.phones[ANA].voicemail()

    await world.call()

    assert world.simulator.phones[ANA].take_call().answered_by == "machine_start"
    assert world.forms("twilio/voice/t0k")[0]["AnsweredBy"] == "machine_start"


async def test_a_phone_that_nobody_answers_is_given_up_after_its_time(world: World) -> None:
    await world.call()
    assert world.desk.statuses() == ["initiated", "ringing"]

    world.clock.forward(timedelta(seconds=24))
    assert await world.simulator.pump() == 0
    assert world.simulator.next_due == world.clock.now() + timedelta(seconds=1)

    world.clock.forward(timedelta(seconds=1))
    assert await world.simulator.pump() == 1
    assert world.desk.statuses()[-1] == "no-answer"
    assert world.simulator.next_due is None
    assert world.simulator.phones[ANA].take_call().outcome == "no-answer"


async def test_a_ringing_phone_can_still_be_picked_up(world: World) -> None:
    world.desk.answers["twilio/voice/t0k"] = twiml.say_and_hang_up("Hello")
    await world.call()

    world.simulator.phones[ANA].answers()
    await world.simulator.pump()

    assert world.simulator.phones[ANA].take_call().spoken == ["Hello"]


@pytest.mark.parametrize(("manner", "status"), [("busy", "busy"), ("unreachable", "failed")])
async def test_a_phone_that_cannot_ring(world: World, manner: str, status: str) -> None:
    world.simulator.phones[ANA].behave(manner)

    await world.call()

    assert world.desk.statuses() == ["initiated", status]
    assert world.simulator.phones[ANA].take_call().outcome == status


@pytest.mark.parametrize(
    ("document", "error"),
    [
        ("not XML", "12100"),
        ("<Dial/>", "12200"),
        ("<Response><Siprec/></Response>", "12200"),
        ("<Response><Dial><Number>the reseller</Number></Dial></Response>", "13223"),
        ('<Response><Say vocie="alice">x</Say></Response>', "12200"),
        ("<Response><Say></Say></Response>", "13520"),
        ('<Response><Gather numDigits="x"/></Response>', "13314"),
        ('<Response><Redirect method="GET">/x</Redirect></Response>', "SIMULATED"),
        ("<Response><Redirect>http://[</Redirect></Response>", "11100"),
    ],
)
async def test_twiml_that_cannot_be_followed_ends_the_call(world: World, document: str, error: str) -> None:
    world.desk.answers["twilio/voice/t0k"] = document
    world.simulator.phones[ANA].answers()

    await world.call()

    heard = world.simulator.phones[ANA].take_call()
    assert error in heard.error
    assert heard.outcome == "completed"
    assert error in world.simulator.webhooks.problems[0]


async def test_twiml_of_another_content_type_ends_the_call(world: World) -> None:
    world.desk.media_type = "application/json"
    world.simulator.phones[ANA].answers()

    await world.call()

    assert "12300" in world.simulator.phones[ANA].take_call().error


async def test_silence_goes_on_after_a_gather_that_does_not_post_it(world: World) -> None:
    world.desk.answers["twilio/voice/t0k"] = (
        '<Response><Gather action="/again"><Say>One</Say></Gather><Pause length="1"/><Say>Two</Say></Response>'
    )
    world.simulator.phones[ANA].answers()

    await world.call()

    assert world.simulator.phones[ANA].take_call().spoken == ["One", "Two"]


# The API


async def test_the_sdk_fetches_what_it_created(world: World) -> None:
    await world.text()
    await world.call()
    assert world.carrier._client

    for listed, shelf in (
        (world.carrier._client.messages, world.simulator.messages),
        (world.carrier._client.calls, world.simulator.calls),
    ):
        [sid] = shelf
        fetched = await listed(sid).fetch_async()
        assert (fetched.sid, fetched.to, fetched.status) == (sid, ANA, shelf[sid].status)
        assert fetched.date_created == world.clock.now()


async def test_what_is_listed_comes_in_pages_the_newest_first_as_often_as_there_is_a_next(world: World) -> None:
    made = []
    for _ in range(5):
        await world.call()
        made.append(list(world.simulator.calls)[-1])
        world.clock.forward(timedelta(minutes=1))
    calls = world.carrier._client.calls
    since = world.clock.now() - timedelta(minutes=5)

    first = await calls.page_async(start_time_after=since, to=ANA, page_size=2)
    second = await first.next_page_async()
    assert second
    third = await second.next_page_async()
    assert third
    assert [[call.sid for call in page] for page in (first, second, third)] == [
        made[:2:-1],
        made[2:0:-1],
        made[:1],
    ]
    assert await third.next_page_async() is None
    back = await third.previous_page_async()
    assert back
    assert [call.sid for call in back] == made[2:0:-1]

    answer = (await world.http.get(CALLS, params={"PageSize": 2, "Page": 1, "PageToken": f"PA{made[3]}"})).json()
    assert {key: answer[key] for key in ("page", "page_size", "start", "end")} == {
        "page": 1,
        "page_size": 2,
        "start": 2,
        "end": 3,
    }
    assert answer["next_page_uri"] == f"{CALLS}?PageSize=2&Page=2&PageToken=PA{made[1]}"
    assert answer["previous_page_uri"] == f"{CALLS}?PageSize=2&Page=0&PageToken=PB{made[2]}"
    assert (await world.http.get(CALLS)).json()["page_size"] == 50


@pytest.mark.parametrize(
    ("path", "form", "code"),
    [
        (MESSAGES, {"From": OWN, "Body": "x"}, 21604),
        (MESSAGES, {"To": ANA, "Body": "x"}, 21603),
        (MESSAGES, {"To": ANA, "From": OWN}, 21602),
        (MESSAGES, {"To": "5550110", "From": OWN, "Body": "x"}, 21211),
        (MESSAGES, {"To": ANA, "From": "+15125550199", "Body": "x"}, 21606),
        (MESSAGES, {"To": ANA, "From": OWN, "Body": "x" * 1601}, 21617),
        (MESSAGES, {"To": ANA, "From": OWN, "Body": "x", "StatusCallback": "/status"}, 21609),
        (MESSAGES, {"To": ANA, "From": OWN, "Body": "x", "Url": "https://desk.example"}, 20001),
        (MESSAGES, {"To": ANA, "From": OWN, "Body": "x", "ValidityPeriod": "60"}, 20001),
        (CALLS, {"From": OWN, "Url": "https://desk.example"}, 21201),
        (CALLS, {"To": ANA, "Url": "https://desk.example"}, 21213),
        (CALLS, {"To": ANA, "From": "+15125550199", "Url": "https://desk.example"}, 21210),
        (CALLS, {"To": ANA, "From": OWN}, 21205),
        (CALLS, {"To": ANA, "From": OWN, "Url": "desk"}, 21205),
        (CALLS, {"To": ANA, "From": OWN, "Url": "https://desk.example", "Timeout": "soon"}, 21222),
        (CALLS, {"To": ANA, "From": OWN, "Url": "https://desk.example", "Body": "x"}, 20001),
        (CALLS, {"To": ANA, "From": OWN, "Url": "https://desk.example", "StatusCallbackEvent": "end"}, 21626),
    ],
)
async def test_a_wrong_request_is_refused_with_twilios_code(
    world: World, path: str, form: dict[str, str], code: int
) -> None:
    answer = await world.http.post(path, data=form)

    assert answer.status_code == 400
    assert answer.json().keys() == {"code", "message", "more_info", "status"}
    assert answer.json()["code"] == code
    assert answer.headers["X-Simulated"] == "SIMULATED"
    assert not world.simulator.messages
    assert not world.simulator.calls


async def test_wrong_credentials_and_other_accounts_are_refused(world: World) -> None:
    form = {"To": ANA, "From": OWN, "Body": "x"}

    assert (await world.http.post(MESSAGES, data=form, auth=(ACCOUNT, "wrong"))).json()["code"] == 20003
    assert (await world.http.post(MESSAGES, data=form, auth=("", ""))).status_code == 401
    other = MESSAGES.replace(ACCOUNT, "AC" + "9" * 32)
    assert (await world.http.post(other, data=form)).status_code == 404
    assert (await world.http.get(MESSAGES.replace(".json", "/SM0.json"))).json()["code"] == 20404


async def test_an_illegal_transition_raises(world: World) -> None:
    await world.text()
    [message] = world.simulator.messages.values()

    with pytest.raises(IllegalTransitionError, match="cannot go from queued to delivered"):
        message.move("delivered", world.clock.now())


async def test_what_was_stalled_is_done_when_the_stall_ends(world: World) -> None:
    world.simulator.faults.hang()
    waiting = world.simulator.faults.until_stalled()
    form = {"To": ANA, "From": OWN, "Body": "late"}
    with pytest.raises(httpx.ReadTimeout):
        await world.http.post(MESSAGES, data=form, timeout=0.2)
    await waiting

    world.simulator.faults.resume()
    await world.text()
    await world.simulator.pump()

    assert sorted(world.simulator.phones[ANA].texts) == ["Reply 7a", "late"]


async def test_a_question_stalls_too_and_is_not_taken_for_what_a_test_waits_for(world: World) -> None:
    world.simulator.faults.hang()

    with pytest.raises(httpx.ReadTimeout):
        await world.http.get(MESSAGES.replace("Messages", "Calls"), timeout=0.2)

    assert world.simulator.faults.waiting == 0


# Surprises and the control API


async def test_whatever_nobody_took_is_listed(world: World) -> None:
    await world.text()
    await world.call()

    assert world.simulator.unread() == [
        Unread(ANA, "text", "Reply 7a"),
        Unread(ANA, "call", "going on: "),
    ]
    with pytest.raises(AssertionError, match="no unread text"):
        world.simulator.phones["+15125550111"].take_text()
    world.simulator.phones[ANA].take_call()
    with pytest.raises(AssertionError, match="was not called again; it was called 1 times"):
        world.simulator.phones[ANA].take_call()


async def test_a_script_drives_the_phones_by_http(world: World) -> None:
    world.desk.answers["twilio/sms"] = twiml.message("Taken")
    world.desk.answers["twilio/voice/t0k"] = twiml.say_and_hang_up("Hello")
    phone = f"/simulator/phones/{ANA}"

    behaviour = await world.http.post(f"{phone}/behaviour", json={"behaviour": "answers", "digits": "4"})
    await world.text()
    await world.call()
    sent = await world.http.post(f"{phone}/texts", json={"body": "7a"})
    phones = await world.http.get("/simulator/phones")
    unread = await world.http.get("/simulator/unread")

    assert behaviour.json()["phone"]["behaviour"] == "answers"
    assert sent.json()["answer"] == "Taken"
    [shown] = phones.json()["phones"]
    assert [text["body"] for text in shown["texts"]] == ["Reply 7a", "Taken"]
    assert shown["calls"][0]["spoken"] == ["Hello"]
    assert [one["kind"] for one in unread.json()["unread"]] == ["text", "call"]
    for answer in (behaviour, sent, phones, unread):
        assert answer.json()["simulated"] == "SIMULATED"


@pytest.mark.parametrize(
    "behaviour",
    [{"behaviour": "sings"}, {"behaviour": "answers", "digits": "x"}, {"behaviour": "busy", "keys": "4"}, {}],
)
async def test_a_behaviour_that_does_not_exist_is_refused(world: World, behaviour: dict[str, str]) -> None:
    answer = await world.http.post(f"/simulator/phones/{ANA}/behaviour", json=behaviour)

    assert answer.status_code == 422


async def test_a_web_page_cannot_drive_the_phones(world: World) -> None:
    answer = await world.http.get("/simulator/phones", headers={"Host": "evil.example"})

    assert answer.status_code == 403
