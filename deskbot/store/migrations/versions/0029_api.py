"""The API: tokens, and what requests were answered."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0029"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "api_token",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), primary_key=True),
        sa.Column("name", sa.String(), nullable=False, unique=True),
        sa.Column("digest", sa.String(), nullable=False, unique=True),
        sa.Column("scopes", postgresql.JSONB(), nullable=False, server_default="[]"),
        sa.Column("reseller_id", sa.BigInteger(), sa.ForeignKey("reseller.id")),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True)),
        sa.Column("revoked_at", sa.DateTime(timezone=True)),
        sa.Column("used_at", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "api_answer",
        sa.Column("token_id", sa.BigInteger(), sa.ForeignKey("api_token.id"), primary_key=True),
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("body", postgresql.JSONB(), nullable=False, server_default="{}"),
    )
    op.create_index("api_answer_at", "api_answer", ["at"])


def downgrade() -> None:
    for name in ("api_answer", "api_token"):
        op.drop_table(name)
