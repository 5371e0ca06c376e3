"""The API: tokens, what requests were answered, and webhooks.

What happens is noted by triggers: in the same transaction, whoever writes, and only while somebody wants to hear of it.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

NOTING = (
    """
CREATE FUNCTION note_ticket() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.number > 0 AND EXISTS (SELECT 1 FROM webhook WHERE ended_at IS NULL) THEN
        IF TG_OP = 'INSERT' THEN
            INSERT INTO webhook_event (at, kind, ticket_number, due_at)
                VALUES (NEW.updated_at, 'ticket.created', NEW.number, NEW.updated_at);
        ELSIF (NEW.state, NEW.severity, NEW.category, NEW.owner, NEW.subject, NEW.playbook, NEW.findings, NEW.missing,
               NEW.reseller_id, NEW.parent, NEW.merged_into) IS DISTINCT FROM
              (OLD.state, OLD.severity, OLD.category, OLD.owner, OLD.subject, OLD.playbook, OLD.findings, OLD.missing,
               OLD.reseller_id, OLD.parent, OLD.merged_into) THEN
            INSERT INTO webhook_event (at, kind, ticket_number, due_at) VALUES (NEW.updated_at,
                CASE WHEN NEW.state = 'closed' AND OLD.state <> 'closed' THEN 'ticket.closed' ELSE 'ticket.updated' END,
                NEW.number, NEW.updated_at);
        END IF;
    END IF;
    RETURN NULL;
END $$
""",
    "CREATE TRIGGER webhook_ticket AFTER INSERT OR UPDATE ON ticket FOR EACH ROW EXECUTE FUNCTION note_ticket()",
    """
CREATE FUNCTION note_timeline() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.ticket_number > 0 AND NEW.kind IN ('message', 'reply', 'note')
            AND EXISTS (SELECT 1 FROM webhook WHERE ended_at IS NULL) THEN
        INSERT INTO webhook_event (at, kind, ticket_number, entry_id, due_at)
            VALUES (NEW.at, 'ticket.message', NEW.ticket_number, NEW.id, NEW.at);
    END IF;
    RETURN NULL;
END $$
""",
    "CREATE TRIGGER webhook_timeline AFTER INSERT ON timeline FOR EACH ROW EXECUTE FUNCTION note_timeline()",
    """
CREATE FUNCTION note_page() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE moment timestamptz; BEGIN
    IF NEW.ticket_number > 0 AND (TG_OP = 'INSERT' OR NEW.state <> OLD.state)
            AND EXISTS (SELECT 1 FROM webhook WHERE ended_at IS NULL) THEN
        moment := greatest(NEW.created_at, NEW.acknowledged_at, NEW.closed_at);
        INSERT INTO webhook_event (at, kind, ticket_number, page_id, due_at)
            VALUES (moment, 'page.' || NEW.state, NEW.ticket_number, NEW.id, moment);
    END IF;
    RETURN NULL;
END $$
""",
    "CREATE TRIGGER webhook_page AFTER INSERT OR UPDATE ON page FOR EACH ROW EXECUTE FUNCTION note_page()",
)


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
    op.create_table(
        "webhook",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), primary_key=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("events", postgresql.JSONB(), nullable=False, server_default="[]"),
        sa.Column("reseller_id", sa.BigInteger(), sa.ForeignKey("reseller.id")),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("rotated_at", sa.DateTime(timezone=True)),
        sa.Column("failing_since", sa.DateTime(timezone=True)),
        sa.Column("off_at", sa.DateTime(timezone=True)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "webhook_event",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("ticket_number", sa.BigInteger(), sa.ForeignKey("ticket.number"), nullable=False),
        sa.Column("entry_id", sa.BigInteger(), sa.ForeignKey("timeline.id")),
        sa.Column("page_id", sa.BigInteger(), sa.ForeignKey("page.id")),
        sa.Column("due_at", sa.DateTime(timezone=True)),
    )
    op.create_index("webhook_event_due", "webhook_event", ["due_at"], postgresql_where=sa.text("due_at IS NOT NULL"))
    op.create_index("ix_webhook_event_ticket_number", "webhook_event", ["ticket_number"])
    op.create_table(
        "webhook_delivery",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), primary_key=True),
        sa.Column("webhook_id", sa.BigInteger(), sa.ForeignKey("webhook.id"), nullable=False),
        sa.Column("event_id", sa.BigInteger(), sa.ForeignKey("webhook_event.id"), nullable=False),
        sa.Column("ticket_number", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False, server_default="queued"),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("tried_at", sa.DateTime(timezone=True)),
        sa.Column("answered", sa.Integer()),
        sa.Column("says", sa.Text(), nullable=False, server_default=""),
        sa.UniqueConstraint("webhook_id", "event_id"),
    )
    op.create_index("ix_webhook_delivery_event_id", "webhook_delivery", ["event_id"])
    op.create_index(
        "webhook_delivery_due", "webhook_delivery", ["due_at"], postgresql_where=sa.text("due_at IS NOT NULL")
    )
    op.create_index(
        "webhook_delivery_order",
        "webhook_delivery",
        ["webhook_id", "ticket_number", "event_id"],
        postgresql_where=sa.text("state = 'queued'"),
    )
    for one in NOTING:
        op.execute(one)


def downgrade() -> None:
    for table in ("ticket", "timeline", "page"):
        op.execute(f"DROP TRIGGER webhook_{table} ON {table}")
        op.execute(f"DROP FUNCTION note_{table}()")
    for name in ("webhook_delivery", "webhook_event", "webhook", "api_answer", "api_token"):
        op.drop_table(name)
