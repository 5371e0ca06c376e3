"""Words by which tickets are found: how a text is cut into them, and how what somebody looks for is read. Pure.

Texts are cut here and not by PostgreSQL, whose parser takes "3G-88C1-0457" for a sum and needs an extension to read
"José" for "jose". What is cut alike is found alike: an address, a host id or a number is its words one behind the
other, so that a piece of it is enough.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from deskbot.model.ticket_list import Piece

LONGEST_WORD = 60
"""Characters; what is longer is nothing that somebody types."""
SHEET = 12_000
"""Words on a sheet: PostgreSQL knows no place behind the sixteen thousandth, and phrases are known by places."""
MOST_PLACES = 250
"""Of one word on a sheet; PostgreSQL keeps no more."""
MOST_TERMS = 20
SHORTEST_PREFIX = 3
"""Letters from which the word that somebody may still be writing is taken for the beginning of one."""
WITHIN = 160
"""Characters of a text that are shown around what was found."""

_WORD = re.compile(r"[^\W_]+")
_ODD = dict(zip("ßøæœłđ\N{LATIN SMALL LETTER DOTLESS I}", ("ss", "o", "ae", "oe", "l", "d", "i"), strict=True))
_PLAIN = str.maketrans(_ODD)
"""Letters that no accent explains."""
_NUMBER = re.compile(r"(?<![\w+])\+?[0-9](?:[ ().\-/]{0,2}[0-9]){6,14}(?!\w)", re.ASCII)
"""A telephone number, however its digits are set apart."""
_TOLD = 7
"""Its last digits, which it has in every country's way to write it."""
_PHRASE = re.compile(r'"([^"]*)"?')
_MARK = "tel"


@dataclass(frozen=True, slots=True)
class Text:
    """Something that was said on a ticket."""

    words: str
    public: bool
    """Whether the reseller may see it, and so may find the ticket by it."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand one behind the other."""

    words: tuple[str, ...]
    begins: bool = False
    """Whether the last of them may be the beginning of a word."""
    number: str = ""
    """The same as a telephone number, which fits as well."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looks for: all of it has to be there, anywhere on the ticket."""

    terms: tuple[Term, ...]


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Return a word as it is compared: small letters without accents."""
    if word.isascii():
        return word.lower()[:LONGEST_WORD]
    plain = unicodedata.normalize("NFKD", word.casefold().translate(_PLAIN))
    return "".join(one for one in plain if one.isalnum())[:LONGEST_WORD]


def words_of(text: str) -> list[str]:
    """Return a text's words, folded."""
    return [folded for word in _WORD.findall(unicodedata.normalize("NFC", text)) if (folded := fold(word))]


def sheets(texts: Iterable[Text]) -> list[str]:
    """Return what PostgreSQL finds a ticket by, as it reads a `tsvector`; a long one's on several sheets."""
    written: list[str] = []
    places: dict[str, list[str]] = {}
    place = 0
    for text in texts:
        weight = "A" if text.public else ""
        numbers = [_number_of(found) for found in _NUMBER.findall(text.words)]
        for word in (*words_of(text.words), *numbers):
            if place >= SHEET:
                written.append(_literal(places))
                places, place = {}, 0
            place += 1
            known = places.setdefault(word, [])
            if len(known) < MOST_PLACES:
                known.append(f"{place}{weight}")
        place += 1  # no phrase goes from one text on into the next
    return [*written, _literal(places)] if places or not written else written


def read_sought(text: str) -> Sought | None:
    """Return what somebody looks for; None where no word of it can be found.

    Words in quotes stand one behind the other, and so do those of an address or a host id. The last word may be the
    beginning of one, unless something stands behind it.
    """
    terms: list[Term] = []
    at = 0
    for found in _PHRASE.finditer(text):
        terms += _plain_terms(text[at : found.start()])
        terms += [Term(words)] if (words := tuple(words_of(found[1]))) else []
        at = found.end()
    last = _plain_terms(text[at:])
    if last and text[-1].isalnum() and len(last[-1].words[-1]) >= SHORTEST_PREFIX:
        last[-1] = Term(last[-1].words, begins=True, number=last[-1].number)
    terms = list(dict.fromkeys([*terms, *last]))[:MOST_TERMS]
    return Sought(tuple(terms)) if terms else None


def _plain_terms(text: str) -> list[Term]:
    terms: list[Term] = []
    at = 0
    for found in _NUMBER.finditer(text):
        terms += [Term(words) for one in text[at : found.start()].split() if (words := tuple(words_of(one)))]
        terms.append(Term(tuple(words_of(found[0])), number=_number_of(found[0])))
        at = found.end()
    return terms + [Term(words) for one in text[at:].split() if (words := tuple(words_of(one)))]


def _number_of(written: str) -> str:
    return _MARK + "".join(filter(str.isdecimal, written))[-_TOLD:]


def query_of(sought: Sought, *, public: bool = False) -> str:
    """Return what somebody looks for as PostgreSQL reads a `tsquery`.

    Args:
        sought: what.
        public: whether only what the reseller may see counts.
    """
    weight = "A" if public else ""
    return " & ".join(_term(term, weight) for term in sought.terms)


def _term(term: Term, weight: str) -> str:
    last = len(term.words) - 1
    words = [
        f"'{word}'" + (f":{more}" if (more := weight + "*" * (term.begins and at == last)) else "")
        for at, word in enumerate(term.words)
    ]
    phrase = " <-> ".join(words)
    if term.number:
        return f"({phrase} | '{term.number}'{':' + weight if weight else ''})"
    return f"({phrase})" if last else phrase


def _literal(places: dict[str, list[str]]) -> str:
    return " ".join(f"'{word}':{','.join(known)}" for word, known in places.items())


def marked(text: str, sought: Sought | None) -> tuple[Piece, ...]:
    """Return a text in pieces, those that were looked for marked."""
    pieces: list[Piece] = []
    at = 0
    for begin, end in _places(text, sought):
        if begin > at:
            pieces.append(Piece(text[at:begin]))
        pieces.append(Piece(text[begin:end], found=True))
        at = end
    return (*pieces, Piece(text[at:])) if at < len(text) or not pieces else tuple(pieces)


def excerpt(texts: Sequence[str], sought: Sought) -> tuple[Piece, ...]:
    """Return the piece of some texts that holds most of what was looked for, in one line; nothing where none does.

    Of those that hold as much the first one counts.
    """
    best, most = "", 0
    for text in texts:
        known = set(words_of(text))
        fits = sum(_fits(term, known, text) for term in sought.terms)
        if fits > most:
            best, most = text, fits
        if most == len(sought.terms):
            break
    if not most:
        return ()
    line = " ".join(best.split())
    places = _places(line, sought)
    if not places:
        return ()
    begin = max(0, places[0][0] - WITHIN // 3)
    if begin:  # at the next word's beginning
        begin = line.find(" ", begin, places[0][0]) + 1 or begin
    end = max(begin + WITHIN, places[0][1])
    end = max(line.rfind(" ", begin, end), places[0][1]) if end < len(line) else len(line)
    cut = ("… " if begin else "") + line[begin:end] + (" …" if end < len(line) else "")
    return marked(cut, sought)


def _fits(term: Term, known: set[str], text: str) -> bool:
    if term.number and term.number in map(_number_of, _NUMBER.findall(text)):
        return True
    if not all(word in known for word in term.words[:-1]):
        return False
    last = term.words[-1]
    return last in known or (term.begins and any(word.startswith(last) for word in known))


def _places(text: str, sought: Sought | None) -> list[tuple[int, int]]:
    """Return where in a text what was looked for stands."""
    if sought is None:
        return []
    words = [(found.start(), found.end(), fold(found[0])) for found in _WORD.finditer(text)]
    places: list[tuple[int, int]] = []
    begins = tuple(term.words[0] for term in sought.terms)
    for at in [at for at, (_, _, word) in enumerate(words) if word.startswith(begins)]:
        for term in sought.terms:
            here = words[at : at + len(term.words)]
            if len(here) == len(term.words) and _stands(term, [word for _, _, word in here]):
                places.append((here[0][0], here[-1][1]))
    numbers = {term.number for term in sought.terms if term.number}
    if numbers:
        places += [found.span() for found in _NUMBER.finditer(text) if _number_of(found[0]) in numbers]
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(places):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


def _stands(term: Term, here: list[str]) -> bool:
    *first, last = term.words
    return here[:-1] == first and (here[-1].startswith(last) if term.begins else here[-1] == last)
