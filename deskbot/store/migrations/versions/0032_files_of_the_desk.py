"""Files that the desk itself writes with: of an answer that waits, of a draft, and of what stands on the timeline."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column("attachment", "inbound_id", existing_type=sa.BigInteger(), nullable=True)
    op.add_column("attachment", sa.Column("entry_id", sa.BigInteger(), sa.ForeignKey("timeline.id")))
    op.create_index("ix_attachment_entry_id", "attachment", ["entry_id"])
    for table in ("draft", "held_answer"):
        op.add_column(table, sa.Column("files", JSONB(), nullable=False, server_default="[]"))


def downgrade() -> None:
    for table in ("held_answer", "draft"):
        op.drop_column(table, "files")
    op.execute("DELETE FROM attachment WHERE inbound_id IS NULL")
    op.drop_index("ix_attachment_entry_id", "attachment")
    op.drop_column("attachment", "entry_id")
    op.alter_column("attachment", "inbound_id", existing_type=sa.BigInteger(), nullable=False)
