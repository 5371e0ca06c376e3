"""Emergency numbers: whether a number is dialled for help, or is a date, a count, an address, a room … Pure.

What a number is tells its place in the sentence: what names things by numbers stands before it, what is counted behind
it. "112" and the like are dialled for help unless something says otherwise; a number that means help in one country
only, "110", or that may be a day, "le 15", needs a word of dialling, or an answer that only a call gets.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import islice

from deskbot.triage import emergency_number_words as words
from deskbot.triage.folding import blanked
from deskbot.triage.sentences import Region, Sentence

AROUND = 80
"""Characters on either side that are looked at at all."""
MOST_NUMBERS = 200
"""Of one sentence; who lists more of them lists something else."""
_BESIDE = 60
"""Characters on either side in which a word of dialling or of help speaks for a number."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A number, or several in a row, with what stands around it."""

    number: re.Match[str]
    before: str
    behind: str
    written_before: str
    written_behind: str
    """The same as it is written, for its capitals and accents."""

    @property
    def beside(self) -> str:
        """Return what stands on both sides."""
        return f"{self.before[-_BESIDE:]} ~ {self.behind[:_BESIDE]}"


def dialled_for_help(sentence: Sentence) -> bool:
    """Return whether a number stands in the sentence that is dialled for help."""
    return any(True for _ in _dialled(sentence))


def without_other_numbers(sentence: Sentence) -> str:
    """Return the folded sentence without the numbers that only look like one that is dialled for help."""
    folded = sentence.folded
    kept = {found.span() for found in _dialled(sentence)}
    for found in words.RUN.finditer(folded):
        if found.span() not in kept:
            folded = blanked(folded, found.span())
    return folded


def other_numbers(sentence: Sentence) -> tuple[tuple[int, int], ...]:
    """Return where numbers stand that look like one that is dialled for help, and surely are something else."""
    return tuple(
        place.number.span()
        for place in _places(sentence)
        if _something_else(place) and not words.WITH_PREFIX.search(place.before)
    )


def cries_number(sentence: Sentence) -> bool:
    """Return whether one of the numbers that everybody knows stands there, and nothing says that it is something else.

    For words in a language that nobody here reads: no word of dialling is asked for, and no noun is told by its ending.
    """
    return any(
        words.IS_CRIED.search(place.number.group())
        and not (_part_of_longer(place) or _dated(place) or _names_a_thing(place) or words.COUNTED.match(place.behind))
        for place in _places(sentence)
    )


def dialled_in(folded: str) -> bool:
    """Return whether folded words, whose capitals and accents are gone, name a number that is dialled for help."""
    return dialled_for_help(Sentence(folded, folded, Region.BODY))


def _dialled(sentence: Sentence) -> list[re.Match[str]]:
    return [
        place.number
        for place in _places(sentence)
        if not _something_else(place) and (_by_itself(place) if _is_known(place) else _by_its_company(place))
    ]


def _places(sentence: Sentence) -> list[_Place]:
    text, folded = sentence.text, sentence.folded
    places: list[_Place] = []
    for found in islice(words.RUN.finditer(folded), MOST_NUMBERS):
        before, behind = slice(max(0, found.start() - AROUND), found.start()), slice(found.end(), found.end() + AROUND)
        places.append(_Place(found, folded[before], folded[behind], text[before], text[behind]))
    return places


def _is_known(place: _Place) -> bool:
    return words.IS_KNOWN.search(place.number.group()) is not None


def _something_else(place: _Place) -> bool:
    """Return whether it is a part of a longer number, a date, an address, a count, or names a thing."""
    return _part_of_longer(place) or _dated(place) or _names_a_thing(place) or _counts(place)


def _part_of_longer(place: _Place) -> bool:
    if place.number.group().startswith("000") and words.THOUSANDS_BEFORE.search(place.before):
        return True
    return bool(words.PART_BEFORE.search(place.before) or words.PART_BEHIND.match(place.behind))


def _dated(place: _Place) -> bool:
    """Return whether it is a day; only numbers of two digits are."""
    if _is_known(place) or words.IS_LOCAL.search(place.number.group()):
        return False
    return bool(
        words.DATE_BEHIND.match(place.behind)
        or words.DATE_BEFORE.search(place.before)
        or words.DONE_ON.search(unicodedata.normalize("NFC", place.written_before))
    )


def _names_a_thing(place: _Place) -> bool:
    if any(one.match(place.behind) for one in (words.STREET_BEHIND, words.OF_A_LIST, words.WRITING_BEHIND)):
        return True
    if words.DIALLED.search(place.before):
        return False
    if words.VALUE.search(place.before) or words.STREET_BEFORE.search(place.before):
        return True
    before = re.sub(words.NAMED, "", place.before[-_BESIDE:])
    if any(found.end() == len(before) and not words.HELP.within(found.group()) for found in words.THING.all(before)):
        return True
    if words.SETS.search(before):
        return False
    placed = any(found.end() == len(before) for found in words.PLACE.all(before))
    return placed and not words.FROM_THERE.search(before)


def _counts(place: _Place) -> bool:
    if words.COUNTED.match(place.behind):
        return True
    if words.CALLS_BEHIND.match(place.behind) and "911" not in place.number.group():
        return not words.CALLS_OF.search(place.before)
    plural = words.PLURAL.match(place.behind)
    if plural and "911" not in place.number.group() and not _is_a_verb(plural["word"]):
        return True
    capital = words.CAPITAL.match(place.written_behind)
    return bool(capital and _folded(place, capital) not in words.NO_NOUN | words.CAPITAL_NO_NOUN)


def _is_a_verb(word: str) -> bool:
    """Return whether a word that ends like a plural is none: "112 goes …", "al 112 podemos …"."""
    return word in words.NO_NOUN or word.endswith("mos")


def _folded(place: _Place, word: re.Match[str]) -> str:
    return place.behind[word.start("word") : word.end("word")]


def _by_itself(place: _Place) -> bool:
    """Return whether a number that everybody knows stands as one: after a little word, or beside dialling or help."""
    if words.IS_CERTAIN.search(place.number.group()):
        return True
    bracketed = place.behind.startswith(")")
    return bool(not bracketed and words.LITTLE_WORD.search(place.before)) or _beside_a_call(place)


def _beside_a_call(place: _Place) -> bool:
    return bool(
        words.DIALLED.search(place.before)
        or words.DIALLED_BEHIND.match(place.behind)
        or words.HELP.within(place.beside)
        or words.HEARD.search(place.beside)
    )


def _by_its_company(place: _Place) -> bool:
    """Return whether a number that may be anything is dialled, stands beside help, or gets what a call gets."""
    if words.IS_LOCAL.search(place.number.group()) and (
        words.DIALLED.search(place.before) or words.HELP.within(place.beside)
    ):
        return True
    if words.DIALLED_IN_FRENCH.search(place.before):
        return True
    if words.HAD_IN_FRENCH.search(place.before) and words.ON_THE_LINE.match(place.behind):
        return True
    if words.HELP_IN_FRENCH.within(place.beside) and words.FRENCH_BEFORE.search(place.before):
        return True
    gets = words.GETS.match(place.behind) or words.DIALLED_BEHIND.match(place.behind)
    return bool(gets and words.AS_A_SUBJECT.search(place.before))
