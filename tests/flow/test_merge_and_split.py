"""A person merges and splits tickets, and takes it back; nothing is lost, and an open page stays open once."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from deskbot.cli.groups import app
from deskbot.errors import DeskbotError, NotFoundError
from deskbot.model.case import Severity
from deskbot.simulators.mailbox import Letter
from tests.flow.mails import COMPLETE_S3, INCOMPLETE_S3, OUTAGE_S1, QUESTION_S4
from tests.harness import ANA, DESK_YAML, KIM, World

TY = "ty@brightpathvoice.example"
PAT = "Pat Lee <pat@brightpathvoice.example>"
JANA = "Jana Vogt <jana@rheinruf.example>"
AGENT = "Ana Ruiz <ana@desk.example>"


async def two(world: World, first: str = COMPLETE_S3, second: str = INCOMPLETE_S3) -> tuple[Letter, Letter]:
    """Let Ty open T-1001 and Pat T-1002; return our answers."""
    await world.mail(first, subject="One-way audio")
    await world.mail(second, subject="Registration failed", sender=PAT)
    world.briefing(), world.briefing()
    return world.letter(), world.letter("pat@brightpathvoice.example")


async def merge(world: World, source: int = 1002, target: int = 1001) -> None:
    await world.deskbot.joining.merge(source, target, "ana")
    await world.settle()


def texts(world: World, number: int) -> str:
    return "\n".join(text for _, text in world.timeline(number))


def open_pages(world: World) -> list[tuple[int, int]]:
    return world.sql("SELECT ticket_number, code FROM page WHERE state = 'open' ORDER BY id")


def rest(world: World) -> None:
    """Read what is left of the letters to resellers, which other tests look at."""
    world.read += [one for one in world.mailbox.letters if one not in world.read and "desk" not in str(one.envelope_to)]


def told(world: World, address: str, words: str) -> None:
    assert words in world.letter(address).text


# -- merge


async def test_a_merged_ticket_goes_on_in_the_other_with_its_people_messages_and_facts(world: World) -> None:
    await two(world)

    await merge(world)

    assert (world.ticket(1002)["state"], world.ticket(1002)["merged_into"]) == ("merged", 1001)
    assert "Registration failed" in texts(world, 1001)
    assert "was merged into it" in texts(world, 1001)
    assert texts(world, 1002) == "Merged into T-1001."
    people = world.sql("SELECT address FROM participant WHERE ticket_number = 1001 AND verified ORDER BY address")
    assert people == [("pat@brightpathvoice.example",), (TY,)]
    told(world, "pat@brightpathvoice.example", "handled together as T-1001")
    assert await world.deskbot.agents.reply(1001, "Looking into both.", "ana") == 2
    await world.settle()
    world.letter(), world.letter("pat@brightpathvoice.example")


async def test_what_comes_to_a_merged_ticket_by_reply_address_reference_or_tag_lands_on_the_other(world: World) -> None:
    _, asked = await two(world)
    await merge(world)
    world.letter("pat@brightpathvoice.example")

    await world.mail("By its reply address.", sender=PAT, answers=asked)
    await world.mail(
        "By reference, and to our common address.",
        sender=PAT,
        subject="Re: Registration failed",
        headers={"References": str(asked.mail["Message-ID"])},
    )
    await world.mail("By the tag in its subject.", sender=PAT, subject="Re: Registration failed [T-1002]")

    said = texts(world, 1001)
    assert all(words in said for words in ("By its reply address.", "By reference", "By the tag"))
    assert world.sql("SELECT count(*) FROM ticket") == [(2,)]
    for _ in range(3):
        world.briefing()
    rest(world)


async def test_an_answer_under_the_merged_tickets_subject_is_no_new_topic(world: World) -> None:
    _, asked = await two(world)
    await merge(world)
    world.letter("pat@brightpathvoice.example")

    await world.mail(
        "The phone at the desk still shows Registration failed after we entered its password once more.",
        sender=PAT,
        subject="Registration failed",
        to=str(asked.mail["Reply-To"]),
    )

    assert world.sql("SELECT count(*) FROM ticket") == [(2,)]
    assert "entered its password once more" in texts(world, 1001)
    world.briefing()
    rest(world)


async def test_the_graver_severity_counts_and_a_chain_of_merges_is_followed_to_its_end(world: World) -> None:
    _, asked = await two(world)
    await world.mail(QUESTION_S4, subject="Greeting")
    world.letter(), world.briefing()

    await merge(world, 1002, 1003)
    world.letter("pat@brightpathvoice.example")
    assert world.ticket(1003)["severity"] == "S3"
    await merge(world, 1003, 1001)
    await world.mail("It still says Registration failed.", sender=PAT, answers=asked)

    assert "It still says Registration failed." in texts(world, 1001)
    world.briefing()
    rest(world)


async def test_two_resellers_tickets_are_never_merged_and_the_error_says_what_to_do(world: World) -> None:
    await world.mail(COMPLETE_S3)
    await world.mail(INCOMPLETE_S3, sender=JANA)
    world.letter(), world.letter("jana@rheinruf.example"), world.briefing(), world.briefing()

    with pytest.raises(DeskbotError, match=r"Rheinruf GmbH .* never merged.*link them as parts of one incident"):
        await merge(world)


async def test_a_cycle_is_refused_and_a_merged_ticket_cannot_be_acted_on(world: World) -> None:
    await two(world)
    await merge(world)
    world.letter("pat@brightpathvoice.example")
    hand = world.deskbot

    for action in (
        hand.joining.merge(1001, 1002, "ana"),
        hand.joining.merge(1002, 1001, "ana"),
        hand.agents.reply(1002, "Hello", "ana"),
        hand.agents.note(1002, "Hello", "ana"),
        hand.agents.assign(1002, "ana", "ana"),
        hand.agents.close(1002, "ana"),
        hand.joining.split(1002, 1, "ana"),
        hand.joining.link([1001, 1002], "ana"),
    ):
        with pytest.raises(DeskbotError, match="T-1002 was merged into T-1001: use T-1001"):
            await action
    with pytest.raises(DeskbotError, match="into itself"):
        await merge(world, 1001, 1001)
    with pytest.raises(NotFoundError):
        await merge(world, 1009, 1001)


async def test_an_open_ticket_is_not_buried_in_a_closed_one(world: World) -> None:
    await two(world)
    await world.deskbot.agents.close(1001, "ana")

    with pytest.raises(DeskbotError, match=r"T-1001 is closed.*merge T-1001 into T-1002 instead"):
        await merge(world)


async def test_a_strangers_ticket_may_be_merged_and_the_stranger_hears_nothing_new(world: World) -> None:
    await world.mail(COMPLETE_S3)
    await world.mail(INCOMPLETE_S3, sender="x@nowhere.example", proven=False)
    world.letter(), world.letter("x@nowhere.example"), world.briefing(), world.briefing()

    with pytest.raises(DeskbotError, match="merge T-1002 into T-1001 instead"):
        await merge(world, 1001, 1002)
    await merge(world)

    assert await world.deskbot.agents.reply(1001, "The password is in the portal.", "ana") == 1
    await world.settle()
    world.letter()


async def test_of_two_open_pages_one_stays_open_and_either_code_answers_it(world: World) -> None:
    await two(world, OUTAGE_S1, "Nobody at Elm Dental can make or receive any calls, the whole site is down.")
    world.twilio.phones[ANA].take_text(), world.twilio.phones[ANA].take_text()

    await merge(world)

    assert open_pages(world) == [(1001, 1)]
    told(world, "pat@brightpathvoice.example", "handled together")
    await world.text(ANA, "2a", "You have taken T-1001")
    await world.settle()
    world.letter(), world.letter("pat@brightpathvoice.example")
    await world.forward(minutes=30)
    assert not world.twilio.phones[KIM].calls


async def test_an_open_page_of_the_merged_ticket_goes_on_as_the_others(world: World) -> None:
    await two(world, COMPLETE_S3, OUTAGE_S1)
    world.twilio.phones[ANA].take_text()

    await merge(world)
    world.letter("pat@brightpathvoice.example")
    world.twilio.phones[KIM].answers("4")
    await world.forward(minutes=6)

    assert "You have taken T-1001" in world.twilio.phones[KIM].take_call().spoken[-1]
    assert (world.ticket(1001)["severity"], world.ticket(1001)["owner"]) == ("S1", "kim")
    world.letter(), world.letter("pat@brightpathvoice.example")


# -- undo


async def test_undo_gives_each_back_what_was_its_own_and_leaves_what_came_since(world: World) -> None:
    _, asked = await two(world)
    before = {number: (world.ticket(number), world.timeline(number)) for number in (1001, 1002)}
    await merge(world)
    world.letter("pat@brightpathvoice.example")
    await world.mail("The other handset does it as well.", subject="Re: [T-1001]")
    world.briefing()

    done = await world.deskbot.joining.undo(1001, "ben")
    await world.settle()

    assert "T-1002 is a ticket of its own again" in done
    for number in (1001, 1002):
        for key in ("state", "severity", "findings", "owner", "merged_into"):
            if (number, key) not in {(1001, "state"), (1001, "findings")}:
                assert world.ticket(number)[key] == before[number][0][key], (number, key)
        assert world.timeline(number)[: len(before[number][1])] == before[number][1]
    assert "The other handset does it as well." in texts(world, 1001)
    assert world.sql("SELECT address FROM participant WHERE ticket_number = 1001") == [(TY,)]
    told(world, "pat@brightpathvoice.example", "handled as ticket T-1002")
    await world.mail("Mine again.", sender=PAT, answers=asked)
    assert "Mine again." in texts(world, 1002)
    world.briefing()
    rest(world)


async def test_undo_twice_says_that_nothing_is_left(world: World) -> None:
    await two(world)
    await merge(world)
    await world.deskbot.joining.undo(1002, "ana")
    await world.settle()

    with pytest.raises(DeskbotError, match="no merge or split of T-1001 left to undo"):
        await world.deskbot.joining.undo(1001, "ana")
    world.letter("pat@brightpathvoice.example"), world.letter("pat@brightpathvoice.example")


async def test_a_merge_below_a_later_one_is_undone_after_it(world: World) -> None:
    await two(world)
    await world.mail(QUESTION_S4, subject="Greeting")
    world.letter(), world.briefing()
    await merge(world, 1002, 1003)
    await merge(world, 1003, 1001)

    with pytest.raises(DeskbotError, match="T-1003 was merged into T-1001 since: undo that first"):
        await world.deskbot.joining.undo(1002, "ana")
    await world.deskbot.joining.undo(1003, "ana")
    await world.deskbot.joining.undo(1002, "ana")
    await world.settle()

    assert [world.ticket(number)["merged_into"] for number in (1001, 1002, 1003)] == [None] * 3
    assert "Registration failed" in texts(world, 1002)
    rest(world)


async def test_undo_while_nobody_has_acknowledged_leaves_each_with_an_open_page(world: World) -> None:
    await two(world, OUTAGE_S1, "Nobody at Elm Dental can make or receive any calls, the whole site is down.")
    world.twilio.phones[ANA].take_text(), world.twilio.phones[ANA].take_text()
    await merge(world)

    await world.deskbot.joining.undo(1002, "ana")
    await world.settle()

    assert open_pages(world) == [(1001, 1), (1002, 2)]
    for code in ("1a", "2a"):
        await world.text(ANA, code, "You have taken")
    await world.settle()
    rest(world)


async def test_a_page_that_had_gone_to_the_other_ticket_comes_back(world: World) -> None:
    await two(world, COMPLETE_S3, OUTAGE_S1)
    world.twilio.phones[ANA].take_text()
    await merge(world)

    await world.deskbot.joining.undo(1001, "ana")
    await world.settle()

    assert open_pages(world) == [(1002, 1)]
    assert world.ticket(1001)["severity"] == "S3"
    await world.text(ANA, "1a", "You have taken T-1002")
    await world.settle()
    for _ in range(3):
        world.letter("pat@brightpathvoice.example")


async def test_a_page_that_was_cancelled_with_the_merged_ticket_is_opened_anew_by_undo(world: World) -> None:
    await two(world, OUTAGE_S1, "Nobody at Elm Dental can make or receive any calls, the whole site is down.")
    world.twilio.phones[ANA].take_text(), world.twilio.phones[ANA].take_text()
    await merge(world)
    await world.deskbot.agents.close(1001, "ana")

    await world.deskbot.joining.undo(1002, "ana")
    await world.settle()

    assert [number for number, _ in open_pages(world)] == [1002]
    assert "T-1002" in world.twilio.phones[ANA].take_text()
    assert "How did we do?" in world.letter().text
    world.letter("pat@brightpathvoice.example"), world.letter("pat@brightpathvoice.example")


async def test_a_page_that_was_cancelled_or_has_gone_on_elsewhere_since_is_opened_anew(world: World) -> None:
    await two(world, COMPLETE_S3, OUTAGE_S1)
    world.twilio.phones[ANA].take_text()
    await world.mail(OUTAGE_S1, subject="Another site")
    world.letter(), world.briefing(), world.twilio.phones[ANA].take_text()
    joining = world.deskbot.joining
    await merge(world)
    await world.deskbot.agents.close(1001, "ana")

    await joining.undo(1002, "ana")
    await world.settle()

    assert [number for number, _ in open_pages(world)] == [1003, 1002]
    world.twilio.phones[ANA].take_text()
    await joining.merge(1003, 1002, "ana")
    await world.mail(OUTAGE_S1, subject="Elm Dental", sender=JANA)
    world.letter("jana@rheinruf.example"), world.briefing(), world.twilio.phones[ANA].take_text()
    incident = await joining.link([1002, 1004], "ana", incident=True)
    await joining.undo(1003, "ana")
    await world.settle()
    assert sorted(number for number, _ in open_pages(world)) == [1003, incident]
    rest(world)
    for text in world.twilio.phones[ANA].received:
        text.read = True


# -- split


async def test_a_message_is_split_off_and_its_sender_is_told(world: World) -> None:
    await world.mail(COMPLETE_S3, subject="One-way audio")
    ours = world.letter()
    world.briefing()
    await world.mail("Besides, how do I change the holiday greeting?", answers=ours)
    world.briefing()

    new = await world.deskbot.joining.split(1001, 2, "ana", subject="Holiday greeting", severity=Severity.S4)
    await world.settle()

    assert new == 1002
    ticket = world.ticket(1002)
    assert (ticket["subject"], ticket["severity"], ticket["reseller_id"]) == ("Holiday greeting", "S4", 1)
    assert {one["key"] for one in ticket["findings"]} >= {"host_id", "customer"}
    assert "holiday greeting?" in texts(world, 1002)
    assert "holiday greeting?" not in texts(world, 1001)
    letter = world.letter()
    assert "handled as ticket T-1002" in letter.text
    assert str(letter.mail["Subject"]).count("[T-") == 1
    await world.mail("For the office in Austin.", answers=letter)
    assert "For the office in Austin." in texts(world, 1002)
    world.briefing()
    rest(world)


async def test_the_only_message_and_one_that_is_not_there_cannot_be_split_off(world: World) -> None:
    await world.mail(COMPLETE_S3)
    world.letter(), world.briefing()

    with pytest.raises(DeskbotError, match="nothing would be left"):
        await world.deskbot.joining.split(1001, 1, "ana")
    with pytest.raises(NotFoundError, match="no message 5"):
        await world.deskbot.joining.split(1001, 5, "ana")


async def test_what_is_split_off_an_outage_that_nobody_has_taken_is_paged_for_itself(world: World) -> None:
    await world.mail(OUTAGE_S1)
    ours = world.letter()
    world.briefing()
    await world.mail("And at Elm Dental nobody can make or receive any calls either.", answers=ours)
    world.briefing()
    world.twilio.phones[ANA].take_text()

    await world.deskbot.joining.split(1001, 2, "ana")
    await world.settle()

    assert open_pages(world) == [(1001, 1), (1002, 2)]
    assert "T-1002" in world.twilio.phones[ANA].take_text()
    world.letter()


async def test_a_split_is_undone_with_what_came_since(world: World) -> None:
    await world.mail(COMPLETE_S3)
    ours = world.letter()
    world.briefing()
    await world.mail("Besides, how do I change the holiday greeting?", answers=ours)
    world.briefing()
    await world.deskbot.joining.split(1001, 2, "ana", severity=Severity.S4)
    await world.settle()
    letter = world.letter()
    await world.mail("For the office in Austin.", answers=letter)
    world.briefing()

    await world.deskbot.joining.undo(1001, "ana")
    await world.mail("Never mind.", answers=letter)

    said = texts(world, 1001)
    assert all(words in said for words in ("holiday greeting?", "For the office", "Never mind."))
    assert world.ticket(1002)["state"] == "merged"
    with pytest.raises(DeskbotError, match="left to undo"):
        await world.deskbot.joining.undo(1001, "ana")
    world.briefing()
    rest(world)


# -- link


async def test_tickets_are_linked_and_unlinked_by_a_person_and_are_not_linked_again(world: World) -> None:
    await two(world)
    world.sql("DELETE FROM ticket_link")
    await world.deskbot.joining.link([1001, 1002], "ana", why="same switch")
    assert "Linked with T-1002: same switch." in texts(world, 1001)

    await world.deskbot.joining.unlink(1002, 1001, "ana")

    assert world.sql("SELECT undone_by FROM ticket_link") == [("ana",)]
    with pytest.raises(DeskbotError, match="nothing links"):
        await world.deskbot.joining.unlink(1001, 1002, "ana")


async def test_a_person_makes_one_incident_of_two_resellers_tickets_with_one_page(world: World) -> None:
    await world.mail(OUTAGE_S1)
    await world.mail("Nobody at Elm Dental can make or receive any calls, the whole site is down.", sender=JANA)
    world.letter(), world.letter("jana@rheinruf.example"), world.briefing(), world.briefing()
    world.twilio.phones[ANA].take_text(), world.twilio.phones[ANA].take_text()

    assert await world.deskbot.joining.link([1001, 1002], "ana", incident=True, why="fibre cut") == 1003

    assert open_pages(world) == [(1003, 1)]
    await world.text(ANA, "2a", "You have taken T-1003")
    await world.settle()
    told(world, TY, "has taken ticket T-1001")
    told(world, "jana@rheinruf.example", "has taken ticket T-1002")


async def test_a_part_that_is_taken_out_of_an_unheard_incident_is_paged_for_itself_and_does_not_join_again(
    world: World,
) -> None:
    await world.mail(OUTAGE_S1)
    await world.mail("Nobody at Elm Dental can make or receive any calls, the whole site is down.", sender=JANA)
    world.letter(), world.letter("jana@rheinruf.example"), world.briefing(), world.briefing()
    world.twilio.phones[ANA].take_text(), world.twilio.phones[ANA].take_text()
    await world.deskbot.joining.link([1001, 1002], "ana", incident=True)

    await world.deskbot.joining.unlink(1002, 1003, "ana")
    await world.settle()
    assert open_pages(world) == [(1003, 1), (1002, 3)]
    assert "T-1002" in world.twilio.phones[ANA].take_text()

    await world.deskbot.joining.unlink(1003, 1001, "ana")
    await world.settle()
    assert sorted(open_pages(world)) == [(1001, 1), (1002, 3)]
    assert world.ticket(1003)["state"] == "closed"


# -- by mail, and at the same time


async def test_an_agent_merges_by_mail(world: World) -> None:
    await world.mail(COMPLETE_S3, subject="One-way audio")
    world.letter(), world.briefing()
    await world.mail(INCOMPLETE_S3, subject="Registration failed", sender=PAT)
    briefing = world.briefing()
    world.letter("pat@brightpathvoice.example")

    await world.mail("#merge T-1001\n#note the same desk phone", sender=AGENT, answers=briefing)

    assert world.ticket(1002)["merged_into"] == 1001
    assert "the same desk phone" in texts(world, 1001)
    told(world, "pat@brightpathvoice.example", "handled together as T-1001")
    await world.mail("Please restart it.", sender=AGENT, answers=briefing)
    told(world, TY, "Please restart it.")
    told(world, "pat@brightpathvoice.example", "Please restart it.")


async def test_a_merge_by_mail_that_cannot_be_done_is_told_to_the_agent(world: World) -> None:
    await world.mail(COMPLETE_S3)
    briefing = world.briefing()
    world.letter()

    await world.mail("#merge T-1001", sender=AGENT, answers=briefing)
    await world.mail("#merge", sender=AGENT, answers=briefing)
    await world.mail("#merge T-1009", sender=AGENT, answers=briefing)

    told(world, "ana@desk.example", "into itself")
    told(world, "ana@desk.example", "needs a ticket behind it")
    told(world, "ana@desk.example", "there is no ticket T-1009")


async def test_an_agent_unlinks_two_tickets_by_mail(world: World) -> None:
    await world.mail(COMPLETE_S3, subject="One-way audio")
    world.letter(), world.briefing()
    await world.mail(INCOMPLETE_S3, subject="Registration failed", sender=PAT)
    briefing = world.briefing()
    world.letter("pat@brightpathvoice.example")
    world.sql("DELETE FROM ticket_link")
    await world.deskbot.joining.link([1001, 1002], "ana", why="same switch")

    await world.mail("#unlink T-1001\n#note two sites after all", sender=AGENT, answers=briefing)

    assert world.sql("SELECT undone_by FROM ticket_link") == [("ana",)]
    assert "No longer linked with T-1002." in texts(world, 1001)
    assert "two sites after all" in texts(world, 1002)
    rest(world)


async def test_an_agent_takes_a_part_out_of_its_incident_by_mail(world: World) -> None:
    await world.mail(OUTAGE_S1)
    await world.mail("Nobody at Elm Dental can make or receive any calls, the whole site is down.", sender=JANA)
    world.letter(), world.letter("jana@rheinruf.example")
    world.briefing()
    briefing = world.briefing()
    world.twilio.phones[ANA].take_text(), world.twilio.phones[ANA].take_text()
    await world.deskbot.joining.link([1001, 1002], "ana", incident=True)

    await world.mail("#unlink T-1003", sender=AGENT, answers=briefing)
    await world.settle()

    assert world.ticket(1002)["parent"] is None
    assert open_pages(world) == [(1003, 1), (1002, 3)]
    assert "T-1002" in world.twilio.phones[ANA].take_text()


async def test_an_unlink_by_mail_that_cannot_be_done_is_told_to_the_agent_and_nobody_else(world: World) -> None:
    await world.mail(COMPLETE_S3)
    briefing = world.briefing()
    world.letter()

    for words in ("#unlink T-1001", "#unlink", "#unlink T-1009", "#unlink the other one", "#unlink T-1001 T-1002"):
        await world.mail(f"{words}\n\nYou may go on with it.", sender=AGENT, answers=briefing)

    told(world, "ana@desk.example", "T-1001")
    told(world, "ana@desk.example", "needs a ticket behind it")
    told(world, "ana@desk.example", "there is no ticket T-1009")
    told(world, "ana@desk.example", "names no ticket")
    told(world, "ana@desk.example", "nothing of it was carried out")
    rest(world)


async def test_two_agents_who_merge_two_tickets_into_each_other_at_once_get_one_merge_and_one_error(
    world: World,
) -> None:
    await two(world)

    done = await asyncio.gather(
        world.deskbot.joining.merge(1001, 1002, "ana"),
        world.deskbot.joining.merge(1002, 1001, "ben"),
        return_exceptions=True,
    )
    await world.settle()

    assert sorted(type(one).__name__ for one in done) == ["DeskbotError", "str"]
    assert len(world.sql("SELECT number FROM ticket WHERE merged_into IS NOT NULL")) == 1
    rest(world)


async def test_the_command_line_merges_shows_and_undoes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await two(world)
    settings = {
        "DESK_FILE": str(DESK_YAML),
        "DATABASE_URL": world.deskbot.database.url,
        "SECRET_KEY": world.deskbot.settings.secret().decode(),
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"DESKBOT_{name}", value)

    async def run(*words: str) -> str:
        result = await asyncio.to_thread(CliRunner().invoke, app, ["tickets", *words])
        assert result.exception is None, (result.exception, result.output)
        return result.output

    assert "T-1002 is merged into T-1001" in await run("merge", "T-1002", "into", "T-1001", "--as", "ana")
    shown = json.loads(await run("show", "T-1002", "--json"))
    assert (shown["state"], shown["merged_into"]) == ("merged", "T-1001")
    whole = await run("show", "T-1001")
    assert "has taken in T-1002" in whole
    assert "message 2 by" in whole
    assert "T-1002 is a ticket of its own again" in await run("undo", "T-1001")
    assert "parts of T-1003" in await run("link", "T-1001", "T-1002", "--incident", "--why", "same switch")
    assert "Unlinked" in await run("unlink", "T-1001", "T-1003")
    world.clock.move_to(datetime.now(UTC))  # the commands have gone by the machine's clock
    await world.settle()
    rest(world)
