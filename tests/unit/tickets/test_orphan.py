"""An answer that comes without anything that leads to its ticket is known by its numbers, or by its subject."""

from __future__ import annotations

import pytest

from deskbot.tickets.orphan import answers_by_number, is_answer_to


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1. Bay Hotel\n2. 50-77B3", 2),
        ("Hello,\n\nhere is what you asked for:\n\n1) Bay Hotel\n3) 7.0.2\n\nRegards\nTy", 2),
        ("2 - 7.0.2", 1),
        ("1. Bay Hotel\n1. 50-77B3", 0),
        ("2. Bay Hotel\n1. 50-77B3", 0),
        ("99. Bay Hotel", 0),
        ("All phones of the hotel have been dead since nine this morning.\n1. reboot\n2. nothing", 0),
        ("7.0.2 is what it runs", 0),
        ("", 0),
    ],
)
def test_numbered_lines_are_answers_where_nothing_is_told_above_them(text: str, count: int) -> None:
    assert answers_by_number(text, 15) == count


@pytest.mark.parametrize("subject", ["Re: Licence transfer", "AW: Licence transfer", "RE: Re: licence  transfer"])
def test_an_answers_subject_is_the_tickets(subject: str) -> None:
    assert is_answer_to(subject, "Licence transfer")


@pytest.mark.parametrize("subject", ["Licence transfer", "Re: Licence", "Re:", "", "Re: Phones"])
def test_another_subject_is_none(subject: str) -> None:
    assert not is_answer_to(subject, "Licence transfer")


@pytest.mark.parametrize("prefix", ["RE: ", "AW: ", "Fwd: ", "WG: AW: ", "RV: ", "TR : ", "ENC: "])
def test_an_answer_has_what_mailers_put_before_its_subject(prefix: str) -> None:
    assert is_answer_to(f"{prefix}Störung: Telefone", "Störung: Telefone")


@pytest.mark.parametrize("subject", ["Störung: Telefone", "Problem: phones", "Urgent: phones", "Panne : téléphones"])
def test_a_word_and_a_colon_make_no_answer(subject: str) -> None:
    assert not is_answer_to(subject, subject)
