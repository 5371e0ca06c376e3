"""Which addresses a bounce is about, what became of our mail there, and which mail it was."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from deskbot.channels.email.machines.bounce_words import only_delayed
from deskbot.channels.email.machines.delivery_status import Entry, entries_of, one_line, status_in
from deskbot.channels.email.machines.returned import Returned, divide, returned_part
from deskbot.channels.email.reading.charsets import clean, decode
from deskbot.channels.email.reading.headers import Headers, message_ids
from deskbot.channels.email.reading.structure import Part
from deskbot.model.message import Undelivered

_STATUS_TYPES = frozenset({"message/delivery-status", "message/global-delivery-status"})
_FIELDS = re.compile(rb"^(?:final|original)-recipient[ \t]{0,5}:", re.IGNORECASE | re.MULTILINE)
_ADDRESS = re.compile(r"(?:mailto:)?([A-Za-z0-9_.+=%/!#$&'*?^{}~|-]{1,100}@[A-Za-z0-9_.-]{1,190}[A-Za-z0-9])")
_STRONG = re.compile(
    r"[\s>*|\-]{0,12}(?:[45]\d\d[ -]{1,3})?(?:"
    r"<[^<>\s@]{1,100}@[^<>\s@]{1,200}>"  # an address in brackets opens the line
    r"|[^\s<>@:]{1,100}@[^\s<>@:]{1,200}:?(?:<mailto:[^<>\s]{1,250}>)?(?:\s{0,9}(?:[(\[:;]|\Z|\.{3}|-\s|on\s|invalid))"
    r")",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:deliver(?:ed|y)? to|(?:sent|send|message|mail|addressed) to|recipients?|unknown user|user unknown|no such user"
    r"|address|rcpt to|could not be delivered to|mailbox|bounced|user|account|empf.nger|destinatari[oa]?|destinataire"
    r"|ontvanger|odbiorca|получател.|宛先|受信者|收件人)"
    r"[^@\n]{0,30}?[:<\s]\s{0,9}[<\"(]{0,2}[^\s<>@:]{1,100}@",
    re.IGNORECASE,
)
_EXCHANGE_TO = re.compile(r"\s{0,12}(?:to|an|à|para|a|aan|do|кому|宛先)\s{0,3}:", re.IGNORECASE)
_DAEMONS = ("postmaster@", "mailer-daemon@", "abuse@", "mailerdaemon@", "helpdesk@", "support@")
_MAX_TEXT = 100_000
_MAX_STATUS_PARTS = 20
_MOST = 100
_SEGMENT = 30
"""Lines below an address that are still about it."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a report of a mail server says."""

    undelivered: tuple[Undelivered, ...] = ()
    reported: tuple[str, ...] = ()
    arrived: bool = False
    """True where it only says that our mail was delivered."""


def report_of(root: Part, headers: Headers, text: str, to: Iterable[str]) -> Report:
    """Return what a report says; linear and bounded, whatever it is.

    Args:
        root: the report's parts.
        headers: its headers.
        text: its text.
        to: whom the report itself went to: our address, never the one that failed.
    """
    spoken, below = divide(text[:_MAX_TEXT])
    returned = returned_part(root) or below or Returned()
    if returned.message_id is None and below is not None and below.message_id:
        returned = Returned(below.message_id, returned.recipients | below.recipients, returned.senders)
    entries = status_entries(root) or _entries_in(text)
    failed = [entry for entry in entries if not entry.arrived]
    arrived = bool(entries) and not failed
    undelivered: Iterable[Undelivered] = ()
    if failed:
        undelivered = (_with_words(entry.undelivered(_ours(entry, returned)), spoken) for entry in failed)
    elif not arrived:
        undelivered = _from_words(headers, spoken, returned, frozenset(one.casefold() for one in to))
    return Report(_each_once(undelivered), _reported(headers, returned), arrived)


def status_entries(root: Part) -> tuple[Entry, ...]:
    """Return the entries of a report's part for machines; some servers declare it as plain text."""
    found: list[Entry] = []
    looked = 0
    for part in root.walk():
        if part.parts:
            continue
        typed = part.declared_type in _STATUS_TYPES
        if not typed and (part.declared_type != "text/plain" or not _FIELDS.search(part.content()[:_MAX_TEXT])):
            continue
        found.extend(entries_of(part.content()))
        looked += 1
        if looked >= _MAX_STATUS_PARTS:
            break
    return tuple(found[:_MOST])


def _entries_in(text: str) -> tuple[Entry, ...]:
    """Return the entries that stand in a report's text, where its parts were lost on the way."""
    data = text[:_MAX_TEXT].encode("utf-8", "surrogateescape")
    return entries_of(data)[:_MOST] if _FIELDS.search(data) else ()


def _ours(entry: Entry, returned: Returned) -> str:
    """Return the address that we wrote to; the final one is another where the recipient forwards their mail."""
    to = returned.recipients
    if entry.final.casefold() not in to and entry.original.casefold() in to:
        return entry.original
    return entry.final


def _with_words(one: Undelivered, spoken: str) -> Undelivered:
    """Return an entry with the reason from the text for people, where the part for machines gives none."""
    if one.why and one.status and not one.status.endswith(".0.0"):
        return one
    lines = spoken.split("\n")
    at = next((number for number, line in enumerate(lines) if one.address.casefold() in line.casefold()), None)
    words = _segment(lines, at, frozenset()) if at is not None else ""
    status = status_in(words) if one.status.endswith(".0.0") or not one.status else ""
    return Undelivered(
        one.address,
        permanent=one.permanent,
        status=status if "." in status or not one.status else one.status,
        why=one.why or _reason(words),
    )


def _from_words(headers: Headers, spoken: str, returned: Returned, to: frozenset[str]) -> Iterator[Undelivered]:
    lines = spoken.split("\n")
    failed = [one.address for one in headers.addresses("x-failed-recipients")]
    nobody = to | returned.senders | {one.address.casefold() for one in headers.addresses("from")}
    strong, weak = _candidates(lines, nobody)
    if not (strong or weak):  # a mail to oneself
        strong, _ = _candidates(lines, frozenset())
    if failed:
        chosen = {address: strong.get(address, weak.get(address)) for address in (one.casefold() for one in failed)}
    else:
        chosen = dict(_chosen(strong, weak, returned))
    delayed = only_delayed(headers.text("subject"), spoken)
    places = frozenset(place for place in chosen.values() if place is not None)
    written = {one.casefold(): one for one in failed}
    for address, place in chosen.items():
        words = _segment(lines, place, places) if place is not None else ""
        if not status_in(words) and len(chosen) == 1:
            words = f"{words}\n{spoken[:4000]}" if status_in(spoken[:4000]) else words or spoken[:1000]
        yield Undelivered(
            written.get(address, address), permanent=not delayed, status=status_in(words), why=_reason(words)
        )


def _chosen(strong: dict[str, int], weak: dict[str, int], returned: Returned) -> Iterable[tuple[str, int | None]]:
    """Return the addresses that failed, with the line on which each stands."""
    if strong:
        return strong.items()
    named = {address: place for address, place in weak.items() if address in returned.recipients}
    if named:
        return named.items()
    if weak:
        return list(weak.items())[:1]
    return [(address, None) for address in returned.recipients] if len(returned.recipients) == 1 else ()


def _candidates(lines: list[str], nobody: Collection[str]) -> tuple[dict[str, int], dict[str, int]]:
    """Return the addresses that a line is about, and those that only stand somewhere, each with its first line."""
    strong: dict[str, int] = {}
    weak: dict[str, int] = {}
    for number, line in enumerate(lines):
        if "@" not in line or len(strong) + len(weak) >= _MOST:
            continue
        for place, match in enumerate(_ADDRESS.finditer(line)):
            address = match[1].casefold().strip(".'")
            if address in nobody or address.startswith(_DAEMONS):
                continue
            about = not place and not _EXCHANGE_TO.match(line) and (_STRONG.match(line) or _NAMED.search(line))
            (strong if about else weak).setdefault(address, number)
    return strong, weak


def _segment(lines: list[str], at: int, others: Collection[int]) -> str:
    """Return the lines that are about the address on one line."""
    end = at + 1
    while end < len(lines) and end - at < _SEGMENT and end not in others:
        end += 1
    return "\n".join(lines[at:end])


def _reason(words: str) -> str:
    """Return the lines from the one with the status on, else from the second one on."""
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    at = next((number for number, line in enumerate(lines) if status_in(line)), None)
    if at is None:
        return one_line(" ".join(lines[1:4] or lines[:1]))
    return one_line(" ".join(lines[at : at + 3]))


def _each_once(some: Iterable[Undelivered]) -> tuple[Undelivered, ...]:
    found: dict[str, Undelivered] = {}
    for one in some:
        if one.address:
            found.setdefault(one.address.casefold(), one)
    return tuple(found.values())


def _reported(headers: Headers, returned: Returned) -> tuple[str, ...]:
    if returned.message_id:
        return (returned.message_id,)
    for name in ("in-reply-to", "references"):
        if ids := message_ids(headers.all(name)[:1]):
            return ids[-1:]
    return ()


def fields_of(root: Part, kind: str) -> dict[str, str]:
    """Return the fields of a report's part of one type, lower-cased names, the first of each."""
    fields: dict[str, str] = {}
    for part in root.walk():
        if part.declared_type == kind:
            for line in clean(decode(part.content()[:_MAX_TEXT])[0]).split("\n"):
                name, colon, value = line.partition(":")
                if colon and name.strip():
                    fields.setdefault(name.strip().lower()[:60], value.strip()[:1000])
            break
    return fields
