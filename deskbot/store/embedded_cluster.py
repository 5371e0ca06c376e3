"""The cluster on disk: made once and whole or not at all, and only ever opened by its own major version."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from pathlib import Path

from deskbot.store.embedded_binaries import MAJOR, EmbeddedError, Programs
from deskbot.store.embedded_places import NAME, PORT, Home

log = logging.getLogger(__name__)

# Written into postgresql.conf once; an operator may change them there.
_TUNABLE = {
    "shared_buffers": "64MB",
    "max_connections": "200",
    "max_wal_size": "256MB",
    # A small and local database gains nothing from helpers that read, sort or replicate beside it.
    "io_method": "sync",
    "max_parallel_workers_per_gather": "0",
    "max_logical_replication_workers": "0",
}

# Told at every start: the promises that a changed file must not break.
_FIXED = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_destination": "stderr",
    "logging_collector": "off",
    "log_checkpoints": "off",
    # Statements and their details hold what customers wrote, which no log may keep.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


def ensure_cluster(home: Home, programs: Programs, lock: int) -> None:
    """Make the cluster when there is none yet; call with the guard's lock held.

    Args:
        home: where it belongs.
        programs: PostgreSQL's programs.
        lock: the descriptor of that lock. initdb inherits it: should we be killed, the next start waits for
            the end of that initdb.

    Raises:
        EmbeddedError: what is there is of another version or damaged, or a new one could not be made.
    """
    check_version(home)
    for unfinished in home.folder.glob(f"{MAJOR}.unfinished-*"):
        shutil.rmtree(unfinished)
    if not home.cluster.exists():
        _make_cluster(home, programs, lock)
    if not home.pin.exists():
        _pin(home)


def check_version(home: Home) -> None:
    """Check that the folder is new or holds a cluster of our major version.

    Raises:
        EmbeddedError: it holds something else, or the cluster that was there is gone.
    """
    major = str(MAJOR)
    pinned = _read(home.pin)
    if pinned is not None and pinned != major:
        raise EmbeddedError(_other_version(home, f"{home.pin}:1 says {pinned!r}"))
    if home.cluster.exists():
        found = _read(home.cluster / "PG_VERSION")
        if found != major:
            raise EmbeddedError(_other_version(home, f"{home.cluster / 'PG_VERSION'} says {found!r}"))
    elif pinned is not None:
        raise EmbeddedError(
            f"{home.pin} says that there is a cluster, and {home.cluster} is gone: restore it from a backup, "
            f"or delete {home.pin} to start with an empty database"
        )
    elif others := sorted(path.parent.name for path in home.folder.glob("*/PG_VERSION") if path.parent.name.isdigit()):
        raise EmbeddedError(_other_version(home, f"it holds a cluster {', '.join(others)}"))


def server_command(home: Home, programs: Programs, sockets: Path) -> list[str]:
    """Return the command line that runs the server in the foreground."""
    settings = {**_FIXED, "unix_socket_directories": str(sockets)}
    command = [str(programs.folder / "postgres"), "-D", str(home.cluster)]
    return command + [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


def _make_cluster(home: Home, programs: Programs, lock: int) -> None:
    """Make it under another name and rename it, so that what has the cluster's name is whole."""
    extra = {"action": "cluster_made"}
    log.info("making a new PostgreSQL %d cluster in %s", MAJOR, home.cluster, extra=extra)
    unfinished = Path(tempfile.mkdtemp(prefix=f"{MAJOR}.unfinished-", dir=home.folder))
    if programs.account:
        os.chown(unfinished, programs.uid, programs.gid)
    tunable = [f"--set={name}={value}" for name, value in _TUNABLE.items()]
    # Collation of PostgreSQL's own, by code point: it never changes with the system's libraries, and lower()
    # and ILIKE know more than ASCII.
    locale = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    access = (f"--username={NAME}", "--auth=trust", "--no-instructions")
    programs.run("initdb", "-D", str(unfinished), *access, *locale, *tunable, keep_open=[lock])
    _make_database(unfinished, programs, lock)
    unfinished.rename(home.cluster)
    _sync_folder(home.folder)


def _make_database(cluster: Path, programs: Programs, lock: int) -> None:
    # Without a server, so that the database is part of what the rename makes real.
    statement = f"CREATE DATABASE {NAME};\n"
    said = programs.run("postgres", "--single", "-D", str(cluster), "postgres", text=statement, keep_open=[lock])
    if "ERROR" in said or "FATAL" in said:
        raise EmbeddedError(f"the database {NAME} could not be made: {said.strip()}")


def _pin(home: Home) -> None:
    unfinished = home.pin.with_suffix(".unfinished")
    unfinished.write_text(f"{MAJOR}\n")
    unfinished.rename(home.pin)
    _sync_folder(home.folder)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read(path: Path) -> str | None:
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        return None


def _other_version(home: Home, evidence: str) -> str:
    return (
        f"{home.folder} is not a data folder of PostgreSQL {MAJOR} ({evidence}): dump its database with the "
        "deskbot that made it and restore it with this one, or choose another DESKBOT_DATA_DIR"
    )
