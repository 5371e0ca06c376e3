"""Which facts a ticket still lacks, and in which order they are asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from deskbot.model.case import Category, Finding
from deskbot.model.message import Question
from deskbot.triage.questions import asked_in, options_in
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


def helpful_after(category: Category, findings: tuple[Finding, ...], important: Sequence[str] = ()) -> tuple[str, ...]:
    """Return what is not required and would help, the most helpful first.

    Args:
        category: the ticket's; what it has no use for is not asked.
        findings: what is known; it also says what bears on the trouble.
        important: what matters most for the known issue that it is, by keys of diagnostics, the foremost first.
    """
    known = {finding.key for finding in findings}
    wanted = [one for one in all_diagnostics() if category in one.wanted - one.required and one.key not in known]
    bearing = [one.key for one in wanted if one.matters(category, findings)]
    keys = {one.key for one in wanted}
    return tuple(dict.fromkeys((*bearing, *(key for key in important if key in keys))))


def questions_for(keys: Collection[str], language: str = "", *, helpful: bool = False) -> tuple[Question, ...]:
    """Return the questions for these keys, in the order of asking.

    Args:
        keys: of the diagnostics.
        language: ISO 639-1 code; English where we do not write in it.
        helpful: whether the facts are no must.
    """
    return tuple(
        Question(
            diagnostic.key,
            *asked_in(language, diagnostic),
            helpful=helpful,
            options=options_in(language, diagnostic),
        )
        for diagnostic in all_diagnostics()
        if diagnostic.key in keys
    )
