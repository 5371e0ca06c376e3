"""More than is taken at once is said before it is sent; whatever becomes of a press, what was written is not lost."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect

from tests.browser.chromium import PHONE, Screen
from tests.browser.conftest import Opener
from tests.browser.test_console import read_all
from tests.flow.browser import admitted
from tests.flow.mails import QUESTION_S4
from tests.flow.test_reader_page import reported
from tests.harness import World, running_world

PAGE = "/console/tickets/1001"
LARGEST = 300_000
WORDS = "Press 7, then 1."


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """A desk whose readers get links to their page, and whose mails may not be large."""
    async with running_world(database_url, simulate=True, smtp_size_limit=LARGEST * 4 // 3) as running:
        yield running


async def at_ticket(world: World, screen: Opener, *size: int, script: bool = True) -> Screen:
    await admitted(world, "ana", staff="ana")
    await world.mail(QUESTION_S4, subject="Greeting")
    read_all(world)
    own = await (await screen(*size, script=script)).signs_in("ana")
    return await own.opens(PAGE)


def file(name: str, size: int) -> dict[str, object]:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": b"x" * size}


async def chooses(page: Page, field: str, *files: dict[str, object]) -> None:
    await page.locator(field).set_input_files(list(files))  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("kind", ["answer", "note"])
async def test_files_that_are_too_large_are_said_beside_them_before_anything_is_sent(
    world: World, screen: Opener, kind: str
) -> None:
    ana = await at_ticket(world, screen, *PHONE)
    page = ana.page
    button = page.get_by_role("button", name={"answer": "Send the answer", "note": "Add the note"}[kind])
    await page.locator(f"#{kind}-text").fill(WORDS)
    await chooses(page, f"#{kind}-files", file("small.bin", 10), file("large.bin", LARGEST))

    await button.click()
    await ana.sees("Not sent: the files have more than 293 kB together")
    await ana.is_fit_for_all()
    await expect(page.locator(f"#{kind}-text")).to_have_value(WORDS)
    await page.get_by_role("button", name="Leave large.bin out").click()
    await expect(page.locator(f"#{kind}-too-much")).to_be_hidden()
    await button.click()

    await ana.sees({"answer": "Your answer goes out in ten seconds.", "note": "Noted."}[kind])
    assert [len(one) for one in world.sql("SELECT sha256 FROM attachment")] == ([1] if kind == "note" else [])


async def test_too_many_files_are_said_beside_them_before_anything_is_sent(world: World, screen: Opener) -> None:
    ana = await at_ticket(world, screen)

    await chooses(ana.page, "#note-files", *(file(f"{number}.txt", 5) for number in range(21)))
    await ana.page.get_by_role("button", name="Add the note").click()

    await ana.sees("Not sent: these are 21 files, and 20 go together at the most.")


async def test_a_reader_is_told_before_anything_is_sent_that_files_are_too_large(world: World, screen: Opener) -> None:
    own = await screen(*PHONE)
    await own.opens(await reported(world))
    await own.page.get_by_label("Your message").fill(WORDS)
    await chooses(own.page, "#files", file("large.bin", LARGEST + 1))

    await own.page.get_by_role("button", name="Send").click()
    await own.sees("That is more than we take at once")
    await own.is_fit_for_all()
    await expect(own.page.get_by_label("Your message")).to_have_value(WORDS)
    await chooses(own.page, "#files", file("small.bin", 5))
    await own.page.get_by_role("button", name="Send").click()

    await own.sees("We have it.")
    await world.settle()
    world.read += world.mailbox.letters


async def test_without_script_the_page_says_what_was_too_much_and_back_brings_the_words_again(
    world: World, screen: Opener
) -> None:
    ana = await at_ticket(world, screen, script=False)
    box = ana.page.get_by_label("What you answer")
    await box.fill(WORDS)
    await chooses(ana.page, "#answer-files", file("large.bin", 3 * 1_048_576))

    await ana.page.get_by_role("button", name="Send the answer").click()
    await ana.sees("What you sent has 3.0 MB, and 293 kB of words and files go at once at the most.")
    await ana.sees("Nothing of it was read, sent or kept.")
    ana.expects("413")
    await ana.page.go_back()

    await expect(box).to_have_value(WORDS)


async def test_without_script_a_reader_finds_their_words_again_by_going_back(world: World, screen: Opener) -> None:
    own = await screen(*PHONE, script=False)
    await own.opens(await reported(world))
    await own.page.get_by_label("Your message").fill(WORDS)
    await chooses(own.page, "#files", file("large.bin", 3 * 1_048_576))

    await own.page.get_by_role("button", name="Send").click()
    await own.sees("Go back in your browser: what you wrote still stands there.")
    own.expects("413")
    await own.page.go_back()

    await expect(own.page.get_by_label("Your message")).to_have_value(WORDS)


DRAGGED = """(where) => {
  const held = new DataTransfer();
  held.items.add(new File(["INVITE"], "call.pcap"));
  const by = (kind, data) => !document.querySelector(where).dispatchEvent(
    new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
  const words = new DataTransfer();
  words.items.add("some words", "text/plain");
  return [by("dragover", held), by("drop", held), by("dragover", words), by("drop", words)];
}"""
KEPT = [True, True, False, False]
"""Of a file that is dragged over and dropped, and of words: whether the browser is kept from what it does by itself."""


async def test_a_file_that_is_dropped_beside_a_form_does_not_open_in_place_of_the_page(
    world: World, screen: Opener
) -> None:
    ana = await at_ticket(world, screen)

    for where in ("header.top", "#timeline", "main"):
        assert await ana.page.evaluate(DRAGGED, where) == KEPT, where
    await expect(ana.page.locator(".picked li")).to_have_count(0)
    own = await screen(*PHONE)
    await world.mail(QUESTION_S4, subject="Another", message_id="<another@brightpathvoice.example>")
    read_all(world)
    await own.opens(await reported(world, "phones down at the other site", subject="Other"))
    for where in ("header.top", "#words", "#said"):
        assert await own.page.evaluate(DRAGGED, where) == KEPT, where
    read_all(world)


async def test_who_comes_back_to_a_ticket_finds_in_the_list_the_files_that_the_browser_still_holds(
    world: World, screen: Opener
) -> None:
    ana = await at_ticket(world, screen)
    await chooses(ana.page, "#answer-files", file("trace.log", 10))
    await expect(ana.page.locator("#answer-picked li")).to_have_count(1)

    await ana.opens("/console/account")
    await ana.page.go_back()
    await ana.page.wait_for_load_state()

    held = "[...document.getElementById('answer-files').files].map((one) => one.name)"
    names = await ana.page.evaluate(held)
    await expect(ana.page.locator("#answer-picked li")).to_have_count(len(names))
    # As a browser does it that fills the field of a page which it has loaded anew.
    await ana.page.evaluate("""() => {
      const all = new DataTransfer();
      all.items.add(new File(["1"], "restored.log"));
      document.getElementById("answer-files").files = all.files;
      dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    }""")
    await expect(ana.page.locator("#answer-picked li")).to_contain_text(["restored.log"])
