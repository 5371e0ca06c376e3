"""Chats: ids that a wire gives our messages, invitations by which an address is linked, admins, preferred channels."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("known_as", sa.String()))
    op.create_index("ix_outbox_known_as", "outbox", ["known_as"])
    op.add_column("contact", sa.Column("admin", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("contact", sa.Column("prefers", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "invitation",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), primary_key=True),
        sa.Column("code_sha256", sa.String(), nullable=False, unique=True),
        sa.Column("contact_id", sa.BigInteger(), sa.ForeignKey("contact.id"), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_invitation_contact_id", "invitation", ["contact_id"])
    op.create_index("interaction_actor", "interaction", ["channel", "actor", "at"])


def downgrade() -> None:
    op.drop_index("interaction_actor", table_name="interaction")
    op.drop_table("invitation")
    op.drop_column("contact", "prefers")
    op.drop_column("contact", "admin")
    op.drop_index("ix_outbox_known_as", table_name="outbox")
    op.drop_column("outbox", "known_as")
