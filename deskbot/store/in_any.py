"""How a row is asked for that one of several questions names, without reading the whole table for it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, any_, func, union_all


def in_any(column: Any, *questions: Any) -> ColumnElement[bool]:
    """Return the condition that a column has a value which one of some questions is answered with.

    Each question is asked once, and answered by its own index; the rows are then found by the column's. Where a
    condition with OR between them holds a question, PostgreSQL reads every row of the table and compares it.
    """
    return column == any_(func.array(union_all(*questions).scalar_subquery()))
