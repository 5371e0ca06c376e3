"""A STOP is kept for the number of ours to which it was texted, as carriers do; what is known already holds for all."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("number", sa.Column("sender", sa.String(), nullable=False, server_default=sa.text("''")))
    op.alter_column("number", "sender", server_default=None)
    op.drop_constraint("number_pkey", "number", type_="primary")
    op.create_primary_key("number_pkey", "number", ["address", "medium", "sender"])


def downgrade() -> None:
    # Rather one text too few than one that somebody has stopped.
    op.execute(
        "INSERT INTO number (address, medium, sender, flag, code, detail, flagged_at)"
        " SELECT address, medium, '', 'opted-out', max(code), max(detail), min(flagged_at) FROM number"
        " WHERE sender <> '' AND flag = 'opted-out' GROUP BY address, medium"
        " ON CONFLICT (address, medium, sender) DO UPDATE SET flag = excluded.flag, code = excluded.code,"
        " detail = excluded.detail, flagged_at = excluded.flagged_at, until = NULL"
    )
    op.execute("DELETE FROM number WHERE sender <> ''")
    op.drop_constraint("number_pkey", "number", type_="primary")
    op.drop_column("number", "sender")
    op.create_primary_key("number_pkey", "number", ["address", "medium"])
