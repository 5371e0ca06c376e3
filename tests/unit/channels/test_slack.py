"""What Slack tells is read as people meant it, and nothing that we say is a sign to Slack."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbot.channels.slack import read
from deskbot.channels.slack.blocks import LONGEST, SECTION, blocks_of, words_of
from deskbot.channels.slack.ids import id_of, person_in, thread_in
from deskbot.channels.slack.manifest import SCOPES, manifest
from deskbot.channels.slack.markup import cut, escaped, plain
from deskbot.commands.desk import TABLE as DESK_TABLE
from deskbot.commands.tickets import TABLE
from deskbot.model.message import Arrival, Inbound

MESSAGE = {"type": "message", "channel": "C1SITE", "user": "U0TY", "team": "T0DESK", "ts": "17.000002", "text": "dead"}


def read_event(**more: Any) -> Inbound:
    own = [{"team_id": "T0DESK", "user_id": "U0BOT"}]
    body = {"type": "event_callback", "team_id": "T0DESK", "authorizations": own, "event": {**MESSAGE, **more}}
    return read(Arrival("slack", "1", json.dumps(body).encode()))


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("<@U0BOT> the phones", "the phones"),
        ("<@U0BOT>: <@U0BOT|deskbot>, the phones", "the phones"),
        ("ask <@U0KIM>", "ask @U0KIM"),
        ("<!here> in <#C1|site>", "@here in #site"),
        ("<!subteam^S1|@crew>", "@crew"),
        ("see <https://a.example/x|a.example/x>", "see https://a.example/x"),
        ("see <https://a.example/x|the log>", "see the log (https://a.example/x)"),
        ("<mailto:ty@a.example|ty@a.example>", "ty@a.example"),
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
        ("&amp;lt;", "&lt;"),
        ("x\x00y", "xy"),
    ],
)
def test_signs_are_read_as_people_see_them(told: str, meant: str) -> None:
    assert plain(told, "U0BOT") == meant


@given(st.text())
def test_our_words_hold_no_sign_and_are_read_back_as_they_were(text: str) -> None:
    said = escaped(text)

    assert "<" not in said
    assert ">" not in said
    assert escaped(plain(said)) == said


@given(st.text(st.sampled_from("ab &<>\n"), max_size=400), st.integers(10, 60))
def test_pieces_are_short_enough_and_together_all_that_was_said(text: str, longest: int) -> None:
    said = escaped(text)
    pieces = cut(said, longest)

    assert all(0 < len(piece) <= longest for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(said.split())
    assert all(plain(piece).count("&") <= piece.count("&amp;") for piece in pieces)


@given(st.text(max_size=30).map(lambda text: text * 1000))
def test_a_message_of_any_length_has_blocks_that_slack_takes(text: str) -> None:
    words = words_of(text)
    blocks = blocks_of(words, ())

    assert 0 < len(words) <= LONGEST + 1
    assert all(0 < len(block["text"]["text"]) <= SECTION for block in blocks)
    assert blocks


@pytest.mark.parametrize(
    ("message_id", "thread"),
    [
        (id_of("T0DESK", "C1SITE", "17.000002"), ("C1SITE", "17.000002")),
        (id_of("T0DESK", "C1SITE", "18.000003", "17.000002"), ("C1SITE", "17.000002")),
        (id_of("T0DESK", "C1SITE", "press-18.3", "17.000002"), ("C1SITE", "17.000002")),
        (id_of("T0DESK", "C1SITE", "command-7"), None),
        ("<17@mail.example>", None),
        ("<T0DESK.C1SITE.17.000002@slack> <x>", None),
        ("", None),
        (None, None),
    ],
)
def test_the_id_of_a_message_names_its_thread(message_id: str | None, thread: tuple[str, str] | None) -> None:
    assert thread_in(message_id) == thread


@pytest.mark.parametrize("address", ["", "U0TY", "T0DESK:", ":U0TY", "T0DESK:U0TY:X", "T0DESK:U0\n"])
def test_what_is_no_address_is_nobody(address: str) -> None:
    assert person_in(address) is None


@pytest.mark.parametrize("address", ["T0DESK:U0TY", "t0desk:u0ty"])
def test_an_address_is_read_as_slack_writes_it_and_as_it_is_kept(address: str) -> None:
    assert person_in(address) == ("T0DESK", "U0TY")


def test_a_reply_names_the_first_message_of_its_thread() -> None:
    message = read_event(thread_ts="11.000001")

    assert message.message_id == "<T0DESK.C1SITE.17.000002~11.000001@slack>"
    assert message.in_reply_to == "<T0DESK.C1SITE.11.000001@slack>"
    assert message.threaded


def test_what_is_said_in_private_outside_a_thread_goes_on_with_what_was_spoken_of_last() -> None:
    assert not read_event(channel="D0TY").threaded
    assert read_event(channel="D0TY", thread_ts="11.000001").threaded
    assert read_event().threaded


def test_a_guest_is_of_their_own_workspace() -> None:
    assert read_event(user_team="T0RHEIN").sender.address == "T0RHEIN:U0TY"
    assert read_event().sender.address == "T0DESK:U0TY"


def test_files_lie_at_slack_and_their_names_are_no_paths() -> None:
    told = [
        {"id": "F1", "name": "../../etc/x", "mimetype": "text/plain", "size": 7},
        {"id": "F2", "mode": "tombstone"},
        7,
    ]
    (file,) = read_event(files=told).attachments

    assert (file.filename, file.source) == ("x", "7:F1:T0DESK")


@pytest.mark.parametrize(
    "event",
    [{"user": None}, {"ts": 17}, {"channel": ["C1"]}, {"type": "reaction_added"}, {"subtype": "message_changed"}],
)
def test_an_event_without_a_message_of_somebody_is_not_read(event: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"nobody|no message"):
        read_event(**event)


@pytest.mark.parametrize(
    ("name", "safe"),
    [("a\u202efdp.exe", "afdp.exe"), ("rack\r\nBcc: x.jpg", "rackBcc_ x.jpg"), ("\u200b", "F1"), ("..", "F1")],
)
def test_the_name_of_a_file_hides_nothing_and_breaks_no_header(name: str, safe: str) -> None:
    (file,) = read_event(files=[{"id": "F1", "name": name}]).attachments

    assert file.filename == safe


def test_the_manifest_names_every_command_and_one_address() -> None:
    told = manifest("https://desk.example", "The Desk of a vendor with a name that is quite long")
    command, of_desk = told["features"]["slash_commands"]

    assert command["usage_hint"].split("|") == [str(one.verb) for one in TABLE]
    assert of_desk["usage_hint"].split("|") == [str(one.verb) for one in DESK_TABLE]
    assert json.dumps(told).count("https://desk.example/slack/events") == 4
    assert len(told["display_information"]["name"]) <= 35
    assert len(SCOPES) == len(set(SCOPES))
