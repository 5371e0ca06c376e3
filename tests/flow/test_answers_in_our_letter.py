"""Our numbered questions are answered wherever resellers write: below, within, by an older number, as a new mail."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from deskbot.simulators.mailbox import Letter
from tests.harness import ANA, World

MOVE = "We need to transfer the licence of a customer to another server.\n\nTy"
RMA = "An Infinity 5025 at Hollis Vet Clinic does not power up, an RMA please.\n\nTy"
ANSWERS = {"end customer": "Bay Hotel", "old Host ID": "4C1D-77E0", "new Host ID": "4C1D-88F1"}
GMAIL = "On Mon, Mar 2, 2026 at 12:00 PM Service Desk <support@desk.example> wrote:\n\n"
OUTLOOK = (
    "See below.\n\nRegards\nTy Okafor\n\n-----Original Message-----\nFrom: Service Desk <support@desk.example>\n"
    "Sent: Monday, March 2, 2026 12:00 PM\nTo: Ty Okafor <ty@brightpathvoice.example>\nSubject: Re: Licence\n\n"
)


def facts(world: World, number: int = 1001) -> dict[str, str]:
    return {one["key"]: one["value"] for one in world.ticket(number)["findings"]}


def lines_of(letter: Letter, form: str, mark: str = "") -> str:
    """Return a letter as a quote, with an answer at each question in a form of question and answer."""
    lines: list[str] = []
    for line in letter.text.splitlines():
        answer = next((words for asked, words in ANSWERS.items() if line[:1].isdigit() and asked in line), "")
        lines.append(form.format(q=mark + line, a=answer) if answer else mark + line)
    return "\n".join(lines)


STYLES: dict[str, Callable[[Letter], str]] = {
    "below, marked": lambda letter: GMAIL + lines_of(letter, "{q}\n{a}", "> "),
    "on the line of the question, marked": lambda letter: GMAIL + lines_of(letter, "{q} {a}", "> "),
    "within the marks": lambda letter: GMAIL + lines_of(letter, "{q}\n> {a}", "> "),
    "outlook, below": lambda letter: OUTLOOK + lines_of(letter, "{q}\n{a}"),
    "outlook, on the line": lambda letter: OUTLOOK + lines_of(letter, "{q} {a}"),
    "outlook, initials": lambda letter: OUTLOOK + lines_of(letter, "{q}\n[TO] {a}"),
    "one above, the rest within": lambda letter: (
        "1. Bay Hotel\n\nThe rest below.\n\n" + GMAIL + lines_of(letter, "{q}\n{a}", "> ").replace("Bay Hotel\n", "")
    ),
}


@pytest.mark.parametrize("style", STYLES)
async def test_answers_within_our_letter_are_read_by_their_questions(world: World, style: str) -> None:
    await world.mail(MOVE, subject="Licence")

    await world.mail(STYLES[style](world.letter()), answers=world.mailbox.letters[0])

    found = facts(world)
    assert (found["customer"], found["old_host_id"], found["new_host_id"]) == tuple(ANSWERS.values())
    assert world.ticket()["missing"] == []
    (shown,) = world.sql("SELECT text FROM timeline WHERE kind = 'message' ORDER BY id DESC LIMIT 1")
    assert all(answer in shown[0] for answer in ANSWERS.values())
    world.letter(), world.briefing(), world.briefing()


@pytest.mark.parametrize("begin", [GMAIL, OUTLOOK])
async def test_our_questions_that_only_come_back_answer_nothing(world: World, begin: str) -> None:
    await world.mail(RMA, subject="RMA")
    letter = world.letter()
    before = facts(world)
    mark = "> " if begin == GMAIL else ""

    quoted = "\n".join(mark + line for line in letter.text.replace("[ ]", "[x]").splitlines())
    await world.mail(f"I will come back to you.\n\n{begin}{quoted}", answers=letter)

    # Of a list that is ticked the items count that a tick answers.
    assert facts(world) == before | {"child_registered": "yes", "warranty": "yes"}
    world.letter(), world.briefing(), world.briefing()


async def test_the_numbers_of_the_first_letter_count_on_after_a_partial_answer(world: World) -> None:
    await world.mail(RMA, subject="RMA")
    first = world.letter()

    await world.mail("1. 5025-0077120 2. yes\n3. cable test, failed", answers=first)
    second = world.letter()
    assert "1. To which address" in second.text
    await world.mail("4. Brightpath, Main St 4, Springfield, attn Ty", answers=first)

    found = facts(world)
    assert (found["serial"], found["child_registered"]) == ("5025-0077120", "yes")
    assert found["ship_to"] == "Brightpath, Main St 4, Springfield, attn Ty"
    assert "callback" not in found
    assert (world.ticket()["missing"], world.ticket()["severity"]) == ([], "S4")
    world.letter()
    for _ in range(3):
        world.briefing()


async def test_the_numbers_of_a_reminder_are_its_own(world: World) -> None:
    await world.mail(RMA, subject="RMA")
    await world.mail("2. yes", answers=world.letter())
    world.letter()
    await world.forward(days=3)
    reminder = world.letter()
    assert "2. Which diagnostic tests" in reminder.text

    await world.mail("2. cable test, failed", answers=reminder)

    assert (facts(world)["tests"], facts(world)["child_registered"]) == ("cable test, failed", "yes")
    world.letter()
    for _ in range(3):
        world.briefing()


async def test_numbered_answers_that_nothing_leads_to_their_ticket_reach_it(world: World) -> None:
    await world.mail(MOVE, subject="Licence")

    await world.mail("1. Bay Hotel\n2. 4C1D-77E0\n3. 4C1D-88F1\n", subject="what you asked")

    assert facts(world)["old_host_id"] == "4C1D-77E0"
    assert world.sql("SELECT count(*) FROM ticket") == [(1,)]
    world.letter(), world.letter(), world.briefing(), world.briefing()


async def test_numbers_of_somebody_who_is_not_asked_or_not_proven_open_a_ticket(world: World) -> None:
    await world.mail(MOVE, subject="Licence")
    text = "1. Bay Hotel\n2. 4C1D-77E0\n3. 4C1D-88F1\n"

    await world.mail(text, subject="Re: Licence", proven=False)
    await world.mail(text, subject="Re: Licence", sender="Ed <ed@brightpathvoice.example>")

    assert "old_host_id" not in facts(world)
    assert world.sql("SELECT count(*) FROM ticket") == [(3,)]
    world.letter(), world.letter(), world.letter("ed@brightpathvoice.example")
    for _ in range(3):
        world.briefing()


async def test_a_trouble_in_numbered_lines_opens_a_ticket_and_pages(world: World) -> None:
    await world.mail(MOVE, subject="Licence")

    await world.mail("1. All phones at Bay Hotel are dead, no calls in or out.\n2. Call me.", subject="Bay Hotel")

    assert (world.ticket(1002)["severity"], world.ticket(1001)["severity"]) == ("S1", "S4")
    world.letter(), world.letter(), world.briefing(), world.briefing()
    world.twilio.phones[ANA].take_text()
