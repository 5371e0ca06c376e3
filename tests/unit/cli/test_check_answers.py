"""`deskbot check` says whether the addresses to which answers come are taken where the desk's own is."""

from __future__ import annotations

import socket
from collections.abc import Generator, Mapping
from contextlib import contextmanager

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from deskbot.cli import check_answers, side_by_side
from deskbot.cli.check_answers import answers
from deskbot.cli.finding import Finding
from tests.harness import desk_with
from tests.ports import free_port

DESK, PLUS = "support@desk.example", "support+test@desk.example"
TAKEN, UNKNOWN, LATER = "250 OK", "550 5.1.1 no such user", "450 4.2.0 come again"


class Server:
    """A mail server that knows some addresses; a mail itself would be a fault."""

    def __init__(self, replies: Mapping[str, str], listed: str = "") -> None:
        self.replies, self.listed, self.asked = replies, listed, 0

    async def handle_MAIL(self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]) -> str:  # noqa: N802
        envelope.mail_from, self.asked = address, 0
        return self.listed or TAKEN

    async def handle_RCPT(self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]) -> str:  # noqa: N802
        assert envelope.mail_from == "<>"  # nobody is told what became of it
        self.asked += 1
        if self.asked > 1:
            return "550 5.5.3 one recipient of a bounce"
        if (reply := self.replies.get(address, UNKNOWN)) == TAKEN:
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, *_: object) -> str:  # noqa: N802
        raise AssertionError("a mail was handed in")


@contextmanager
def mail_server(server: Server) -> Generator[int]:
    controller = Controller(server, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def asked(replies: Mapping[str, str], *hosts: str, listed: str = "") -> list[Finding]:
    with mail_server(Server(replies, listed)) as port:
        return answers(desk_with(), lambda: hosts or ("127.0.0.1",), port)


@pytest.mark.parametrize(
    ("replies", "state", "says"),
    [
        ({DESK: TAKEN, PLUS: TAKEN}, "ok", f"127.0.0.1 takes {PLUS} as well"),
        (
            {DESK: TAKEN},
            "failed",
            "have it take all that begin with support+, as Postfix does with",
        ),
        ({DESK: TAKEN, PLUS: LATER}, "warning", "450 4.2.0 come again); try again later"),
        (
            {},
            "warning",
            f"takes no mail for it from here (550 5.1.1 no such user); see whether a mail to {PLUS} comes in",
        ),
    ],
)
def test_a_server_is_asked_for_both_addresses(replies: Mapping[str, str], state: str, says: str) -> None:
    [found] = asked(replies)

    assert (found.what, found.state) == (f"answers to {DESK}", state)
    assert says in found.says


def test_where_the_first_server_is_not_reached_the_next_is_asked() -> None:
    [found] = asked({DESK: TAKEN, PLUS: TAKEN}, "127.0.0.2", "127.0.0.1")

    assert (found.state, found.says) == ("ok", f"127.0.0.1 takes {PLUS} as well")


def test_where_none_is_reached_it_is_said_how_to_try_it() -> None:
    [found] = asked({}, "127.0.0.2")

    assert found.state == "warning"
    assert "127.0.0.2 cannot be asked from here" in found.says
    assert f"see whether a mail to {PLUS} comes in" in found.says


def test_a_server_that_takes_nothing_from_here_is_told_with_its_words() -> None:
    [found] = asked({DESK: TAKEN, PLUS: TAKEN}, listed="554 5.7.1 your host is listed")

    assert (found.state, "554 5.7.1 your host is listed" in found.says) == ("warning", True)


def test_a_network_that_lets_nobody_out_is_told_before_all_of_check_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_answers._SECONDS * check_answers._MOST < side_by_side.LIMIT - 5
    monkeypatch.setattr(check_answers, "_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        [found] = answers(desk_with(), lambda: ["127.0.0.1"] * 9, silent.getsockname()[1])

    assert (found.state, "cannot be asked from here" in found.says) == ("warning", True)


def test_an_address_beyond_ascii_is_asked_of_nobody() -> None:
    [found] = answers(desk_with(("support@desk.example", "hilfe-ü@desk.example")), lambda: ["127.0.0.1"], 1)

    assert (found.state, "beyond ASCII" in found.says) == ("warning", True)


def test_a_domain_without_a_mail_server_is_told_of_elsewhere() -> None:
    assert answers(desk_with(), lambda: ()) == answers(desk_with(), lambda: ("",)) == []
