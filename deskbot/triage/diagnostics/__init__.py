"""The contract of a diagnostic: one L1 or L2 fact that a ticket carries, one file beside this one.

A diagnostic's file is named after its key and offers `DIAGNOSTIC`. Keys and meanings: the table
in docs/diagnostics.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from deskbot.model.case import Case, Category, Finding

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
    required: frozenset[Category] = frozenset()
    wanted: frozenset[Category] = frozenset()
    read_in: frozenset[Category] = EVERY
    """Categories of tickets in which the fact is taken."""
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
