"""Postfix set up with the very lines of docs/channels/email.md, and written to by a stranger."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from email.message import EmailMessage

import pytest

from deskbot.simulators.mailbox import Mailbox, relay
from tests.conftest import passable_folder
from tests.crash.postfix import Postfix, postfix
from tests.crash.server import Server
from tests.documents import ROOT, blocks
from tests.flow.mails import QUESTION_S4
from tests.harness import AUTHSERV
from tests.ports import free_port

PAGE = ROOT / "docs/channels/email.md"
TY, DESK = "ty@brightpathvoice.example", "support@desk.example"
SHOWN_DOOR = "127.0.0.1]:2525"


def block(beginning: str) -> str:
    """The one block of the page that begins so."""
    (found,) = [one.text for one in blocks(PAGE) if one.text.startswith(beginning)]
    return found


def line_for(setting: str) -> str:
    """What the page's table says where the domain stands in a setting."""
    (row,) = re.findall(rf"^\| `{setting}` \| (.*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return "".join(re.findall(r"`([^`]+)`", row)[:2]) + "\n"


ALONE = block("relay_domains = ")
LAST_TWO = "".join(line for line in ALONE.splitlines(keepends=True) if not line.startswith("relay_"))
BESIDE_USERS = "mydestination = localhost, desk.example\n" + line_for("mydestination")
BESIDE_MAILBOXES = "virtual_mailbox_domains = desk.example\n" + line_for("virtual_mailbox_domains").replace(
    "inline:", "inline:{ { root@desk.example = root/ } } inline:"
)
BESIDE_ALIASES = "virtual_alias_domains = desk.example\n" + block("virtual_alias_maps = ").replace(
    "inline:{ {", "inline:{ { root@desk.example = root@elsewhere.example }, {", 1
)
INNER = "support@deskbot.desk.example"


@asynccontextmanager
async def set_up(lines: str, door: int) -> AsyncGenerator[Postfix]:
    assert SHOWN_DOOR in lines
    with passable_folder() as folder:
        async with postfix(folder, set_up=lines.replace(SHOWN_DOOR, f"127.0.0.1]:{door}")) as running:
            yield running


@asynccontextmanager
async def before_a_mailbox(lines: str) -> AsyncGenerator[tuple[Postfix, Mailbox]]:
    """Postfix, and what takes whatever it hands on."""
    mailbox = Mailbox()
    async with relay(mailbox) as url, set_up(lines, int(url.rpartition(":")[2])) as running:
        yield running, mailbox


def mail(to: str, number: int, text: str) -> bytes:
    made = EmailMessage()
    made["Authentication-Results"] = f"{AUTHSERV}; dmarc=pass header.from=brightpathvoice.example"
    made["From"], made["To"], made["Subject"] = TY, to, "Phones"
    made["Message-ID"] = f"<m{number}@brightpathvoice.example>"
    made.set_content(text)
    return made.as_bytes()


async def test_a_mail_and_the_answer_to_our_letter_come_in_through_a_postfix_that_is_set_up_as_the_page_says(
    server: Server,
) -> None:
    door = free_port()
    server.settings = server.settings.model_copy(update={"smtp_port": door})
    async with set_up(ALONE, door) as front:
        await server.start()
        await front.take(mail(DESK, 1, QUESTION_S4))
        (letter,) = await server.letters(TY)
        answer_to = letter.mail["Reply-To"].addresses[0].addr_spec
        assert answer_to.startswith("support+")

        await front.take(mail(answer_to, 2, "It is release 7.1.2."), to=answer_to)

        took = "SELECT count(*), count(DISTINCT ticket_number) FROM timeline WHERE kind = 'message'"
        await server.happens("the answer is on the ticket", lambda: server.sql(took) == [(2, 1)])
        assert "550 5.1.1" in await front.says("nobody@desk.example")
        assert "454 4.7.1" in await front.says("somebody@elsewhere.example")


@pytest.mark.parametrize(
    ("lines", "arrives_as"),
    [
        pytest.param(BESIDE_USERS + LAST_TWO, DESK, id="mydestination"),
        pytest.param(BESIDE_MAILBOXES + LAST_TWO, DESK, id="virtual_mailbox_domains"),
        pytest.param(BESIDE_ALIASES + LAST_TWO.replace(DESK, INNER), INNER, id="virtual_alias_domains"),
    ],
)
async def test_beside_mailboxes_of_people_the_desks_address_goes_to_deskbot_and_theirs_stay(
    lines: str, arrives_as: str, server: Server
) -> None:
    async with before_a_mailbox(lines) as (front, mailbox):
        await front.take(b"Subject: x\n\nx\n", to=DESK)
        await front.take(b"Subject: x\n\nx\n", to=DESK.replace("@", "+token@"))

        await server.happens("both are handed on", lambda: len(mailbox.letters) == 2)
        assert {one.envelope_to for one in mailbox.letters} == {
            (arrives_as,),
            (arrives_as.replace("@", "+token@"),),
        }
        assert "250" in await front.says("root@desk.example")
        assert "550 5.1.1" in await front.says("hermit-crab@desk.example")


@pytest.mark.parametrize(
    ("lines", "to", "said"),
    [
        (LAST_TWO, DESK, "454 4.7.1"),
        ("mydestination = localhost, desk.example\n" + LAST_TWO, DESK, "User unknown in local recipient table"),
        (ALONE.replace("recipient_delimiter = +", ""), DESK.replace("@", "+token@"), "relay recipient table"),
    ],
)
async def test_where_a_line_is_missing_postfix_says_what_the_page_says(lines: str, to: str, said: str) -> None:
    async with before_a_mailbox(lines) as (front, _):
        assert said in await front.says(to)
