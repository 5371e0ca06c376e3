"""Four lines for whoever opens a ticket: what it is, what it is about, how grave, and what to do next. Rules only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from deskbot.access.confidential import masked
from deskbot.model.case import Case, Category, Decision, Finding, Reason, Severity
from deskbot.model.ticket import State, Ticket
from deskbot.tickets.corrections import CATEGORY, SEVERITY, who_set
from deskbot.tickets.excerpt import cut, one_line, said, wish_in, without_end

LONGEST = 140
"""Characters of one line."""
ROOM_FOR_WHAT = 60
"""So much of the summary is kept for the trouble itself, however long the names are."""
MOST_NAMED = 3
DEFAULT = "severity-default"
SECOND = "category-second"
"""The rule that names what a message could be about as well."""

NAMES = {
    "callback": "a number to call back",
    "child_registered": "whether it is registered under its parent",
    "host_id": "the host id",
    "impact": "who is hit",
    "new_host_id": "the new host id",
    "old_host_id": "the old host id",
    "release": "the release",
    "ship_to": "the address to ship to",
    "started_at": "since when",
    "tests": "which tests were done",
    "tried": "what they tried",
    "users_down": "how many are down",
}
"""Facts that are named by another word than their key."""

WORDS = {Category.RMA: "RMA", Category.HOWTO: "how-to question", Category.ENDUSER: "end customer"}
"""Categories that are said by another word than their key."""
FAULTS = frozenset({Category.INCIDENT, Category.SECURITY})
PASSING = frozenset({Category.STATUS, Category.JUNK})
"""Categories that a ticket has until somebody writes what it is about."""
COMPLETE = frozenset({Category.INCIDENT, Category.SECURITY, Category.RMA, Category.LICENCE})
"""Categories whose tickets need facts before anybody can start."""

TO_DO = {
    Category.INCIDENT: "start on it",
    Category.RMA: "check serial and warranty, then open the return",
    Category.LICENCE: "check both system ids, then move the licence",
    Category.HOWTO: "answer, or send the right page of the documentation",
    Category.ACCESS: "check who may have the access, then answer",
    Category.ENHANCEMENT: "thank them and pass it on",
    Category.SECURITY: "stop the damage first, then look for the cause",
    Category.STATUS: "tell them where their ticket stands",
    Category.ENDUSER: "send them to their reseller",
    Category.JUNK: "nothing to do",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the lines are made of."""

    subject: str
    text: str = ""
    """What the first message says."""
    writer: str = ""
    """The reseller, or who wrote, as far as it is known."""
    category: Category
    severity: Severity
    state: State = State.NEW
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()
    asked: int = 0
    """How often we have asked for what is missing."""
    hand_over: bool = False
    playbook: str = ""
    """The known issue that it is."""
    nearest: str = ""
    """The known issue that is nearest, where none clearly fits."""
    reasons: tuple[Reason, ...] = ()
    """What triage said, the newest first."""
    severity_by: str = ""
    """Who at the desk set the severity; empty where triage judged it."""
    category_by: str = ""
    """Who at the desk set the category."""
    category_reasons: tuple[Reason, ...] | None = None
    """What triage said of the message that decided the category; None for the same as `reasons`."""

    def value(self, key: str) -> str:
        """Return a fact, or an empty text."""
        return next((one_line(one.value) for one in self.findings if one.key == key), "")


def of_decision(case: Case, decision: Decision, so_far: Sequence[Mapping[str, Any]] = ()) -> Known:
    """Return what is known at the moment in which a message was decided.

    Args:
        case: the message.
        decision: what triage said of it.
        so_far: what triage said of the ticket's messages, this one included, as the timeline keeps it.
    """
    state = State.RESOLVED if decision.solved else State.NEW
    must = any(not question.helpful for question in decision.questions)
    return Known(
        subject=case.earlier.subject if case.earlier else case.message.subject,
        text=case.message.reply or case.message.text,
        writer=case.writer.reseller.name if case.writer.reseller else case.message.sender.address,
        category=decision.category,
        severity=decision.severity,
        state=State.WAITING_RESELLER if must and not decision.urgent else state,
        findings=decision.findings,
        missing=decision.missing,
        asked=(case.earlier.asked if case.earlier else 0) + must,
        hand_over=decision.hand_over,
        playbook=decision.playbook or "",
        nearest=decision.matches[0].playbook if decision.matches else "",
        reasons=(*decision.reasons, *_told(so_far[:-1])),
        severity_by=case.earlier.severity_by if case.earlier and case.earlier.severity is decision.severity else "",
        category_reasons=_deciding(so_far, decision.category) if case.earlier else None,
    )


def of_ticket(
    ticket: Ticket,
    decisions: Sequence[Mapping[str, Any]],
    corrections: Sequence[Mapping[str, Any]] = (),
    *,
    text: str = "",
    writer: str = "",
) -> Known:
    """Return what is known of a ticket as it stands.

    Args:
        ticket: the ticket.
        decisions: what triage said of its messages, as the timeline keeps it; the oldest first.
        corrections: what people at the desk set, as the timeline keeps it; the oldest first.
        text: the first message.
        writer: the reseller's name, or who wrote.
    """
    last = decisions[-1] if decisions else {}
    matches = last.get("matches") or [{}]
    return Known(
        subject=ticket.subject,
        text=text,
        writer=writer,
        category=ticket.category,
        severity=ticket.severity,
        state=ticket.state,
        findings=ticket.findings,
        missing=ticket.missing,
        asked=ticket.asked,
        hand_over=bool(last.get("hand_over")),
        playbook=ticket.playbook or "",
        nearest=str(matches[0].get("playbook", "")),
        reasons=(*_told(decisions[-1:], second=True), *_told(decisions[:-1])),
        severity_by=who_set(SEVERITY, ticket.severity, corrections),
        category_by=who_set(CATEGORY, ticket.category, corrections),
        category_reasons=_deciding(decisions, ticket.category),
    )


def _reason(stored: Mapping[str, Any]) -> Reason:
    return Reason(str(stored["rule"]), str(stored["says"]), str(stored["evidence"]))


def _told(decisions: Sequence[Mapping[str, Any]], *, second: bool = False) -> tuple[Reason, ...]:
    """Return what triage said of messages, the newest first.

    What an older message could have been as well is of no interest any more: that is told where `second` asks for it.
    """
    return tuple(
        _reason(one)
        for document in reversed(decisions)
        for one in document.get("reasons", ())
        if second or one["rule"] != SECOND
    )


def _deciding(decisions: Sequence[Mapping[str, Any]], category: Category) -> tuple[Reason, ...]:
    """Return the reasons of the message that made a ticket what it is; none where a person did.

    A later message changes the category only of a ticket that was about nothing but its state.
    """
    before: Mapping[str, Any] | None = None
    found: tuple[Reason, ...] = ()
    for document in decisions:
        if before is None or (before.get("category") in PASSING and document.get("category") != before.get("category")):
            decides = document.get("category") == category
            found = tuple(map(_reason, document.get("reasons", ()))) if decides else ()
        before = document
    return found


def suggestions(known: Known) -> tuple[str, ...]:
    """Return summary, category, severity and next step, one line each."""
    lines = (
        f"Summary: {_summary(known)}",
        f"Category: {_category(known)}",
        f"Severity: {_severity(known)}",
        f"Next: {_next(known)}",
    )
    return tuple(cut(masked(one_line(line)), LONGEST) for line in lines)


# ---- the summary


def _summary(known: Known) -> str:
    who = cut(known.value("customer") or known.writer, 50)
    model, release = cut(known.value("model"), 24), cut(known.value("release"), 16)
    system = ", ".join(one for one in (model, release) if one)
    head = f"{who} ({system})" if who and system else who or system
    head = f"{head}: " if head else ""
    room = LONGEST - len("Summary: ") - len(head)
    if room < ROOM_FOR_WHAT:
        head = f"{cut(who, LONGEST - len('Summary: : ') - ROOM_FOR_WHAT)}: "
        room = LONGEST - len("Summary: ") - len(head)
    what = cut(_what(known), room)
    for key in ("impact", "started_at"):
        more = without_end(said(known.value(key), known.value("customer")))
        if more and more not in what and len(what) + len(more) + 2 <= room:
            what = f"{what}; {more}"
    return f"{head}{what}"


def _what(known: Known) -> str:
    """Return the trouble or the wish, in the writer's own words."""
    old, new = known.value("old_host_id"), known.value("new_host_id")
    if known.category is Category.LICENCE and (old or new):
        return f"licence from {old or 'an old system'} to {new or 'a new one'}"
    told = known.value("symptom") or wish_in(known.text) or one_line(known.subject)
    return without_end(said(told, known.value("customer"))) or "nothing is said of what fails"


# ---- what it is about, and how grave


def _category(known: Known) -> str:
    key = known.category.value
    reasons = known.reasons if known.category_reasons is None else known.category_reasons
    why = _why(reasons, "category-", f"{key}: ")
    word = WORDS.get(known.category, key)
    if known.category_by:
        return f"{word}, as {known.category_by} set it"
    says = f"{word}, as {why.says.removeprefix(f'{key}: ')}" if why else word
    second = next((one for one in known.reasons if one.rule == SECOND), None)
    if second is None or second.says.endswith(f" {key}"):
        return says
    return f"{says}; {second.says}{_in_quotes(second.evidence, 40)}"


def _severity(known: Known) -> str:
    word = known.severity.value
    if known.severity_by:
        return f"{word}, as {known.severity_by} set it"
    # An answer that is silent on it does not speak against what an earlier message said.
    why = _why([one for one in known.reasons if one.rule != DEFAULT], "", f"{word}: ")
    if why is None:
        by_default = any(one.rule == DEFAULT for one in known.reasons)
        return f"{word}, as nothing speaks for a graver one" if by_default else word
    # Not the sentences that it was likened to: they are nobody's here.
    says = f"{word}, as {why.says.removeprefix(f'{word}: ').partition(', near: ')[0]}"
    return says + _in_quotes(why.evidence, LONGEST - len(f'Severity: {says} ("")'))


def _why(reasons: Sequence[Reason], rule: str, begins: str) -> Reason | None:
    """Return the newest reason that decided; None where no rule did: a person, or an older version of us."""
    return next((one for one in reasons if one.rule.startswith(rule) and one.says.startswith(begins)), None)


def _in_quotes(words: str, longest: int) -> str:
    return f' ("{cut(without_end(one_line(words)), longest)}")' if words.strip() else ""


# ---- what to do next


def _next(known: Known) -> str:
    if known.state in (State.CLOSED, State.MERGED):
        return "nothing, it is closed"
    if known.state is State.RESOLVED:
        return "nothing, it is solved and closes by itself"
    missing = _list(known.missing)
    callback = known.value("callback")
    if known.severity is Severity.S1:
        call = f"call them now on {callback}" if callback else "call them now"
        return f"{call}, and ask for {missing}" if missing else call
    if known.hand_over and missing:
        return f"go on with what is known; asked {_times(known.asked)}, still missing: {missing}"
    if known.playbook:
        ask = f"; still missing: {missing}" if missing else ""
        return f"go through the known issue {known.playbook} with them{ask}"
    if missing and known.state is State.WAITING_RESELLER:
        return f"wait for their answer, we asked for {missing}"
    to_do = TO_DO[known.category]
    if missing and known.asked:
        return f"{to_do}; they were asked for {missing}"
    if missing:
        return f"ask for {missing}"
    if known.category not in COMPLETE:
        return to_do
    near = f"; the nearest known issue is {known.nearest}" if known.nearest and known.category in FAULTS else ""
    return f"nothing is missing, {to_do}{near}"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _list(keys: Iterable[str]) -> str:
    """Return the names of facts as a person lists them, the first few of them."""
    names = [NAMES.get(key, f"the {key.replace('_', ' ')}") for key in keys]
    if len(names) > MOST_NAMED:
        names = [*names[: MOST_NAMED - 1], f"{len(names) - MOST_NAMED + 1} more facts"]
    return " and ".join(one for one in (", ".join(names[:-1]), *names[-1:]) if one)
