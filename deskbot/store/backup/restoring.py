"""The way back: all of a backup, and what becomes of what was on its way, in one transaction."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.rows import class_row

from deskbot.errors import UnavailableError
from deskbot.store.backup.aftermath import Aftermath, statements
from deskbot.store.backup.archive import DUMP, check_sums, chunks_of, reading
from deskbot.store.backup.dumping import ALARMS, count_rows, server_major, value_of
from deskbot.store.backup.manifest import BackupError, Manifest
from deskbot.store.backup.programs import ToolFailedError, Tools, output_of, tools_for
from deskbot.store.database import first_line, plain_url
from deskbot.store.schema import MIGRATION_LOCK, knows, upgrade
from deskbot.store.tables import TicketRow
from deskbot.store.tables.columns import table_of

_TABLES = (
    "SELECT relname::text FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') "
    "AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')"
)
_OURS = frozenset(table_of(TicketRow).metadata.tables) | {"alembic_version"}
_CORE = frozenset(("alembic_version", "inbound", "procrastinate_jobs", "ticket", "timeline"))
"""By which a deskbot's database is known; Alembic is many programs'."""
OF_NO_ACCOUNT = frozenset(("alembic_version", "sign_of_life", "search_mark", "channel_state", "calendar", "canary"))
"""Tables that a server fills by itself: a database with nothing else in it is empty."""

# A door that had no mail yet has the queue's connections alone.
_WHO_WORKS = "FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'deskbot%'"
_AT_WORK, _STOP_IT = "deskbot works on this database", "stop it everywhere first"
_NONE_CAME = (
    "IF EXISTS (SELECT FROM inbound) THEN RAISE EXCEPTION 'messages have come into this database meanwhile'; END IF;"
)
_EMPTIED = """
DO $$
DECLARE one record;
BEGIN
    FOR one IN SELECT oid::regclass::text AS name, CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
            WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind
        FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype IN ('e', 'i'))
        ORDER BY relkind = 'S'
    LOOP EXECUTE format('DROP %s IF EXISTS %s CASCADE', one.kind, one.name); END LOOP;
    FOR one IN SELECT oid::regprocedure::text AS name FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e') ORDER BY 1
    LOOP EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', one.name); END LOOP;
    FOR one IN SELECT pg_type.oid::regtype::text AS name FROM pg_type LEFT JOIN pg_class ON pg_class.oid = typrelid
        WHERE typnamespace = current_schema()::regnamespace AND (typtype IN ('e', 'd') OR relkind = 'c')
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_type.oid AND deptype = 'e') ORDER BY 1
    LOOP EXECUTE format('DROP TYPE IF EXISTS %s CASCADE', one.name); END LOOP;
END $$;
"""
# Sorted, so that every name is known before the first is dropped: others go with it, and their names as well.


@dataclass(frozen=True, slots=True)
class Doubts:
    """What was on its way when the backup was made."""

    letters: int
    pages: int


def verify(path: Path) -> Manifest:
    """Read a backup to its end, its dump by PostgreSQL's own tool.

    Raises:
        BackupError: it is damaged, not whole, or no backup.
        ToolsError: that tool is missing, or too old.
    """
    with reading(path) as (manifest, zipped):
        check_sums(manifest, zipped)
        tools = tools_for(0, dumped_by=manifest.tools)
        for _ in _as_sql(tools, zipped, manifest):
            pass
        return manifest


def policy_of(path: Path) -> dict[str, bytes]:
    """Return the files of the desk's policy that lie in a backup, by their names."""
    with reading(path) as (manifest, zipped):
        return {name: zipped.read(name) for name in manifest.members if name.startswith("policy/")}


def restore(
    url: str, path: Path, then: Aftermath, now: datetime, *, replace: bool, may: Callable[[Manifest], None]
) -> tuple[Manifest, Doubts]:
    """Put a backup into a database, all of it or nothing; what is there already is replaced only where that is said.

    Args:
        url: the database's.
        path: the backup.
        then: what has happened since it was made.
        now: this moment.
        replace: what the database holds may go.
        may: raises what speaks against this backup.

    Raises:
        BackupError: it is damaged, from a later deskbot, or the database must not be written to; or it is restored,
            and the database was away before all was done; says which.
        ToolsError: PostgreSQL's tools are missing or too old.
        UnavailableError: the database cannot be reached.
    """
    with reading(path) as (manifest, zipped):
        check_sums(manifest, zipped)
        may(manifest)
        tools = _checked(url, manifest, replace=replace)
        begins, ends = _looked_again(replace=replace), statements(then, manifest.made_at, manifest.deskbot, now)
        _put_back(tools, url, zipped, manifest, f"{begins}{_EMPTIED}", ends)
    try:
        upgrade(url)
        with psycopg.connect(plain_url(url), autocommit=True) as connection:
            connection.execute("ANALYZE")  # or each question would be answered as if all tables were empty
            return manifest, _doubts(connection, now)
    except (UnavailableError, psycopg.Error) as error:
        raise BackupError(
            f"all of it is restored, and then the database was away ({first_line(error)}): do not restore it again; "
            "start deskbot, which does the rest"
        ) from error


def _checked(url: str, manifest: Manifest, *, replace: bool) -> Tools:
    """Return the tools for a database that may be written to."""
    if not knows(manifest.schema):
        raise BackupError(
            f"this backup is of a later deskbot ({manifest.deskbot}, schema {manifest.schema}): restore it with that "
            "version, or a newer one"
        )
    try:
        with psycopg.connect(plain_url(url), connect_timeout=10) as connection:
            server = server_major(connection)
            if server < manifest.server:
                raise BackupError(
                    f"this backup comes from PostgreSQL {manifest.server} and cannot go into version {server}: "
                    f"restore it into {manifest.server} or newer"
                )
            _check_place(connection, manifest)
            _check_nobody_works(connection)
            if not replace:
                _check_empty(connection)
    except psycopg.OperationalError as error:
        raise UnavailableError(f"the database cannot be reached: {first_line(error)}") from error
    return tools_for(server, dumped_by=manifest.tools)


def _check_place(connection: psycopg.Connection, manifest: Manifest) -> None:
    place = value_of(connection, "SELECT current_schema()")
    if place != manifest.place:
        raise BackupError(f'the backup lies in the schema "{manifest.place}", and this database begins with "{place}"')
    foreign = _foreign_table(connection)
    if foreign:
        raise BackupError(
            f'this database holds something that is not deskbot\'s (a table "{foreign}"), which a restore would '
            "take away: give deskbot a database of its own"
        )


def _foreign_table(connection: psycopg.Connection) -> str | None:
    """Return the name of a table that is not deskbot's; of a later deskbot we do not know which ones it has."""
    held = {name for (name,) in connection.execute(_TABLES).fetchall()}
    if held >= _CORE and not knows(value_of(connection, "SELECT version_num FROM alembic_version") or ""):
        return None
    strange = {name for name in held - _OURS if not name.startswith(ALARMS)}
    return min(strange, default=None)


def _check_nobody_works(connection: psycopg.Connection) -> None:
    connections = value_of(connection, f"SELECT count(*) {_WHO_WORKS}")
    if connections:
        raise BackupError(f"{_AT_WORK} ({connections} connections): {_STOP_IT}")


def _looked_again(*, replace: bool) -> str:
    """Return SQL that asks once more under a lock: who has begun since is seen, and who begins now waits."""
    return f"""
DO $$
BEGIN
    IF to_regclass('inbound') IS NULL THEN RETURN; END IF;
    LOCK TABLE inbound IN ACCESS EXCLUSIVE MODE;
    IF EXISTS (SELECT {_WHO_WORKS}) THEN RAISE EXCEPTION '{_AT_WORK}: {_STOP_IT}'; END IF;
    {"" if replace else _NONE_CAME}
END $$;
"""


def _check_empty(connection: psycopg.Connection) -> None:
    held = {name: count for name, count in count_rows(connection).items() if count and name not in OF_NO_ACCOUNT}
    if held:
        told = ", ".join(f"{count} in {name}" for name, count in sorted(held.items(), key=lambda one: -one[1])[:3])
        raise BackupError(
            f"this database is not empty (rows: {told}): restore into an empty one, or back it up and then say "
            "--replace, which takes away what it holds"
        )


def _put_back(tools: Tools, url: str, zipped: zipfile.ZipFile, manifest: Manifest, before: str, after: str) -> None:
    place = sql.Identifier(manifest.place).as_string()

    def told() -> Iterator[bytes]:
        yield b"BEGIN;\nSET idle_in_transaction_session_timeout = 0;\n"
        yield f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK});\n{before}".encode()
        yield from _as_sql(tools, zipped, manifest)
        yield f"\nSET search_path = {place};\n{_counted(manifest.counts)}\n{after}\nCOMMIT;\n".encode()

    arguments = ["-X", "-q", "-w", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=terse"]
    try:
        for _ in output_of(tools, "psql", arguments, url, told()):
            pass  # what its questions were answered
    except ToolFailedError as error:
        raise BackupError(f"nothing was restored: {error}") from error


def _as_sql(tools: Tools, zipped: zipfile.ZipFile, manifest: Manifest) -> Iterator[bytes]:
    """Return the dump as SQL, and raise where it cannot be read to its end."""
    arguments = ["--no-owner", "--no-privileges", f"--schema={manifest.place}", "--file=-"]
    with zipped.open(DUMP) as dump:
        try:
            yield from output_of(tools, "pg_restore", arguments, "postgresql://", chunks_of(dump))
        except ToolFailedError as error:
            raise BackupError(f"the dump in this backup cannot be read: {error}") from error


def _counted(counts: Mapping[str, int]) -> str:
    """Return SQL that fails where a table has another number of rows than when the backup was made."""
    check = sql.SQL("SELECT count(*) INTO found FROM {}; IF found <> {} THEN RAISE EXCEPTION {}, found; END IF;\n")
    checks = (
        check.format(sql.Identifier(name), count, f"of the {count} rows of {name.replace('%', '')} % were restored")
        for name, count in counts.items()
    )
    return f"DO $check$ DECLARE found bigint; BEGIN\n{sql.Composed(list(checks)).as_string()}END $check$;"


def _doubts(connection: psycopg.Connection, now: datetime) -> Doubts:
    with connection.cursor(row_factory=class_row(Doubts)) as cursor:
        doubts = cursor.execute(
            "SELECT (SELECT count(*) FROM timeline WHERE kind = 'delivery' AND at = %s) AS letters, "
            "(SELECT count(*) FROM page WHERE state = 'open') AS pages",
            [now],
        ).fetchone()
        return doubts or Doubts(0, 0)
