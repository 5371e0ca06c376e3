"""Whether the database still has after a crash what it has said is committed: "accepted" means no more than that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import text

from deskbot.store.schema import connected

_ASKED = """
SELECT name, setting, source, coalesce(sourcefile || ':' || sourceline, ''), session_user, current_database()
FROM pg_settings
WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'synchronous_standby_names')
ORDER BY name
"""
_LOSES = {
    "fsync": "a crash of the machine loses what was accepted, or all of the database",
    "full_page_writes": "a crash of the machine may leave a page of the database half written, and its rows are lost",
    "synchronous_commit": "a crash loses what was accepted in the last moments before it",
}
_OF_THE_STORAGE = ("fsync", "full_page_writes")
"""What storage may do in the database's place."""
_NO_STANDBY = ("local", "remote_write")
"""What waits for less of a standby than that it has written down what is committed."""


class Setting(NamedTuple):
    """One of PostgreSQL's settings, as it holds in a session of ours."""

    name: str
    value: str
    source: str = "default"
    """Where it was set, in PostgreSQL's words."""
    place: str = ""
    """File and line, where we may know them."""
    role: str = "deskbot"
    database: str = "deskbot"


@dataclass(frozen=True, slots=True)
class Weakness:
    """One setting by which what was committed may be lost."""

    setting: str
    says: str
    """What is set where, what that loses, and how it is mended."""
    meant: bool = False
    """Whether it may be meant so."""


def weaknesses(url: str, *, storage_trusted: bool = False) -> list[Weakness]:
    """Look in a session like those that store what is accepted: a role or a database may have settings of its own.

    Args:
        url: the database's.
        storage_trusted: whether its storage is said to keep what is written without the database's doing.

    Raises:
        UnavailableError: the database cannot be reached.
    """
    with connected(url) as connection:
        found = [Setting(*row) for row in connection.execute(text(_ASKED))]
    return judged(found, storage_trusted=storage_trusted)


def judged(found: Sequence[Setting], *, storage_trusted: bool = False) -> list[Weakness]:
    """Return what of the settings loses something, and how each is mended."""
    standbys = any(one.value for one in found if one.name == "synchronous_standby_names")
    weak: list[Weakness] = []
    for one in found:
        where, mend = _where(one)
        if one.name in _LOSES and one.value == "off":
            meant = storage_trusted and one.name in _OF_THE_STORAGE
            how = "meant so by DESKBOT_STORAGE_TRUSTED=1" if meant else mend
            if one.name in _OF_THE_STORAGE and not meant:
                how += "; where the storage itself keeps what is written, set DESKBOT_STORAGE_TRUSTED=1"
            weak.append(Weakness(one.name, f"{one.name} is off ({where}): {_LOSES[one.name]}; {how}", meant))
        elif one.name == "synchronous_commit" and one.value in _NO_STANDBY and standbys:
            says = f"{one.name} is {one.value} ({where}): a commit does not wait until its standby has it on disk, so a"
            weak.append(
                Weakness(one.name, f"{says} fail-over loses what was accepted in its last moments; {mend}", meant=True)
            )
    return weak


def _where(one: Setting) -> tuple[str, str]:
    """Return where something is set, and how it is set right."""
    role, database = _quoted(one.role), _quoted(one.database)
    match one.source:
        case "user":
            return f"set for the role {one.role}", f"ALTER ROLE {role} RESET {one.name}"
        case "database":
            return f"set for the database {one.database}", f"ALTER DATABASE {database} RESET {one.name}"
        case "database user":
            where = f"set for the role {one.role} in the database {one.database}"
            return where, f"ALTER ROLE {role} IN DATABASE {database} RESET {one.name}"
        case "client":
            return "set by DESKBOT_DATABASE_URL or PGOPTIONS", f"take {one.name} out of it"
        case "command line":
            return "set on the server's command line", f"start it with -c {one.name}=on"
        case _:
            place = one.place or "postgresql.conf, or what it includes"
            return f"set in {place}", f"set {one.name} = on there, and reload with SELECT pg_reload_conf()"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
