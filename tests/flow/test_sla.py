"""A reseller hears from a person in the time that was promised, or the desk is warned before and escalates after."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from typer.testing import CliRunner

from deskbot.cli.groups import app
from deskbot.simulators.mailbox import Fault
from deskbot.store import metrics
from deskbot.store.directory_import import change
from tests.flow.mails import COMPLETE_S3, INCOMPLETE_S3, OUTAGE_S1, QUESTION_S4, THE_REST
from tests.flow.test_bursts import JANA as JANA_MAIL
from tests.flow.test_bursts import LEO, TY, burst, report
from tests.harness import ANA, DESK_YAML, KIM, World, running_world

SLA = (
    "unproven: {pages_per_hour: 2}",
    """\
business_hours:
  office:
    zone: America/Chicago
    hours: [{days: [monday..friday], from: "09:00", to: "17:00"}]
    holidays: {country: US}
  long-days: {zone: America/Chicago, hours: [{days: [monday..friday], from: "07:00", to: "19:00"}]}
sla:
  premium: {hours: office, S1: {within: 1h, hours: always}, S2: 2h, S3: 4h}
  standard: {hours: long-days, S3: 8h}
sla_alarms: {warn: 75%, policy: urgent, mail: boss@desk.example}
unproven: {pages_per_hour: 2}""",
)
JANA = "Jana Vogt <jana@rheinruf.example>"
PAT = "Pat Lee <pat@brightpathvoice.example>"
NOON = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
"""Monday 12:00 in Chicago."""


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """A desk that promises answers; Brightpath is premium, Rheinruf standard. Monday noon in Chicago."""
    async with running_world(database_url, policy=SLA) as running:
        yield running


def target(world: World, number: int = 1001) -> dict[str, Any]:
    columns = ("says", "promised_at", "warned_at", "breached_at", "ended")
    query = f"SELECT {', '.join(columns)} FROM sla_target WHERE ticket_number = %s ORDER BY id DESC LIMIT 1"  # noqa: S608
    (row,) = world.sql(query, number)
    return dict(zip(columns, row, strict=True))


def promises(world: World, number: int = 1001) -> list[str]:
    return [text for kind, text in world.timeline(number) if kind == "sla"]


async def minor(world: World, text: str = COMPLETE_S3, **more: Any) -> tuple[str, str]:
    """Let a minor trouble be reported; return our answer and the desk's briefing."""
    await world.mail(text, subject="One-way audio", **more)
    return world.letter(more.get("sender", "ty@brightpathvoice.example").rpartition("<")[2].rstrip(">")).text, (
        world.briefing().text
    )


async def answer(world: World, number: int = 1001) -> None:
    await world.deskbot.agents.reply(number, "We are looking at it.", "ana")
    await world.settle()
    assert "We are looking at it." in world.letter().text


# -- what is promised


async def test_the_reseller_the_desk_and_the_timeline_are_told_by_when_a_person_answers(world: World) -> None:
    told, briefing = await minor(world)

    assert "A person at the Service Desk will answer you by Monday 02 March, 16:00 (America/Chicago)." in told
    assert "First answer: S3 premium: first answer within 4 business hours, by 16:00." in briefing
    assert promises(world) == ["S3 premium: first answer within 4 business hours, by 16:00."]
    assert target(world)["promised_at"] == NOON + timedelta(hours=4)


async def test_the_time_counts_from_acceptance_and_not_from_when_the_mail_was_read(world: World) -> None:
    head = "From: ty@brightpathvoice.example\r\nTo: support@desk.example\r\nSubject: Audio\r\n\r\n"
    await world.smtp(f"{head}{COMPLETE_S3}".encode(), "support@desk.example")
    world.clock.forward(timedelta(hours=1))
    await world.settle()

    assert world.sql("SELECT accepted_at FROM sla_target") == [(NOON,)]
    assert world.ticket()["created_at"] == NOON + timedelta(hours=1)
    world.read += world.mailbox.letters


async def test_nights_weekends_and_holidays_do_not_count(world: World) -> None:
    world.clock.move_to(datetime(2026, 7, 2, 21, 0, tzinfo=UTC))  # Thursday 16:00; Friday is a holiday
    told, _ = await minor(world)

    assert "by Monday 06 July, 12:00 (America/Chicago)" in told


async def test_a_reseller_is_told_in_their_own_zone_and_language(world: World) -> None:
    await world.mail(
        "Guten Tag, bei Kunde Weiss GmbH hat ein Telefon kein Freizeichen, ein Benutzer, Anrufe sonst in Ordnung. Jana",
        sender=JANA,
    )
    world.briefing()

    assert (
        "antwortet Ihnen persönlich bis 2026-03-03, 15:00 (Europe/Berlin)" in world.letter("jana@rheinruf.example").text
    )


@pytest.mark.parametrize("tier", ["", "gold"])
async def test_to_a_reseller_of_unknown_tier_no_time_is_promised(world: World, tier: str) -> None:
    world.sql("UPDATE reseller SET tier = %s", tier)

    told, briefing = await minor(world)

    assert "will answer you by" not in told
    assert "No time is promised" in briefing
    await world.forward(days=3)
    assert target(world)["breached_at"] is None


async def test_to_a_stranger_no_time_is_promised(world: World) -> None:
    told, _ = await minor(world, proven=False)

    assert "answer you by" not in told
    assert promises(world) == ["No time is promised: the reseller's tier is not known."]


async def test_a_severity_without_a_target_promises_no_time(world: World) -> None:
    told, _ = await minor(world, QUESTION_S4)

    assert "answer you by" not in told
    assert promises(world) == ["No time is promised: the tier premium has no target for S4."]


async def test_what_is_agreed_with_a_reseller_goes_before_its_tier(world: World) -> None:
    world.sql("UPDATE reseller SET targets = 'S3=30m; S4=1h always' WHERE id = 1")

    told, _ = await minor(world)

    assert "by Monday 02 March, 12:30" in told
    assert promises(world) == ["S3 by agreement with the reseller: first answer within 30 business minutes, by 12:30."]


async def test_a_promise_that_its_hours_would_keep_in_a_lifetime_costs_no_ticket(database_url: str) -> None:
    rarely = '{zone: America/Chicago, hours: [{days: [monday], from: "09:00", to: "09:01"}]}'
    policy = (SLA[0], SLA[1].replace("business_hours:\n", f"business_hours:\n  rarely: {rarely}\n"))
    async with running_world(database_url, policy=policy) as world:
        world.sql("UPDATE reseller SET targets = 'S3=100h rarely' WHERE id = 1")

        await minor(world)

        assert world.ticket()["severity"] == "S3"
        assert "first answer within 100 business hours" in promises(world)[0]


async def test_a_tier_that_is_set_anew_sets_the_target_of_open_tickets_anew(world: World) -> None:
    await minor(world)

    async with world.deskbot.database.begin() as session:
        await change(session, "resellers", "brightpath", {"targets": "S3=1h"})
    await world.forward(minutes=1)

    assert promises(world)[-1].endswith("first answer within 1 business hour, by 13:00.")
    await answer(world)


# -- warned, overdue, met


async def test_the_desk_is_warned_before_and_told_after_once_each(world: World) -> None:
    await minor(world)

    await world.forward(hours=3)
    warning = world.briefing()
    assert "[T-1001] S3 answer due by 16:00: Brightpath" in warning.mail["Subject"]
    await world.forward(hours=1)
    overdue = world.briefing()
    assert "ANSWER OVERDUE since 16:00" in overdue.mail["Subject"]
    assert "Nobody is paged: an overdue S3 pages nobody." in overdue.text
    assert world.letter("boss@desk.example").mail["Subject"] == overdue.mail["Subject"]

    await world.forward(days=3)

    assert promises(world)[1:] == [
        "Warned: a person's first answer is due by 16:00, and nobody has answered.",
        "Overdue: a person's first answer was due by 16:00. Nobody has answered. "
        "Nobody is paged: an overdue S3 pages nobody.",
    ]


async def test_a_persons_answer_in_time_ends_it(world: World) -> None:
    await minor(world)
    await world.forward(hours=1)
    await answer(world)

    await world.forward(hours=20)

    assert target(world)["ended"] == "answered"
    assert len(promises(world)) == 1


async def test_an_answer_to_the_warning_is_what_the_reseller_waits_for(world: World) -> None:
    await minor(world)
    await world.forward(hours=3)

    await world.mail("Please restart the phone.", sender="Ana Ruiz <ana@desk.example>", answers=world.briefing())
    assert "Please restart the phone." in world.letter().text

    await world.forward(hours=20)
    assert target(world)["ended"] == "answered"


async def test_an_automatic_question_neither_stops_nor_satisfies_the_clock(world: World) -> None:
    told, _ = await minor(world, INCOMPLETE_S3)
    assert "by Monday 02 March, 16:00" in told
    assert world.ticket()["state"] == "waiting-reseller"

    await world.forward(hours=2)
    await world.mail(THE_REST, answers=world.mailbox.to("ty@brightpathvoice.example")[0])
    world.letter(), world.briefing()
    await world.forward(hours=2)

    assert target(world)["breached_at"] == NOON + timedelta(hours=4)
    world.briefing(), world.briefing(), world.letter("boss@desk.example")


async def test_an_answer_is_counted_as_promised_and_as_late_until_it_is_given(world: World) -> None:
    await minor(world)
    assert await counted(world) == (1, 0)

    await world.forward(hours=5)
    assert await counted(world) == (1, 1)

    await answer(world)
    assert await counted(world) == (0, 0)
    world.briefing(), world.briefing(), world.letter("boss@desk.example")


async def test_an_answer_to_a_ticket_that_is_closed_is_counted_as_late_no_more(world: World) -> None:
    await minor(world)
    await world.forward(hours=5)

    await world.deskbot.agents.close(1001, "ana", "Nobody is there any more.")

    assert await counted(world) == (0, 0)
    world.briefing(), world.briefing(), world.letter("boss@desk.example")


async def counted(world: World) -> tuple[int, int]:
    """Return how many answers are promised, and how many of those are late."""
    async with world.deskbot.database.begin() as session:
        return await metrics.promises(session)


async def test_a_note_or_an_assignment_does_not_satisfy_it_and_the_owner_is_warned_as_well(world: World) -> None:
    await minor(world)
    await world.deskbot.agents.note(1001, "Looks like SIP ALG.", "ana")
    await world.deskbot.agents.assign(1001, "kim", "ana")

    await world.forward(hours=3)

    world.briefing()
    assert "Owner: Kim Haddad" in world.letter("kim@desk.example").text


async def test_an_s1_is_warned_of_though_it_pages_and_its_page_goes_on_when_it_is_overdue(world: World) -> None:
    await world.mail(OUTAGE_S1, subject="Down")
    assert "will answer you by Monday 02 March, 13:00" in world.letter().text
    world.briefing()
    world.twilio.phones[ANA].take_text()
    await world.forward(minutes=44)
    world.twilio.phones[KIM].take_call()
    world.letter(), world.briefing(), world.letter("lead@desk.example")  # nobody answered the page

    await world.forward(minutes=1)
    assert "S1 answer due by 13:00" in world.briefing().mail["Subject"]
    await world.forward(minutes=15)

    assert "Somebody is paged for it now." in world.briefing().text
    world.letter("boss@desk.example")
    text = world.twilio.phones[ANA].take_text()
    await world.text(ANA, "2a", "You have taken T-1001")
    await world.settle()
    assert "T-1001 S1" in text
    assert "Ana Ruiz has taken" in world.letter().text


async def test_who_takes_the_page_and_the_reseller_is_told_so_satisfies_it(world: World) -> None:
    await world.mail(OUTAGE_S1, subject="Down")
    world.letter(), world.briefing(), world.twilio.phones[ANA].take_text()
    await world.text(ANA, "a", "You have taken T-1001")
    await world.settle()
    assert "Ana Ruiz has taken" in world.letter().text

    await world.forward(hours=2)

    assert target(world)["ended"] == "answered"


async def test_who_judges_that_it_is_not_urgent_has_answered_as_the_reseller_is_told_so(world: World) -> None:
    await world.mail(OUTAGE_S1)
    world.letter(), world.briefing(), world.twilio.phones[ANA].take_text()
    await world.text(ANA, "1n one desk phone only", "is S3 now")
    await world.settle()
    assert "one desk phone only" in world.letter().text

    await world.forward(days=2)

    assert target(world)["ended"] == "answered"
    assert not [text for text in promises(world) if "Warned" in text or "Overdue" in text]


async def test_who_takes_the_page_while_letters_to_the_reseller_come_back_does_not_satisfy_it(world: World) -> None:
    await world.mail(OUTAGE_S1, subject="Down")
    world.letter(), world.briefing(), world.twilio.phones[ANA].take_text()
    world.sql(
        "INSERT INTO undeliverable VALUES ('email', 'ty@brightpathvoice.example', %s, true, '5.1.1', 'no such user')",
        world.now,
    )
    await world.text(ANA, "a", "You have taken T-1001")

    await world.forward(hours=2)

    assert "the reseller was not told" in world.briefing().text
    overdue = world.briefing().text
    assert "the reseller was not told" in overdue
    assert "Nobody new is paged: Ana Ruiz has acknowledged." in overdue
    assert world.mailbox.to("ana@desk.example")
    world.read += world.mailbox.to("ana@desk.example")
    world.letter("boss@desk.example")


async def test_an_answer_whose_letter_has_not_gone_out_is_no_answer_yet(world: World) -> None:
    await minor(world)
    await world.forward(hours=3)
    world.briefing()
    world.mailbox.fault = Fault.LATER
    await world.deskbot.agents.reply(1001, "We are looking at it.", "ana")
    await world.settle()

    await world.forward(hours=1, minutes=4)
    assert target(world)["breached_at"] is None
    await world.forward(minutes=1)

    assert "the reseller was not told: the letter that says so has not gone out yet" in promises(world)[-1]
    world.mailbox.fault = Fault.NONE
    await world.forward(hours=1)
    assert "We are looking at it." in world.letter().text
    world.briefing(), world.letter("boss@desk.example")


# -- what changes it


async def test_a_ticket_closed_before_it_is_overdue_alarms_nobody(world: World) -> None:
    await minor(world)
    await world.deskbot.agents.close(1001, "ana", "a test")

    await world.forward(days=2)

    assert target(world)["ended"] == "closed"
    assert len(promises(world)) == 1
    world.read += world.mailbox.to("ty@brightpathvoice.example")


async def test_a_message_that_makes_it_graver_counts_from_that_message_and_the_reseller_hears_it(world: World) -> None:
    await minor(world)
    letter = world.mailbox.to("ty@brightpathvoice.example")[0]
    await world.forward(hours=2)

    await world.mail(OUTAGE_S1, answers=letter)

    assert "will answer you by Monday 02 March, 15:00" in world.letter().text
    assert "First answer: S1 premium: first answer within 1 hour, by 15:00." in world.briefing().text
    world.twilio.phones[ANA].take_text()
    await world.text(ANA, "a", "You have taken T-1001")
    await world.settle()
    world.letter()


async def test_a_message_that_makes_it_graver_never_puts_the_promise_off(world: World) -> None:
    await minor(world)
    letter = world.mailbox.to("ty@brightpathvoice.example")[0]
    await world.forward(hours=2, minutes=50)

    world.sql("UPDATE reseller SET targets = 'S1=9h'")
    await world.mail(OUTAGE_S1, answers=letter)

    assert target(world)["promised_at"] == NOON + timedelta(hours=4)
    world.letter(), world.briefing(), world.twilio.phones[ANA].take_text()
    await world.text(ANA, "a", "You have taken T-1001")
    await world.settle()
    world.letter()


async def test_a_message_that_makes_it_graver_has_nobody_warned_twice_of_one_promise(world: World) -> None:
    await minor(world)
    letter = world.mailbox.to("ty@brightpathvoice.example")[0]
    await world.forward(hours=3, minutes=5)
    assert "16:00" in world.briefing().text

    world.sql("UPDATE reseller SET targets = 'S1=9h'")
    await world.mail(OUTAGE_S1, answers=letter)

    assert target(world)["promised_at"] == NOON + timedelta(hours=4)
    assert target(world)["warned_at"] == NOON + timedelta(hours=3)
    world.letter(), world.briefing(), world.twilio.phones[ANA].take_text()
    await world.text(ANA, "a", "You have taken T-1001")
    await world.settle()
    world.letter()


async def test_what_the_desk_sets_right_counts_from_the_beginning(world: World) -> None:
    await minor(world)
    await world.forward(hours=1)

    await world.deskbot.agents.set(1001, ["severity=S2"], "ana")
    await world.settle()

    assert promises(world)[-1] == "S2 premium: first answer within 2 business hours, by 14:00."
    world.twilio.phones[ANA].take_text()
    await world.text(ANA, "a", "You have taken T-1001")
    await world.settle()
    world.letter()


WITH_S4 = (SLA[0], SLA[1].replace("S3: 4h}", "S3: 4h, S4: 8h}"))


async def set_to(world: World, severity: str) -> None:
    await world.deskbot.agents.set(1001, [f"severity={severity}"], "ana")
    await world.settle()


async def test_a_promise_to_which_the_desk_goes_back_is_warned_of_and_overdue_once(database_url: str) -> None:
    async with running_world(database_url, policy=WITH_S4) as world:
        await minor(world)
        await world.forward(hours=3)
        assert "S3 answer due by 16:00" in world.briefing().mail["Subject"]

        await set_to(world, "S4")
        await set_to(world, "S3")
        assert not world.unread_letters()
        await world.forward(hours=1)
        assert "ANSWER OVERDUE since 16:00" in world.briefing().mail["Subject"]
        world.letter("boss@desk.example")

        await set_to(world, "S4")
        await set_to(world, "S3")
        await world.forward(days=3)
        assert not world.unread_letters()
        assert target(world)["breached_at"] == NOON + timedelta(hours=4)


async def test_a_stricter_promise_that_a_change_breaks_is_told_once_and_says_so(database_url: str) -> None:
    async with running_world(database_url, policy=WITH_S4) as world:
        await minor(world)
        await set_to(world, "S4")
        await world.forward(hours=24)
        assert "S4 answer due by" in world.briefing().mail["Subject"]
        assert "S4 ANSWER OVERDUE" in world.briefing().mail["Subject"]
        world.letter("boss@desk.example")

        await set_to(world, "S3")
        await world.forward(days=2)

        told = world.briefing()
        assert "S3 ANSWER OVERDUE since Mon 02 Mar 16:00" in told.mail["Subject"]
        assert "It is promised so only since 12:00, when severity, tier or agreement changed." in told.text
        world.letter("boss@desk.example")


async def test_a_message_that_makes_an_overdue_ticket_graver_has_a_promise_of_its_own(world: World) -> None:
    await minor(world)
    letter = world.mailbox.to("ty@brightpathvoice.example")[0]
    await world.forward(hours=4)
    world.briefing(), world.briefing(), world.letter("boss@desk.example")

    await world.mail(OUTAGE_S1, answers=letter)

    assert "will answer you by Monday 02 March, 17:00" in world.letter().text
    assert (target(world)["promised_at"], target(world)["breached_at"]) == (NOON + timedelta(hours=5), None)
    world.briefing(), world.twilio.phones[ANA].take_text()
    await world.text(ANA, "a", "You have taken T-1001")
    await world.settle()
    world.letter()


async def test_a_ticket_that_is_opened_again_unanswered_has_its_time_anew(world: World) -> None:
    await minor(world)
    letter = world.mailbox.to("ty@brightpathvoice.example")[0]
    await world.mail("It works again, please close the ticket.", answers=letter)
    assert world.ticket()["state"] == "resolved"
    world.letter(), world.briefing()
    await world.forward(hours=18)

    await world.mail(COMPLETE_S3, answers=letter)

    assert target(world)["promised_at"] == datetime(2026, 3, 3, 19, 0, tzinfo=UTC)
    world.briefing()
    await answer(world) if not world.unread_letters() else world.letter()


# -- tickets that belong together


async def two(world: World) -> None:
    """Let Ty open T-1001 at noon and Pat T-1002 an hour later."""
    await minor(world)
    await world.forward(hours=1)
    await minor(world, INCOMPLETE_S3, sender=PAT)


async def test_merged_tickets_keep_the_earlier_promise_and_get_their_own_back(world: World) -> None:
    await two(world)
    await world.deskbot.joining.merge(1001, 1002, "ana")
    await world.settle()

    assert target(world, 1001)["ended"] == "merged"
    assert target(world, 1002)["promised_at"] == NOON + timedelta(hours=4)
    assert promises(world, 1002)[-1].endswith("as promised for T-1001, by 16:00.")

    await world.deskbot.joining.undo(1001, "ana")
    await world.settle()

    assert (target(world, 1001)["promised_at"], target(world, 1001)["ended"]) == (NOON + timedelta(hours=4), "")
    running = "SELECT ticket_number, promised_at FROM sla_target WHERE ended_at IS NULL ORDER BY 1"
    assert world.sql(running) == [(1001, NOON + timedelta(hours=4)), (1002, NOON + timedelta(hours=5))]
    world.read += world.mailbox.letters


async def test_a_ticket_merged_into_an_answered_one_waits_for_nobody(world: World) -> None:
    await two(world)
    await world.deskbot.agents.reply(1002, "We are looking at it.", "ana")
    await world.deskbot.joining.merge(1001, 1002, "ana")

    await world.forward(hours=20)

    assert not world.mailbox.to("boss@desk.example")
    world.read += world.mailbox.letters


async def test_a_message_that_is_split_off_has_a_promise_of_its_own_from_its_acceptance(world: World) -> None:
    await minor(world)
    await world.forward(hours=1)
    letter = world.mailbox.to("ty@brightpathvoice.example")[0]
    await world.mail("Another phone there has no dial tone, one user.", answers=letter)
    await world.forward(hours=1)

    await world.deskbot.joining.split(1001, 2, "ana")
    await world.settle()

    assert target(world, 1002)["promised_at"] == NOON + timedelta(hours=5)
    world.read += world.mailbox.letters


async def test_a_message_that_is_split_off_after_its_time_is_told_and_nothing_is_said_to_have_changed(
    world: World,
) -> None:
    await minor(world)
    letter = world.mailbox.to("ty@brightpathvoice.example")[0]
    await world.mail("Another phone there has no dial tone, one user.", answers=letter)
    await world.forward(hours=5)
    world.read += world.mailbox.letters

    await world.deskbot.joining.split(1001, 2, "ana")
    await world.settle()

    told = world.letter("boss@desk.example")
    assert "[T-1002] S3 ANSWER OVERDUE since 16:00" in told.mail["Subject"]
    assert "It is promised so only since 17:00, when the message that it counts from was dealt with." in told.text
    world.read += world.mailbox.letters


async def test_who_takes_an_incident_has_taken_its_parts_and_those_that_come_later_and_are_told_so(
    world: World,
) -> None:
    await burst(world)
    await world.text(ANA, "1a", "You have taken T-1004")
    await world.settle()
    for one in (TY, JANA_MAIL, LEO):
        assert "Ana Ruiz has taken" in world.letter(one).text

    told = await report(world, TY, "Oak Street Bakery")
    world.briefing()
    assert "Ana Ruiz of the Service Desk has taken this already" in told
    assert "will answer you by" not in told

    await world.forward(hours=2)

    assert [target(world, number)["ended"] for number in (1001, 1005)] == ["answered", "answered"]


# -- seen from the command line


async def test_the_commands_show_what_is_due_and_what_is_overdue(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKBOT_DATABASE_URL", world.deskbot.database.url)
    monkeypatch.setenv("DESKBOT_DESK_FILE", str(DESK_YAML))
    monkeypatch.setenv("COLUMNS", "200")
    await minor(world)
    await minor(world, QUESTION_S4)

    async def run(*words: str) -> str:
        result = await asyncio.to_thread(CliRunner().invoke, app, ["tickets", *words])
        assert result.exit_code == 0, result.output
        return result.output

    (due,) = json.loads(await run("list", "--due", "4h", "--json"))
    assert (due["ticket"], due["answer_by"]) == ("T-1001", "2026-03-02T22:00:00+00:00")
    assert json.loads(await run("list", "--overdue", "--json")) == []
    await world.forward(hours=4)
    world.briefing(), world.briefing(), world.letter("boss@desk.example")
    assert "2026-03-02 22:00 OVERDUE" in await run("list", "--overdue")
    shown = await run("show", "T-1001")
    assert "first answer: S3 premium: first answer within 4 business hours, by 2026-03-02 22:00 UTC" in shown
    assert "OVERDUE" in shown
