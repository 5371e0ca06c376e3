"""Pages and dispatches are found by what each act asks of them, and those of all the years before are not read."""

import sqlalchemy as sa

from deskbot.store.migrations.beside_work import create_index, drop_index

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

UNTAKEN = sa.text("state IN ('open', 'unanswered')")
MAY_GO = "state IN ('queued', 'maybe-sent')"
HELD_UP = sa.text(f"held_since IS NOT NULL AND {MAY_GO}")


def upgrade() -> None:
    create_index("page_by_code", "page", ["code"])
    create_index("page_closed", "page", ["closed_at"])
    create_index("page_untaken", "page", ["id"], postgresql_where=UNTAKEN)
    create_index("page_unverified", "page", ["created_at"], postgresql_where=sa.text("NOT verified"))
    create_index("dispatch_shows", "dispatch", ["carrier", "up", "id"])
    create_index("dispatch_begun", "dispatch", ["begun_at"])
    # Else those of one carrier might be looked for among all, by when they were begun: of one that was never used.
    create_index("dispatch_of_carrier", "dispatch", ["carrier", "begun_at", "id"])
    drop_index("dispatch_by_carrier")
    # Of those alone that were held up: else a letter that is asked for by its number is looked for among all that wait,
    # while the database believes them to be few.
    create_index("outbox_held_up", "outbox", ["held_since"], postgresql_where=HELD_UP)
    drop_index("outbox_held")
    create_index("bundle_at", "bundle", ["address", "code"])
    drop_index("ix_bundle_address")


def downgrade() -> None:
    create_index("outbox_held", "outbox", ["held_since"], postgresql_where=sa.text(MAY_GO))
    create_index("ix_bundle_address", "bundle", ["address"])
    create_index("dispatch_by_carrier", "dispatch", ["carrier", "begun_at"])
    for name in (
        "bundle_at",
        "outbox_held_up",
        "dispatch_of_carrier",
        "dispatch_begun",
        "dispatch_shows",
        "page_unverified",
        "page_untaken",
        "page_closed",
        "page_by_code",
    ):
        drop_index(name)
