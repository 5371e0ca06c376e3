"""How something is done: documentation, whose work it is, and what to send if it is a fault; tools of the portal."""

from __future__ import annotations

from deskbot.model.case import Category
from deskbot.tickets.guidance import Guidance, Matter

TOOLS = ("quotation", "provisioning", "training")
"""What the portal has a page for; each is a topic of triage, a text, and a link of desk.yaml."""


def _says(matter: Matter) -> list[str]:
    voice, topics = matter.voice, matter.decision.topics
    tools = [one for topic in TOOLS if topic in topics for one in matter.linked(f"howto-{topic}", topic)]
    if "configuration" not in topics and tools:
        return tools
    return [
        *tools,
        *matter.linked("howto-documentation", "documentation"),
        voice("howto-level"),
        voice("howto-fault"),
    ]


GUIDANCE = Guidance(Category.HOWTO, _says)
