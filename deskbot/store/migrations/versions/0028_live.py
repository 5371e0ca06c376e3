"""Whoever looks at the console hears what changes: tickets, pages and who is on call tell of themselves.

Row by row and not by statement: PostgreSQL tells the same words once a transaction, and a statement that changes
nothing must not tell of anything.
"""

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

TELLS = """
CREATE FUNCTION tell_live() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'ticket' THEN
    PERFORM pg_notify('deskbot_live', 'ticket:' || NEW.number);
  ELSIF TG_TABLE_NAME = 'timeline' THEN
    PERFORM pg_notify('deskbot_live', 'ticket:' || NEW.ticket_number);
  ELSIF TG_TABLE_NAME = 'sign_in' THEN
    PERFORM pg_notify('deskbot_live', 'out:' || NEW.digest);
  ELSIF TG_TABLE_NAME = 'roster_override' THEN
    PERFORM pg_notify('deskbot_live', 'roster');
  ELSE
    PERFORM pg_notify('deskbot_live', 'pages');
  END IF;
  RETURN NULL;
END $$
"""
WHEN = {
    "ticket": "INSERT OR UPDATE",
    "timeline": "INSERT OR UPDATE",
    "page": "INSERT OR UPDATE",
    "notification": "INSERT OR UPDATE OF state",
    "roster_override": "INSERT OR UPDATE",
    "sign_in": "UPDATE OF ended_at",
}


def upgrade() -> None:
    op.execute(TELLS)
    for table, when in WHEN.items():
        op.execute(f"CREATE TRIGGER {table}_live AFTER {when} ON {table} FOR EACH ROW EXECUTE FUNCTION tell_live()")


def downgrade() -> None:
    for table in WHEN:
        op.execute(f"DROP TRIGGER {table}_live ON {table}")
    op.execute("DROP FUNCTION tell_live")
