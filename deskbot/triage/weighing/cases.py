"""The cases that the weights are learned from: short messages with their labels, written for the purpose."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from deskbot.model.case import Category, Severity
from deskbot.model.message import Address, Inbound

SUBJECT = "Subject:"
NONE = "none"


@dataclass(frozen=True, slots=True)
class LabelledCase:
    """One message and what a person says of it."""

    message: Inbound
    category: Category
    severity: Severity
    playbook: str | None
    writer: str
    matched: bool = True
    """Whether anybody said which playbook it is, or that it is none."""


def cases_of(table: str, writer: str) -> tuple[LabelledCase, ...]:
    """Read a table with the columns text, category, severity, playbook and lang.

    Args:
        table: The CSV; a text begins with "Subject: …" and an empty line.
        writer: Who wrote the table.

    Raises:
        ValueError: A category or severity does not exist.
    """
    return tuple(
        LabelledCase(
            _message(row["text"]),
            Category(row["category"]),
            Severity(row["severity"]),
            row["playbook"] if row["playbook"] not in ("", NONE) else None,
            writer,
            bool(row["playbook"]),
        )
        for row in csv.DictReader(io.StringIO(table))
    )


def _message(text: str) -> Inbound:
    subject, _, body = text.partition("\n\n")
    return Inbound(
        channel="email",
        external_id="case",
        sender=Address("someone@reseller.example"),
        subject=" ".join(subject.removeprefix(SUBJECT).split()),
        text=body,
        reply=body,
    )
