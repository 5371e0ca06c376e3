"""Answers that the desk writes often, with places for what a ticket holds. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from deskbot.errors import ConfigurationError

PLACES = ("agent", "customer", "desk", "host_id", "missing", "phone", "release", "subject", "ticket", "writer")
"""What may stand in braces."""
LONGEST = 10_000
_PLACE = re.compile(r"\{([a-z_]{1,20})\}")
_OPEN = re.compile(r"\[(" + "|".join(PLACES) + r")\?\]")


@dataclass(frozen=True, slots=True)
class AnswerTemplate:
    """One answer that is begun so."""

    key: str
    title: str
    text: str


BUILT_IN = (
    AnswerTemplate(
        "looking",
        "We are looking into it",
        "Thank you, {writer}. We are looking into {ticket} ({subject}) and write again as soon as we know more.",
    ),
    AnswerTemplate(
        "missing",
        "Something is missing",
        "To go on with {ticket} we still need: {missing}. Please answer this message with it.",
    ),
    AnswerTemplate(
        "try",
        "Please try this",
        "Please try this at {customer} and tell us what you see:\n\n1. \n2. \n\nIf it goes wrong, call us: {phone}.",
    ),
    AnswerTemplate(
        "fixed",
        "It should work now",
        "It should work again at {customer}. Please make a call each way, and tell us whether it is solved.",
    ),
    AnswerTemplate(
        "call",
        "Let us talk",
        "It is quicker to talk about this. Please call us and name {ticket}: {phone}.",
    ),
)


def read_template(key: str, written: str) -> AnswerTemplate:
    """Read a template: its title on the first line, behind a number sign, and below it what is said.

    Raises:
        ConfigurationError: it has no title or no words, is too long, or has a place that nothing fills.
    """
    first, _, rest = written.strip().partition("\n")
    title, text = first.removeprefix("#").strip(), rest.strip()
    if not first.startswith("#") or not title or not text:
        raise ConfigurationError(f'{key}: write "# Title" on the first line, and the answer below it')
    if len(text) > LONGEST:
        raise ConfigurationError(f"{key}: {len(text):,} characters are too many; {LONGEST:,} at most")
    wrong = next((one for one in _PLACE.findall(text) if one not in PLACES), None)
    if wrong is not None:
        raise ConfigurationError(f"{key}: nothing fills {{{wrong}}}; there are: {', '.join(PLACES)}")
    return AnswerTemplate(key, title, text)


def filled(template: AnswerTemplate, values: Mapping[str, str]) -> str:
    """Return what is said on a ticket; what it does not hold stands there as a question to whoever sends it."""
    return _PLACE.sub(lambda place: values.get(place[1], "") or f"[{place[1]}?]", template.text)


def left_open(text: str) -> str:
    """Return the first place in an answer that nobody has filled in; empty where all are."""
    found = _OPEN.search(text)
    return found[0] if found else ""
