"""Playbooks are read from text, and whatever is wrong is named with its file and line."""

from __future__ import annotations

from datetime import date

import pytest

from deskbot.errors import ConfigurationError
from deskbot.model.case import Category, Severity
from deskbot.triage.playbooks import load_playbooks

WHOLE = """---
id: echo
title: Echo on calls
symptoms:
  - hears own voice
examples:
  - "Subject: he hears himself, every call"
excluded: [choppy]
categories: [incident, rma]
products: [UCX50]
severity_hint: S3
diagnostics: [scenario]
references: [https://www.example/echo]
owner: voice
reviewed: 2026-11-16
---

## Resolution

1. Ask who hears it.

```
## this is a comment of a script
```

## Desk notes

Look at the other end.
"""


def problems(*texts: str) -> str:
    with pytest.raises(ConfigurationError) as caught:
        load_playbooks([(f"playbooks/{letter}.md", text) for letter, text in zip("xyz", texts, strict=False)])
    return str(caught.value)


def test_a_whole_playbook_is_read() -> None:
    playbook = load_playbooks([("playbooks/echo.md", WHOLE)]).get("echo")

    assert playbook is not None
    assert playbook.title == "Echo on calls"
    assert playbook.symptoms == ("hears own voice",)
    assert playbook.examples == ("Subject: he hears himself, every call",)
    assert playbook.excluded == ("choppy",)
    assert playbook.categories == {Category.INCIDENT, Category.RMA}
    assert playbook.severity_hint is Severity.S3
    assert playbook.diagnostics == ("scenario",)
    assert playbook.reviewed == date(2026, 11, 16)
    assert playbook.path == "playbooks/echo.md"
    assert playbook.desk_notes == "Look at the other end."


def test_a_heading_within_a_block_of_code_is_no_section() -> None:
    playbook = load_playbooks([("echo.md", WHOLE)]).playbooks[0]

    assert playbook.resolution.startswith("1. Ask who hears it.")
    assert "## this is a comment" in playbook.resolution


def test_line_ends_and_a_mark_of_other_systems_are_taken() -> None:
    text = "\ufeff" + WHOLE.replace("\n", "\r\n")

    assert load_playbooks([("echo.md", text)]).playbooks[0].id == "echo"


def test_playbooks_come_in_the_order_of_their_names() -> None:
    other = WHOLE.replace("id: echo", "id: fax")

    loaded = load_playbooks([("b.md", other), ("a.md", WHOLE)])

    assert [playbook.id for playbook in loaded.playbooks] == ["echo", "fax"]


def test_an_unknown_key_is_named_with_its_line_and_the_nearest_word() -> None:
    told = problems(WHOLE.replace("excluded:", "exluded:"))

    assert 'playbooks/x.md:8: the head has an unknown key "exluded"; did you mean "excluded"?' in told


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("id: echo", "id: Echo!", 2, "lower-case words joined by dashes"),
        ("title: Echo on calls", "title:", 3, 'lacks "title"'),
        ("symptoms:\n  - hears own voice", "symptoms: []", 4, 'lacks "symptoms"'),
        ("symptoms:\n  - hears own voice", "symptoms: own voice", 4, "must be a list"),
        ('"Subject: he hears himself, every call"', "Subject: he hears himself", 7, "put it in quotes"),
        ("severity_hint: S3", "severity_hint: S9", 11, '"S9" is not known'),
        ("categories: [incident, rma]", "categories: [incidents]", 9, 'did you mean "incident"?'),
        ("reviewed: 2026-11-16", "reviewed: last week", 15, "write it like 2026-11-30"),
        ("## Desk notes", "## Desk note", 26, 'unknown section "Desk note"; did you mean "Desk notes"?'),
        ("## Resolution\n\n", "", 18, "belongs to no section"),
        ("owner: voice", "owner: [", 16, "this is no YAML"),
        ("title: Echo on calls", "title: Echo: on calls", 3, "put the value in quotes"),
        ("title: Echo on calls", 'title: "Echo \\0"', 3, "the character U+0000"),
        ("title: Echo on calls", 'title: "Echo \\ud83d"', 3, "the character U+D83D"),
        ("  - hears own voice", '  - "hears \\e[31m voice"', 5, "the character U+001B"),
        ("1. Ask who hears it.", "1. Ask\x00 who hears it.", 20, "the character U+0000"),
    ],
)
def test_a_slip_is_named_with_its_line(old: str, new: str, line: int, says: str) -> None:
    told = problems(WHOLE.replace(old, new))

    assert any(one.startswith(f"playbooks/x.md:{line}: ") and says in one for one in told.splitlines()), told


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", 'begins with a line "---"'),
        ("# A heading", 'begins with a line "---"'),
        ("---\nid: echo\n", "has no end"),
        ("---\n---\n", "playbooks/x.md:1: "),
        ("---\n- one\n---\n## Resolution\nx\n", "must be a mapping"),
        ("---\nid: \x07\n---\n", "this is no YAML"),
        (f"---\nsymptoms: {'[' * 5000}{']' * 5000}\n---\n", "lists within lists go too deep"),
    ],
)
def test_what_is_no_playbook_at_all_is_refused(text: str, says: str) -> None:
    assert says in problems(text)


def test_a_resolution_must_be_there() -> None:
    told = problems(WHOLE.replace("## Resolution", "## Desk notes").replace("## Desk notes\n\nLook", "Look"))

    assert 'the section "## Resolution" is missing or empty' in told


def test_the_problems_of_every_file_are_told_at_once() -> None:
    told = problems(WHOLE.replace("owner:", "ower:"), "nothing", WHOLE.replace("id: echo", "id: fax"))

    assert "playbooks/x.md:14" in told
    assert "playbooks/y.md:1" in told
    assert "playbooks/z.md" not in told


def test_an_id_that_two_files_claim_is_told() -> None:
    assert 'playbooks/y.md:1: the id "echo" is taken by playbooks/x.md' in problems(WHOLE, WHOLE)


def test_releases_are_read_and_wrong_ones_named_with_their_line() -> None:
    whole = WHOLE.replace("products: [UCX50]", 'products: [UCX50]\nversions: ["7.0 - 7.1.2", ">= 8"]')
    assert [span.written for span in load_playbooks([("echo.md", whole)]).playbooks[0].versions] == [
        "7.0 - 7.1.2",
        ">= 8",
    ]

    wrong = problems(WHOLE.replace("products: [UCX50]", 'products: [UCX50]\nversions:\n  - "8 - 7.1"\n  - newest'))
    assert 'playbooks/x.md:12: the head: versions "8 - 7.1" ends before it begins; turn it round' in wrong
    assert 'playbooks/x.md:13: the head: versions "newest" names no releases; write them like "7.0 - 7.1.2"' in wrong
    assert "playbooks/x.md:11: the head: versions must be a list" in problems(
        WHOLE.replace("products: [UCX50]", "products: [UCX50]\nversions: 7.0")
    )


def test_releases_without_quotes_say_what_is_wrong() -> None:
    wrong = problems(WHOLE.replace("products: [UCX50]", "products: [UCX50]\nversions: [>= 8]"))

    assert "playbooks/x.md:11: " in wrong
    assert "quotes" in wrong
