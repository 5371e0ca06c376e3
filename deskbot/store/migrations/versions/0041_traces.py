"""Where in its trace a message was accepted, and a page opened: whoever goes on with the row goes on from there."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("inbound", sa.Column("trace", sa.Text(), nullable=True))
    op.add_column("page", sa.Column("trace", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("page", "trace")
    op.drop_column("inbound", "trace")
