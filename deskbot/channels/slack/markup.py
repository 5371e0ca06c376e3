"""Slack's signs within a text: what people meant by them, and words of ours in which none is a sign. Pure."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ANGLED = re.compile(r"<([^<>\n]{1,3000})>")


def plain(text: str, bot: str = "") -> str:
    """Return what somebody has written as they saw it; a mention of the bot in front is left out.

    Args:
        text: as Slack tells it: mentions and links in angle brackets, `& < >` escaped.
        bot: the bot's user id.
    """
    said = text.replace("\x00", "").strip()
    if bot:
        said = re.sub(rf"^(?:<@{re.escape(bot)}(?:\|[^<>]*)?>[\s,:]*)+", "", said)
    said = _ANGLED.sub(_shown, said)
    return said.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def _shown(found: re.Match[str]) -> str:
    inner, _, label = found[1].partition("|")
    match inner[:1]:
        case "@":
            return f"@{label or inner[1:]}"
        case "#":
            return f"#{label or inner[1:]}"
        case "!":
            return label or f"@{inner[1:].partition('^')[0]}"
        case _:
            link = inner.removeprefix("mailto:").removeprefix("tel:")
            return link if not label or label == link or inner.endswith(f"//{label}") else f"{label} ({link})"


def escaped(text: str) -> str:
    """Return words in which no sign calls anybody, or is a link."""
    said = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(text: str, longest: int) -> list[str]:
    """Return escaped words in pieces, at the ends of lines where that can be, and never within an escaped sign."""
    pieces, rest = [], text
    while len(rest) > longest:
        at = rest.rfind("\n", longest // 2, longest)
        if at < 0:
            at = rest.rfind(" ", longest // 2, longest)
        if at < 0:
            sign = rest.rfind("&", longest - 4, longest)
            at = sign if sign > 0 and ";" not in rest[sign:longest] else longest
        pieces.append(rest[:at].rstrip())
        rest = rest[at:].lstrip("\n ") if at < longest else rest[at:]
    return [piece for piece in (*pieces, rest) if piece.strip()]
