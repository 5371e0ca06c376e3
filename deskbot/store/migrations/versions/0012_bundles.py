"""Pages that are held, and pages that one phone gets as one."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bundle",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_bundle_address", "bundle", ["address"])
    op.add_column("notification", sa.Column("severity", sa.String(), nullable=False, server_default=""))
    op.add_column("notification", sa.Column("held", sa.Text(), nullable=False, server_default=""))
    op.add_column("notification", sa.Column("bundle_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(None, "notification", "bundle", ["bundle_id"], ["id"])
    op.create_index("ix_notification_bundle_id", "notification", ["bundle_id"])
    op.create_index("notification_to", "notification", ["address", "medium"])
    # What has gone out just now counts for what comes next.
    op.execute(
        "UPDATE notification SET severity = ticket.severity FROM page, ticket WHERE page.id = notification.page_id"
        " AND ticket.number = page.ticket_number AND notification.attempts > 0"
    )
    for column in ("severity", "held"):
        op.alter_column("notification", column, server_default=None)


def downgrade() -> None:
    op.drop_index("notification_to", table_name="notification")
    for column in ("bundle_id", "held", "severity"):
        op.drop_column("notification", column)
    op.drop_table("bundle")
