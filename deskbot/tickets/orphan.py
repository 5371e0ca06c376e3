"""Answers to our questions that come as a mail of their own: no reply address, no reference, no tag. Pure."""

from __future__ import annotations

import re
from itertools import pairwise

from deskbot.tickets.topic import bare

_NUMBERED = re.compile(r"\s{0,8}[(\[#]?(\d{1,2})\s?(?:[)\]]|[.:](?!\d)|[-\u2013/](?=\s))\s{0,4}\S")
FEW_WORDS = 8
"""Of a line above the first number, such as "here is what you asked for"."""
FEWEST = 2
"""Numbered lines that are answers whatever the subject says."""


def answers_by_number(text: str, most: int) -> int:
    """Return how many lines of a text answer numbered questions; none where it tells something of its own first.

    Args:
        text: what the writer wrote anew.
        most: the highest number that was asked under.
    """
    numbers: list[int] = []
    for line in text.split("\n")[:200]:
        found = _NUMBERED.match(line)
        if found:
            numbers.append(int(found[1]))
        elif not numbers and len(line.split()) > FEW_WORDS:
            return 0
    rising = all(one < other for one, other in pairwise(numbers))
    return len(numbers) if rising and all(0 < one <= most for one in numbers) else 0


def is_answer_to(subject: str, ticket_subject: str) -> bool:
    """Return whether a subject is that of an answer to a letter about a ticket, without its tag."""
    topic = bare(subject)
    return bool(topic) and topic == bare(ticket_subject) and topic != " ".join(subject.split()).casefold()
