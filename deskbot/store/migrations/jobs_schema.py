"""The job queue's tables, types and functions, as its library brings them."""

from __future__ import annotations

from procrastinate.schema import SchemaManager


def jobs_schema() -> str:
    """Return the SQL that creates them."""
    return SchemaManager.get_schema().replace("%%", "%")


DROP_JOBS = """
DO $$
DECLARE thing record;
BEGIN
    FOR thing IN SELECT format('%I', relname) AS name FROM pg_class
        WHERE relkind = 'r' AND relname LIKE 'procrastinate\\_%' AND relnamespace = current_schema::regnamespace
    LOOP EXECUTE 'DROP TABLE IF EXISTS ' || thing.name || ' CASCADE'; END LOOP;
    FOR thing IN SELECT oid::regprocedure::text AS name FROM pg_proc
        WHERE proname LIKE 'procrastinate\\_%' AND pronamespace = current_schema::regnamespace
    LOOP EXECUTE 'DROP FUNCTION IF EXISTS ' || thing.name || ' CASCADE'; END LOOP;
    FOR thing IN SELECT format('%I', typname) AS name FROM pg_type
        WHERE typname LIKE 'procrastinate\\_%' AND typtype IN ('e', 'c')
        AND typnamespace = current_schema::regnamespace
    LOOP EXECUTE 'DROP TYPE IF EXISTS ' || thing.name || ' CASCADE'; END LOOP;
END $$
"""
