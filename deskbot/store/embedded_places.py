"""Where the embedded PostgreSQL keeps its files: the home of its cluster, and the folder of its socket."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import stat
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from deskbot.store.embedded_binaries import MAJOR, Account, EmbeddedError
from deskbot.store.embedded_root import STATE, make_folder, may_enter, state_folder

NOTE = "POSTGRES-IS-ELSEWHERE.txt"
"""The file in a data folder whose first line tells where root had to put the cluster."""
NAME = "deskbot"
"""The database, and the role that owns it."""
PORT = 5432
"""Part of the socket's file name; nothing listens on a network."""

# An address of a Unix socket has room for 104 bytes on macOS and 108 on Linux, the closing zero included.
_ADDRESS_BYTES = 103
# Commas, quotes and colons in the path mean something to the server's settings or to URLs of several hosts.
_PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")
_HASH_DIGITS = 32
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Home:
    """The folder that holds everything of one cluster, and the names in it."""

    folder: Path

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own data folder."""
        return self.folder / str(MAJOR)

    @property
    def pin(self) -> Path:
        """The file that names the major version of the cluster."""
        return self.folder / "VERSION"

    @property
    def log(self) -> Path:
        """The log of the server and its guard."""
        return self.folder / "server.log"

    @property
    def owner_lock(self) -> Path:
        """Locked by the process that owns the server; says its pid and, once it runs, the server's URL."""
        return self.folder / "owner.lock"

    @property
    def guard_lock(self) -> Path:
        """Locked as long as anything works on the cluster in an owner's name, even a dead owner's."""
        return self.folder / "guard.lock"


def known_home(data_dir: Path) -> Home:
    """Return where the cluster of a data folder is, or would be by default; touches nothing."""
    data_dir = data_dir.resolve()
    note = data_dir / NOTE
    return _noted_home(note) if note.exists() else Home((data_dir / "postgres").resolve())


def make_home(data_dir: Path, account: Account | None) -> Home:
    """Return the home of a data folder's cluster; make it, and the data folder, when missing.

    Raises:
        EmbeddedError: it belongs to somebody else, cannot be made, or cannot be reached by `account`.
    """
    data_dir = data_dir.resolve()
    try:
        home = known_home(data_dir)
        _make_folders(data_dir, 0o711 if account else 0o700)
        if account is None:
            make_folder(home.folder, 0o700)
        elif not (data_dir / NOTE).exists():
            home = _home_for_root(data_dir, home, account)
    except OSError as error:
        raise EmbeddedError(f"the data folder {data_dir} cannot be used: {error}") from error
    # A link to another disk is fine if we made it; others must not be able to send us elsewhere.
    for path in (data_dir / "postgres", home.folder):
        _check_owner(path)
    return home


def _make_folders(folder: Path, mode: int) -> None:
    for step in reversed([folder, *folder.parents]):
        if not step.exists():
            make_folder(step, mode)


def _home_for_root(data_dir: Path, home: Home, account: Account) -> Home:
    existed = home.folder.exists()
    if may_enter(home.folder.parent, account):
        make_folder(home.folder, 0o711)
        return home
    if existed:
        # Never start an empty cluster elsewhere while one with tickets lies here.
        raise EmbeddedError(
            f'the server\'s user "{account.name}" can no longer pass through {home.folder.parent}: give that '
            "folder and its parents chmod o+x, or run deskbot as the user who owns them"
        )
    return _home_elsewhere(data_dir, account)


def _home_elsewhere(data_dir: Path, account: Account) -> Home:
    home = Home(state_folder("data") / _hash(data_dir))
    make_folder(home.folder, 0o711)
    # The note comes first: a cluster that nothing points to would be lost when the data folder moves.
    _write_note(data_dir / NOTE, home)
    log.warning(
        "the database of %s is kept in %s, because the user %r cannot pass through that data folder",
        data_dir,
        home.folder,
        account.name,
        extra={"action": "cluster_elsewhere"},
    )
    return home


def _write_note(note: Path, home: Home) -> None:
    unfinished = note.with_suffix(".unfinished")
    unfinished.write_text(
        f"{home.folder}\n\n"
        "The line above is where deskbot keeps the PostgreSQL cluster of this data folder: deskbot ran as\n"
        "root, and the unprivileged user who runs the server could not pass through the data folder.\n"
        "Back up both folders, and keep this file: without it deskbot would not find the cluster.\n"
    )
    unfinished.rename(note)


def _noted_home(note: Path) -> Home:
    folder = Path(note.read_text().partition("\n")[0])
    # Whoever may write here must not be able to send root to just any folder.
    if folder.parent != STATE / "data":
        raise EmbeddedError(f"{note}:1: {folder} is not a folder in {STATE / 'data'}; restore the file")
    if not folder.is_dir():
        raise EmbeddedError(
            f"{note}:1: the cluster's folder {folder} is gone: restore it from a backup, "
            "or delete this file to start with an empty database"
        )
    return Home(folder)


def _check_owner(folder: Path) -> None:
    with suppress(FileNotFoundError):
        if (owner := folder.lstat().st_uid) == os.geteuid():
            return
        raise EmbeddedError(
            f"{folder} belongs to the user with uid {owner}, and deskbot runs with uid {os.geteuid()}: "
            "run deskbot as that user, or choose another DESKBOT_DATA_DIR"
        )


def socket_folder(home: Home, account: Account | None) -> Path:
    """Return a private folder for the server's socket; make it when missing.

    It lies in the home if its path is short and plain enough for an address, otherwise elsewhere under a name
    derived from the home's.

    Raises:
        EmbeddedError: no such folder could be made.
    """
    if fits_address(home.folder / "run"):
        return private_folder(home.folder / "run", account)
    name = _hash(home.folder)
    if account:
        return private_folder(state_folder("run") / name, account)
    return _temporary_folder(f"deskbot-{os.geteuid()}-{name[:12]}")


def fits_address(folder: Path) -> bool:
    """Say whether a socket in this folder has a path that addresses and URLs can hold."""
    path = f"{folder}/.s.PGSQL.{PORT}"
    return len(os.fsencode(path)) <= _ADDRESS_BYTES and bool(_PLAIN_PATH.fullmatch(path))


def _temporary_folder(name: str) -> Path:
    for base in (Path(tempfile.gettempdir()), Path("/tmp")):  # nosec B108 # noqa: S108 - names in it are checked
        if fits_address(base / f"{name}-12345678"):
            try:
                return private_folder(base / name, None)
            except EmbeddedError:
                # Somebody took the name. They must not keep us from starting, nor get our socket.
                return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=base))
    raise EmbeddedError(
        f"no folder for the server's socket: {tempfile.gettempdir()} is too long; set TMPDIR to a shorter one"
    )


def private_folder(folder: Path, account: Account | None) -> Path:
    """Make a folder that only the server's user may enter, or take one that already is so.

    Raises:
        EmbeddedError: the name is taken by something that others own, may enter, or may redirect.
    """
    with suppress(FileExistsError):
        folder.mkdir(0o700)
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError as error:
        raise EmbeddedError(f"{folder} is not a folder of ours ({error.strerror}): move it away") from error
    try:
        info = os.fstat(descriptor)
        ours = info.st_uid in {os.geteuid(), account.uid if account else os.geteuid()}
        if not ours or stat.S_IMODE(info.st_mode) & 0o077:
            raise EmbeddedError(f"{folder} is open to others (uid {info.st_uid}, {oct(info.st_mode)}): move it away")
        if account:
            os.fchown(descriptor, account.uid, account.gid)
    finally:
        os.close(descriptor)
    return folder


def server_url(sockets: Path) -> str:
    """Return the URL of the database behind a socket, as psycopg and SQLAlchemy read it."""
    # The port is said, so that a PGPORT in somebody's environment does not send them to another socket.
    return f"postgresql://{NAME}@/{NAME}?host={quote(str(sockets))}&port={PORT}"


def _hash(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:_HASH_DIGITS]
