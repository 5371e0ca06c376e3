"""Four lines for whoever opens a ticket: what it is, what it is about, how grave, and what to do next. Rules only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from deskbot.access.confidential import masked
from deskbot.model.case import Case, Category, Decision, Finding, Reason, Severity
from deskbot.model.ticket import State, Ticket

LONGEST = 140
"""Characters of one line."""
ROOM_FOR_WHAT = 60
"""So much of the summary is kept for the trouble itself, however long the names are."""
MOST_NAMED = 3

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

    def value(self, key: str) -> str:
        """Return a fact, or an empty text."""
        return next((_line(one.value) for one in self.findings if one.key == key), "")


def of_decision(case: Case, decision: Decision) -> Known:
    """Return what is known at the moment in which a message was decided."""
    state = State.RESOLVED if decision.solved else State.NEW
    return Known(
        subject=case.earlier.subject if case.earlier else case.message.subject,
        text=case.message.reply or case.message.text,
        writer=case.writer.reseller.name if case.writer.reseller else case.message.sender.address,
        category=decision.category,
        severity=decision.severity,
        state=State.WAITING_RESELLER if decision.questions and not decision.urgent else state,
        findings=decision.findings,
        missing=decision.missing,
        asked=(case.earlier.asked if case.earlier else 0) + bool(decision.questions),
        hand_over=decision.hand_over,
        playbook=decision.playbook or "",
        nearest=decision.matches[0].playbook if decision.matches else "",
        reasons=decision.reasons,
    )


def of_ticket(ticket: Ticket, decisions: Sequence[Mapping[str, Any]], *, text: str = "", writer: str = "") -> Known:
    """Return what is known of a ticket as it stands.

    Args:
        ticket: the ticket.
        decisions: what triage said of its messages, as the timeline keeps it; the oldest first.
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
        reasons=tuple(
            Reason(str(one["rule"]), str(one["says"]), str(one["evidence"]))
            for document in reversed(decisions)
            for one in document.get("reasons", ())
        ),
    )


def suggestions(known: Known) -> tuple[str, ...]:
    """Return summary, category, severity and next step, one line each."""
    lines = (
        f"Summary: {_summary(known)}",
        f"Category: {_category(known)}",
        f"Severity: {_severity(known)}",
        f"Next: {_next(known)}",
    )
    return tuple(_cut(masked(_line(line)), LONGEST) for line in lines)


# ---- the summary


def _summary(known: Known) -> str:
    who = _cut(known.value("customer") or known.writer, 50)
    model, release = _cut(known.value("model"), 24), _cut(known.value("release"), 16)
    system = ", ".join(one for one in (model, release) if one)
    head = f"{who} ({system})" if who and system else who or system
    head = f"{head}: " if head else ""
    room = LONGEST - len("Summary: ") - len(head)
    if room < ROOM_FOR_WHAT:
        head = f"{_cut(who, LONGEST - len('Summary: : ') - ROOM_FOR_WHAT)}: "
        room = LONGEST - len("Summary: ") - len(head)
    what = _cut(_what(known), room)
    for key in ("impact", "started_at"):
        more = _without_end(_said(known.value(key), known.value("customer")))
        if more and more not in what and len(what) + len(more) + 2 <= room:
            what = f"{what}; {more}"
    return f"{head}{what}"


def _what(known: Known) -> str:
    """Return the trouble or the wish, in the writer's own words."""
    old, new = known.value("old_host_id"), known.value("new_host_id")
    if known.category is Category.LICENCE and (old or new):
        return f"licence from {old or 'an old system'} to {new or 'a new one'}"
    told = known.value("symptom") or _wish(known.text) or _line(known.subject)
    return _without_end(_said(told, known.value("customer"))) or "nothing is said of what fails"


_ASKS = re.compile(r"[^.!?\n]{8,300}\?")
_GREETING = re.compile(
    r"\A\s{0,20}(?i:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|hallo|moin|guten (?:tag|morgen|abend)"
    r"|sehr geehrte[rn]?|liebe[rs]?|bonjour|bonsoir|hola|buen(?:os|as) (?:d[ií]as|tardes|noches)|estimad[oa]s?|ol[aá]"
    r"|bom dia|boa (?:tarde|noite)|prezad[oa]s?)"
    # Whom it greets: names, or one of these; a trouble that begins on the same line is none.
    r"(?: (?:[A-ZÀ-Ý][\w'.-]{0,30}|(?i:all|there|team|support|desk|everyone|everybody|folks|sirs?|madam|or|and|y|e|und"
    r"|et|zusammen|damen|herren|tous|equipo|equipe|todos|a))){0,5}\s?[,.!:]\s{0,5}"
)
_POLITE = re.compile(r"\A(?:please|pls|kindly|bitte|por favor|s'il vous pla[iî]t|svp)[,:]?\s{1,3}(?=\S)", re.IGNORECASE)


def _wish(text: str) -> str:
    """Return the first question of a message, else its first sentence that says more than a greeting."""
    text = _GREETING.sub("", text[:4000], count=1)
    asked = _ASKS.search(text)
    if asked:
        return _line(asked[0])
    sentences = (_line(one) for one in re.split(r"[.!?\n]+", text))
    return next((one for one in sentences if len(one.split()) > 2), "")  # noqa: PLR2004  (two words are a greeting)


_BEGINS = frozenset(
    {
        *(
            "a",
            "about",
            "after",
            "all",
            "an",
            "any",
            "at",
            "both",
            "can",
            "every",
            "five",
            "for",
            "four",
            "how",
            "if",
            "in",
        ),
        *(
            "is",
            "it",
            "my",
            "no",
            "nobody",
            "none",
            "nothing",
            "on",
            "one",
            "our",
            "please",
            "several",
            "since",
            "some",
        ),
        *("the", "their", "there", "these", "they", "this", "three", "two", "we", "what", "when", "where", "will"),
        *(
            "alle",
            "bei",
            "das",
            "der",
            "die",
            "ein",
            "eine",
            "es",
            "kein",
            "keine",
            "nach",
            "niemand",
            "seit",
            "wie",
            "wir",
        ),
        *(
            "aucun",
            "aucune",
            "comment",
            "depuis",
            "il",
            "la",
            "le",
            "les",
            "nos",
            "notre",
            "nous",
            "on",
            "personne",
            "un",
        ),
        *(
            "algunos",
            "como",
            "cómo",
            "desde",
            "el",
            "ha",
            "hay",
            "las",
            "los",
            "nadie",
            "nuestro",
            "se",
            "todos",
            "una",
        ),
        *("as", "não", "nenhum", "nenhuma", "ninguém", "nosso", "o", "os", "todas", "um", "uma"),
    }
)
"""Words with a capital letter only because they begin a sentence."""


def _begun(text: str) -> str:
    """Return a sentence as it goes on behind a colon."""
    first = text.partition(" ")[0]
    return text[:1].lower() + text[1:] if first.lower() in _BEGINS and first != "I" else text


def _said(sentence: str, customer: str) -> str:
    """Return a sentence without greeting, politeness, and the customer's name, which stands in front already."""
    text = _POLITE.sub("", _GREETING.sub("", sentence, count=1), count=1)
    if len(customer) > 2:  # noqa: PLR2004  (a name, not an initial)
        where = (
            r"\s{1,3}(?:at|in|from|of|bei|beim|in der|chez|à|en|de|na|no|do|da)\s{1,3}(?:the |der |dem |la |el |le )?"
        )
        text = re.sub(where + re.escape(customer) + r"(?:'s)?(?=[\s,.;:!?]|$)", "", text, count=1, flags=re.IGNORECASE)
    return _begun(_line(text))


# ---- what it is about, and how grave


def _category(known: Known) -> str:
    key = known.category.value
    why = _why(known, "category-", f"{key}: ")
    word = WORDS.get(known.category, key)
    says = f"{word}, as {why.says.removeprefix(f'{key}: ')}" if why else word
    second = next((one for one in known.reasons if one.rule == "category-second"), None)
    if second is None or second.says.endswith(f" {key}"):
        return says
    return f"{says}; {second.says}{_in_quotes(second.evidence, 40)}"


def _severity(known: Known) -> str:
    word = known.severity.value
    why = _why(known, "", f"{word}: ")
    if why is None:
        return word
    if why.rule == "severity-default":
        return f"{word}, as nothing speaks for a graver one"
    says = f"{word}, as {why.says.removeprefix(f'{word}: ')}"
    return says + _in_quotes(why.evidence, LONGEST - len(f'Severity: {says} ("")'))


def _why(known: Known, rule: str, begins: str) -> Reason | None:
    """Return the newest reason that decided; None where no rule did: a person, or an older version of us."""
    return next((one for one in known.reasons if one.rule.startswith(rule) and one.says.startswith(begins)), None)


def _in_quotes(words: str, longest: int) -> str:
    return f' ("{_cut(_without_end(_line(words)), longest)}")' if words.strip() else ""


# ---- what to do next


def _next(known: Known) -> str:
    if known.state in (State.CLOSED, State.MERGED):
        return "nothing, it is closed"
    if known.state is State.RESOLVED:
        return "nothing, they say that it is solved; it closes by itself"
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


# ---- text


def _line(text: str) -> str:
    """Return a text on one line, of printable characters."""
    return " ".join("".join(char if char.isprintable() else " " for char in text[:2000]).split())


def _without_end(text: str) -> str:
    return text.rstrip(" .!;,:")


_CLAUSE = re.compile(r"[,;:]\s|\s(?:-|\u2013|\u2014)\s|\s(?:and|but|so|und|aber|et|mais|y|pero|e|mas)\s")


def _cut(text: str, longest: int) -> str:
    """Return a text that fits: cut behind a clause if that leaves most of it, else behind a word."""
    if len(text) <= longest:
        return text
    clauses = [found.start() for found in _CLAUSE.finditer(text[:longest])]
    if clauses and clauses[-1] >= longest * 0.6:
        return text[: clauses[-1]]
    return (
        text[: longest - 1].rpartition(" ")[0].rstrip(" ,;:-") + "…"
        if " " in text[: longest - 1]
        else text[: longest - 1] + "…"
    )
