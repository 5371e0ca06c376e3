"""The tables. Importing this package registers every one with SQLModel's metadata."""

from deskbot.store.tables.accounts import AccountRow, AuditRow, SignInRow, SignInTryRow
from deskbot.store.tables.api import ApiAnswerRow, ApiTokenRow
from deskbot.store.tables.calls import CallRow, RecordingRow
from deskbot.store.tables.directory import ContactRow, DomainRow, IdentityRow, InvitationRow, ResellerRow, SystemRow
from deskbot.store.tables.messages import (
    KEPT_NO_LONGER,
    NO_LONGER,
    AttachmentRow,
    AwaitedFileRow,
    BlobRow,
    ChannelStateRow,
    InboundRow,
    OutboxRow,
    UndeliverableRow,
)
from deskbot.store.tables.paging import (
    BundleRow,
    DispatchRow,
    InteractionRow,
    MaintenanceRow,
    NoticeRow,
    NotificationRow,
    NumberRow,
    PageMessageRow,
    PageRow,
)
from deskbot.store.tables.room import CardRow
from deskbot.store.tables.roster import CalendarRow, OverrideRow
from deskbot.store.tables.search import SavedViewRow, SearchMarkRow, SearchSheetRow
from deskbot.store.tables.sla import SlaTargetRow
from deskbot.store.tables.suggestions import SuggestionRow
from deskbot.store.tables.ticket_page import DraftRow, HeldAnswerRow, PresenceRow, SnoozeRow, TicketTagRow
from deskbot.store.tables.tickets import (
    AdviceRow,
    LinkRow,
    ParticipantRow,
    TaskRow,
    TicketRow,
    TimelineRow,
)
from deskbot.store.tables.watch import CanaryRow, DutyRow, SignRow
from deskbot.store.tables.webhooks import WebhookDeliveryRow, WebhookEventRow, WebhookRow

__all__ = [
    "KEPT_NO_LONGER",
    "NO_LONGER",
    "AccountRow",
    "AdviceRow",
    "ApiAnswerRow",
    "ApiTokenRow",
    "AttachmentRow",
    "AuditRow",
    "AwaitedFileRow",
    "BlobRow",
    "BundleRow",
    "CalendarRow",
    "CallRow",
    "CanaryRow",
    "CardRow",
    "ChannelStateRow",
    "ContactRow",
    "DispatchRow",
    "DomainRow",
    "DraftRow",
    "DutyRow",
    "HeldAnswerRow",
    "IdentityRow",
    "InboundRow",
    "InteractionRow",
    "InvitationRow",
    "LinkRow",
    "MaintenanceRow",
    "NoticeRow",
    "NotificationRow",
    "NumberRow",
    "OutboxRow",
    "OverrideRow",
    "PageMessageRow",
    "PageRow",
    "ParticipantRow",
    "PresenceRow",
    "RecordingRow",
    "ResellerRow",
    "SavedViewRow",
    "SearchMarkRow",
    "SearchSheetRow",
    "SignInRow",
    "SignInTryRow",
    "SignRow",
    "SlaTargetRow",
    "SnoozeRow",
    "SuggestionRow",
    "SystemRow",
    "TaskRow",
    "TicketRow",
    "TicketTagRow",
    "TimelineRow",
    "UndeliverableRow",
    "WebhookDeliveryRow",
    "WebhookEventRow",
    "WebhookRow",
]
