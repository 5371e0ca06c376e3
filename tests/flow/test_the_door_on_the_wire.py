"""What a client can do to the mail door, octet by octet: smuggle, flood, dawdle, break off."""

from __future__ import annotations

import asyncio

import pytest

from tests.flow.doors import MAIL, open_door

STRANGERS = {"trusted_relays": "192.0.2.0/24"}
"""Settings under which this machine is a stranger to the door."""
HEAD = b"From: ty@brightpathvoice.example\r\nSubject: x\r\n\r\n"
SMUGGLED = b"MAIL FROM:<boss@brightpathvoice.example>\r\nRCPT TO:<support@desk.example>\r\nDATA\r\n" + MAIL


@pytest.mark.parametrize(
    "end",
    [
        b"\n.\n",
        b"\n.\r\n",
        b"\r.\r",
        b"\r\n.\n",
        b"\r\n.\r",
        b"\r\n\0.\r\n",
        b"\r\n.\r\r\n",
        b"\r.\r\n",
        b"\r\n.\0\r\n",
    ],
)
async def test_what_only_looks_like_the_end_of_a_mail_is_none(end: bytes) -> None:
    async with open_door() as door, door.client() as client:
        await client.ready()
        assert (await client.data(HEAD + b"one" + end + SMUGGLED)).startswith("250")
        assert (await client.say("QUIT")).startswith("221")
        assert await client.rest() == ""

    (arrival,) = door.arrivals
    assert b"boss@brightpathvoice.example" in arrival.raw
    assert arrival.envelope["mail_from"] == "ty@brightpathvoice.example"


async def test_octets_of_a_mail_are_kept_as_they_are_bare_line_ends_and_nul_too() -> None:
    raw = HEAD + b"a\nb\rc\0d\xff\r\n"
    async with open_door() as door, door.client() as client:
        await client.ready()
        assert (await client.data(raw + b"..dot\r\n")).startswith("250")

    assert door.arrivals[0].raw == raw + b".dot\r\n"


async def test_an_empty_mail_has_an_end_too() -> None:
    async with open_door() as door, door.client() as client:
        await client.ready()
        assert (await client.data(b"")).startswith("250")

    assert door.arrivals[0].raw == b""


async def test_commands_behind_the_end_of_a_mail_are_answered_in_order() -> None:
    async with open_door() as door, door.client() as client:
        await client.ready()
        await client.say("DATA")
        client.write(MAIL + b".\r\nRSET\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<x@y.example>\r\nNOOP\r\nQUIT\r\n")
        answers = (await client.rest()).splitlines()

    assert [answer[:9] for answer in answers] == [
        *("250 2.0.0", "250 2.0.0", "250 2.1.0", "550 5.1.1", "250 2.0.0", "221 2.0.0")
    ]
    assert len(door.arrivals) == 1


async def test_a_connection_that_is_cut_in_the_middle_of_a_mail_leaves_nothing_behind() -> None:
    async with open_door() as door:
        async with door.client() as client:
            await client.ready()
            await client.say("DATA")
            client.write(MAIL * 100)
        async with door.client() as client:
            await client.ready()
            await client.data()
            assert door.door._crowd.octets == 0

    assert [arrival.raw for arrival in door.arrivals] == [MAIL]


async def test_the_null_sender_is_the_empty_one() -> None:
    async with open_door() as door, door.client() as client:
        await client.ready("")
        await client.data()

    assert door.arrivals[0].envelope["mail_from"] == ""
    assert door.arrivals[0].envelope["helo"] == "client.example"


async def test_size_is_checked_where_it_is_announced_and_where_it_comes() -> None:
    async with open_door(smtp_size_limit=10_000) as door, door.client() as client:
        assert "250-SIZE 10000" in await client.say("EHLO client.example")
        assert (await client.say("MAIL FROM:<a@b.example> SIZE=10001")).startswith("552 5.3.4")
        assert (await client.say("MAIL FROM:<a@b.example> SIZE=9999 BODY=8BITMIME SMTPUTF8")).startswith("250 2.1.0")
        await client.say("RCPT TO:<support@desk.example>")
        assert (await client.data(HEAD + b"x" * 9_000 + b"\r\n" + b"y" * 9_000 + b"\r\n")).startswith("552 5.3.4")
        assert (await client.say("NOOP")).startswith("250")

    assert door.arrivals == []


async def test_a_client_that_sends_without_end_is_cut_off() -> None:
    async with open_door(smtp_size_limit=10_000) as door, door.client() as client:
        await client.ready()
        await client.say("DATA")
        client.write((b"x" * 1000 + b"\r\n") * 200)
        # It is told why; whether it still hears that, while it sends, is up to TCP.
        assert (await client.rest())[:9] in {"552 5.3.4", ""}
        assert door.door._crowd.octets == 0

    assert door.arrivals == []


async def test_a_line_that_is_too_long_costs_the_mail_and_not_the_connection() -> None:
    async with open_door() as door, door.client() as client:
        await client.ready()
        assert (await client.data(HEAD + b"x" * 200_000 + b"\r\n.still the same line\r\n")).startswith("500 5.6.0")
        await client.ready()
        assert (await client.data()).startswith("250")

    assert len(door.arrivals) == 1


async def test_more_mail_at_once_than_there_is_room_for_is_told_to_come_later() -> None:
    """Of 16,000 octets three quarters are for strangers; what is let go can be used again."""
    async with (
        open_door(smtp_memory=16_000, smtp_size_limit=10_000, **STRANGERS) as door,
        door.client() as first,
        door.client() as second,
    ):
        await first.ready()
        door.kept.gate = asyncio.Event()
        await first.say("DATA")
        first.write(HEAD + b"x" * 8_000 + b"\r\n.\r\n")
        await door.kept.reached.wait()
        await second.ready()
        assert (await second.data(HEAD + b"y" * 8_000 + b"\r\n")).startswith("452 4.3.1")
        door.kept.gate.set()
        assert (await first.hear()).startswith("250")

        await second.ready()
        assert (await second.data(HEAD + b"y" * 8_000 + b"\r\n")).startswith("250")
        assert door.door._crowd.octets == 0


async def test_a_size_that_finds_no_room_is_told_before_the_mail_is_sent() -> None:
    async with open_door(smtp_memory=10_000, smtp_size_limit=20_000, **STRANGERS) as door, door.client() as client:
        await client.say("EHLO client.example")
        await client.say("MAIL FROM:<a@b.example> SIZE=9000")
        await client.say("RCPT TO:<support@desk.example>")
        assert (await client.say("DATA")).startswith("452 4.3.1")


async def test_a_stranger_gets_so_many_connections_and_a_relay_as_many_as_there_are() -> None:
    async with (
        open_door(smtp_connections_per_client=1, **STRANGERS) as door,
        door.client() as client,
        door.client(greeted=False) as second,
    ):
        assert (await second.rest()).startswith("421 4.7.0")
        assert (await client.say("NOOP")).startswith("250")
        await client.say("QUIT")
        await client.rest()
        async with door.client() as again:
            assert (await again.say("NOOP")).startswith("250")

    async with open_door(smtp_connections_per_client=1) as door, door.client(), door.client() as second:
        assert (await second.say("NOOP")).startswith("250")


async def test_strangers_never_take_the_last_places() -> None:
    async with open_door(smtp_connections=4, **STRANGERS) as door, door.client(), door.client(), door.client():
        async with door.client(greeted=False) as fourth:
            assert (await fourth.rest()).startswith("421 4.3.2")
        assert door.door._crowd.connections == 3


async def test_a_strangers_mails_are_counted_by_the_hour() -> None:
    async with open_door(smtp_mails_per_hour=2, **STRANGERS) as door, door.client() as client:
        for _ in range(2):
            await client.ready()
            await client.data()
        assert (await client.say("MAIL FROM:<a@b.example>")).startswith("450 4.7.1")

    assert len(door.arrivals) == 2


async def test_who_is_refused_again_and_again_is_sent_away() -> None:
    async with open_door() as door, door.client() as client:
        await client.say("EHLO client.example")
        await client.say("MAIL FROM:<a@b.example>")
        client.write(b"RCPT TO:<nobody@desk.example>\r\n" * 30)
        answers = (await client.rest()).splitlines()

    assert answers[-1].startswith("421 4.7.0")
    assert len(answers) == 21


async def test_a_silent_client_is_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deskbot.channels.email.door.server.IDLE", 0.05)
    async with open_door() as door, door.client() as client:
        assert (await client.hear()).startswith("421 4.4.2")


async def test_a_client_that_dawdles_over_a_mail_is_sent_away_however_often_it_says_something(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("deskbot.channels.email.door.server.IDLE", 0.2)
    monkeypatch.setattr("deskbot.channels.email.door.connection.IDLE", 0.2)
    monkeypatch.setattr("deskbot.channels.email.door.connection.DATA_SECONDS", 0.5)
    async with open_door() as door, door.client() as client:
        await client.ready()
        await client.say("DATA")

        async def dawdle() -> None:
            while True:
                client.write(b"x")
                await asyncio.sleep(0.01)

        dawdling = asyncio.create_task(dawdle())
        assert (await client.hear()).startswith("421 4.4.2")
        dawdling.cancel()
    assert door.arrivals == []


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("support@desk.example", "250 2.1.5"),
        ("SUPPORT@Desk.EXAMPLE", "250 2.1.5"),
        ("support+T1042.abc@desk.example", "250 2.1.5"),
        ('"support"@desk.example', "250 2.1.5"),
        ("@a.example,@b.example:support@desk.example", "250 2.1.5"),
        ("postmaster@desk.example", "250 2.1.5"),
        ("Postmaster", "250 2.1.5"),
        ("support@[127.0.0.1]", "550 5.1.1"),
        ("support@elsewhere.example", "550 5.1.1"),
        ("support%elsewhere.example@desk.example", "550 5.1.1"),
        ("elsewhere.example!support@desk.example", "550 5.1.1"),
        ('"support@elsewhere.example"@desk.example', "550 5.1.1"),
        ('"victim@elsewhere.example support"@desk.example', "550 5.1.1"),
        ("support@desk.example@elsewhere.example", "553 5.1.3"),
        ("support", "550 5.1.1"),
        ("postmaster@elsewhere.example", "550 5.1.1"),
        ("(((((((", "553 5.1.3"),
        ("", "550 5.1.1"),
    ],
)
async def test_only_our_own_addresses_are_taken_in_every_spelling(address: str, code: str) -> None:
    async with open_door() as door, door.client() as client:
        await client.say("EHLO client.example")
        await client.say("MAIL FROM:<a@b.example>")
        assert (await client.say(f"RCPT TO:<{address}>"))[: len(code)] == code


async def test_nothing_tells_which_addresses_there_are() -> None:
    async with open_door() as door, door.client() as client:
        await client.say("EHLO client.example")
        ours, other = await client.say("VRFY support@desk.example"), await client.say(b"VRFY \xff\xfe")
        assert ours == other
        assert ours.startswith("252 2.5.0")
        assert (await client.say("EXPN staff")).startswith("502 5.5.1")


async def test_every_answer_but_a_greetings_carries_an_enhanced_code() -> None:
    async with open_door() as door, door.client() as client:
        greeting = await client.say("EHLO client.example")
        assert "250-ENHANCEDSTATUSCODES" in greeting
        assert "250-8BITMIME" in greeting
        assert "AUTH" not in greeting
        assert "STARTTLS" not in greeting
        for line in ("NOOP", "RSET", "DATA", "MAIL x", "RCPT TO:<a>", "WHAT", "STARTTLS", "AUTH PLAIN", "", "QUIT"):
            answer = await client.say(line)
            assert answer[3] == " "
            assert answer[4] == answer[0]
            assert answer[5] == "."


async def test_control_characters_of_a_client_are_not_sent_back() -> None:
    async with open_door() as door, door.client() as client:
        await client.say("EHLO client.example")
        assert "\x1b" not in await client.say(b"\x1b[31mWHAT")
        assert "\r" not in await client.say(b"WHAT\rEVER")


async def test_a_client_that_is_gone_before_its_250_leaves_no_error_behind(caplog: pytest.LogCaptureFixture) -> None:
    async with open_door() as door:
        door.kept.gate = asyncio.Event()
        async with door.client() as client:
            await client.ready()
            await client.say("DATA")
            client.write(MAIL + b".\r\n")
        door.kept.gate.set()
        async with door.client() as client:
            assert (await client.say("NOOP")).startswith("250")
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []
