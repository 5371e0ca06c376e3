"""Stretches of time: joined, cut, turned inside out. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple


class Span(NamedTuple):
    """From a moment until before another, both in UTC."""

    start: datetime
    end: datetime


def united(spans: Iterable[Span]) -> list[Span]:
    """Return the same time in order, without overlap or empty spans."""
    found: list[Span] = []
    for span in sorted(spans):
        if span.end <= span.start:
            continue
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def common(one: Sequence[Span], other: Sequence[Span]) -> list[Span]:
    """Return the time that two lists share, each of them in order and without overlap."""
    found: list[Span] = []
    here = there = 0
    while here < len(one) and there < len(other):
        start, end = max(one[here].start, other[there].start), min(one[here].end, other[there].end)
        if start < end:
            found.append(Span(start, end))
        if one[here].end <= other[there].end:
            here += 1
        else:
            there += 1
    return found


def outside(whole: Span, spans: Iterable[Span]) -> list[Span]:
    """Return the time of `whole` that none of the spans covers; they are in order and without overlap."""
    found: list[Span] = []
    start = whole.start
    for span in spans:
        if start < span.start:
            found.append(Span(start, min(span.start, whole.end)))
        start = max(start, span.end)
        if start >= whole.end:
            return found
    return [*found, Span(start, whole.end)] if start < whole.end else found
