"""Pages that are put off, handed over or held by maintenance; texts that say who has one."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in ("snoozed_at", "held_due_at"):
        op.add_column("page", sa.Column(column, sa.DateTime(timezone=True), nullable=True))
    for column in ("handed_to", "handed_by"):
        op.add_column("page", sa.Column(column, sa.String(), nullable=False, server_default=sa.text("''")))
        op.alter_column("page", column, server_default=None)
    op.create_table(
        "notice",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("page_id", sa.BigInteger(), nullable=False),
        sa.Column("behind", sa.BigInteger(), nullable=True),
        sa.Column("responder", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("provider_id", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"]),
        sa.ForeignKeyConstraint(["behind"], ["notification.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_notice_page_id", "notice", ["page_id"])
    op.create_index("notice_due", "notice", ["due_at"], postgresql_where=sa.text("due_at IS NOT NULL"))
    op.create_table(
        "maintenance",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("everything", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade() -> None:
    # A page that is being handed over would ring for everybody without its mark: it goes back to whoever has it.
    op.execute("UPDATE page SET state = 'acknowledged', due_at = NULL WHERE handed_to <> '' AND state = 'open'")
    op.execute(
        "UPDATE notification SET state = 'cancelled', due_at = NULL WHERE state = 'queued' AND page_id IN"
        " (SELECT id FROM page WHERE handed_to <> '')"
    )
    op.drop_table("maintenance")
    op.drop_table("notice")
    for column in ("held_due_at", "handed_by", "handed_to", "snoozed_at"):
        op.drop_column("page", column)
