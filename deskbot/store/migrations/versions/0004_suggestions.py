"""What a language model is asked about a ticket, where one is plugged in."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "suggestion",
        sa.Column("ticket_number", sa.BigInteger(), sa.ForeignKey("ticket.number"), primary_key=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("wished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("detail", sa.Text(), nullable=False),
    )
    op.create_index("ix_suggestion_wished_at", "suggestion", ["wished_at"])
    op.create_index("suggestion_due", "suggestion", ["due_at"], postgresql_where="due_at IS NOT NULL")


def downgrade() -> None:
    op.drop_table("suggestion")
