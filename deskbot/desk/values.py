"""The kinds of single values in `desk.yaml`, each a reader that returns the value or says how to write it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from enum import StrEnum
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo, available_timezones

import phonenumbers
from yaml.nodes import ScalarNode

from deskbot.desk.positions import INT, TEXT, Reader, UnknownNameError, WrongError, known_are
from deskbot.desk.public_holidays import countries, regions
from deskbot.errors import did_you_mean
from deskbot.model.phone import letter_in

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""In the order of `date.weekday()`."""

_MAIL = re.compile(r"[^\s@<>()\[\],;:\"\\]+@[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")
_LINK = re.compile(r"https?://[A-Za-z0-9.-]{1,253}(?::\d{1,5})?(?:/[^\s<>\"]{0,1000})?")
_DURATION = re.compile(r"(?:(\d{1,5})d)?(?:(\d{1,5})h)?(?:(\d{1,5})m)?(?:(\d{1,5})s)?")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_SHARE = re.compile(r"([1-9][0-9]?)%")
_SLACK_USER = re.compile(r"[TE][A-Z0-9]{2,20}:[UW][A-Z0-9]{2,20}")
_TELEGRAM_USER = re.compile(r"[1-9][0-9]{0,15}")
_COUNT = re.compile(r"[0-9]{1,9}")
_DATE = re.compile(r"2\d{3}-\d\d-\d\d")

Word = TypeVar("Word", bound=StrEnum)


class WeekTime(NamedTuple):
    """A time of day, of one day of the week or of any."""

    weekday: int | None
    time: time
    ends_day: bool
    """It was written as 24:00: the midnight after the day, and `time` is 00:00."""


def text(node: ScalarNode) -> str:
    """Read words for people, on one line."""
    if node.tag != TEXT:
        raise WrongError(f'must be text; put it in quotes: "{node.value}"')
    if not node.value.strip():
        raise WrongError("is empty")
    return " ".join(node.value.split())


def mail(node: ScalarNode) -> str:
    """Read a bare mail address."""
    if not _MAIL.fullmatch(node.value):
        raise WrongError(f'"{node.value}" is no mail address; write it bare, like: ana@desk.example')
    return node.value


def link(node: ScalarNode) -> str:
    """Read the address of a web page."""
    if not _LINK.fullmatch(node.value):
        raise WrongError(f'"{node.value}" is no web address; write all of it, like: https://portal.example/docs')
    return node.value


def phone(node: ScalarNode) -> str:
    """Read a phone number that a carrier can reach, as E.164."""
    number = _parsed(node.value)
    if number.extension:
        raise WrongError(f'"{node.value}" has an extension, which a carrier cannot dial; give a direct number')
    if letter := letter_in(node.value):
        raise WrongError(f'"{node.value}" has the letter "{letter}"; write all of the number in digits')
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def slack_user(node: ScalarNode) -> str:
    """Read a person of Slack: the ids of their workspace and of their account there."""
    if not _SLACK_USER.fullmatch(node.value):
        advice = "write the ids of the workspace and of the account, like: T012AB3CD:U045EF6GH"
        raise WrongError(f'"{node.value}" is no account of Slack; {advice} (profile, "Copy member ID")')
    return node.value


def telegram_user(node: ScalarNode) -> str:
    """Read a person of Telegram: the number of their account; names with an @ cannot be written to."""
    if not _TELEGRAM_USER.fullmatch(node.value):
        advice = "write its number, like: 5550142"
        raise WrongError(f'"{node.value}" is no account of Telegram; {advice}')
    return node.value


def told_phone(node: ScalarNode) -> str:
    """Read a phone number that is told to people, as it is written."""
    _parsed(node.value)
    return " ".join(node.value.split())


def _parsed(written: str) -> phonenumbers.PhoneNumber:
    # "Possible", not "valid": the numbers kept for examples are in nobody's numbering plan.
    advice = 'write it with its country code, like: "+1 512 555 0110"'
    try:
        number = phonenumbers.parse(written)
    except phonenumbers.NumberParseException:
        raise WrongError(f'"{written}" is no phone number; {advice}') from None
    if not phonenumbers.is_possible_number(number):
        raise WrongError(f'"{written}" has too few or too many digits; {advice}')
    return number


def zone(node: ScalarNode) -> str:
    """Read the name of an IANA time zone."""
    try:
        ZoneInfo(node.value)
    except (KeyError, ValueError, OSError):
        hint = did_you_mean(node.value, available_timezones()) or "; write it like: America/Chicago"
        raise WrongError(f'"{node.value}" is no IANA time zone{hint}') from None
    return node.value


def clock_time(node: ScalarNode) -> time:
    """Read a time of day; YAML itself would read 9:00 without quotes as the number 540."""
    if node.tag == INT and ":" in node.value:
        hours, _, rest = node.value.partition(":")
        advice = f'"{hours:0>2}:{rest[:2]}"'
        raise WrongError(f"{node.value} must be in quotes, like: {advice}; YAML reads it as a number otherwise")
    found = _TIME.fullmatch(node.value)
    if not found:
        raise WrongError(f'"{node.value}" is no time of day; write it with 24 hours and in quotes, like: "09:00"')
    return time(int(found[1]), int(found[2]))


def closing_time(node: ScalarNode) -> time:
    """Read the time of day at which something ends; "24:00" is the midnight that ends the day."""
    return time(0) if node.value == "24:00" else clock_time(node)


def week_time(node: ScalarNode) -> WeekTime:
    """Read a time of day, alone or of a day of the week, like "friday 17:00"."""
    word, space, at = node.value.rpartition(" ")
    if not space:
        return WeekTime(None, clock_time(node), ends_day=False)
    written = ScalarNode(TEXT, at, node.start_mark, node.end_mark)
    return WeekTime(_weekday(word.strip()), clock_time(written), ends_day=False)


def closing_week_time(node: ScalarNode) -> WeekTime:
    """Read the same for something that ends, which "24:00" may do."""
    word, _, at = node.value.rpartition(" ")
    if at != "24:00":
        return week_time(node)
    return WeekTime(_weekday(word.strip()) if word else None, time(0), ends_day=True)


def month_day(node: ScalarNode) -> int:
    """Read a day of the month, or "last", which is the 31st: that means the last day of a shorter month, too."""
    if node.value.casefold() == "last":
        return 31
    if _COUNT.fullmatch(node.value) and 1 <= int(node.value) <= 31:  # noqa: PLR2004  (the longest month)
        return int(node.value)
    raise WrongError(f'"{node.value}" is no day of a month; write 1 to 31, or: last')


def calendar(node: ScalarNode) -> str:
    """Read where an iCalendar lies: a web address, or a file."""
    value = node.value.strip()
    if "://" in value and not (value.startswith("https://") and _LINK.fullmatch(value)):
        raise WrongError(f'"{value}" is no https:// address and no file')
    if not value:
        raise WrongError("is empty; name a file like shifts.ics, or an https:// address")
    return value


def country(node: ScalarNode) -> str:
    """Read the code of a country whose public holidays are known."""
    code = node.value.upper()
    if code not in countries():
        raise WrongError(f'"{node.value}" is no country whose holidays are known; write its ISO code, like: US')
    return code


def region_of(of: str) -> Reader[str]:
    """Return a reader of the parts of a country that have holidays of their own."""

    def read(node: ScalarNode) -> str:
        known = {code.casefold(): code for code in regions(of)}
        if node.value.casefold() not in known:
            raise WrongError(f'"{node.value}" is no part of {of} with holidays of its own{_listed(node.value, known)}')
        return known[node.value.casefold()]

    return read


def _listed(word: str, known: Mapping[str, str]) -> str:
    return known_are(word, known.values()) if known else "; remove it"


def day(node: ScalarNode) -> date:
    """Read a date."""
    try:
        if _DATE.fullmatch(node.value):
            return date.fromisoformat(node.value)
    except ValueError:
        pass
    raise WrongError(f'"{node.value}" is no date; write it like: 2026-01-05')


def weekday(node: ScalarNode) -> int:
    """Read the name of a day of the week; 0 is Monday."""
    return _weekday(node.value)


def weekdays(node: ScalarNode) -> frozenset[int]:
    """Read a day of the week, or a range of them like monday..friday."""
    first, dots, last = node.value.partition("..")
    if not dots:
        return frozenset({_weekday(first)})
    begin, end = _weekday(first.strip()), _weekday(last.strip())
    return frozenset((begin + step) % 7 for step in range((end - begin) % 7 + 1))


def _weekday(word: str) -> int:
    if word.casefold() not in WEEKDAYS:
        raise WrongError(f'"{word}" is no day of the week{known_are(word.casefold(), WEEKDAYS)}')
    return WEEKDAYS.index(word.casefold())


def duration(node: ScalarNode) -> timedelta:
    """Read a duration above zero, like 30s, 5m, 4h, 2d or 1h30m; a day has 24 hours."""
    return span_of(node.value)


def at_most(longest: timedelta, written: str) -> Reader[timedelta]:
    """Return a reader of durations that are not too long."""

    def read(node: ScalarNode) -> timedelta:
        span = duration(node)
        if span > longest:
            raise WrongError(f'"{node.value}" lets somebody urgent wait too long; write {written} at the most')
        return span

    return read


def at_least(shortest: timedelta, written: str) -> Reader[timedelta]:
    """Return a reader of durations that are not too short."""

    def read(node: ScalarNode) -> timedelta:
        span = duration(node)
        if span < shortest:
            raise WrongError(f'"{node.value}" is too short; write {written} at the least')
        return span

    return read


def span_of(written: str) -> timedelta:
    """Return the duration that is written.

    Raises:
        WrongError: it is none.
    """
    advice = "write it like 30s, 5m, 4h or 2d"
    found = _DURATION.fullmatch(written)
    if not found or not written:
        what = "has no unit" if written.isdecimal() else "is no duration"
        raise WrongError(f'"{written}" {what}; {advice}')
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    span = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if not span:
        raise WrongError(f'"{written}" is no time at all; {advice}')
    return span


def share_or_duration(node: ScalarNode) -> float | timedelta:
    """Read a share in percent from 1% to 99%, or a duration."""
    found = _SHARE.fullmatch(node.value)
    if found:
        return int(found[1]) / 100
    if "%" in node.value:
        raise WrongError(f'"{node.value}" is no share; write it like 75%, or a duration like 30m')
    return span_of(node.value)


def count(least: int, most: int) -> Reader[int]:
    """Return a reader of whole numbers within bounds, both included."""

    def read(node: ScalarNode) -> int:
        if _COUNT.fullmatch(node.value) and least <= int(node.value) <= most:
            return int(node.value)
        raise WrongError(f'"{node.value}" is no whole number from {least} to {most}')

    return read


def choice(kind: type[Word]) -> Reader[Word]:
    """Return a reader of one word out of few."""

    def read(node: ScalarNode) -> Word:
        words = [member.value for member in kind]
        if node.value not in words:
            raise WrongError(f'"{node.value}" is not known{known_are(node.value, words)}')
        return kind(node.value)

    return read


def reference(what: str, known: Iterable[str]) -> Reader[str]:
    """Return a reader of names that stand for something elsewhere in the file ("the schedule")."""
    names = tuple(known)

    def read(node: ScalarNode) -> str:
        if node.value not in names:
            raise UnknownNameError(f'names {what} "{node.value}"{known_are(node.value, names)}')
        return node.value

    return read
