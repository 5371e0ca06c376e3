"""What the writer of an answer that waits had seen: what comes in after that holds it back."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

ALL = 2**63 - 1
"""Whoever waits while this is carried out has seen all, as far as anybody knows."""


def upgrade() -> None:
    op.add_column("held_answer", sa.Column("seen", sa.BigInteger(), nullable=False, server_default=str(ALL)))
    op.alter_column("held_answer", "seen", server_default=None)


def downgrade() -> None:
    op.drop_column("held_answer", "seen")
