"""What the desk is told of a message: facts first, then what is missing, then why. Internal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from deskbot.commands.by_mail import HELP
from deskbot.model.case import Case, Decision, Writer
from deskbot.model.message import MARKER
from deskbot.tickets.reference import reference
from deskbot.tickets.suggestions import of_decision, suggestions

READ_IT = "Category and severity are guesses; nothing was asked: read it at once."
EXCERPT = 4000
"""Characters of a message that the desk's mail quotes."""


def subject(number: int, case: Case, decision: Decision, *, new: bool) -> str:
    """Return the subject line: what the desk must know before it opens the mail."""
    who = case.writer.reseller.name if case.writer.reseller else case.message.sender.address
    mark = "" if case.writer.proven else " UNVERIFIED"
    news = "new" if new else "update"
    unread = f" in {decision.unread}" if decision.unread else ""
    return f"[{reference(number)}] {decision.severity} {news}{mark}{unread}: {who}: {case.message.subject}"


def incident(number: int, severity: str, says: str, parts: Sequence[str]) -> str:
    """Return the desk's mail about an incident that several tickets have become."""
    lines = [
        MARKER,
        "",
        f"{reference(number)} is an incident, {severity}: {says}. One page stands for all of these:",
        "",
        *(f"  {part}" for part in parts),
        "",
        "Work on it here: an answer to this mail reaches everybody who takes part in any of them, each in a letter "
        "about their own ticket, which names no other. Closing it asks each whether it is solved. A ticket that does "
        f"not belong to it is taken out by: deskbot tickets unlink T-… {reference(number)}",
        "",
        "-- ",
        HELP,
    ]
    return "\n".join(lines) + "\n"


def briefing(
    number: int,
    case: Case,
    decision: Decision,
    paging: str,
    *,
    new: bool,
    others: Sequence[str] = (),
    answered: Sequence[str] = (),
    so_far: Sequence[Mapping[str, Any]] = (),
    promise: str = "",
) -> str:
    """Return the desk's mail about a new ticket or an update.

    Args:
        number: the ticket.
        case: the message.
        decision: what triage said of it.
        paging: whether somebody is paged, and why.
        new: whether the message opened the ticket.
        others: tickets about the same trouble, a line each.
        answered: hands-on tasks that the message answers, a line each.
        so_far: what triage said of the ticket's messages, this one included.
        promise: what is promised for the first answer, and by when; empty where that is no matter any more.
    """
    lines = [
        MARKER,
        "",
        f"{reference(number)} {'is new' if new else 'was updated'}: {decision.category}, {decision.severity}.",
        "",
        *suggestions(of_decision(case, decision, so_far)),
        "",
        f"From: {case.message.sender} ({_standing(case.writer)})",
        *([f"Written by: {case.writer.person}"] if case.writer.person else []),
        *([f"Language: written in {decision.unread}: no rule could read it. {READ_IT}"] if decision.unread else []),
        f"Paging: {paging}",
        *([f"First answer: {promise}"] if promise else []),
        f"Known issue: {decision.playbook or 'none fits clearly'}",
        *(f"Task {line}" for line in answered),
        *(["The same trouble:", *(f"  {line}" for line in others)] if others else []),
        "",
        "Facts:",
        *(f"  {finding.key}: {finding.value}" for finding in decision.findings),
        f"Missing: {', '.join(decision.missing) or 'nothing'}",
        "",
        "Why:",
        *(
            f"  {reason.rule}: {reason.says}" + (f' ("{reason.evidence}")' if reason.evidence else "")
            for reason in decision.reasons
        ),
        "",
        "Message:",
        *(f"  | {line}" for line in (case.message.words or case.message.text)[:EXCERPT].splitlines()),
    ]
    if case.message.attachments:
        lines += ["", "Attachments: " + ", ".join(file.filename for file in case.message.attachments)]
    lines += ["", "-- ", HELP]
    return "\n".join(lines) + "\n"


def _standing(writer: Writer) -> str:
    reseller = writer.reseller.name if writer.reseller else "unknown to the directory"
    return f"{reseller}; {writer.standing}: {writer.why}"
