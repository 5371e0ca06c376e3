"""Which ticket a mail belongs to, and who reads along."""

from __future__ import annotations

from tests.flow.mails import COMPLETE_S3, INCOMPLETE_S3, OUTAGE_S1, QUESTION_S4
from tests.harness import ANA, AUTHSERV, World

LICENCE = (
    "Hello, another customer now: we need a licence transfer for Cedar Dental to the new system. "
    "The old host id is 50-77B3-E210, the new one 50-77B3-E299.\n\nTy Okafor, 214 555 0137"
)


async def test_a_new_topic_in_an_old_thread_gets_a_ticket_of_its_own_linked_to_the_old_one(world: World) -> None:
    await world.mail(QUESTION_S4, subject="Holiday greeting")
    old = world.letter()
    world.briefing()

    token = old.mail["Reply-To"]
    await world.mail(
        LICENCE,
        subject="Cedar Dental: licence transfer",
        to=token.rpartition("<")[2].strip("<>"),
        headers={"In-Reply-To": old.mail["Message-ID"], "References": old.mail["Message-ID"]},
    )

    assert world.ticket(1002)["subject"] == "Cedar Dental: licence transfer"
    assert any("Follows T-1001" in text for _, text in world.timeline(1002))
    assert "T-1002" in world.letter().text
    world.briefing()


async def test_a_file_under_another_subject_still_belongs_to_its_ticket(world: World) -> None:
    await world.mail(QUESTION_S4, subject="Holiday greeting")
    old = world.letter()
    world.briefing()

    await world.mail("Here are the logs.", subject="logs.zip", headers={"In-Reply-To": old.mail["Message-ID"]})

    assert world.sql("SELECT count(*) FROM ticket") == [(1,)]
    world.briefing()


async def test_colleagues_of_the_same_reseller_who_got_a_copy_follow_and_hear_the_desks_answer(world: World) -> None:
    copies = "Dana <dana@brightpathvoice.example>, Jana Vogt <jana@rheinruf.example>, eve@evil.example"
    await world.mail(QUESTION_S4, headers={"Cc": copies})
    world.letter(), world.briefing()

    await world.deskbot.agents.reply(1001, "Open menu 7.", "ana")
    await world.settle()

    assert "Open menu 7." in world.letter("dana@brightpathvoice.example").text
    assert "Open menu 7." in world.letter().text
    assert any("dana@brightpathvoice.example" in text for kind, text in world.timeline() if kind == "note")


async def test_an_unproven_writer_brings_nobody_along(world: World) -> None:
    await world.mail(QUESTION_S4, headers={"Cc": "Dana <dana@brightpathvoice.example>"}, proven=False)
    world.letter(), world.briefing()

    assert world.sql("SELECT address FROM participant") == [("ty@brightpathvoice.example",)]


async def test_a_mail_that_comes_twice_in_two_encodings_is_one_ticket_and_one_answer(world: World) -> None:
    text = "How do I change the greeting for Café Müller?"
    head = (
        f"Authentication-Results: {AUTHSERV}; dmarc=pass header.from=brightpathvoice.example\r\n"
        "From: ty@brightpathvoice.example\r\nTo: support@desk.example, help@desk.example\r\nSubject: Greeting\r\n"
        "Message-ID: <two@brightpathvoice.example>\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n"
    )
    quoted = text.replace("é", "=C3=A9").replace("ü", "=C3=BC")
    await world.smtp(f"{head}Content-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n".encode(), "support@desk.example")
    await world.smtp(
        f"{head}Content-Transfer-Encoding: quoted-printable\r\n\r\n{quoted}\r\n".encode(), "help@desk.example"
    )
    await world.settle()

    assert world.sql("SELECT count(*) FROM ticket") == [(1,)]
    assert sorted(world.sql("SELECT state, ticket_number FROM inbound")) == [("filed", 1001), ("ticketed", 1001)]
    world.letter(), world.briefing()


async def test_of_a_shared_mailbox_the_person_is_read_and_kept_per_message(world: World) -> None:
    shared = "Brightpath Support <support@brightpathvoice.example>"
    await world.mail(
        COMPLETE_S3.replace("Ty Okafor", "-- \nDana Ortiz\nBrightpath Voice & Data"), sender=shared, subject="Audio"
    )
    ours = world.letter("support@brightpathvoice.example")
    assert "Hello Dana," in ours.text
    assert "Written by: Dana Ortiz" in world.briefing().text

    await world.mail("It is back, please look.", sender="Sam Lee <support@brightpathvoice.example>", answers=ours)

    assert world.sql("SELECT person FROM inbound ORDER BY id") == [("Dana Ortiz",), ("Sam Lee",)]
    authors = world.sql("SELECT author FROM timeline WHERE kind = 'message' ORDER BY id")
    assert authors == [
        ("Dana Ortiz <support@brightpathvoice.example>",),
        ("Sam Lee <support@brightpathvoice.example>",),
    ]
    world.briefing()


async def test_our_own_last_letter_is_recognised_word_for_word_where_no_mailer_marks_it(world: World) -> None:
    await world.mail(QUESTION_S4, subject="Holiday greeting")
    ours = world.letter()
    world.briefing()
    unmarked = ours.text.replace("## reply above this line ##", "").strip()

    await world.mail(f"It is the German greeting.\n\n{unmarked}", answers=ours)

    ((text,),) = world.sql("SELECT text FROM timeline WHERE kind = 'message' ORDER BY id DESC LIMIT 1")
    assert text == "It is the German greeting."
    world.briefing()


async def test_the_same_words_under_the_same_id_a_week_later_are_a_new_message(world: World) -> None:
    await world.mail(QUESTION_S4, message_id="<alarm@brightpathvoice.example>")
    world.letter(), world.briefing()

    await world.forward(days=7)
    await world.mail(QUESTION_S4, message_id="<alarm@brightpathvoice.example>")

    assert world.sql("SELECT count(*) FROM ticket") == [(2,)]
    for _ in range(len(world.mailbox.to("ty@brightpathvoice.example")) - 1):
        world.letter()
    world.briefing()


async def test_a_mail_that_names_us_as_its_sender_is_the_mail_of_whom_it_wants_answered(world: World) -> None:
    await world.mail(
        OUTAGE_S1, sender="Ty via Support <support@desk.example>", headers={"Reply-To": "ty@brightpathvoice.example"}
    )

    assert (world.ticket()["severity"], world.ticket()["verified"]) == ("S1", False)
    world.twilio.phones[ANA].take_text()
    world.letter(), world.briefing()


async def test_a_web_form_that_names_nobody_is_a_ticket_without_an_answer(world: World) -> None:
    await world.mail(OUTAGE_S1, sender="Web form <support@desk.example>")

    assert world.sql("SELECT count(*) FROM participant") == [(0,)]
    world.twilio.phones[ANA].take_text()
    world.briefing()


async def test_an_answer_goes_to_a_reply_address_of_the_writers_own_reseller_only(world: World) -> None:
    await world.mail(QUESTION_S4, headers={"Reply-To": "eve@evil.example"})
    world.letter(), world.briefing()

    await world.mail(QUESTION_S4, subject="Again", headers={"Reply-To": "dana@brightpathvoice.example"})

    world.letter("dana@brightpathvoice.example"), world.briefing()
    assert not world.mailbox.to("eve@evil.example")


async def test_a_copy_that_proves_its_sender_is_not_swallowed_by_one_that_did_not(world: World) -> None:
    identity = "<outage@brightpathvoice.example>"
    await world.mail(OUTAGE_S1, message_id=identity, proven=False)
    world.letter(), world.briefing()
    world.twilio.phones[ANA].take_text()

    await world.mail(OUTAGE_S1, message_id=identity)

    assert world.ticket(1002)["verified"] is True
    assert any("Follows T-1001" in text for _, text in world.timeline(1002))
    world.twilio.phones[ANA].take_text()
    world.letter(), world.briefing()


async def test_a_copy_by_way_of_a_list_does_not_stand_for_the_mail_itself(world: World) -> None:
    identity, text = "<both@brightpathvoice.example>", "Our office is closed on Friday, just so you know."
    await world.mail(text, message_id=identity, headers={"List-Id": "<all.brightpathvoice.example>"})
    assert world.sql("SELECT state FROM inbound") == [("filed",)]

    await world.mail(text, message_id=identity)

    assert world.sql("SELECT count(*) FROM ticket") == [(1,)]
    world.letter(), world.briefing()


async def test_an_outage_in_a_talk_into_which_the_desk_is_called_pages(world: World) -> None:
    quoted = "\n".join(f"> {line}" for line in OUTAGE_S1.splitlines())
    text = (
        "Looping in the service desk.\n\nTy\n\n"
        f"On Mon, 2 Mar 2026 at 11:40, Pat Hollis <pat@hollisvet.example> wrote:\n{quoted}\n"
    )
    await world.mail(text, subject="Re: Phones", headers={"In-Reply-To": "<p1@hollisvet.example>"})

    assert world.ticket()["severity"] == "S1"
    assert any("Nobody at Hollis Vet Clinic" in said for kind, said in world.timeline() if kind == "message")
    world.twilio.phones[ANA].take_text()
    world.letter(), world.briefing()


async def test_an_answer_that_takes_up_our_words_is_an_answer(world: World) -> None:
    await world.mail(QUESTION_S4, subject="Holiday greeting")
    world.letter(), world.briefing()
    choice = "Nobody at the whole site can make or receive any calls"
    await world.deskbot.agents.reply(1001, f"Which of these is it?\n\n(a) One phone.\n\n{choice}", "ana")
    await world.settle()
    asked = world.letter()

    await world.mail(f"It is this one:\n\n{choice}\n\nTy", answers=asked)

    assert world.ticket()["severity"] == "S1"
    world.twilio.phones[ANA].take_text()
    world.letter(), world.briefing()


async def test_answers_written_into_our_letter_are_read_where_no_mailer_marks_the_quote(world: World) -> None:
    await world.mail(INCOMPLETE_S3, subject="Phone not registering")
    asked = world.letter()
    world.briefing()
    lines = asked.text.replace("\r", "").split("\n")
    place = next(number for number, line in enumerate(lines) if line.startswith("2. "))
    lines.insert(place + 1, "Now nobody at the whole site can make or receive any calls.")
    header = "From: Desk <support@desk.example>\nSent: Monday\nTo: Ty Okafor\nSubject: Phones"

    await world.mail(f"See my answers below.\n\nTy\n\n{header}\n\n" + "\n".join(lines), answers=asked)

    assert world.ticket()["severity"] == "S1"
    world.twilio.phones[ANA].take_text()
    world.letter(), world.briefing()


async def test_a_form_that_is_marked_as_automatic_is_not_taken_for_our_own_mail(world: World) -> None:
    headers = {"Reply-To": "ty@brightpathvoice.example", "Auto-Submitted": "auto-generated"}
    await world.mail(OUTAGE_S1, sender="Web form <support@desk.example>", headers=headers)

    assert world.ticket()["severity"] == "S1"
    world.twilio.phones[ANA].take_text()
    world.briefing()


async def test_an_outage_from_a_resellers_ticket_system_pages(world: World) -> None:
    headers = {"Auto-Submitted": "auto-generated", "Precedence": "bulk"}
    await world.mail(OUTAGE_S1, sender="Helpdesk <helpdesk@brightpathvoice.example>", headers=headers)

    assert (world.ticket()["severity"], world.ticket()["reseller_id"]) == ("S1", 1)
    world.twilio.phones[ANA].take_text()
    world.briefing()


async def test_the_proven_copy_of_an_unproven_answer_counts_on_a_verified_ticket(world: World) -> None:
    await world.mail(QUESTION_S4, subject="Holiday greeting")
    ours = world.letter()
    world.briefing()
    identity = "<answer@brightpathvoice.example>"
    await world.mail("Solved, thank you, please close it.", answers=ours, message_id=identity, proven=False)
    world.briefing()
    assert world.ticket()["state"] == "waiting-desk"

    await world.mail("Solved, thank you, please close it.", answers=ours, message_id=identity)

    assert world.ticket()["state"] == "resolved"
    world.letter(), world.briefing()
