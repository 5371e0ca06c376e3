"""What is forgotten is found by its age, and who has which bytes by their name: without, each looks at all there is."""

import sqlalchemy as sa
from alembic import op

from deskbot.store.migrations.beside_work import create_index

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

NONE = "1c95e12926e44a1edc55618d72726d762d74d7b174dad514f5b6c079c7c7b646"
INDEXES = {
    "inbound_raw": ("inbound", "raw_sha256", None),
    "inbound_original": ("inbound", "accepted_at", f"raw_sha256 <> '{NONE}'"),
    "attachment_bytes": ("attachment", "sha256", None),
    "timeline_inbound": ("timeline", "inbound_id", "inbound_id IS NOT NULL"),
}


def upgrade() -> None:
    for name, (table, column, which) in INDEXES.items():
        create_index(name, table, [column], postgresql_where=sa.text(which) if which else None)


def downgrade() -> None:
    for name, (table, _, _) in INDEXES.items():
        op.drop_index(name, table)
