"""Two tickets become one, and two again. What an undo needs is kept with the link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deskbot.engine import sla, timers
from deskbot.engine.gathering import domain_of
from deskbot.engine.hearing import hearers
from deskbot.engine.incidents import take_in, take_out
from deskbot.engine.joint_pages import put_together, take_apart
from deskbot.engine.letter import Letter
from deskbot.engine.mailing import Mailing
from deskbot.engine.paging import Paging
from deskbot.engine.uniting import part, unite
from deskbot.engine.unsent_answers import not_sent
from deskbot.errors import DeskbotError
from deskbot.model.case import Severity
from deskbot.model.message import Address
from deskbot.model.ticket import Entry, Link, State
from deskbot.store import directory, held_answers, links, moves, tasks, tickets
from deskbot.store.database import Session
from deskbot.store.payloads import findings_from_json, findings_to_json
from deskbot.store.tables import LinkRow, TicketRow
from deskbot.tickets import replies
from deskbot.tickets.joining import Parties, graver, merged_findings, strangers_read, why_not_merge
from deskbot.tickets.lifecycle import Event, after
from deskbot.tickets.reference import reference
from deskbot.tickets.tasks import MOST_TASKS, new_letters, places_behind, renamed


@dataclass(frozen=True, slots=True)
class Merging:
    """Merges tickets within a transaction that has locked them, and takes it back."""

    mailing: Mailing
    paging: Paging

    async def merge(self, session: Session, source: TicketRow, target: TicketRow, author: str, now: datetime) -> str:
        """Merge a ticket into another; return what was done, in words.

        Raises:
            DeskbotError: it may not be; the text says why, and what to do instead.
        """
        problem = why_not_merge(
            tickets.as_ticket(source), tickets.as_ticket(target), await parties(session, source, target)
        )
        if problem:
            raise DeskbotError(problem)
        one, other = source.number or 0, target.number or 0
        lettered = await relettered(session, source, target)
        data = await self.pour(session, source, target, lettered.places, author, now)
        row = links.add(session, one, other, Link.MERGED, "", now, author=author, data=data)
        text = f"Merged into {reference(other)}."
        tickets.entry(session, one, now, Entry.STATE, text, author=author)
        warned = strangers_read(await self._strangers(session, data["people"], target))
        text = f"{reference(one)} was merged into it{warned}."
        tickets.entry(session, other, now, Entry.STATE, text, author=author, data={"merged": one})
        await session.flush()
        await self.tell(session, f"merged:{row.id}", source, target, data["told"], lettered.lines, now)
        return f"{reference(one)} is merged into {reference(other)}{lettered.says}{warned}"

    @staticmethod
    async def _strangers(session: Session, joined: Sequence[Sequence[str]], target: TicketRow) -> list[str]:
        """Return who of those that have joined a reseller's ticket is none of its people."""
        found: list[str] = []
        for channel, address in joined if target.reseller_id is not None else ():
            reseller, _, _ = await directory.find_writer(session, channel, address, domain_of(address))
            if reseller is None or reseller.id != target.reseller_id:
                found.append(f"{address} ({channel})")
        return found

    async def tell(
        self,
        session: Session,
        key: str,
        source: TicketRow,
        target: TicketRow,
        told: Sequence[Sequence[str]],
        lines: Sequence[str],
        now: datetime,
    ) -> None:
        """Tell the people of a ticket that it is handled as another one, and which tasks have other letters there."""
        people = {(channel, address) for channel, address in told}
        one, other = source.number or 0, target.number or 0
        text = replies.merged(one, other, await self.mailing.setting_of(session, target), lines)
        theirs = [one for one in await tickets.participants(session, other) if (one.channel, one.address) in people]
        for person in await hearers(session, theirs, self.mailing.writable, target.reseller_id):
            to = (person.channel, person.to)
            await self.mailing.to_reseller(session, f"{key}:{person.whom}", target, to, Letter(text), now)

    async def pour(
        self,
        session: Session,
        source: TicketRow,
        target: TicketRow,
        places: Mapping[int, int],
        author: str,
        now: datetime,
    ) -> dict[str, Any]:
        """Give all of a ticket to another; return what an undo needs.

        Args:
            session: the transaction.
            source: the ticket that gives; it is merged into the other from then on.
            target: the one that gets.
            places: of the hands-on tasks there, see `relettered`.
            author: who does it.
            now: the present moment.
        """
        one, other = source.number or 0, target.number or 0
        before = {"severity": target.severity, "claimed": target.claimed, "owner": target.owner}
        findings, added = merged_findings(findings_from_json(target.findings), findings_from_json(source.findings))
        people = await self._join(session, source, target)
        for answer in await held_answers.lock_waiting(session, one):  # before drafts are united, as it is one then
            why = f"its ticket was merged into {reference(other)} while it waited, and others read there"
            await not_sent(session, self.mailing, answer, why, now)
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
            "moved": await moves.move_all(session, one, other, places),
            "parts": await moves.move_parts(session, one, other),
            "united": await unite(session, self.mailing.jobs, self.mailing.desk, one, other, now),
        }
        if new_letters(places):
            text = f"Of the tasks of {reference(one)}, {new_letters(places)} here."
            tickets.entry(session, other, now, Entry.TASK, text, author=author)
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
        await sla.merged(session, self.mailing.jobs, self.mailing.desk, source, target, now)
        timers.wait(session, self.mailing.jobs, self.mailing.desk, target, now)
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
    ) -> str:
        """Take a merge back; return what was done, in words. What came in since stays where it is.

        Raises:
            DeskbotError: the target was merged onwards: that has to be undone first.
        """
        one, other, data = source.number or 0, target.number or 0, row.data
        if target.merged_into is not None:
            into = reference(target.merged_into)
            raise DeskbotError(f"{reference(other)} was merged into {into} since: undo that first")
        places, lines = await letters_again(session, data["moved"].get("tasks", []), other)
        since = await moves.writers_since(session, other, data["newest_message"])
        await moves.move_back(session, data["moved"], one, other)
        await moves.move_parts(session, other, one, data["parts"])
        if united := data.get("united"):  # which none has that was merged before there was anything to unite
            await part(session, self.mailing.jobs, one, other, united, now)
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
        await sla.parted(session, self.mailing.jobs, self.mailing.desk, source, target, now)
        for ticket in (source, target):
            timers.wait(session, self.mailing.jobs, self.mailing.desk, ticket, now)
        text = replies.parted(one, other, source.subject, await self.mailing.setting_of(session, source), lines)
        await self.mailing.to_verified(session, f"unmerged:{row.id}", source, Letter(text), now)
        again = f"; of its tasks, {new_letters(places)} again" if new_letters(places) else ""
        return f"{reference(one)} is a ticket of its own again{again}"


@dataclass(frozen=True, slots=True)
class Relettered:
    """The hands-on tasks of a ticket that goes into another one."""

    places: Mapping[int, int]
    """Their places there, by those that they have."""
    lines: Sequence[str]
    """The open ones with another letter, for those who do the work."""

    @property
    def says(self) -> str:
        """Return for the desk which letters change, behind what was done."""
        return f"; of its tasks, {new_letters(self.places)} there" if new_letters(self.places) else ""


async def relettered(session: Session, source: TicketRow, target: TicketRow) -> Relettered:
    """Return the letters that a ticket's tasks get on another one.

    Raises:
        DeskbotError: there are not letters enough.
    """
    coming = [tasks.as_task(row) for row in await tasks.of_ticket(session, source.number or 0)]
    there = [row.place for row in await tasks.of_ticket(session, target.number or 0)]
    places = places_behind(there, [task.place for task in coming])
    if max(places.values(), default=0) > MOST_TASKS:
        both = f"{reference(source.number or 0)} and {reference(target.number or 0)}"
        many = len(coming) + len(there)
        raise DeskbotError(f"{both} have {many} tasks together; {MOST_TASKS} is the most: link them instead")
    return Relettered(places, renamed(coming, places))


async def letters_again(
    session: Session, moved: Sequence[Sequence[int]], number: int
) -> tuple[dict[int, int], list[str]]:
    """Return the places that tasks get back, and the open ones among them in lines, while they are still on the other.

    Args:
        session: the transaction.
        moved: ids of the tasks with the places that they had.
        number: the ticket that they went to.
    """
    rows = {row.id: row for row in await tasks.of_ticket(session, number)}
    places = {rows[task_id].place: place for task_id, place in moved if task_id in rows}
    coming = [tasks.as_task(row) for row in rows.values() if row.place in places]
    return places, renamed(coming, places)


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
    whose = await tickets.whose_each(session, (source, target))
    return Parties(
        incidents=incidents,
        share_people=bool(people[0] & people[1]),
        of=whose[source.number or 0],
        to=whose[target.number or 0],
    )
