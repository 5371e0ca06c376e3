"""An erasure leaves in the audit by which account something was done, as it leaves the act and the moment."""

from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

KEEPS = """
CREATE OR REPLACE FUNCTION keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  scrubs text := coalesce(current_setting('deskbot.scrubs', true), '');
BEGIN
  IF TG_OP = 'UPDATE' AND scrubs = 'erasure' THEN
    NEW.id := OLD.id;
    NEW.at := OLD.at;
    NEW.act := OLD.act;
{account}
    RETURN NEW;
  ELSIF TG_OP = 'DELETE' AND scrubs = 'retention' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'the audit is only added to' USING ERRCODE = 'restrict_violation';
END $$
"""


def upgrade() -> None:
    op.execute(KEEPS.format(account="    NEW.account_id := OLD.account_id;"))


def downgrade() -> None:
    op.execute(KEEPS.format(account=""))
