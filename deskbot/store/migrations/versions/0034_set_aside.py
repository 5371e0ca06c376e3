"""What was set aside, or waits, without a look at all that became tickets: lists, metrics and whoever watches."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("inbound_set_aside", "inbound", ["state", "id"], postgresql_where=sa.text("state <> 'ticketed'"))


def downgrade() -> None:
    op.drop_index("inbound_set_aside", table_name="inbound")
