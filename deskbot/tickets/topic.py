"""What a subject says by itself, and whether an answer in an old thread is about something new. Pure.

In doubt an answer belongs to its ticket.
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from deskbot.tickets.reference import tags, without_tags

ALIKE = 45.0
"""Subjects that are this much alike (0 … 100) are the same subject, changed a little."""
ENOUGH_WORDS = 8
"""An answer with fewer words than this opens no ticket of its own: it is a file name, a thank-you."""
_PREFIX = re.compile(r"\s{0,9}(?:\[[^\]]{0,60}\]\s{0,9})?[^\W\d_]{1,12}\s{0,3}(?:\[\d{1,3}\])?\s{0,3}[:\uff1a]\s{0,9}")
_TAG = re.compile(r"\[[^\]]{0,80}\]")


def is_new_topic(subject: str, ticket_subject: str, text: str, *, tells: bool) -> bool:
    """Return whether a message opens a new topic in the thread of an old ticket.

    Every letter of ours has the ticket's tag in its subject: who writes another subject without it took a mail of
    ours for its address.

    Args:
        subject: the message's.
        ticket_subject: the ticket's.
        text: what the writer wrote anew.
        tells: whether the text tells of a trouble, or asks for something, by itself.
    """
    if tags(subject) or not tells or len(text.split()) < ENOUGH_WORDS:
        return False
    new, old = bare(subject), bare(ticket_subject)
    if not new or not old or new in old or old in new:
        return False
    return fuzz.token_set_ratio(new, old) < ALIKE


def bare(subject: str) -> str:
    """Return a subject in lower case, without tags and without what answers and forwards put before it."""
    return _without_prefixes(_TAG.sub(" ", subject[:500])).casefold()


def untagged(subject: str) -> str:
    """Return a subject as it was written, without our tags and without what answers and forwards put before it."""
    return _without_prefixes(without_tags(subject))


def is_answers(subject: str) -> bool:
    """Return whether a subject begins as that of an answer, in whatever language the mailer speaks."""
    match = _PREFIX.match(_TAG.sub(" ", subject[:500]))
    return match is not None and _word(match.group()) in _ANSWERS


def _without_prefixes(subject: str) -> str:
    for _ in range(5):
        match = _PREFIX.match(subject)
        if match is None or _word(match.group()) not in _ANSWERS | _FORWARDS:
            break
        subject = subject[match.end() :]
    return " ".join(subject.split())


_ANSWERS = frozenset({"re", "r", "aw", "sv", "antw", "antwort", "ref", "res", "rif", "odp", "ynt", "ant", "vs"})
_FORWARDS = frozenset({"fwd", "fw", "wg", "tr", "rv", "enc", "i", "doorst", "fs", "vb", "vl", "pd"})


def _word(prefix: str) -> str:
    return re.sub(r"[\W\d_]+", "", prefix).casefold()
