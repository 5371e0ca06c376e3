"""Calls to the Service Desk number, and recorded messages."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "phone_call",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("sid", sa.String(), nullable=False, unique=True),
        sa.Column("caller", sa.String(), nullable=False),
        sa.Column("called", sa.String(), nullable=False),
        sa.Column("contact_id", sa.BigInteger(), sa.ForeignKey("contact.id")),
        sa.Column("ticket_number", sa.BigInteger(), sa.ForeignKey("ticket.number")),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("joined_by", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("waiting_since", sa.DateTime(timezone=True)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_phone_call_ticket_number", "phone_call", ["ticket_number"])
    op.create_table(
        "recording",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("sid", sa.String(), nullable=False, unique=True),
        sa.Column("call_id", sa.BigInteger(), sa.ForeignKey("phone_call.id"), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("words_taken", sa.Boolean(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_recording_call_id", "recording", ["call_id"])
    op.create_index("recording_due", "recording", ["due_at"], postgresql_where=sa.text("due_at IS NOT NULL"))


def downgrade() -> None:
    op.drop_table("recording")
    op.drop_table("phone_call")
