"""Two tickets become one, and two again. What an undo needs is kept with the link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deskbot.engine import timers
from deskbot.engine.folding import put_together, take_apart
from deskbot.engine.incidents import take_in, take_out
from deskbot.engine.mailing import Mailing
from deskbot.engine.paging import Paging
from deskbot.errors import DeskbotError
from deskbot.model.case import Severity
from deskbot.model.message import Address
from deskbot.model.ticket import Entry, Link, State
from deskbot.store import links, moves, tickets
from deskbot.store.database import Session
from deskbot.store.payloads import findings_from_json, findings_to_json
from deskbot.store.tables import LinkRow, TicketRow
from deskbot.tickets import replies
from deskbot.tickets.joining import Parties, graver, merged_findings, why_not_merge
from deskbot.tickets.lifecycle import Event, after
from deskbot.tickets.reference import reference


@dataclass(frozen=True, slots=True)
class Merging:
    """Merges tickets within a transaction that has locked them, and takes it back."""

    mailing: Mailing
    paging: Paging

    async def merge(self, session: Session, source: TicketRow, target: TicketRow, author: str, now: datetime) -> None:
        """Merge a ticket into another.

        Raises:
            DeskbotError: it may not be; the text says why, and what to do instead.
        """
        problem = why_not_merge(
            tickets.as_ticket(source), tickets.as_ticket(target), await parties(session, source, target)
        )
        if problem:
            raise DeskbotError(problem)
        one, other = source.number or 0, target.number or 0
        data = await self.pour(session, source, target, author, now)
        row = links.add(session, one, other, Link.MERGED, "", now, author=author, data=data)
        text = f"Merged into {reference(other)}."
        tickets.entry(session, one, now, Entry.STATE, text, author=author)
        tickets.entry(session, other, now, Entry.STATE, f"{reference(one)} was merged into it.", author=author)
        await session.flush()
        people = {(channel, address) for channel, address in data["told"]}
        text = replies.merged(one, other, await self.mailing.setting_of(session, target))
        for person in await tickets.participants(session, other):
            if (person.channel, person.address) in people:
                key = f"merged:{row.id}:{person.channel}:{person.address}"
                to = (person.channel, Address(person.address, person.name))
                await self.mailing.to_reseller(session, key, target, to, text, now)

    async def pour(
        self, session: Session, source: TicketRow, target: TicketRow, author: str, now: datetime
    ) -> dict[str, Any]:
        """Give all of a ticket to another; return what an undo needs."""
        one, other = source.number or 0, target.number or 0
        before = {"severity": target.severity, "claimed": target.claimed, "owner": target.owner}
        findings, added = merged_findings(findings_from_json(target.findings), findings_from_json(source.findings))
        people = await self._join(session, source, target)
        newest = await moves.newest_message(session)
        pages = await put_together(session, target, {one: source}, self.paging, now)
        data: dict[str, Any] = {
            "state": source.state,
            "target": before | {"playbook": target.playbook},
            "findings": added,
            "newest_message": newest,
            "people": people["joined"],
            "told": people["told"],
            "pages": pages,
            "moved": await moves.move_all(session, one, other),
            "parts": await moves.move_parts(session, one, other),
        }
        target.severity = graver(Severity(target.severity), Severity(source.severity))
        target.claimed = target.claimed or source.claimed
        target.owner = target.owner or source.owner
        target.playbook = target.playbook or source.playbook
        target.findings = findings_to_json(findings)
        target.missing = [key for key in target.missing if key not in added]
        if State(source.state).open and not State(target.state).open:
            target.state = after(State(target.state), Event.MESSAGE)
        source.state, source.merged_into, source.due_at = after(State(source.state), Event.MERGED), other, None
        source.updated_at = target.updated_at = now
        data["severity"] = str(target.severity)
        parent = await tickets.get(session, source.parent) if source.parent and target.parent is None else None
        if parent is not None and State(parent.state).open:
            take_in(session, target, parent, f"{reference(one)}, a part of it, was merged into it", now, author=author)
            data["joined"] = parent.number
        await session.flush()
        await timers.wait(session, self.mailing.jobs, self.mailing.desk, target, now)
        return data

    @staticmethod
    async def _join(session: Session, source: TicketRow, target: TicketRow) -> dict[str, list[list[str]]]:
        """Let the people of a ticket take part in another, if they are believed; a stranger hears nothing new by it."""
        joined: list[list[str]] = []
        told: list[list[str]] = []
        for one in await tickets.participants(session, source.number or 0):
            there = await tickets.participant(session, target.number or 0, one.channel, one.address)
            if one.verified and (there is None or not there.verified):
                joined.append([one.channel, one.address])
                address = Address(one.address, one.name)
                await tickets.join(session, target.number or 0, one.channel, address, verified=True)
            if one.verified:
                told.append([one.channel, one.address])
        return {"joined": joined, "told": told}

    async def undo(
        self, session: Session, row: LinkRow, source: TicketRow, target: TicketRow, author: str, now: datetime
    ) -> None:
        """Take a merge back. What came in since stays where it is.

        Raises:
            DeskbotError: the target was merged onwards: that has to be undone first.
        """
        one, other, data = source.number or 0, target.number or 0, row.data
        if target.merged_into is not None:
            into = reference(target.merged_into)
            raise DeskbotError(f"{reference(other)} was merged into {into} since: undo that first")
        since = await moves.writers_since(session, other, data["newest_message"])
        await moves.move_back(session, data["moved"], one, other)
        await moves.move_parts(session, other, one, data["parts"])
        for channel, address in data["people"]:
            if address not in since:
                await moves.leave(session, other, channel, address)
        source.state, source.merged_into, source.updated_at = data["state"], None, now
        restore(source, target, data, untouched=not since)
        row.undone_at, row.undone_by = now, author
        await session.flush()
        text = f"Taken out of {reference(other)} again, into which it was merged."
        tickets.entry(session, one, now, Entry.STATE, text, author=author)
        text = f"{reference(one)} was taken out of it again; what came in since the merge stays here."
        tickets.entry(session, other, now, Entry.STATE, text, author=author)
        await take_apart(session, source, target, data["pages"], self.paging, now)
        if data.get("joined") and target.parent == data["joined"]:
            await take_out(session, target, self.paging, author, now)
        for ticket in (source, target):
            await timers.wait(session, self.mailing.jobs, self.mailing.desk, ticket, now)
        text = replies.parted(one, other, source.subject, await self.mailing.setting_of(session, source))
        for person in await tickets.participants(session, one):
            if person.verified:
                key = f"unmerged:{row.id}:{person.channel}:{person.address}"
                to = (person.channel, Address(person.address, person.name))
                await self.mailing.to_reseller(session, key, source, to, text, now)


def restore(source: TicketRow, target: TicketRow, data: dict[str, Any], *, untouched: bool) -> None:
    """Take out of a ticket what another gave it; its severity is lowered only where nothing has come in since."""
    theirs = {finding.key: finding.value for finding in findings_from_json(source.findings)}
    target.findings = findings_to_json(
        finding
        for finding in findings_from_json(target.findings)
        if finding.key not in data["findings"] or finding.value != theirs.get(finding.key)
    )
    if untouched and target.severity == data["severity"]:
        target.severity = data["target"]["severity"]
    for name in ("claimed", "owner", "playbook"):
        if not data["target"][name] and getattr(target, name) == getattr(source, name):
            setattr(target, name, data["target"][name])


async def parties(session: Session, source: TicketRow, target: TicketRow) -> Parties:
    """Return what is known of two tickets beside themselves."""
    numbers = (source.number or 0, target.number or 0)
    incidents = [number for number in numbers if await links.is_incident(session, number)]
    people = [{(one.channel, one.address) for one in await tickets.participants(session, number)} for number in numbers]
    return Parties(
        incidents=incidents,
        share_people=bool(people[0] & people[1]),
        of=await tickets.whose(session, source),
        to=await tickets.whose(session, target),
    )
