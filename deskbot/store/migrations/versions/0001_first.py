"""The first schema: directory, messages, tickets, paging, and the job queue's own tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from deskbot.store.migrations.jobs_schema import DROP_JOBS, jobs_schema

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE SEQUENCE ticket_number START WITH 1001")
    op.create_table(
        "blob",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "channel_state",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "key"),
    )
    op.create_table(
        "interaction",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("arguments", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("answer", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("channel", "external_id"),
    )
    op.create_table(
        "reseller",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("tier", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_table(
        "contact",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("reseller_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reseller_id"],
            ["reseller.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_contact_reseller_id"), "contact", ["reseller_id"], unique=False)
    op.create_table(
        "reseller_domain",
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("reseller_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reseller_id"],
            ["reseller.id"],
        ),
        sa.PrimaryKeyConstraint("domain"),
    )
    op.create_index(op.f("ix_reseller_domain_reseller_id"), "reseller_domain", ["reseller_id"], unique=False)
    op.create_table(
        "system",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("reseller_id", sa.BigInteger(), nullable=False),
        sa.Column("host_id", sa.String(), nullable=False),
        sa.Column("customer", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("release", sa.String(), nullable=False),
        sa.Column("subscription_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["reseller_id"],
            ["reseller.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("host_id"),
    )
    op.create_index(op.f("ix_system_reseller_id"), "system", ["reseller_id"], unique=False)
    op.create_table(
        "identity",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("contact_id", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("channel", "address"),
    )
    op.create_index(op.f("ix_identity_contact_id"), "identity", ["contact_id"], unique=False)
    op.create_table(
        "ticket",
        sa.Column("number", sa.BigInteger(), server_default=sa.text("nextval('ticket_number')"), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("claimed", sa.String(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("reseller_id", sa.BigInteger(), nullable=True),
        sa.Column("contact_id", sa.BigInteger(), nullable=True),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("playbook", sa.String(), nullable=True),
        sa.Column("findings", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("missing", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_response_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
        ),
        sa.ForeignKeyConstraint(
            ["reseller_id"],
            ["reseller.id"],
        ),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index(op.f("ix_ticket_reseller_id"), "ticket", ["reseller_id"], unique=False)
    op.create_index("ticket_due", "ticket", ["due_at"], unique=False, postgresql_where="due_at IS NOT NULL")
    op.create_table(
        "inbound",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("raw_sha256", sa.String(), nullable=False),
        sa.Column("envelope", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("ticket_number", sa.BigInteger(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["raw_sha256"],
            ["blob.sha256"],
        ),
        sa.ForeignKeyConstraint(
            ["ticket_number"],
            ["ticket.number"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("channel", "external_id"),
    )
    op.create_index("inbound_due", "inbound", ["due_at"], unique=False, postgresql_where="due_at IS NOT NULL")
    op.create_index(op.f("ix_inbound_message_id"), "inbound", ["message_id"], unique=False)
    op.create_index(op.f("ix_inbound_ticket_number"), "inbound", ["ticket_number"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("ticket_number", sa.BigInteger(), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("to_address", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_number"],
            ["ticket.number"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
        sa.UniqueConstraint("message_id"),
    )
    op.create_index(op.f("ix_outbox_ticket_number"), "outbox", ["ticket_number"], unique=False)
    op.create_index("outbox_due", "outbox", ["due_at"], unique=False, postgresql_where="due_at IS NOT NULL")
    op.create_index("outbox_to", "outbox", ["to_address", "created_at"], unique=False)
    op.create_table(
        "page",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("ticket_number", sa.BigInteger(), nullable=False),
        sa.Column("policy", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("code", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_by", sa.String(), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_number"],
            ["ticket.number"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_page_ticket_number"), "page", ["ticket_number"], unique=False)
    op.create_index("page_due", "page", ["due_at"], unique=False, postgresql_where="due_at IS NOT NULL")
    op.create_index("page_one_code", "page", ["code"], unique=True, postgresql_where="state = 'open'")
    op.create_index("page_one_open", "page", ["ticket_number"], unique=True, postgresql_where="state = 'open'")
    op.create_table(
        "participant",
        sa.Column("ticket_number", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_number"],
            ["ticket.number"],
        ),
        sa.PrimaryKeyConstraint("ticket_number", "channel", "address"),
    )
    op.create_index("participant_address", "participant", ["channel", "address"], unique=False)
    op.create_table(
        "attachment",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("inbound_id", sa.BigInteger(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("content_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("inline", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inbound_id"],
            ["inbound.id"],
        ),
        sa.ForeignKeyConstraint(
            ["sha256"],
            ["blob.sha256"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_attachment_inbound_id"), "attachment", ["inbound_id"], unique=False)
    op.create_table(
        "notification",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("page_id", sa.BigInteger(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("responder", sa.String(), nullable=False),
        sa.Column("medium", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("carrier", sa.String(), nullable=False),
        sa.Column("provider_id", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["page_id"],
            ["page.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("page_id", "round", "level", "responder", "medium"),
        sa.UniqueConstraint("token"),
    )
    op.create_index(op.f("ix_notification_page_id"), "notification", ["page_id"], unique=False)
    op.create_index(op.f("ix_notification_provider_id"), "notification", ["provider_id"], unique=False)
    op.create_index("notification_due", "notification", ["due_at"], unique=False, postgresql_where="due_at IS NOT NULL")
    op.create_table(
        "timeline",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("ticket_number", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("inbound_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["inbound_id"],
            ["inbound.id"],
        ),
        sa.ForeignKeyConstraint(
            ["ticket_number"],
            ["ticket.number"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_timeline_ticket_number"), "timeline", ["ticket_number"], unique=False)
    op.execute(jobs_schema())


def downgrade() -> None:
    op.drop_index(op.f("ix_timeline_ticket_number"), table_name="timeline")
    op.drop_table("timeline")
    op.drop_index("notification_due", table_name="notification", postgresql_where="due_at IS NOT NULL")
    op.drop_index(op.f("ix_notification_provider_id"), table_name="notification")
    op.drop_index(op.f("ix_notification_page_id"), table_name="notification")
    op.drop_table("notification")
    op.drop_index(op.f("ix_attachment_inbound_id"), table_name="attachment")
    op.drop_table("attachment")
    op.drop_index("participant_address", table_name="participant")
    op.drop_table("participant")
    op.drop_index("page_one_open", table_name="page", postgresql_where="state = 'open'")
    op.drop_index("page_one_code", table_name="page", postgresql_where="state = 'open'")
    op.drop_index("page_due", table_name="page", postgresql_where="due_at IS NOT NULL")
    op.drop_index(op.f("ix_page_ticket_number"), table_name="page")
    op.drop_table("page")
    op.drop_index("outbox_to", table_name="outbox")
    op.drop_index("outbox_due", table_name="outbox", postgresql_where="due_at IS NOT NULL")
    op.drop_index(op.f("ix_outbox_ticket_number"), table_name="outbox")
    op.drop_table("outbox")
    op.drop_index(op.f("ix_inbound_ticket_number"), table_name="inbound")
    op.drop_index(op.f("ix_inbound_message_id"), table_name="inbound")
    op.drop_index("inbound_due", table_name="inbound", postgresql_where="due_at IS NOT NULL")
    op.drop_table("inbound")
    op.drop_index("ticket_due", table_name="ticket", postgresql_where="due_at IS NOT NULL")
    op.drop_index(op.f("ix_ticket_reseller_id"), table_name="ticket")
    op.drop_table("ticket")
    op.drop_index(op.f("ix_identity_contact_id"), table_name="identity")
    op.drop_table("identity")
    op.drop_index(op.f("ix_system_reseller_id"), table_name="system")
    op.drop_table("system")
    op.drop_index(op.f("ix_reseller_domain_reseller_id"), table_name="reseller_domain")
    op.drop_table("reseller_domain")
    op.drop_index(op.f("ix_contact_reseller_id"), table_name="contact")
    op.drop_table("contact")
    op.drop_table("reseller")
    op.drop_table("interaction")
    op.drop_table("channel_state")
    op.drop_table("blob")
    op.execute("DROP SEQUENCE ticket_number")
    op.execute(DROP_JOBS)
