"""How a row is asked for that one of several questions names, without reading the whole table for it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, any_, func, union_all


def in_any(column: Any, *questions: Any) -> ColumnElement[bool]:
    """Return the condition that a column's value is among the answers of some questions.

    Each question is asked once, by its own index, and the rows are then found by the column's. With OR between them, or
    where IN is planned as a join, PostgreSQL may read every row of the table. Whoever locks the rows: the questions are
    not asked again once a lock was waited for.
    """
    return column == any_(func.array(union_all(*questions).scalar_subquery()))
