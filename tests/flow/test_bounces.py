"""A bounce of our letter marks the address and shows on its ticket; a forged one does nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from tests.flow.mails import OUTAGE_S1, QUESTION_S4
from tests.harness import ANA, KIM, Letter, World

TY = "ty@brightpathvoice.example"


def bounce(of: str, address: str = TY, action: str = "failed", status: str = "5.1.1") -> bytes:
    """A mail server's report about a letter, named by its Message-ID."""
    return (
        "From: Mail Delivery Subsystem <mailer-daemon@mx.brightpathvoice.example>\r\nTo: support@desk.example\r\n"
        f"Subject: Undelivered Mail Returned to Sender\r\nMessage-ID: <b-{status}@mx.brightpathvoice.example>\r\n"
        "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.brightpathvoice.example\r\n\r\n"
        f"Final-Recipient: rfc822; {address}\r\nAction: {action}\r\nStatus: {status}\r\n"
        "Diagnostic-Code: smtp; 550 no such user here\r\n"
        f"\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {of}\r\nTo: {address}\r\n\r\n--b--\r\n"
    ).encode()


async def answered(world: World) -> Letter:
    """Open a ticket and let the desk answer; return the desk's letter."""
    await world.mail(QUESTION_S4)
    world.letter(), world.briefing()
    await world.deskbot.agents.reply(1001, "Open menu 7.", "ana")
    await world.settle()
    return world.letter()


async def test_a_bounce_of_our_letter_marks_the_address_and_the_desk_is_told(world: World) -> None:
    letter = await answered(world)

    await world.smtp(bounce(letter.mail["Message-ID"]), "support@desk.example")
    await world.settle()

    assert world.sql("SELECT address, permanent, status FROM undeliverable") == [(TY, True, "5.1.1")]
    assert any(kind == "delivery" and "was not delivered (5.1.1)" in text for kind, text in world.timeline())
    assert "Not delivered" in world.briefing().mail["Subject"]
    assert world.sql("SELECT state, ticket_number FROM inbound ORDER BY id") == [("ticketed", 1001), ("filed", 1001)]
    assert world.sql("SELECT count(*) FROM ticket") == [(1,)]


async def test_a_forged_bounce_marks_nobody(world: World) -> None:
    await answered(world)

    await world.smtp(bounce("<guessed@desk.example>"), "support@desk.example")
    await world.settle()

    assert world.sql("SELECT count(*) FROM undeliverable") == [(0,)]
    assert world.sql("SELECT state, ticket_number FROM inbound ORDER BY id DESC LIMIT 1") == [("filed", None)]


async def test_a_bounce_never_marks_an_address_to_which_that_letter_did_not_go(world: World) -> None:
    letter = await answered(world)

    await world.smtp(bounce(letter.mail["Message-ID"], "jana@rheinruf.example"), "support@desk.example")
    await world.settle()

    assert world.sql("SELECT address FROM undeliverable") == [(TY,)]
    world.briefing()


async def test_a_delay_is_noted_and_marks_nothing(world: World) -> None:
    letter = await answered(world)

    await world.smtp(bounce(letter.mail["Message-ID"], action="delayed", status="4.4.1"), "support@desk.example")
    await world.settle()

    assert world.sql("SELECT count(*) FROM undeliverable") == [(0,)]
    assert any("is delayed (4.4.1)" in text for _, text in world.timeline())


async def test_whoever_writes_from_a_marked_address_is_answered_again(world: World) -> None:
    letter = await answered(world)
    await world.smtp(bounce(letter.mail["Message-ID"]), "support@desk.example")
    await world.settle()
    world.briefing()

    await world.mail(QUESTION_S4 + "\nAgain.", subject="Another greeting")

    assert world.sql("SELECT count(*) FROM undeliverable") == [(0,)]
    world.letter(), world.briefing()


async def test_an_unproven_mail_from_a_marked_address_unmarks_nothing(world: World) -> None:
    letter = await answered(world)
    await world.smtp(bounce(letter.mail["Message-ID"]), "support@desk.example")
    await world.settle()
    world.briefing()

    await world.mail(QUESTION_S4 + "\nAgain.", subject="Another greeting", proven=False)

    assert world.sql("SELECT address FROM undeliverable") == [(TY,)]
    assert any("Not written to ty@" in text for _, text in world.timeline(1002))
    world.briefing()


async def test_reminders_do_not_go_to_a_marked_address(world: World) -> None:
    letter = await answered(world)
    await world.smtp(bounce(letter.mail["Message-ID"]), "support@desk.example")
    await world.settle()
    world.briefing()

    await world.forward(days=2)

    assert any("Reminded" in text for _, text in world.timeline())
    assert any("came back" in text for _, text in world.timeline())


# -- nothing goes to an address from which a letter came back, but what a person wrote


async def taken(world: World) -> None:
    await world.text(ANA, "1a", "You have taken T-1001")


async def unanswered(world: World) -> None:
    await world.forward(minutes=30)


async def closed_with_its_incident(world: World) -> None:
    await world.deskbot.joining.link([1001, 1002], "ana", incident=True)
    await world.deskbot.agents.close(1003, "ana")


async def merged_and_parted(world: World) -> None:
    await world.deskbot.joining.merge(1001, 1002, "ana")
    await world.deskbot.joining.undo(1001, "ana")


async def closed(world: World) -> None:
    await world.deskbot.agents.close(1001, "ana")


async def reported(world: World) -> None:
    """Let Ty open T-1001 and T-1002, both outages, and let no letter reach Ty any more."""
    await world.mail(OUTAGE_S1)
    letter = world.letter()
    await world.mail(OUTAGE_S1, subject="Elm Dental")
    await world.smtp(bounce(letter.mail["Message-ID"]), "support@desk.example")
    await world.settle()
    world.letter(), world.briefing(), world.briefing(), world.briefing()


@pytest.mark.parametrize("happens", [taken, unanswered, closed_with_its_incident, merged_and_parted, closed])
async def test_no_automatic_letter_goes_to_an_address_from_which_one_came_back(
    world: World, happens: Callable[[World], Awaitable[None]]
) -> None:
    await reported(world)

    await happens(world)
    await world.settle()

    assert not [one for one in world.unread_letters() if TY in one]
    said = world.sql("SELECT text FROM timeline WHERE kind = 'delivery'")
    assert any(text.startswith(f"Not written to {TY}: a letter to {TY} came back") for (text,) in said)
    world.read += world.mailbox.letters
    for number in (ANA, KIM):
        phone = world.twilio.phones[number]
        for text in phone.unread:
            text.read = True
        for _ in phone.untaken_calls:
            phone.take_call()


async def test_where_nobody_answers_the_desk_is_told_whom_no_letter_reaches(world: World) -> None:
    await world.mail(OUTAGE_S1)
    letter = world.letter()
    await world.smtp(bounce(letter.mail["Message-ID"]), "support@desk.example")
    await world.settle()
    world.briefing(), world.briefing(), world.twilio.phones[ANA].take_text()

    await world.forward(minutes=30)

    world.twilio.phones[KIM].take_call()
    text = world.letter("lead@desk.example").text
    assert f"No letter reaches {TY} (T-1001): please reach them another way." in text
    assert "has been told" not in text
    world.briefing()


async def test_what_a_person_writes_goes_to_an_address_from_which_a_letter_came_back(world: World) -> None:
    letter = await answered(world)
    await world.smtp(bounce(letter.mail["Message-ID"]), "support@desk.example")
    await world.settle()
    world.briefing()

    await world.forward(minutes=1)
    await world.deskbot.agents.reply(1001, "Does this reach you?", "ana")
    await world.settle()

    assert "Does this reach you?" in world.letter().text
