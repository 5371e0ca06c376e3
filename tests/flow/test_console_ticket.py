"""The page about a ticket: whoever opens it sees all that was said and found, and acts on it."""

from __future__ import annotations

import asyncio
import os
import re
import threading
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from lxml import html

from deskbot.engine.admitting import Admitting, By
from deskbot.engine.composing import Composing
from deskbot.model.account import DeskRole
from deskbot.model.api_token import Scope
from deskbot.wires.passwords import Passwords
from tests.flow.browser import Browser, admitted
from tests.flow.mails import INCOMPLETE_S3
from tests.flow.programs import program
from tests.harness import ANA, World

OUTAGE = (
    "All phones at Hollis Vet Clinic are down since 11:40. Host 3G-88C1-0457, release 7.1.2. Call me: 512-555-0199."
)
QUESTION = "How do I change the greeting of the auto attendant? Host 3G-88C1-0457, Hollis Vet Clinic."
PAGE = "/console/tickets/1001"


@pytest.fixture(name="ana")
async def signed_in_ana(world: World) -> AsyncIterator[Browser]:
    await admitted(world, "ana", staff="ana")
    browser = Browser(world)
    await browser.signs_in("ana")
    yield browser
    await browser.closes()


@pytest.fixture(name="ben")
async def signed_in_ben(world: World) -> AsyncIterator[Browser]:
    await admitted(world, "ben", staff="ben")
    browser = Browser(world)
    await browser.signs_in("ben")
    yield browser
    await browser.closes()


async def asked(world: World, text: str = QUESTION, **more: str) -> None:
    """Let a reseller write, and read what they and the desk are told of it."""
    await world.mail(text, **more)
    world.letter()
    world.briefing()


async def test_a_ticket_shows_what_was_said_by_whom_and_what_deskbot_answered(world: World, ana: Browser) -> None:
    await asked(world, subject="Greeting")

    await ana.opens(PAGE)

    assert ana.answer.status_code == 200
    assert "T-1001 Greeting" in ana.text
    assert "Ty Okafor <ty@brightpathvoice.example> wrote, by mail" in ana.text
    assert QUESTION in ana.text
    assert "deskbot wrote by itself, by mail" in ana.text
    assert "mail to ty@brightpathvoice.example: sent" in ana.text
    assert "Brightpath Voice & Data (premium)" in ana.text
    assert len(ana.answer.content) < 100_000


async def test_facts_stand_with_the_words_that_they_came_from_and_what_is_missing(world: World, ana: Browser) -> None:
    await asked(world, "One phone at Hollis Vet Clinic has an echo now and then. Release 7.1.2.", subject="Echo")

    await ana.opens(PAGE)

    facts = ana.text[ana.text.index(" Facts None") if " Facts None" in ana.text else ana.text.index("Facts ") :]
    assert "7.1.2" in facts
    assert "in the words" in facts
    assert world.ticket()["missing"]
    assert "Missing Nothing" not in ana.text


async def test_why_shows_each_rule_with_what_it_stands_on(world: World, ana: Browser) -> None:
    await asked(world)

    await ana.opens(f"{PAGE}/why")

    (data,) = world.sql("SELECT data FROM timeline WHERE kind = 'decision'")[0]
    assert data["reasons"]
    for reason in data["reasons"]:
        assert reason["rule"] in ana.text


async def test_an_answer_goes_out_after_ten_seconds_under_its_authors_name(world: World, ana: Browser) -> None:
    await asked(world)
    await ana.opens(PAGE)

    await ana.sends("Send the answer", text="Press 7, then record it.")
    await world.settle()

    assert "Until then you can take it back." in ana.text
    assert not world.unread_letters()
    assert [kind for kind, _ in world.timeline() if kind == "reply"] == []
    await world.forward(seconds=9)
    assert not world.unread_letters()
    await world.forward(seconds=1)
    assert "Press 7, then record it." in world.letter().text
    assert ("reply", "Press 7, then record it.") in world.timeline()
    await ana.opens(PAGE)
    assert "Ana Ruiz answered, by mail" in ana.text
    assert "Take it back" not in ana.text


async def test_an_answer_that_is_taken_back_is_sent_to_nobody_and_is_a_draft_again(world: World, ana: Browser) -> None:
    await asked(world)
    await ana.opens(PAGE)
    await ana.sends("Send the answer", text="Never mind")

    await ana.sends("Take it back")
    await world.forward(seconds=60)

    assert "Nobody has read it" in ana.text
    assert not world.unread_letters()
    assert not [text for kind, text in world.timeline() if kind == "reply"]
    await ana.opens(PAGE)
    assert "Never mind" in ana.answer.text
    assert world.ticket()["first_response_at"] is None


async def test_what_has_gone_out_is_not_taken_back(world: World, ana: Browser) -> None:
    await asked(world)
    await ana.opens(PAGE)
    await ana.sends("Send the answer", text="Press 7.")
    await world.forward(seconds=10)
    world.letter()

    await ana.sends("Take it back")

    assert ana.answer.status_code == 422
    assert "it has gone out" in ana.text


async def test_an_answer_goes_out_once_though_its_alarm_rings_again_and_was_lost(world: World, ana: Browser) -> None:
    await asked(world)
    await ana.opens(PAGE)
    await ana.sends("Send the answer", text="Press 7.")
    world.sql("DELETE FROM procrastinate_jobs WHERE task_name = 'answer'")

    await world.forward(seconds=30)
    world.letter()
    (held,) = world.sql("SELECT id FROM held_answer")[0]
    from deskbot.engine.held_answers import HeldAnswers

    await HeldAnswers(world.deskbot.agents).look(held)
    await world.settle()

    assert len([kind for kind, _ in world.timeline() if kind == "reply"]) == 1


async def test_two_never_answer_at_once(world: World, ana: Browser, ben: Browser) -> None:
    await asked(world)
    await ana.opens(PAGE)
    await ben.opens(PAGE)
    await ana.sends("Send the answer", text="Press 7.")

    await ben.sends("Send the answer", text="Press 8.")

    assert ben.answer.status_code == 409
    assert "somebody has written since you opened this page" in ben.text
    assert "Press 7." in ben.text
    assert "Press 8." in ben.answer.text
    await world.forward(seconds=10)
    assert "Press 7." in world.letter().text
    assert not world.unread_letters()


async def test_who_has_read_what_was_written_meanwhile_may_send_all_the_same(world: World, ana: Browser) -> None:
    await asked(world)
    await ana.opens(PAGE)
    answer = world.mailbox.to("ty@brightpathvoice.example")[-1]
    await world.mail("It is the greeting at night.", answers=answer)
    world.briefing()

    await ana.sends("Send the answer", text="Press 7.")
    assert ana.answer.status_code == 409
    assert "It is the greeting at night." in ana.text
    await ana.sends("Send it all the same")
    await world.forward(seconds=10)

    assert "Press 7." in world.letter().text


async def test_what_comes_in_while_an_answer_waits_holds_it_back_and_its_writer_is_told(
    world: World, ana: Browser, ben: Browser
) -> None:
    await asked(world)

    async def the_reseller_writes() -> None:
        await world.mail(
            "Never mind: we found it ourselves.", subject="Re: [T-1001] Greeting", message_id="<m2@x.example>"
        )
        world.briefing()

    async def a_colleague_notes() -> None:
        await (await ben.opens(PAGE)).sends("Add the note", text="Do not tell them yet.")

    for writes, who in ((the_reseller_writes, "Ty Okafor"), (a_colleague_notes, "Ben Oyelowo")):
        await (await ana.opens(PAGE)).sends("Send the answer", text=f"Press 7, {who}.")
        await world.forward(seconds=5)
        await writes()
        await world.forward(seconds=10)

        told = world.letter("ana@desk.example")
        assert "Your answer was not sent" in told.text
        assert f"{who}" in told.text
        assert not world.unread_letters()
        assert not [text for kind, text in world.timeline() if kind == "reply"]
        await ana.opens(PAGE)
        assert f">Press 7, {who}.</textarea>" in ana.answer.text
    await ana.sends("Send the answer")
    await world.forward(seconds=10)
    assert "Press 7, Ben Oyelowo." in world.letter().text


async def test_who_sent_all_the_same_while_a_colleagues_answer_waited_is_not_held_back_by_it(
    world: World, ana: Browser, ben: Browser
) -> None:
    await asked(world)
    await ana.opens(PAGE)
    await ben.opens(PAGE)
    await ana.sends("Send the answer", text="Press 7.")
    await world.forward(seconds=5)
    await ben.sends("Send the answer", text="And then 8.")
    await ben.sends("Send it all the same")

    await world.forward(seconds=20)

    assert [text for kind, text in world.timeline() if kind == "reply"] == ["Press 7.", "And then 8."]
    world.letter(), world.letter()


async def test_a_note_stays_inside(world: World, ana: Browser) -> None:
    await asked(world)
    await ana.opens(PAGE)

    await ana.sends("Add the note", text="The carrier's ticket is TT-17.")
    await world.forward(minutes=1)

    assert "Noted. No reseller sees it." in ana.text
    assert "Ana Ruiz noted" in ana.text
    assert ("note", "The carrier's ticket is TT-17.") in world.timeline()


async def test_a_draft_is_kept_for_its_writer_alone_until_it_is_sent(world: World, ana: Browser, ben: Browser) -> None:
    await asked(world)
    await ana.opens(PAGE)

    await ana.sends("Keep as draft", text="Half a thought")

    assert "Half a thought" in (await ana.opens(PAGE)).answer.text
    assert "Half a thought" not in (await ben.opens(PAGE)).answer.text
    await ana.sends("Send the answer")
    await world.forward(seconds=10)
    assert "Half a thought" in world.letter().text
    assert world.sql("SELECT count(*) FROM draft") == [(0,)]


@pytest.mark.parametrize("button", ["Keep as draft", "Send the answer"])
async def test_a_draft_that_a_page_has_not_shown_is_not_written_over_by_it(
    world: World, ana: Browser, button: str
) -> None:
    await asked(world)
    old = (await ana.opens(PAGE)).answer
    await (await ana.opens(PAGE)).sends("Keep as draft", text="A long thought")
    ana.answer = old

    await ana.sends(button, text="Hi")

    assert ana.answer.status_code == 409
    assert "Nothing was sent: another draft of yours stands here" in ana.text
    assert world.sql("SELECT words FROM draft") == [("A long thought\n\nHi",)]
    assert ">A long thought\n\nHi</textarea>" in ana.answer.text
    await ana.sends("Send the answer", text="A long thought. Hi!")
    await world.forward(seconds=10)
    assert "A long thought. Hi!" in world.letter().text


async def test_a_page_writes_over_its_own_draft_as_often_as_it_is_written_on(world: World, ana: Browser) -> None:
    await asked(world)
    await ana.opens(PAGE)
    fields = dict(
        next(one for one in html.fromstring(ana.answer.text).iter("form") if one.get("id") == "answer").fields
    )

    for words in ("Hello wrld", "Hello world", ""):
        given = {"form_key": fields["form_key"], "draft": fields["draft"], "kind": "answer", "text": words}
        answer = await ana.client.post(f"{PAGE}/draft", data=given, headers={"Origin": ana.base})
        assert answer.json() == {"kept": True}

    assert world.sql("SELECT count(*) FROM draft") == [(0,)]


async def test_words_that_were_sent_or_given_up_lie_about_no_longer(world: World, ana: Browser) -> None:
    await asked(world)
    await ana.opens(PAGE)
    await ana.sends("Send the answer", text="The key is 1234.")
    await world.forward(seconds=10)
    world.letter()
    await ana.sends("Keep as draft", text="And one more thing")

    await world.forward(hours=2)
    await world.deskbot.retention.look()
    assert world.sql("SELECT state, words FROM held_answer") == [("sent", "")]
    await world.deskbot.agents.close(1001, "ana", "")
    await world.forward(days=20)
    await world.deskbot.retention.look()
    assert world.sql("SELECT words FROM draft") == [("And one more thing",)]
    world.clock.forward(timedelta(days=11))
    await world.deskbot.retention.look()

    assert world.sql("SELECT count(*) FROM draft") == [(0,)]
    world.read += world.mailbox.letters


async def test_an_empty_answer_is_not_sent(world: World, ana: Browser) -> None:
    await asked(world)
    await ana.opens(PAGE)

    await ana.sends("Send the answer", text="  ")

    assert ana.answer.status_code == 422
    assert "The answer is empty; nothing was sent." in ana.text


async def test_what_comes_from_outside_is_text_and_nothing_else(world: World, ana: Browser) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    await asked(world, f"{evil} {QUESTION}", subject=evil, sender=f'"{evil}" <ty@brightpathvoice.example>')

    await ana.opens(PAGE)

    assert "<script>alert" not in ana.answer.text
    assert "<img src=x" not in ana.answer.text
    assert "&lt;script&gt;alert(1)" in ana.answer.text


async def test_nobody_sees_a_ticket_without_signing_in_and_a_viewer_changes_nothing(world: World) -> None:
    await asked(world)
    stranger = Browser(world)
    assert (await stranger.opens(PAGE)).path == "/console/sign-in"
    await stranger.closes()

    await admitted(world, "vic", DeskRole.VIEWER)
    viewer = await Browser(world).signs_in("vic")
    await viewer.opens(PAGE)
    assert QUESTION in viewer.text
    assert "Send the answer" not in viewer.text
    from lxml import html

    key = html.fromstring(viewer.answer.text).xpath("//input[@name='form_key']/@value")[0]
    for deed in ("answer", "note", "take-back"):
        answer = await viewer.client.post(
            f"{PAGE}/{deed}", data={"form_key": key, "text": "x"}, headers={"Origin": viewer.base}
        )
        assert answer.status_code == 403
    assert not world.sql("SELECT id FROM held_answer")
    await viewer.closes()


@pytest.mark.parametrize("number", ["9999", "0", "99999999999999999999999"])
async def test_a_ticket_that_is_not_there_is_said_so(ana: Browser, number: str) -> None:
    await ana.opens(f"/console/tickets/{number}")

    assert ana.answer.status_code == 404


async def test_a_fact_is_set_right_in_its_place_and_nothing_over_a_colleagues_word(
    world: World, ana: Browser, ben: Browser
) -> None:
    await asked(world, "One phone at Hollis Vet Clinic has an echo now and then. Release 7.1.2.", subject="Echo")
    await ana.opens(PAGE)
    await ben.opens(PAGE)

    await set_fact(ana, "release", "7.1.3")
    assert ana.answer.status_code == 200
    assert "set by ana" in ana.text
    await set_fact(ben, "release", "7.1.4")

    assert ben.answer.status_code == 422
    assert 'somebody has set release to "7.1.3" since you opened this page' in ben.text
    facts = {one["key"]: one["value"] for one in world.ticket()["findings"]}
    assert facts["release"] == "7.1.3"


async def test_severity_is_set_with_what_follows_from_it(world: World, ana: Browser) -> None:
    await asked(world)
    await ana.opens(PAGE)

    await ana.sends("Set these", **{"set-severity": "S1"})
    await world.settle()

    assert world.ticket()["severity"] == "S1"
    assert "T-1001 S1" in world.twilio.phones[ANA].take_text()
    assert "Ana Ruiz raised the ticket" in ana.text


async def test_a_ticket_is_claimed_given_away_and_closed_by_its_people(world: World, ana: Browser) -> None:
    await asked(world)
    await ana.opens(PAGE)
    await ana.sends("Claim it")
    assert world.ticket()["owner"] == "ana"
    await ana.sends("Assign", person="ben")
    assert world.ticket()["owner"] == "ben"
    assert "with Ben Oyelowo" in ana.text

    await ana.sends("Close it", why="spam")
    await world.settle()

    assert world.ticket()["state"] == "closed"
    assert ("state", "Closed: spam") in world.timeline()
    read_all(world)


async def test_a_ticket_that_is_given_back_is_nobodys_by_whatever_hand(world: World, ana: Browser) -> None:
    await world.mail(QUESTION)
    world.letter()
    briefing = world.briefing()
    await ana.opens(PAGE)
    assert '<option value="nobody">' not in ana.answer.text
    robot = await program(world, Scope.TICKETS_READ, Scope.TICKETS_WRITE)

    async def by_console() -> None:
        await ana.sends("Assign", person="nobody")
        assert "Given back: nobody has it." in ana.text
        assert "claimed by nobody" in ana.text

    async def by_mail() -> None:
        await world.mail("#assign nobody\n#note\nNot mine.", sender="ana@desk.example", answers=briefing)

    async def by_program() -> None:
        await robot.sends("PATCH", "/tickets/1001", json={"owner": "nobody"})
        assert (
            await robot.is_refused(422, "PATCH", "/tickets/1001", json={"owner": "nobody"}) == "nobody has it already"
        )

    for give_back in (by_console, by_mail, by_program):
        await (await ana.opens(PAGE)).sends("Claim it")
        await give_back()
        assert world.ticket()["owner"] == "", give_back
    text = "Given back: Ana Ruiz does not have it any more, nobody does."
    assert [said for _, said in world.timeline()].count(text) == 3
    assert "T-1001" in (await ana.opens("/console/tickets?owner=nobody")).text
    await robot.closes()


async def test_tickets_are_linked_merged_and_split_and_all_of_it_is_undone(world: World, ana: Browser) -> None:
    await asked(world, subject="Greeting")
    await asked(world, "How do I add a user to a hunt group?", subject="Hunt group")
    await ana.opens(PAGE)
    await ana.sends("Link them", other="T-1002", why="same site")
    assert "looks like T-1002" in ana.text
    await ana.sends("Take the link to T-1002 back")
    assert "With no other ticket" in ana.text

    await ana.sends("Merge it", other="1002")
    await world.settle()
    assert "merged into T-1002: work there" in ana.text
    assert "Send the answer" not in ana.text
    await ana.sends("Undo the last merge or split")
    assert world.ticket()["merged_into"] is None
    read_all(world)

    answer = world.mailbox.to("ty@brightpathvoice.example")[0]
    await world.mail("And another thing: who sells us headsets?", answers=answer)
    read_all(world)
    await ana.opens(PAGE)
    await split(ana, "2")
    assert ana.path == "/console/tickets/1003"
    assert "And another thing" in ana.text
    await ana.sends("Undo the last merge or split")
    await world.settle()
    assert world.ticket(1003)["state"] == "merged"
    read_all(world)


async def test_no_ticket_is_merged_into_one_that_is_none(world: World, ana: Browser) -> None:
    await asked(world)
    await ana.opens(PAGE)

    await ana.sends("Merge it", other="my other one")

    assert ana.answer.status_code == 422
    assert 'Not done: "my other one" names no ticket; write T-1042 or 1042.' in ana.text


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


async def test_pictures_are_shown_and_everything_else_is_only_handed_out(world: World, ana: Browser) -> None:
    files = [
        ("desk.png", "image/png", PNG),
        ("page.html", "text/html", b"<script>alert(1)</script>"),
        ("drawing.svg", "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("liar.png", "image/png", b"<script>alert(1)</script>"),
        ('"; x=<b>\u202egnp.exe', "application/octet-stream", b"MZ"),
    ]
    await with_files(world, files)
    await ana.opens(PAGE)

    kinds = {}
    for file_id, name in world.sql("SELECT id, filename FROM attachment"):
        answer = await ana.client.get(f"{PAGE}/files/{file_id}")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        kinds[name] = (answer.headers["Content-Type"], answer.headers["Content-Disposition"].partition(";")[0])
    assert kinds["desk.png"] == ("image/png", "inline")
    assert kinds["page.html"] == kinds["drawing.svg"] == ("application/octet-stream", "attachment")
    assert kinds["liar.png"] == ("application/octet-stream", "attachment")
    assert len(kinds) == 5
    assert "<b>" not in ana.answer.text.partition("gnp.exe")[0][-40:]
    assert re.findall(r'<img [^>]*alt="([^"]*)"', ana.answer.text) == ["desk.png", "liar.png"]


async def test_no_file_of_another_ticket_is_reached_by_this_ones_address(world: World, ana: Browser) -> None:
    await with_files(world, [("desk.png", "image/png", PNG)])
    await asked(world, "How do I add a user to a hunt group?", subject="Hunt group")
    ((file_id,),) = world.sql("SELECT id FROM attachment")
    ((first,), (_,)) = world.sql("SELECT id FROM inbound ORDER BY id")

    assert (await ana.client.get(f"/console/tickets/1002/files/{file_id}")).status_code == 404
    assert (await ana.client.get(f"/console/tickets/1002/messages/{first}/raw")).status_code == 404
    assert (await ana.client.get(f"{PAGE}/files/{2**70}")).status_code == 404


async def test_a_message_as_it_was_received_is_text_without_secrets(world: World, ana: Browser) -> None:
    await asked(world, f"{QUESTION}\nThe admin password is hunter2hunter2.")
    ((message,),) = world.sql("SELECT id FROM inbound")

    await ana.opens(f"{PAGE}/messages/{message}/raw")

    assert ana.answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert ana.answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "Message-ID:" in ana.answer.text
    assert "hunter2" not in ana.answer.text


async def set_fact(browser: Browser, key: str, value: str) -> None:
    """Set a fact by the form that stands beside it."""
    from lxml import html

    for form in html.fromstring(browser.answer.text).iter("form"):
        given = dict(form.form_values())
        if f"set-{key}" in given:
            browser.answer = await browser.client.post(
                form.get("action"), data=given | {f"set-{key}": value}, headers={"Origin": browser.base}
            )
            return
    raise AssertionError(f"no form sets {key}")


async def split(browser: Browser, message: str) -> None:
    """Press the button below a message that makes it a ticket of its own."""
    from lxml import html

    for form in html.fromstring(browser.answer.text).iter("form"):
        given = dict(form.form_values())
        if form.get("action", "").endswith("/split") and given["message"] == message:
            browser.answer = await browser.client.post(form.get("action"), data=given, headers={"Origin": browser.base})
            return
    raise AssertionError(f"no form splits message {message}")


async def with_files(world: World, files: list[tuple[str, str, bytes]]) -> None:
    """Let a reseller send a mail with files."""
    from email.message import EmailMessage
    from email.utils import format_datetime

    from tests.harness import AUTHSERV

    mail = EmailMessage()
    mail["From"], mail["To"] = "Ty Okafor <ty@brightpathvoice.example>", "support@desk.example"
    mail["Subject"], mail["Date"], mail["Message-ID"] = "Greeting", format_datetime(world.now), "<files@x.example>"
    mail.set_content(QUESTION)
    for name, kind, content in files:
        main, _, sub = kind.partition("/")
        mail.add_attachment(content, maintype=main, subtype=sub, filename=name)
    front = f"Authentication-Results: {AUTHSERV}; dmarc=pass header.from=brightpathvoice.example\r\n".encode()
    await world.smtp(front + mail.as_bytes(), "support@desk.example")
    await world.settle()
    world.letter()
    world.briefing()


def read_all(world: World) -> None:
    """Read every letter that there is: what they say is proven elsewhere."""
    world.read.extend(one for one in world.mailbox.letters if one not in world.read)


async def test_who_else_is_there_and_writes_is_said(world: World, ana: Browser, ben: Browser) -> None:
    await asked(world)
    await ben.opens(PAGE)

    await ana.opens(PAGE)
    assert "Ben has this ticket open, too." in ana.text
    assert await says(ben, "here", writes="yes") == {"here": "Ana has this ticket open, too."}
    await ana.opens(PAGE)
    assert "Ben is writing here now." in ana.text
    world.clock.forward(timedelta(seconds=61))
    await ana.opens(PAGE)
    assert "Ben" not in ana.text.partition("In short")[0]


async def test_what_is_written_is_kept_as_it_is_written_and_is_none_once_it_is_sent(world: World, ana: Browser) -> None:
    await asked(world)
    await ana.opens(PAGE)
    assert await says(ana, "draft", kind="answer", text="Press 7.") == {"kept": True}
    await ana.opens(PAGE)
    assert "Press 7." in ana.answer.text

    await ana.sends("Send the answer")
    await says(ana, "draft", kind="answer", text="Press 7.")
    await world.forward(seconds=10)

    world.letter()
    assert world.sql("SELECT count(*) FROM draft") == [(0,)]


async def test_who_is_mentioned_in_a_note_is_told(world: World, ana: Browser) -> None:
    await asked(world)
    await ana.opens(PAGE)

    await ana.sends("Add the note", text="@ben can you look? Not ana@ben.example, nor @ana, nor @nobody.")
    await world.settle()

    told = world.letter("ben@desk.example")
    assert "Ana Ruiz mentions you: @ben can you look?" in told.text


async def test_tags_are_put_on_and_taken_off(world: World, ana: Browser) -> None:
    await asked(world)
    await ana.opens(PAGE)

    await ana.sends("Tag it", tags="#Carrier, waits-for-parts")
    assert world.sql("SELECT tag FROM ticket_tag ORDER BY tag") == [("carrier",), ("waits-for-parts",)]
    await ana.sends("Take carrier off")
    assert world.sql("SELECT tag FROM ticket_tag") == [("waits-for-parts",)]
    await ana.sends("Tag it", tags="<b>")
    assert ana.answer.status_code == 422
    assert 'Not done: "<b>" is no tag' in ana.text


async def test_a_ticket_that_is_put_off_comes_back_at_its_time_and_its_owner_is_told(
    world: World, ana: Browser
) -> None:
    await asked(world)
    await ana.opens(PAGE)
    await ana.sends("Claim it")
    await ana.sends("Put it off", usual="in 4h", why="their technician comes at four")
    assert "put off until 02 Mar 16:00 by Ana Ruiz: their technician comes at four" in ana.text

    await world.forward(hours=3, minutes=59)
    assert not world.unread_letters()
    await world.forward(minutes=1)

    assert "It is back: Ana Ruiz put it off until now" in world.letter("ana@desk.example").text
    await ana.opens(PAGE)
    assert "put off until 02 Mar" not in ana.text.partition("In short")[0]
    assert "Back, as it was put off until now: their technician comes at four." in ana.text


async def test_mere_thanks_leave_a_ticket_put_off_and_anything_more_brings_it_back(world: World, ana: Browser) -> None:
    await asked(world)
    answer = world.mailbox.to("ty@brightpathvoice.example")[0]
    await ana.opens(PAGE)
    await ana.sends("Put it off", when="friday 10:00")

    await world.mail("Thanks!", answers=answer)
    read_all(world)
    await ana.opens(PAGE)
    assert "They only thanked: put off until Fri 06 Mar 10:00, as before." in ana.text
    assert "put off until 06 Mar 10:00" in ana.text
    await world.mail("It does not work: the menu stays the old one.", answers=answer)
    read_all(world)

    await ana.opens(PAGE)
    assert "Back, as the reseller wrote." in ana.text
    assert world.sql("SELECT ended FROM snooze") == [("the reseller wrote",)]


async def test_nothing_is_put_off_until_the_past_or_for_ever(world: World, ana: Browser) -> None:
    await asked(world)
    await ana.opens(PAGE)

    for when in ("yesterday", "2020-01-01 10:00", "2032-01-01 10:00"):
        await ana.sends("Put it off", when=when)
        assert ana.answer.status_code == 422
    assert not world.sql("SELECT id FROM snooze")


async def test_a_template_is_begun_with_and_shown_as_it_will_be_read_and_nothing_open_in_it_is_sent(
    world: World, ana: Browser
) -> None:
    await asked(world)
    await ana.opens(PAGE)

    await ana.sends("Insert", template="call", text="Hello Ty.")
    assert "Please call us and name T-1001: +1 202 555 0100." in ana.answer.text
    await ana.sends("Preview")
    assert "By mail to Ty Okafor" in ana.text
    assert "Ana Ruiz" in ana.text.partition("By mail to Ty Okafor")[2]
    await ana.sends("Send the answer", text="At [customer?] it works.")

    assert ana.answer.status_code == 422
    assert "[customer?] is to be filled in; nothing was sent." in ana.text
    assert not world.sql("SELECT id FROM held_answer")


async def test_a_finger_that_presses_twice_does_each_thing_once(world: World, ana: Browser) -> None:
    await asked(world, INCOMPLETE_S3)
    await ana.opens(PAGE)
    page = ana.answer
    for button, fields in (("Add the note", {"text": "Seen before."}), ("Ask the reseller for these", {})):
        for _ in range(2):
            ana.answer = page
            await ana.sends(button, **fields)
    await world.settle()

    assert [kind for kind, text in world.timeline() if text == "Seen before."] == ["note"]
    world.letter()
    assert not world.unread_letters()


async def test_an_old_page_splits_off_no_other_message_than_it_showed(world: World, ana: Browser) -> None:
    await asked(world)
    await world.mail("And what is the price of ten more phones?", subject="[T-1001] Phones")
    await world.mail("The third thing: our fax beeps.", subject="[T-1001] Phones")
    world.read += world.mailbox.letters
    await ana.opens(PAGE)
    old = ana.answer
    await ana.sends("Make it a ticket of its own")
    assert ana.path == "/console/tickets/1002"
    await world.settle()
    world.read += world.mailbox.letters

    ana.answer = old
    await ana.sends("Make it a ticket of its own", page="1")

    assert ana.answer.status_code == 422
    assert "something has happened on it since you looked" in ana.text
    assert world.sql("SELECT count(*) FROM ticket") == [(2,)]


async def test_a_template_thanks_whoever_wrote_and_not_whoever_read_along(world: World) -> None:
    await asked(world)
    world.sql(
        "INSERT INTO participant (ticket_number, channel, address, name, verified) "
        "VALUES (1001, 'email', 'aaron@brightpathvoice.example', 'Aaron Aalto', true)"
    )
    composing = Composing(world.deskbot.agents, {}, Path("/nowhere"))
    thanks = next(one for one in await composing.templates() if "{writer}" in one.text)

    assert "Ty Okafor" in await composing.begin(1001, thanks.key, "ana")


async def test_a_template_that_is_slow_to_read_keeps_nobody_else_waiting(world: World, tmp_path: Path) -> None:
    await asked(world)
    os.mkfifo(tmp_path / "slow.md")  # whoever reads it waits until somebody writes
    others_went_on = threading.Event()
    seen: list[bool] = []

    def write() -> None:
        seen.append(others_went_on.wait(5))
        (tmp_path / "slow.md").write_text("# Slow\n\nThank you, {writer}.")

    writer = threading.Thread(target=write)
    writer.start()
    begun = asyncio.create_task(Composing(world.deskbot.agents, {}, tmp_path).begin(1001, "slow", "ana"))
    await world.deskbot.database.ping()
    others_went_on.set()

    assert await begun == "Thank you, Ty Okafor."
    assert seen == [True]
    writer.join()


async def says(browser: Browser, deed: str, **fields: str) -> object:
    """Say what the page's script says by itself; return what it is answered."""
    from lxml import html

    key = html.fromstring(browser.answer.text).xpath("//input[@name='form_key']/@value")[0]
    answer = await browser.client.post(
        f"{PAGE}/{deed}", data={"form_key": key, **fields}, headers={"Origin": browser.base}
    )
    return answer.json()


async def test_the_number_of_nothing_is_not_there_and_no_fault_of_ours(ana: Browser) -> None:
    await ana.opens("/console/account")
    key = re.search(r'name="form_key" value="([^"]+)"', ana.answer.text)
    assert key
    for number in ("999999", "9" * 18, "9" * 23, "9" * 5000):
        for path in ("", "/why", "/files/1", f"/files/{number}", f"/entries/{number}", f"/messages/{number}/raw"):
            assert (await ana.client.get(f"/console/tickets/{number}{path}")).status_code == 404, path
        for path, fields in (("/draft", {"kind": "note"}), ("/note", {"act": "draft"}), ("/assign", {"person": "ana"})):
            given = {"form_key": key[1], "text": "words", **fields}
            answer = await ana.client.post(f"/console/tickets/{number}{path}", data=given, headers={"Origin": ana.base})
            assert answer.status_code == 404, path
    await ana.opens(f"/console/tickets?after=x~{'9' * 5000}")
    assert ana.answer.status_code == 422


async def test_nobody_ends_a_ticket_over_words_that_they_have_not_seen(world: World, ana: Browser) -> None:
    await asked(world)
    await ana.opens(PAGE)
    await world.mail("It is worse: now ALL phones at Hollis are down!", subject="[T-1001] Greeting")
    world.read += world.mailbox.letters

    for button in ("Resolve it", "Close it"):
        old = ana.answer
        await ana.sends(button)
        assert ana.answer.status_code == 422
        assert "has written since you looked" in ana.text
        seen, ana.answer = ana.answer, old
    assert world.ticket()["state"] not in ("closed", "resolved")

    ana.answer = seen
    await ana.sends("Close it")
    assert world.ticket()["state"] == "closed"
    world.read += world.mailbox.letters
    world.twilio.phones[ANA].take_text()


@pytest.mark.parametrize(
    ("button", "fields"),
    [
        ("Resolve it", {"solution": "The greeting is\nset under Tenants."}),
        ("Close it", {"why": "they asked twice"}),
        ("Put it off", {"when": "some day", "why": "they are on holiday"}),
    ],
)
async def test_what_was_written_for_a_press_that_is_refused_stands_in_its_form_again(
    world: World, ana: Browser, button: str, fields: dict[str, str]
) -> None:
    await asked(world)
    await ana.opens(PAGE)
    await world.mail("It is worse: now ALL phones at Hollis are down!", subject="[T-1001] Greeting")
    world.read += world.mailbox.letters

    await ana.sends(button, **fields)

    assert ana.answer.status_code == 422
    forms = [dict(one.form_values()) for one in html.fromstring(ana.answer.text).iter("form")]
    assert [one for one in forms if fields.items() <= one.items()]
    world.twilio.phones[ANA].take_text()


@pytest.mark.parametrize(
    ("button", "field", "says"),
    [
        ("Send the answer", "text", "the answer has 20,001 characters, and 20,000 are the most"),
        ("Resolve it", "solution", "the solution has 20,001 characters, and 20,000 are the most"),
    ],
)
async def test_what_is_too_long_is_not_cut_but_comes_back_whole(
    world: World, ana: Browser, button: str, field: str, says: str
) -> None:
    await asked(world)
    await ana.opens(PAGE)

    await ana.sends(button, **{field: "x" * 20_001})

    assert ana.answer.status_code == 422
    assert says in ana.text.casefold()
    assert "x" * 20_001 in ana.answer.text
    assert world.ticket()["state"] != "resolved"


async def test_an_answer_is_not_sent_where_a_ticket_was_merged_in_since_its_writer_looked(
    world: World, ana: Browser
) -> None:
    await asked(world, subject="Greeting")
    await world.mail(QUESTION, subject="Another", message_id="<other@brightpathvoice.example>")
    world.letter(), world.briefing()
    await ana.opens("/console/tickets/1002")
    await world.deskbot.joining.merge(1001, 1002, "ben")
    await world.settle()
    world.letter()

    await ana.sends("Send the answer", text="Your password is the old one.")

    assert ana.answer.status_code == 409
    assert "T-1001 was merged into it" in ana.text
    await ana.sends("Send it all the same")
    await world.forward(seconds=11)
    assert "Your password is the old one." in world.letter().text


async def test_the_words_of_somebody_who_was_let_out_while_they_waited_stay_with_the_desk(
    world: World, ana: Browser
) -> None:
    await asked(world, subject="Greeting")
    await (await ana.opens(PAGE)).sends("Send the answer", text="Please restart the switch.")
    await admitted(world, "erin", DeskRole.ADMIN)
    desk = world.deskbot
    await Admitting(desk.database, desk.desk, desk.clock, Passwords()).let_out("ana", By("erin"))

    await world.forward(seconds=11)

    assert "Ana Ruiz works here no more" in world.letter("desk@desk.example").text
    (note,) = [text for kind, text in world.timeline() if kind == "note" and "not sent" in text]
    assert "Please restart the switch." in note
    assert not world.unread_letters()


async def test_an_answer_whose_ticket_is_merged_while_it_waits_is_a_draft_again_on_the_other_one(
    world: World, ana: Browser
) -> None:
    await asked(world, subject="Greeting")
    await world.mail(QUESTION, subject="Another", message_id="<other@brightpathvoice.example>")
    world.letter(), world.briefing()
    await (await ana.opens("/console/tickets/1002")).sends("Send the answer", text="Your password is the old one.")
    await world.forward(seconds=3)
    await world.deskbot.joining.merge(1002, 1001, "ben")
    await world.settle()
    world.letter()

    await world.forward(seconds=10)

    assert "its ticket was merged into T-1001 while it waited" in world.letter("ana@desk.example").text
    assert not world.unread_letters()
    await ana.opens(PAGE)
    assert ">Your password is the old one.</textarea>" in ana.answer.text
