"""What triage needs: advice and whether it helped, hands-on tasks, tickets that belong together, ratings."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    for column, kind in (("language", sa.String()), ("entitlement", sa.String()), ("rating_words", sa.Text())):
        op.add_column("ticket", sa.Column(column, kind, nullable=False, server_default=""))
        op.alter_column("ticket", column, server_default=None)
    op.add_column("ticket", sa.Column("rating", sa.Integer()))
    op.add_column("contact", sa.Column("trained", sa.Boolean()))
    for column in ("parent", "merged_into"):
        op.add_column("ticket", sa.Column(column, sa.BigInteger(), sa.ForeignKey("ticket.number")))
        op.create_index(f"ix_ticket_{column}", "ticket", [column])
    op.add_column("page", sa.Column("folded_into", sa.BigInteger(), sa.ForeignKey("page.id")))
    op.create_index("ix_page_folded_into", "page", ["folded_into"])
    op.create_table(
        "ticket_link",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("ticket_number", sa.BigInteger(), sa.ForeignKey("ticket.number"), nullable=False),
        sa.Column("other_number", sa.BigInteger(), sa.ForeignKey("ticket.number"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("data", JSONB(), nullable=False),
        sa.Column("undone_at", MOMENT),
        sa.Column("undone_by", sa.String(), nullable=False),
    )
    for column in ("ticket_number", "other_number"):
        op.create_index(f"ix_ticket_link_{column}", "ticket_link", [column])
    op.create_table(
        "advice",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("ticket_number", sa.BigInteger(), sa.ForeignKey("ticket.number"), nullable=False),
        sa.Column("playbook", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("solved", sa.Boolean()),
        sa.Column("answered_at", MOMENT),
    )
    for column in ("ticket_number", "playbook"):
        op.create_index(f"ix_advice_{column}", "advice", [column])
    op.create_table(
        "task",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("ticket_number", sa.BigInteger(), sa.ForeignKey("ticket.number"), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("wanted_by", MOMENT),
        sa.Column("due_at", MOMENT),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", MOMENT),
        sa.Column("answered_by", sa.String(), nullable=False),
    )
    op.create_index("ix_task_ticket_number", "task", ["ticket_number"])
    op.create_index("task_due", "task", ["due_at"], postgresql_where="due_at IS NOT NULL")


def downgrade() -> None:
    for table in ("task", "advice", "ticket_link"):
        op.drop_table(table)
    op.drop_column("page", "folded_into")
    op.drop_column("contact", "trained")
    for column in ("merged_into", "parent", "rating", "rating_words", "entitlement", "language"):
        op.drop_column("ticket", column)
