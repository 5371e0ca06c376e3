"""Links to a ticket's page that are taken back: those of an earlier series open nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("participant", sa.Column("link_series", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("participant", "link_series")
