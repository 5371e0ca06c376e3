"""An agent answers the notification, and the reseller is answered; in doubt it stays inside."""

from __future__ import annotations

import base64

import pytest

from tests.flow.mails import OUTAGE_S1, QUESTION_S4
from tests.harness import ANA, AUTHSERV, Letter, World

AGENT = "Ana Ruiz <ana@desk.example>"
RESELLER = "ty@brightpathvoice.example"


async def opened(world: World, text: str = QUESTION_S4) -> Letter:
    """Open a ticket; return the desk's notification."""
    await world.mail(text, subject="Holiday greeting")
    world.letter()
    return world.briefing()


def token_of(letter: Letter) -> str:
    return letter.mail["Reply-To"].rpartition("<")[2].strip("<>")


def with_file(briefing: Letter, text: str, name: str, kind: str, content: bytes = b"%PDF-1.4\n") -> bytes:
    """An agent's answer with a file, as the mail server in front hands it on."""
    encoded = "" if kind.startswith("message/") else "Content-Transfer-Encoding: base64\r\n"
    body = content if kind.startswith("message/") else base64.encodebytes(content)
    head = (
        f"Authentication-Results: {AUTHSERV}; dmarc=pass header.from=desk.example\r\n"
        f"From: {AGENT}\r\nTo: {token_of(briefing)}\r\nSubject: Re: x\r\nMessage-ID: <file@desk.example>\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="xxx"\r\n\r\n'
        f"--xxx\r\nContent-Type: text/plain\r\n\r\n{text}\r\n"
        f'--xxx\r\nContent-Type: {kind}\r\nContent-Disposition: attachment; filename="{name}"\r\n{encoded}\r\n'
    )
    return head.encode() + body + b"\r\n--xxx--\r\n"


def kept_inside(world: World) -> list[tuple[str, bool]]:
    return world.sql("SELECT text, public FROM timeline WHERE kind = 'note' ORDER BY id")


async def test_a_proven_agents_answer_to_the_notification_goes_to_the_reseller(world: World) -> None:
    briefing = await opened(world)
    assert briefing.mail["Reply-To"]

    await world.mail("Please open menu 7, then press Save.", sender=AGENT, answers=briefing)

    letter = world.letter()
    assert "Please open menu 7, then press Save." in letter.text
    assert "Ana Ruiz" in letter.text
    assert letter.mail["Auto-Submitted"] is None
    assert world.ticket()["state"] == "waiting-reseller"
    assert ("reply", "Please open menu 7, then press Save.") in world.timeline()


async def test_what_the_agents_mailer_quotes_of_the_notification_does_not_go_out(world: World) -> None:
    briefing = await opened(world)
    quoted = "\n".join(f"> {line}" for line in briefing.text.splitlines())

    await world.mail(
        f"Please open menu 7.\n\nOn Mon, 2 Mar 2026 at 12:01, Desk <support@desk.example> wrote:\n{quoted}",
        sender=AGENT,
        answers=briefing,
    )

    sent = world.letter().text
    assert "Please open menu 7." in sent
    assert "Paging:" not in sent
    assert "Why:" not in sent


async def test_an_answer_that_still_holds_words_of_the_notification_stays_inside_and_the_agent_is_told(
    world: World,
) -> None:
    briefing = await opened(world)
    leaked = " ".join(briefing.text.split("Why:")[1].split()[:25])

    await world.mail(f"As triage says here, {leaked}", sender=AGENT, answers=briefing)

    assert [public for _, public in kept_inside(world)] == [False]
    told = world.letter("ana@desk.example")
    assert "words of the internal notification" in told.text
    assert "[T-1001]" in told.mail["Subject"]


async def test_a_header_that_some_mailer_puts_above_the_quote_gives_nothing_of_the_notification_away(
    world: World,
) -> None:
    briefing = await opened(world)
    header = f"Kutoka: Desk <support@desk.example>\nMada: {briefing.mail['Subject']}"

    await world.mail(f"Open menu 7.\n\n{header}\n\n{briefing.text}", sender=AGENT, answers=briefing)

    assert [public for _, public in kept_inside(world)] == [False]
    assert "words of the internal notification" in world.letter("ana@desk.example").text


async def test_an_answer_in_an_agents_name_that_nothing_proves_stays_inside(world: World) -> None:
    briefing = await opened(world)

    await world.mail("The password is 1234.", sender=AGENT, answers=briefing, proven=False)

    ((text, public),) = kept_inside(world)
    assert "The password is [masked]." in text
    assert not public
    assert world.sql("SELECT verified FROM timeline WHERE kind = 'note'") == [(False,)]
    assert "it is not certain that you wrote it" in world.letter("ana@desk.example").text


async def test_commands_in_an_agents_name_that_nothing_proves_do_nothing(world: World) -> None:
    briefing = await opened(world)

    await world.mail("#close\n#assign ben", sender=AGENT, answers=briefing, proven=False)

    assert (world.ticket()["state"], world.ticket()["owner"]) == ("waiting-desk", "")
    world.letter("ana@desk.example")


async def test_a_note_stays_inside(world: World) -> None:
    briefing = await opened(world)

    await world.mail("#note\nHe is difficult, be careful.", sender=AGENT, answers=briefing)

    assert kept_inside(world) == [("He is difficult, be careful.", False)]
    assert world.ticket()["state"] == "waiting-desk"


async def test_close_answers_and_closes(world: World) -> None:
    briefing = await opened(world)

    await world.mail("#close\nDone, thank you for the call.", sender=AGENT, answers=briefing)

    assert "Done, thank you for the call." in world.letter().text
    assert "is closed" in world.letter().text
    assert world.ticket()["state"] == "closed"


async def test_assign_takes_a_name_and_several_commands_go_together(world: World) -> None:
    briefing = await opened(world)

    await world.mail("#assign Ben Oyelowo\n#note\nYours, Ben.", sender=AGENT, answers=briefing)

    assert world.ticket()["owner"] == "ben"
    assert kept_inside(world) == [("Yours, Ben.", False)]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("#colse\nBye.", 'did you mean "close"'),
        ("#assign somebody\nBye.", "is not on the staff"),
        ("#assign\nBye.", "needs a name"),
    ],
)
async def test_a_command_that_cannot_be_understood_sends_nothing_and_is_told(world: World, text: str, why: str) -> None:
    briefing = await opened(world)

    await world.mail(text, sender=AGENT, answers=briefing)

    assert why in world.letter("ana@desk.example").text
    assert world.ticket()["state"] == "waiting-desk"
    ((noted, public),) = kept_inside(world)
    assert "Bye." in noted
    assert not public


async def test_page_rings_whoever_is_on_call(world: World) -> None:
    briefing = await opened(world)

    await world.mail("#page\n#note\nThis is worse than they say.", sender=AGENT, answers=briefing)

    assert "T-1001" in world.twilio.phones[ANA].take_text()


async def test_a_part_that_cannot_be_done_undoes_the_others(world: World) -> None:
    briefing = await opened(world)
    world.sql("UPDATE ticket SET state = 'merged'")

    await world.mail("#assign ben\nWe are on it.", sender=AGENT, answers=briefing)

    assert world.ticket()["owner"] == ""
    assert "merged" in world.letter("ana@desk.example").text
    assert not world.mailbox.to(RESELLER)[1:]


async def test_a_reseller_who_writes_commands_commands_nothing(world: World) -> None:
    await opened(world)
    ours = world.mailbox.to(RESELLER)[0]

    await world.mail("#close\n#assign ben", answers=ours)

    assert (world.ticket()["state"], world.ticket()["owner"]) == ("waiting-desk", "")
    world.briefing()


async def test_an_agents_out_of_office_is_no_answer(world: World) -> None:
    briefing = await opened(world)

    await world.mail("I am away.", sender=AGENT, answers=briefing, headers={"Auto-Submitted": "auto-replied"})

    assert world.ticket()["state"] == "waiting-desk"
    assert world.sql("SELECT state FROM inbound ORDER BY id") == [("ticketed",), ("filed",)]


async def test_what_an_agent_writes_to_somebody_with_a_copy_to_us_stays_inside(world: World) -> None:
    await opened(world)

    await world.mail(
        "Between us: they are clueless.",
        sender=AGENT,
        to="noc@carrier.example",
        copy="support@desk.example",
        subject="Trunk [T-1001]",
    )

    assert kept_inside(world) == [("Between us: they are clueless.", False)]


async def test_a_tag_alone_is_no_answer_to_a_notification(world: World) -> None:
    await opened(world)

    await world.mail("#close\nBye.", sender=AGENT, subject="Holiday greeting [T-1001]")

    assert world.ticket()["state"] == "waiting-desk"
    assert "does not answer a notification" in world.letter("ana@desk.example").text


async def test_the_reply_address_that_a_reseller_knows_commands_nothing(world: World) -> None:
    await opened(world)
    theirs = world.mailbox.to(RESELLER)[0]

    await world.mail("#close\nBye.", sender=AGENT, answers=theirs)

    assert world.ticket()["state"] == "waiting-desk"
    world.letter("ana@desk.example")


async def test_who_has_the_agents_own_mail_is_not_sent_it_again(world: World) -> None:
    briefing = await opened(world)

    await world.mail("Please open menu 7.", sender=AGENT, answers=briefing, headers={"Cc": RESELLER})

    assert ("reply", "Please open menu 7.") in world.timeline()


async def test_an_answer_that_is_only_a_file_is_told_and_not_lost(world: World) -> None:
    briefing = await opened(world)
    raw = with_file(briefing, "", "sheet.pdf", "application/pdf")

    await world.smtp(raw, token_of(briefing))
    await world.settle()

    assert "write a line to go with the file" in world.letter("ana@desk.example").text
    assert world.sql("SELECT filename FROM attachment") == [("sheet.pdf",)]


async def test_our_own_letter_does_not_go_out_as_a_file(world: World) -> None:
    briefing = await opened(world)
    raw = with_file(briefing, "Please open menu 7.", "original.eml", "message/rfc822", briefing.raw)

    await world.smtp(raw, token_of(briefing))
    await world.settle()

    assert "a mail is attached" in world.letter("ana@desk.example").text
    assert [public for _, public in kept_inside(world)] == [False]


async def test_an_agent_who_reported_a_ticket_by_mail_answers_our_questions_as_anybody_does(world: World) -> None:
    await world.mail(QUESTION_S4, sender=AGENT, subject="Phoned in: greeting")
    asked = world.letter("ana@desk.example")
    world.briefing()

    await world.mail(OUTAGE_S1, sender=AGENT, answers=asked)

    assert world.ticket()["severity"] == "S1"
    world.twilio.phones[ANA].take_text()
    world.letter("ana@desk.example"), world.briefing()


async def test_an_agents_many_letters_of_an_hour_do_not_keep_the_one_that_matters_from_them(world: World) -> None:
    briefing = await opened(world)
    world.sql(
        "INSERT INTO outbox (key, channel, to_address, payload, state, attempts, created_at, unasked, detail) "
        "SELECT 'other:' || n, 'email', 'ana@desk.example', '{}', 'sent', 1, %s, false, '' "
        "FROM generate_series(1, 30) n",
        world.now,
    )

    await world.mail("#colse\nBye.", sender=AGENT, answers=briefing)

    assert 'did you mean "close"' in world.letter("ana@desk.example").text


async def test_the_words_of_an_old_notification_are_known_on_a_long_ticket(world: World) -> None:
    briefing = await opened(world)
    world.sql(
        "INSERT INTO outbox (key, ticket_number, channel, to_address, payload, state, attempts, created_at, unasked, "
        "detail) SELECT 'other:' || n, 1001, 'email', 'x@y.example', %s::jsonb, 'sent', 1, %s, false, '' "
        "FROM generate_series(1, 300) n",
        '{"channel": "email", "to": {"address": "x@y.example"}, "subject": "s", "text": "t", "internal": true}',
        world.now,
    )
    unmarked = briefing.text.replace("## reply above this line ##", "")

    await world.mail(f"Open menu 7.\n\n{unmarked}\nreally", sender=AGENT, answers=briefing)

    assert "Why:" not in "".join(letter.text for letter in world.mailbox.to(RESELLER))
    world.letter()


async def test_a_file_of_an_agent_goes_with_the_answer(world: World) -> None:
    briefing = await opened(world)

    await world.smtp(with_file(briefing, "See the sheet.", "sheet.pdf", "application/pdf"), token_of(briefing))
    await world.settle()

    letter = world.letter()
    (file,) = letter.mail.iter_attachments()
    assert file.get_filename() == "sheet.pdf"
    assert file.get_content() == b"%PDF-1.4\n"


async def test_an_outage_that_an_agent_forwards_is_the_customers_ticket(world: World) -> None:
    forwarded = (
        "please take this\n\n---------- Forwarded message ---------\n"
        f"From: Ty Okafor <{RESELLER}>\nDate: Mon, 2 Mar 2026 at 11:58\nSubject: Phones down\n"
        "To: Ana <ana@desk.example>\n\n"
        f"{OUTAGE_S1}"
    )

    await world.mail(forwarded, sender=AGENT, subject="Fwd: Phones down")

    ticket = world.ticket()
    assert (ticket["reseller_id"], ticket["contact_id"], ticket["severity"], ticket["verified"]) == (1, 1, "S1", True)
    assert ("please take this", False) in kept_inside(world)
    assert not any("please take this" in text for kind, text in world.timeline() if kind == "message")
    assert "T-1001" in world.letter().text
    world.briefing()
    world.twilio.phones[ANA].take_text()


async def test_a_stranger_whom_an_agent_forwards_stays_unproven(world: World) -> None:
    forwarded = (
        "---------- Forwarded message ---------\nFrom: Eve <eve@evil.example>\nDate: Mon, 2 Mar 2026 at 11:58\n"
        f"Subject: Greeting\nTo: Ana <ana@desk.example>\n\n{QUESTION_S4}"
    )

    await world.mail(forwarded, sender=AGENT, subject="Fwd: Greeting")

    assert world.ticket()["verified"] is False
    world.letter("eve@evil.example")
    world.briefing()


async def test_what_an_agent_forwards_to_a_ticket_of_somebody_else_stays_inside(world: World) -> None:
    await opened(world)
    forwarded = (
        "---------- Forwarded message ---------\nFrom: Carrier <noc@carrier.example>\nDate: Mon, 2 Mar 2026\n"
        "Subject: Trunk\nTo: Ana <ana@desk.example>\n\nThe trunk is fine, it is their router."
    )

    await world.mail(forwarded, sender=AGENT, subject="Fwd: Trunk [T-1001]")

    ((text, public),) = kept_inside(world)
    assert "it is their router" in text
    assert not public


async def test_a_mail_in_an_agents_name_that_forwards_without_proof_is_a_strangers(world: World) -> None:
    forwarded = (
        f"---------- Forwarded message ---------\nFrom: Ty Okafor <{RESELLER}>\nDate: Mon, 2 Mar 2026 at 11:58\n"
        f"Subject: Greeting\nTo: Ana <ana@desk.example>\n\n{QUESTION_S4}"
    )

    await world.mail(forwarded, sender=AGENT, subject="Fwd: Greeting", proven=False)

    assert world.ticket()["reseller_id"] is None
    assert not world.mailbox.to(RESELLER)
    world.letter("ana@desk.example"), world.briefing()
