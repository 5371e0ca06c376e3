"""Answers and notes of the console carry files: the reseller gets those of answers, and nobody those of notes."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from lxml import html

from deskbot.engine.ticket_list import TicketList
from deskbot.model.api_token import Scope
from deskbot.model.ticket_list import Filters
from tests.flow.browser import Browser, admitted
from tests.flow.programs import program
from tests.flow.test_reader_page import link_in
from tests.harness import World, running_world

QUESTION = "How do I change the greeting of the auto attendant? Host 3G-88C1-0457, Hollis Vet Clinic."
PAGE = "/console/tickets/1001"
SHEET = ("sheet.pdf", b"%PDF-1.4 the sheet")
TRACE = ("trace.log", b"one line")
LIMIT = 400_000


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """A desk whose readers get links to their page, and whose mails may not be large."""
    async with running_world(database_url, simulate=True, smtp_size_limit=LIMIT) as running:
        yield running


@pytest.fixture(name="link")
async def asked_by_a_reader(world: World) -> str:
    """A question is on the desk; return where its reader sees it."""
    await world.mail(QUESTION, subject="Greeting")
    world.briefing()
    return link_in(world.letter())


@pytest.fixture(name="ana")
async def ana_at_the_ticket(world: World, link: str) -> AsyncIterator[Browser]:
    assert link
    await admitted(world, "ana", staff="ana")
    browser = await Browser(world).signs_in("ana")
    yield await browser.opens(PAGE)
    await browser.closes()


def enclosed(world: World) -> list[tuple[str | None, object]]:
    """Return the files of the reseller's next letter."""
    return [(one.get_filename(), one.get_payload(decode=True)) for one in world.letter().mail.iter_attachments()]


def on_the_ticket(world: World) -> list[tuple[str, str]]:
    """Return what the desk wrote with files: as what, and the file's name."""
    query = "SELECT kind, filename FROM attachment JOIN timeline ON timeline.id = entry_id ORDER BY attachment.id"
    return world.sql(query)  # pyright: ignore[reportReturnType]


async def test_an_answers_files_go_out_with_it_and_stand_on_the_timeline(world: World, ana: Browser, link: str) -> None:
    await ana.sends("Send the answer", [SHEET, TRACE], text="See the sheet.")
    assert "With sheet.pdf, trace.log" in ana.text
    assert not world.unread_letters()

    await world.forward(seconds=10)

    assert enclosed(world) == [SHEET, TRACE]
    assert on_the_ticket(world) == [("reply", "sheet.pdf"), ("reply", "trace.log")]
    await ana.opens(PAGE)
    assert "sheet.pdf application/pdf, 18 bytes" in ana.text
    ((file,),) = world.sql("SELECT id FROM attachment WHERE filename = 'sheet.pdf'")
    assert (await ana.client.get(f"{PAGE}/files/{file}")).content == SHEET[1]
    assert (await ana.client.get(f"/console/tickets/1002/files/{file}")).status_code == 404
    assert (await ana.client.get(f"{link}/files/{file}")).content == SHEET[1]
    assert "Files: sheet.pdf, trace.log" in (await ana.opens(link)).text


async def test_a_notes_files_stay_inside(world: World, ana: Browser, link: str) -> None:
    await world.mail("Another reseller's.", sender="jana@rheinruf.example", message_id="<other@rheinruf.example>")
    world.letter("jana@rheinruf.example")
    world.briefing()
    await ana.sends("Add the note", [SHEET], text="What the carrier says.")
    await world.settle()

    assert on_the_ticket(world) == [("note", "sheet.pdf")]
    assert "sheet.pdf" in (await ana.opens(PAGE)).text
    ((file,),) = world.sql("SELECT id FROM attachment")
    assert (await ana.client.get(f"{link}/files/{file}")).status_code == 404
    assert "sheet.pdf" not in (await ana.opens(link)).text
    robot = await program(world, Scope.TICKETS_READ)
    theirs = await program(world, Scope.TICKETS_READ, name="theirs", reseller="brightpath")
    assert await robot.asks(f"/attachments/{file}") == SHEET[1]
    await theirs.is_refused(404, "GET", f"/attachments/{file}")
    found = [one["files"] for one in (await robot.asks("/tickets/1001/messages"))["items"]]
    assert [one[0]["name"] for one in found if one] == ["sheet.pdf"]
    await robot.closes()
    await theirs.closes()


async def test_what_is_found_by_the_name_of_a_file_is_found_by_the_desk_alone_where_it_stays_inside(
    world: World, ana: Browser
) -> None:
    await ana.sends("Add the note", [("invoice-of-may.pdf", b"1")], text="What they owe us.")
    await ana.opens(PAGE)
    await ana.sends("Send the answer", [("wiring-of-june.pdf", b"2")], text="So it is wired.")
    await world.forward(seconds=20)
    world.letter()
    await world.deskbot.search_sheets.round()
    lists = TicketList(world.deskbot.database)

    for word, seen in (("invoice-of-may", False), ("wiring-of-june", True)):
        assert "T-1001" in (await ana.opens(f"/console/tickets?q={word}")).text
        assert bool((await lists.find(Filters(words=word, public=True))).tickets) is seen, word


async def test_what_is_taken_back_is_a_draft_again_with_its_files(world: World, ana: Browser) -> None:
    await ana.sends("Send the answer", [SHEET], text="See the sheet.")

    await ana.sends("Take it back")
    await world.forward(minutes=1)

    assert not world.unread_letters()
    await ana.opens(PAGE)
    assert "sheet.pdf 18 bytes, kept with your draft" in ana.text
    await ana.sends("Send the answer")
    await world.forward(seconds=10)
    assert enclosed(world) == [SHEET]


async def test_files_are_kept_whatever_comes_of_a_press_until_they_are_taken_off(world: World, ana: Browser) -> None:
    await ana.sends("Preview", [SHEET], text="")
    assert "sheet.pdf" in ana.text
    await ana.sends("Send the answer", [TRACE], text=" ")
    assert "The answer is empty" in ana.text
    assert "trace.log" in ana.text
    fields = {"form_key": ana.answer.text.split('name="form_key" value="')[1].split('"')[0]}
    saved = await ana.client.post(
        f"{PAGE}/draft", data=fields | {"kind": "answer", "text": ""}, headers={"Origin": ana.base}
    )
    assert saved.json() == {"kept": True}

    await ana.opens(PAGE)
    await ana.unticks("sheet.pdf").sends("Keep as draft", text="The log alone.")
    assert "sheet.pdf" not in (await ana.opens(PAGE)).text
    await ana.sends("Send the answer")
    await world.forward(seconds=10)

    assert enclosed(world) == [TRACE]


async def test_a_finger_that_presses_twice_sends_once(world: World, ana: Browser) -> None:
    before = ana.answer
    await ana.sends("Send the answer", [SHEET], text="See the sheet.")
    ana.answer = before
    await ana.sends("Send the answer", [SHEET], text="See the sheet.")

    await world.forward(seconds=10)

    assert enclosed(world) == [SHEET]
    assert not world.unread_letters()
    assert world.sql("SELECT count(*) FROM draft") == [(0,)]


async def test_what_is_too_much_is_not_taken_and_the_words_are_kept(world: World, ana: Browser) -> None:
    largest = LIMIT * 3 // 4
    await ana.sends("Send the answer", [("a.bin", b"x" * (largest + 1))], text="All of it.")
    assert ana.answer.status_code == 422
    assert "the new ones were left out" in ana.text
    assert ">All of it.</textarea>" in ana.answer.text
    await world.forward(minutes=1)

    assert not world.unread_letters()
    assert world.sql("SELECT count(*) FROM held_answer") == [(0,)]


async def test_what_is_never_read_is_said_with_its_size_and_what_may_come_and_how_to_have_the_words_again(
    world: World, ana: Browser
) -> None:
    await ana.sends("Send the answer", [("a.bin", b"x" * 3_000_000)], text="All of it.")

    assert ana.answer.status_code == 413
    assert "What you sent has 2.9 MB, and 293 kB of words and files go at once at the most." in ana.text
    assert "Nothing of it was read, sent or kept. Go back in your browser" in ana.text
    assert world.sql("SELECT count(*) FROM draft") == [(0,)]


URLENCODED = {"Content-Type": "application/x-www-form-urlencoded"}
MULTIPART = {"Content-Type": "multipart/form-data; boundary=b"}


async def in_pieces(content: bytes) -> AsyncIterator[bytes]:
    """Send something without saying its size before."""
    yield content


@pytest.mark.parametrize(
    ("headers", "content", "status", "says"),
    [
        (MULTIPART, b"--b\r\nno form", 400, "It was cut off, or is no form of ours."),
        (MULTIPART, b"", 400, "It was cut off, or is no form of ours."),
        (MULTIPART, in_pieces(b"--b--"), 413, "What you sent does not say its size, and 293 kB of words and files go"),
        (URLENCODED, b"text=\xff", 400, "It was cut off, or is no form of ours."),
        (URLENCODED, in_pieces(b"text=\xff"), 400, "It was cut off, or is no form of ours."),
        (URLENCODED, b"x" * 250_000, 413, "What you sent has 244 kB, and 195 kB of words go at once at the most."),
        (
            MULTIPART,
            b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n' + b"x" * 210_000 + b"\r\n--b--\r\n",
            413,
            "What you sent has 205 kB, and 195 kB of words go at once at the most.",
        ),
    ],
)
async def test_what_cannot_be_read_and_what_is_too_large_is_said_as_what_it_is(
    ana: Browser, headers: dict[str, str], content: bytes | AsyncIterator[bytes], status: int, says: str
) -> None:
    ana.answer = await ana.client.post(f"{PAGE}/answer", content=content, headers={**headers, "Origin": ana.base})

    assert (ana.answer.status_code, says.lower() in ana.text.lower()) == (status, True), ana.text


async def test_too_many_files_are_not_taken_and_the_words_are_kept(world: World, ana: Browser) -> None:
    await ana.sends("Add the note", [(f"{number}.txt", b"%d" % number) for number in range(21)], text="All traces.")

    assert ana.answer.status_code == 422
    assert "These are 21 files, and 20 go together at the most; the new ones were left out." in ana.text
    assert ">All traces.</textarea>" in ana.answer.text
    assert world.sql("SELECT words FROM draft") == [("All traces.",)]


@pytest.mark.parametrize("words", ["A long thought", ""])
@pytest.mark.parametrize("button", ["Keep as draft", "Send the answer"])
async def test_files_of_a_draft_that_a_page_has_not_shown_stay_with_what_that_page_sends(
    world: World, ana: Browser, button: str, words: str
) -> None:
    old = ana.answer
    await (await ana.opens(PAGE)).sends("Keep as draft", [SHEET], text=words)
    ana.answer = old

    await ana.sends(button, [TRACE], text="Hi")

    assert ana.answer.status_code == 409
    assert "Nothing was sent" in ana.text
    assert "sheet.pdf 18 bytes, kept with your draft" in ana.text
    assert "trace.log 8 bytes, kept with your draft" in ana.text
    together = "\n\n".join(filter(None, (words, "Hi")))
    assert f">{together}</textarea>" in ana.answer.text
    await ana.sends("Send the answer")
    await world.forward(seconds=10)
    assert enclosed(world) == [SHEET, TRACE]


async def test_files_stay_though_the_page_has_taken_up_the_words_beside_them_by_itself(
    world: World, ana: Browser
) -> None:
    old = ana.answer
    await (await ana.opens(PAGE)).sends("Keep as draft", [SHEET], text="A long thought")
    ana.answer = old
    form = next(one for one in html.fromstring(old.text).iter("form") if one.get("id") == "answer")
    given = {name: form.fields[name] for name in ("form_key", "draft")} | {"kind": "answer"}
    told = (await ana.client.post(f"{PAGE}/draft", data=given | {"text": "Hi"}, headers={"Origin": ana.base})).json()
    assert told["other"] == "A long thought"
    both, token = "A long thought\n\nHi", {"draft": told["draft"]}
    await ana.client.post(f"{PAGE}/draft", data=given | token | {"text": both}, headers={"Origin": ana.base})

    await ana.sends("Send the answer", text=both, **token)

    assert ana.answer.status_code == 409
    assert "Nothing was sent: files of another draft of yours stand here" in ana.text
    assert f">{both}</textarea>" in ana.answer.text
    await ana.unticks("sheet.pdf").sends("Send the answer")
    await world.forward(seconds=10)
    assert enclosed(world) == []


async def test_where_the_files_of_two_drafts_are_too_many_together_all_are_kept_and_it_is_said(
    world: World, ana: Browser
) -> None:
    first, second = ([(f"{name}{number}.txt", f"{name}{number}".encode()) for number in range(12)] for name in "ab")
    old = ana.answer
    await (await ana.opens(PAGE)).sends("Keep as draft", first, text="A long thought")
    ana.answer = old

    await ana.sends("Send the answer", second, text="Hi")

    assert ana.answer.status_code == 409
    assert "These are 24 files, and 20 go together at the most: all of them are kept" in ana.text
    assert all(f"{name}{number}.txt" in ana.text for name in "ab" for number in range(12))
    await ana.sends("Send the answer")
    assert ana.answer.status_code == 422
    assert "These are 24 files, and 20 go together at the most: take some off" in ana.text
    assert "left out" not in ana.text
    for number in range(4):
        ana.unticks(f"b{number}.txt")
    await ana.sends("Send the answer")
    await world.forward(seconds=10)
    assert enclosed(world) == [*first, *second[4:]]


async def test_a_files_name_is_safe_and_its_type_no_mail_of_its_own(world: World, ana: Browser) -> None:
    names = [("../../etc/rack\u202egnp.exe", b"MZ"), ("ours.eml", b"From: a"), ('"; x=<b>.txt', b"b")]

    await ana.sends("Send the answer", names, text="Three files.")
    await world.forward(seconds=10)

    letter = world.letter().mail
    assert [one.get_filename() for one in letter.iter_attachments()] == ["rackgnp.exe", "ours.eml", "%22; x=_b_.txt"]
    assert all(not one.get_content_type().startswith("message/") for one in letter.iter_attachments())


async def test_nothing_is_taken_from_another_sites_form_or_with_a_wrong_key(world: World, ana: Browser) -> None:
    key = ana.answer.text.split('name="form_key" value="')[1].split('"')[0]
    for origin, given in (("http://other.example", key), (ana.base, "x" * len(key))):
        answer = await ana.client.post(
            f"{PAGE}/note",
            data={"form_key": given, "text": "Hm"},
            files=[("files", SHEET)],
            headers={"Origin": origin},
        )
        assert answer.status_code == 403
    assert world.sql("SELECT count(*) FROM draft") == [(0,)]
    assert world.sql("SELECT count(*) FROM attachment") == [(0,)]


async def test_an_answer_by_the_api_shows_its_files_on_the_timeline(world: World, ana: Browser) -> None:
    robot = await program(world, Scope.TICKETS_READ, Scope.TICKETS_WRITE)
    body = {"text": "See the sheet.", "files": [{"name": "sheet.txt", "content_type": "text/plain", "content": "aGk="}]}
    await robot.does("/tickets/1001/answers", body, "k1")
    await world.settle()

    assert enclosed(world) == [("sheet.txt", b"hi")]
    assert "sheet.txt text/plain" in (await ana.opens(PAGE)).text
    await robot.closes()
