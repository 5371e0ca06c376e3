"""Trying out whether somebody's numbers reach them: a page that is about nothing. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from deskbot.desk import Desk, Level, Policy, Responder
from deskbot.model.page import Medium

ANSWERED_WITHIN = timedelta(minutes=10)
"""How long a test page waits for its answer."""
KEPT = timedelta(hours=1)
"""How long what is left of a test is kept whose begin nobody has waited for."""

_TEST = "(test) "


def policy_for(person: str) -> str:
    """Return the key of the policy by which somebody is tried; nobody could write it in desk.yaml unawares."""
    return f"{_TEST}{person}"


def person_tried(policy: str) -> str:
    """Return the key of whoever is tried by a policy."""
    return policy.removeprefix(_TEST)


def with_tests(desk: Desk) -> Desk:
    """Return the desk as the pager sees it: with a policy for each person, by which they are tried."""
    tests = {policy_for(key): _policy(person) for key, person in desk.staff.items() if media_of(person)}
    return replace(desk, policies={**desk.policies, **tests})


def media_of(person: Responder) -> tuple[Medium, ...]:
    """Return by what somebody's phones and chats are reached, all of which are tried at once."""
    return tuple(medium for medium in Medium if (medium.rings or medium.chat) and person.address(medium))


def _policy(person: Responder) -> Policy:
    level = Level(delay=ANSWERED_WITHIN, media=media_of(person), people=(person.key,))
    return Policy(key=policy_for(person.key), levels=(level,))
