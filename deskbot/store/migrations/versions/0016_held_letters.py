"""A letter knows since when it is tried in vain, and whether the relay fails; when one went out last is found fast."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("held_since", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE outbox SET held_since = created_at WHERE state = 'queued' AND attempts > 0")
    op.add_column("outbox", sa.Column("unasked", sa.Boolean(), nullable=False, server_default=sa.text("false")))
    op.alter_column("outbox", "unasked", server_default=None)
    op.create_index("outbox_sent", "outbox", ["sent_at"], postgresql_where=sa.text("sent_at IS NOT NULL"))


def downgrade() -> None:
    op.drop_index("outbox_sent", table_name="outbox")
    op.drop_column("outbox", "unasked")
    op.drop_column("outbox", "held_since")
