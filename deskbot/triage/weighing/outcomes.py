"""What is weighed: how grave a message is, and what it is about."""

from __future__ import annotations

from deskbot.model.case import Category, Severity

GRAVE = ("S1", "urgent")
"""Whether it is of the gravest severity, and whether it is of the two that page."""
OUTCOMES: tuple[str, ...] = (*GRAVE, *(category.value for category in Category))


def reached(category: Category, severity: Severity) -> list[float]:
    """Return for each outcome whether a case of this category and severity has it, 1 or 0."""
    grave = [float(severity is Severity.S1), float(severity.urgent)]
    return [*grave, *(float(category is one) for one in Category)]
