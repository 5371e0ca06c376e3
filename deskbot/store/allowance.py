"""How many connections the database lets us have at one time."""

from __future__ import annotations

from sqlalchemy import text

from deskbot.store.schema import connected

# Those kept for superusers and for others are none of ours; a limit of -1 is none.
_ASKED = """
SELECT most, bound FROM (
    SELECT current_setting('max_connections')::int
        - CASE WHEN rolsuper THEN 0 ELSE current_setting('superuser_reserved_connections')::int
            + coalesce(current_setting('reserved_connections', true)::int, 0) END AS most,
        'max_connections' AS bound
    FROM pg_roles WHERE rolname = session_user
    UNION ALL SELECT rolconnlimit, 'the CONNECTION LIMIT of the role ' || rolname
        FROM pg_roles WHERE rolname = session_user AND NOT rolsuper
    UNION ALL SELECT datconnlimit, 'the CONNECTION LIMIT of the database ' || datname
        FROM pg_database WHERE datname = current_database()
) AS limits WHERE most >= 0 ORDER BY most LIMIT 1
"""


def allowance(url: str) -> tuple[int, str]:
    """Return how many connections a role of ours may have, all machines together, and what bounds them.

    Raises:
        UnavailableError: the database cannot be reached.
    """
    with connected(url) as connection:
        most, bound = connection.execute(text(_ASKED)).one()
        return most, bound
