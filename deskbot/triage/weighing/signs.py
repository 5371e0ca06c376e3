"""Signs of how grave a message is: what its sentences say of who is hit, which calls, how badly, and whether it is now.

No sign decides by itself. What each counts is learned from labelled cases (`training.py`), and a verdict names the
signs that it stands on, with their sentences.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from deskbot.model.case import Severity
from deskbot.triage import outage, scope
from deskbot.triage.directions import lost_directions, lost_for_all
from deskbot.triage.emergency import emergency_calls_fail, speaks_of_emergency_calls
from deskbot.triage.fraud import fraud_that_goes_on, signs_of_fraud
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import likelihood
from deskbot.triage.sentences import Reading, Sentence
from deskbot.triage.symptoms import tells_failure
from deskbot.triage.tense import imagined, past


@dataclass(frozen=True, slots=True)
class Sign:
    """How strongly a message shows something, 0 to 1, and the sentence that shows it best."""

    strength: float
    sentence: str = ""


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


READS: dict[str, Label] = {
    "reads as trouble": Label.TROUBLE,
    "reads as total": Label.TOTAL,
    "reads as no call coming in": Label.INBOUND_LOST,
    "reads as no call going out": Label.OUTBOUND_LOST,
    "reads as wide": Label.WIDE,
    "reads as single": Label.SINGLE,
    "reads as intermittent": Label.INTERMITTENT,
    "reads as bad sound": Label.QUALITY,
    "reads as a server that does not start": Label.NO_BOOT,
    "reads as emergency calls": Label.EMERGENCY,
    "reads as fraud": Label.FRAUD,
}
"""The signs that stand on the word of the reader of sentences, which can say what a sentence is like."""
_NOT_NOW = (Label.HYPOTHETICAL, Label.PAST, Label.OVER)
_A_STEP = 0.5
"""What was tried on the way says less of the present."""
_MEANT = 0.3
MANY = 64
"""From here more users make no more of a difference."""
MOST_SENTENCES = 6


def _said(sentence: Sentence) -> _Said:
    step = outage.is_a_step(sentence)
    now = 0.0 if imagined(sentence) or past(sentence) else 1 - likelihood(sentence.text, *_NOT_NOW)
    now *= _A_STEP if step else 1.0
    trouble = max(likelihood(sentence.text, Label.TROUBLE), float(tells_failure(sentence))) * now
    return _Said(sentence, now, trouble, step)


def _hit(one: _Said) -> int:
    return 0 if one.step else max(outage.hit(one.sentence), default=0)


def _share(one: _Said) -> float:
    share = scope.share_of_calls(one.sentence)
    return share.share if share and one.now > _MEANT and outage.tells_bad(one.sentence) else 0.0


_SENTENCE_SIGNS: dict[str, Callable[[_Said], float]] = {
    # What the reader of sentences makes of it.
    "reads as trouble": lambda one: one.trouble,
    "reads as total": lambda one: one.reads(Label.TOTAL) * one.now,
    "reads as no call coming in": lambda one: one.reads(Label.INBOUND_LOST) * one.now,
    "reads as no call going out": lambda one: one.reads(Label.OUTBOUND_LOST) * one.now,
    "reads as wide": lambda one: one.reads(Label.WIDE) * one.trouble,
    "reads as single": lambda one: one.reads(Label.SINGLE),
    "reads as intermittent": lambda one: one.reads(Label.INTERMITTENT),
    "reads as constant": lambda one: one.reads(Label.CONSTANT) * one.now,
    "reads as a way round": lambda one: one.reads(Label.WORKAROUND),
    "reads as bad sound": lambda one: one.reads(Label.QUALITY) * one.now,
    "reads as dead hardware": lambda one: one.reads(Label.HARDWARE_DEAD) * one.now,
    "reads as a server that does not start": lambda one: one.reads(Label.NO_BOOT) * one.now,
    "reads as lost data": lambda one: one.reads(Label.DATA_LOSS) * one.now,
    "reads as emergency calls": lambda one: one.reads(Label.EMERGENCY) * one.now,
    "reads as fraud": lambda one: one.reads(Label.FRAUD) * one.now,
    "reads as denied": lambda one: one.reads(Label.NEGATED),
    "reads as supposed": lambda one: one.reads(Label.HYPOTHETICAL),
    "reads as over": lambda one: one.reads(Label.OVER),
    # Which calls are lost.
    "no calls at all": lambda one: outage.tells_total(one.sentence),
    "a direction lost": lambda one: lost_for_all(one.sentence) and outage.goes_on(one.sentence),
    "a direction lost in part": lambda one: outage.lost_in_part(one.sentence) and outage.goes_on(one.sentence),
    "nothing comes in": lambda one: lost_directions(one.sentence)[0] and one.now > _MEANT,
    "nothing goes out": lambda one: lost_directions(one.sentence)[1] and one.now > _MEANT,
    "a share of calls fails": _share,
    "half of the calls fail": lambda one: _share(one) >= outage.HALF,
    "a hard failure": lambda one: outage.hard(one.folded) * one.trouble,
    "a soft failure": lambda one: outage.SOFT.within(one.folded) * one.trouble,
    "a small matter": lambda one: outage.MINOR.within(one.folded) * one.trouble,
    "too bad to talk": lambda one: outage.BAD_QUALITY.within(one.folded) * one.now,
    "a key function": lambda one: outage.key_function(one.sentence),
    "a node missing": lambda one: outage.ONE_NODE.within(one.folded) * one.now,
    # Who is hit.
    "everybody": lambda one: scope.ALL.within(one.folded),
    "everybody, in trouble": lambda one: scope.ALL.within(one.folded) * one.trouble,
    "all of a kind, in trouble": lambda one: outage.ALL_OF_KIND.within(one.folded) * one.trouble,
    "a part": lambda one: outage.partial(one.sentence),
    "a part, in trouble": lambda one: outage.partial(one.sentence) * one.trouble,
    "a branch or key line, in trouble": lambda one: scope.PART.within(one.folded) * one.trouble,
    "one only": lambda one: scope.ONE.within(one.folded) and not one.step,
    "the others are fine": lambda one: scope.OTHERS.within(one.folded),
    "elsewhere it is fine": lambda one: outage.ELSEWHERE.within(one.folded),
    "how many": lambda one: math.log(max(1, min(_hit(one), MANY)), MANY),
    "how many, in trouble": lambda one: math.log(max(1, min(_hit(one), MANY)), MANY) * one.trouble,
    "several": lambda one: _hit(one) >= outage.SEVERAL,
    "several, in trouble": lambda one: (_hit(one) >= outage.SEVERAL) * one.trouble,
    "a few, in trouble": lambda one: (0 < _hit(one) < outage.SEVERAL) * one.trouble,
    # How it can be borne.
    "calls are fine": lambda one: outage.fine(one.folded),
    "mild": lambda one: outage.MILD.within(one.folded),
    "meanwhile": lambda one: scope.MEANWHILE.within(one.folded),
}


_WHOLE_SIGNS: dict[str, Callable[[Reading], Sentence | None]] = {
    "rule: outage": outage.total,
    "rule: half of calls": outage.half_of_calls,
    "rule: direction lost": outage.direction_lost,
    "rule: reads total": outage.reads_total,
    "rule: does not boot": outage.does_not_boot,
    "rule: data lost": outage.data_lost,
    "rule: one node": outage.one_node,
    "rule: part down": outage.part_down,
    "rule: direction lost in part": outage.direction_lost_in_part,
    "rule: several users": outage.several_users,
    "rule: unusable": outage.unusable,
    "rule: reads wide": outage.reads_wide,
    "rule: everybody": outage.hits_everybody,
    "rule: emergency calls": emergency_calls_fail,
    "emergency calls are spoken of": speaks_of_emergency_calls,
    "rule: fraud": lambda reading: next(iter(signs_of_fraud(reading)), None),
    "rule: fraud goes on": fraud_that_goes_on,
}
_HINTS = {f"known issue of {severity.value}": severity for severity in Severity}

SIGNS: tuple[str, ...] = (*_SENTENCE_SIGNS, *_WHOLE_SIGNS, "how much fails", *_HINTS)
"""Every sign, in the order in which the weights are kept."""


def signs(present: Reading, hint: Severity | None) -> Mapping[str, Sign]:
    """Return the signs that a message shows; `hint` is the severity of the known issue that it fits.

    Args:
        present: What the message tells of the present: what came before "it works again" is left out.
        hint: The severity that the matched playbook's head names.
    """
    said = [_said(sentence) for sentence in present.told]
    found = {name: _strongest(said, look) for name, look in _SENTENCE_SIGNS.items()}
    for name, find in _WHOLE_SIGNS.items():
        sentence = find(present)
        found[name] = Sign(1.0, sentence.text) if sentence else Sign(0.0)
    failing = sum(one.trouble > 0.6 for one in said)  # noqa: PLR2004 - more likely than not
    found["how much fails"] = Sign(min(failing, MOST_SENTENCES) / MOST_SENTENCES)
    for name, severity in _HINTS.items():
        found[name] = Sign(float(hint is severity))
    return MappingProxyType(found)


def _strongest(said: list[_Said], look: Callable[[_Said], float]) -> Sign:
    best = Sign(0.0)
    for one in said:
        strength = round(float(look(one)), 3)
        if strength > best.strength:
            best = Sign(strength, one.sentence.text)
    return best
