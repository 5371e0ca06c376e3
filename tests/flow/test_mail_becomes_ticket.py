"""A mail becomes the right ticket, once, and its sender is answered."""

from __future__ import annotations

import psycopg

from deskbot.store import inbound
from tests.flow.mails import COMPLETE_S3, INCOMPLETE_S3, OUTAGE_S1, QUESTION_S4, THE_REST
from tests.harness import AUTHSERV, World


async def test_a_complete_mail_becomes_a_ticket_with_its_known_issue_in_the_answer(world: World) -> None:
    await world.mail(COMPLETE_S3, subject="One-way audio")

    ticket = world.ticket(1001)
    assert (ticket["severity"], ticket["category"]) == ("S3", "incident")
    assert ticket["playbook"] == "one-way-audio"
    assert ticket["missing"] == []
    assert ticket["state"] == "waiting-desk"
    letter = world.letter()
    assert "T-1001" in letter.text
    assert "known issue" in letter.text
    assert "T-1001" in world.briefing().mail["Subject"]


async def test_an_incomplete_mail_is_asked_for_what_is_missing_and_the_reply_completes_it(world: World) -> None:
    await world.mail(INCOMPLETE_S3, subject="Phone not registering")
    asked = world.letter()
    assert world.ticket()["state"] == "waiting-reseller"
    assert "1. " in asked.text
    world.briefing()

    await world.mail(THE_REST, answers=asked)

    ticket = world.ticket()
    assert (ticket["missing"], ticket["state"]) == ([], "waiting-desk")
    assert "all that the desk needs" in world.letter().text
    world.briefing()


async def test_a_reply_is_threaded_by_references_alone_when_its_token_was_lost(world: World) -> None:
    await world.mail(QUESTION_S4, subject="Greeting")
    first = world.letter()
    world.briefing()

    await world.mail("One more thing: it is the German greeting.", headers={"References": first.mail["Message-ID"]})

    assert world.sql("SELECT count(*) FROM ticket") == [(1,)]
    world.briefing()


async def test_a_subject_tag_threads_only_somebody_who_belongs_to_the_ticket(world: World) -> None:
    await world.mail(QUESTION_S4, subject="Greeting")
    world.letter()
    world.briefing()

    await world.mail("More about it.", subject="[T-1001] Greeting")
    await world.mail("Let me see it.", subject="[T-1001] Greeting", sender="Eve <eve@rheinruf.example>")

    assert world.sql("SELECT count(*) FROM ticket") == [(2,)]
    assert world.ticket(1002)["reseller_id"] == 2
    world.letter("eve@rheinruf.example")
    for _ in range(2):
        world.briefing()


async def test_the_same_mail_twice_is_one_message_one_ticket_one_answer(world: World) -> None:
    for _ in range(2):
        await world.mail(QUESTION_S4, message_id="<same@brightpathvoice.example>")

    assert world.sql("SELECT count(*) FROM inbound") == [(1,)]
    assert world.sql("SELECT count(*) FROM ticket") == [(1,)]
    world.letter()
    world.briefing()


async def test_a_message_that_a_frozen_machine_has_in_hand_keeps_no_worker_from_the_others(world: World) -> None:
    with psycopg.connect(world.deskbot.database.url) as frozen:
        await world.smtp(f"Subject: First\r\n\r\n{COMPLETE_S3}".encode(), "support@desk.example")
        frozen.execute("SELECT FROM inbound FOR UPDATE")
        await world.mail(COMPLETE_S3)
        assert world.sql("SELECT state FROM inbound ORDER BY id") == [("accepted",), ("ticketed",)]
    world.letter()
    world.briefing()

    await world.forward(seconds=10)

    assert world.sql("SELECT state FROM inbound ORDER BY id") == [("ticketed",), ("ticketed",)]
    world.briefing()


async def test_another_mail_that_reuses_a_message_id_is_not_swallowed(world: World) -> None:
    await world.mail(QUESTION_S4, message_id="<same@brightpathvoice.example>")
    await world.mail(OUTAGE_S1, message_id="<same@brightpathvoice.example>")

    assert world.sql("SELECT count(*) FROM inbound") == [(2,)]
    world.letter()
    world.letter()
    world.briefing()
    world.briefing()
    assert "T-1002 S1" in world.twilio.phones["+15125550110"].take_text()


async def test_one_mail_to_two_of_our_addresses_is_one_ticket(world: World) -> None:
    for to in ("support@desk.example", "help@desk.example"):
        await world.mail(QUESTION_S4, to=to, message_id="<both@brightpathvoice.example>")

    assert world.sql("SELECT count(*) FROM ticket")[0][0] <= 2
    # To: differs between the two, the content does not.
    assert world.sql("SELECT count(*) FROM ticket") == [(1,)]
    world.letter()
    world.briefing()


async def test_the_decision_is_on_the_timeline_with_its_reasons(world: World) -> None:
    await world.mail(OUTAGE_S1)

    ((data,),) = world.sql("SELECT data FROM timeline WHERE kind = 'decision'")
    assert data["severity"] == "S1"
    assert data["paging"] == "paged now: S1"
    assert any(reason["rule"] and reason["says"] for reason in data["reasons"])
    world.letter()
    world.briefing()
    world.twilio.phones["+15125550110"].take_text()


async def test_an_out_of_office_answer_is_filed_and_not_answered(world: World) -> None:
    await world.mail("I am away until Monday.", subject="Out of office", headers={"Auto-Submitted": "auto-replied"})

    assert world.sql("SELECT state, ticket_number FROM inbound") == [("filed", None)]
    assert world.sql("SELECT count(*) FROM ticket") == [(0,)]


async def test_attachments_are_kept_with_their_bytes(world: World) -> None:
    raw = (
        f"Authentication-Results: {AUTHSERV}; dmarc=pass header.from=brightpathvoice.example\r\n"
        "From: ty@brightpathvoice.example\r\nTo: support@desk.example\r\nSubject: log\r\n"
        "Message-ID: <att@brightpathvoice.example>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="x"\r\n\r\n'
        "--x\r\nContent-Type: text/plain\r\n\r\nHow do I read this log of Hollis Vet Clinic?\r\n"
        '--x\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename="../../trace.log"\r\n\r\n'
        "INVITE sip:1\r\n--x--\r\n"
    ).encode()
    await world.smtp(raw, "support@desk.example")
    await world.settle()

    ((name, content),) = world.sql(
        "SELECT filename, convert_from(content, 'UTF8') FROM attachment JOIN blob USING (sha256)"
    )
    assert name == "trace.log"
    assert "INVITE" in content
    world.letter()
    world.briefing()


async def test_a_mail_that_cannot_be_read_lies_in_quarantine_and_the_desk_hears_of_it(world: World) -> None:
    await world.smtp(b"\r\n", "support@desk.example")
    await world.settle()

    ((state, why),) = world.sql("SELECT state, why FROM inbound")
    assert state == "quarantined"
    assert why
    assert "deskbot quarantine retry" in world.briefing().text


async def test_our_own_mail_that_comes_back_is_filed_and_starts_no_loop(world: World) -> None:
    await world.mail(QUESTION_S4)
    ours = world.letter()
    world.briefing()

    await world.smtp(ours.raw, "support@desk.example")
    await world.settle()

    assert world.sql("SELECT state, why FROM inbound ORDER BY id DESC LIMIT 1") == [("filed", "our own mail came back")]


async def test_a_filed_mail_becomes_a_ticket_when_a_person_wants_it(world: World) -> None:
    await world.mail("All phones are down.", subject="Out of office", headers={"Auto-Submitted": "auto-replied"})
    assert world.sql("SELECT state FROM inbound") == [("filed",)]

    async with world.deskbot.database.begin() as session:
        row = await inbound.lock(session, 1)
        assert row is not None
        inbound.retry(row, world.now)
        world.deskbot.jobs.ring(session, "triage", 1)
    await world.settle()

    assert world.sql("SELECT state, ticket_number FROM inbound") == [("ticketed", 1001)]
    assert not world.mailbox.to("ty@brightpathvoice.example")
    world.briefing()


async def test_a_subject_with_thousands_of_tags_looks_at_few_of_them(world: World) -> None:
    await world.mail(QUESTION_S4, subject=" ".join(f"[T-{number}]" for number in range(2000, 5000)))

    assert len(world.ticket()["subject"]) <= 250
    world.letter(), world.briefing()


async def test_mail_of_a_known_contact_is_never_filed_as_junk_proven_or_not(world: World) -> None:
    text = "Buy now! Cheap SEO services, limited offer, click here to unsubscribe. Guaranteed first page on Google!"
    await world.mail(text, subject="Special offer: SEO", proven=False)

    assert world.sql("SELECT state FROM inbound") == [("ticketed",)]
    world.letter(), world.briefing()


async def test_an_outage_that_a_contact_sends_through_a_list_is_a_ticket_and_pages(world: World) -> None:
    await world.mail(
        OUTAGE_S1, headers={"List-Id": "<noc.brightpathvoice.example>", "List-Unsubscribe": "<mailto:x@y>"}
    )

    assert world.ticket()["severity"] == "S1"
    world.twilio.phones["+15125550110"].take_text()
    assert not world.mailbox.to("ty@brightpathvoice.example")
    world.briefing()


async def test_what_warms_triage_up_leaves_nothing_behind(world: World) -> None:
    await world.deskbot.triaging.warm_up()

    assert world.sql("SELECT count(*) FROM ticket") == world.sql("SELECT count(*) FROM inbound") == [(0,)]
