"""Accounts whose people sign in at an identity provider, and by which way to it a browser was signed in."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("oidc_key", "oidc_issuer", "oidc_subject"):
        op.add_column("account", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.create_index(
        "account_oidc_key", "account", ["oidc_key"], unique=True, postgresql_where=sa.text("oidc_key <> ''")
    )
    op.create_index(
        "account_oidc_subject",
        "account",
        ["oidc_issuer", "oidc_subject"],
        unique=True,
        postgresql_where=sa.text("oidc_subject <> ''"),
    )
    op.add_column("sign_in", sa.Column("oidc_state", sa.String(), unique=True))


def downgrade() -> None:
    op.drop_column("sign_in", "oidc_state")
    for name in ("oidc_key", "oidc_issuer", "oidc_subject"):
        op.drop_column("account", name)
