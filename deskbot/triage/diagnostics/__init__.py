"""The contract of a diagnostic: one L1 or L2 fact that a ticket carries, one file beside this one.

A diagnostic's file is named after its key and offers `DIAGNOSTIC`. Keys and meanings: the table
in docs/diagnostics.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.folding import fold

EVERY = frozenset(Category) - {Category.JUNK}
"""Categories whose mails give facts at all."""
TROUBLE = frozenset({Category.INCIDENT, Category.SECURITY, Category.RMA, Category.LICENCE, Category.ENDUSER})
"""Categories in which something is wrong, so that its circumstances are facts."""
FAULTS = frozenset({Category.INCIDENT, Category.SECURITY})
"""Categories in which the desk looks for a cause."""


def as_written(text: str) -> str:
    """Return an answer as it was written; the shape of facts that are told in words."""
    return text


def by_its_words(_finding: Finding) -> str:
    """Return nothing: the value's own words are reason enough."""
    return ""


def unknown(_case: Case, _findings: tuple[Finding, ...]) -> Finding | None:
    """Return nothing: the directory does not know this fact."""
    return None


def unclaimed(_case: Case) -> str:
    """Return nothing: no words claim this fact without giving it."""
    return ""


def never(_category: Category, _findings: tuple[Finding, ...]) -> bool:
    """Return that a fact is not asked for where it is not required."""
    return False


def told_of(findings: tuple[Finding, ...]) -> str:
    """Return, folded, what is known of the trouble itself; its remedies and its place are no part of it."""
    told = ("symptom", "scenario", "impact", "frequency", "changed", "reason")
    return "\n".join(fold(finding.value) for finding in findings if finding.key in told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One fact: what it is called, how it is asked for, who needs it, how it is read."""

    key: str
    level: str
    """"L1", "L2", "RMA" or "licence"."""
    place: int
    """Its place in a list of questions; the most blocking facts come first."""
    meaning: str
    """What it holds, in a few words; the table in docs/diagnostics.md repeats it."""
    question: str
    short: str
    """The question for a small screen, at most 60 characters."""
    options: tuple[str, ...] = ()
    """What is answered most often, as its own reading understands it behind its key: shown as buttons in chats."""
    required: frozenset[Category] = frozenset()
    wanted: frozenset[Category] = frozenset()
    matters: Callable[[Category, tuple[Finding, ...]], bool] = never
    """Whether it is asked for where it is only wanted, given what is known of the trouble: as a help, never a must."""
    read_in: frozenset[Category] = EVERY
    """Categories of tickets in which the fact is taken."""
    identifies: bool = False
    """A name, number or code: once it is known only words that correct it replace it, no mention of another."""
    labels: tuple[str, ...] = ()
    """Phrases (see `phrases.py`) that stand before a colon in a form or an answer: "host id"."""
    shape: Callable[[str], str] = as_written
    """Return the value in a labelled or numbered answer as written, or an empty string where it is none."""
    read: Callable[[Case, Category], Finding | None]
    """Read the fact from what the writer wrote anew and from the attachments; None where it is not given."""
    why: Callable[[Finding], str] = by_its_words
    """Return why the text was read so, where that is not plain from its words: a verdict of the model."""
    known: Callable[[Case, tuple[Finding, ...]], Finding | None] = unknown
    """Read the fact from the directory, given what was found in the text (a system's host id, a customer)."""
    claimed: Callable[[Case], str] = unclaimed
    """Return the words that claim the fact where it was not given ("logs attached", and no file came)."""
