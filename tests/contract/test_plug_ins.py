"""Steps and diagnostics are found by their place, and each keeps its contract without being told."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import deskbot.triage.diagnostics
import deskbot.triage.steps
from deskbot.model.case import Category
from deskbot.triage.assessment import Assessment
from deskbot.triage.diagnostics import Diagnostic
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.registry import all_diagnostics, all_steps
from deskbot.triage.steps import Step
from tests.unit.triage.cases import case

STEPS = sorted(module.name for module in pkgutil.iter_modules(deskbot.triage.steps.__path__))
DIAGNOSTICS = sorted(module.name for module in pkgutil.iter_modules(deskbot.triage.diagnostics.__path__))


def test_every_file_beside_the_contract_is_found() -> None:
    assert sorted(one.key for one in all_diagnostics()) == DIAGNOSTICS
    assert len(all_steps()) == len(STEPS)


def test_steps_run_by_their_places_and_no_two_share_one() -> None:
    places = [step.place for step in all_steps()]

    assert places == sorted(set(places))


def test_no_two_diagnostics_share_a_place_in_the_list_of_questions() -> None:
    places = [one.place for one in all_diagnostics()]

    assert len(places) == len(set(places))


@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_a_step_with_a_name_and_a_sentence(name: str) -> None:
    step = importlib.import_module(f"deskbot.triage.steps.{name}").STEP

    assert isinstance(step, Step)
    assert step.name
    assert len(step.description.split()) > 2


@pytest.mark.parametrize("key", DIAGNOSTICS)
def test_a_diagnostic_is_named_after_its_file_and_asks_in_two_lengths(key: str) -> None:
    diagnostic = importlib.import_module(f"deskbot.triage.diagnostics.{key}").DIAGNOSTIC

    assert isinstance(diagnostic, Diagnostic)
    assert diagnostic.key == key
    assert diagnostic.level in ("L1", "L2", "RMA", "licence")
    assert 0 < len(diagnostic.short) <= 60
    assert "?" in diagnostic.question
    assert not diagnostic.required & diagnostic.wanted


@pytest.mark.parametrize("key", DIAGNOSTICS)
@pytest.mark.parametrize("text", ["", "\x00", "?" * 50_000, "a: " * 20_000, "1) \n" * 5_000])
def test_a_diagnostic_reads_anything_without_failing(key: str, text: str) -> None:
    diagnostic = importlib.import_module(f"deskbot.triage.diagnostics.{key}").DIAGNOSTIC

    found = diagnostic.read(case(text), Category.INCIDENT)

    assert found is None or found.key == key


@pytest.mark.parametrize("place", range(len(STEPS)))
def test_a_step_leaves_the_case_as_it_was_and_gives_the_same_answer_twice(place: int) -> None:
    looked_at = case("Nobody can call out at Acme Dental since 9.", "Phones")
    answers = []
    for _ in range(2):
        assessment = Assessment()
        for step in all_steps()[: place + 1]:
            assessment = step.run(looked_at, assessment, PlaybookSet())
        answers.append(assessment)

    assert answers[0] == answers[1]
