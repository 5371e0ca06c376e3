"""Words of automatic answers are told from words about them."""

from __future__ import annotations

import pytest

from deskbot.channels.email.machines.away_words import Subject, away_subject, is_away_note
from deskbot.channels.email.parsing import read_mail
from deskbot.model.message import Automatic
from tests.unit.channels.email.mails import OURS, written


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("Automatic reply: No calls", Subject.ANSWER),
        ("[External] Automatic reply: No calls", Subject.ANSWER),
        ("AUTO REPLY", Subject.ANSWER),
        ("Auto: Re: No calls", Subject.ANSWER),
        ("Réponse automatique : pas d'appels", Subject.ANSWER),
        ("REPONSE AUTOMATIQUE: pas d'appels", Subject.ANSWER),
        ("Abwesenheitsnotiz", Subject.ANSWER),
        ("[AUTO GENERATED] Your mail", Subject.ANSWER),
        ("Ines Duarte is out of the office. (returning 11/16/2026)", Subject.ANSWER),
        ("Urlaub", Subject.TOPIC),
        ("Out of Office: Ines Duarte", Subject.TOPIC),
        ("Automatic reply of mailbox 200 is silent", Subject.MENTION),
        ("Out of office greeting plays day and night", Subject.MENTION),
        ("Abwesenheitsansage spielt nicht", Subject.OTHER),
        ("Auto attendant: wrong branch", Subject.MENTION),
        ("Automatic failover did not happen", Subject.OTHER),
        ("Re: Automatic reply: No calls", Subject.OTHER),
        ("Awayteam phones", Subject.OTHER),
        ("No calls", Subject.OTHER),
        ("", Subject.OTHER),
    ],
)
def test_a_subject_is_an_automatic_answers_or_only_speaks_of_one(subject: str, kind: Subject):
    assert away_subject(subject) == kind


@pytest.mark.parametrize(
    "text",
    [
        "I'm out of the office until Monday.",
        "I am currently on annual leave and will reply when I return.",
        "Ich bin im Urlaub bis zum 16.11. und danach wieder erreichbar.",
        "Estaré fuera de la oficina hasta el lunes.",
        "I'm out of the office until Monday.\n\n-----Original Message-----\n" + "No calls at Kimura.\n" * 90,
    ],
)
def test_a_person_who_says_to_be_away_and_until_when_wrote_an_away_note(text: str):
    assert is_away_note(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tom is on vacation until Monday, please contact me.",
        "The out of office greeting of mailbox 31 plays until 5 pm, please contact us.",
        "Extension 31 ist nicht erreichbar, dringend!",
        "De extensie is niet bereikbaar, dringende zaak, graag contact opnemen.",
        "Renovação de licença até sexta-feira, por favor contacte.",
        "不在転送が10時まで動きません。ご連絡ください。",
        "부재중 전화가 표시되지 않습니다. 급한 문제입니다.",
        "The customer is closed for the holidays until January; the greeting must say so.",
        "I am out of the office until Monday. " + "All phones at Kimura are down. " * 40,
        "",
    ],
)
def test_a_text_about_absence_is_no_away_note(text: str):
    assert not is_away_note(text)


ANSWERS = "In-Reply-To: <t-1.1@desk.example>"


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Re: x [T-1]", "The whole site is down again. I am on vacation until Monday, please contact Jim, urgent."),
        ("Re: x [T-1]", "I'm out of the office right now, driving there. Will be back at 3."),
        ("Re: x [T-1]", "Still no calls in or out. I'm out of the office right now, back at 3."),
        ("Automatic reply: x", "Nobody at Hollis can make any calls."),
        ("Out of office: x", "I'm away from the office, but all phones are down."),
        ("Absence: nobody can call", "I'm away from the office, but: the whole site is down"),
        ("Auto: attendant down since 9", "I am away from my desk. All calls fail."),
        (
            "Re: x [T-1]",
            "Here is what you asked for. The host id is 00408C and the release is 7.2, build 118. We have 14 "
            "extensions, two trunks to the carrier, and a door phone at the gate that opens by code 9. "
            "I am on vacation until Monday, please contact Jim.",
        ),
    ],
)
def test_whoever_tells_of_a_failure_or_a_good_deal_more_is_a_person_though_they_are_away(subject: str, body: str):
    mail = read_mail(written(body.encode(), ANSWERS, subject=subject), own_addresses=OURS)

    assert mail.automatic is None


@pytest.mark.parametrize(
    "body",
    [
        "I am out of the office until Monday. If your system is down, please call 555-0137.",
        "Ich bin im Urlaub bis zum 16.11. Falls etwas nicht funktioniert, wenden Sie sich an meine Vertretung.",
        "Hello,\n\nthank you for your message. I am on annual leave until 16 November and read no mail.\n\n"
        "In urgent cases please contact my colleague.\n\nKind regards\nInes Duarte\nHarbor Voice",
    ],
)
def test_an_away_note_that_speaks_of_failures_that_may_come_is_one(body: str):
    mail = read_mail(written(body.encode(), ANSWERS, subject="Re: x [T-1]"), own_addresses=OURS)

    assert mail.automatic == Automatic.AUTO_REPLY
    assert not mail.automatic_certain


@pytest.mark.parametrize(
    ("subject", "headers", "body"),
    [
        ("Out of office greeting does not play", ["In-Reply-To: <t-1.1@desk.example>"], "Mailbox 31 is silent."),
        ("Urlaub: Ansage ändern", [], "Bitte die Ansage auf „im Urlaub bis 16.11.“ stellen. Dringend."),
        (
            "Vacation: new greeting please",
            ["X-Auto-Response-Suppress: OOF"],
            "Play the vacation greeting until Monday.",
        ),
        ("Holiday closing", [], "Our offices are closed until Monday: please switch the night mode on."),
        ("Re: [T-1042] No calls", [], "Wir haben Ihre Logs erhalten, die Anlage startet automatisch neu."),
        (
            "Please verify caller id",
            ["In-Reply-To: <t-1.1@desk.example>"],
            "The whitelist holds calls; action required.",
        ),
        (
            "Delivered: RMA unit",
            ["In-Reply-To: <t-1.1@desk.example>"],
            "It was delivered to the customer, and is dead.",
        ),
        (
            "Undeliverable faxes",
            ["X-Auto-Response-Suppress: All"],
            "They could not be delivered: 550 to fax@kimura.example",
        ),
        ("Mailbox full", ["X-Auto-Response-Suppress: All"], "Mailbox 12 is full, and cannot be emptied."),
        (
            "Read: manual, page 12",
            ["In-Reply-To: <t-1.1@desk.example>"],
            "The table of pins is mirrored, as was read out.",
        ),
        ("Delivery failed", [], "The courier did not bring the unit."),
    ],
)
def test_a_person_is_not_taken_for_a_machine(subject: str, headers: list[str], body: str):
    raw = written(body.encode(), "Content-Type: text/plain; charset=utf-8", *headers, subject=subject)

    assert read_mail(raw, own_addresses=OURS).automatic is None


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Auto-Submitted: auto-replied; owner-email=a@b.example", Automatic.AUTO_REPLY),
        ("Auto-Submitted: auto-notified", Automatic.AUTO_REPLY),
        ("Auto-Submitted: No (a person)", None),
        ("X-Autoreply: no", None),
        ("X-AutoReply-From: <ines@harborvoice.example>", Automatic.AUTO_REPLY),
        ("X-FC-MachineGenerated: true", Automatic.AUTO_REPLY),
        ("X-POST-MessageClass: 9; Autoresponder", Automatic.AUTO_REPLY),
        ("X-Autogenerated: Reply", Automatic.AUTO_REPLY),
        ("X-Autogenerated: Forward", None),
        ("X-Amazon-Auto-Reply: true", Automatic.AUTO_REPLY),
        ("Preference: auto_reply", Automatic.AUTO_REPLY),
        ("Delivered-To: Autoresponder", Automatic.AUTO_REPLY),
        ("X-Mailer: vacation 1.2", Automatic.AUTO_REPLY),
        ("X-Apple-Action: VACATION", Automatic.AUTO_REPLY),
        ("X-MS-Exchange-Inbox-Rules-Loop: ines@harborvoice.example", None),
        ("Feedback-ID: 1:2:3:shop", None),
        ("X-Mailer: Acronis Mailer", None),
        ("X-Halon-ID: 7", None),
        ("X-Campaign: november", Automatic.LIST),
    ],
)
def test_a_header_says_who_wrote(header: str, kind: Automatic | None):
    assert read_mail(written(b"x", header), own_addresses=OURS).automatic == kind


@pytest.mark.parametrize(
    "header",
    ["X-Zendesk-Email-Id: 1", "X-RT-Loop-Prevention: a", "X-JIRA-FingerPrint: 1", "X-Mailer: osTicket Mailer"],
)
def test_another_help_desks_system_is_read_as_a_person_and_not_answered(header: str):
    mail = read_mail(written(b"The trunk is down.", header), own_addresses=OURS)

    assert (mail.automatic, mail.answerable) == (None, False)


def test_a_mail_gates_header_is_not_a_ticket_systems():
    assert read_mail(written(b"The trunk is down.", "X-Halon-ID: 7"), own_addresses=OURS).answerable


def test_the_list_that_is_our_own_address_makes_no_list_mail():
    group = "List-Id: Support <support.desk.example>"

    assert read_mail(written(b"x", group, "Precedence: list"), own_addresses=OURS).automatic is None
    assert read_mail(written(b"x", group), own_addresses=("desk@other.example",)).automatic == Automatic.LIST


def test_a_mail_that_was_in_our_mailbox_before_is_not_answered():
    here, there = "Delivered-To: Support@desk.example", "Delivered-To: noc@harborvoice.example"

    assert not read_mail(written(b"x", here, there, here), own_addresses=OURS).answerable
    assert not read_mail(written(b"x", "X-Loop: Support+t7.abc@desk.example"), own_addresses=OURS).answerable


def test_two_servers_of_one_house_that_each_note_the_delivery_make_no_loop():
    here = "Delivered-To: support@desk.example"

    assert read_mail(written(b"x", here, here), own_addresses=OURS).answerable


def test_a_mail_that_came_through_dozens_of_servers_is_not_answered():
    hops = ["Received: from a by b; Tue, 10 Nov 2026 09:12:44 -0500"] * 31

    assert not read_mail(written(b"x", *hops), own_addresses=OURS).answerable
