"""Texts have no threads, and go on with what was spoken of lately; their pictures are fetched from the carrier."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("inbound_sender", "inbound", [sa.text("lower(sender)"), "accepted_at"])
    op.create_table(
        "awaited_file",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), primary_key=True),
        sa.Column("inbound_id", sa.BigInteger(), sa.ForeignKey("inbound.id"), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("content_type", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_awaited_file_inbound_id", "awaited_file", ["inbound_id"])
    op.create_index("awaited_file_due", "awaited_file", ["due_at"], postgresql_where=sa.text("due_at IS NOT NULL"))


def downgrade() -> None:
    op.drop_table("awaited_file")
    op.drop_index("inbound_sender", table_name="inbound")
