"""What of a mailbox is ours, where it lies, and what stands in for a mail that is not given out."""

from __future__ import annotations

from datetime import date

import pytest

from deskbot.channels.email import read
from deskbot.channels.email.mailbox.imap import Place
from deskbot.channels.email.mailbox.mailbox import mailbox_of, recipients
from deskbot.channels.email.mailbox.progress import Progress, progress_of
from deskbot.channels.email.mailbox.unfetched import stand_in
from deskbot.errors import ConfigurationError
from deskbot.model.message import Arrival
from deskbot.settings import Settings
from deskbot.wires.oauth import TokenService, TokenSource

TODAY = date(2026, 3, 2)
OURS = ("support@desk.example",)


class Nothing:
    async def get(self, key: str) -> str | None:
        raise AssertionError(key)

    async def put(self, key: str, value: str) -> None:
        raise AssertionError(f"{key}={value}")


# -- where it lies


def test_a_place_is_read_from_a_url_and_never_shows_its_password():
    place = Place.from_url("imaps://support%40desk.example:p%2Fw@imap.desk.example", "Desk", "Taken")

    assert (place.host, place.port, place.user, place.password) == (
        "imap.desk.example",
        993,
        "support@desk.example",
        "p/w",
    )
    assert place.name == "support@desk.example@imap.desk.example/Desk"
    assert "p/w" not in repr(place)
    assert Place.from_url("imap+starttls://u:p@imap.desk.example").port == 143
    assert Place.from_url("imaps://u:p@imap.desk.example:1993").port == 1993
    assert Place.from_url("imap://u:p@[::1]:143").host == "::1"


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("imap://u:p@imap.desk.example", "sends the password in clear"),
        ("imap://u:p@127.0.0.1.evil.example", "sends the password in clear"),
        ("imap://u:p@localhost.evil.example", "sends the password in clear"),
        ("imaps://imap.desk.example", "expected imaps://"),
        ("imaps://u:p@imap.desk.example:99999", "expected imaps://"),
        ("pop3://u:p@desk.example", "expected imaps://"),
    ],
)
def test_a_url_that_cannot_be_used_is_told_without_its_password(url: str, says: str):
    with pytest.raises(ConfigurationError, match=says) as told:
        Place.from_url(url)
    assert "u:p" not in str(told.value)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"smtp_door": False}, "DESKBOT_SMTP_DOOR: 0 closes the mail door"),
        ({"imap_url": "imaps://u@imap.desk.example"}, "has no password"),
        ({"imap_url": "imaps://u:p@imap.desk.example", "imap_done_folder": "INBOX"}, "is the folder that is fetched"),
    ],
)
def test_settings_that_do_not_fit_together_are_told(given: dict[str, object], says: str):
    with pytest.raises(ConfigurationError, match=says):
        mailbox_of(Settings(_env_file=None, **given), Nothing(), OURS, None)


def test_a_mailbox_without_a_password_needs_tokens_and_none_is_built_without_a_url():
    settings = Settings(_env_file=None, imap_url="imaps://support%40desk.example@imap.desk.example", smtp_door=False)

    assert mailbox_of(settings, Nothing(), OURS, TokenSource(TokenService("https://login.example", "id")))
    assert mailbox_of(Settings(_env_file=None), Nothing(), OURS, None) is None


# -- how far it is taken


def test_at_first_sight_what_waits_unread_is_ours_and_what_was_read_is_not():
    progress = progress_of(None, 7, 41, TODAY)

    assert progress == Progress(validity=7, taken=0, floor=41, since="2026-03-02")
    assert progress.wanted == (("UID", "41:*"), ("UID", "1:40", "UNSEEN"))


def test_once_all_of_before_is_taken_only_what_is_new_is_looked_for():
    progress = progress_of(None, 7, 41, TODAY).advanced(40)

    assert progress.wanted == (("UID", "41:*"),)
    assert progress.advanced(44).wanted == (("UID", "45:*"),)
    assert progress.advanced(3) == progress


def test_what_was_kept_is_read_again_and_nonsense_counts_as_nothing():
    progress = progress_of(None, 7, 41, TODAY).advanced(44)

    assert progress_of(progress.as_text(), 7, 50, date(2026, 4, 1)) == progress
    for nonsense in ("", "{}", "[]", "null", '{"validity": 7}', progress.as_text().replace("2026-03-02", "soon")):
        assert progress_of(nonsense, 7, 41, TODAY) == progress_of(None, 7, 41, TODAY)


def test_with_new_uids_all_since_the_first_day_is_looked_for_again_read_or_not():
    before = progress_of(None, 7, 41, TODAY).advanced(44)

    after = progress_of(before.as_text(), 8, 45, date(2026, 4, 1))

    assert (after.validity, after.taken, after.since) == (8, 0, "2026-03-02")
    assert after.wanted == (
        ("UID", "45:*"),
        ("UID", "1:44", "UNSEEN"),
        ("UID", "1:44", "SINCE", "01-Mar-2026"),
    )


# -- who it was delivered to


def test_only_our_own_addresses_count_as_recipients():
    raw = (
        b"Delivered-To: Support+t1.x@desk.example\r\nX-Original-To: <support@desk.example>\r\n"
        b"Delivered-To: eve@evil.example\r\nSubject: x\r\n\r\nDelivered-To: support+body@desk.example\r\n"
    )

    assert recipients(raw, OURS) == ["Support+t1.x@desk.example", "support@desk.example"]
    assert recipients(b"", OURS) == []
    assert len(recipients(b"".join(b"Delivered-To: support+%d@desk.example\n" % n for n in range(99)), OURS)) == 20


# -- what is not given out


HEAD = (
    b"From: ty@brightpathvoice.example\r\nSubject: =?utf-8?q?Caf=C3=A9?=\r\n  is down\r\nMessage-ID: <m@x.example>\r\n"
    b"Content-Type: multipart/mixed;\r\n boundary=b\r\nContent-Transfer-Encoding: base64\r\nMIME-Version: 1.0\r\n"
    b"no field at all\r\n\xff\xfe: x\r\n\r\n"
)


def test_the_stand_in_keeps_who_wrote_about_what_and_says_that_the_rest_is_missing():
    arrival = Arrival("email", "1", stand_in(HEAD, "It lies there."), {"fetched": True, "unfetched": "too large"})

    message = read(arrival)

    assert message.sender.address == "ty@brightpathvoice.example"
    assert message.subject == "Caf\u00e9 is down"
    assert message.message_id == "<m@x.example>"
    assert message.text == "It lies there."
    assert message.authentication.fetched
    assert message.defects == ("only its header was fetched from the mailbox: too large",)


@pytest.mark.parametrize("head", [b"", b"\r\n", b"\xff" * 5000, b" folded from nothing\r\n", b"A: b", b"A: b\n c\n\n"])
def test_any_header_can_be_stood_in_for(head: bytes):
    assert read(Arrival("email", "1", stand_in(head, "A note."), {})).text == "A note."


def test_the_stand_in_of_a_mail_is_the_same_each_time():
    assert stand_in(HEAD, "x") == stand_in(HEAD, "x")


def test_mail_that_came_by_smtp_is_not_taken_for_fetched():
    assert not read(Arrival("email", "1", b"From: a@b.example\r\n\r\nx", {"peer": "192.0.2.1"})).authentication.fetched
