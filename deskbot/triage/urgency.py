"""The severity: a table of rules, from the gravest down; the first that fires decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from deskbot.model.case import Category, Severity
from deskbot.triage import counts, outage, parts, server_lost, shares
from deskbot.triage.cries import cry
from deskbot.triage.emergency import emergency_calls_fail, only_a_feature_beside, speaks_of_emergency_calls
from deskbot.triage.fire import burns_without_telephones
from deskbot.triage.fraud import (
    attempts_that_failed,
    fraud_again,
    fraud_that_goes_on,
    fraud_that_is_over,
    secrets_at_risk,
    server_compromised,
    sounds_bad_far_away,
)
from deskbot.triage.lifelines import calls_for_help_fail, somebody_is_dying
from deskbot.triage.not_live import not_live
from deskbot.triage.nuisance import nuisance_calls
from deskbot.triage.one_number import one_is_not_reached, one_number_only
from deskbot.triage.one_set import one_extension, one_set_only, only_on_one_set
from deskbot.triage.passes import passes_by_itself
from deskbot.triage.phrases import Phrases, listed
from deskbot.triage.plain_outage import plain_outage
from deskbot.triage.reading.labels import Label
from deskbot.triage.sentences import Reading, Sentence
from deskbot.triage.small_matters import could_not_reach_us, small_matter_only
from deskbot.triage.so_many import only_so_many
from deskbot.triage.symptoms import only_of_the_past
from deskbot.triage.total_loss import outage_before_the_past

Look = Callable[[Reading], Sentence | None]

TROUBLED = frozenset({Category.INCIDENT, Category.SECURITY, Category.LICENCE, Category.STATUS})
"""Categories whose mails may tell of an outage."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: in tickets of these categories, where `look` finds a sentence, the severity is so."""

    name: str
    severity: Severity
    says: str
    categories: frozenset[Category]
    look: Look
    even_over: bool = False
    """Whether it counts also where the writer says that the trouble is over."""
    read_as: Label | None = None
    """What the model reads in the sentence, where the rule stands on its word."""
    stands: bool = False
    """Whether no weight may overrule it."""
    at_least: bool = False
    """Whether no weight may make it less grave."""
    alone: bool = False
    """Whether a life or money is at stake: the ticket keeps a page of its own, whatever other tickets are about."""


_GRACE = Phrases(
    r"""
    grace( period)?;
    (expires?|expiring|runs? out|ends?|over) (in |on |this |by )?(\d+
      days?|tomorrow|today|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|few
      days|week); \d+ (days?|hours?) (remaining|left|to go); (days?|hours?) (remaining|left);
    (noch|in) \d+ (tage|tagen|stunden); karenz*; (reste|encore) \d+ (jours|heures);
    (quedan|faltan|restan) \d+ (dias|horas); gracia; carencia
    """
)


def _grace(reading: Reading) -> Sentence | None:
    return reading.first(lambda sentence: _GRACE.within(sentence.folded))


_DOWN = Phrases(r"""
    (is|are|been|still|all|users?|phones?|sets?|people|desks?|beds?|rooms?) (\w+
      )?(down|dead|out|dark|without|off); no (phone|dial ?tone); without (a )?(phone|telephone);
    no (other |spare |second )?(tele)?phones?; can't (call|dial|work); nobody … (call|phone);
    (ohne|kein)( anderes| zweites)? telefon; sans telephone; (pas|plus) d'autre (telephone|poste); sin( otro)? telefono;
    no (tiene|tienen|hay) otro telefono; sem( outro)? telefone; nao (tem|ha) outro telefone; tot; lost
    """)


def _users_down(reading: Reading) -> Sentence | None:
    return next((one for one in counts.all_of_several_users(reading) if _DOWN.within(one.folded)), None)


_NOBODY = Phrases("""
    (nobody|no one|none|no users?|nobody's) (is |are )?(down|affected|without|hurt|waiting|out);
    (working|running) … (spare|demo|loan*|borrow*); (spare|demo|loaner|loan phone|loan set);
    no (hurry|rush)
    """)


def nobody_down(folded: str) -> bool:
    """Return whether words say that nobody is down for lack of a device, or that there is another for the time."""
    return _NOBODY.within(folded)


def _user_down(reading: Reading) -> Sentence | None:
    if any(nobody_down(sentence.folded) for sentence in reading.told):
        return None
    return reading.first(lambda sentence: _DOWN.within(sentence.folded))


def _only_some_callers(reading: Reading) -> Sentence | None:
    return None if speaks_of_emergency_calls(reading) else outage.only_some_callers(reading)


def _only_past(reading: Reading) -> Sentence | None:
    if speaks_of_emergency_calls(reading) or any(outage_before_the_past(one) for one in reading.told):
        return None
    return only_of_the_past(reading)


def _sounds_bad_far_away(reading: Reading) -> Sentence | None:
    return None if speaks_of_emergency_calls(reading) else sounds_bad_far_away(reading)


_INCIDENT = frozenset({Category.INCIDENT})
_RMA = frozenset({Category.RMA})
_SAFETY = frozenset(Category) - {Category.JUNK}

RULES: tuple[Rule, ...] = (
    # What endangers people or money outranks everything, whatever the ticket is about.
    Rule(
        "emergency-calls",
        Severity.S1,
        "emergency calls fail or name a wrong place",
        _SAFETY - {Category.HOWTO, Category.ENHANCEMENT},
        emergency_calls_fail,
        even_over=True,
        stands=True,
        alone=True,
    ),
    Rule(
        "life-in-danger",
        Severity.S1,
        "somebody is in danger, and the telephones fail",
        _SAFETY - {Category.HOWTO, Category.ENHANCEMENT},
        somebody_is_dying,
        stands=True,
        alone=True,
    ),
    Rule(
        "fire",
        Severity.S1,
        "smoke or fire, and several cannot telephone",
        _SAFETY - {Category.HOWTO, Category.ENHANCEMENT},
        burns_without_telephones,
        stands=True,
        alone=True,
    ),
    Rule(
        "server-compromised",
        Severity.S1,
        "somebody has got hold of the telephone system itself",
        frozenset({Category.SECURITY}),
        server_compromised,
        stands=True,
        alone=True,
    ),
    Rule(
        "fraud-again",
        Severity.S1,
        "fraud goes on in spite of what was done against it",
        frozenset({Category.SECURITY}),
        fraud_again,
        stands=True,
        alone=True,
    ),
    Rule(
        "fraud",
        Severity.S1,
        "fraud or compromise, and nothing says that it is over",
        frozenset({Category.SECURITY}),
        fraud_that_goes_on,
        even_over=True,
        alone=True,
    ),
    # Nothing works.
    Rule(
        "plain-outage",
        Severity.S1,
        "calls cannot be made or received, in so many words",
        TROUBLED,
        plain_outage,
        stands=True,
    ),
    Rule("does-not-boot", Severity.S1, "the server does not start", TROUBLED, server_lost.does_not_boot),
    Rule("data-lost", Severity.S1, "data are lost and there is no backup", TROUBLED, server_lost.data_lost),
    Rule("outage", Severity.S1, "calls cannot be made or received", TROUBLED, outage.total),
    Rule("half-of-calls", Severity.S1, "at least half of the calls fail", TROUBLED, shares.half_of_calls),
    Rule(
        "direction-lost",
        Severity.S1,
        "no call comes in, or none goes out",
        TROUBLED - {Category.SECURITY},
        outage.direction_lost,
    ),
    Rule(
        "reads-total",
        Severity.S1,
        "calls cannot be made or received",
        TROUBLED,
        outage.reads_total,
        read_as=Label.TOTAL,
    ),
    # A part does not work.
    Rule(
        "calls-for-help",
        Severity.S2,
        "nurse call, panic buttons or the like do not work",
        _SAFETY - {Category.HOWTO, Category.ENHANCEMENT, Category.RMA},
        calls_for_help_fail,
        at_least=True,
    ),
    Rule("one-node", Severity.S2, "high availability runs on one node", _INCIDENT, parts.one_node),
    Rule("part-down", Severity.S2, "a site, a department or a key function is down", _INCIDENT, outage.part_down),
    Rule(
        "direction-lost-in-part",
        Severity.S2,
        "no call comes in or goes out at a part of the site",
        _INCIDENT,
        outage.direction_lost_in_part,
    ),
    Rule("several-users", Severity.S2, "five users or more are hit", _INCIDENT, counts.several_users),
    Rule("unusable", Severity.S2, "the quality is too bad to talk", _INCIDENT, outage.unusable),
    Rule("reads-wide", Severity.S2, "a part or many are hit", _INCIDENT, outage.reads_wide, read_as=Label.WIDE),
    Rule("everybody", Severity.S2, "everybody is hit", _INCIDENT, outage.hits_everybody),
    # Other categories.
    Rule("rma-users-down", Severity.S2, "five users or more are down for lack of the device", _RMA, _users_down),
    Rule("rma-user-down", Severity.S3, "a user is down for lack of the device", _RMA, _user_down),
    Rule("grace-period", Severity.S3, "the licence's grace period runs out", frozenset({Category.LICENCE}), _grace),
)

WEIGHED = frozenset({Category.INCIDENT, Category.SECURITY})
"""What is weighed as a whole: it tells of a failure that may be of any size."""
AT_LEAST: tuple[Rule, ...] = tuple(rule for rule in RULES if rule.at_least)
AT_MOST: tuple[Rule, ...] = (
    Rule("one-set", Severity.S3, "one telephone fails, and nothing else is told", _INCIDENT, one_set_only),
    Rule(
        "not-live",
        Severity.S3,
        "a system that nobody's calls hang on: a lab, a demo, or not live yet",
        _INCIDENT,
        not_live,
    ),
    Rule("nuisance-calls", Severity.S3, "unwanted calls come in, and nothing else is amiss", WEIGHED, nuisance_calls),
    Rule("small-matter", Severity.S3, "a convenience fails, and no call", _INCIDENT, small_matter_only),
    Rule(
        "feature-beside",
        Severity.S2,
        "emergency calls get through, and what fails is a feature",
        _INCIDENT,
        only_a_feature_beside,
    ),
    Rule("so-many", Severity.S2, "a few telephones fail, which are counted", _INCIDENT, only_so_many),
    Rule("few-of-the-calls", Severity.S2, "fewer than half of the calls fail", _INCIDENT, shares.fewer_than_half),
    Rule("desk-not-reached", Severity.S3, "nobody answered at the desk", _INCIDENT, could_not_reach_us),
    Rule("one-extension", Severity.S3, "one extension fails, named by its number", _INCIDENT, one_extension),
    Rule(
        "only-on-one-set",
        Severity.S3,
        "it is so on one telephone only, and the others are spared",
        _INCIDENT,
        only_on_one_set,
    ),
    Rule(
        "some-callers",
        Severity.S2,
        "the calls of some network or place fail, and the others are spared",
        _INCIDENT,
        _only_some_callers,
    ),
    Rule(
        "one-not-reached", Severity.S3, "one person is not reached, whose number fails", _INCIDENT, one_is_not_reached
    ),
    Rule("one-number", Severity.S3, "one number is not known, and the others are", _INCIDENT, one_number_only),
    Rule("passes", Severity.S3, "it comes right by itself within moments of a start", _INCIDENT, passes_by_itself),
    Rule("far-and-bad", Severity.S3, "calls to some country sound bad, or drop", WEIGHED, _sounds_bad_far_away),
    Rule("only-past", Severity.S3, "all that it tells of is past", _INCIDENT, _only_past),
    Rule("attempts-failed", Severity.S3, "of all who tried to get in none did", WEIGHED, attempts_that_failed),
    Rule(
        "secrets-at-risk",
        Severity.S3,
        "passwords may be in other hands, and nothing has come of it",
        WEIGHED,
        secrets_at_risk,
    ),
    Rule(
        "fraud-over",
        Severity.S3,
        "nothing came of the fraud since it was stopped",
        frozenset({Category.SECURITY}),
        fraud_that_is_over,
    ),
)
"""What these find is no graver."""
CRY = Rule(
    "cry-for-help", Severity.S1, "a cry for help, and no rule can read the rest", _SAFETY, cry, stands=True, alone=True
)
"""What is looked for at last, where nothing else was found."""
ALONE: frozenset[str] = frozenset(rule.name for rule in (*RULES, *AT_MOST, CRY) if rule.alone)
"""Names of the rules whose tickets keep a page of their own."""

DEFAULTS: dict[Category, Severity] = {Category.INCIDENT: Severity.S3, Category.SECURITY: Severity.S3}
"""What holds where no rule fires; everything else is a request."""


def default(category: Category) -> Severity:
    """Return the severity of a category where no rule fires."""
    return DEFAULTS.get(category, Severity.S4)


CLAIM = Phrases(
    r"""
    urgent(ly)?; asap; a\.s\.a\.p; critical; emergency; immediate(ly)?; top priority; high priority;
    (priority|prio) (1|one|a); p1; sev ?1; right away; dringend*; eilig; sofort; notfall; urgente*;
    urgence; au plus vite; d'urgence; lo antes posible; emergencia; o quanto antes; imediat*; inmediat*
    """
)


def unclaimed(reading: Reading) -> Reading:
    """Return what a message tells without the writer's own word for its urgency, which sets nothing."""
    quiet = ((sentence, _without_claim(sentence)) for sentence in reading.sentences)
    return replace(
        reading,
        sentences=tuple(left for whole, left in quiet if left is whole or set(left.folded.split()) - _LEFT_OVER_WORDS),
    )


def _without_claim(sentence: Sentence) -> Sentence:
    text, folded = sentence.text, sentence.folded
    for found in reversed(list(CLAIM.all(folded))):
        text, folded = text[: found.start()] + text[found.end() :], folded[: found.start()] + folded[found.end() :]
    if folded == sentence.folded:
        return sentence
    return replace(sentence, text=text.strip(_LEFT_OVER), folded=folded.strip(_LEFT_OVER))


_LEFT_OVER_WORDS = listed(
    """
    this is it please very treat as we need the a to be with at once das ist es sehr bitte c'est tres merci le la de es
    muy lo por favor e muito o isso esta y
    """
)
"""What is left of "This is urgent" is nothing."""
_LEFT_OVER = " :!-,.;*"
