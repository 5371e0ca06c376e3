"""What mail needs: the person behind a shared mailbox, second copies of a mail, addresses that cannot be reached."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in ("person", "fingerprint"):
        op.add_column("inbound", sa.Column(column, sa.String(), nullable=False, server_default=""))
        op.alter_column("inbound", column, server_default=None)
    op.create_table(
        "undeliverable",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("permanent", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "address"),
    )


def downgrade() -> None:
    op.drop_table("undeliverable")
    op.drop_column("inbound", "fingerprint")
    op.drop_column("inbound", "person")
