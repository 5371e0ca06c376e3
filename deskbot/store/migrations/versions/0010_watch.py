"""Signs of life, the canary's rounds, and when a text or call should have gone out."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_STAGES = ("accepted_at", "ticketed_at", "paged_at", "acknowledged_at", "sent_at", "returned_at", "ended_at")


def upgrade() -> None:
    op.create_table(
        "sign_of_life",
        sa.Column("queue", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("queue"),
    )
    op.create_table(
        "canary",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        *(sa.Column(stage, sa.DateTime(timezone=True), nullable=True) for stage in _STAGES),
        sa.Column("tidied", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.add_column("notification", sa.Column("wanted_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("notification", "wanted_at")
    op.drop_table("canary")
    op.drop_table("sign_of_life")
