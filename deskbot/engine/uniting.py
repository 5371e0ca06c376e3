"""What the desk keeps around two tickets is united when one is merged into the other, and parted when that is undone.

Tags are on both then. What somebody has begun to write on one goes on on the other. A ticket is put off only where both
were, and until the earlier time: what was not put off waits for somebody.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from deskbot.desk import Desk
from deskbot.engine.jobs import Jobs
from deskbot.engine.snoozing import moment
from deskbot.engine.unsent_answers import each_once
from deskbot.model.message import Attachment
from deskbot.model.ticket import Entry
from deskbot.store import drafts, snoozes, ticket_tags, tickets
from deskbot.store.database import Session
from deskbot.store.payloads import files_from_json
from deskbot.tickets.joining import joined_words, parted_words
from deskbot.tickets.reference import reference


async def unite(session: Session, jobs: Jobs, desk: Desk, source: int, target: int, now: datetime) -> dict[str, Any]:
    """Give what is around a ticket to the other one as well; return what an undo needs. Both must be locked."""
    has = await ticket_tags.of(session, target)
    tags = [tag for tag in await ticket_tags.of(session, source) if tag not in has]
    await ticket_tags.add(session, target, tags)
    return {
        "tags": tags,
        "drafts": await _copy_drafts(session, source, target, now),
        "snoozes": await _put_off_together(session, jobs, desk, source, target, now),
    }


async def part(session: Session, jobs: Jobs, source: int, target: int, united: dict[str, Any], now: datetime) -> None:
    """Take from a ticket what it was given; the other one has it still, or has it again. Both must be locked."""
    for tag in united["tags"]:
        await ticket_tags.remove(session, target, tag)
    told = {(account_id, kind): files for account_id, kind, *files in united["drafts"]}
    begun_since = {(row.account_id, row.kind): [] for row in await drafts.of_ticket(session, source)}
    for (account_id, kind), files in (begun_since | told).items():  # the files that were added, where it is known
        await _part_draft(session, source, target, account_id, kind, files[0] if files else None, now)
    await _put_off_again(session, jobs, source, target, united["snoozes"], now)


async def _copy_drafts(session: Session, source: int, target: int, now: datetime) -> list[list[Any]]:
    """Add drafts to those on the other ticket. They stay on the first, too, where nobody sees them until an undo.

    All is kept of both, though it may be more than goes at once: what is sent is checked, and no word may be lost here.
    """
    copied: list[list[Any]] = []
    for row in await drafts.of_ticket(session, source):
        there = (await drafts.of(session, target, row.account_id)).get(row.kind)
        words = joined_words(there.words if there else "", row.words)
        has = files_from_json(there.files if there else [])
        files = each_once((*has, *files_from_json(row.files)))
        await drafts.keep(session, target, row.account_id, row.kind, words, now, files=files)
        copied.append([row.account_id, row.kind, [one.sha256 for one in files[len(has) :]]])
    return copied


async def take_along(
    session: Session,
    source: int,
    target: int,
    account_id: int,
    kind: str,
    words: str,
    files: Sequence[Attachment],
    now: datetime,
) -> None:
    """Renew on a ticket what somebody goes on to write on the one that was merged into it, before it is kept there.

    So an undo parts the two as they are by then. Both must be locked; see `Writing.keep` for the rest.
    """
    own = (await drafts.of(session, source, account_id)).get(kind)
    there = (await drafts.of(session, target, account_id)).get(kind)
    stands = there.words if there else ""
    before = parted_words(stands, own.words if own else "")
    together = joined_words(stands if before is None else before, words)  # where they have written on there, too: both
    has = files_from_json(there.files if there else [])
    await drafts.keep(session, target, account_id, kind, together, now, files=each_once((*has, *files)))


async def _part_draft(
    session: Session, source: int, target: int, account_id: int, kind: str, added: Sequence[str] | None, now: datetime
) -> None:
    own = (await drafts.of(session, source, account_id)).get(kind)
    there = (await drafts.of(session, target, account_id)).get(kind)
    if own is None:
        return
    if there is None:  # it was sent since, or thrown away: it is no draft any more, on neither
        await drafts.drop(session, source, account_id, kind)
        return
    words = parted_words(there.words, own.words)
    if words is None:
        return  # they have written on since: what they have there is theirs to part
    theirs = {one.sha256 for one in files_from_json(own.files)} if added is None else added
    files = [one for one in files_from_json(there.files) if one.sha256 not in theirs]
    await drafts.keep(session, target, account_id, kind, words, now, files=files)


async def _put_off_together(
    session: Session, jobs: Jobs, desk: Desk, source: int, target: int, now: datetime
) -> dict[str, int | None]:
    own, its = await snoozes.running(session, target), await snoozes.running(session, source)
    united: dict[str, int | None] = {"source": its.id if its else None, "target": None, "both": None}
    if its is not None:
        snoozes.end(its, f"merged into {reference(target)}", now)
    if own is not None and (its is None or its.until < own.until):
        snoozes.end(own, f"{reference(source)} was merged into it", now)
        united["target"] = own.id
    await session.flush()
    if own is not None and its is not None:
        if its.until < own.until:
            row = await snoozes.add(session, target, its.until, its.by, its.why, now)
            jobs.ring(session, "snooze", row.id or 0, at=row.due_at, new=True)
            united["both"] = row.id
            text = f"Put off until {moment(desk, its.until)}, as {reference(source)} was."
            tickets.entry(session, target, now, Entry.STATE, text)
    elif own is not None:
        text = f"Back, as {reference(source)} was merged into it, which was not put off."
        tickets.entry(session, target, now, Entry.STATE, text)
    elif its is not None:
        text = f"{reference(source)} was put off until {moment(desk, its.until)}; this is not."
        tickets.entry(session, target, now, Entry.STATE, text)
    return united


async def _put_off_again(
    session: Session, jobs: Jobs, source: int, target: int, united: dict[str, int | None], now: datetime
) -> None:
    both = await snoozes.lock(session, united["both"]) if united["both"] else None
    touched = both is not None and both.ended_at is not None
    if both is not None and not touched:
        snoozes.end(both, "the merge was undone", now)
        await session.flush()
    for number, key in ((source, "source"), (target, "target")):
        row = await snoozes.lock(session, united[key] or 0) if united[key] else None
        if row is None or row.until <= now or await snoozes.running(session, number) or (touched and key == "target"):
            continue  # its time has come, or somebody has had it back, or put it off anew
        snoozes.resume(row)
        jobs.ring(session, "snooze", row.id or 0, at=row.until)
        await session.flush()
