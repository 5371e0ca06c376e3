"""Originals are looked for on tickets only: a message that is no part of one need not pay for how they are found."""

import sqlalchemy as sa

from deskbot.store.migrations.beside_work import create_index, drop_index

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

STILL_THERE = "raw_sha256 <> '1c95e12926e44a1edc55618d72726d762d74d7b174dad514f5b6c079c7c7b646'"


def upgrade() -> None:
    which = sa.text(f"ticket_number IS NOT NULL AND {STILL_THERE}")
    create_index("inbound_ticketed_original", "inbound", ["accepted_at"], postgresql_where=which)
    drop_index("inbound_original")


def downgrade() -> None:
    create_index("inbound_original", "inbound", ["accepted_at"], postgresql_where=sa.text(STILL_THERE))
    drop_index("inbound_ticketed_original")
