"""The console's ticket: tags, drafts, who is there, answers that wait a moment, tickets put off."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ticket_tag",
        sa.Column("ticket_number", sa.BigInteger(), sa.ForeignKey("ticket.number"), primary_key=True),
        sa.Column("tag", sa.String(), primary_key=True),
    )
    op.create_index("ix_ticket_tag_tag", "ticket_tag", ["tag"])
    op.create_table(
        "draft",
        sa.Column("ticket_number", sa.BigInteger(), sa.ForeignKey("ticket.number"), primary_key=True),
        sa.Column("account_id", sa.BigInteger(), sa.ForeignKey("account.id"), primary_key=True),
        sa.Column("kind", sa.String(), primary_key=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "presence",
        sa.Column("ticket_number", sa.BigInteger(), sa.ForeignKey("ticket.number"), primary_key=True),
        sa.Column("account_id", sa.BigInteger(), sa.ForeignKey("account.id"), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wrote_at", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "held_answer",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), primary_key=True),
        sa.Column("ticket_number", sa.BigInteger(), sa.ForeignKey("ticket.number"), nullable=False),
        sa.Column("account_id", sa.BigInteger(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("state", sa.String(), nullable=False, server_default="waiting"),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("detail", sa.Text(), nullable=False, server_default=""),
    )
    op.create_index("ix_held_answer_ticket_number", "held_answer", ["ticket_number"])
    op.create_index("held_answer_due", "held_answer", ["due_at"], postgresql_where=sa.text("due_at IS NOT NULL"))
    op.create_table(
        "snooze",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), primary_key=True),
        sa.Column("ticket_number", sa.BigInteger(), sa.ForeignKey("ticket.number"), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False, server_default=""),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("ended", sa.String(), nullable=False, server_default=""),
    )
    op.create_index("ix_snooze_ticket_number", "snooze", ["ticket_number"])
    op.create_index("snooze_due", "snooze", ["due_at"], postgresql_where=sa.text("due_at IS NOT NULL"))
    op.create_index(
        "snooze_one_running", "snooze", ["ticket_number"], unique=True, postgresql_where=sa.text("ended_at IS NULL")
    )


def downgrade() -> None:
    for name in ("snooze", "held_answer", "presence", "draft", "ticket_tag"):
        op.drop_table(name)
