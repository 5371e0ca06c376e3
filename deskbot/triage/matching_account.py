"""Why a known issue is or is not taken to be meant: what spoke for each and against it, for people to read.

A score alone does not say whether the playbook's own words found it, or words that were learned from labelled mails,
or what held it back. Nothing is decided here. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields, replace

import numpy as np

from deskbot.model.message import Inbound
from deskbot.triage.folding import fold
from deskbot.triage.matching import LEARNED, WEIGHTS, Asked, LaidOut, Weights, laid_out
from deskbot.triage.matching_elsewhere import MARK
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.sentences import read
from deskbot.triage.weighing.issues import Issues

PLACES = 2
MOST_WORDS = 40
"""Words of a text that are left out in turn to see which of them speak."""
MOST_NAMED = 5
LEAST = 0.15
"""A word that says less (logarithm of odds) is not named."""
_EXCLUDED = [field.name for field in fields(Weights)].index("excluded")
"""The place of "a phrase rules it out" among the kinds of evidence."""
_WORD = re.compile(r"[^\W_]{3,40}(?:[-'][^\W_]{1,40})?")


@dataclass(frozen=True, slots=True)
class Account:
    """What spoke for one playbook over none of all, and what against it (logarithms of odds)."""

    own: float
    """Its own words: title, symptoms, examples, and its text."""
    learned: float | None
    """Words that were learned from labelled mails; None where this playbook has none."""
    category: float
    """What was taken off as the playbook is not for such messages."""
    ruled_out: bool
    """Whether the text says a phrase that the playbook excludes."""


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts of all playbooks, and what else had a chance."""

    of: Mapping[str, Account]
    none: float
    """The chance that none of the playbooks is meant."""
    elsewhere: tuple[str, float]
    """The likeliest matter that no playbook is about, and its chance."""


def accounts(asked: Asked, playbooks: PlaybookSet) -> Accounts:
    """Return what spoke for and against each playbook when matching was asked this."""
    laid = laid_out(asked, playbooks)
    if laid is None:
        return Accounts({}, 1.0, ("", 0.0))
    columns = laid.evidence.columns()
    found = {
        book.id: _account(laid, columns[place], place, asked.doubt)
        for place, book in enumerate(laid.known.playbooks)
        if not book.id.startswith(MARK)
    }
    others = [
        (float(laid.scores[place]), book.title)
        for place, book in enumerate(laid.known.playbooks)
        if book.id not in found
    ]
    chance, name = max(others, default=(0.0, ""))
    own = sum(float(laid.scores[place]) for place, book in enumerate(laid.known.playbooks) if book.id in found)
    return Accounts(found, round(max(0.0, 1 - own), 4), (name, round(chance, 4)))


def _account(laid: LaidOut, kinds: np.ndarray, place: int, doubt: float) -> Account:
    learnt = not np.isnan(laid.heard[place])
    weights = astuple(LEARNED) if learnt else astuple(WEIGHTS)
    told = [float(kinds[number]) * weights[number] for number in range(len(kinds)) if number != _EXCLUDED]
    own = sum(told) - (LEARNED.nobody if learnt else WEIGHTS.nobody + doubt)
    return Account(
        own=round(own, PLACES),
        learned=round(LEARNED.words * float(laid.heard[place]), PLACES) if learnt else None,
        category=float(laid.lowered[place]),
        ruled_out=bool(laid.evidence.excluded[place]),
    )


def telling_words(
    message: Inbound, wanted: Iterable[str], playbooks: PlaybookSet, issues: Issues
) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return which words of a message the learned weights go by, for some playbooks: those for it, those against.

    Each word is left out in turn: what then is missing is what it said.
    """
    names = list(wanted)
    whole = issues.speak(read(message), playbooks)
    said: dict[str, list[tuple[float, str]]] = {name: [] for name in names if name in whole}
    for word in list(dict.fromkeys(fold(one) for one in _WORD.findall(f"{message.subject}\n{message.text}")))[
        :MOST_WORDS
    ]:
        without = issues.speak(read(_without(message, word)), playbooks)
        for name, found in said.items():
            found.append((round(whole[name] - without[name], PLACES), word))
    return {
        name: (
            tuple(word for more, word in sorted(found, key=lambda one: (-one[0], one[1])) if more >= LEAST)[
                :MOST_NAMED
            ],
            tuple(word for more, word in sorted(found) if more <= -LEAST)[:MOST_NAMED],
        )
        for name, found in said.items()
    }


def _without(message: Inbound, word: str) -> Inbound:
    return replace(
        message, subject=_left(message.subject, word), reply=_left(message.reply, word), text=_left(message.text, word)
    )


def _left(text: str, word: str) -> str:
    return _WORD.sub(lambda found: "" if fold(found.group()) == word else found.group(), text)
