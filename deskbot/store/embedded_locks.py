"""Descriptors that belong to this process alone: locks, and the leash on which the guard hangs."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path

_LOOK_SECONDS = 0.02
_own: set[int] = set()


def own(descriptor: int) -> int:
    """Keep a descriptor out of forked children: there it would outlive us and hold our lock or leash."""
    _own.add(descriptor)
    return descriptor


def let_go(descriptor: int) -> None:
    """Close an owned descriptor; the lock that it holds ends unless a child was handed the same lock."""
    if descriptor in _own:
        _own.discard(descriptor)
        os.close(descriptor)


def _let_go_in_child() -> None:
    for descriptor in tuple(_own):
        let_go(descriptor)


os.register_at_fork(after_in_child=_let_go_in_child)


def take_lock(path: Path, patience: float) -> int | None:
    """Lock a file for this process and return the owned descriptor that holds the lock.

    Args:
        path: the file; it is created when missing.
        patience: how many seconds to wait for another holder to let go.

    Returns:
        The descriptor, or None when another process still holds the lock.
    """
    descriptor = own(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600))
    deadline = time.monotonic() + patience
    while not _locked(descriptor, fcntl.LOCK_EX):
        if time.monotonic() > deadline:
            let_go(descriptor)
            return None
        time.sleep(_LOOK_SECONDS)
    return descriptor


def is_locked(path: Path) -> bool:
    """Say whether some process holds the lock on an existing file."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return not _locked(descriptor, fcntl.LOCK_SH)
    finally:
        os.close(descriptor)


def write_note(descriptor: int, *lines: str) -> None:
    """Replace what the lock file says about its holder."""
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, "".join(f"{line}\n" for line in lines).encode(), 0)


def _locked(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
