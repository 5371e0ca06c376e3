"""What a page offers to one responder now: of this, buttons are made on a link's page or in a chat. Pure."""

from __future__ import annotations

from deskbot.access.responders import may_answer
from deskbot.commands.choices import OPTIONS, PageOption
from deskbot.model.choice import Choice
from deskbot.model.page import Page, PageState

ENDED = (PageState.CANCELLED, PageState.FOLDED)


def offered(page: Page, responder: str) -> tuple[PageOption, ...]:
    """Return the choices that make sense for somebody who was paged, in the order of the table.

    Args:
        page: the one that stands for the page by which they were paged.
        responder: a key of the staff.
    """
    return tuple(option for option in OPTIONS if _offers(option.choice, responder, page))


def _offers(choice: Choice, responder: str, page: Page) -> bool:
    if page.state in ENDED or not may_answer(choice, responder, page):
        return False
    taken, theirs = page.state is PageState.ACKNOWLEDGED, responder in page.acknowledged
    match choice:
        case Choice.ACKNOWLEDGE:
            return not taken and not theirs
        case Choice.ESCALATE:
            return page.state is not PageState.UNANSWERED and (theirs or not taken)
        case _:
            return True
