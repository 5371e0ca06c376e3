"""Signs of how grave a message is: what its sentences say of who is hit, which calls, how badly, and whether it is now.

No sign decides by itself. What they mean together is learned from labelled cases (`network.py`), and a verdict names
the signs that it stands on, with their sentences.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from deskbot.model.case import Severity
from deskbot.triage import calls_fine, counts, hardness, outage, parts, scope, server_lost, shares, total_loss
from deskbot.triage.deeds import is_a_step
from deskbot.triage.directions import lost_directions, lost_for_all
from deskbot.triage.emergency import emergency_calls_fail, speaks_of_emergency_calls
from deskbot.triage.fraud import fraud_that_goes_on, signs_of_fraud
from deskbot.triage.reading.labels import LABELS, Label
from deskbot.triage.reading.verdicts import likelihood
from deskbot.triage.sentences import Reading, Region, Sentence
from deskbot.triage.symptoms import goes_on, tells_failure
from deskbot.triage.tense import imagined, past
from deskbot.triage.weighing.network import Floats


@dataclass(frozen=True, slots=True)
class _Said:
    """One sentence with what is asked of it again and again."""

    sentence: Sentence
    now: float
    """How far it is meant, and of the present, 0 to 1."""
    trouble: float
    """How far it tells a failure of the present."""
    step: bool
    """Whether it tells what was tried."""

    @property
    def folded(self) -> str:
        return self.sentence.folded

    def reads(self, label: Label) -> float:
        return likelihood(self.sentence.text, label)


_NOT_NOW = (Label.HYPOTHETICAL, Label.PAST, Label.OVER)
_A_STEP = 0.5
"""What was tried on the way says less of the present."""
_MEANT = 0.3
MANY = 64
"""From here more users make no more of a difference."""
PLACES = 3
"""Decimals of a strength."""


def _said(sentence: Sentence) -> _Said:
    step = is_a_step(sentence)
    now = 0.0 if imagined(sentence) or past(sentence) else 1 - likelihood(sentence.text, *_NOT_NOW)
    now *= _A_STEP if step else 1.0
    trouble = max(likelihood(sentence.text, Label.TROUBLE), float(tells_failure(sentence))) * now
    return _Said(sentence, now, trouble, step)


def _hit(one: _Said) -> int:
    return 0 if one.step else max(counts.hit(one.sentence), default=0)


def _share(one: _Said) -> float:
    share = shares.share_of_calls(one.sentence)
    return share.share if share and one.now > _MEANT and shares.tells_bad(one.sentence) else 0.0


_READ_AS = {f"reads as {label.value.replace('_', ' ')}": label for label in LABELS}
"""The signs that stand on the word of the reader of sentences, which can say what a sentence is like."""
_BY_TABLE: dict[str, Callable[[_Said], float]] = {
    # Which calls are lost.
    "no calls at all": lambda one: total_loss.tells_total(one.sentence),
    "a direction lost": lambda one: lost_for_all(one.sentence) and goes_on(one.sentence),
    "a direction lost in part": lambda one: outage.lost_in_part(one.sentence) and goes_on(one.sentence),
    "nothing comes in": lambda one: lost_directions(one.sentence)[0] and one.now > _MEANT,
    "nothing goes out": lambda one: lost_directions(one.sentence)[1] and one.now > _MEANT,
    "a share of calls fails": _share,
    "a hard failure": lambda one: hardness.hard(one.folded) * one.trouble,
    "a soft failure": lambda one: hardness.SOFT.within(one.folded) * one.trouble,
    "a small matter": lambda one: hardness.MINOR.within(one.folded) * one.trouble,
    "too bad to talk": lambda one: hardness.BAD_QUALITY.within(one.folded) * one.now,
    "a key function": lambda one: parts.key_function(one.sentence),
    "a node missing": lambda one: parts.ONE_NODE.within(one.folded) * one.now,
    # Who is hit.
    "everybody": lambda one: scope.ALL.within(one.folded),
    "all of a kind, in trouble": lambda one: parts.ALL_OF_KIND.within(one.folded) * one.trouble,
    "a part": lambda one: parts.partial(one.sentence),
    "a branch or key line, in trouble": lambda one: parts.PART.within(one.folded) * one.trouble,
    "one only": lambda one: scope.ONE.within(one.folded) and not one.step,
    "the others are fine": lambda one: scope.OTHERS.within(one.folded),
    "elsewhere it is fine": lambda one: parts.ELSEWHERE.within(one.folded),
    "how many": lambda one: math.log(max(1, min(_hit(one), MANY)), MANY),
    "several": lambda one: _hit(one) >= counts.SEVERAL,
    "a few, in trouble": lambda one: (0 < _hit(one) < counts.SEVERAL) * one.trouble,
    # How it can be borne.
    "calls are fine": lambda one: calls_fine.fine(one.folded),
    "mild": lambda one: scope.MILD.within(one.folded),
    "meanwhile": lambda one: scope.MEANWHILE.within(one.folded),
}
_CIRCUMSTANCES: dict[str, Callable[[_Said], float]] = {
    "of the present": lambda one: one.now,
    "in trouble": lambda one: one.trouble,
    "a step that was tried": lambda one: one.step,
    "the subject": lambda one: one.sentence.region is Region.SUBJECT,
}
CIRCUMSTANCES = frozenset(_CIRCUMSTANCES)
"""What says how the other signs of a sentence are meant, and is no reason by itself."""
SENTENCE_SIGNS: tuple[str, ...] = (*_READ_AS, *_BY_TABLE, *_CIRCUMSTANCES)
"""What a sentence can show, in the order of its row."""

_BY_RULE: dict[str, Callable[[Reading], Sentence | None]] = {
    "rule: outage": outage.total,
    "rule: half of calls": shares.half_of_calls,
    "rule: direction lost": outage.direction_lost,
    "rule: reads total": outage.reads_total,
    "rule: does not boot": server_lost.does_not_boot,
    "rule: data lost": server_lost.data_lost,
    "rule: emergency calls": emergency_calls_fail,
    "emergency calls are spoken of": speaks_of_emergency_calls,
    "rule: fraud": lambda reading: next(iter(signs_of_fraud(reading)), None),
    "rule: fraud goes on": fraud_that_goes_on,
}
_HINTS = {f"known issue of {severity.value}": severity for severity in Severity}
MESSAGE_SIGNS: tuple[str, ...] = (*_BY_RULE, *_HINTS)
"""What a message as a whole can show, in the order of its row."""


ALL_SIGNS = (*SENTENCE_SIGNS, *MESSAGE_SIGNS)
"""The weights hang on these and on their order."""


def read_as(sign: str) -> Label | None:
    """Return the label of sentences that a sign stands on, if it stands on one."""
    return _READ_AS.get(sign)


def sentence_signs(present: Reading) -> Floats:
    """Return how strongly, 0 to 1, each sentence shows each sign: a row for each, one row at least.

    Args:
        present: What the message tells of the present: what came before "it works again" is left out.
    """
    rows = [_row(_said(sentence)) for sentence in present.told]
    return np.round(np.array(rows or [[0.0] * len(SENTENCE_SIGNS)], dtype=np.float32), PLACES)


def _row(one: _Said) -> list[float]:
    looks = (*_BY_TABLE.values(), *_CIRCUMSTANCES.values())
    return [*(one.reads(label) for label in _READ_AS.values()), *(float(look(one)) for look in looks)]


MessageSign = tuple[float, str]
"""How strongly a message shows a sign, 0 to 1, and the sentence that does."""


def message_signs(present: Reading, hint: Severity | None) -> tuple[MessageSign, ...]:
    """Return how strongly the message shows each sign of the whole, with the sentence that a rule found.

    Args:
        present: What the message tells of the present.
        hint: The severity that the matched playbook's head names.
    """
    found = [find(present) for find in _BY_RULE.values()]
    by_rule = [(float(sentence is not None), sentence.text if sentence else "") for sentence in found]
    return (*by_rule, *((float(hint is severity), "") for severity in _HINTS.values()))
