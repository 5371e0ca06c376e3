"""Which facts a ticket still lacks, and in which order they are asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from deskbot.model.case import Category, Finding
from deskbot.model.message import Question
from deskbot.triage.questions import asked_in
from deskbot.triage.registry import all_diagnostics


def required_keys(category: Category) -> tuple[str, ...]:
    """Return the keys that a ticket of the category must carry, in the order of asking."""
    return tuple(diagnostic.key for diagnostic in all_diagnostics() if category in diagnostic.required)


def missing_keys(category: Category, known: Collection[str]) -> tuple[str, ...]:
    """Return the required keys that are not known, in the order of asking."""
    return tuple(key for key in required_keys(category) if key not in known)


def missing_after(category: Category, findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return what is missing beside these findings."""
    return missing_keys(category, {finding.key for finding in findings})


def questions_for(keys: Collection[str], language: str = "") -> tuple[Question, ...]:
    """Return the questions for these keys, in the order of asking, in a language (English where we have no other)."""
    return tuple(
        Question(diagnostic.key, *asked_in(language, diagnostic))
        for diagnostic in all_diagnostics()
        if diagnostic.key in keys
    )
