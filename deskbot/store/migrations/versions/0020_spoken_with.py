"""What was written from an address lately is found by it: texts have no threads, and go on with what was spoken of."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("inbound_sender", "inbound", [sa.text("lower(sender)"), "accepted_at"])


def downgrade() -> None:
    op.drop_index("inbound_sender", table_name="inbound")
