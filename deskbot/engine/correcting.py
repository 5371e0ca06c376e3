"""A person at the desk sets a ticket right: facts, category, severity, known issue. Phones follow the severity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine import sla, timers
from deskbot.engine.jobs import Jobs
from deskbot.engine.paging import Paging
from deskbot.engine.paging.rows import paged_for, raise_to
from deskbot.model.case import Category, Severity, Source
from deskbot.model.ticket import Entry, State
from deskbot.store import tickets
from deskbot.store.database import Session
from deskbot.store.payloads import findings_from_json, findings_to_json
from deskbot.store.tables import TicketRow
from deskbot.tickets.corrections import CATEGORY, PLAYBOOK, SEVERITY, Corrections, as_note, corrected, who_set
from deskbot.tickets.lifecycle import Event, after
from deskbot.triage.requirements import missing_after


@dataclass(frozen=True, slots=True)
class Correcting:
    """Writes a person's corrections onto a ticket."""

    jobs: Jobs
    desk: Desk
    clock: Clock
    paging: Paging

    async def correct(self, session: Session, ticket: TicketRow, wanted: Corrections, author: str) -> str:
        """Carry corrections out on a ticket whose row is locked; return what has changed or is confirmed, in words."""
        now, number = self.clock.now(), ticket.number or 0
        confirmed = await _confirmed(session, ticket, wanted)
        changes = _facts(ticket, wanted, author)
        if wanted.category is not None and wanted.category != ticket.category:
            changes.append(f"category {ticket.category} → {wanted.category}")
            ticket.category = wanted.category
        if wanted.playbook is not None and wanted.playbook != (ticket.playbook or ""):
            changes.append(f"known issue {ticket.playbook or 'none'} → {wanted.playbook or 'none'}")
            ticket.playbook = wanted.playbook or None
        was = Severity(ticket.severity)
        if wanted.severity is not None and wanted.severity is not was:
            changes.append(f"severity {was} → {wanted.severity}")
            ticket.severity = wanted.severity
        if not changes and not confirmed:
            return "nothing: it stands so already"
        self._completeness(ticket)
        text = "; ".join([*changes, f"confirmed: {', '.join(confirmed)}"] if confirmed else changes)
        noted = f"Set: {text}." if changes else f"{text[0].upper()}{text[1:]}."
        sets = as_note(wanted, self.desk.name_of(author))
        act = "set it right" if changes else "confirmed what it is"
        told: dict[str, Any] = {"set": [one for one in wanted.names if one != SEVERITY or ticket.severity == was]}
        if ticket.severity != was:
            act, told = "changed the severity", {"severity": f"{was} → {ticket.severity}", **told}
        tickets.entry(session, number, now, Entry.NOTE, noted, author=author, data=sets, act=act, told=told)
        if ticket.severity != was:
            await self._page(session, ticket, was, author, now)
        ticket.updated_at = now
        await sla.follow(session, self.jobs, self.desk, ticket, now)
        timers.wait(session, self.jobs, self.desk, ticket, now)
        return text

    @staticmethod
    def _completeness(ticket: TicketRow) -> None:
        """See what the ticket lacks now; one that lacks nothing any more waits for the desk."""
        lacked = bool(ticket.missing)
        ticket.missing = list(missing_after(Category(ticket.category), findings_from_json(ticket.findings)))
        if lacked and not ticket.missing and ticket.state == State.WAITING_RESELLER:
            ticket.state = after(State(ticket.state), Event.COMPLETED)

    async def _page(self, session: Session, ticket: TicketRow, was: Severity, author: str, now: datetime) -> None:
        number, severity = ticket.number or 0, Severity(ticket.severity)
        name = self.desk.name_of(author)
        if not State(ticket.state).open:
            return
        if not severity.at_least(was):
            if not severity.urgent:
                await self.paging.cancel(session, number, now, f"{name} lowered the ticket to {severity}")
            return
        paged = await paged_for(session, ticket)
        raise_to(paged, severity, now)
        verdict = await self.paging.follow(session, paged, severity, now, raised=True, proven=True, part=ticket)
        text = f"{name} raised the ticket: {verdict.why}."
        tickets.entry(session, number, now, Entry.PAGE, text, author=author, act="")  # it is why, and no second act


async def _confirmed(session: Session, ticket: TicketRow, wanted: Corrections) -> list[str]:
    """Return what a person says that triage had said already, in words: from now on it is theirs."""
    notes = await tickets.corrections(session, ticket.number or 0)
    held = {finding.key: finding for finding in findings_from_json(ticket.findings)}
    facts = ((held[key], value) for key, value in wanted.facts if value and key in held)
    confirmed = [f"{one.key} {value}" for one, value in facts if one.value == value and one.source is not Source.PERSON]
    verdicts = (
        (CATEGORY, "category", wanted.category, ticket.category),
        (PLAYBOOK, "known issue", wanted.playbook, ticket.playbook or ""),
        (SEVERITY, "severity", wanted.severity, ticket.severity),
    )
    confirmed += [
        f"{called} {stands or 'none'}"
        for key, called, value, stands in verdicts
        if value is not None and value == stands and not who_set(key, stands, notes)
    ]
    return confirmed


def _facts(ticket: TicketRow, wanted: Corrections, author: str) -> list[str]:
    """Set the facts; return what has changed."""
    findings = findings_from_json(ticket.findings)
    before = {finding.key: finding.value for finding in findings}
    ticket.findings = findings_to_json(corrected(findings, wanted.facts, author))
    return [
        f"{key} {before.get(key) or 'unknown'} → {value or 'unknown'}"
        for key, value in wanted.facts
        if before.get(key, "") != value
    ]
