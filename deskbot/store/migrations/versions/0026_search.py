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


def upgrade() -> None:
    op.create_index("ticket_open", "ticket", ["number"], postgresql_where=OPEN)
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
    op.execute(
        "INSERT INTO search_mark (name, at) SELECT 'timeline', greatest(coalesce(max(id), 0) - 1000, 0) FROM timeline "
        "UNION ALL SELECT 'ticket', coalesce(max(number), 0) + 1 FROM ticket"
    )


def downgrade() -> None:
    op.drop_table("search_mark")
    op.drop_table("search_sheet")
    op.drop_index("ticket_open", "ticket")
