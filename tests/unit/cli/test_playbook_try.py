"""`deskbot playbooks try` ranks as triage does, and says in plain words why."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from deskbot.cli.playbooks import playbooks_app
from deskbot.model.case import Match
from deskbot.triage.pipeline import decide
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.trial import tried_on, why
from tests.unit.triage.cases import NOW, case
from tests.unit.triage.sample import BOOKS, MAILS


def shown(*arguments: str) -> str:
    return CliRunner().invoke(playbooks_app, ["try", *arguments]).output


@pytest.mark.parametrize("name", sorted(MAILS))
def test_it_ranks_as_triage_does(name: str) -> None:
    subject, text = MAILS[name]
    tried = tried_on(text, subject, BOOKS, NOW)
    decision = decide(case(text, subject, message={"reply": text, "signature": ""}), BOOKS)

    assert tried.winner == decision.playbook
    assert tried.candidates[:5] == decision.matches
    assert tried.category is decision.category


def test_the_learned_words_are_named_beside_its_own() -> None:
    told = shown("calls drop after half a minute")

    assert "its own words, strongly (halfminute, drop, calls)" in told
    assert "words learned from labelled mails, strongly (half, minute" in told


def test_a_winner_is_told_with_its_chance_and_the_next_one() -> None:
    told = shown("phones down since the router was changed, no audio on some calls")

    assert "It fits one-way-audio." in told
    assert "are needed, and the next one, sip-alg, has only" in told


def test_a_question_has_no_winner_and_the_reason_is_what_it_reads_as() -> None:
    told = shown("how do I set up a fax extension?")

    assert "a person decides" in told
    assert "Why: no playbook comes near it" in told
    assert "The text was read as: howto." in told


def test_no_known_issue_is_looked_for_in_a_question_about_a_ticket() -> None:
    told = shown("any news on T-1042?")

    assert 'it reads as "status", and for such a message no known issue is looked for' in told


def test_two_that_are_close_are_called_so() -> None:
    tried = tried_on("They hear an echo of their own voice.", "", BOOKS, NOW)
    close = tuple(Match(playbook=name, title=name, score=score) for name, score in (("echo", 0.52), ("fax", 0.47)))

    assert why(replace(tried, ranked=close, winner=None)).startswith("echo and fax are too close")


def test_a_category_that_a_playbook_is_not_for_speaks_against_it() -> None:
    told = json.loads(shown("--json", "We would like a fax feature for the faxes that fail, please consider it."))
    against = {one["playbook"]: one["against"]["category"] for one in told["matches"]}

    assert told["category"] == "enhancement"
    assert all(against.values())


def test_a_desks_own_playbook_is_said_to_have_no_learned_words() -> None:
    own = BOOKS.get("echo")
    assert own
    tried = tried_on("callers hear an echo of their own voice", "", PlaybookSet((replace(own, title="Hall"),)), NOW)

    assert tried.accounts.of["echo"].learned is None


def test_json_has_the_reason_and_the_figures() -> None:
    told = json.loads(shown("--json", "The DSM16 says Invalid License"))

    assert told["why"].startswith("its chance is")
    best = told["matches"][0]
    assert best["own"] > 0
    assert best["learned"] > 0
    assert best["learned_words"]
    assert 0 <= told["none"] < 0.1


def test_two_words_that_fit_several_known_issues_name_none_of_them() -> None:
    told = shown("calls drop")

    assert "No known issue fits clearly" in told
    assert "drop-on-session-timer and drop-at-32-seconds are too close" in told
    assert "drop, calls" in told
    assert "It fits drop-at-32-seconds." in shown("calls drop after half a minute")


@pytest.mark.parametrize("release", ["abc", "latest", "7.x.y.z!"])
def test_a_release_that_is_none_is_refused(release: str) -> None:
    found = CliRunner().invoke(playbooks_app, ["try", "calls drop", "--release", release])

    assert found.exit_code != 0
    assert "is no release" in str(found.exception)


@pytest.mark.parametrize("release", ["7.0.2", "v8", "7.1 build 12"])
def test_a_release_is_taken_as_people_write_it(release: str) -> None:
    assert CliRunner().invoke(playbooks_app, ["try", "calls drop", "--release", release]).exit_code == 0
