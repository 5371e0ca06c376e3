"""What an agent's mail does: in doubt it stays inside, and says why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from deskbot.access.agents import Agent, agent_of
from deskbot.commands.by_mail import read_instructions
from deskbot.desk.reading import read_desk
from deskbot.model.case import Standing, Writer
from deskbot.tickets.desk_mail import Circumstances, Plan, find_owner, plan
from tests.unit.staff import staff

DESK = read_desk((Path(__file__).parents[2] / "desk.yaml").read_text(), "desk.yaml")
ANA = Agent("ana", "ana@desk.example", Standing.PROVEN, why="DMARC passed for desk.example")
INTERNAL = "Paging: nobody is paged because the severity of this ticket never pages anybody at all here"


def planned(text: str, agent: Agent = ANA, **circumstances: Any) -> Plan:
    told = Circumstances(**{"answers": True} | circumstances)
    return plan(agent, read_instructions(text), DESK, [INTERNAL], told)


def test_plain_words_of_a_proven_agent_go_out():
    assert planned("Restart it.") == Plan(answer="Restart it.")


def test_words_below_commands_go_out_with_them():
    assert planned("#close: solved\nBye.") == Plan(answer="Bye.", close=True, close_why="solved")


def test_a_note_stays_inside_whatever_else_is_commanded():
    assert planned("#note\n#assign kim\n#page\nBe careful.") == Plan(note="Be careful.", assign="kim", page=True)


def test_a_forward_stays_inside():
    assert planned("The carrier says so.", forward=True) == Plan(note="The carrier says so.")


@pytest.mark.parametrize("text", ["Restart it.", "#close", "#note\nx"])
def test_without_proof_nothing_is_done(text: str):
    stranger = Agent("ana", "ana@desk.example", Standing.UNPROVEN, why="nothing passed")
    done = planned(text, stranger)

    assert done.problem
    assert Plan(note=done.note, problem=done.problem) == done


def test_words_of_the_internal_letter_stay_inside():
    done = planned(f"See: {INTERNAL}")

    assert "internal notification" in done.problem
    assert not done.answer


def test_they_may_stand_in_a_note():
    assert planned(f"#note\n{INTERNAL}") == Plan(note=INTERNAL)


def test_what_answers_no_notification_stays_inside_and_only_who_wrote_to_us_is_told():
    assert "does not answer a notification" in planned("Restart it.", answers=False).problem
    assert planned("Between us: they are clueless.", answers=False, to_us=False) == Plan(
        note="Between us: they are clueless."
    )


def test_nothing_said_is_told():
    assert "nothing new" in planned("").problem
    assert "line to go with the file" in planned("", files=True).problem
    assert "no text" in planned("#note").problem


def test_an_attached_mail_stays_inside():
    assert "a mail is attached" in planned("See below.", mails=True).problem
    assert planned("#note\nSee below.", mails=True) == Plan(note="See below.")


@pytest.mark.parametrize(
    "top", ["Hi,\n#note\nhe is difficult", "> #note\nhe is difficult", "CAUTION: outside\n\n * #close"]
)
def test_a_command_in_the_wrong_place_stops_everything(top: str):
    done = planned("he is difficult", top=top)

    assert "stands where it is no command" in done.problem
    assert not done.answer


def test_a_text_too_long_to_compare_stays_inside():
    assert "too long" in planned("word " * 30_000).problem


@pytest.mark.parametrize("words", ["kim", "Kim Haddad", "KIM", "kim.", "@kim"])
def test_a_person_is_found_by_key_name_or_first_name(words: str):
    assert find_owner(words, staff(kim="Kim Haddad", ana="Ana Ruiz")) == ("kim", "")


def test_a_first_name_of_two_names_nobody():
    key, problem = find_owner("Ana", staff(ana1="Ana Ruiz", ana2="Ana Lind"))

    assert key == ""
    assert "ana1, ana2" in problem


def test_the_staffs_addresses_and_the_common_one_are_the_desks():
    writer = Writer(Standing.PROVEN, "x")

    assert agent_of("Ana@DESK.example", writer, DESK) == Agent("ana", "ana@desk.example", Standing.PROVEN, why="x")
    assert agent_of("desk@desk.example", writer, DESK)


@pytest.mark.parametrize(
    "address", ["support@desk.example", "eve@desk.example", "ana@desk.example.evil.example", "ana"]
)
def test_nobody_else_is(address: str):
    assert agent_of(address, Writer(Standing.PROVEN, "x"), DESK) is None
