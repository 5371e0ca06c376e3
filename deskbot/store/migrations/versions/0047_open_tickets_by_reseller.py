"""Open tickets are found by whose and how new: one that comes in is compared with those, and reads no others."""

import sqlalchemy as sa

from deskbot.store.migrations.beside_work import create_index, drop_index

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

OPEN = sa.text("state IN ('new', 'waiting-desk', 'waiting-reseller')")


def upgrade() -> None:
    create_index("ticket_open_of", "ticket", ["reseller_id", "created_at"], postgresql_where=OPEN)
    create_index("ticket_open_lately", "ticket", ["created_at", "number"], postgresql_where=OPEN)


def downgrade() -> None:
    drop_index("ticket_open_lately")
    drop_index("ticket_open_of")
