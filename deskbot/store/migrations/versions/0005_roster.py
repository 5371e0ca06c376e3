"""Who is on call beside desk.yaml: overrides, and calendars as they were read last."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "roster_override",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("schedule", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("goes", sa.String(), nullable=False),
        sa.Column("comes", JSONB(), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("swap", sa.String(), nullable=False),
        sa.Column("cancelled_at", MOMENT),
        sa.Column("cancelled_by", sa.String(), nullable=False),
    )
    op.create_index("roster_override_span", "roster_override", ["ends_at", "starts_at"])
    op.create_index("ix_roster_override_swap", "roster_override", ["swap"])
    op.create_table(
        "calendar",
        sa.Column("place", sa.String(), primary_key=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("read_at", MOMENT),
        sa.Column("tried_at", MOMENT, nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("calendar")
    op.drop_table("roster_override")
