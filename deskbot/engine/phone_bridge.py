"""Whoever takes a page hears of the caller who waits for it: connected now, or the number to call back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from deskbot.desk import Desk
from deskbot.engine.jobs import Jobs
from deskbot.engine.paging.rows import newest
from deskbot.engine.paging.telling import tell_later
from deskbot.engine.phone_callers import ring_of
from deskbot.engine.phone_waiting import telephone
from deskbot.escalation import phone_words as words
from deskbot.model.command import Answer
from deskbot.model.page import PageState
from deskbot.model.phone import CallState
from deskbot.model.ticket import Entry
from deskbot.store import calls, pages, tickets
from deskbot.store.database import Session
from deskbot.store.tables import CallRow, PageRow
from deskbot.tickets.reference import reference

BEFORE = timedelta(minutes=10)
"""How long before its page a call may have come in to be what the page is about."""


class How(StrEnum):
    """How a responder has answered."""

    TEXT = "text"
    KEY = "key"
    """By a key that takes the page, and no more."""
    CONNECT = "connect"
    """By the key that takes it and connects."""


async def with_caller(
    session: Session, desk: Desk, page_id: int, responder: str, answer: Answer, how: How, now: datetime
) -> Answer:
    """Return an answer with what the responder must know of the caller, and note who talks to them.

    The transaction has carried the answer out. Of two who press at once the one whose page it is gets the caller.

    Args:
        session: the transaction.
        desk: whose staff have telephones.
        page_id: the page that was answered.
        responder: by whom.
        answer: what they are told of the page.
        how: how they have answered.
        now: the present moment.
    """
    page = await pages.standing_for(session, page_id)
    if page is None or not answer.done:
        return answer
    page = await newest(session, page)  # by the code of an earlier one they take the one that rings now
    over = page.state == PageState.CANCELLED
    if not over and responder not in page.acknowledged:
        return answer
    call = await calls.waits_for(session, page.ticket_number, now, lock=True)
    if call is None:
        return answer if over else await _gone(session, desk, page, responder, answer, how, now)
    if over:
        # They hear that they will be called back: whoever ended the page hears by which number.
        return replace(answer, text=f"{answer.text} {_back(call, how)}")
    if how is How.CONNECT:
        _given(session, call, page, responder, CallState.JOINED, f"{desk.name_of(responder)} is connected.", now)
        await session.flush()
        answer = replace(answer, text=f"{answer.text} {words.CONNECTED}", connect=call.sid)
        call = await calls.waits_for(session, page.ticket_number, now, lock=True)
    elif how is How.TEXT and responder != page.acknowledged_by and telephone(desk, page.acknowledged_by):
        says = words.is_called_for(desk.name_of(page.acknowledged_by))
        return replace(answer, text=f"{answer.text} {says}")
    elif how is How.TEXT and telephone(desk, responder):
        # Their phone rings for each of them; while they talk to the first they cannot be reached for the others.
        numbers = " ".join(_back(one, how) for one in await calls.all_waiting(session, page.ticket_number, now))
        return replace(answer, text=f"{answer.text} {words.ON_THE_LINE} {numbers}")
    while call is not None:  # several may wait, and each is told that they will be called back
        _given(session, call, page, responder, CallState.CALLS_BACK, f"{desk.name_of(responder)} calls back.", now)
        await session.flush()
        answer = replace(answer, text=f"{answer.text} {_back(call, how)}")
        call = await calls.waits_for(session, page.ticket_number, now, lock=True)
    return answer


def _back(call: CallRow, how: How) -> str:
    number = ring_of(call).number
    return words.call_back_text(number) if how is How.TEXT else words.call_back(number)


async def calls_back(session: Session, desk: Desk, call: CallRow, now: datetime) -> None:
    """Note that a caller and whoever was to talk to them were not connected: they have to be called back."""
    call.state = CallState.CALLS_BACK
    text = f"{desk.name_of(call.joined_by)} could not be connected, and has to call {call.caller} back."
    await note(session, call, now, text)


async def told_to_call_back(session: Session, jobs: Jobs, desk: Desk, call: CallRow, now: datetime) -> None:
    """Note that whoever has taken a caller by a key does not talk to them, and tell them whom to call back."""
    await calls_back(session, desk, call, now)
    number = await calls.ticket_of(session, call)
    page = await calls.page_of(session, number) if number is not None else None
    if page is not None:
        back = ring_of(call).number
        says = words.not_connected(reference(page.ticket_number), back)
        await tell_later(session, jobs, desk, page, call.joined_by, says, now)


async def note(session: Session, call: CallRow, now: datetime, text: str) -> None:
    """Write a line about a call onto the timeline of the ticket that it is about, if there is one."""
    number = await calls.ticket_of(session, call)
    if number is not None:
        tickets.entry(session, number, now, Entry.PAGE, text)


def _given(
    session: Session, call: CallRow, page: PageRow, responder: str, state: CallState, says: str, now: datetime
) -> None:
    what = "has hung up" if call.state == CallState.ENDED else "waited for it"
    text = f"The caller {call.caller} {what}: {says}"
    call.state, call.joined_by, call.seen_at = state, responder, now
    tickets.entry(session, page.ticket_number, now, Entry.PAGE, text, author=responder, act="")  # it came of taking it


async def _gone(
    session: Session, desk: Desk, page: PageRow, responder: str, answer: Answer, how: How, now: datetime
) -> Answer:
    """Tell of a caller who has hung up, or talks to somebody already; one of those who come calls them back."""
    call = await calls.last_about(session, page.ticket_number, page.created_at - BEFORE)
    if call is None:
        return answer
    if call.state in (CallState.JOINED, CallState.DIALLING):
        return replace(answer, text=f"{answer.text} {words.TALKS_TO_OTHER}" if how is How.CONNECT else answer.text)
    by = call.joined_by if call.state == CallState.CALLS_BACK else ""
    known = bool(ring_of(call).number)
    if known and by != responder and by in page.acknowledged:
        return replace(answer, text=f"{answer.text} {words.calls_back(desk.name_of(by))}")
    if known and by != responder:
        says = f"{desk.name_of(responder)} calls back."
        _given(session, call, page, responder, CallState.CALLS_BACK, says, now)
    return replace(answer, text=f"{answer.text} {words.HAS_HUNG_UP} {_back(call, how)}")
