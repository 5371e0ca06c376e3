"""What a page says by mail. Pure."""

from __future__ import annotations

from deskbot.escalation.mail_text import LONGEST_LINE, page_mail


def test_it_says_what_it_is_about_and_how_it_is_answered() -> None:
    subject, text = page_mail("T-1042", "S1", "Acme", "Phones  are\ndown", 7, answer_to="+12025550199")

    assert subject == "PAGE S1 [T-1042] Acme: Phones are down"
    assert 'Text "7a" to +12025550199 to take it, or "7e" to pass it on.' in text


def test_a_link_is_named_where_there_is_one() -> None:
    _, text = page_mail("T-1042", "S1", "Acme", "Down", 7, link="https://desk.example/p/x")

    assert "Take it or pass it on at https://desk.example/p/x" in text
    assert "Text" not in text


def test_without_any_way_to_answer_it_says_where_else() -> None:
    assert "console" in page_mail("T-1042", "S1", "Acme", "Down", 7)[1]


def test_a_long_line_is_cut() -> None:
    assert len(page_mail("T-1042", "S1", "Acme", "x" * 900, 7)[0]) < LONGEST_LINE + 40
