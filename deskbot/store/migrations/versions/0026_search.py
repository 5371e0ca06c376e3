"""The console's lists: what tickets are found by, and open ones without a look at all the others.

What was said before is put on sheets by housekeeping, from the newest ticket down: the marks say where it is to begin.
What is being said while this runs has ids that are a little lower than the greatest one.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

OPEN = sa.text("state IN ('new', 'waiting-desk', 'waiting-reseller')")
RATED = sa.text("rating IS NOT NULL OR rating_words <> ''")


def upgrade() -> None:
    op.create_index("ticket_open", "ticket", ["number"], postgresql_where=OPEN)
    op.create_index("ticket_changed", "ticket", ["updated_at", "number"])
    op.create_index("ticket_rated", "ticket", ["owner", "updated_at"], postgresql_where=RATED)
    op.create_table(
        "search_sheet",
        sa.Column("ticket_number", sa.BigInteger(), sa.ForeignKey("ticket.number"), primary_key=True),
        sa.Column("place", sa.Integer(), primary_key=True),
        sa.Column("words", TSVECTOR(), nullable=False),
    )
    op.create_index(
        "search_sheet_words",
        "search_sheet",
        ["words"],
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    )
    op.create_table(
        "search_mark",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "saved_view",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), primary_key=True),
        sa.Column("account_id", sa.BigInteger(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("account_id", "name"),
    )
    op.execute(
        "INSERT INTO search_mark (name, at) SELECT 'timeline', greatest(coalesce(max(id), 0) - 1000, 0) FROM timeline "
        "UNION ALL SELECT 'ticket', coalesce(max(number), 0) + 1 FROM ticket"
    )


def downgrade() -> None:
    for name in ("saved_view", "search_mark", "search_sheet"):
        op.drop_table(name)
    for name in ("ticket_rated", "ticket_changed", "ticket_open"):
        op.drop_index(name, "ticket")
