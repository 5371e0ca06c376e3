"""Whether a carrier worked, how often it was asked, and what is known of numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("dispatch", sa.Column("up", sa.Boolean(), nullable=True))
    op.execute("UPDATE dispatch SET up = true WHERE provider_id <> ''")
    op.add_column("notification", sa.Column("asked", sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.alter_column("notification", "asked", server_default=None)
    op.create_table(
        "number",
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("medium", sa.String(), nullable=False),
        sa.Column("flag", sa.String(), nullable=False),
        sa.Column("code", sa.Integer(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("flagged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("address", "medium"),
    )


def downgrade() -> None:
    op.drop_table("number")
    op.drop_column("notification", "asked")
    op.drop_column("dispatch", "up")
