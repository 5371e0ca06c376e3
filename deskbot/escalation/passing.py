"""What comes of passing a page on: its next level, now or later, or none. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from deskbot.escalation.pager import ENOUGH, Step
from deskbot.model.page import Page, PageState

ON = "passed on to the next level"


def passed_on(page: Page, step: Step, *, held_until: str, waits_until: str, stays_with: str) -> str:
    """Return what becomes of a page that is passed on, as the end of a sentence that names it.

    Args:
        page: as it stands now that it is passed on.
        step: what comes next, when it goes on.
        held_until: the time at which the maintenance ends that keeps it from going on; empty where it goes on now.
        waits_until: the time at which somebody may be paged again, where everybody who is left has just been.
        stays_with: by name, who else has it; empty where nobody does.
    """
    when = f"at {held_until}, when maintenance ends" if held_until else ""
    if step.state is PageState.UNANSWERED:
        told = f"{when}, the desk" if when else "the desk"
        return f"passed on, but no level is left: {told} is told that nobody has answered"
    if step.state is PageState.ACKNOWLEDGED:
        why = "nobody else is wanted" if step.reasons[-1].rule == ENOUGH else "no level is left"
        return f"passed on, but {why}: it stays with {stays_with}"
    if not step.notify:
        return f"passed on; who is left has just been paged, and is waited for until {waits_until}"
    if step.round != page.round:
        return f"passed on: every level was paged, and they begin again {when or 'now'}"
    return f"{ON}, which is paged {when}" if when else ON


def no_level_left(people: Sequence[str], until: str) -> str:
    """Return why an open page is not let go on: who was paged last, by name, may still answer until then."""
    return f"no level is left; {' and '.join(people) or 'whoever was paged'} may still answer, until {until}"


def as_sentence(how: str) -> str:
    """Return what becomes of a page as a sentence of its own."""
    return f"{how[:1].upper()}{how[1:]}."
