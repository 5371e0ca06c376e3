"""What a sentence tells of one fact, for tests that go through many sentences."""

from __future__ import annotations

from deskbot.model.case import Category
from tests.unit.triage.cases import PROVEN, judged, ticket, values

OPENINGS = {
    Category.INCIDENT: "One phone has no dial tone.\n\n",
    Category.LICENCE: "Please move the licence of our customer.\n\n",
    Category.RMA: "Please open an RMA for a handset.\n\n",
}
"""What comes before the sentence, so that it stands in a report as it does in a mail."""


def tells(key: str, text: str, category: Category = Category.INCIDENT) -> str:
    """Return what a sentence in a ticket of a category tells of a fact; empty where it tells nothing."""
    return values(judged(OPENINGS[category] + text, writer=PROVEN, earlier=ticket(category=category))).get(key, "")
