"""The tables. Importing this package registers every one with SQLModel's metadata."""

from deskbot.store.tables.directory import ContactRow, DomainRow, IdentityRow, ResellerRow, SystemRow
from deskbot.store.tables.messages import (
    AttachmentRow,
    BlobRow,
    ChannelStateRow,
    InboundRow,
    OutboxRow,
    UndeliverableRow,
)
from deskbot.store.tables.paging import DispatchRow, InteractionRow, NotificationRow, NumberRow, PageRow
from deskbot.store.tables.roster import CalendarRow, OverrideRow
from deskbot.store.tables.suggestions import SuggestionRow
from deskbot.store.tables.tickets import (
    AdviceRow,
    LinkRow,
    ParticipantRow,
    TaskRow,
    TicketRow,
    TimelineRow,
)

__all__ = [
    "AdviceRow",
    "AttachmentRow",
    "BlobRow",
    "CalendarRow",
    "ChannelStateRow",
    "ContactRow",
    "DispatchRow",
    "DomainRow",
    "IdentityRow",
    "InboundRow",
    "InteractionRow",
    "LinkRow",
    "NotificationRow",
    "NumberRow",
    "OutboxRow",
    "OverrideRow",
    "PageRow",
    "ParticipantRow",
    "ResellerRow",
    "SuggestionRow",
    "SystemRow",
    "TaskRow",
    "TicketRow",
    "TimelineRow",
    "UndeliverableRow",
]
