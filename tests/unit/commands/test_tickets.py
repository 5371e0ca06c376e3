"""What a reseller's command means, and which messages are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbot.commands.tickets import BY_WORD, TABLE, Problem, Verb, Wanted, read_command, read_text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("status", Wanted(Verb.STATUS)),
        ("Status T-1042", Wanted(Verb.STATUS, 1042)),
        ("status 1042", Wanted(Verb.STATUS, 1042)),
        ("statut t1042", Wanted(Verb.STATUS, 1042)),
        ("ESTADO [T-1042]", Wanted(Verb.STATUS, 1042)),
        ("T-1042", Wanted(Verb.STATUS, 1042)),
        ("t 1042", Wanted(Verb.STATUS, 1042)),
        ("list", Wanted(Verb.LIST)),
        ("Lista", Wanted(Verb.LIST)),
        ("help", Wanted(Verb.HELP)),
        ("?", Wanted(Verb.HELP)),
        ("close T-1042", Wanted(Verb.CLOSE, 1042)),
        ("close T - 1042", Wanted(Verb.CLOSE, 1042)),
        ("T-1042 still dead\nsince nine", Wanted(Verb.ADD, 1042, "still dead\nsince nine")),
        ("T-1042: still dead", Wanted(Verb.ADD, 1042, "still dead")),
        ("[T-1042]\nstill dead", Wanted(Verb.ADD, 1042, "still dead")),
        ("add T-1042 still dead", Wanted(Verb.ADD, 1042, "still dead")),
        ("urgent T-1042", Wanted(Verb.URGENT, 1042)),
        ("urgente T-1042 ward 3 has no phones", Wanted(Verb.URGENT, 1042, "ward 3 has no phones")),
        ("new phones are dead", Wanted(Verb.NEW, words="phones are dead")),
    ],
)
def test_a_message_that_is_a_command_is_read_as_one(text: str, wanted: Wanted) -> None:
    assert read_text(text) == wanted
    assert read_command(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Phones are dead",
        "urgent",
        "URGENT! nobody can call 911",
        "urgent please call me",
        "List all calls that failed since nine",
        "status of the trunk is down",
        "Status: down",
        "close the ticket please",
        "close to the switch there is a burnt smell",
        "Help, all phones are down",
        "new",
        "Open the door phone does not",
        "12 phones are dead",
        "1042",
        "urgent 12 phones are dead",
        "urgent 1200 users are offline",
        "add 2 phones for the new clerk",
        "status 2 of 3 trunks down",
        "911 does not work",
        "T-Mobile users cannot call us",
        "T-1042x",
        "add a phone for the new clerk",
        "Stand der Dinge: nichts geht",
    ],
)
def test_a_message_is_no_command_because_it_begins_like_one(text: str) -> None:
    assert read_text(text) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", Wanted(Verb.HELP)),
        ("stauts T-1042", Wanted(Verb.HELP, problem=Problem.UNKNOWN, word="stauts")),
        ("close", Wanted(Verb.CLOSE, problem=Problem.NO_TICKET)),
        ("close it", Wanted(Verb.CLOSE, words="it", problem=Problem.NO_TICKET)),
        ("add T-1042", Wanted(Verb.ADD, 1042, problem=Problem.NO_WORDS)),
        ("new", Wanted(Verb.NEW, problem=Problem.NO_WORDS)),
        ("add 1042 still dead", Wanted(Verb.ADD, 1042, "still dead")),
        ("urgent 12 phones are dead", Wanted(Verb.URGENT, words="12 phones are dead", problem=Problem.NO_TICKET)),
        ("status T-1O42", Wanted(Verb.STATUS, words="T-1O42", problem=Problem.NO_TICKET)),
    ],
)
def test_what_stands_behind_a_slash_is_a_command_or_says_why_it_is_none(text: str, wanted: Wanted) -> None:
    assert read_command(text) == wanted


def test_a_word_that_is_shouted_is_a_command_all_the_same() -> None:
    assert read_text("Hilfe!") == read_text("HELP.") == Wanted(Verb.HELP)


def test_a_slip_is_told_what_it_is_near_to() -> None:
    assert read_command("stauts T-1042").nearest == "status"
    assert read_command("xyzzy").nearest == ""


def test_no_word_means_two_commands() -> None:
    words = [word for command in TABLE for word in (str(command.verb), *command.others)]
    assert len(words) == len(set(words)) == len(BY_WORD)


@given(st.text(max_size=300))
def test_every_text_can_be_read(text: str) -> None:
    for wanted in (read_text(text), read_command(text)):
        assert wanted is None or wanted.verb in Verb


def test_close_alone_is_asked_about_as_nobody_reports_a_trouble_by_it() -> None:
    assert read_text("close") == Wanted(Verb.CLOSE, problem=Problem.NO_TICKET)
    assert read_text("urgent") is None
