"""What somebody at the desk has written is lost by no merge, no refusal and no colleague who was quicker."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from lxml import html

from tests.flow.browser import Browser, admitted
from tests.flow.test_console_ticket import PAGE, asked
from tests.harness import World

OTHER = "/console/tickets/1002"


@pytest.fixture(name="ben")
async def a_second_person(world: World) -> AsyncIterator[Browser]:
    await admitted(world, "ben", staff="ben")
    browser = await Browser(world).signs_in("ben")
    yield browser
    await browser.closes()


@pytest.fixture(name="two")
async def two_tickets(world: World, ben: Browser) -> None:
    """T-1001 and T-1002, both of one reseller; Ben has the first one before him."""
    await asked(world, subject="Greeting")
    await asked(world, subject="Holidays", message_id="<holidays@x.example>")
    await ben.opens(PAGE)


def box(browser: Browser, name: str) -> str:
    """Return what stands in a box of the page, by its id."""
    (found,) = html.fromstring(browser.answer.text).xpath(f"//*[@id='{name}']")
    return str(found.get("value") or found.text or "").strip()


async def says(browser: Browser, words: str, kind: str = "answer") -> dict[str, object]:
    """Keep words as the page's script does while their writer writes."""
    form = next(one for one in html.fromstring(browser.answer.text).iter("form") if one.get("data-kind") == kind)
    given = {"form_key": form.fields["form_key"], "draft": form.fields["draft"], "kind": kind, "text": words}
    answer = await browser.client.post(f"{PAGE}/draft", data=given, headers={"Origin": browser.base})
    assert answer.status_code == 200
    return answer.json()


async def merged(world: World) -> None:
    await world.deskbot.joining.merge(1001, 1002, "ana")
    await world.settle()
    world.read += world.mailbox.letters


@pytest.mark.usefixtures("two")
async def test_what_is_written_on_while_its_ticket_is_merged_is_a_draft_on_the_other_one(
    world: World, ben: Browser
) -> None:
    await says(ben, "Press 7")
    await merged(world)

    assert await says(ben, "Press 7, and say your name.") == {"kept": True, "moved": "T-1002"}

    assert box(await ben.opens(OTHER), "answer-text") == "Press 7, and say your name."


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("had", ["", "Which year?"])
async def test_an_undo_gives_back_what_was_written_on_after_the_merge_and_leaves_the_other_ones_draft(
    world: World, ben: Browser, had: str
) -> None:
    if had:
        await (await ben.opens(OTHER)).sends("Keep as draft", text=had)
        await ben.opens(PAGE)
        await says(ben, "Press 7")
    await merged(world)
    await says(ben, "Press 7, and say your name.")
    together = "\n\n".join(filter(None, (had, "Press 7, and say your name.")))
    other = await Browser(world).signs_in("ben")
    assert box(await other.opens(OTHER), "answer-text") == together
    await other.closes()

    await world.deskbot.joining.undo(1001, "ana")
    await world.settle()

    assert await says(ben, "Press 7, and say your name. Then 8.") == {"kept": True}
    assert box(await ben.opens(OTHER), "answer-text") == had
    assert box(await ben.opens(PAGE), "answer-text") == "Press 7, and say your name. Then 8."
    world.read += world.mailbox.letters


@pytest.mark.usefixtures("two")
async def test_what_is_sent_on_a_merged_ticket_stands_behind_what_its_writer_had_begun_on_the_other_one(
    world: World, ben: Browser
) -> None:
    await (await ben.opens(OTHER)).sends("Keep as draft", text="Which year?")
    await ben.opens(PAGE)
    await merged(world)

    await ben.sends("Send the answer", text="Press 7.")

    assert "T-1001 was merged into T-1002 while you wrote: nothing was sent" in ben.text
    assert box(ben, "answer-text") == "Which year?\n\nPress 7."


@pytest.mark.usefixtures("two")
async def test_a_solution_of_what_a_colleague_has_resolved_meanwhile_is_shown_to_its_writer(
    world: World, ben: Browser
) -> None:
    agents = world.deskbot.agents
    async with agents.ticket(1001) as (session, ticket):
        await agents.resolve(session, ticket, "", "ana")

    await ben.sends("Resolve it", solution="We changed the route.")

    assert ben.answer.status_code == 422
    assert "We changed the route." in ben.text
    world.read += world.mailbox.letters


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(("button", "what"), [("Send the answer", "answer-text"), ("Add the note", "note-text")])
async def test_what_is_sent_on_a_ticket_that_was_merged_meanwhile_stands_on_the_other_one_and_is_not_sent(
    world: World, ben: Browser, button: str, what: str
) -> None:
    await merged(world)

    await ben.sends(button, [("log.txt", b"log")], text="Press 7.")

    assert ben.answer.status_code == 409
    assert "T-1001 was merged into T-1002 while you wrote: nothing was sent" in ben.text
    assert "T-1002 Holidays" in ben.text
    assert box(ben, what) == "Press 7."
    assert "log.txt" in ben.text
    await world.forward(seconds=11)
    assert not world.unread_letters()


@pytest.mark.usefixtures("two")
async def test_words_of_what_nobody_does_on_a_merged_ticket_any_more_are_shown_to_whoever_wrote_them(
    world: World, ben: Browser
) -> None:
    await merged(world)

    await ben.sends("Resolve it", solution="We changed the route.")

    assert ben.answer.status_code == 422
    assert "What you had written" in ben.text
    assert "We changed the route." in ben.text


@pytest.mark.usefixtures("two")
async def test_an_answer_that_waits_while_its_ticket_is_merged_is_its_own_draft_again_when_that_is_undone(
    world: World, ben: Browser
) -> None:
    await ben.sends("Send the answer", text="Press 7.")
    await world.forward(seconds=3)

    await world.deskbot.joining.merge(1001, 1002, "ana")
    await world.settle()
    assert "its ticket was merged into T-1002 while it waited" in world.letter("ben@desk.example").text
    assert box(await ben.opens(OTHER), "answer-text") == "Press 7."
    await world.deskbot.joining.undo(1001, "ana")
    await world.forward(seconds=10)

    assert box(await ben.opens(PAGE), "answer-text") == "Press 7."
    assert box(await ben.opens(OTHER), "answer-text") == ""
    world.read += world.mailbox.letters


@pytest.mark.usefixtures("two")
async def test_what_was_refused_stands_in_its_form_again(world: World, ben: Browser) -> None:
    await ben.sends("Link them", other="T-10O2", why="the same switch", incident="yes")
    assert (box(ben, "link-other"), box(ben, "link-why")) == ("T-10O2", "the same switch")
    await ben.sends("Merge it", other="my other one")
    assert box(ben, "merge-other") == "my other one"
    await ben.sends("Tag it", tags="x" * 150)
    assert ben.answer.status_code == 422
    assert box(ben, "tags") == "x" * 150
    await ben.sends("Set these", **{"set-playbook": "no-such-thing"})
    assert box(ben, "playbook-set") == "no-such-thing"

    await ben.sends("Put it off", usual="monday 08:00", when="fryday", why="they are away")
    assert (box(ben, "snooze-when"), box(ben, "snooze-why")) == ("fryday", "they are away")
    assert '<option value="monday 08:00" selected>' in ben.answer.text

    await ben.opens(PAGE)
    await world.deskbot.agents.set(1001, {"release": "7.1.2"}, "ana")
    await ben.sends("Add it", more="release", **{"more-value": "7.1"})

    assert ben.answer.status_code == 422
    assert 'value="7.1"' in ben.answer.text


@pytest.mark.usefixtures("two")
async def test_a_solution_is_kept_while_it_is_written_and_is_no_draft_once_the_reseller_was_told(
    world: World, ben: Browser
) -> None:
    await says(ben, "We changed the route.", "solution")

    assert box(await ben.opens(PAGE), "solution") == "We changed the route."
    await ben.sends("Resolve it")
    await world.settle()

    assert "We changed the route." in world.letter().text
    assert world.sql("SELECT count(*) FROM draft") == [(0,)]
    world.read += world.mailbox.letters


@pytest.mark.usefixtures("two")
async def test_what_was_taken_back_already_says_so_on_its_ticket(world: World, ben: Browser) -> None:
    await (await ben.opens(OTHER)).sends("Send the answer", text="Press 7.")
    held = str(world.sql("SELECT id FROM held_answer")[0][0])
    await ben.sends("Take it back", held=held)
    form = next(one for one in html.fromstring(ben.answer.text).iter("form") if one.get("id") == "answer")

    again = {"form_key": form.fields["form_key"], "held": held, "page": "0"}
    answer = await ben.client.post(f"{OTHER}/take-back", data=again, headers={"Origin": ben.base})

    assert answer.status_code == 422
    assert "Not done: it was taken back already." in answer.text
    assert "Press 7." in answer.text


@pytest.mark.usefixtures("two")
async def test_a_solution_that_another_window_has_kept_is_not_thrown_away_by_the_one_that_is_sent(
    world: World, ben: Browser
) -> None:
    other = await Browser(world).signs_in("ben")
    await other.opens(PAGE)
    await says(other, "A new route.", "solution")
    await other.closes()

    await ben.sends("Resolve it", solution="A restart.")

    assert ben.answer.status_code == 422
    assert box(ben, "solution") == "A new route.\n\nA restart."
    await ben.sends("Resolve it")
    await world.settle()
    assert "A new route. A restart." in " ".join(world.letter().text.split())
    world.read += world.mailbox.letters
