"""The schemas for editors say what the readers say: of every key, of the examples that are shipped, and of slips."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from typer.testing import CliRunner

from deskbot.cli.groups import app
from deskbot.desk import crowds, escalation, schedules, sla, telephones
from deskbot.desk.reading import KEYS, read_desk
from deskbot.desk.schema import DEFINITIONS, SECTIONS
from deskbot.errors import ConfigurationError
from deskbot.model.case import Severity
from deskbot.triage import playbooks
from deskbot.triage.playbook_scaffold import scaffold
from tests.documents import ROOT, blocks

EXAMPLE = (ROOT / "desk.example.yaml").read_text(encoding="utf-8")
TABLES = {
    "number": telephones.NUMBER_KEYS,
    "responder": escalation.STAFF_KEYS,
    "rule": escalation.RULE_KEYS,
    "schedule": (*schedules.SCHEDULE_KEYS, *schedules.LAYER_KEYS),
    "layer": schedules.LAYER_KEYS,
    "handoff": schedules.HANDOFF_KEYS,
    "only": schedules.ONLY_KEYS,
    "holidays": schedules.HOLIDAY_KEYS,
    "policy": escalation.POLICY_KEYS,
    "call_again": escalation.CALL_AGAIN_KEYS,
    "fallback": escalation.FALLBACK_KEYS,
    "level": escalation.LEVEL_KEYS,
    "hours": sla.HOURS_KEYS,
    "tier": sla.TIER_KEYS,
    "target": sla.TARGET_KEYS,
    "country": crowds.COUNTRY_KEYS,
}
"""Each definition's keys, as its reader has them."""


class Yaml12(yaml.SafeLoader):
    """Reads as editors do: `on` is a word, and a date is text."""


Yaml12.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith((":timestamp", ":bool"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Yaml12.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))


def printed(what: str) -> dict[str, Any]:
    result = CliRunner().invoke(app, ["schema", what])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def wrong(what: str, text: str) -> list[str]:
    """Return what a schema says of a file."""
    schema = printed(what)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    return [error.message for error in validator.iter_errors(yaml.load(text, Loader=Yaml12))]  # noqa: S506


def head_of(text: str) -> str:
    return text.split("---\n")[1]


@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_definition_has_the_keys_of_its_reader(name: str) -> None:
    found = set(DEFINITIONS[name]["properties"])

    assert found == set(TABLES[name]) if name in TABLES else found == set(crowds.LIMIT_KEYS) - {"sms", "voice"}


@pytest.mark.parametrize("section", KEYS)
def test_a_section_has_every_key_of_its_reader(section: str) -> None:
    written = json.dumps(SECTIONS[section])
    reached = set(re.findall(r"#/\$defs/(\w+)", written))
    while more := set(re.findall(r"#/\$defs/(\w+)", json.dumps([DEFINITIONS[one] for one in reached]))) - reached:
        reached |= more
    known = {key for one in reached for key in DEFINITIONS[one]["properties"]}
    own = SECTIONS[section].get("properties", {})
    within = {key for one in own.values() for key in one.get("properties", {})}

    assert set(KEYS[section]) <= known | set(own) | within | set(SECTIONS[section].get("required", ()))
    assert SECTIONS.keys() == KEYS.keys()


@pytest.mark.parametrize("place", ["desk.example.yaml", "tests/desk.yaml"])
def test_a_desk_that_is_shipped_is_right(place: str) -> None:
    assert wrong("desk", (ROOT / place).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", sorted((ROOT / "playbooks").glob("*.md")), ids=lambda path: path.stem)
def test_a_playbook_that_is_shipped_is_right(path: Path) -> None:
    if path.name.lower() != "readme.md":
        assert wrong("playbook", head_of(path.read_text(encoding="utf-8"))) == []


def test_a_playbook_that_was_just_begun_is_right() -> None:
    assert wrong("playbook", head_of(scaffold("crackling", "Crackling", ""))) == []


def test_the_playbook_that_the_docs_show_is_right() -> None:
    shown = next(block for block in blocks(ROOT / "docs" / "playbooks.md") if block.language == "markdown")

    assert wrong("playbook", head_of(shown.text)) == []


def test_a_playbooks_head_has_the_keys_of_its_reader() -> None:
    assert set(printed("playbook")["properties"]) == set(playbooks.KEYS)


SLIPS = [
    ("  name: Example Telephony Service Desk", "  nmae: Desk"),
    ("zone: America/Chicago     # in which", "zon: America/Chicago # in which"),
    ("support@desk.example", "support"),
    ('voice: "+1 512 555 0110"', 'vioce: "+1 512 555 0110"'),
    ('sms: "+1 512 555 0110"', 'sms: "512 555 0110"'),
    ("rotation: weekly        # one", "rotation: wekly # one"),
    ('handoff: {day: monday, time: "09:00"}', 'handoff: {day: monday, time: "9:00"}'),
    ("start: 2026-01-05       # the", "start: 05.01.2026 # the"),
    ("{delay: 5m, schedule: primary, media: [sms]}", "{delay: 5, schedule: primary, media: [sms]}"),
    ("{delay: 5m, schedule: primary, media: [sms]}", "{delay: 5m, schedule: primary, media: [pigeon]}"),
    ("{delay: 5m, schedule: primary, media: [sms]}", "{delay: 5m, media: [sms]}"),
    ("{delay: 5m, schedule: primary, media: [sms]}", "{schedule: primary, media: [sms]}"),
    ("S1: {page: always, policy: urgent}", "S1: {page: never}"),
    ("  S3: {page: never}", "  S5: {page: never}"),
    ("    page: support-hours ", "    page: never "),
    ("  warn: 75%", "  warn: 175%"),
    ("  reminders: 2", "  reminders: many"),
    ("  tickets: 3", "  tickets: 1"),
    ("  answer: sent", "  answer: maybe"),
    ("voice: {most: 6, per: 10m, s1: 12}", "voice: {most: 6, per: ten, s1: 12}"),
    ("DK: {links: on, replies: on}", "DK: {links: maybe}"),
    ("documentation: https://docs.desk.example/", "documentation: docs.desk.example"),
    ("  expired: mark", "  expired: refuse"),
    ("rating: on ", "rating: perhaps "),
    ("burst: ", "brust: "),
]


@pytest.mark.parametrize(("right", "slip"), SLIPS, ids=[slip.strip() for _, slip in SLIPS])
def test_a_slip_that_the_reader_refuses_is_shown_by_the_editor_too(right: str, slip: str) -> None:
    assert right in EXAMPLE
    text = EXAMPLE.replace(right, slip, 1)

    with pytest.raises(ConfigurationError):
        read_desk(text)
    assert wrong("desk", text)


@pytest.mark.parametrize(
    "slip",
    [
        "id: One Way",
        "titel: x",
        "symptoms: none",
        "examples: []",
        "severity_hint: S5",
        "categories: [x]",
        "draft: maybe",
    ],
)
def test_a_slip_in_a_playbook_is_shown_too(slip: str) -> None:
    key = slip.partition(":")[0]
    right = head_of(scaffold("crackling", "Crackling", ""))
    kept = re.sub(rf"^{key}:.*\n(?:  - .*\n)*", "", right, flags=re.MULTILINE)

    with pytest.raises(ConfigurationError):
        playbooks.load_playbooks([("x.md", f"---\n{kept}{slip}\n---\n\n## Resolution\n\nDo it.\n")])
    assert wrong("playbook", f"{kept}{slip}\n")


def test_every_severity_is_in_the_schema() -> None:
    assert set(SECTIONS["severities"]["properties"]) == {severity.value for severity in Severity}
