"""One value of the directory as people write it: read it, or say what is wrong and how to mend it. Pure."""

from __future__ import annotations

import functools
import re
import zoneinfo
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import phonenumbers

from deskbot.access.domains import normal_address, normal_domain, public_suffix
from deskbot.access.free_mail import is_free_mail
from deskbot.desk.agreed import agreed_text
from deskbot.errors import did_you_mean
from deskbot.model.phone import letter_in
from deskbot.store.directory_records import KindName

MAX_TEXT = 200
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_CHANNEL = re.compile(r"email|sms|slack|telegram|whatsapp")
_HOST_ID = re.compile(r"[A-Z0-9][A-Z0-9.:_-]{1,63}")


def text(value: str) -> str:
    """Read one line of text."""
    value = " ".join(value.split())
    if len(value) > MAX_TEXT:
        raise ValueError(f"has {len(value)} characters; at most {MAX_TEXT} are kept, shorten it")
    if not value.isprintable():
        raise ValueError("contains control characters; type it anew")
    return value


def channel(value: str) -> str:
    """Read the name of a channel; "last", or nothing, is the one that was used last."""
    value = text(value).casefold()
    if value in ("", "last"):
        return ""
    if not _CHANNEL.fullmatch(value):
        raise ValueError(f'"{value[:20]}" is no channel; write email, sms, slack, telegram or whatsapp, or last')
    return value


def key(value: str) -> str:
    """Read the short name of a reseller."""
    value = text(value).casefold()
    if not _KEY.fullmatch(value):
        raise ValueError(f'"{value}" is no key; write a short name of a-z, 0-9, - and _, such as brightpath')
    return value


def host_id(value: str) -> str:
    """Read a system's host id or serial; upper and lower case are the same."""
    value = text(value).upper()
    if not _HOST_ID.fullmatch(value):
        raise ValueError(f'"{value}" is no host id; write it as the system shows it, such as 3G-88C1-0457')
    return value


def zone(value: str) -> str:
    """Read an IANA time zone; none is UTC."""
    value = text(value)
    if not value:
        return "UTC"
    known = _zones()
    if value not in known:
        hint = did_you_mean(value, known) or "; write an IANA name such as America/Chicago"
        raise ValueError(f'"{value}" is no time zone{hint}')
    return value


@functools.cache
def _zones() -> frozenset[str]:
    """Return every known zone; the standard library walks the file system for it each time."""
    return frozenset(zoneinfo.available_timezones())


def day(value: str) -> date | None:
    """Read a date; only the form that means the same everywhere."""
    value = text(value)
    if not value:
        return None
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        raise ValueError(f'"{value}" is no date; write year-month-day, such as 2027-03-31')
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f'"{value}" is not in the calendar; write year-month-day, such as 2027-03-31') from None


def mail(value: str) -> str:
    """Read one mail address."""
    address = normal_address(value)
    if not address:
        raise ValueError(
            f'"{text(value)}" is no mail address; write one plain address such as dana@reseller.example '
            "(a domain with other letters than a-z in its xn-- form)"
        )
    return address


def phone(value: str) -> str:
    """Read a telephone number in international form; none is empty."""
    value = text(value)
    if not value:
        return ""
    wrong = f'"{value}" is no telephone number; write it with + and the country code, such as +1 312 555 0142'
    try:
        number = phonenumbers.parse(value, None)
    except phonenumbers.NumberParseException:
        raise ValueError(wrong) from None
    if not phonenumbers.is_possible_number(number) or number.extension or letter_in(value):
        raise ValueError(wrong)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def domains(value: str) -> tuple[str, ...]:
    """Read a reseller's own mail domains, with semicolons between."""
    return tuple(sorted({_domain(part) for part in text(value).split(";") if part.strip()}))


def _domain(value: str) -> str:
    value = value.strip()
    domain = normal_domain(value)
    if not domain:
        raise ValueError(f'"{value}" is no mail domain; write what stands behind the @, with ; between several')
    if is_free_mail(domain):
        raise ValueError(
            f"{domain} is a free-mail domain: anybody can have an address there, so it cannot be a "
            "reseller's own; leave it out and list the people in the contacts file"
        )
    if public_suffix(domain):
        raise ValueError(f"strangers register names under {domain}; write the reseller's own domain")
    return domain


def targets(value: str) -> str:
    """Read what is agreed with a reseller beside its tier; none is what the tier says."""
    return agreed_text(text(value))


def yes_no(value: str) -> bool:
    """Read a yes or a no."""
    answer = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
    if value.strip().casefold() not in answer:
        raise ValueError(f'"{text(value)}" is neither; write yes or no')
    return answer[value.strip().casefold()]


def yes_no_unknown(value: str) -> bool | None:
    """Read a yes or a no; none, or "unknown", is neither."""
    return None if value.strip().casefold() in ("", "unknown") else yes_no(value)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file, and the field of the same name."""

    name: str
    read: Callable[[str], Any]
    """Raises ValueError that says what is wrong and how to mend it."""
    filled: bool = False
    """Whether a row must have a value."""
    optional: bool = False
    """Whether a file may lack the column; what is not said is left as it is."""
    unique: bool = False
    """Whether no two rows of a file may have the same value (or share one of several)."""
    in_file: bool = True
    """Whether files have the column; otherwise it can only be set by hand."""

    def parse(self, raw: str) -> Any:
        """Return the value that is written.

        Raises:
            ValueError: it cannot be read; the text says how to mend it.
        """
        if self.filled and not raw.strip():
            raise ValueError("is empty; every row needs one")
        return self.read(raw)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record."""

    name: KindName
    singular: str
    key: str
    """The column that names a record."""
    columns: tuple[Column, ...]
    fixed: bool = True
    """Whether the key names the thing itself and cannot be set."""

    @property
    def by_name(self) -> Mapping[str, Column]:
        """Return the columns by name."""
        return {column.name: column for column in self.columns}


KINDS: Mapping[KindName, Kind] = {
    "resellers": Kind(
        name="resellers",
        singular="reseller",
        key="key",
        columns=(
            Column("key", key, filled=True, unique=True),
            Column("name", text, filled=True),
            Column("region", text),
            Column("zone", zone),
            Column("tier", text),
            Column("targets", targets, optional=True),
            Column("domains", domains, unique=True),
        ),
    ),
    "contacts": Kind(
        name="contacts",
        singular="contact",
        key="mail",
        columns=(
            Column("reseller", key, filled=True),
            Column("name", text, filled=True),
            Column("mail", mail, filled=True, unique=True),
            Column("phone", phone, optional=True, unique=True),
            Column("whatsapp", phone, optional=True, unique=True),
            Column("trained", yes_no_unknown, optional=True),
            Column("active", yes_no, filled=True, in_file=False),
            Column("admin", yes_no, filled=True, in_file=False),
            Column("prefers", channel, in_file=False),
        ),
        fixed=False,
    ),
    "systems": Kind(
        name="systems",
        singular="system",
        key="host_id",
        columns=(
            Column("reseller", key, filled=True),
            Column("host_id", host_id, filled=True, unique=True),
            Column("customer", text, filled=True),
            Column("site", text),
            Column("model", text),
            Column("release", text),
            Column("subscription_until", day),
        ),
    ),
}
