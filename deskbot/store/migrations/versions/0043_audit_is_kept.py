"""Nobody changes the audit: only an erasure takes a person's words out, only retention takes old acts away.

Each says so for its own transaction (`store.audit`). It is a guard against mistakes, not against the database's owner.
"""

from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

KEEPS = """
CREATE FUNCTION keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  scrubs text := coalesce(current_setting('deskbot.scrubs', true), '');
BEGIN
  IF TG_OP = 'UPDATE' AND scrubs = 'erasure' THEN
    NEW.id := OLD.id;
    NEW.at := OLD.at;
    NEW.act := OLD.act;
    RETURN NEW;
  ELSIF TG_OP = 'DELETE' AND scrubs = 'retention' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'the audit is only added to' USING ERRCODE = 'restrict_violation';
END $$
"""


def upgrade() -> None:
    op.execute(KEEPS)
    op.execute("CREATE TRIGGER audit_kept BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION keep_audit()")
    op.execute("CREATE TRIGGER audit_kept_whole BEFORE TRUNCATE ON audit EXECUTE FUNCTION keep_audit()")


def downgrade() -> None:
    op.execute("DROP TRIGGER audit_kept_whole ON audit")
    op.execute("DROP TRIGGER audit_kept ON audit")
    op.execute("DROP FUNCTION keep_audit")
