"""The next job of a queue is found among that queue's alone, in the order in which they are taken."""

import sqlalchemy as sa

from deskbot.store.migrations.beside_work import create_index, drop_index

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

TODO = sa.text("status = 'todo'")


def upgrade() -> None:
    order = ["queue_name", sa.text("priority DESC"), "id"]
    create_index("jobs_next", "procrastinate_jobs", order, postgresql_where=TODO)
    drop_index("procrastinate_jobs_priority_idx_v1")  # else the jobs of all queues might be gone through by that one


def downgrade() -> None:
    order = [sa.text("priority DESC"), sa.text("id ASC")]
    create_index("procrastinate_jobs_priority_idx_v1", "procrastinate_jobs", order, postgresql_where=TODO)
    drop_index("jobs_next")
