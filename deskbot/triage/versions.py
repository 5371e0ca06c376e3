"""The releases that a playbook is for: "7.0 - 7.1.2", ">= 8", "6.0"; and whether a system's release is one of them.

A release that is told in few numbers means all below it: "7.1" may be 7.1.0 as well as 7.1.9. Builds and patches do
not count. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from deskbot.desk.positions import WrongError

Key = tuple[float, ...]

_NUMBER = r"(?:[vr]\s?)?(\d{1,4}(?:\.\d{1,5}){0,4})(?:\.x)?"
_RANGE = re.compile(rf"{_NUMBER}\s*[-\u2013]\s*{_NUMBER}", re.IGNORECASE)
_SIDE = re.compile(rf"(>=|<=|>|<)\s*{_NUMBER}", re.IGNORECASE)
_ALONE = re.compile(_NUMBER, re.IGNORECASE)
_TOLD = re.compile(r"(?<![\w.])[vr]?(\d{1,4}(?:\.\d{1,5}){0,4})(?![\w.])", re.IGNORECASE)
_BUILD = re.compile(r"(?:[,(]\s*|(?<![,(\s])\s*)\b(?:build|bld|sp|patch|hotfix|rev)\b\.?\s?\d{1,6}\)?", re.IGNORECASE)
LONGEST = 60
LIKE = '"7.0 - 7.1.2", ">= 8", "< 7.1" or "6.0"'


@dataclass(frozen=True, slots=True)
class Span:
    """Releases from one to another."""

    written: str
    """As the playbook has it."""
    begin: Key
    """The first that is meant."""
    end: Key
    """The first that no longer is."""


def read_span(text: str) -> Span:
    """Read a span.

    Raises:
        WrongError: it cannot be read, or no release can ever lie in it.
    """
    written = " ".join(text.split())
    if len(written) > LONGEST:
        raise WrongError(f"is too long; write it like {LIKE}")
    if found := _RANGE.fullmatch(written):
        first, last = _key(found[1]), _key(found[2])
        if first >= _after(last):
            raise WrongError(f'"{written}" ends before it begins; turn it round')
        return Span(written, _least(first), _after(last))
    if found := _SIDE.fullmatch(written):
        return _side(written, found[1], _key(found[2]))
    if found := _ALONE.fullmatch(written):
        only = _key(found[1])
        return Span(written, _least(only), _after(only))
    raise WrongError(f'"{written}" names no releases; write them like {LIKE}')


def _side(written: str, sign: str, bound: Key) -> Span:
    """Return all releases on one side of another."""
    if sign.startswith(">"):
        return Span(written, _least(bound) if sign == ">=" else _after(bound), _ENDLESS)
    if sign == "<" and not _least(bound):
        raise WrongError(f'"{written}" leaves no release; remove it')
    return Span(written, (), _after(bound) if sign == "<=" else _least(bound))


def is_told(release: str) -> bool:
    """Return whether a text names one release or more: "7.0.2", "v8", "7.1 build 12"."""
    return bool(_TOLD.search(_BUILD.sub(" ", release)))


def outside(release: str, spans: Iterable[Span]) -> bool:
    """Return whether a system's release certainly lies in none of the spans.

    No spans mean every release. A release that is not known, that is told in too few numbers to be sure, or that is
    several, is not outside.
    """
    told = {_key(found) for found in _TOLD.findall(_BUILD.sub(" ", release))}
    every = tuple(spans)
    if not every or len(told) != 1:
        return False
    (runs,) = told
    return not any(runs < span.end and span.begin < _after(runs) for span in every)


def in_words(spans: Iterable[Span]) -> str:
    """Return spans for people: "7.0 - 7.1.2 or >= 8"."""
    return " or ".join(span.written for span in spans)


_ENDLESS: Key = (float("inf"),)


def _key(digits: str) -> Key:
    return tuple(float(part) for part in digits.split("."))


def _least(key: Key) -> Key:
    """Return what all below a release are not before: 8.0 begins where 8 does."""
    while key and not key[-1]:
        key = key[:-1]
    return key


def _after(key: Key) -> Key:
    """Return what stands behind a release and everything below it."""
    return (*key, float("inf"))
