"""A reseller's people see and work on their ticket by the link in a letter, without an account; nobody else does."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime

import pytest
from lxml import html
from typer.testing import CliRunner

from deskbot.cli import build
from deskbot.model.account import DeskRole
from deskbot.model.gsm import segments
from deskbot.simulators.mailbox import Letter
from deskbot.simulators.world import TEXT_NUMBER
from deskbot.store.witness import table_locked
from deskbot.web.reader_page.reader_page import MOST_POSTS
from tests.flow.browser import Browser, admitted
from tests.flow.mails import QUESTION_S4
from tests.flow.test_the_desk_by_mail import token_of, with_file
from tests.harness import ANA, DESK_YAML, World, running_world

VAGUE = "phones down at one site, please help. Two of forty phones cannot call out since this morning."
TY, JANA, TY_PHONE = "ty@brightpathvoice.example", "jana@rheinruf.example", "+15125550120"


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """A desk whose pages can be reached, so that letters carry links to them."""
    async with running_world(database_url, simulate=True) as running:
        yield running


@pytest.fixture(name="browser")
async def a_browser(world: World) -> AsyncIterator[Browser]:
    opened = Browser(world)
    yield opened
    await opened.closes()


def link_in(letter: Letter) -> str:
    """Return the path to which a letter leads; there must be one."""
    found = re.search(r"http://127\.0\.0\.1:\d+(/t/\S+)", letter.text)
    assert found, letter.text
    return found[1]


async def reported(
    world: World, text: str = VAGUE, *, subject: str = "Phones", sender: str = TY, proven: bool = True
) -> str:
    """Report something; return the link in the answer."""
    await world.mail(text, subject=subject, sender=sender, proven=proven)
    world.briefing()
    return link_in(world.letter(sender))


def missing(world: World, number: int = 1001) -> list[str]:
    return world.ticket(number)["missing"]


async def test_a_letter_leads_to_the_ticket_and_looking_at_it_does_nothing(world: World, browser: Browser) -> None:
    link = await reported(world)
    before = (world.ticket(), world.timeline())

    for _ in range(2):
        await browser.opens(link)

    assert browser.answer.status_code == 200
    assert "T-1001 Phones" in browser.text
    assert "Two of forty phones cannot call out" in browser.text
    assert (world.ticket(), world.timeline()) == before
    headers = browser.answer.headers
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert "noindex" in headers["X-Robots-Tag"]
    assert not browser.client.cookies


async def test_a_desk_that_cannot_be_reached_from_outside_writes_no_links(database_url: str) -> None:
    async with running_world(database_url) as world:
        await world.mail(VAGUE)
        world.briefing()
        assert "/t/" not in world.letter().text


async def test_what_is_missing_is_asked_for_and_what_is_filled_in_goes_on_the_ticket_as_their_message(
    world: World, browser: Browser
) -> None:
    link = await reported(world)
    assert "host_id" in missing(world)

    await browser.opens(link)
    assert "What we still need" in browser.text
    await browser.sends("Send", **{"fact-host_id": "3G-88C1-0457", "words": "It began at eight."})

    assert browser.path == link
    assert "We have it." in browser.text
    await world.settle()
    assert "host_id" not in missing(world)
    kind, text = next(one for one in reversed(world.timeline()) if one[0] == "message")
    assert (kind, text) == ("message", "It began at eight.\n\nhost id: 3G-88C1-0457")
    assert world.sql("SELECT author, verified FROM timeline WHERE kind = 'message' ORDER BY id DESC LIMIT 1") == [
        (f"Ty Okafor <{TY}>", True)
    ]
    world.briefing()
    letter = world.letter()
    assert "Your message was added to ticket T-1001." in letter.text
    assert letter.mail["In-Reply-To"]
    await browser.opens(link)
    assert "You" in browser.text
    assert "It began at eight." in browser.text


async def test_the_same_form_sent_twice_is_one_message(world: World, browser: Browser) -> None:
    link = await reported(world)
    await browser.opens(link)
    fields = dict(html.fromstring(browser.answer.text).forms[0].form_values())

    for _ in range(2):
        await browser.client.post(link, data=fields | {"words": "Still two of forty."})
    await world.settle()

    assert [text for kind, text in world.timeline() if kind == "message"] == [VAGUE, "Still two of forty."]
    world.briefing()
    world.letter()


async def test_other_words_in_a_form_that_was_sent_before_are_another_message(world: World, browser: Browser) -> None:
    link = await reported(world)
    for words in ("Still two of forty.", "Now ALL phones are dead, nobody can call. Please call!"):
        answer = await browser.client.post(link, data={"once": "the same page", "words": words})
        assert "We have it." in answer.text
    await world.settle()

    messages = [text for kind, text in world.timeline() if kind == "message"]
    assert "Now ALL phones are dead" in " ".join(messages)  # what sounds urgent has its turn before the other
    assert "Still two of forty." in messages
    assert world.ticket()["severity"] == "S1"
    world.read += world.mailbox.letters
    world.twilio.phones[ANA].take_text()


async def test_what_programs_and_nobodys_accounts_do_stands_there_as_the_desks_doing_without_their_names(
    world: World, browser: Browser
) -> None:
    link = await reported(world)
    agents = world.deskbot.agents
    async with agents.ticket(1001) as (session, ticket):
        await agents.answer(session, ticket, "We look into it.", "lea-account")
    for _ in range(2):
        await agents.close(1001, "api:robot")
    await world.settle()
    world.read += world.mailbox.letters

    await browser.opens(link)

    said = browser.text.split("What was said")[1]
    assert "lea-account" not in said
    assert "robot" not in said
    assert "Marked as solved" not in said
    assert said.count("Closed by the Service Desk.") == 1
    assert [kind for kind, text in world.timeline() if text == "Closed."] == ["state"]


async def test_files_are_kept_as_those_of_a_mail_are_and_named_on_the_page(world: World, browser: Browser) -> None:
    link = await reported(world)
    await browser.opens(link)
    once = html.fromstring(browser.answer.text).forms[0].fields["once"]

    await browser.client.post(
        link,
        data={"once": once, "words": ""},
        files=[("files", ("../../rack.jpg", b"\xff\xd8\xff picture", "image/jpeg")), ("files", ("a.log", b"log", ""))],
    )
    await world.settle()

    assert world.sql("SELECT filename, size FROM attachment ORDER BY id") == [("rack.jpg", 11), ("a.log", 3)]
    await browser.opens(link)
    assert "Files: rack.jpg, a.log" in browser.text
    newest = world.sql("SELECT max(id) FROM attachment")[0][0]
    found = await browser.client.get(f"{link}/files/{newest}")
    assert (found.status_code, found.content) == (200, b"log")
    assert found.headers["content-type"] == "application/octet-stream"
    assert found.headers["content-disposition"] == "attachment; filename*=UTF-8''a.log"
    assert "sandbox" in found.headers["content-security-policy"]
    world.briefing()
    world.letter()


async def test_a_file_of_the_desks_is_there_if_it_was_sent_and_nothing_that_stays_inside(
    world: World, browser: Browser
) -> None:
    await world.mail(VAGUE, subject="Phones")
    briefing = world.briefing()
    link = link_in(world.letter())
    for number, (text, name, kind, content) in enumerate(
        (
            ("See the sheet.", "sheet.pdf", "application/pdf", b"%PDF-1.4\n"),
            ("Open menu 7.", "ours.eml", "message/rfc822", briefing.raw),
            ("#note\nWhat they owe us.", "bill.pdf", "application/pdf", b"%PDF-1.5\n"),
        )
    ):
        raw = with_file(briefing, text, name, kind, content).replace(b"<file@", f"<file{number}@".encode())
        await world.smtp(raw, token_of(briefing))
        await world.settle()
    world.letter(), world.letter("ana@desk.example")

    await browser.opens(link)

    assert "sheet.pdf" in browser.text
    assert "ours.eml" not in browser.text
    assert "bill.pdf" not in browser.text
    answers = {
        name: (await browser.client.get(f"{link}/files/{file}")).status_code
        for file, name in world.sql("SELECT id, filename FROM attachment")
    }
    assert answers == {"sheet.pdf": 200, "ours.eml": 404, "bill.pdf": 404}


async def test_a_picture_pasted_into_a_mail_is_on_the_page_and_that_of_a_signature_is_not(
    world: World, browser: Browser
) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = TY, "support@desk.example", "Phones"
    mail["Date"], mail["Message-ID"] = format_datetime(world.now), "<pasted@x.example>"
    mail.set_content(VAGUE)
    mail.add_alternative(f'<p>{VAGUE}</p><img src="cid:seen@x"><p>Ty</p><img src="cid:logo@x">', subtype="html")
    for name, size in (("seen", 30_000), ("logo", 900)):
        picture = b"\x89PNG\r\n\x1a\n" + name.encode() * size
        mail.get_payload()[1].add_related(picture, "image", "png", cid=f"<{name}@x>", filename=f"{name}.png")
    await world.smtp(mail.as_bytes(), "support@desk.example")
    await world.settle()
    assert world.sql("SELECT filename, inline FROM attachment ORDER BY id") == [("seen.png", True), ("logo.png", True)]
    world.briefing()

    await browser.opens(link_in(world.letter(TY)))

    assert "Files: seen.png" in browser.text
    assert "logo.png" not in browser.text


async def test_nobody_gets_the_file_of_another_ticket(world: World, browser: Browser) -> None:
    theirs, mine = await reported(world), await reported(world, QUESTION_S4, subject="Voicemail", sender=JANA)
    await browser.opens(theirs)
    once = html.fromstring(browser.answer.text).forms[0].fields["once"]
    await browser.client.post(theirs, data={"once": once, "words": ""}, files=[("files", ("a.log", b"log", ""))])
    await world.settle()
    file = world.sql("SELECT id FROM attachment")[0][0]

    assert (await browser.client.get(f"{theirs}/files/{file}")).status_code == 200
    assert (await browser.client.get(f"{mine}/files/{file}")).status_code == 404
    assert (await browser.client.get(f"{mine}/files/{2**70}")).status_code == 404
    world.briefing()
    world.letter()


async def test_an_answer_that_nobody_can_read_comes_back_with_all_that_stood_in_the_form(
    world: World, browser: Browser
) -> None:
    link = await reported(world)
    await browser.opens(link)

    await browser.sends("Send", **{"fact-host_id": "the big one", "words": "It began at eight."})

    assert browser.answer.status_code == 422
    assert "We cannot read this as an answer." in browser.text
    assert 'value="the big one"' in browser.answer.text
    assert "It began at eight.</textarea>" in browser.answer.text
    await browser.sends("Send", **{"fact-host_id": "", "words": ""})
    assert "Write something, answer a question, or choose a file first." in browser.text
    assert world.sql("SELECT count(*) FROM inbound") == [(1,)]


async def test_more_than_a_mail_holds_is_not_taken_and_the_page_says_so(database_url: str) -> None:
    async with running_world(database_url, simulate=True, smtp_size_limit=400_000) as world:
        link = await reported(world)
        browser = Browser(world)
        for content in (b"x" * 350_000, b"x" * 1_000_000):
            answer = await browser.client.post(link, data={"once": "a"}, files={"files": ("a.bin", content)})
            assert answer.status_code == 413
            assert "more than we take at once" in answer.text
        assert world.sql("SELECT count(*) FROM inbound") == [(1,)]
        await browser.closes()


async def test_too_many_files_are_not_taken_the_page_says_how_many_may_come_and_keeps_the_words(
    world: World, browser: Browser
) -> None:
    link = await reported(world)

    answer = await browser.client.post(
        link,
        data={"once": "a", "words": "All the traces."},
        files=[("files", (f"{number}.txt", b"x")) for number in range(21)],
    )

    assert answer.status_code == 413
    assert "These are 21 files, and at most 20 go together. Nothing was sent yet" in answer.text
    assert "All the traces.</textarea>" in answer.text
    assert world.sql("SELECT count(*) FROM inbound") == [(1,)]


async def test_a_log_that_is_too_long_for_words_comes_back_whole_and_the_page_says_how_to_send_it(
    world: World, browser: Browser
) -> None:
    link = await reported(world)

    answer = await browser.client.post(link, data={"once": "a", "words": "x" * 20_001})

    assert answer.status_code == 422
    assert "These are 20001 characters, and at most 20000 are taken." in answer.text
    assert f"{'x' * 20_001}</textarea>" in answer.text
    assert world.sql("SELECT count(*) FROM inbound") == [(1,)]


async def test_who_looks_at_a_ticket_gets_no_link_by_which_to_act_as_its_reader(world: World, browser: Browser) -> None:
    link = await reported(world)
    await world.mail(f"As you said at https://desk.example{link} it is two of forty.", subject="[T-1001] Phones")
    world.read += world.mailbox.letters
    await admitted(world, "vic", DeskRole.VIEWER)
    await admitted(world, "ana", DeskRole.AGENT)
    token = link.rpartition("/")[2]

    for who in ("vic", "ana"):
        browser.client.cookies.clear()
        await browser.signs_in(who)
        await browser.opens("/console/tickets/1001")
        assert "/t/…" in browser.text
        assert token not in browser.answer.text
    for path in ("/entries/1", "/messages/2/raw"):
        assert token not in (await browser.client.get(f"/console/tickets/1001{path}")).text


async def test_a_flood_by_one_link_is_not_taken_and_what_was_written_comes_back(world: World, browser: Browser) -> None:
    link = await reported(world)
    for number in range(MOST_POSTS):
        answer = await browser.client.post(link, data={"once": str(number), "words": f"word {number}"})
        assert answer.url.query == b"said=added"

    answer = await browser.client.post(link, data={"once": "more", "words": "one more"})

    assert answer.status_code == 429
    assert "Please send it again in 1 min." in answer.text
    assert "one more</textarea>" in answer.text
    assert world.sql("SELECT count(*) FROM inbound") == [(1 + MOST_POSTS,)]
    world.clock.forward(timedelta(minutes=1))
    assert "said=added" in str((await browser.client.post(link, data={"once": "more", "words": "one more"})).url)
    await world.settle()
    world.read += world.mailbox.letters


async def test_who_presses_again_and_again_is_stopped_before_the_desk_drowns(world: World, browser: Browser) -> None:
    link = await reported(world, QUESTION_S4)
    for number in range(MOST_POSTS):
        await browser.client.post(f"{link}/urgent", data={"once": str(number)})
    answer = await browser.client.post(f"{link}/urgent", data={"once": "more"})

    assert answer.status_code == 429
    await world.settle()
    world.read += world.mailbox.letters
    world.twilio.phones[ANA].take_text()


async def test_what_no_database_takes_is_left_out_of_a_form(world: World, browser: Browser) -> None:
    link = await reported(world)
    await browser.client.post(link, data={"once": "1", "fact-\0": "x", "words": "hel\0lo"})
    odd = {"Content-Type": "multipart/form-data; boundary=X; charset=unicode_escape"}
    body = b'--X\r\nContent-Disposition: form-data; name="words"\r\n\r\n\\ud800\r\n--X--\r\n'
    assert (await browser.client.post(link, content=body, headers=odd)).status_code == 400
    await world.settle()

    assert [text for kind, text in world.timeline() if kind == "message"][1:] == ["hello"]
    world.read += world.mailbox.letters


async def test_solved_is_asked_for_once_more_and_then_closes_the_ticket(world: World, browser: Browser) -> None:
    link = await reported(world)

    await browser.opens(f"{link}/solved")
    assert world.ticket()["state"] == "waiting-reseller"
    await browser.sends("Yes, it is solved")

    assert world.ticket()["state"] == "resolved"
    assert "T-1001 is closed. Any answer opens it again." in browser.text
    await browser.client.post(f"{link}/solved", data={"once": "another"})
    await world.settle()
    assert [kind for kind, _ in world.timeline()].count("state") == 1
    assert "Solved, says the reseller" in world.briefing().mail["Subject"]


async def test_urgent_is_asked_for_once_more_then_pages_and_says_who_has_taken_it(
    world: World, browser: Browser
) -> None:
    link = await reported(world, QUESTION_S4)
    await browser.opens(f"{link}/urgent")
    assert "Is it urgent?" in browser.text
    assert world.sql("SELECT count(*) FROM page") == [(0,)]

    await browser.sends("Yes, call somebody")
    await world.settle()

    assert world.ticket()["severity"] == "S2"
    assert "T-1001 is urgent now" in browser.text
    assert "made urgent" in world.briefing().mail["Subject"]
    await browser.opens(link)
    assert "Somebody on call is being called for it now." in browser.text
    world.twilio.phones[ANA].take_text()
    await world.text(ANA, "1a", "T-1001")
    await world.settle()
    await browser.opens(link)
    assert "Ana" in browser.text
    assert "has taken ticket T-1001" in browser.text
    assert "Ana" in world.letter().text


async def test_what_stands_in_the_form_is_sent_before_it_is_asked_whether_it_is_urgent_or_solved(
    world: World, browser: Browser
) -> None:
    link = await reported(world)
    await browser.opens(link)

    await browser.sends("It is urgent", **{"words": "Now nobody can call.", "fact-host_id": "the big one"})

    assert "We have what you wrote." in browser.text
    assert "Is it urgent?" in browser.text
    await world.settle()
    (_, said) = [text for kind, text in world.timeline() if kind == "message"]
    assert said.startswith("Now nobody can call.")
    assert "the big one" in said
    await (await browser.opens(link)).sends("It is solved")
    assert browser.answer.url.path.endswith("/solved")
    assert "We have" not in browser.text
    world.read += world.mailbox.letters
    assert "T-1001 S1" in world.twilio.phones[ANA].take_text()


async def test_solved_stands_there_as_the_readers_own_doing_and_a_longer_link_leads_nowhere(
    world: World, browser: Browser
) -> None:
    link = await reported(world)
    await (await browser.opens(f"{link}/solved")).sends("Yes, it is solved")

    await browser.opens(link)

    assert re.search(r"You [^.]*Marked as solved", browser.text)
    for longer in ("/", "/urgent/x", f"/files/{10**19}"):
        await browser.opens(link + longer)
        assert browser.answer.status_code == 404
        assert "Answer our last message to you instead" in browser.text
    world.read += world.mailbox.letters


async def test_a_link_is_dead_when_its_contact_has_left_its_time_is_over_or_it_is_another_ones(
    world: World, browser: Browser
) -> None:
    link = await reported(world)
    other = await reported(world, sender=JANA)
    forged = [
        link.replace("1001", "1002"),
        other.replace("1002", "1001"),
        f"{link}a",
        link[:-1] + ("a" if link[-1] != "a" else "b"),
        "/t/1001.999999999.aaaaaaaaaaaaaaaa",
        "/t/x",
    ]
    pages = set()
    for path in forged:
        await browser.opens(path)
        assert browser.answer.status_code == 404, path
        pages.add(browser.answer.text)
    world.sql("UPDATE contact SET active = false WHERE id = 1")
    for path in (link, f"{link}/urgent"):
        await browser.opens(path)
        assert browser.answer.status_code == 404
        pages.add(browser.answer.text)
    for path in (link, f"{link}/solved", f"{link}/urgent", f"{link}/end"):
        assert (await browser.client.post(path, data={"words": "hello", "once": "a"})).status_code == 404
    world.sql("UPDATE contact SET active = true WHERE id = 1")
    assert (await browser.opens(link)).answer.status_code == 200
    world.clock.forward(timedelta(days=31))
    await browser.opens(link)
    assert browser.answer.status_code == 404
    pages.add(browser.answer.text)
    assert len(pages) == 1
    assert world.sql("SELECT count(*) FROM inbound") == [(2,)]


async def test_who_has_moved_to_another_reseller_sees_nothing_of_the_first(world: World, browser: Browser) -> None:
    link = await reported(world)

    world.sql("UPDATE contact SET reseller_id = 2 WHERE id = 1")

    assert (await browser.opens(link)).answer.status_code == 404


async def test_links_that_were_taken_back_open_nothing_and_the_next_letter_brings_another(
    world: World, browser: Browser
) -> None:
    link = await reported(world)
    await browser.opens(link)

    await browser.sends("End this link")

    assert "The link has ended." in browser.text
    assert (await browser.opens(link)).answer.status_code == 404
    await world.mail("The host id is 3G-88C1-0457.", subject="Re: Phones [T-1001]")
    world.briefing()
    anew = link_in(world.letter())
    assert anew != link
    assert (await browser.opens(anew)).answer.status_code == 200
    assert (await browser.opens(link)).answer.status_code == 404


async def test_the_desk_can_end_all_links_of_a_contact_and_of_nobody_else(
    world: World, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = [await reported(world), await reported(world, "Something else: the fax rings forever.", subject="Fax")]
    other = await reported(world, sender=JANA)
    monkeypatch.setenv("DESKBOT_DATABASE_URL", world.deskbot.database.url)
    monkeypatch.setenv("DESKBOT_DESK_FILE", str(DESK_YAML))

    ended = await asyncio.to_thread(CliRunner().invoke, build(), ["contacts", "end-links", TY])

    assert ended.exit_code == 0, ended.output
    assert "The links to 2 tickets lead nowhere now" in ended.output
    assert [(await browser.opens(one)).answer.status_code for one in (*theirs, other)] == [404, 404, 200]


async def test_whoever_never_proved_who_they_are_sees_what_is_theirs_and_can_only_add_to_it(
    world: World, browser: Browser
) -> None:
    link = await reported(world, proven=False)
    world.sql(
        "INSERT INTO timeline (ticket_number, at, kind, author, public, verified, text, data) "
        "VALUES (1001, now(), 'reply', 'ana', true, true, 'the directory says Hollis', '{}')"
    )

    await browser.opens(link)

    assert "Two of forty phones" in browser.text
    assert "Hollis" not in browser.text
    assert "It is urgent" not in browser.text
    assert not re.search(r"\bS[1-4]\b", browser.text)  # what we think of it is told to those whom we know
    for what in ("solved", "urgent"):
        assert (await browser.opens(f"{link}/{what}")).answer.status_code == 404
        assert (await browser.client.post(f"{link}/{what}", data={"once": "a"})).status_code == 404
    await browser.opens(link)
    await browser.sends("Send", words="It is solved, please close the ticket.")
    await world.settle()
    assert world.ticket()["state"] != "resolved"
    assert world.sql("SELECT verified FROM timeline WHERE kind = 'message' ORDER BY id") == [(False,), (False,)]
    world.briefing()


async def test_hostile_words_and_names_stay_words(world: World, browser: Browser) -> None:
    evil = '<script>alert("1")</script>'
    link = await reported(world, f"{VAGUE} {evil}", subject=f"Phones {evil}")

    await browser.opens(link)

    assert evil in browser.text
    assert "<script>alert" not in browser.answer.text


async def test_the_page_speaks_the_language_in_which_the_ticket_was_reported(world: World, browser: Browser) -> None:
    words = "Guten Tag, bei der Praxis Vogt fallen seit heute Morgen zwei Telefone aus, bitte um Hilfe."
    link = await reported(world, words, sender=JANA, subject="Telefone fallen aus")

    await browser.opens(link)

    assert 'lang="de"' in browser.answer.text
    assert "Was wir noch brauchen" in browser.text
    assert "Es ist dringend" in browser.text


async def test_a_link_to_a_ticket_that_was_merged_leads_to_where_it_is_worked_on(
    world: World, browser: Browser
) -> None:
    link = await reported(world)
    await reported(world, "Something else: the fax of another site rings forever.", subject="Fax")
    await world.deskbot.joining.merge(1001, 1002, "ana")
    await world.settle()

    await browser.opens(link)

    assert "T-1002 Fax" in browser.text
    world.letter()


async def test_words_of_any_script_come_through_as_they_were_written(world: World, browser: Browser) -> None:
    words = "\u0627\u0644\u0647\u0627\u062a\u0641 \u0644\u0627 \u064a\u0639\u0645\u0644 \U0001f4de"
    link = await reported(world)

    await browser.opens(link)
    await browser.sends("Send", words=words)
    await world.settle()

    assert ("message", words) in world.timeline()
    assert words in (await browser.opens(link)).text
    world.briefing()
    world.letter()


async def test_while_nothing_can_be_kept_the_page_says_so_and_what_comes_again_is_kept_once(
    world: World, browser: Browser
) -> None:
    link = await reported(world)
    await browser.opens(link)
    fields = dict(html.fromstring(browser.answer.text).forms[0].form_values()) | {"words": "Still two of forty."}

    with table_locked(world.deskbot.database.url, "inbound"):
        away = await browser.client.post(link, data=fields)
    again = await browser.client.post(link, data=fields)
    once_more = await browser.client.post(link, data=fields)
    await world.settle()

    assert (away.status_code, again.status_code, once_more.status_code) == (503, 200, 200)
    assert "nothing was kept" in away.text
    assert [text for kind, text in world.timeline() if kind == "message"] == [VAGUE, "Still two of forty."]
    world.briefing()
    world.letter()


async def test_what_the_page_has_acknowledged_is_in_the_database_before_anything_is_made_of_it(
    world: World, browser: Browser
) -> None:
    link = await reported(world)
    await browser.opens(link)

    await browser.sends("Send", words="Still two of forty.")

    assert "We have it." in browser.text
    assert world.sql("SELECT state FROM inbound WHERE channel = 'form'") == [("accepted",)]
    await world.settle()
    assert world.sql("SELECT state FROM inbound WHERE channel = 'form'") == [("ticketed",)]
    world.briefing()
    world.letter()


async def test_who_texts_gets_the_link_once_with_the_first_answer(world: World, browser: Browser) -> None:
    world.sql("INSERT INTO identity (contact_id, channel, address) VALUES (1, 'sms', %s)", TY_PHONE)
    phone, answers = world.twilio.phones[TY_PHONE], []
    for words in ("One phone at Bay Hotel has echo on every call", "50-77B3-E210"):
        await phone.sends(words, TEXT_NUMBER)
        await world.settle()
        answers.append(phone.take_text())

    assert [len(re.findall(r"/t/\S+", one)) for one in answers] == [1, 0]
    assert segments(answers[0]) <= 2
    found = re.search(r"/t/\S+", answers[0])
    assert found
    await browser.opens(found[0])
    assert "One phone at Bay Hotel" in browser.text
    await browser.sends("Send", words="It is worse at noon.")
    await world.settle()
    assert ("message", "It is worse at noon.") in world.timeline()
    while phone.unread:
        phone.take_text()
    while any(one not in world.read for one in world.mailbox.to("desk@desk.example")):
        world.briefing()
