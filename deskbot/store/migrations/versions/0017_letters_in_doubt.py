"""Letters of which the relay never said that it has them count as held up, too: those are found fast."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    which = sa.text("state IN ('queued', 'maybe-sent')")
    op.create_index("outbox_held", "outbox", ["held_since"], postgresql_where=which)


def downgrade() -> None:
    op.drop_index("outbox_held", table_name="outbox")
