"""By which page a draft was written last, so that another page of the same person does not write over it unseen."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("draft", sa.Column("page", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("draft", "page")
