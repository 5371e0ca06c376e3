"""A backup is made beside a running server: of one moment, counts and rows alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier

from deskbot.errors import UnavailableError
from deskbot.store.backup.archive import DUMP, writing
from deskbot.store.backup.manifest import BackupError, KeyMark, Manifest
from deskbot.store.backup.programs import Tools, output_of, tools_for
from deskbot.store.database import first_line, plain_url

ALARMS = "procrastinate_"
"""Begins the names of the job queue's tables. A job is only an alarm: rows say what is due, and are rung for anew."""


@dataclass(frozen=True, slots=True)
class About:
    """What a backup says beside what its database says."""

    deskbot: str
    now: datetime
    key: KeyMark | None
    settings: tuple[str, ...]


def back_up(url: str, target: Path, about: About, policy: Mapping[str, bytes]) -> Manifest:
    """Write a backup of a database and of the desk's policy; return what is in it.

    Raises:
        BackupError: it cannot be written, or something has that name.
        ToolsError: PostgreSQL's tools are missing or too old.
        UnavailableError: the database cannot be reached.
    """
    try:
        with psycopg.connect(plain_url(url), connect_timeout=10) as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            # Nothing is said to this server while the dump is made, which may take as long as it likes.
            connection.execute("SET idle_in_transaction_session_timeout = 0")
            tools = tools_for(server_major(connection))
            with writing(target) as archive:
                manifest = _manifest(connection, about, tools)
                snapshot = value_of(connection, "SELECT pg_export_snapshot()")
                archive.add(DUMP, _dump(tools, url, manifest.place, snapshot))
                for name, content in policy.items():
                    archive.add(f"policy/{name}", iter((content,)))
                archive.close(manifest)
            return manifest
    except psycopg.OperationalError as error:
        raise UnavailableError(f"the database cannot be reached: {first_line(error)}") from error


def server_major(connection: psycopg.Connection) -> int:
    """Return the server's major version."""
    return connection.info.server_version // 10_000


def count_rows(connection: psycopg.Connection) -> dict[str, int]:
    """Return how many rows each of our tables has; the job queue's are left out."""
    names = connection.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') "
        "AND NOT starts_with(relname, %s) ORDER BY relname",
        [ALARMS],
    ).fetchall()
    return {name: value_of(connection, SQL("SELECT count(*) FROM {}").format(Identifier(name))) for (name,) in names}


def _manifest(connection: psycopg.Connection, about: About, tools: Tools) -> Manifest:
    counts = count_rows(connection)
    if "alembic_version" not in counts:
        raise BackupError("this database is not deskbot's: it has no tables of ours. Is DESKBOT_DATABASE_URL right?")
    return Manifest(
        deskbot=about.deskbot,
        made_at=about.now,
        schema=value_of(connection, "SELECT version_num FROM alembic_version"),
        server=server_major(connection),
        tools=tools.major,
        place=value_of(connection, "SELECT current_schema()"),
        counts=counts,
        key=about.key,
        settings=about.settings,
    )


def _dump(tools: Tools, url: str, place: str, snapshot: str) -> Iterator[bytes]:
    told = ["--format=custom", f"--schema={place}", f"--snapshot={snapshot}", "--no-password"]
    told += ["--no-owner", "--no-privileges", f"--exclude-table-data={place}.{ALARMS}*"]
    return output_of(tools, "pg_dump", told, url)


def value_of(connection: psycopg.Connection, query: Any) -> Any:
    """Return the only value that a query finds, None where it finds none."""
    row = connection.execute(query).fetchone()
    return row[0] if row else None
