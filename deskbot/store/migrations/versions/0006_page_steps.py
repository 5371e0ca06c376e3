"""What a page knows of its steps: which levels have had their turn, and what begins anew."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    empty = sa.text("'[]'")
    op.add_column("page", sa.Column("step", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("page", sa.Column("begun", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("page", sa.Column("done", postgresql.JSONB(), nullable=False, server_default=empty))
    op.add_column("page", sa.Column("acknowledged", postgresql.JSONB(), nullable=False, server_default=empty))
    op.add_column("notification", sa.Column("step", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("notification", sa.Column("sent_at", sa.DateTime(timezone=True)))
    op.add_column("notification", sa.Column("unanswered", sa.Integer(), nullable=False, server_default="0"))
    # No policy has a thousand levels: so the steps of pages that are open keep their order.
    op.execute("UPDATE page SET step = round * 1000 + level + 1")
    op.execute("UPDATE notification SET step = round * 1000 + level + 1")
    op.execute("UPDATE page SET acknowledged = jsonb_build_array(acknowledged_by) WHERE acknowledged_by <> ''")
    for table, columns in (
        ("page", ("step", "begun", "done", "acknowledged")),
        ("notification", ("step", "unanswered")),
    ):
        for column in columns:
            op.alter_column(table, column, server_default=None)
    op.drop_constraint("notification_page_id_round_level_responder_medium_key", "notification", type_="unique")
    op.create_unique_constraint("notification_once", "notification", ["page_id", "step", "responder", "medium"])


def downgrade() -> None:
    op.drop_constraint("notification_once", "notification", type_="unique")
    op.create_unique_constraint(
        "notification_page_id_round_level_responder_medium_key",
        "notification",
        ["page_id", "round", "level", "responder", "medium"],
    )
    for column in ("step", "sent_at", "unanswered"):
        op.drop_column("notification", column)
    for column in ("step", "begun", "done", "acknowledged"):
        op.drop_column("page", column)
