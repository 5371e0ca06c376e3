"""Which of a database's objects the migrations are about."""

from __future__ import annotations


def ours(_object: object, name: str | None, kind: str, _reflected: bool, _compare_to: object) -> bool:  # noqa: FBT001
    """Leave the job queue's own tables to its own schema."""
    return not (kind in ("table", "index") and (name or "").startswith("procrastinate_"))
