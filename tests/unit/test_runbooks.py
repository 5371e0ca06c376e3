"""Whoever an alarm wakes finds what to do, and finds nothing for an alarm that there is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ALERTS = [
    rule
    for group in yaml.safe_load((ROOT / "examples/prometheus/alerts.yaml").read_text(encoding="utf-8"))["groups"]
    for rule in group["rules"]
]
SECTIONS = dict(
    re.findall(
        r"^## (\w+)\n(.*?)(?=\n## |\Z)",
        (ROOT / "docs/runbooks.md").read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
)


def test_every_alarm_has_a_section_and_every_section_an_alarm():
    assert list(SECTIONS) == [rule["alert"] for rule in ALERTS]


@pytest.mark.parametrize("rule", ALERTS, ids=lambda rule: rule["alert"])
def test_an_alarm_leads_to_its_section(rule: dict[str, dict[str, str]]):
    assert rule["annotations"]["runbook"] == f"docs/runbooks.md#{str(rule['alert']).lower()}"


@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_says_in_a_few_lines_what_it_means_what_to_look_at_and_what_to_do(name: str):
    lines = SECTIONS[name].strip().splitlines()

    assert re.findall(r"^- \*\*(.+?):\*\*", SECTIONS[name], re.MULTILINE)[:3] == ["Means", "Look at", "Do"]
    assert 3 <= len(lines) <= 6
