"""Pages in chats: each message there, so that it is written anew when its page is taken or ends."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "page_message",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), primary_key=True),
        sa.Column("notification_id", sa.BigInteger(), sa.ForeignKey("notification.id"), nullable=False),
        sa.Column("medium", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False, server_default=""),
        sa.Column("several", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("shown", sa.String(), nullable=False, server_default=""),
        sa.Column("writing", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("medium", "place", name="page_message_once"),
    )
    op.create_index("ix_page_message_notification_id", "page_message", ["notification_id"])
    op.create_index("page_message_due", "page_message", ["due_at"], postgresql_where=sa.text("due_at IS NOT NULL"))


def downgrade() -> None:
    op.drop_table("page_message")
