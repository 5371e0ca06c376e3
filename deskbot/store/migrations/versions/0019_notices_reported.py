"""A text that asks for nothing knows which carrier has taken it, and how often that was asked what became of it."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("notice", sa.Column("carrier", sa.String(), nullable=False, server_default=""))
    op.alter_column("notice", "carrier", server_default=None)
    op.add_column("notice", sa.Column("asked", sa.Integer(), nullable=False, server_default="0"))
    op.alter_column("notice", "asked", server_default=None)
    op.create_index("notice_taken", "notice", ["provider_id"], postgresql_where=sa.text("state = 'sent'"))


def downgrade() -> None:
    op.drop_index("notice_taken", table_name="notice")
    op.drop_column("notice", "asked")
    op.drop_column("notice", "carrier")
