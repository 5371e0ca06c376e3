"""A new playbook: a file that can be read at once, is told to nobody yet, and says what is still to write."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import yaml
from rapidfuzz import fuzz, process

from deskbot.access.confidential import masked
from deskbot.model.line import printable
from deskbot.model.message import Address, Inbound
from deskbot.triage.folding import fold
from deskbot.triage.playbooks import Playbook, is_id
from deskbot.triage.sentences import read
from deskbot.triage.symptoms import failures

STILL = "(write: "
"""Begins every place that is still to be filled in."""
MOST_EXAMPLES = 6
NEAR = 75
"""Likeness of two ids from which they may mean the same, 0 … 100."""
MOST_NEAR = 3
LONGEST_EXAMPLE = 240
SHOWN = 40
"""Characters of a place to fill in by which a remark names it."""


def scaffold(playbook_id: str, title: str, text: str) -> str:
    """Return the file of a new playbook.

    Args:
        playbook_id: its id.
        title: its title; may be empty.
        text: what a reseller wrote; the sentences that tell a trouble become examples. May be empty.
    """
    examples = examples_in(text) or [
        f"{STILL}a sentence as a reseller would write it; six or more, of different people)"
    ]
    lines = [
        "---",
        f"id: {playbook_id}",
        f"title: {_quoted(printable(title) or STILL + 'what it is, in the words of the desk)')}",
        "symptoms:",
        f"  - {_quoted(STILL + 'what is seen or heard, in few words, in every language that your resellers write)')}",
        "examples:",
        *(f"  - {_quoted(one)}" for one in examples),
        "excluded: [] # phrases that show that it is something else",
        "categories: [incident]",
        "products: [] # empty: all",
        'versions: [] # empty: all; else like ["7.0 - 7.1.2", ">= 8"]',
        "severity_hint: S3",
        "diagnostics: [] # the facts that matter most here: docs/diagnostics.md",
        "references: [] # addresses of the pages that the facts come from",
        "owner: # who answers for it",
        "reviewed: # the day on which somebody last read it critically, like 2026-11-30",
        "draft: true # remove this line when it may be sent to resellers",
        "---",
        "",
        "## Resolution",
        "",
        f"{STILL}what it is, and what to do first of all: one or two sentences)",
        "",
        f"1. {STILL}a check that can be seen, and what it should show; the cheap and harmless ones first)",
        f"2. {STILL}the next one)",
        "",
        f"{STILL}when to stop) Then come back to us, and send {STILL}what the desk needs).",
        "",
        "## Desk notes",
        "",
        f"{STILL}what only the desk should know: how to tell it from its neighbours, named by their ids in backticks)",
    ]
    return "\n".join(lines) + "\n"


def examples_in(text: str) -> list[str]:
    """Return the sentences of a text that could be examples: those that tell a trouble, else the first ones; masked."""
    reading = read(Inbound(channel="", external_id="", sender=Address(""), reply=masked(text)))
    told = failures(reading) or reading.told
    sentences = ("".join(char for char in one.text if char.isprintable()).strip() for one in told)
    return list(dict.fromkeys(one[:LONGEST_EXAMPLE] for one in sentences if one))[:MOST_EXAMPLES]


def unfinished(playbook: Playbook) -> Iterator[str]:
    """Yield what of a scaffold is still to be written."""
    if playbook.draft:
        yield 'it is a draft, and told to nobody; remove "draft: true" when it may be sent'
    for name, texts in (
        ("title", (playbook.title,)),
        ("symptom", playbook.symptoms),
        ("example", playbook.examples),
        ("resolution", playbook.resolution.splitlines()),
        ("desk notes", playbook.desk_notes.splitlines()),
    ):
        first = next((found for one in texts if (found := _STILL.search(one))), None)
        if first:
            yield f'still to write, {name}: "{first[0][:SHOWN]}"…'


_STILL = re.compile(r"\(write: [^()\n]{0,200}\)?")


def proper_id(text: str) -> str:
    """Return the id that somebody may have meant by a text that is none; empty where nothing is left of it."""
    meant = "-".join(re.findall(r"[a-z0-9]+", fold(text)))[:60].strip("-")
    return meant if meant and is_id(meant) else ""


def near_ids(playbook_id: str, known: Collection[str]) -> list[str]:
    """Return the ids that may mean the same, nearest first: the same words in another order, or a slip of the keys."""
    said = playbook_id.replace("-", " ")
    others = sorted(one for one in known if one != playbook_id)
    found = process.extract(
        said,
        [one.replace("-", " ") for one in others],
        scorer=fuzz.token_sort_ratio,
        score_cutoff=NEAR,
        limit=MOST_NEAR,
    )
    return [others[place] for _, _, place in found]


def _quoted(text: str) -> str:
    """Return a text as a quoted YAML scalar on one line."""
    return yaml.safe_dump(printable(text), default_style='"', allow_unicode=True, width=10_000).strip()
