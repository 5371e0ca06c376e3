"""What the desk keeps around a ticket goes on on the one into which it is merged, and an undo gives it back."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.flow.browser import Browser, admitted
from tests.flow.mails import QUESTION_S4
from tests.harness import World

FIRST, SECOND = "/console/tickets/1001", "/console/tickets/1002"
SHEET = ("sheet.pdf", b"%PDF-1.4 the sheet")


@pytest.fixture(name="ana")
async def ana_with_two_tickets(world: World) -> AsyncIterator[Browser]:
    await admitted(world, "ana", staff="ana")
    browser = await Browser(world).signs_in("ana")
    await world.mail(QUESTION_S4, subject="Greeting")
    await world.mail("How do I add a user to a hunt group?", subject="Hunt group", message_id="<two@x.example>")
    world.letter(), world.letter()
    world.briefing(), world.briefing()
    yield browser
    await browser.closes()


def read_all(world: World) -> None:
    """Read what is told of merging, which other tests look at."""
    world.read += [one for one in world.mailbox.letters if one not in world.read]


async def merged(world: World) -> None:
    await world.deskbot.joining.merge(1002, 1001, "ana")
    await world.settle()
    read_all(world)


async def undone(world: World) -> None:
    await world.deskbot.joining.undo(1001, "ana")
    await world.settle()
    read_all(world)


def drafts(world: World) -> list[tuple[int, str]]:
    return world.sql("SELECT ticket_number, words FROM draft ORDER BY ticket_number")  # pyright: ignore[reportReturnType]


def put_off(world: World) -> list[tuple[int, str]]:
    query = "SELECT ticket_number, to_char(until, 'DD') FROM snooze WHERE ended_at IS NULL ORDER BY ticket_number"
    return world.sql(query)  # pyright: ignore[reportReturnType]


async def test_tags_of_both_are_on_the_one_and_go_back_with_an_undo(world: World, ana: Browser) -> None:
    await (await ana.opens(FIRST)).sends("Tag it", tags="codec site-a")
    await (await ana.opens(SECOND)).sends("Tag it", tags="codec carrier")

    await merged(world)
    assert world.sql("SELECT tag FROM ticket_tag WHERE ticket_number = 1001 ORDER BY tag") == [
        ("carrier",),
        ("codec",),
        ("site-a",),
    ]

    await undone(world)
    assert world.sql("SELECT ticket_number, tag FROM ticket_tag ORDER BY 1, 2") == [
        (1001, "codec"),
        (1001, "site-a"),
        (1002, "carrier"),
        (1002, "codec"),
    ]


async def test_what_was_begun_on_the_merged_one_goes_on_below_what_was_begun_on_the_other(
    world: World, ana: Browser
) -> None:
    await (await ana.opens(FIRST)).sends("Keep as draft", text="Press 7.")
    await (await ana.opens(SECOND)).sends("Keep as draft", [SHEET], text="Press 8.")

    await merged(world)
    await ana.opens(FIRST)
    assert ">Press 7.\n\nPress 8.</textarea>" in ana.answer.text
    assert "sheet.pdf" in ana.text

    await undone(world)
    assert ">Press 7.</textarea>" in (await ana.opens(FIRST)).answer.text
    assert "sheet.pdf" not in ana.text
    assert ">Press 8.</textarea>" in (await ana.opens(SECOND)).answer.text
    assert "sheet.pdf" in ana.text


async def test_no_word_is_lost_of_two_long_drafts_and_what_is_too_long_together_is_not_sent(
    world: World, ana: Browser
) -> None:
    first, second = "Press 7. " * 1_500 + "Once.", "Press 8. " * 1_500 + "Twice."
    await (await ana.opens(FIRST)).sends("Keep as draft", text=first)
    await (await ana.opens(SECOND)).sends("Keep as draft", text=second)

    await merged(world)
    assert f">{first}\n\n{second}</textarea>" in (await ana.opens(FIRST)).answer.text
    await ana.sends("Send the answer")
    assert ana.answer.status_code == 422
    assert "The answer has 27,013 characters, and 20,000 are the most." in ana.text
    assert f">{first}\n\n{second}</textarea>" in ana.answer.text

    await undone(world)
    assert drafts(world) == [(1001, first), (1002, second)]


async def test_a_file_that_was_with_both_drafts_is_with_both_again_after_an_undo(world: World, ana: Browser) -> None:
    for path in (FIRST, SECOND):
        await (await ana.opens(path)).sends("Keep as draft", [SHEET], text="See the sheet.")
    await merged(world)

    await undone(world)

    for path in (FIRST, SECOND):
        assert "sheet.pdf 18 bytes, kept with your draft" in (await ana.opens(path)).text


async def test_a_draft_that_was_written_on_stays_where_it_is_and_one_that_was_sent_is_none_any_more(
    world: World, ana: Browser
) -> None:
    await (await ana.opens(SECOND)).sends("Keep as draft", text="Press 8.")
    await merged(world)
    await (await ana.opens(FIRST)).sends("Keep as draft", text="Press 8, then 9.")
    await undone(world)
    assert drafts(world) == [(1001, "Press 8, then 9."), (1002, "Press 8.")]
    await (await ana.opens(FIRST)).sends("Keep as draft", text="")

    await merged(world)
    await (await ana.opens(FIRST)).sends("Send the answer")
    await world.forward(seconds=10)
    read_all(world)
    await undone(world)

    assert drafts(world) == []


async def test_an_answer_that_waits_is_a_draft_on_the_one_and_goes_out_from_there(world: World, ana: Browser) -> None:
    await (await ana.opens(SECOND)).sends("Send the answer", text="Press 8.")
    await merged(world)

    assert ">Press 8.</textarea>" in (await ana.opens(FIRST)).answer.text
    await ana.sends("Send the answer")
    await world.forward(seconds=10)

    assert [text for kind, text in world.timeline(1001) if kind == "reply"] == ["Press 8."]
    read_all(world)


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        ("in 7d", "in 2d", [(1001, "04")]),
        ("in 2d", "in 7d", [(1001, "04")]),
        ("in 2d", "", []),
        ("", "in 2d", []),
    ],
)
async def test_it_is_put_off_only_where_both_were_until_the_earlier_time_and_an_undo_puts_off_each_as_it_was(
    world: World, ana: Browser, first: str, second: str, together: list[tuple[int, str]]
) -> None:
    for path, when in ((FIRST, first), (SECOND, second)):
        if when:
            await (await ana.opens(path)).sends("Put it off", when=when)
    before = put_off(world)

    await merged(world)
    assert put_off(world) == together

    await undone(world)
    assert put_off(world) == before
    await world.forward(days=8)
    assert put_off(world) == []
    assert sum("Back, as it was put off until now" in text for _, text in world.timeline(1001)) == bool(first)
    assert sum("Back, as it was put off until now" in text for _, text in world.timeline(1002)) == bool(second)
    read_all(world)


async def test_one_that_was_taken_up_meanwhile_is_not_put_off_again_by_an_undo(world: World, ana: Browser) -> None:
    await (await ana.opens(FIRST)).sends("Put it off", when="in 7d")
    await (await ana.opens(SECOND)).sends("Put it off", when="in 2d")
    await merged(world)
    await (await ana.opens(FIRST)).sends("Take it up again now")

    await undone(world)

    assert put_off(world) == [(1002, "04")]
