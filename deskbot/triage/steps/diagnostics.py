"""Which facts does the message give, and which does the ticket have with them?"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from deskbot.model.case import Case, Category, Finding, Source
from deskbot.triage.answers import answer, asked_under, by_number
from deskbot.triage.assessment import Assessment
from deskbot.triage.corrections import corrects
from deskbot.triage.diagnostics import Diagnostic
from deskbot.triage.folding import fold
from deskbot.triage.phrases import Phrases
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.registry import all_diagnostics, diagnostic_of
from deskbot.triage.sentences import Region, read
from deskbot.triage.steps import Step
from deskbot.triage.task_answers import answers_task

DOUBTFUL = 0.7
SURE = 0.85
TOLD_ONCE = frozenset({"symptom", "impact"})
"""What the first mail says of the trouble: a remark in a later one does not take its place."""
STAYS = frozenset({"reason"})
"""What nothing but a plain answer replaces: "sorry, I mistyped the new id" is no reason to move a licence."""
_NO_STEPS = frozenset(
    {"evidence", "child_registered", "users_down", "warranty", "ship_to", "site_contact", "subscription", "callback"}
)
"""What answers these, or asks for a name, number or code, tells no step, whatever it sounds like."""
_SETS_RIGHT = Phrases(
    """
    correction; corrected; my mistake; my bad; i meant; i was wrong; i mixed up; actually; in fact; it turns out;
    turned out; sorry,? (it|that|this|not|i meant|there)*; not … but; rather than;
    korrektur; berichtig*; mein fehler; ich meinte; gemeint war; nicht … sondern; tatsachlich; in wirklichkeit;
    rectificati*; je voulais dire; je me suis trompe*; en fait; en realite; pas … mais;
    correccion; corrijo; quise decir; me equivoque; en realidad; no … sino;
    correcao; corrigindo; quis dizer; me enganei; na verdade; nao … mas sim
    """
)
SHORTEST_CODE = 5
"""Digits of an answer that may be taken for a telephone number."""
_NUMBER = re.compile(r"^\s{0,3}(?:\(?(\d{1,2})\s?[.):\-\u2013]{1,2}|\[\s?\S?\s?\])\s{1,3}(?=\S)")
"""What may stand before an answer to a numbered question."""
UNPROVEN = 0.5
"""What an unproven writer adds to a ticket is no more certain than this."""


@dataclass(frozen=True, slots=True)
class _Given:
    """A fact as this message gives it, and whether it takes the place of what the ticket has."""

    finding: Finding
    replaces: bool
    answered: bool
    """Whether it stands beside its name or its number, or below its question."""
    plain: bool
    """Whether it stands beside its name or number, or behind words that set a name, number or code right."""


def _given(case: Case, diagnostic: Diagnostic, category: Category) -> _Given | None:
    """Return the fact as this message gives it: an explicit answer before what is read between the lines."""
    if category not in diagnostic.read_in:
        return None
    answered = answer(case, diagnostic)
    found = answered or diagnostic.read(case, category)
    if found is None or (answered is None and diagnostic.key in TOLD_ONCE and answers_task(case, found.words)):
        return None
    sets_right = corrects(found) and not _is_old_subject(case, found)
    if diagnostic.key in TOLD_ONCE:
        sets_right = _SETS_RIGHT.within(fold(found.words))
    gives_way = not diagnostic.identifies and diagnostic.key not in TOLD_ONCE | STAYS
    sets_right = sets_right and diagnostic.key not in STAYS
    replaces = answered is not None or gives_way or sets_right
    plain = answered is not None or (diagnostic.identifies and replaces)
    value = found.value if answered else _without_number(case, diagnostic, found.value)
    found = replace(found, value=value, confidence=round(found.confidence, 2))
    return _Given(found, replaces, answered is not None, plain)


def _without_number(case: Case, diagnostic: Diagnostic, value: str) -> str:
    """Return what was read less the number under which we asked for it; that of a day or a floor stays."""
    found = _NUMBER.match(value)
    if case.earlier is None or not case.earlier.asked or found is None:
        return value
    number = found[1]
    ours = number is None or int(number) in asked_under(case.earlier, diagnostic.key)
    return value[found.end() :] if ours else value


def _without_answers_to_others(case: Case, given: dict[str, _Given]) -> dict[str, _Given]:
    """Return the facts less a number or a step that was only read, where it is the answer to another question.

    "1. 5025-0077120" is the serial that we asked for, and looks like a telephone number; an address is no step.
    """
    answers = {key: "".join(filter(str.isalnum, one.finding.value)) for key, one in given.items() if one.answered}
    codes = {key: code for key, code in answers.items() if sum(map(str.isdigit, code)) >= SHORTEST_CODE}

    def is_anothers(key: str, one: _Given) -> bool:
        value = "".join(filter(str.isalnum, one.finding.value))
        return not one.answered and any(other != key and value.startswith(code) for other, code in codes.items())

    plain = [words for key, words in by_number(case) if key in _NO_STEPS or _identifies(key)]

    def is_plain(one: _Given) -> bool:
        words = _NUMBER.sub("", one.finding.words)
        return not one.answered and any(words.startswith(text) or text.startswith(words) for text in plain if text)

    return {
        key: one
        for key, one in given.items()
        if not (key == "callback" and is_anothers(key, one)) and not (key == "tried" and is_plain(one))
    }


def _identifies(key: str) -> bool:
    found = diagnostic_of(key)
    return found is not None and found.identifies


def _is_old_subject(case: Case, found: Finding) -> bool:
    """Return whether a fact stands in the subject of the mail that is answered: "Re: One-way audio" sets none right."""
    old = (one.text for one in read(case.message).sentences if one.region is Region.OLD_SUBJECT)
    return found.words in old


def _reading_category(case: Case, assessment: Assessment) -> Category:
    """Return the category whose facts are read: the ticket's, or the message's own where that says more."""
    category = assessment.category or Category.INCIDENT
    return category if case.earlier else assessment.about or category


def _merged(case: Case, fresh: dict[str, _Given]) -> dict[str, Finding]:
    """Return the ticket's facts: newer text wins, unless its writer is not proven or it only mentions another."""
    findings = {finding.key: finding for finding in case.earlier.findings} if case.earlier else {}
    for key, given in fresh.items():
        finding, held = given.finding, findings.get(key)
        if held is None or held.source is Source.DIRECTORY:
            certainty = (
                finding.confidence if case.writer.proven or not case.earlier else min(UNPROVEN, finding.confidence)
            )
            if held is None or case.writer.proven:
                findings[key] = replace(finding, confidence=certainty)
        elif case.writer.proven and held.source is not Source.PERSON and (given.replaces or _surer(finding, held)):
            findings[key] = finding
    return findings


def _withheld(case: Case, fresh: dict[str, _Given], merged: dict[str, Finding]) -> tuple[Finding, ...]:
    """Return what a proven writer tells of the trouble, where the ticket keeps what it was told first."""
    return tuple(
        given.finding
        for key, given in sorted(fresh.items())
        if key in TOLD_ONCE
        and case.writer.proven
        and merged[key].source is not Source.PERSON
        and merged[key].value != given.finding.value
    )


def _corrected(case: Case, fresh: dict[str, _Given], merged: dict[str, Finding]) -> tuple[str, ...]:
    """Return the keys of facts that this message set right in plain words, and that now stand so."""
    held = {finding.key: finding.value for finding in case.earlier.findings} if case.earlier else {}
    return tuple(
        key
        for key, given in sorted(fresh.items())
        if given.plain and key in held and merged[key].value == given.finding.value != held[key]
    )


def _surer(finding: Finding, held: Finding) -> bool:
    """Return whether the newer reading is far surer than a doubtful one that the ticket has."""
    enough = held.confidence if finding.key in TOLD_ONCE else SURE
    return held.confidence < DOUBTFUL and finding.confidence > enough


def _from_directory(case: Case, findings: dict[str, Finding], category: Category) -> dict[str, Finding]:
    """Return the facts with what the directory adds, for writers who are proven."""
    if not case.writer.proven:
        return findings
    given = tuple(findings[key] for key in sorted(findings))
    added = dict(findings)
    for diagnostic in all_diagnostics():
        if diagnostic.key in findings or category not in diagnostic.read_in:
            continue
        known = diagnostic.known(case, given)
        if known:
            added[diagnostic.key] = known
    return added


def _run(case: Case, assessment: Assessment, _playbooks: PlaybookSet) -> Assessment:
    category = assessment.category or Category.INCIDENT
    if assessment.about is Category.JUNK:
        held = case.earlier.findings if case.earlier else ()
        return replace(assessment, findings=held).because("facts-none", "nothing is taken from junk or automatic mail")
    reading_as = _reading_category(case, assessment)
    given = {one.finding.key: one for one in (_given(case, each, reading_as) for each in all_diagnostics()) if one}
    fresh = _without_answers_to_others(case, given)
    merged = _from_directory(case, _merged(case, fresh), category)
    order = [diagnostic.key for diagnostic in all_diagnostics()]
    keys = sorted(merged, key=lambda key: (order.index(key) if key in order else len(order), key))
    assessment = replace(
        assessment,
        findings=tuple(merged[key] for key in keys),
        fresh=tuple(key for key in order if key in fresh),
        corrected=_corrected(case, fresh, merged),
        withheld=_withheld(case, fresh, merged),
    )
    for diagnostic in all_diagnostics():
        claim = diagnostic.claimed(case) if reading_as in diagnostic.read_in and diagnostic.key not in merged else ""
        if claim:
            assessment = replace(assessment, claims=(*assessment.claims, (diagnostic.key, claim))).because(
                "claimed-not-given", f"{diagnostic.key} is spoken of, and did not come with the message", claim[:200]
            )
        given = fresh.get(diagnostic.key)
        why = diagnostic.why(given.finding) if given else ""
        if given and why:
            assessment = assessment.because(f"fact-{diagnostic.key}", why, given.finding.words)
    for key in keys:
        if merged[key].source is Source.DIRECTORY:
            assessment = assessment.because(
                "fact-from-directory", f"{key} is known from the directory", merged[key].value
            )
    if case.earlier and not case.writer.proven:
        kept = [key for key in fresh if any(finding.key == key for finding in case.earlier.findings)]
        if kept:
            assessment = assessment.because(
                "facts-not-corrected", f"an unproven writer corrects no facts: {', '.join(kept)}"
            )
    return assessment


STEP = Step("diagnostics", 30, "Which facts does the message give?", _run)
