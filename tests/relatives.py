"""Which processes another has started, as the kernel tells it."""

from __future__ import annotations

from pathlib import Path


def pagers(pid: int) -> list[int]:
    """Return the process ids of a process's children that page."""
    return of_role(pid, "pager")


def of_role(pid: int, role: str) -> list[int]:
    """Return the process ids of a process's children that have a role to themselves."""
    words = f"--child\0--only\0{role}\0".encode()
    return [one for one in children(pid) if words in _command(one)]


def _command(pid: int) -> bytes:
    """Return how a process was called; nothing of one that has ended since it was found."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


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
