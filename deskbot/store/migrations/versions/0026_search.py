"""The console's lists: open tickets are found without a look at all the others."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

OPEN = sa.text("state IN ('new', 'waiting-desk', 'waiting-reseller')")


def upgrade() -> None:
    op.create_index("ticket_open", "ticket", ["number"], postgresql_where=OPEN)


def downgrade() -> None:
    op.drop_index("ticket_open", "ticket")
