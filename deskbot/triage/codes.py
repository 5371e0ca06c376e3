"""Host ids, serials and releases: patterns for what is not a word."""

from __future__ import annotations

import re

CODE = re.compile(
    r"(?<![\w.@/-])[a-z0-9]{1,10}(?:-[a-z0-9]{1,12}){1,5}(?![\w@-]|\.\d)|(?<![\w.@/-])(?=[a-z0-9]{6,20}\b)(?"
    r"=\w{0,19}\d)[a-z0-9]{6,20}(?![\w@-])"
)
"""A code in folded text: groups joined by hyphens, or one run of letters and digits with a digit."""

_DATE = re.compile(
    r"\d{4}-\d{2}-\d{2}|\d{1,2}-\d{1,2}-\d{2,4}|\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep"
    r"|oct|nov|dec)\w*(?:-\d+)?"
)
_TICKET = re.compile(r"[a-z]{1,6}-\d{1,6}")
_STANDARD = re.compile(r"(?:cve|rfc|iso|din|iec|ieee|covid|utf)-.*")
_MAC = re.compile(r"(?:[0-9a-f]{2}-){5}[0-9a-f]{2}|[0-9a-f]{12}")
_PLAIN_NUMBER = re.compile(r"[\d-]+")
_HOST_GROUP = re.compile(r"[0-9a-f]{4}")

RELEASE = re.compile(
    r"(?<![\w.:,-])(?:v|rel\.?|ver\.?)?\s?(?!10\.\d{1,3}\.\d{1,3}\.|[0-3]?\d\.[01]?\d\.20\d\d\b)(r?\d{1,2}(?:\.\d{1,4}){1,3}"
    r"(?:,? (?:build|bld|sp|patch|hotfix|rev\.?) ?\d{1,5})?)(?![\w:]"
    r"|\.\d|,\d| ?(?:mbit|mb|gb|kb|ms|%|\$|usd|am\b|pm\b|uhr|sec|seconds|minutes|mbps|m\b|v\b|ghz))"
)


def is_code(text: str) -> bool:
    """Return whether the folded text can be an id: some digit, and no date, number or MAC address."""
    other = _DATE.fullmatch(text) or _MAC.fullmatch(text) or _STANDARD.fullmatch(text)
    return not other and any(character.isdigit() for character in text)


def looks_like_host(text: str) -> bool:
    """Return whether a code without any label looks like a host id: letters among its digits, a group of four hex."""
    return any(_HOST_GROUP.fullmatch(group) for group in _groups(text)[1:])


DIGITS_IN_A_GROUP = 4
MANY_GROUPS = 3


def stands_by_a_system(text: str) -> bool:
    """Return whether a code beside a system's model can be its host id: digits in groups, and no part number."""
    groups = _groups(text)
    long_group = any(sum(character.isdigit() for character in group) >= DIGITS_IN_A_GROUP for group in groups)
    return len(groups) >= MANY_GROUPS or long_group


LONGEST_LETTERS = 4
"""Letters of a group without digits; words are longer."""


def _groups(text: str) -> list[str]:
    """Return the groups of a code that may be a host id; none of a ticket's number, a plain number, or of words."""
    groups = text.split("-")
    may_be = (
        is_code(text)
        and len(groups) > 1
        and not _TICKET.fullmatch(text)
        and not _PLAIN_NUMBER.fullmatch(text)
        and all(any(character.isdigit() for character in group) or len(group) <= LONGEST_LETTERS for group in groups)
    )
    return groups if may_be else []


def first_code(text: str, folded: str, start: int = 0) -> str:
    """Return the first code from `start` on, as written, or an empty string."""
    for found in CODE.finditer(folded, start):
        if is_code(found.group()):
            return text[found.start() : found.end()]
    return ""
