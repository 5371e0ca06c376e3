"""The letter to an end customer: kind words, their reseller, and the number for when a life may depend on it."""

from __future__ import annotations

from deskbot.tickets.replies import letter
from deskbot.tickets.speech import say
from deskbot.tickets.voice import Setting


def redirect_subject(setting: Setting) -> str:
    """Return the subject; it repeats nothing of the writer's own words."""
    return say(setting.language, "redirect-subject")


def redirect(setting: Setting) -> str:
    """Return the letter."""

    def text(key: str, **values: object) -> str:
        return say(setting.language, key, **values)

    unknown = setting.links.get("find_reseller", "")
    return letter(
        [
            text("hello"),
            text("redirect-why", desk=setting.desk_name),
            text("redirect-who"),
            *([text("redirect-find", link=unknown)] if unknown else []),
            text("redirect-danger", phone=setting.phone),
            text("redirect-reseller"),
        ],
        setting,
    )
