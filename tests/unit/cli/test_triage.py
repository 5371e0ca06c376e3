"""`deskbot triage FILE.eml` tells a person what becomes of a mail, and why, under headings."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from deskbot.cli.triage import GROUPS, grouped, triage
from deskbot.model.case import Reason
from tests.unit.triage.sample import MAILS

MAIL = """\
From: Joe Field <joe@valleytelecom.example>
To: desk@desk.example
Subject: {subject}
Message-ID: <1@valleytelecom.example>
Date: Mon, 16 Nov 2026 10:00:00 +0000
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

{text}
"""


def told(folder: Path, subject: str, text: str) -> str:
    app = typer.Typer()
    app.command()(triage)
    path = folder / "mail.eml"
    path.write_text(MAIL.format(subject=subject, text=text), encoding="utf-8")
    return CliRunner().invoke(app, [str(path)]).output


@pytest.mark.parametrize(
    ("subject", "text", "says"),
    [
        (
            "Outage",
            "Nobody can make or receive any calls.",
            "A ticket is opened: incident, S1, urgent: a phone is rung.",
        ),
        (
            "Order queue silent",
            "The order queue rings nobody since lunch, nine agents are logged in.",
            "S2, urgent: a phone is rung in support hours.",
        ),
        ("Ein Apparat", "Bei einem Apparat fehlt das Freizeichen.", "A ticket is opened: incident, S3, not urgent."),
        ("Question", "Comment changer l'annonce de la messagerie ?", "A ticket is opened: howto, S4, not urgent."),
    ],
)
def test_the_first_lines_say_what_becomes_of_it(tmp_path: Path, subject: str, text: str, says: str) -> None:
    assert says in told(tmp_path, subject, text)


def test_the_known_issue_is_told_with_its_title(tmp_path: Path) -> None:
    text = told(tmp_path, "Invalid licence", "The DSM16 says Invalid License.")

    assert "Known issue: dsm16-invalid-licence (DSM16 shows Invalid License" in text


def test_the_questions_that_would_be_asked_are_shown(tmp_path: Path) -> None:
    assert "Asked: Which software release" in told(tmp_path, "One phone", "One phone has no dial tone.")


def test_that_nobody_is_known_here_is_said_once(tmp_path: Path) -> None:
    text = told(tmp_path, "One phone", "One phone has no dial tone.")

    assert text.count("looks in no directory") == 1
    assert "sender-unproven" not in text


def test_what_it_was_not_taken_for_is_told_in_words(tmp_path: Path) -> None:
    text = told(tmp_path, "One phone", "One phone has no dial tone.")

    assert "not taken for: automatic mail, advertising or a swindle, a question of who may open tickets, " in text


def test_why_no_known_issue_fits_names_the_nearest(tmp_path: Path) -> None:
    text = told(tmp_path, *MAILS["outage"])

    assert "no known issue fits clearly: the nearest, trunk-down, has a chance of" in text


def test_every_reason_stands_under_a_heading() -> None:
    reasons = tuple(
        Reason(rule, "x") for rule in ("language", "playbook-none", "fact-tried", "missing", "weighed", "new")
    )

    assert [heading for heading, _ in grouped(reasons)] == [heading for heading, _ in GROUPS]
    assert sum(len(found) for _, found in grouped(reasons)) == len(reasons)
