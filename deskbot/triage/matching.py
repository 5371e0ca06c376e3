"""Which known issue a message tells of: its sentences compared with the playbooks' own words."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from deskbot.model.case import Match
from deskbot.triage.folding import compose
from deskbot.triage.matching_index import Index, index, stems, terms
from deskbot.triage.matching_words import NOT, Word, words
from deskbot.triage.playbooks import PlaybookSet

FLOOR = 0.46
"""Below this, nothing clearly fits."""
AHEAD = 1.3
"""The best must beat the second by this factor."""
MOST_SENTENCES = 400
MOST_WORDS = 60
"""A longer "sentence" is cut: nobody speaks so."""
MOST_REPAIRS = 200
"""Unknown words of one message that are looked up as typing errors."""
SHORTEST_REPAIR = 5
MOST_SHOWN = 8

DAMPING = 2.0
"""Weight that a phrase must first earn: one shared word proves little."""
SECOND = 0.25
"""The second best sentence's part of the score."""
FEW = 3
"""A message of fewer sentences is not asked for a second one."""
TOPIC = 0.5
"""What the message as a whole adds: how near its words are to all that the playbook says."""
EXCLUDED = 0.35
"""What is left of a score where the message says a phrase that rules the playbook out."""


@dataclass(slots=True)
class _Claim:
    """What speaks for one playbook."""

    sentences: list[float] = field(default_factory=list)
    words: set[str] = field(default_factory=set)


def rank(text: str, subject: str, playbooks: PlaybookSet) -> tuple[Match, ...]:
    """Return every playbook that shares words with the message, best first.

    Args:
        text: what the writer told: without quoted mail, best without the signature.
        subject: the message's subject; counts as a sentence.
        playbooks: the known issues.

    Returns:
        Matches with scores from 0 to 1; the same message gives the same list on every machine.
    """
    known = index(playbooks)
    units = _mended(_units(text, subject), known)
    claims = [_Claim() for _ in known.playbooks]
    for unit in units:
        _claim(unit, known, claims)
    topics = _topics(units, known)
    shown = {word.affirmed: word.shown for unit in units for word in reversed(unit)}
    found: list[Match] = []
    for place, playbook in enumerate(known.playbooks):
        score = _score(claims[place], topics[place], alone=len(units) < FEW)
        if _ruled_out(place, units, known):
            score *= EXCLUDED
        if score > 0:
            said = _explaining(claims[place], known, shown)
            found.append(Match(playbook=playbook.id, title=playbook.title, score=round(score, 4), words=said))
    return tuple(sorted(found, key=lambda match: (-match.score, match.playbook)))


def clear_winner(matches: tuple[Match, ...]) -> str | None:
    """Return the playbook that clearly fits best, or None where none does or two are close."""
    best = max((match.score for match in matches), default=0.0)
    near = [match.playbook for match in matches if match.score * AHEAD > best]
    return near[0] if best >= FLOOR and len(near) == 1 else None


def rules_out(phrase: str, text: str) -> bool:
    """Return whether a sentence says an excluded phrase: the same words, close together, denied or not alike."""
    said = tuple(stems(words(phrase)))
    return bool(said) and _says(words(text), said)


_BREAK = re.compile(
    r"(?<=[.!?…])[\"')\]]*\s+|;\s"
    # A line that ends early, or runs on, was ended by its writer and not wrapped by a mail program.
    r"|(?<!.{55})\n|(?<=.{86})\n|\n(?=\s*(?:[-*•>]|\d{1,2}[.)])\s)|\n\s*\n"
)


def _units(text: str, subject: str) -> list[list[Word]]:
    """Return the words of the subject and of every sentence."""
    pieces = [compose(subject), *_BREAK.split(compose(text))][:MOST_SENTENCES]
    return [unit for unit in (words(piece)[:MOST_WORDS] for piece in pieces) if unit]


def _mended(units: list[list[Word]], known: Index) -> list[list[Word]]:
    """Return the words with typing errors of telling words mended."""
    mended: dict[str, str] = {}
    for unit in units:
        for word in unit:
            if len(mended) < MOST_REPAIRS and word.affirmed not in mended and word.affirmed not in known.tells:
                mended[word.affirmed] = _nearest(word.affirmed, known)
    return [
        [
            Word((NOT if word.stem.startswith(NOT) else "") + mended.get(word.affirmed, word.affirmed), word.shown)
            for word in unit
        ]
        for unit in units
    ]


def _nearest(word: str, known: Index) -> str:
    if len(word) < SHORTEST_REPAIR or not word.isalpha():
        return word
    near = process.extractOne(word, known.spelled.get(word[0], ()), scorer=OSA.distance, score_cutoff=1)
    return near[0] if near and len(near[0]) >= SHORTEST_REPAIR else word


def _readings(unit: list[Word], known: Index) -> frozenset[str]:
    """Return the terms of a sentence; a denied word counts as said only where some playbook denies it as well."""
    strict = stems(unit)
    loose = [word.affirmed if word.stem in known.tells else word.stem for word in unit]
    return terms(strict) | terms(loose)


def _claim(unit: list[Word], known: Index, claims: list[_Claim]) -> None:
    """Add what one sentence says for each playbook: its nearest phrase."""
    said = sorted(term for term in _readings(unit, known) if term in known.tells)
    total = sum(known.tells[term] for term in said)
    shared: dict[int, float] = {}
    for term in said:
        for number in known.postings[term]:
            shared[number] = shared.get(number, 0.0) + known.tells[term]
    best: dict[int, tuple[float, int]] = {}
    for number, both in shared.items():
        phrase = known.phrases[number]
        weight = phrase.weight
        against = weight.missed * (phrase.total - both) + weight.extra * (total - both) + DAMPING
        best[phrase.place] = max(best.get(phrase.place, (0.0, 0)), (weight.whole * both / (both + against), number))
    for place, (score, number) in best.items():
        claims[place].sentences.append(score)
        claims[place].words.update(known.phrases[number].terms.intersection(said))


def _score(claim: _Claim, topic: float, *, alone: bool) -> float:
    """Return the score; a message of one or two sentences (`alone`) cannot be asked to say it twice."""
    best = sorted(claim.sentences, reverse=True)[:2]
    if not best:
        return 0.0
    second = best[0] if alone else best[-1] if len(best) > 1 else 0.0
    return min(1.0, (1 - SECOND) * best[0] + SECOND * second + TOPIC * topic)


def _topics(units: list[list[Word]], known: Index) -> list[float]:
    """Return how near the message as a whole is to what each playbook talks about (cosine)."""
    counts = Counter(term for unit in units for term in sorted(_readings(unit, known)) if " " not in term)
    weights = {term: known.tells[term] * (1 + math.log(n)) for term, n in counts.items() if term in known.tells}
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return [
        sum(weight * profile.get(term, 0.0) for term, weight in weights.items()) / length for profile in known.profiles
    ]


def _ruled_out(place: int, units: list[list[Word]], known: Index) -> bool:
    """Return whether a sentence says one of the phrases that rule a playbook out, its words close together."""
    return any(_says(unit, phrase) for phrase in known.excluded[place] if phrase for unit in units)


def _says(unit: list[Word], phrase: tuple[str, ...]) -> bool:
    places = [[number for number, word in enumerate(unit) if word.stem == stem] for stem in phrase]
    if not all(places):
        return False
    first = min(places, key=len)
    return any(all(any(abs(here - there) <= len(phrase) for there in at) for at in places) for here in first)


def _explaining(claim: _Claim, known: Index, shown: dict[str, str]) -> tuple[str, ...]:
    """Return the words that spoke for a playbook as they were written, the most telling first."""
    single = sorted((term for term in claim.words if " " not in term), key=lambda term: (-known.tells[term], term))
    names = (shown.get(term.removeprefix(NOT), term) for term in single)
    return tuple(dict.fromkeys(names))[:MOST_SHOWN]
