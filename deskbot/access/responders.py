"""Which responder may do what with a page. Pure."""

from __future__ import annotations

from deskbot.access.rules import Verdict
from deskbot.model.case import Reason
from deskbot.model.choice import Choice
from deskbot.model.page import Page, PageState

ANYBODYS = frozenset({Choice.ACKNOWLEDGE, Choice.ESCALATE, Choice.NOTE})
"""What everybody may ask for who was paged; what comes of it is decided by where the page stands."""


def may_answer(choice: Choice, responder: str, page: Page) -> Verdict:
    """Say whether somebody may do something with a page.

    Who was not paged may do nothing. What ends a page, or moves it to another person or time, is for whoever has it;
    and for everybody who was paged, while nobody has.

    Args:
        choice: what they want.
        responder: a key of the staff, as the page reached them; empty for somebody whom it did not reach.
        page: as it stands.
    """
    rule = "access.page"
    if not responder:
        return Verdict(allowed=False, reason=Reason(rule, "they were not paged for it"))
    if choice in ANYBODYS or responder in page.acknowledged:
        return Verdict(allowed=True, reason=Reason(rule, f"{responder} was paged for it"))
    if page.acknowledged or page.state is PageState.ACKNOWLEDGED:
        return Verdict(allowed=False, reason=Reason(rule, f"{page.acknowledged_by} has it"))
    return Verdict(allowed=True, reason=Reason(rule, "nobody has it yet"))
