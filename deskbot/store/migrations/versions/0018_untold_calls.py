"""A call whose caller has gone knows when the desk is told of it, and whether we heard of its end as it happened."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("phone_call", sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("phone_call", sa.Column("later", sa.Boolean(), nullable=False, server_default=sa.text("false")))
    op.alter_column("phone_call", "later", server_default=None)
    op.add_column(
        "phone_call", sa.Column("message_asked", sa.Boolean(), nullable=False, server_default=sa.text("false"))
    )
    op.alter_column("phone_call", "message_asked", server_default=None)
    op.create_index("phone_call_due", "phone_call", ["due_at"], postgresql_where=sa.text("due_at IS NOT NULL"))


def downgrade() -> None:
    op.drop_index("phone_call_due", table_name="phone_call")
    op.drop_column("phone_call", "message_asked")
    op.drop_column("phone_call", "later")
    op.drop_column("phone_call", "due_at")
