"""A form for a new ticket: what it asks for each category, and which answers nobody can read. Pure.

It asks what a ticket of the category must carry, and what is written into it is read as any words are.
"""

from __future__ import annotations

from deskbot.model.case import Category
from deskbot.model.message import Question
from deskbot.triage.answers import is_empty
from deskbot.triage.registry import diagnostic_of
from deskbot.triage.requirements import questions_for, required_keys

CHOICES = (
    Category.INCIDENT,
    Category.RMA,
    Category.LICENCE,
    Category.HOWTO,
    Category.ACCESS,
    Category.ENHANCEMENT,
    Category.SECURITY,
)
"""What somebody may choose; the others are found out."""


def category_of(word: str) -> Category:
    """Return the category that was chosen; the most usual one where that is none of ours."""
    return next((one for one in CHOICES if one.value == word), CHOICES[0])


def fields(category: Category, language: str) -> tuple[Question, ...]:
    """Return what the form asks for."""
    return questions_for(required_keys(category), language)


def is_unreadable(key: str, answer: str) -> bool:
    """Return whether an answer is none to its question: a host id without a digit. "Unknown" is one."""
    asked = diagnostic_of(key)
    shape = asked.shape if asked else None
    return shape is not None and not is_empty(answer) and not shape(answer)
