"""What a letter needs to know beside its matter, and how it speaks: in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from deskbot.model.directory import Contact
from deskbot.tickets.reference import reference
from deskbot.tickets.speech import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a reply needs to know beside the decision."""

    desk_name: str
    phone: str
    """The Service Desk number for the reader's region."""
    paged: bool = False
    """Whether this message led to a page that goes out now."""
    paged_from: str = ""
    """When a page that waits for support hours goes out, in the reader's own time; empty if none waits."""
    paged_later: bool = False
    """Whether it waits for the end of maintenance, and not for support hours."""
    paged_already: bool = False
    """Whether a page that went out before stands for this message as well."""
    taken_by: str = ""
    """Who has acknowledged that page; empty where nobody has."""
    page_held: bool = False
    """Whether the message is urgent, but the limit for unproven senders held its page back."""
    promised: str = ""
    """By when a person answers, in the reader's own time; empty where no time is promised, or nothing new is."""
    language: str = ""
    """ISO 639-1 code of the reader's language; English where we do not write in it."""
    links: Mapping[str, str] = field(default_factory=dict[str, str])
    """Where things are found, by the names that `desk.yaml` has for them."""
    expired: bool = False
    """Whether the reader is told now that the system's subscription has ended."""
    people: tuple[Contact, ...] = ()
    """Whom the directory names at the reader's own reseller; only for who is proven, and asks for access."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Says things about a ticket in its reader's language."""

    number: int
    setting: Setting

    def __call__(self, key: str, **values: object) -> str:
        """Return a text; the ticket and the number to phone stand ready for its places."""
        named = {"ticket": reference(self.number), "phone": self.setting.phone}
        return say(self.setting.language, key, **(named | values))

    def urgently(self, key: str, **values: object) -> str:
        """Return a text in which the number to phone stands with the ticket that is named there."""
        return self(key, **({"phone": self("phone-ticket")} | values))

    def promise(self) -> list[str]:
        """Return the sentence that says by when a person answers, or none where no time is promised."""
        return [self("promise", by=self.setting.promised)] if self.setting.promised else []
