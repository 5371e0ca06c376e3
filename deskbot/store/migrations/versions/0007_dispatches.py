"""A row for each handing over of a notification to a carrier."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dispatch",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("notification_id", sa.BigInteger(), nullable=False),
        sa.Column("carrier", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("provider_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("code", sa.Integer(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["notification_id"], ["notification.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token"),
    )
    op.create_index("ix_dispatch_notification_id", "dispatch", ["notification_id"])
    op.create_index("ix_dispatch_provider_id", "dispatch", ["provider_id"])
    op.create_index("dispatch_by_carrier", "dispatch", ["carrier", "begun_at"])
    # Calls that ring while this runs are answered under their tokens.
    op.execute(
        "INSERT INTO dispatch (notification_id, carrier, token, provider_id, state, detail, segments, begun_at,"
        " updated_at) SELECT id, carrier, token, provider_id, CASE state WHEN 'queued' THEN 'sending' ELSE state END,"
        " detail, 0, coalesce(sent_at, created_at), updated_at FROM notification WHERE attempts > 0"
    )
    op.drop_index("ix_notification_provider_id", table_name="notification")
    op.drop_constraint("notification_token_key", "notification", type_="unique")
    for column in ("token", "carrier", "provider_id"):
        op.drop_column("notification", column)


def downgrade() -> None:
    empty = sa.text("''")
    op.add_column("notification", sa.Column("token", sa.String(), nullable=True))
    for column in ("carrier", "provider_id"):
        op.add_column("notification", sa.Column(column, sa.String(), nullable=False, server_default=empty))
        op.alter_column("notification", column, server_default=None)
    op.execute(
        "UPDATE notification SET token = coalesce(last.token, md5(random()::text)), carrier = coalesce(last.carrier,"
        " ''), provider_id = coalesce(last.provider_id, '') FROM notification AS own LEFT JOIN LATERAL (SELECT * FROM"
        " dispatch WHERE notification_id = own.id ORDER BY id DESC LIMIT 1) AS last ON true"
        " WHERE notification.id = own.id"
    )
    op.alter_column("notification", "token", nullable=False)
    op.create_unique_constraint("notification_token_key", "notification", ["token"])
    op.create_index("ix_notification_provider_id", "notification", ["provider_id"])
    op.drop_table("dispatch")
