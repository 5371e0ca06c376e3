"""Whoever cannot prove who they are may open a ticket and ring a phone, and learns nothing."""

from __future__ import annotations

from tests.flow.contents import leave_aside
from tests.flow.mails import COMPLETE_S3, OUTAGE_S1, QUESTION_S4
from tests.harness import ANA, World, running_world

STRANGER = "Pat <pat@brightpathvoice.example>"


async def test_an_unproven_sender_gets_a_ticket_marked_so_and_an_answer_that_gives_nothing_away(world: World) -> None:
    await world.mail(QUESTION_S4, subject="What do you have on Hollis?", sender=STRANGER, proven=False)

    ticket = world.ticket()
    assert (ticket["verified"], ticket["reseller_id"], ticket["contact_id"]) == (False, None, None)
    letter = world.letter("pat@brightpathvoice.example")
    told = letter.mail["Subject"] + letter.text
    assert "T-1001" in told
    for secret in ("Brightpath", "Ty", "3G-88C1-0457", "7.1.2", "Hollis"):
        assert secret not in told
    assert "UNVERIFIED" in world.briefing().mail["Subject"]


async def test_an_unproven_outage_pages_marked_unverified(world: World) -> None:
    await world.mail(OUTAGE_S1, sender=STRANGER, proven=False)

    assert "UNVERIFIED" in world.twilio.phones[ANA].take_text()
    assert "is being paged" in world.letter("pat@brightpathvoice.example").text
    world.briefing()


async def test_unproven_senders_together_page_at_most_so_often_in_an_hour(world: World) -> None:
    for number in range(3):
        await world.mail(OUTAGE_S1 + str(number), sender=f"p{number}@brightpathvoice.example", proven=False)

    texts = [world.twilio.phones[ANA].take_text() for _ in range(2)]
    assert len(texts) == 2
    assert world.sql("SELECT count(*) FROM page") == [(2,)]
    held = world.letter("p2@brightpathvoice.example").text
    assert "was not paged" in held
    assert "+1 202 555 0100" in held
    for number in range(2):
        world.letter(f"p{number}@brightpathvoice.example")
    for _ in range(3):
        world.briefing()
    world.deskbot.clock.move_to(world.now)  # the clock stood still: all within one hour


async def test_a_proven_outage_pages_although_unproven_ones_have_used_up_their_share(world: World) -> None:
    for number in range(3):
        await world.mail(OUTAGE_S1 + str(number), sender=f"p{number}@brightpathvoice.example", proven=False)
        world.letter(f"p{number}@brightpathvoice.example")
        world.briefing()

    await world.mail(OUTAGE_S1)

    texts = [world.twilio.phones[ANA].take_text() for _ in range(3)]
    assert "UNVERIFIED" not in texts[2]
    world.letter()
    world.briefing()


async def test_unproven_senders_together_get_so_many_answers_in_an_hour_and_the_desk_sees_what_was_not_said(
    database_url: str,
) -> None:
    """Else whoever writes in the names of thousands has us write to thousands who never wrote."""
    bounded = ("{pages_per_hour: 2}", "{pages_per_hour: 2, answers_per_hour: 2}")
    async with running_world(database_url, policy=bounded) as world:
        for number in range(4):
            await world.mail(QUESTION_S4 + str(number), sender=f"p{number}@victim{number}.example", proven=False)
            world.briefing()
        await world.mail(QUESTION_S4)
        world.briefing()

        answered = [len(world.mailbox.to(f"p{number}@victim{number}.example")) for number in range(4)]
        assert answered == [1, 1, 0, 0]
        assert "T-1005" in world.letter().text + world.mailbox.letters[-1].mail["Subject"]
        said = "No automatic answer: 2 answers went to senders who are not proven within an hour."
        assert [said in [text for _, text in world.timeline(1001 + n)] for n in range(5)] == [
            False,
            False,
            True,
            True,
            False,
        ]

        await world.forward(hours=1, minutes=1)
        await world.mail(QUESTION_S4 + "again", sender="p9@victim9.example", proven=False)

        world.letter("p9@victim9.example")
        world.briefing()
        for number in range(2):
            world.letter(f"p{number}@victim{number}.example")


async def test_questions_of_strangers_leave_no_outage_without_an_answer(database_url: str) -> None:
    async with running_world(
        database_url, policy=("{pages_per_hour: 2}", "{pages_per_hour: 2, answers_per_hour: 2}")
    ) as world:
        for number in range(2):
            await world.mail(QUESTION_S4 + str(number), sender=f"p{number}@victim{number}.example", proven=False)
            world.letter(f"p{number}@victim{number}.example")
        for number in range(2, 5):
            await world.mail(OUTAGE_S1 + str(number), sender=f"p{number}@victim{number}.example", proven=False)

        assert [len(world.mailbox.to(f"p{number}@victim{number}.example")) for number in range(2, 5)] == [1, 1, 0]
        await leave_aside(world)


async def test_a_stranger_who_has_the_reply_address_adds_an_unverified_entry_and_learns_nothing(world: World) -> None:
    await world.mail(COMPLETE_S3, subject="One-way audio")
    ours = world.letter()
    world.briefing()

    await world.mail("It is solved, please close it.", sender="Eve <eve@evil.example>", proven=False, answers=ours)

    assert world.ticket()["state"] == "waiting-desk"
    assert world.sql("SELECT verified FROM timeline WHERE kind = 'message' ORDER BY id") == [(True,), (False,)]
    assert not world.mailbox.to("eve@evil.example")
    world.briefing()


async def test_an_unproven_mail_may_raise_the_urgency_of_a_ticket_and_never_lowers_it(world: World) -> None:
    await world.mail(COMPLETE_S3, subject="One-way audio")
    ours = world.letter()
    world.briefing()

    await world.mail(OUTAGE_S1, sender="ty@brightpathvoice.example", proven=False, answers=ours)
    assert world.ticket()["severity"] == "S1"
    world.twilio.phones[ANA].take_text()
    assert "is being paged" in world.letter().text
    world.briefing()

    await world.mail("It was only a question.", sender="ty@brightpathvoice.example", proven=False, answers=ours)
    assert world.ticket()["severity"] == "S1"
    world.briefing()


async def test_mail_that_fails_dmarc_gets_no_automatic_answer_and_still_pages(world: World) -> None:
    headers = {"X-Note": "forged"}
    domain = "brightpathvoice.example"
    mail = (
        f"Authentication-Results: mx.desk.example; dmarc=fail header.from={domain}\r\nFrom: ty@{domain}\r\n"
        f"To: support@desk.example\r\nSubject: down\r\nMessage-ID: <f@{domain}>\r\n"
        f"{''.join(f'{name}: {value}' for name, value in headers.items())}\r\n\r\n{OUTAGE_S1}"
    )
    await world.smtp(mail.replace("\r\n", "\n").replace("\n", "\r\n").encode(), "support@desk.example")
    await world.settle()

    assert not world.mailbox.to(f"ty@{domain}")
    assert world.ticket()["verified"] is False
    world.twilio.phones[ANA].take_text()
    world.briefing()


async def test_an_authentication_header_that_the_sender_wrote_below_ours_proves_nothing(world: World) -> None:
    headers = {"Authentication-Results": "mx.desk.example; dmarc=pass header.from=brightpathvoice.example"}
    await world.mail(QUESTION_S4, sender=STRANGER, proven=False, headers=headers)

    assert world.ticket()["verified"] is False
    world.letter("pat@brightpathvoice.example")
    world.briefing()
