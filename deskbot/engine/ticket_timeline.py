"""A ticket's timeline as people read it: what came in, what went out and whether it arrived, and what was noted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from deskbot.desk import Desk
from deskbot.engine.ticket_files import LARGEST_PICTURE, PICTURE_KINDS
from deskbot.model.message import MAIL, MARKER, OutboxState, Outcome
from deskbot.model.ticket import WRITTEN, Entry
from deskbot.store import attachments, conversation
from deskbot.store.conversation import Received, Written
from deskbot.store.database import Session
from deskbot.store.tables import AttachmentRow, TimelineRow
from deskbot.tickets.excerpt import one_line
from deskbot.tickets.reader_link import without_links

MOST_SHOWN = 60
"""Entries of one page."""
LONGEST = 3000
"""Characters of an entry that a page shows; the whole of it has a page of its own."""
MOST_CHARACTERS = 36_000
"""Of all entries of one page together, so that it stays small; the newest are shown in any case."""
OLD_LETTER = 600
"""Characters of an automatic letter that a page shows."""
_STATES: Mapping[str, str] = {
    OutboxState.QUEUED: "on its way",
    OutboxState.SENDING: "on its way",
    OutboxState.SENT: "sent",
    OutboxState.REFUSED: "NOT DELIVERED",
    OutboxState.MAYBE_SENT: "may have arrived",
    OutboxState.DROPPED: "taken back",
}
_CHANGES = {"(edited)": "edited", "(deleted)": "deleted"}
"""With what a message begins that tells how an earlier one was changed."""


@dataclass(frozen=True, slots=True)
class Sent:
    """How it stands with something that was written to one address."""

    to: str
    channel: str
    says: str
    detail: str = ""
    failed: bool = False
    """Whether it will never arrive, or perhaps has not."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of what was written."""

    id: int | None
    """None where it is not there."""
    name: str
    kind: str
    size: int
    detail: str = ""
    """Why it is not there."""

    @property
    def is_picture(self) -> bool:
        """Return whether it is said to be a picture of those that are shown."""
        return self.kind in PICTURE_KINDS and self.size <= LARGEST_PICTURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One item of the timeline."""

    anchor: str
    """Its name on the page."""
    entry: int | None
    """Its id on the timeline; None for a letter that stands in the outbox alone."""
    at: datetime
    kind: str
    """As `Entry` names it; "letter" for what went out by itself."""
    author: str
    text: str
    rest: int = 0
    """Characters that are not shown."""
    channel: str = ""
    public: bool = False
    verified: bool = True
    subject: str = ""
    sent: tuple[Sent, ...] = ()
    files: tuple[File, ...] = ()
    message: int | None = None
    """Its place among the ticket's messages; 1 is the first."""
    inbound: int | None = None
    """The message as it was received, which can be looked at."""
    changes: str = ""
    """"edited" or "deleted" where it only tells how an earlier message was changed."""
    changed: str = ""
    """Where its writer has changed it since, how."""
    trouble: bool = False
    """Whether something went wrong that somebody should look at."""
    rules: tuple[str, ...] = ()
    """Of a decision, the rules that made it."""

    @property
    def small(self) -> bool:
        """Return whether it is no word of anybody's, but what deskbot did."""
        return self.kind not in (*WRITTEN, "letter")


@dataclass(frozen=True, slots=True)
class Timeline:
    """A part of a timeline, the oldest first."""

    items: tuple[Said, ...]
    before: int | None
    """The entry before which there are older ones; None where there are none."""


async def timeline_of(session: Session, desk: Desk, number: int, *, before: int | None = None) -> Timeline:
    """Return the newest part of a ticket's timeline that is older than an entry.

    Args:
        session: reads within its transaction.
        desk: names the staff.
        number: the ticket's.
        before: only what is older than that entry; None for the newest.
    """
    rows = _within(list(await conversation.entries(session, number, before=before, limit=MOST_SHOWN)))
    older = bool(rows) and bool(await conversation.entries(session, number, before=rows[0].id, limit=1))
    # What went out before the oldest entry shown stands with the entries of before.
    since = rows[0].at if older and rows else None
    until = await _next(session, number, before)
    letters = await conversation.letters(session, number, since=since, until=until)
    said = await _said(session, desk, number, rows, letters)
    spare = [one for one in letters if not _is_reply(one)]
    items = sorted((*said, *_as_items(spare)), key=lambda one: (one.at, one.kind == "letter"))
    return Timeline(tuple(items), rows[0].id if older and rows else None)


def _within(rows: list[TimelineRow]) -> list[TimelineRow]:
    """Return the newest entries that are shown together without making a page too large."""
    left, kept = MOST_CHARACTERS, 0
    for row in reversed(rows):
        left -= min(len(row.text), LONGEST) + 200
        if left < 0 and kept:
            break
        kept += 1
    return rows[len(rows) - kept :]


async def _next(session: Session, number: int, entry_id: int | None) -> datetime | None:
    row = await conversation.entry(session, number, entry_id) if entry_id is not None else None
    return row.at if row else None


async def _said(
    session: Session, desk: Desk, number: int, rows: Sequence[TimelineRow], letters: Sequence[Written]
) -> list[Said]:
    ids = {row.inbound_id for row in rows if row.inbound_id is not None}
    received = await conversation.received(session, ids)
    files = await attachments.of_entries(session, rows)
    awaited: dict[int, list[File]] = {}
    for one in await conversation.awaited(session, ids):
        awaited.setdefault(one.inbound_id, []).append(File(None, one.filename, one.content_type, 0, one.detail))
    others = await conversation.changed(session, number) if any(r.channel != MAIL for r in received.values()) else ()
    place = await conversation.messages_before(session, number, rows[0].id or 0) if rows else 0
    items: list[Said] = []
    for row in rows:
        place += row.kind == Entry.MESSAGE
        has = (*map(_file, files[row.id or 0]), *awaited.get(row.inbound_id or 0, ()))
        item = _item(desk, row, received.get(row.inbound_id or 0), has, place if row.kind == Entry.MESSAGE else None)
        if row.kind == Entry.REPLY:
            item = _with_letters(item, [one for one in letters if _is_of(one, row)])
        items.append(replace(item, changed=_changed(received.get(row.inbound_id or 0), others)))
    return items


def _item(desk: Desk, row: TimelineRow, message: Received | None, files: tuple[File, ...], place: int | None) -> Said:
    text, rest = shown(row.text)
    first = text.partition(" ")[0].strip()
    return Said(
        anchor=f"e{row.id}",
        entry=row.id,
        at=row.at,
        kind=row.kind,
        author=desk.name_of(row.author),
        text=text,
        rest=rest,
        channel=message.channel if message else "",
        subject=one_line(message.subject) if message and place is not None and place > 1 else "",
        public=row.public,
        verified=row.verified,
        files=files if row.kind in WRITTEN else (),
        message=place,
        inbound=row.inbound_id if row.kind in WRITTEN else None,
        changes=_CHANGES.get(first, "") if place is not None else "",
        trouble=_is_trouble(row),
        rules=tuple(_rules(row.data)) if row.kind == Entry.DECISION else (),
    )


def shown(text: str, longest: int = LONGEST) -> tuple[str, int]:
    """Return so much of a text as a page shows, and how many characters are left out."""
    text = without_links(text)  # whoever may look at a ticket is not its reader
    return (text, 0) if len(text) <= longest else (text[:longest].rstrip(), len(text) - longest)


def _is_trouble(row: TimelineRow) -> bool:
    if row.kind == Entry.DELIVERY:
        return any(mark in row.text for mark in (str(Outcome.REFUSED), str(Outcome.MAYBE_SENT), "Not "))
    return row.kind == Entry.SLA and "overdue" in row.text.casefold()


def _rules(data: Mapping[str, Any]) -> list[str]:
    return list(dict.fromkeys(str(one.get("rule", "")) for one in data.get("reasons", ())))


def _file(row: AttachmentRow) -> File:
    return File(row.id, row.filename, row.content_type, row.size)


def _changed(message: Received | None, others: Sequence[tuple[int, str, str]]) -> str:
    """Return how the writer of a message has changed it since: that came as one whose id begins with its own."""
    if message is None:
        return ""
    later = [
        name
        for other, channel, name in others
        if other > message.id and channel == message.channel and name.startswith(f"{message.external_id}.")
    ]
    return "" if not later else "deleted" if any("deleted" in name for name in later) else "edited"


def _is_of(letter: Written, row: TimelineRow) -> bool:
    """Return whether a letter brings what an entry says: the moment of the answer is a part of its key."""
    return _is_reply(letter) and f":{row.at.astimezone(UTC).isoformat()}:" in letter.key


def _is_reply(letter: Written) -> bool:
    return letter.key.startswith("reply:")


def _with_letters(item: Said, letters: Sequence[Written]) -> Said:
    sent = tuple(_sent(one) for one in letters)
    channels = ", ".join(dict.fromkeys(one.channel for one in letters))
    return replace(item, sent=sent, channel=channels or item.channel, trouble=any(one.failed for one in sent))


def _as_items(letters: Sequence[Written]) -> list[Said]:
    """Return what went out by itself: one item for each text, however many have got it."""
    together: dict[tuple[datetime, str, str], list[Written]] = {}
    for one in letters:
        together.setdefault((one.at, one.key.partition(":")[0], one.text), []).append(one)
    return [_letter(several) for several in together.values()]


def _letter(several: Sequence[Written]) -> Said:
    first = several[0]
    text, rest = shown(first.text.removeprefix(MARKER).strip(), OLD_LETTER)
    sent = tuple(_sent(one) for one in several)
    return Said(
        anchor=f"l{first.id}",
        entry=None,
        at=first.at,
        kind="letter",
        author="deskbot",
        text=text,
        rest=rest,
        channel=", ".join(dict.fromkeys(one.channel for one in several)),
        public=True,
        subject=one_line(first.subject),
        sent=sent,
        trouble=any(one.failed for one in sent),
    )


def _sent(letter: Written) -> Sent:
    says = _STATES.get(letter.state, letter.state)
    if letter.state == OutboxState.QUEUED and letter.attempts:
        says = "not taken yet, tried again"
    failed = letter.state in (OutboxState.REFUSED, OutboxState.MAYBE_SENT)
    return Sent(letter.to, letter.channel, says, letter.detail if letter.state != OutboxState.SENT else "", failed)
