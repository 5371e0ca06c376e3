"""An own PostgreSQL for the desk that has none: started with deskbot, stopped with it, however it ends.

The pieces: `embedded_binaries` finds the programs, `embedded_root` makes them usable for root,
`embedded_places` says what lies where, `embedded_cluster` makes the cluster, `embedded_launch` starts it,
`embedded_guard` runs the server and outlives us by some seconds, `embedded_leftovers` clears up when even the
guard was killed, and `embedded_locks` keeps owners apart.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from deskbot.store.embedded_binaries import Account, EmbeddedError, Programs, find_wheel, programs_below
from deskbot.store.embedded_launch import launch
from deskbot.store.embedded_leftovers import stop_leftovers
from deskbot.store.embedded_locks import is_locked, let_go, take_lock, write_note
from deskbot.store.embedded_places import Home, known_home, make_home, server_url, socket_folder
from deskbot.store.embedded_root import copied_programs, server_account

__all__ = ["EmbeddedError", "EmbeddedPostgres", "OwnedElsewhereError", "is_made", "running_url"]

# Somebody who only looks whether a server runs holds the owner's lock for a moment.
_OWNER_SECONDS = 0.5


class OwnedElsewhereError(EmbeddedError):
    """Another process owns the server of this data folder; `running_url` tells how to reach that server.

    Attributes:
        pid: the owner's process id; None in the moment before it has noted it.
    """

    def __init__(self, data_dir: Path, pid: int | None) -> None:
        self.pid = pid
        super().__init__(
            f"the embedded PostgreSQL of {data_dir} belongs to the running process {pid or '(starting)'}: "
            "stop that process first, or choose another DESKBOT_DATA_DIR"
        )


class EmbeddedPostgres:
    """A running PostgreSQL server of our own, and this process its only owner.

    Made by `start`. It ends with `stop`, with the block of a ``with`` statement, or by itself a moment after
    this process has ended, even by SIGKILL. A server that was killed alone is started again by its guard.

    Attributes:
        url: ``postgresql://…``, through a Unix socket that only the server's user and root may use. psycopg
            takes it as it is; SQLAlchemy with ``postgresql+psycopg`` as its scheme. It stays the same until
            `stop`.
    """

    def __init__(self, url: str, lifetime: ExitStack) -> None:
        self.url = url
        self._lifetime = lifetime
        self._owner = os.getpid()

    @classmethod
    def start(cls, data_dir: Path) -> Self:
        """Start the server of a data folder and wait until it answers; what is missing is made.

        What an earlier owner left running is stopped first. Blocks: a second or two on a new folder, a
        fraction of one later, up to a minute when an earlier server is waited for or recovery is long.

        Args:
            data_dir: deskbot's data folder; the cluster lies in its ``postgres/18``, or, for root, where the
                file ``POSTGRES-IS-ELSEWHERE.txt`` in it says.

        Raises:
            OwnedElsewhereError: another living process has started it.
            EmbeddedError: it cannot be started, and why.
        """
        account = server_account()
        programs = _programs(account)
        home = make_home(data_dir, account)
        owner_lock = _become_owner(home, data_dir)
        lifetime = ExitStack()
        lifetime.callback(let_go, owner_lock)
        try:
            sockets = socket_folder(home, account)
            lifetime.callback(_remove_if_empty, sockets)
            guarded = launch(home, programs, sockets)
            lifetime.callback(stop_leftovers, home.cluster, programs.uid)
            lifetime.callback(guarded.stop)
            url = server_url(sockets)
            write_note(owner_lock, str(os.getpid()), url)
        except OSError as error:
            lifetime.close()
            raise EmbeddedError(f"the server's folder {home.folder} cannot be used: {error}") from error
        except BaseException:
            lifetime.close()
            raise
        return cls(url, lifetime)

    def stop(self) -> None:
        """Stop the server and wait until it has ended, seconds at most; a second call does nothing.

        In a forked child it does nothing either: the server is the parent's.

        Raises:
            EmbeddedError: a process of the server does not end.
        """
        if os.getpid() == self._owner:
            self._lifetime.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def running_url(data_dir: Path) -> str | None:
    """Return the URL of the server that some living process keeps on a data folder; None when there is none.

    Raises:
        EmbeddedError: the server belongs to a user whose files this process may not read.
    """
    with _as_its_user():
        home = known_home(data_dir)
        if not home.owner_lock.exists() or not is_locked(home.owner_lock):
            return None
        return _owner_note(home)[1]


def is_made(data_dir: Path) -> bool:
    """Return whether a data folder has anything of a cluster, running or not; touches nothing.

    Raises:
        EmbeddedError: it belongs to a user whose files this process may not read.
    """
    with _as_its_user():
        try:
            return any(known_home(data_dir).folder.iterdir())
        except FileNotFoundError:
            return False


@contextmanager
def _as_its_user() -> Generator[None]:
    try:
        yield
    except PermissionError as error:
        raise EmbeddedError(f"{error.filename} is another user's: run this command as the user of deskbot") from error


def _programs(account: Account | None) -> Programs:
    wheel = find_wheel()
    return copied_programs(wheel, account) if account else programs_below(wheel.site, None)


def _become_owner(home: Home, data_dir: Path) -> int:
    try:
        lock = take_lock(home.owner_lock, _OWNER_SECONDS)
    except OSError as error:
        raise EmbeddedError(f"{home.owner_lock} cannot be locked ({error.strerror}): is it another user's?") from error
    if lock is None:
        raise OwnedElsewhereError(data_dir, _owner_note(home)[0])
    write_note(lock, str(os.getpid()))
    return lock


def _owner_note(home: Home) -> tuple[int | None, str | None]:
    lines = home.owner_lock.read_text().splitlines()
    pid = int(lines[0]) if lines and lines[0].isdigit() else None
    return pid, lines[1] if len(lines) > 1 else None


def _remove_if_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()
