"""Whether a message that asks for something tells of an outage besides: then it is an incident first. Pure.

"All phones are dead. By the way, how do I set up a hunt group?" weighs like a question as a whole. So two must agree:
a rule that finds the outage in a sentence, and the networks that weigh how grave the whole message is. By themselves
either takes a drill, a fear, or the story of somebody else for an outage. What is told in so many words needs no
weight.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from deskbot.model.case import Category, Severity
from deskbot.triage.asked_behind import before_the_question
from deskbot.triage.calls_fine import calls_are_fine
from deskbot.triage.emergency import emergency_calls_surely_fail
from deskbot.triage.fire import burns_without_telephones
from deskbot.triage.lifelines import somebody_is_dying
from deskbot.triage.phrases import Phrases
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import DOUBT, LIKELY_TROUBLE, likelihood, tells
from deskbot.triage.scope import one_only
from deskbot.triage.sentences import Reading, Region, Sentence
from deskbot.triage.symptoms import goes_on
from deskbot.triage.tense import standing
from deskbot.triage.urgency import RULES, Rule, unclaimed
from deskbot.triage.weighing.library import weigher

SURE = 0.8
"""How probable it must be where the message gives reason to doubt: it may be about a device, or an exercise."""
DOES_NOT_BOOT, LIKELY = "does-not-boot", 0.6
"""That a server did not start is a story that is told of others, before an upgrade: then it must be more probable."""
_URGENT: tuple[Rule, ...] = tuple(
    rule for rule in RULES if rule.severity.urgent and Category.INCIDENT in rule.categories and not rule.stands
)
_PLAIN = next(rule for rule in RULES if rule.name == "plain-outage")
_DANGERS = (
    ("emergency-calls", emergency_calls_surely_fail),
    ("life-in-danger", somebody_is_dying),
    ("fire", burns_without_telephones),
)
"""What endangers people, told beside a question: "calls to 911 fail, what should we do?" asks nothing that can wait."""
_OF_CALLS = frozenset({"outage", "half-of-calls", "direction-lost"})
_NO_CALLS = tuple(rule for rule in _URGENT if rule.name in _OF_CALLS)
"""What says of a site's calls that they fail; a device that stays dark does not, nor what only reads like it."""
_REHEARSED = Phrases(
    """
    exercises?; drills?; rehears*; table.?top; simulat*; dry.?run; role.?play*; notfallubung*; ubung*;
    planspiel*; simulier*; exercices?; simul(er|era|ons|ent|ation|ations); simulam*; ensayos?; simulad*;
    exercicios?; simulac*; treinamento
    """
)


@dataclass(frozen=True, slots=True)
class PresentOutage:
    """The rule that finds an outage of now, the sentence that tells it, and how surely it is one."""

    rule: Rule
    sentence: Sentence
    chance: float


def present_outage(reading: Reading, *, besides_return: bool = False) -> PresentOutage | None:
    """Return the outage that a message tells of the present, where it surely tells one.

    Args:
        reading: The message.
        besides_return: It asks to return a device. Who is without one belongs to that, however many they are; only a
            whole site without calls, told very surely, is more.
    """
    present, over = standing(reading)
    endangered = _endangered(present)
    if endangered is not None and not _is_rehearsed(present):
        return endangered
    plain = _PLAIN.look(present)
    if plain is not None and not _is_rehearsed(present):
        return PresentOutage(_PLAIN, plain, 1.0)
    found = _found(present, _NO_CALLS if besides_return else _URGENT)
    if found is None:
        return None
    rule, sentence = found
    weighed = weigher().severity(
        unclaimed(present),
        None,
        spared=over is not None or calls_are_fine(present) is not None,
        one=one_only(present) is not None,
    )
    if not weighed.severity.urgent or (rule.severity is Severity.S1) is not (weighed.severity is Severity.S1):
        return None
    if rule.name == DOES_NOT_BOOT and weighed.chance < LIKELY:
        return None
    doubtful = besides_return or sentence.region is Region.SUBJECT or _is_rehearsed(reading)
    return PresentOutage(rule, sentence, weighed.chance) if not doubtful or weighed.chance >= SURE else None


def _endangered(present: Reading) -> PresentOutage | None:
    """Return what endangers people by what a message tells, without what it asks."""
    told = (one if not one.asks else before_the_question(one) for one in present.sentences)
    reading = replace(present, sentences=tuple(one for one in told if one is not None))
    for name, look in _DANGERS:
        found = look(reading)
        if found is not None:
            return PresentOutage(next(rule for rule in RULES if rule.name == name), found, 1.0)
    return None


def _is_rehearsed(reading: Reading) -> bool:
    return reading.says(_REHEARSED)


def _found(present: Reading, rules: tuple[Rule, ...]) -> tuple[Rule, Sentence] | None:
    """Return the gravest rule that finds an outage in the body, or else in the subject, with its sentence."""
    body = replace(present, sentences=tuple(one for one in present.sentences if one.region is not Region.SUBJECT))
    for reading in (body, present):
        for rule in rules:
            sentence = _meant(rule, reading)
            if sentence is not None:
                return rule, sentence
    return None


def _meant(rule: Rule, reading: Reading) -> Sentence | None:
    """Return the sentence in which a rule finds trouble that is meant, and of now."""
    sentence = rule.look(reading)
    while sentence is not None and not _is_of_now(sentence):
        reading = replace(reading, sentences=tuple(one for one in reading.sentences if one is not sentence))
        sentence = rule.look(reading)
    return sentence


def _is_of_now(sentence: Sentence) -> bool:
    return (
        goes_on(sentence)
        and likelihood(sentence.text, Label.TROUBLE) >= LIKELY_TROUBLE
        and not tells(sentence.text, Label.HYPOTHETICAL, at=DOUBT)
    )
