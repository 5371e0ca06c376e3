"""A playbook that names products is told only where the system may be one of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deskbot.model.case import Decision
from deskbot.triage.pipeline import decide
from deskbot.triage.playbooks import PlaybookSet, load_playbooks
from deskbot.triage.products import is_none_of, kind_of
from tests.unit.triage.cases import PROVEN, SYSTEM, case, fact, rules, ticket
from tests.unit.triage.test_playbook_releases import BOOK, TEXT


def books(products: str) -> PlaybookSet:
    return load_playbooks([("echo.md", BOOK.replace("versions:", f"products: [{products}]\nversions:"))])


def judged(text: str, products: str = "UCX50, Galaxy 250", **given: object) -> Decision:
    return decide(case(text, "Echo on every call", writer=PROVEN, **given), books(products))


def test_a_system_that_the_mail_names_counts() -> None:
    assert judged(f"{TEXT} It is a UCX 50.").playbook == "echo"

    other = judged(f"{TEXT} It is a UCX1000.")
    assert other.playbook is None
    assert not other.matches
    (why,) = [reason for reason in other.reasons if reason.rule == "playbook-product"]
    assert why.says == "echo is for UCX50 or Galaxy 250; the system is a UCX1000"
    assert why.evidence == "UCX1000"


def test_a_system_of_the_directory_counts() -> None:
    large = replace(SYSTEM, id=2, host_id="50-1111-2222", model="UCX1000")

    assert judged(f"{TEXT} Host ID {SYSTEM.host_id}.", systems=(SYSTEM, large)).playbook == "echo"
    assert judged(f"{TEXT} Host ID {large.host_id}.", systems=(SYSTEM, large)).playbook is None


def test_a_system_that_nobody_knows_excludes_nothing() -> None:
    found = judged(TEXT)

    assert found.playbook == "echo"
    assert "playbook-product" not in rules(found)


def test_a_system_that_is_told_later_takes_the_playbook_back() -> None:
    earlier = ticket(playbook="echo", findings=(fact("symptom", "echo"), fact("customer", "Acme Dental")))

    assert judged("model: Galaxy 250", earlier=earlier).playbook == "echo"
    later = judged("model: UCX1000", earlier=earlier)
    assert later.playbook is None
    assert "playbook-product" in rules(later)


def test_what_a_person_said_stays_whatever_the_system_is() -> None:
    earlier = ticket(playbook="echo", playbook_set=True, findings=(fact("symptom", "echo"),))

    assert judged("model: UCX1000", earlier=earlier).playbook == "echo"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("UCX50", "ucx50"),
        ("ucx-50", "ucx50"),
        ("UCX 250", "ucx250"),
        ("Galaxy 250", "ucx250"),
        ("Galaxy 3000G", "ucx3000"),
        ("UCX3000", "ucx3000"),
        ("Galaxy Mini", "galaxymini"),
        ("UCX VM", "virtual"),
        ("virtual UCX", "virtual"),
        ("UCX on AWS", "virtual"),
        ("UCX als virtuelle Maschine", "virtual"),
        ("UCX", ""),
        ("DSM16", ""),
        ("UCX20, later a UCX50", ""),
        ("Galaxy 250 (UCX250)", "ucx250"),
        ("", ""),
    ],
)
def test_a_type_is_known_however_it_is_spelled(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize("products", [[], ["DSM16"], ["UCX"], ["UCX50", "DSM16"], ["UCX20", "ucx 1000"]])
def test_no_products_modules_and_families_exclude_nothing(products: list[str]) -> None:
    assert not is_none_of("UCX1000", products)
    assert not is_none_of("Meridian", ["UCX50"])


def test_every_other_type_is_none_of_them() -> None:
    assert is_none_of("UCX VM", ["UCX50", "Galaxy Mini"])
    assert is_none_of("UCX250", ["UCX50"])
