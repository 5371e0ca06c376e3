"""Any text gets a decision, the same one twice, by steps and diagnostics that the documentation lists."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbot.model.case import Category
from deskbot.triage.assessment import Assessment
from deskbot.triage.phrases import Phrases
from deskbot.triage.pipeline import decide
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.registry import all_diagnostics, all_steps
from deskbot.triage.steps import Step
from tests.documents import ROOT, blocks
from tests.unit.triage.cases import PROVEN, SYSTEM, case

TEXT = "One phone at Acme Dental has no dial tone since Monday. Host ID 50-77B3-E210. I rebooted it, no change."
SYSTEMS = (
    *(replace(SYSTEM, id=number, host_id=f"50-77B3-E21{number}") for number in range(5)),
    replace(SYSTEM, id=9, host_id="5077B3E210", customer="Elm Dental", release="6.0.2"),
)
"""The last one's host id is spelled like the first one's."""


@given(st.permutations(SYSTEMS), st.permutations(["a@x", "b@x", "c@x"]))
def test_the_order_of_systems_and_references_changes_nothing(systems: list, references: list) -> None:
    one = case(TEXT, writer=PROVEN, systems=SYSTEMS)
    other = case(TEXT, writer=PROVEN, systems=tuple(systems), message={"references": tuple(references)})

    assert repr(decide(one, PlaybookSet())) == repr(decide(other, PlaybookSet()))


@given(st.text(max_size=400))
def test_any_text_is_decided_and_twice_the_same(text: str) -> None:
    first = decide(case(text, text[:80]), PlaybookSet())

    assert first == decide(case(text, text[:80]), PlaybookSet())
    assert first.reasons


SHIPPED = (
    "identify",
    "language",
    "classify",
    "second",
    "topics",
    "diagnostics",
    "match",
    "severity",
    "phoned",
    "worse",
    "outright",
    "cry",
    "feedback",
    "entitlement",
    "decide",
)


def test_steps_run_by_their_place_and_newcomers_among_them() -> None:
    steps = all_steps()

    assert [step.place for step in steps] == sorted(step.place for step in steps)
    assert tuple(step.name for step in steps if step.name in SHIPPED) == SHIPPED


def test_no_two_steps_have_one_name() -> None:
    names = [step.name for step in all_steps()]

    assert sorted(names) == sorted(set(names))


def test_the_table_in_the_docs_knows_every_step() -> None:
    docs = (ROOT / "docs" / "steps.md").read_text(encoding="utf-8")
    rows = [f"| {step.place} | `{step.name}` | {step.description} |" for step in all_steps()]

    assert rows == [line for line in docs.splitlines() if line.startswith("| ") and line[2].isdigit()]


def test_the_step_that_the_docs_show_works_as_it_stands_there() -> None:
    given: dict[str, object] = {}
    shown = next(block for block in blocks(ROOT / "docs" / "steps.md") if block.language == "python")
    exec(shown.text, given)  # noqa: S102  (our own page)
    step = given["STEP"]
    assert isinstance(step, Step)

    asked = case("The grain store has no dial tone.")
    at_harvest = replace(asked, now=asked.now.replace(month=8))

    assert [one.rule for one in step.run(at_harvest, Assessment(), PlaybookSet()).reasons] == ["harvest"]
    assert step.run(asked, Assessment(), PlaybookSet()) == Assessment()


def test_every_diagnostic_can_be_asked_on_a_small_screen() -> None:
    assert [one.key for one in all_diagnostics() if len(one.short) > 60 or not one.question.endswith((")", "?"))] == []


def test_the_required_facts_are_those_of_the_vocabulary() -> None:
    required = {category: {one.key for one in all_diagnostics() if category in one.required} for category in Category}
    first_row = {"callback", "customer", "model", "host_id", "release", "symptom", "impact", "tried"}

    assert required[Category.INCIDENT] == required[Category.SECURITY] == first_row
    assert required[Category.RMA] == {
        "customer", "host_id", "symptom", "serial", "child_registered", "tests", "ship_to",
    }  # fmt: skip
    assert required[Category.LICENCE] == {"customer", "old_host_id", "new_host_id", "reason"}
    assert required[Category.HOWTO] == required[Category.STATUS] == set()


def test_the_table_in_the_docs_knows_every_diagnostic() -> None:
    table = (ROOT / "docs" / "diagnostics.md").read_text(encoding="utf-8")
    rows = {line.split("|")[1].strip(): line for line in table.splitlines() if line.startswith("| `")}

    assert set(rows) == {f"`{one.key}`" for one in all_diagnostics()}
    for one in all_diagnostics():
        cells = [cell.strip() for cell in rows[f"`{one.key}`"].split("|")]
        wanted = [", ".join(c.value for c in Category if c in keys) or "-" for keys in (one.required, one.wanted)]
        assert cells[2:6] == [one.level, one.meaning, *wanted]


HOSTILE = {
    "spaces": "Host ID:" + " " * 40_000 + "x",
    "dots": "Host ID: " + "." * 40_000 + "x",
    "words": "no calls all phones is not " * 1_500,
    "digits": "1 " * 20_000,
    "names": "A " * 20_000,
    "codes": "a-1" * 13_000,
    "brackets": "(" * 40_000,
    "numbers": "555 0142 " * 4_500,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_decided_like_any_other(text: str) -> None:
    """The time limit is the whole suite's: a pattern that is not linear would hang here."""
    assert decide(case(text), PlaybookSet()).reasons


@pytest.mark.parametrize(
    ("phrase", "text", "stands"),
    [
        ("system (is|was)? down", "the system down", True),
        ("system (is|was)? down", "the system is down", True),
        ("we (also )?cut (them )?over", "we cut them over", True),
        ("reboot*", "rebooted", True),
        ("no … calls", "no more of those calls", True),
        ("no … calls", "no. calls", False),
        ("voice ?mail", "voicemail", True),
        ("one; two", "two", True),
        ("down", "downtown", False),
    ],
)
def test_phrases_say_what_they_mean(phrase: str, text: str, stands: bool) -> None:  # noqa: FBT001
    assert Phrases(phrase).within(text) is stands
