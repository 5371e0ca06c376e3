"""Whoever writes is looked up by their address in small letters: without an index each message reads the directory."""

import sqlalchemy as sa
from alembic import op

from deskbot.store.migrations.beside_work import create_index

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_index("identity_folded", "identity", ["channel", sa.text("lower(address)")])


def downgrade() -> None:
    op.drop_index("identity_folded", "identity")
