"""Databases in which our tables cannot be made: a role that may not, or what others have made in their place."""

from __future__ import annotations

from sqlalchemy import Connection, text
from sqlmodel import SQLModel

import deskbot.store.tables  # noqa: F401  # pyright: ignore[reportUnusedImport]  (registers the tables)
from deskbot.errors import ConfigurationError

# A schema that we may not even use is none for us.
_MAY = """
SELECT current_user, current_database(), coalesce(current_schema(), ''),
    coalesce(has_schema_privilege(current_schema(), 'CREATE'), false), quote_ident(current_user::text)
"""
_HELD = """
SELECT relname::text FROM pg_class
WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
"""
_OF_THE_QUEUE = "procrastinate_"
_ALWAYS = frozenset({"inbound", "procrastinate_jobs", "ticket", "timeline"})
"""Tables of each deskbot that there has been."""


def refuse_unfit(connection: Connection, schema: str | None) -> None:
    """Do nothing where migrations can be applied.

    Args:
        connection: to the database.
        schema: its last migration; None where it has had none.

    Raises:
        ConfigurationError: they cannot; says how that is mended.
    """
    user, database, place, may, role = connection.execute(text(_MAY)).one()
    if not may:
        whose = f"make it the owner, by ALTER DATABASE {_quoted(database)} OWNER TO {_quoted(user)} as a superuser"
        if place not in ("", "public"):
            whose = f"let it, by GRANT CREATE ON SCHEMA {_quoted(place)} TO {_quoted(user)} as the schema's owner"
        raise ConfigurationError(
            f'the role {user} may make no tables in the database "{database}": {whose}; a new database is made by '
            f"createdb --owner={role} NAME"
        )
    ours = {*SQLModel.metadata.tables}
    taken = [one for one in _held(connection) if one in ours or one.startswith(_OF_THE_QUEUE)]
    if schema is None and taken:
        raise _foreign(database, role, f'"{min(taken)}" that is not deskbot\'s, and deskbot would make its own')


def refuse_foreign(connection: Connection, schema: str) -> None:
    """Do nothing where a schema that is none of this version's may be a later deskbot's.

    Raises:
        ConfigurationError: it is another program's.
    """
    if _held(connection) >= _ALWAYS:
        return
    _, database, _, _, role = connection.execute(text(_MAY)).one()
    raise _foreign(database, role, f'"alembic_version" of another program (it says {schema})')


def _held(connection: Connection) -> set[str]:
    return set(connection.execute(text(_HELD)).scalars())


def _foreign(database: str, role: str, what: str) -> ConfigurationError:
    return ConfigurationError(
        f'the database "{database}" holds a table {what}: give deskbot a database of its own (createdb '
        f"--owner={role} NAME), and name it in DESKBOT_DATABASE_URL"
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
