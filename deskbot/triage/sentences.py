"""What the writer wrote, cut into sentences that know where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache, wraps
from typing import Any, Protocol, TypeVar

from deskbot.model.message import Forwarded, Inbound
from deskbot.triage.folding import compose, fold
from deskbot.triage.phrases import Phrases

MOST_LINES = 1500
MOST_SENTENCES = 1000


class _Asked(Protocol):
    @property
    def answers(self) -> dict[object, Any]: ...


OfWhat = TypeVar("OfWhat", bound=_Asked)
Answer = TypeVar("Answer")


def once(look: Callable[[OfWhat], Answer]) -> Callable[[OfWhat], Answer]:
    """Let a pure question about a sentence or a reading be answered once: several rules and signs ask the same.

    The answer is kept with what was asked about, and goes with it.
    """

    @wraps(look)
    def answer(asked: OfWhat) -> Answer:
        answers = asked.answers
        if look not in answers:
            answers[look] = look(asked)
        return answers[look]

    return answer


class Region(StrEnum):
    """The parts of a message."""

    SUBJECT = "subject"
    OLD_SUBJECT = "old-subject"
    """The subject of an answer: words of the mail that is answered, perhaps long untrue."""
    BODY = "body"
    SIGNATURE = "signature"
    FORWARDED = "forwarded"
    FORWARDED_SIGNATURE = "forwarded-signature"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, list item or line of a signature."""

    text: str
    folded: str
    region: Region
    answers: dict[object, Any] = field(default_factory=dict[object, Any], init=False, repr=False, compare=False)
    """See `once`."""

    def __hash__(self) -> int:
        return hash(self.text)

    @property
    def told(self) -> bool:
        """Return whether it tells something: subject or body, written anew or forwarded."""
        return self.region in (Region.SUBJECT, Region.BODY, Region.FORWARDED)

    @property
    def asks(self) -> bool:
        """Return whether it ends as a question does."""
        return self.text.rstrip().endswith("?")


MOST_OF_A_SHORT_ONE = 40
"""Words of a message that can be taken to tell no more than it says."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as rules read it."""

    subject: str
    sentences: tuple[Sentence, ...]
    lines: tuple[tuple[str, Region], ...]
    """The lines as they stand, for tables and labels."""
    answers: dict[object, Any] = field(default_factory=dict[object, Any], init=False, repr=False, compare=False)
    """See `once`."""

    @property
    @once
    def told(self) -> tuple[Sentence, ...]:
        """Return the sentences of the subject and the bodies, without signatures."""
        return tuple(sentence for sentence in self.sentences if sentence.told)

    @property
    @once
    def folded(self) -> str:
        """Return the told sentences, folded, one a line."""
        return "\n".join(sentence.folded for sentence in self.told)

    @property
    @once
    def words(self) -> int:
        """Return how many words it tells."""
        return sum(len(sentence.text.split()) for sentence in self.told)

    @property
    def is_short(self) -> bool:
        """Return whether the message can be taken to tell no more than it says."""
        return self.words <= MOST_OF_A_SHORT_ONE

    def first(self, look: Callable[[Sentence], bool]) -> Sentence | None:
        """Return the first told sentence of which it is so."""
        return next((sentence for sentence in self.told if look(sentence)), None)

    def says(self, phrases: Phrases) -> bool:
        """Return whether one of the phrases stands in a told sentence."""
        return any(phrases.within(sentence.folded) for sentence in self.told)


_ANSWERED = re.compile(r"(?:\[[^\]]{1,20}\]\s?)?(?:re|aw|sv|rv|res|antw|odp)(?:\[\d\])?\s?:")
_ITEM = re.compile(r"\s*(?:[-*•>=]|\(?\d{1,2}[.)]|\(?[a-h][.)]|\[\s?\S?\s?\])\s")
_LABEL = re.compile(r"[^\s:][^:\n]{0,40}:(?:\s|$)")
_TABLE = re.compile(r"\s*\d{1,2}[:.h]\d{2}|.*\S(?:\s{3}|\t| \| )")
_ABBREVIATION = re.compile(
    r"(?:\b(?:dr|mr|mrs|ms|st|no|nr|ext|attn?|incl|approx|ca|vs|etc|tel|inc|ltd|co|bzw|evtl|sra?"
    r"|sta|dna|mme|mlle|m|ing|nos|s\.a|s\.l|s\.r\.l|ltda|c\.v|cia|geb|bldg|dept|mfg|a\.?m|p\.?m|e\.g|i\.e|z\.b|i|u|inh"
    r"|av|avda|cra|cll|hd|z|\w{0,20}str))$"
)
_TWO_BLANKS = re.compile(r"(?<!\s)[ \u00a0]{2}(?!\s)")
"""Some writers set two spaces; three and more make a table."""
_SENTENCE_END = re.compile(r"(?<![.!?])[.!?]{1,10}[\"')\]]{0,4}\s+(?=[\"'(\[¿¡]?[^\W_])|\s;\s|;\s")


@lru_cache(maxsize=16)
def _read(subject: str, own: str, signature: str, forwarded: tuple[Forwarded, ...]) -> Reading:
    parts = [(own, Region.BODY), (signature, Region.SIGNATURE)]
    for mail in forwarded:
        parts += [(mail.text, Region.FORWARDED), (mail.signature, Region.FORWARDED_SIGNATURE)]
    lines = [(line, region) for text, region in parts if text for line in (*compose(text).split("\n"), "")][:MOST_LINES]
    subject = compose(subject).strip()
    place = Region.OLD_SUBJECT if _ANSWERED.match(fold(subject)) else Region.SUBJECT
    sentences = [Sentence(subject, fold(subject), place)] if subject else []
    for paragraph, region in _paragraphs(lines):
        sentences += [Sentence(text, fold(text), region) for text in _sentences(paragraph)]
    return Reading(subject, tuple(sentences[:MOST_SENTENCES]), tuple(lines))


def read(message: Inbound) -> Reading:
    """Return the message as sentences; what is quoted from earlier mails is not in it."""
    own = message.reply if message.own is None else message.own
    return _read(message.subject, own, message.signature, message.forwarded)


def _paragraphs(lines: list[tuple[str, Region]]) -> list[tuple[str, Region]]:
    """Join lines that a mail program wrapped; list items, labels, tables and signatures stay lines."""
    joined: list[tuple[str, Region]] = []
    wrapped = False
    for line, region in lines:
        text = line.strip()
        alone = region in (Region.SIGNATURE, Region.FORWARDED_SIGNATURE) or bool(
            _ITEM.match(line) or _LABEL.match(text) or _TABLE.match(line.rstrip())
        )
        if text and wrapped and not alone and joined and joined[-1][1] is region:
            joined[-1] = (f"{joined[-1][0]} {text}", region)
        elif text:
            joined.append((text, region))
        # A line that ends early did not need wrapping: what follows is another thought.
        wrapped = bool(text) and region not in (Region.SIGNATURE, Region.FORWARDED_SIGNATURE) and _goes_on(text)
    return joined


WRAPPED = 55
"""Shorter lines were ended by the writer, not by the mail program."""


def _goes_on(text: str) -> bool:
    return len(text) >= WRAPPED or (text[-1] not in ".!?:" and len(text) > WRAPPED // 2)


def _sentences(paragraph: str) -> list[str]:
    found: list[str] = []
    start = 0
    paragraph = _TWO_BLANKS.sub(" ", paragraph)
    for end in _SENTENCE_END.finditer(paragraph):
        piece = paragraph[start : end.start() + 1]
        if paragraph[end.start()] == "." and _ABBREVIATION.search(fold(paragraph[start : end.start()][-12:])):
            continue
        found.append((piece if paragraph[end.start()] == ";" else paragraph[start : end.end()]).strip())
        start = end.end()
    found.append(paragraph[start:].strip())
    return [text for text in found if text]
