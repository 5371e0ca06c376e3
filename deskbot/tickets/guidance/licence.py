"""Moving a licence: what the desk looks at. No price, no key, no verdict."""

from __future__ import annotations

from deskbot.model.case import Category
from deskbot.tickets.guidance import Guidance, Matter


def _says(matter: Matter) -> list[str]:
    voice = matter.voice
    return [voice("licence-needs"), voice("licence-decision"), *matter.linked("licence-policy", "licence_policy")]


GUIDANCE = Guidance(Category.LICENCE, _says)
