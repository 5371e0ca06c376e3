"""An update as it comes in: who has sent it, what it says, what it answers, which files lie at Telegram."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from deskbot.channels.telegram import build, read
from deskbot.channels.telegram.channel import body_of
from deskbot.desk.reading import read_desk
from deskbot.errors import NotFoundError
from deskbot.model.message import Address, Arrival, Attachment, Inbound, Offer, Outbound
from deskbot.settings import Settings
from deskbot.wires.telegram import LONGEST, keyboard
from tests.contract.peers import Memory
from tests.harness import DESK_YAML

TY = {"id": 4711, "is_bot": False, "first_name": "Ty", "last_name": "Okafor"}
CHAT = {"id": 4711, "type": "private", "first_name": "Ty"}


def update(kind: str = "message", **content: Any) -> dict[str, Any]:
    return {"update_id": 77, kind: {"message_id": 12, "from": TY, "chat": CHAT, "date": 1772474400, **content}}


def heard(*updates: object) -> Inbound:
    raw = json.dumps(updates[0] if len(updates) == 1 else updates).encode()
    return read(Arrival("telegram", "77", raw, {}))


@pytest.mark.parametrize(
    ("text", "about", "anew", "urgent", "words"),
    [
        ("still dead", None, False, False, "still dead"),
        ("T-1042 still dead", 1042, False, False, "still dead"),
        ("/add T-1042 still dead", 1042, False, False, "still dead"),
        ("/add@deskbot_sim_bot T-1042 still dead", 1042, False, False, "still dead"),
        ("/urgent T-1042 all phones dead", 1042, False, True, "all phones dead"),
        ("/new the fax beeps", None, True, False, "the fax beeps"),
        ("New phones do not register", None, True, False, "New phones do not register"),
        ("/dev/sda is full", None, False, False, "/dev/sda is full"),
    ],
)
def test_what_a_message_names(text: str, about: int | None, anew: bool, urgent: bool, words: str) -> None:  # noqa: FBT001
    message = heard(update(text=text))

    assert (message.about, message.anew, message.urgent, message.reply) == (about, anew, urgent, words)


def test_its_sender_is_proven_by_their_number_and_named_as_they_name_themselves() -> None:
    message = heard(update(text="x"))

    assert message.sender == Address("4711", "Ty Okafor")
    assert message.authentication.proven_by_wire
    assert (message.titled, message.threaded, message.one_by_one) == (False, False, True)


def test_an_answer_names_the_message_that_it_answers() -> None:
    message = heard(update(text="x", reply_to_message={"message_id": 9, "chat": CHAT, "text": "Host ID?"}))

    assert message.message_id == "<4711.12@telegram>"
    assert message.in_reply_to == "<4711.9@telegram>"
    assert message.reply == "x"


def test_an_edit_is_a_message_of_its_own_that_answers_the_first() -> None:
    message = heard(update("edited_message", text="Two phones", edit_date=1772474460))

    assert message.message_id == "<4711.12.1772474460@telegram>"
    assert message.in_reply_to == "<4711.12@telegram>"
    assert message.reply == "(edited) Two phones"


def test_a_pressed_button_says_what_stands_behind_it_of_the_message_below_which_it_stood() -> None:
    below = {"message_id": 9, "chat": CHAT, "text": "Solved?"}
    message = heard(
        {"update_id": 77, "callback_query": {"id": "1", "from": TY, "data": "T-1042 yes", "message": below}}
    )

    assert (message.about, message.reply, message.sender.address) == (1042, "yes", "4711")
    assert message.in_reply_to == "<4711.9@telegram>"


@pytest.mark.parametrize(
    ("content", "name", "content_type", "source"),
    [
        (
            {"photo": [{"file_id": "small", "file_size": 9}, {"file_id": "large", "file_size": 99}]},
            "photo-12.jpg",
            "image/jpeg",
            "99:large",
        ),
        (
            {"document": {"file_id": "a", "file_size": 9, "file_name": "../../etc/x", "mime_type": "text/plain"}},
            "x",
            "text/plain",
            "9:a",
        ),
        ({"document": {"file_id": "a"}}, "document-12.bin", "application/octet-stream", "0:a"),
        ({"voice": {"file_id": "a", "mime_type": "audio/ogg"}}, "voice-12.ogg", "audio/ogg", "0:a"),
        ({"video_note": {"file_id": "a"}}, "video-12.mp4", "video/mp4", "0:a"),
        (
            {"video": {"file_id": "a", "file_name": "rack.mp4", "mime_type": "video/mp4"}},
            "rack.mp4",
            "video/mp4",
            "0:a",
        ),
    ],
)
def test_files_lie_at_telegram(content: dict[str, Any], name: str, content_type: str, source: str) -> None:
    (file,) = heard(update(**content, caption="This one")).attachments

    assert (file.filename, file.content_type, file.source) == (name, content_type, source)


def test_places_and_contacts_are_words() -> None:
    assert heard(update(location={"latitude": 30.27, "longitude": -97.74})).reply == "Location: 30.27, -97.74"
    contact = {"phone_number": "+15125550177", "first_name": "Sam", "last_name": "Ito"}
    assert heard(update(contact=contact)).reply == "Contact: Sam Ito, +15125550177"


def test_an_album_is_one_message_with_all_of_its_files_and_words() -> None:
    first = update(photo=[{"file_id": "one"}], caption="The rack", media_group_id="a")
    second = update(photo=[{"file_id": "two"}], media_group_id="a")

    message = heard(first, second)

    assert message.reply == "The rack"
    assert [file.source for file in message.attachments] == ["0:one", "0:two"]


@pytest.mark.parametrize(
    "told", [[], {}, 7, "x", [7], {"message": 7}, {"message": {"from": {"id": "4711"}}}, {"message": {"text": "x"}}]
)
def test_what_is_no_message_of_anybody_is_refused(told: object) -> None:
    with pytest.raises(ValueError, match=r"no payload|nobody"):
        heard(told)


@pytest.mark.parametrize("text", [{"a": 1}, 7, None, ["x"], "\x00"])
def test_a_text_that_is_none_is_no_words(text: object) -> None:
    assert heard(update(text=text)).reply == ""


def out(text: str, **more: Any) -> Outbound:
    return Outbound(channel="telegram", to=Address("4711"), subject="Hi", text=text, **more)


def test_few_words_are_said_where_there_are_such() -> None:
    assert body_of(out("A letter", brief="Few words")) == "Few words"
    assert body_of(out(" \x00 ")) == "Hi"
    assert body_of(replace(out(""), subject="")) == "-"


@pytest.mark.parametrize("letter", ["x", "\U0001f4de", "\u202ex", "<b>&amp;"])
def test_no_text_is_longer_than_telegram_takes(letter: str) -> None:
    said = body_of(out(letter * 9000))

    assert len(said.encode("utf-16-le")) // 2 <= LONGEST
    assert said.endswith("…")
    assert said.startswith(letter)
    assert set(said) <= {*letter, "…"}


def test_a_file_that_is_too_large_for_telegram_is_named() -> None:
    file = Attachment("trace.pcap", "application/octet-stream", 60_000_000, "")

    assert "trace.pcap" in body_of(out("Here it is", files=(file,)))


def test_short_buttons_stand_two_in_a_line() -> None:
    offers = [Offer("Yes", "T-1 yes"), Offer("No", "T-1 no"), Offer("All users at this site, and the other", "T-1 all")]

    found = keyboard(offers)

    assert found is not None
    assert [[one.text for one in line] for line in found.inline_keyboard] == [
        ["Yes", "No"],
        ["All users at this site, and the other"],
    ]
    assert keyboard([]) is None


async def test_a_file_above_what_bots_may_fetch_is_never_asked_for() -> None:
    settings = Settings(_env_file=None, telegram_token="1000:token", telegram_base_url="http://127.0.0.1:1")  # pyright: ignore[reportCallIssue,reportArgumentType]
    channel = build(settings, read_desk(DESK_YAML.read_text(), "tests/desk.yaml"), Memory())
    assert channel is not None

    with pytest.raises(NotFoundError, match="30,000,000 bytes"):
        await channel.fetch("30000000:a")
