"""Whether somebody who wrote gets an automatic letter: never a machine, a forger, or a loop."""

from __future__ import annotations

from datetime import timedelta

from deskbot.model.case import Case, Decision, Severity, Standing
from deskbot.model.phone import SPOKEN
from deskbot.store import outbox, undeliverable
from deskbot.store.database import Session

ANSWERS_PER_HOUR = 20
"""Automatic answers to one address in an hour; the brake on loops that nothing else has stopped."""


async def why_no_answer(session: Session, case: Case, decision: Decision, strangers: int) -> str:
    """Return why the writer gets no automatic answer; empty where they get one.

    Args:
        session: the database.
        case: what was written, and by whom.
        decision: what triage makes of it.
        strangers: answers that go in an hour to all together who are not proven; twice as many, where one is urgent.
    """
    if case.writer.standing is Standing.FORGED:
        return "the mail's domain disowns it (DMARC failed)"
    if case.message.channel == SPOKEN:
        return "they phoned, and no mail address of theirs is known"
    if not decision.answer or not case.message.answerable:
        return "the sender is a machine, or asked for none"
    if _first_of_outage(case, decision):
        return ""
    since = case.now - timedelta(hours=1)
    if await outbox.sent_to_since(session, case.message.sender.address, since) >= ANSWERS_PER_HOUR:
        return f"{ANSWERS_PER_HOUR} went to this address within an hour"
    most = strangers * (2 if decision.severity.urgent else 1)  # many questions leave nobody urgent without a word
    if not case.writer.proven and await outbox.to_strangers_since(session, since) >= most:
        return f"{most} answers went to senders who are not proven within an hour"
    return ""


def _first_of_outage(case: Case, decision: Decision) -> bool:
    """Return whether it would be the first letter to somebody proven about a ticket that is S1 with this message.

    In a burst of outages nobody may wonder whether they were heard. A loop goes on within one ticket, and is stopped.
    """
    was = case.earlier.severity if case.earlier else None
    return case.writer.proven and decision.severity is Severity.S1 and was is not Severity.S1


async def why_lost(session: Session, channel: str, address: str) -> str:
    """Return why no automatic letter goes to an address: one came back from there; empty for any other.

    What a person at the desk writes goes out even so: they may know better, and see it come back.
    """
    if channel == SPOKEN:
        return "it is a telephone: please call them"
    lost = await undeliverable.find(session, channel, address)
    if lost is None or not lost.permanent:
        return ""
    return f"a letter to {address} came back on {lost.since:%Y-%m-%d}: {lost.why}"
