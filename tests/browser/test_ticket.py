"""A ticket's page in a real browser: two who work on it see each other, and what is written is not lost."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Dialog, expect
from playwright.async_api import Error as PlaywrightError

from tests.browser.chromium import PHONE, Screen
from tests.browser.conftest import Opener
from tests.browser.test_console import hears, read_all
from tests.flow.browser import PASSWORD, admitted
from tests.flow.mails import QUESTION_S4
from tests.harness import World

PAGE = "/console/tickets/1001"


async def at_ticket(world: World, screen: Opener, name: str, *size: int) -> Screen:
    """Let somebody of the staff come to a ticket, with a clock in their browser that can be moved."""
    await admitted(world, name, staff=name)
    own = await (await screen(*size)).signs_in(name)
    await own.page.clock.install()
    await hears(own, PAGE)
    return own


async def test_who_else_has_the_ticket_open_and_who_writes_is_said_as_it_happens(world: World, screen: Opener) -> None:
    await world.mail(QUESTION_S4, subject="Greeting")
    ana = await at_ticket(world, screen, "ana", *PHONE)
    ben = await at_ticket(world, screen, "ben")

    await ana.page.clock.fast_forward("00:21")
    await ana.sees("Ben has this ticket open, too.")
    async with ben.page.expect_response("**/here"):
        await ben.page.get_by_label("What you answer").press_sequentially("Press 7.")
    await ana.page.clock.fast_forward("00:21")
    await ana.sees("Ben is writing here now.")

    await ana.is_fit_for_all()
    read_all(world)


async def test_what_somebody_writes_is_kept_as_they_write_it(world: World, screen: Opener) -> None:
    await world.mail(QUESTION_S4, subject="Greeting")
    ana = await at_ticket(world, screen, "ana")
    box, note = ana.page.get_by_label("What you answer"), ana.page.get_by_label("For the desk alone")

    await box.press_sequentially("Press 7, ")
    await note.press_sequentially("They ask that every month.")
    async with ana.page.expect_response("**/draft"):
        await ana.page.clock.fast_forward("00:02")
    await ana.sees("Kept as your draft.")
    await expect(ana.page.locator("#note .kept")).to_have_text("Kept as your draft.")

    await ana.opens(PAGE)
    await expect(box).to_have_value("Press 7, ")
    await expect(note).to_have_value("They ask that every month.")
    read_all(world)


async def test_what_stands_in_a_box_is_kept_when_something_else_is_pressed(world: World, screen: Opener) -> None:
    await world.mail(QUESTION_S4, subject="Greeting")
    ana = await at_ticket(world, screen, "ana")
    note = ana.page.get_by_label("For the desk alone")

    await note.press_sequentially("They ask that every month.")
    claim = ana.page.get_by_role("button", name="Claim it")
    async with ana.page.expect_navigation():  # the press goes only after what is written has been kept
        await claim.click()

    await expect(claim).to_have_count(0)
    await expect(note).to_have_value("They ask that every month.")
    assert world.ticket()["owner"] == "ana"
    read_all(world)


async def test_what_could_not_be_kept_is_kept_as_soon_as_the_line_is_back_and_until_then_whoever_goes_is_asked(
    world: World, screen: Opener
) -> None:
    await world.mail(QUESTION_S4, subject="Greeting")
    ana = await at_ticket(world, screen, "ana")
    note, says = ana.page.get_by_label("For the desk alone"), ana.page.locator("#note .kept")
    await ana.page.route("**/draft", lambda route: route.abort())
    asked: list[str] = []

    async def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        await dialog.dismiss()

    ana.page.on("dialog", stay)
    await note.press_sequentially("They ask that every month.")
    await ana.page.clock.fast_forward("00:02")
    await expect(says).to_have_text("Not kept yet: no connection. It is tried again.")
    with pytest.raises(PlaywrightError, match="ERR_ABORTED"):
        await ana.opens("/console/tickets")
    assert asked == ["beforeunload"]
    await ana.page.unroute("**/draft")

    await ana.page.clock.fast_forward("00:11")

    await expect(says).to_have_text("Kept as your draft.")
    await ana.opens(PAGE)
    await expect(note).to_have_value("They ask that every month.")
    assert asked == ["beforeunload"]
    while any("ERR_FAILED" in one for one in ana.faults):
        ana.expects("ERR_FAILED")
    read_all(world)


async def test_an_answer_that_was_not_sent_is_not_written_over_by_what_its_writer_begins_next(
    world: World, screen: Opener
) -> None:
    await world.mail(QUESTION_S4, subject="Greeting")
    ana = await at_ticket(world, screen, "ana")
    box = ana.page.get_by_label("What you answer")
    await box.fill("Press 7, and say your name.")
    await ana.page.get_by_role("button", name="Send the answer").click()
    await ana.sees("Take it back")
    await world.mail("It is worse now.", subject="[T-1001] Greeting")
    await world.forward(seconds=11)
    await ana.sees("It is worse now.")

    await box.press_sequentially("Hi")
    async with ana.page.expect_response("**/draft"):
        await ana.page.clock.fast_forward("00:02")

    await ana.sees("Another draft of yours stands in front now.")
    await expect(box).to_have_value(re.compile("Press 7, and say your name.\n\nHi"))
    read_all(world)


async def test_who_writes_while_they_are_signed_out_is_told_so_and_keeps_their_words(
    world: World, screen: Opener
) -> None:
    await world.mail(QUESTION_S4, subject="Greeting")
    ana = await at_ticket(world, screen, "ana")
    box = ana.page.get_by_label("What you answer")
    await box.fill("Press 7.")
    async with ana.page.expect_response("**/draft"):
        await ana.page.clock.fast_forward("00:02")

    world.sql("UPDATE sign_in SET ended_at = at")
    await box.press_sequentially(" And then 8.")
    await world.mail("Any news?", subject="[T-1001] Greeting")
    await ana.page.clock.fast_forward("00:02")

    await ana.sees("You are signed out: nothing that you write is kept or sent.")
    await expect(box).to_have_value("Press 7. And then 8.")
    read_all(world)
    ana.faults.clear()  # of the events, which are for nobody any more


async def test_what_was_sent_after_one_was_signed_out_stands_in_its_form_again_on_the_way_back(
    world: World, screen: Opener
) -> None:
    await world.mail(QUESTION_S4, subject="Greeting")
    await admitted(world, "ana", staff="ana")
    own = await (await screen(script=False)).signs_in("ana")
    await own.opens(PAGE)
    await own.page.get_by_label("What you answer").fill("Press 7.")

    world.sql("UPDATE sign_in SET ended_at = at")
    await own.page.get_by_role("button", name="Send the answer").click()

    await own.sees("nothing was done or sent")
    await own.page.get_by_label("Name").fill("ana")
    await own.page.get_by_label("Password").fill(PASSWORD)
    await own.page.get_by_role("button", name="Sign in").click()
    await own.sees("T-1001")
    await own.page.go_back()
    await own.page.go_back()
    await expect(own.page.get_by_label("What you answer")).to_have_value("Press 7.")
    await own.page.get_by_role("button", name="Send the answer").click()
    await own.sees("Press 7.")
    read_all(world)


async def test_an_answer_counts_down_is_taken_back_and_goes_out_when_it_is_left_alone(
    world: World, screen: Opener
) -> None:
    await world.mail(QUESTION_S4, subject="Greeting")
    read_all(world)
    ana = await at_ticket(world, screen, "ana", *PHONE)
    ben = await at_ticket(world, screen, "ben")
    box, held = ana.page.get_by_label("What you answer"), ana.page.locator("#held")

    await box.fill("Press 7, then record it.")
    await ana.page.get_by_role("button", name="Send the answer").click()
    await ana.sees("Your answer goes out in ten seconds.")
    await ben.sees("An answer of Ana Ruiz")
    await expect(held).to_contain_text(re.compile(r"goes out (in 0:(10|0\d)|now)\."))
    await ana.page.clock.fast_forward("00:20")
    await expect(held).to_contain_text("goes out now.")
    await ana.is_fit_for_all()
    await ana.page.get_by_role("button", name="Take it back").click()
    await ana.sees("Nobody has read it")
    await expect(box).to_have_value("Press 7, then record it.")
    await world.forward(seconds=60)
    assert not world.unread_letters()

    await ana.page.get_by_role("button", name="Send the answer").click()
    await ana.sees("Your answer goes out in ten seconds.")
    await world.forward(seconds=10)

    assert "Press 7, then record it." in world.letter().text
    for one in (ana, ben):
        await expect(one.page.locator("#timeline")).to_contain_text("Ana Ruiz answered")
        await expect(one.page.locator("#held")).not_to_contain_text("goes out")


async def test_who_answers_while_a_colleague_does_is_shown_their_words_first(world: World, screen: Opener) -> None:
    await world.mail(QUESTION_S4, subject="Greeting")
    read_all(world)
    ana = await at_ticket(world, screen, "ana", *PHONE)
    ben = await at_ticket(world, screen, "ben")
    await ana.page.get_by_label("What you answer").fill("Press 7.")
    await ben.page.get_by_label("What you answer").fill("Press 9.")
    await ben.page.get_by_role("button", name="Send the answer").click()
    await ben.sees("Your answer goes out in ten seconds.")

    await ana.page.get_by_role("button", name="Send the answer").click()

    await ana.sees("Not sent yet: somebody has written since you opened this page.")
    ana.expects("409")
    await expect(ana.page.get_by_role("alert")).to_contain_text("Press 9.")
    await expect(ana.page.get_by_label("What you answer")).to_have_value("Press 7.")
    await ana.is_fit_for_all()
    await world.forward(seconds=10)
    assert "Press 9." in world.letter().text


async def test_a_template_begins_an_answer_and_a_preview_shows_how_it_will_look(world: World, screen: Opener) -> None:
    await world.mail(QUESTION_S4, subject="Greeting")
    ana = await at_ticket(world, screen, "ana", *PHONE)
    box = ana.page.get_by_label("What you answer")

    await box.fill("Hello Ty,")
    await ana.page.get_by_label("Begin with").select_option(index=0)
    await ana.page.get_by_role("button", name="Insert").click()
    await expect(box).not_to_have_value("Hello Ty,")
    assert (await box.input_value()).startswith("Hello Ty,\n\n")
    await ana.page.get_by_role("button", name="Preview").click()

    await ana.sees("By mail")
    await expect(ana.page.locator(".preview").first).to_contain_text("Hello Ty,")
    await ana.is_fit_for_all()
    read_all(world)


PASTED = """([box, named, words]) => {
  const held = new DataTransfer();
  const at = (window.pasted = (window.pasted || 0) + 1);
  for (const name of named) held.items.add(new File([name], name, { type: "image/png", lastModified: at }));
  if (words) held.items.add(words, "text/plain");
  box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: held, bubbles: true, cancelable: true }));
}"""
DROPPED = """(box) => {
  const held = new DataTransfer();
  held.items.add(new File(["INVITE"], "call.pcap", { lastModified: 1 }));
  box.dispatchEvent(new DragEvent("drop", { dataTransfer: held, bubbles: true, cancelable: true }));
}"""


async def test_what_is_pasted_dropped_and_chosen_goes_with_the_answer_and_stands_there_by_name_before(
    world: World, screen: Opener
) -> None:
    await world.mail(QUESTION_S4, subject="Greeting")
    read_all(world)
    ana = await at_ticket(world, screen, "ana", *PHONE)
    box, picked = ana.page.get_by_label("What you answer"), ana.page.locator("#answer-picked li")
    await box.fill("See the pictures.")
    there = await box.element_handle()

    await ana.page.evaluate(PASTED, [there, ["image.png"], ""])
    await ana.page.evaluate(PASTED, [there, ["image.png"], ""])
    await ana.page.evaluate(PASTED, [there, ["image.png"], "a table"])
    await ana.page.evaluate(DROPPED, there)
    chosen = {"name": "trace.log", "mimeType": "text/plain", "buffer": b"200 OK"}
    await ana.page.locator("#answer-files").set_input_files([chosen])
    await expect(picked).to_contain_text(["picture-1.png", "picture-2.png", "call.pcap", "trace.log"])
    await ana.is_fit_for_all()
    await ana.page.get_by_role("button", name="Leave picture-2.png out").click()
    await expect(picked).to_have_count(3)
    await ana.page.get_by_role("button", name="Send the answer").click()
    await ana.sees("Your answer goes out in ten seconds.")
    await world.forward(seconds=10)

    assert "See the pictures." in world.letter().text
    assert [name for (name,) in world.sql("SELECT filename FROM attachment ORDER BY filename")] == [
        "call.pcap",
        "picture-1.png",
        "trace.log",
    ]


async def test_what_happens_meanwhile_shuts_nothing_takes_no_focus_and_turns_no_choice_round(
    world: World, screen: Opener
) -> None:
    await world.mail(QUESTION_S4, subject="Greeting")
    ana = await at_ticket(world, screen, "ana")
    tags, person = ana.page.locator("summary", has_text="Tags"), ana.page.get_by_label("Give it to")
    await tags.click()
    await world.deskbot.agents.note(1001, "They ask that every month.", "ben")

    await ana.sees("They ask that every month.")

    await expect(tags).to_be_focused()
    await expect(ana.page.get_by_label("Words, apart by spaces")).to_be_visible()
    more = ana.page.locator("#timeline summary", has_text="More").first
    await more.click()
    await world.deskbot.agents.note(1001, "And every year.", "ben")
    await ana.sees("And every year.")
    await expect(more).to_be_focused()
    await expect(ana.page.get_by_role("button", name="Make it a ticket of its own").first).to_be_visible()

    await person.select_option("ben")
    await ana.page.get_by_label("What you answer").focus()
    await world.deskbot.agents.set(1001, {"severity": "S3"}, "ben")
    await expect(ana.page.locator("#head .sev")).to_have_text("S3")
    await expect(person).to_have_value("ben")
    await ana.page.get_by_role("button", name="Assign").click()
    await ana.sees("with Ben")
    read_all(world)


async def test_long_words_of_any_script_are_kept(world: World, screen: Opener) -> None:
    await world.mail(QUESTION_S4, subject="Greeting")
    ana = await at_ticket(world, screen, "ana")
    box, says = ana.page.get_by_label("What you answer"), ana.page.locator("#answer .kept")

    for words in ("ж" * 14_000, "語" * 9_000, "語" * 19_000, "word " * 3_900):
        await box.fill(words)
        async with ana.page.expect_response("**/draft"):
            await ana.page.clock.fast_forward("00:02")
        await expect(says).to_have_text("Kept as your draft.")
        await ana.opens(PAGE)
        await expect(box).to_have_value(words)
    read_all(world)


async def test_a_press_reaches_what_lies_under_the_finger_though_something_happens_meanwhile(
    world: World, screen: Opener
) -> None:
    await world.mail(QUESTION_S4, subject="Greeting")
    ana = await at_ticket(world, screen, "ana")
    place = await ana.page.get_by_role("button", name="Claim it").bounding_box()
    assert place
    await ana.page.mouse.move(place["x"] + 5, place["y"] + 5)
    await ana.page.mouse.down()
    async with ana.page.expect_response(f"**{PAGE}"):
        await world.deskbot.agents.set(1001, {"severity": "S3"}, "ben")
        await ana.page.clock.fast_forward("00:02")

    async with ana.page.expect_navigation():
        await ana.page.mouse.up()

    await ana.sees("Assigned.")
    assert world.ticket()["owner"] == "ana"
    read_all(world)
