"""What a migration may do while an older version of deskbot works on the same tables, beside millions of rows.

What only adds is let through; everything else has to be looked at by somebody, and is refused until it is.
"""

from __future__ import annotations

import importlib
import io
import pkgutil
import re
from collections.abc import Iterator, Sequence

from alembic.migration import MigrationContext
from alembic.operations import Operations

from deskbot.store.migrations import versions

_NEW_TABLE = re.compile(r"CREATE TABLE (\w+) ")
_ON_TABLE = re.compile(
    r"(?:ALTER TABLE|INSERT INTO|UPDATE|CREATE (?:UNIQUE )?INDEX (?:CONCURRENTLY )?\w+ ON|"
    r"CREATE TRIGGER \w+ AFTER [A-Z ]+(?:OF [\w, ]+ )?ON) (\w+)"
)
_CONSTANT = r"(?:'[^']*'(?:::\w+)?|-?\d+|true|false|now\(\))"
_COLUMN = r"ALTER TABLE \w+ ADD COLUMN \w+ (?!.*(?:REFERENCES|UNIQUE|CHECK))[A-Z](?:(?!NOT NULL)[A-Z0-9 (),])*"
_HARMLESS = (
    re.compile(rf"{_COLUMN}$"),
    re.compile(rf"{_COLUMN} DEFAULT {_CONSTANT} NOT NULL$"),
    re.compile(r"CREATE INDEX CONCURRENTLY \w+ ON "),
    re.compile(r"DROP INDEX CONCURRENTLY IF EXISTS \w+$"),
    re.compile(r"CREATE (?:OR REPLACE )?FUNCTION "),
    re.compile(r"CREATE TRIGGER "),
    re.compile(r"SET lock_timeout = "),
)
_WHY = (
    (
        r"DROP (?:TABLE|COLUMN)|ALTER TABLE \w+ DROP COLUMN",
        "an older version reads it still: drop it one release later",
    ),
    (r"RENAME", "an older version knows the old name only: add the new one, and drop the old one a release later"),
    (r"TYPE ", "it writes the whole table anew, and an older version expects the old type: add another column"),
    (r"SET NOT NULL|NOT NULL", "an older version writes rows without it: give it a constant server_default"),
    (r"DROP DEFAULT", "an older version writes rows without it: leave it, or drop it a release later"),
    (r"REFERENCES|FOREIGN KEY", "it reads the whole table, locked: add it NOT VALID, and validate it by itself"),
    (r"UNIQUE|CHECK|PRIMARY KEY", "an older version may write what it forbids, and it reads the whole table, locked"),
    (r"CREATE INDEX", "nobody can write until it is built: migrations.beside_work.create_index"),
    (r"UPDATE|DELETE|INSERT", "so many rows at once lock them and swell the table: let housekeeping do it in batches"),
)


def refused(statements: Sequence[str]) -> list[str]:
    """Return which statements of one migration do more than add, each with the reason."""
    ours: set[str] = set()
    found = []
    for one in statements:
        if made := _NEW_TABLE.match(one):
            ours.add(made[1])
            continue
        on = _ON_TABLE.match(one)
        if (on and on[1] in ours) or any(rule.match(one) for rule in _HARMLESS):
            continue
        why = next((says for words, says in _WHY if re.search(words, one)), "nobody knows what an older version says")
        found.append(f"{one}: {why}")
    return found


def revisions(since: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each migration from one on, with the statements that it makes."""
    for module in sorted(one.name for one in pkgutil.iter_modules(versions.__path__)):
        revision = module.partition("_")[0]
        if revision >= since:
            yield revision, statements_of(module)


def statements_of(module: str) -> list[str]:
    """Return the statements of a migration, each on one line."""
    written = io.StringIO()
    options = {"as_sql": True, "output_buffer": written, "literal_binds": True, "transaction_per_migration": True}
    context = MigrationContext.configure(dialect_name="postgresql", opts=options)
    with context.begin_transaction(_per_migration=True), Operations.context(context):
        importlib.import_module(f"{versions.__name__}.{module}").upgrade()
    # A function's body has semicolons of its own.
    pieces = re.split(r";\n(?=(?:[^$]*\$\$[^$]*\$\$)*[^$]*$)", written.getvalue())
    lines = (" ".join(piece.split()) for piece in pieces)
    return [one for one in lines if one and one not in ("BEGIN", "COMMIT")]
