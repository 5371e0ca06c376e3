"""What is promised: targets of tickets, and what is agreed with one reseller."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("reseller", sa.Column("targets", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "sla_target",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("ticket_number", sa.BigInteger(), sa.ForeignKey("ticket.number"), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("tier", sa.String(), nullable=False),
        sa.Column("agreed", sa.Text(), nullable=False),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("accepted_at", MOMENT, nullable=False),
        sa.Column("counted_from", MOMENT, nullable=False),
        sa.Column("promised_at", MOMENT),
        sa.Column("warn_at", MOMENT),
        sa.Column("due_at", MOMENT),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.Column("warned_at", MOMENT),
        sa.Column("breached_at", MOMENT),
        sa.Column("ended_at", MOMENT),
        sa.Column("ended", sa.String(), nullable=False),
        sa.Column("inherited", sa.BigInteger(), sa.ForeignKey("sla_target.id")),
    )
    op.create_index("ix_sla_target_ticket_number", "sla_target", ["ticket_number"])
    op.create_index("sla_target_due", "sla_target", ["due_at"], postgresql_where=sa.text("due_at IS NOT NULL"))
    op.create_index(
        "sla_target_one_running",
        "sla_target",
        ["ticket_number"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("sla_target")
    op.drop_column("reseller", "targets")
