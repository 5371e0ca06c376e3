"""`deskbot triage FILE.eml`: say what triage would make of a mail, without any effect."""

from __future__ import annotations

import json as jsons
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from deskbot.channels.email.parsing import read_mail
from deskbot.cli.loading import load_playbook_set
from deskbot.cli.mail_file import bytes_of
from deskbot.cli.terminal import plain
from deskbot.errors import DeskbotError
from deskbot.model.case import Action, Case, Decision, Reason, Severity
from deskbot.model.message import Inbound
from deskbot.triage.pipeline import decide
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.registry import all_diagnostics
from deskbot.triage.trial import NOBODY

NOT_LABELLED = frozenset({"warranty"})
"""Facts that the labelled mails say nothing of: they became facts of their own afterwards."""


def judge(
    raw: bytes, playbooks: PlaybookSet, own_domains: frozenset[str] = frozenset(), *, now: datetime
) -> tuple[Inbound, Decision]:
    """Return a mail as it was read and what triage makes of it, for a writer whom nobody knows."""
    message = read_mail(raw)
    case = Case(message=message, writer=NOBODY, now=now, own_domains=own_domains)
    return message, decide(case, playbooks)


def labels(message: Inbound, decision: Decision) -> dict[str, Any]:
    """Return the decision in the words of the labelled mails, with its reasons."""
    present = [key for key in decision.fresh if key not in NOT_LABELLED]
    given = [finding for finding in decision.findings if finding.key in present]
    return {
        "category": decision.category.value,
        "severity": decision.severity.value,
        "urgent": decision.urgent,
        "playbook": decision.playbook,
        "present": present,
        "missing": list(decision.missing),
        "values": {finding.key: finding.value for finding in given},
        "automatic": message.automatic.value if message.automatic else None,
        "action": decision.action.value,
        "claimed": decision.claimed,
        "questions": [question.text for question in decision.questions],
        "findings": [
            {
                "key": finding.key,
                "value": finding.value,
                "words": finding.words,
                "confidence": finding.confidence,
                "source": finding.source.value,
            }
            for finding in decision.findings
        ],
        "matches": [
            {"playbook": match.playbook, "title": match.title, "score": match.score, "words": list(match.words)}
            for match in decision.matches
        ],
        "reasons": [
            {"rule": reason.rule, "says": reason.says, "evidence": reason.evidence} for reason in decision.reasons
        ],
        "defects": list(message.defects),
    }


def triage(
    file: Annotated[Path, typer.Argument(help="A mail as it came over the wire (RFC 5322); - reads standard input.")],
    *,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")] = False,
    own_domain: Annotated[
        list[str] | None, typer.Option("--own-domain", help="A mail domain of the Service Desk itself; repeatable.")
    ] = None,
    playbooks: Annotated[
        Path | None, typer.Option("--playbooks", help="The folder with the playbooks; else those that came along.")
    ] = None,
) -> None:
    """Triage one mail and say why; nothing is stored, sent or paged.

    Examples:
      deskbot triage complaint.eml
      deskbot triage complaint.eml --json --own-domain desk.example
    """
    raw = bytes_of(file)
    own = frozenset(domain.lower().strip("@. ") for domain in own_domain or ())
    try:
        books = load_playbook_set(playbooks)
        message, decision = judge(raw, books, own, now=datetime.now(UTC))
    except ValueError as error:
        raise DeskbotError(f"{file}: cannot be read as a mail: {error}") from error
    if json:
        typer.echo(jsons.dumps(labels(message, decision), indent=2))
    else:
        _show(Console(), message, decision, books)


WHAT_HAPPENS = {
    Action.OPEN: "A ticket is opened",
    Action.UPDATE: "It is added to its ticket",
    Action.FILE: "No ticket: it is filed, and can be made one",
    Action.REDIRECT: "No ticket: it is filed, and the sender is told whom to ask",
}
NOT_HERE = ("sender-",)
"""Reasons that only say that this command looks in no directory."""
GROUPS = (
    ("What it is", ("language", "category-", "contact-", "topics", "redirected", "not-redirected", "filed")),
    ("Known issue", ("playbook",)),
    ("Facts", ("fact", "claimed-not-given", "missing", "complete", "not-asked", "asked", "entitlement")),
    ("How urgent", ("",)),
)
"""Headings, and how the rules begin whose reasons stand under them; the last one takes what is left."""


def _show(console: Console, message: Inbound, decision: Decision, playbooks: PlaybookSet) -> None:
    console.print(f"[bold]{escape(plain(message.subject))}[/] from {escape(plain(str(message.sender)))}")
    console.print(f"[bold]{escape(verdict(message, decision))}[/]", soft_wrap=True)
    book = playbooks.get(decision.playbook or "")
    told = f"{decision.playbook} ({book.title})" if book else decision.playbook or "none fits clearly"
    console.print(f"Known issue: {escape(plain(told))}", soft_wrap=True)
    console.print("The sender counts as unknown: this command looks in no directory.", soft_wrap=True)
    console.print(_facts(decision))
    for question in decision.questions:
        console.print(f"Asked: {escape(plain(question.text))}", soft_wrap=True)
    for heading, reasons in grouped(decision.reasons):
        console.print(f"[bold]{heading}[/]")
        for reason in reasons:
            evidence = f' "{_line(reason.evidence)}"' if reason.evidence else ""
            console.print(f"  {escape(reason.says + evidence)} [dim]({escape(reason.rule)})[/]", soft_wrap=True)


def verdict(message: Inbound, decision: Decision) -> str:
    """Return in a line what becomes of the message and how grave it is."""
    automatic = f", automatic mail ({message.automatic.value})" if message.automatic else ""
    hours = "" if decision.severity is Severity.S1 else " in support hours"
    urgent = f", urgent: a phone is rung{hours}" if decision.urgent else ", not urgent"
    return f"{WHAT_HAPPENS[decision.action]}: {decision.category.value}{automatic}, {decision.severity.value}{urgent}."


def grouped(reasons: tuple[Reason, ...]) -> list[tuple[str, list[Reason]]]:
    """Return the reasons under the headings by which people look for them."""
    found: dict[str, list[Reason]] = {heading: [] for heading, _ in GROUPS}
    for reason in reasons:
        if not reason.rule.startswith(NOT_HERE):
            heading = next(name for name, starts in GROUPS if reason.rule.startswith(starts))
            found[heading].append(reason)
    return [(heading, found[heading]) for heading in found if found[heading]]


def _facts(decision: Decision) -> Table:
    table = Table("fact", "as it was read", "sure", "from")
    held = {finding.key: finding for finding in decision.findings}
    for diagnostic in all_diagnostics():
        finding = held.get(diagnostic.key)
        if finding:
            table.add_row(finding.key, escape(_line(finding.value)), f"{finding.confidence:.2f}", finding.source.value)
        elif diagnostic.key in decision.missing:
            table.add_row(diagnostic.key, "[red]missing[/]", "", "")
    return table


WIDTH = 90


def _line(text: str) -> str:
    """Return the text as one printable line."""
    line = " ".join(plain(text).split())
    return line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"
