"""The states of a ticket and the one table of what leads from one to the next."""

from __future__ import annotations

from enum import StrEnum

from deskbot.errors import DeskbotError
from deskbot.model.ticket import OPEN_STATES, State


class Event(StrEnum):
    """What can happen to a ticket."""

    MESSAGE = "message"
    """The reseller wrote."""
    ASKED = "asked"
    """We asked the reseller for something and wait for it."""
    COMPLETED = "completed"
    """Everything that is needed is there, or a person goes on without it."""
    REPLIED = "replied"
    """The desk answered."""
    CLAIMED = "claimed"
    """Somebody at the desk took it."""
    SOLVED = "solved"
    """Either side said that it is solved."""
    CLOSED = "closed"
    """The desk closed it, or it was quiet for long enough."""
    RATED = "rated"
    """The reseller rated it or thanked, and said nothing else."""
    SILENCE = "silence"
    """The reseller did not answer, and was reminded often enough."""
    MERGED = "merged"


class TransitionError(DeskbotError):
    """This cannot happen to a ticket in this state."""


TRANSITIONS: dict[tuple[State, Event], State] = {
    # It begins: either something is missing, or the desk can start.
    (State.NEW, Event.ASKED): State.WAITING_RESELLER,
    (State.NEW, Event.COMPLETED): State.WAITING_DESK,
    (State.NEW, Event.MESSAGE): State.WAITING_DESK,
    (State.NEW, Event.CLAIMED): State.WAITING_DESK,
    (State.NEW, Event.REPLIED): State.WAITING_RESELLER,
    # To and fro.
    (State.WAITING_DESK, Event.MESSAGE): State.WAITING_DESK,
    (State.WAITING_DESK, Event.COMPLETED): State.WAITING_DESK,
    (State.WAITING_DESK, Event.CLAIMED): State.WAITING_DESK,
    (State.WAITING_DESK, Event.ASKED): State.WAITING_RESELLER,
    (State.WAITING_DESK, Event.REPLIED): State.WAITING_RESELLER,
    (State.WAITING_RESELLER, Event.MESSAGE): State.WAITING_DESK,
    (State.WAITING_RESELLER, Event.COMPLETED): State.WAITING_DESK,
    (State.WAITING_RESELLER, Event.CLAIMED): State.WAITING_RESELLER,
    (State.WAITING_RESELLER, Event.ASKED): State.WAITING_RESELLER,
    (State.WAITING_RESELLER, Event.REPLIED): State.WAITING_RESELLER,
    (State.WAITING_RESELLER, Event.SILENCE): State.CLOSED,
    # It ends, and may come back: whoever writes again has not been helped yet.
    (State.RESOLVED, Event.SOLVED): State.RESOLVED,
    (State.RESOLVED, Event.CLOSED): State.CLOSED,
    (State.RESOLVED, Event.RATED): State.RESOLVED,
    (State.RESOLVED, Event.MESSAGE): State.WAITING_DESK,
    (State.RESOLVED, Event.REPLIED): State.RESOLVED,
    (State.CLOSED, Event.REPLIED): State.CLOSED,
    (State.CLOSED, Event.CLAIMED): State.CLOSED,
    (State.RESOLVED, Event.CLAIMED): State.RESOLVED,
    (State.CLOSED, Event.SOLVED): State.CLOSED,
    (State.CLOSED, Event.CLOSED): State.CLOSED,
    (State.CLOSED, Event.RATED): State.CLOSED,
    (State.CLOSED, Event.MESSAGE): State.WAITING_DESK,
    **{(state, Event.SOLVED): State.RESOLVED for state in OPEN_STATES},
    **{(state, Event.CLOSED): State.CLOSED for state in OPEN_STATES},
    **{(state, Event.MERGED): State.MERGED for state in (*OPEN_STATES, State.RESOLVED, State.CLOSED)},
}


def after(state: State, event: Event) -> State:
    """Return the state that follows.

    Raises:
        TransitionError: the event cannot happen in this state.
    """
    try:
        return TRANSITIONS[state, event]
    except KeyError:
        raise TransitionError(f'a ticket that is {state} cannot take the event "{event}"') from None
