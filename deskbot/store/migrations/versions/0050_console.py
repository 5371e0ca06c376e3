"""Lists, reports and the numbers of playbooks read what they show, and not the years before."""

import sqlalchemy as sa

from deskbot.store.migrations.beside_work import create_index, drop_index

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

OPEN = sa.text("state IN ('new', 'waiting-desk', 'waiting-reseller')")
RUNNING = sa.text("ended_at IS NULL AND promised_at IS NOT NULL")


def upgrade() -> None:
    gravest = ["severity", sa.text("number DESC")]
    create_index("ticket_open_gravest", "ticket", gravest, postgresql_where=OPEN)
    create_index("ticket_open_owned", "ticket", ["owner", *gravest], postgresql_where=OPEN)
    create_index("ticket_of_reseller", "ticket", ["reseller_id", "number"])
    drop_index("ix_ticket_reseller_id")
    create_index("ticket_opened", "ticket", ["created_at"])
    named = sa.text("playbook IS NOT NULL")
    create_index("ticket_playbook", "ticket", ["created_at", "playbook", "number"], postgresql_where=named)
    next_ = ["promised_at", sa.text("ticket_number DESC"), "breached_at"]
    create_index("sla_target_next", "sla_target", next_, postgresql_where=RUNNING)
    create_index("inbound_accepted", "inbound", ["accepted_at", "channel"])
    create_index("page_begun", "page", ["created_at"])
    create_index("advice_at", "advice", ["at"])


def downgrade() -> None:
    create_index("ix_ticket_reseller_id", "ticket", ["reseller_id"])
    for name in (
        "advice_at",
        "page_begun",
        "inbound_accepted",
        "sla_target_next",
        "ticket_playbook",
        "ticket_opened",
        "ticket_of_reseller",
        "ticket_open_owned",
        "ticket_open_gravest",
    ):
        drop_index(name)
