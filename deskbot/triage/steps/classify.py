"""What is the message about?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from deskbot.model.case import Case, Category
from deskbot.triage.assessment import Assessment
from deskbot.triage.categories import ENOUGH, asked_through, only_asks_about_warranty, vote
from deskbot.triage.credentials import read_without_credentials
from deskbot.triage.emergency import emergency_calls_fail
from deskbot.triage.end_users import end_user
from deskbot.triage.fire import burns_without_telephones
from deskbot.triage.folding import fold
from deskbot.triage.form import CHOICES
from deskbot.triage.fraud import calls_of_theirs_go_badly, server_compromised, signs_of_fraud
from deskbot.triage.goods import awaited_goods
from deskbot.triage.lifelines import somebody_is_dying
from deskbot.triage.lost_password import password_that_nobody_knows
from deskbot.triage.moves import asks_for_a_move
from deskbot.triage.news import asks_status, thanks
from deskbot.triage.organisations import TRADE, TRADE_IN_DOMAIN
from deskbot.triage.outage import direction_lost, total
from deskbot.triage.plain_outage import plain_outage
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.present_outage import present_outage
from deskbot.triage.reading.labels import Label
from deskbot.triage.redirect import of_a_technician
from deskbot.triage.self_named import end_customers_own_word
from deskbot.triage.sentences import Reading, Region
from deskbot.triage.spam import spam
from deskbot.triage.steps import Step
from deskbot.triage.symptoms import failures, failures_below, may_fail
from deskbot.triage.tense import imagined, supposed
from deskbot.triage.topics import asks_the_portal
from deskbot.triage.weighing.library import weigher
from deskbot.triage.who_may_open import asks_who_may_open


@dataclass(frozen=True, slots=True)
class Verdict:
    """A category, why, and the words that it stands on."""

    category: Category
    says: str
    evidence: str = ""
    rule: str = ""
    passed: tuple[str, ...] = ()
    """The rules above it that say nothing."""
    spared: str = ""
    """Why it reads like junk, though a known contact wrote it."""


Look = Callable[[Case, Reading], Verdict | None]

SPAM = 2.0
FAILING_COUNTS = {Category.LICENCE: 0.4, Category.RMA: 0.15, Category.ACCESS: 0.3, Category.ENHANCEMENT: 0.7}
"""How much each sentence about a failure speaks against a request of this kind."""
END_USER = 2.5
SURE_RULES = frozenset({"automatic", "goods", "move", "own-word", "supposed", "password", "who-may-open"})
"""Rules that nothing outweighs."""
ASKED_FOR = frozenset({Category.RMA, Category.ACCESS, Category.ENHANCEMENT, Category.HOWTO})
"""Requests whose severity no outage sets: one that is told besides would go unheard."""
NO_TICKET = frozenset({Category.JUNK, Category.ENDUSER})
EVEN, SURE, NEVER = 0.6, 0.9, 2.0
TERSE = 10
"""Words that say what fails, and nothing of whose it is."""
SHORT = 60
"""A message with fewer words may be about a ticket and nothing else."""


def _automatic(case: Case, _reading: Reading) -> Verdict | None:
    if case.message.automatic is None:
        return None
    return Verdict(Category.JUNK, "a machine wrote it", case.message.automatic.value)


def _spam(_case: Case, reading: Reading) -> Verdict | None:
    weight, evidence = spam(reading)
    if weight < SPAM or plain_outage(reading):  # a footer may advertise below an outage
        return None
    return Verdict(Category.JUNK, "it advertises or asks for money or passwords", evidence)


def _fraud(_case: Case, reading: Reading) -> Verdict | None:
    signs = signs_of_fraud(reading)
    return Verdict(Category.SECURITY, "it tells of fraud or compromise", signs[0].text) if signs else None


def _status(case: Case, reading: Reading) -> Verdict | None:
    asked = asks_status(reading) or (thanks(reading) and case.earlier is not None and "thanks")
    # A new symptom makes it more than a question about the ticket.
    if asked and reading.words <= SHORT and not failures_below(reading):
        return Verdict(Category.STATUS, "it only asks about or thanks for a ticket", str(asked))
    return None


def _is_known(case: Case) -> bool:
    """Return whether the directory knows the writer; proven or not, they are taken for what it says."""
    return case.writer.reseller is not None or case.writer.contact is not None


def _in_trade(case: Case, reading: Reading) -> bool:
    domain = fold(case.message.sender.address.rpartition("@")[2])
    signature = " ".join(one.folded for one in reading.sentences if one.region is Region.SIGNATURE)
    return bool(TRADE_IN_DOMAIN.search(domain) or TRADE.search(signature))


def _own_word(case: Case, reading: Reading) -> Verdict | None:
    spared = _is_known(case) or _of_another_house(case) or _in_trade(case, reading)
    said = None if spared else end_customers_own_word(reading)
    return Verdict(Category.ENDUSER, "the writer says that they are an end customer", said.text) if said else None


def _end_user(case: Case, reading: Reading) -> Verdict | None:
    if _is_known(case) or _of_another_house(case):
        return None
    weight, evidence = end_user(reading, trade=_in_trade(case, reading))
    return Verdict(Category.ENDUSER, "an end customer writes", evidence) if weight >= END_USER else None


def _requested(_case: Case, reading: Reading) -> Verdict | None:
    """Weigh return, licence, access, enhancement and question against a failure."""
    failing = len(failures_below(reading))
    votes = [vote(reading, category) for category in FAILING_COUNTS]
    best = max(votes, key=lambda found: found.weight if found.words else 0.0)
    if best.category is Category.LICENCE and (total(reading) or direction_lost(reading)):
        return None  # a licence that has stopped the calls is an outage first
    if best.words and best.weight - FAILING_COUNTS[best.category] * failing >= ENOUGH:
        return Verdict(best.category, "it asks for this", best.words)
    asked = vote(reading, Category.HOWTO)
    if asked.words and asked.weight >= ENOUGH + 2.0 * failing:
        return Verdict(Category.HOWTO, "it asks how, and tells of no failure", asked.words)
    return None


def _goods(_case: Case, reading: Reading) -> Verdict | None:
    awaited = awaited_goods(reading)
    return Verdict(Category.HOWTO, "it asks for goods that were ordered", awaited.text) if awaited else None


def _failure(_case: Case, reading: Reading) -> Verdict | None:
    told = failures(reading)
    return Verdict(Category.INCIDENT, "it tells of a failure", told[0].text) if told else None


def _emergency(_case: Case, reading: Reading) -> Verdict | None:
    failing = emergency_calls_fail(reading)
    return Verdict(Category.INCIDENT, "emergency calls fail", failing.text) if failing else None


def _move(_case: Case, reading: Reading) -> Verdict | None:
    asked = asks_for_a_move(reading)
    if asked is None:
        return None
    return Verdict(Category.HOWTO, "it asks for a move, an addition or a change, and nothing fails", asked.text)


def _password(_case: Case, reading: Reading) -> Verdict | None:
    told = password_that_nobody_knows(reading)
    return Verdict(Category.ACCESS, "nobody knows the system's password", told.text) if told else None


def _who_may_open(_case: Case, reading: Reading) -> Verdict | None:
    asked = asks_who_may_open(reading)
    return Verdict(Category.ACCESS, "it asks who of them may open tickets", asked.text) if asked else None


def _supposed(_case: Case, reading: Reading) -> Verdict | None:
    told = supposed(reading)
    return Verdict(Category.HOWTO, "it asks what would be if, and nothing is wrong", told.text) if told else None


def _anything(reading: Reading) -> Verdict:
    asked = vote(reading, Category.HOWTO)
    if asked.words or asked.weight >= 1.0:
        return Verdict(Category.HOWTO, "it asks something", asked.words)
    supposed = reading.first(imagined)
    if supposed:
        return Verdict(Category.HOWTO, "it asks what would be if", supposed.text)
    return Verdict(Category.INCIDENT, "nothing says what it is about: a person must look")


RULES: tuple[tuple[str, Look], ...] = (
    ("automatic", _automatic),
    ("spam", _spam),
    ("who-may-open", _who_may_open),
    ("status", _status),
    ("own-word", _own_word),
    ("end-user", _end_user),
    ("supposed", _supposed),
    ("fraud", _fraud),
    ("emergency", _emergency),
    ("move", _move),
    ("password", _password),
    ("goods", _goods),
    ("request", _requested),
    ("failure", _failure),
)
"""Looked at from the top; the first verdict counts, and what was passed over is recorded too."""


def by_rule(case: Case, reading: Reading) -> Verdict:
    """Return what the rules take the message for."""
    spared = _is_spared(case, reading)
    passed: list[str] = []
    junk = ""
    for name, look in RULES:
        verdict = look(case, reading)
        if verdict and verdict.category is Category.JUNK and spared:
            junk = verdict.evidence or verdict.says
        elif verdict:
            return replace(verdict, rule=name, passed=tuple(passed), spared=junk)
        passed.append(name)
    return replace(_anything(reading), rule="otherwise", passed=tuple(passed), spared=junk)


def _weighed(case: Case, reading: Reading, ruled: Verdict) -> Verdict:
    """Return the rules' verdict, or another one where the whole message surely speaks for it.

    What a machine wrote, and what belongs to a ticket that has its category, is not weighed.
    """
    if ruled.rule in SURE_RULES or case.earlier is not None:
        return ruled
    if ruled.category is Category.SECURITY and server_compromised(reading):
        return ruled
    category, chance = weigher().category(reading, ruled.category)
    if category is ruled.category or chance < _enough(case, category, reading):
        return ruled
    return replace(
        ruled,
        category=category,
        says=f"weighed as a whole ({chance}); by rule it would be {ruled.category.value}",
        rule="weighed",
    )


def _passed_on(reading: Reading, verdict: Verdict) -> Verdict:
    """Return a question where nothing else says what it is about: one passed on, or one that the portal answers.

    Behind the weights, which learned what the rules above make of a message.
    """
    if verdict.rule == "otherwise" and (asked := asked_through(reading)):
        says = "it passes on what somebody asks"
        return replace(verdict, category=Category.HOWTO, says=says, evidence=asked.text, rule="asked-through")
    says_nothing = verdict.rule == "otherwise" and verdict.category is Category.INCIDENT
    topic = asks_the_portal(reading)
    # Where nothing says what it is about, an order may be one that fails: "la commande livrée ne passe pas".
    if (says_nothing and topic and topic != "quotation") or (verdict.category is Category.LICENCE and topic):
        says = "it asks for what the portal has a place for"
        return replace(verdict, category=Category.HOWTO, says=says, evidence=topic, rule="portal")
    return verdict


def _enough(case: Case, category: Category, reading: Reading) -> float:
    """Return from which chance a category counts that no rule sees: what gets no ticket must be very sure."""
    if category is Category.ENDUSER and (
        of_a_technician(reading) or _of_another_house(case) or _is_a_terse_outage(reading)
    ):
        return NEVER
    if category is Category.SECURITY and calls_of_theirs_go_badly(reading):
        return NEVER  # where calls go that people make themselves weighs like fraud
    if category is Category.SECURITY and not any(may_fail(one, Label.FRAUD) for one in reading.told):
        return SURE  # it may be paged at once, and no sentence of it tells of anything that is amiss
    if category is Category.STATUS and _is_grave(reading):
        return NEVER  # who thanks for their last ticket beside an outage asks for no news of it
    if category in NO_TICKET:
        known = case.writer.reseller or case.writer.contact
        return NEVER if known or (category is Category.JUNK and _is_grave(reading)) else SURE
    return EVEN


def _of_another_house(case: Case) -> bool:
    """Return whether the sender passes on the mail of somebody of another domain, as who looks after them does.

    Then the end customer's words are not the sender's own, whom the directory may only not know yet.
    """
    sender, message = case.message.sender, case.message
    written_by = [one.sender for one in message.forwarded if one.sender] or [message.forwarded_from]
    domains = {one.address.rpartition("@")[2].lower() for one in written_by if one}
    return bool(domains) and sender.address.rpartition("@")[2].lower() not in domains


def _is_a_terse_outage(reading: Reading) -> bool:
    """Return whether a message tells an outage in so many words, and too few to tell who it is that writes."""
    return reading.words <= TERSE and plain_outage(reading) is not None


def _outage_first(reading: Reading, asked: Verdict) -> Verdict:
    """Return the verdict, or an incident where a message that asks for something tells of an outage besides."""
    if asked.category not in ASKED_FOR or asked.rule == "supposed":
        return asked
    besides_return = asked.category is Category.RMA and not only_asks_about_warranty(reading)
    found = present_outage(reading, besides_return=besides_return)
    if found is None:
        return asked
    return replace(
        asked,
        category=Category.INCIDENT,
        says=f"{found.rule.says}, which comes first ({found.chance}); it would be {asked.category.value} otherwise",
        evidence=found.sentence.text,
        rule="outage",
    )


def _is_grave(reading: Reading) -> bool:
    """Return whether a rule sees an outage or a danger in it, which no weight may throw away."""
    looks = (total, direction_lost, plain_outage, emergency_calls_fail, somebody_is_dying, burns_without_telephones)
    return any(look(reading) for look in looks)


def _run(case: Case, assessment: Assessment, _playbooks: PlaybookSet) -> Assessment:
    reading = read_without_credentials(case.message)
    asked = _chosen(case, reading, _passed_on(reading, _weighed(case, reading, by_rule(case, reading))))
    verdict = _outage_first(reading, asked)
    if verdict.spared:
        assessment = assessment.because(
            "contact-never-junk", "it reads like junk, but a known contact wrote it", verdict.spared
        )
    assessment = _decided(case, assessment, verdict)
    if verdict is asked:
        return assessment
    return assessment.because("category-second", f"or perhaps {asked.category.value}", asked.evidence[:200])


def _chosen(case: Case, reading: Reading, read: Verdict) -> Verdict:
    """Return what the writer chose in a form, of what that offers, where the words tell of nothing graver."""
    chosen = next((one for one in CHOICES if one.value == case.message.chosen), read.category)
    if chosen is read.category or read.category is Category.SECURITY or _is_grave(reading):
        return read
    says = f"the writer chose it; by the words it would be {read.category.value}"
    return replace(read, category=chosen, says=says, rule="chosen")


def _is_spared(case: Case, reading: Reading) -> bool:
    """Return whether the mail of somebody known becomes a ticket, whatever it looks like.

    Proven or not: one junk mail too many in a list of tickets harms less than an outage among the junk. A mail that
    may be a machine's (through a list, from a monitor, about bounces) is spared where it tells of a failure.
    """
    writer = case.writer
    if writer.contact is None and not (writer.proven and writer.reseller and case.message.automatic):
        return False
    return case.message.automatic is None or (not case.message.automatic_certain and bool(failures(reading)))


_PASSED = {
    "automatic": "automatic mail",
    "spam": "advertising or a swindle",
    "who-may-open": "a question of who may open tickets",
    "status": "a question about an open ticket",
    "own-word": "the mail of somebody who calls themselves an end customer",
    "end-user": "an end customer's own mail",
    "supposed": "a failure that is only supposed",
    "fraud": "fraud",
    "emergency": "failing emergency calls",
    "move": "a move, an addition or a change",
    "password": "a password that nobody knows",
    "goods": "goods that have not come",
    "request": "a request",
    "failure": "a failure",
}
"""What each rule would have taken the message for."""


def _in_words(rule: str) -> str:
    return _PASSED.get(rule, rule.replace("-", " "))


def _decided(case: Case, assessment: Assessment, verdict: Verdict) -> Assessment:
    category = verdict.category
    if verdict.passed:
        assessment = assessment.because(
            "category-misses", f"not taken for: {', '.join(map(_in_words, verdict.passed))}"
        )
    assessment = assessment.because(
        f"category-{verdict.rule}", f"{category.value}: {verdict.says}", verdict.evidence[:200]
    )
    earlier = case.earlier
    if earlier and category is not Category.JUNK and earlier.category not in (Category.STATUS, Category.JUNK):
        if category is not earlier.category:
            assessment = assessment.because("category-kept", f"the ticket stays {earlier.category.value}")
        return replace(assessment, automatic=case.message.automatic, about=category, category=earlier.category)
    return replace(assessment, automatic=case.message.automatic, about=category, category=category)


STEP = Step("classify", 20, "What is the message about?", _run)
