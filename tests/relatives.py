"""Which processes another has started, as the kernel tells it."""

from __future__ import annotations

from pathlib import Path

ORIGIN = "deskbot origin"


def pagers(pid: int) -> list[int]:
    """Return the process ids of a process's children that page."""
    return of_role(pid, "pager")


def of_role(pid: int, role: str) -> list[int]:
    """Return the process ids of those that a process, or its origin, has started, with a role to themselves."""
    own = children(pid)
    forks = [fork for one in own if _name(one) == ORIGIN for fork in children(one)]
    return [one for one in (*own, *forks) if _name(one) == f"deskbot {role}"]


def _name(pid: int) -> str:
    """Return the name of a process; nothing of one that has ended since it was found."""
    try:
        return Path(f"/proc/{pid}/comm").read_text().rstrip("\n")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def children(pid: int) -> list[int]:
    """Return the process ids of a process's children, whichever of its threads has started them."""
    return [
        int(word) for task in Path(f"/proc/{pid}/task").iterdir() for word in (task / "children").read_text().split()
    ]


def family(pid: int) -> list[int]:
    """Return the process ids of a process and of all that it, its children and theirs have started and that run."""
    try:
        return [pid, *(one for child in children(pid) for one in family(child))]
    except (FileNotFoundError, ProcessLookupError):
        return []


def origin_of(pid: int) -> int:
    """Return the process id of the origin of a process's children."""
    (found,) = (one for one in children(pid) if _name(one) == ORIGIN)
    return found
