"""How a message is laid before the known issues: what of it may speak, and what its category says against some.

Triage and `deskbot playbooks try` ask in the same way, so that the one explains the other. Pure.
"""

from __future__ import annotations

from deskbot.model.case import Category
from deskbot.triage.emergency import without_calls_that_get_through
from deskbot.triage.folding import LIMIT
from deskbot.triage.fraud import without_where_calls_go
from deskbot.triage.matching import Asked
from deskbot.triage.matching_doubts import doubt, tells_of_now
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.sentences import Reading
from deskbot.triage.weighing.library import issues

WITHOUT = frozenset({Category.JUNK, Category.STATUS})
"""Messages that are about no issue of their own. What an end customer tells is matched for the desk, not answered."""
OTHER_KIND, REQUESTED = 1.5, 2.0
"""What speaks against a playbook that is not for such tickets (logarithm of odds), and where the ticket is a request;
not all, as the category may be the one that is wrong. Fitted once along with the weights of matching."""
REQUESTS = frozenset({Category.ENHANCEMENT, Category.ACCESS, Category.HOWTO})


def asked_about(reading: Reading, category: Category | None, playbooks: PlaybookSet) -> Asked:
    """Return what matching is asked about a message of this category."""
    reading = without_where_calls_go(without_calls_that_get_through(reading))
    return Asked(
        text=text_of(reading),
        subject=reading.subject,
        doubt=doubt(reading.told),
        against=against(kind_of(category), playbooks),
        learned=issues().speak(reading, playbooks),
    )


def text_of(reading: Reading) -> str:
    """Return what a message tells beside its subject, without what is asked, imagined, past or no trouble at all."""
    told = (one.text for one in reading.told if one.text != reading.subject and tells_of_now(one))
    return "\n".join(told)[:LIMIT]


def kind_of(category: Category | None) -> Category | None:
    """Return the category by which playbooks are looked at: what an end customer tells is trouble."""
    return Category.INCIDENT if category is Category.ENDUSER else category


def against(category: Category | None, playbooks: PlaybookSet) -> dict[str, float]:
    """Return what the ticket's category says against each playbook."""
    said = REQUESTED if category in REQUESTS else OTHER_KIND
    return {book.id: said for book in playbooks.playbooks if category and category not in book.categories}
