"""text/enriched (RFC 1896) and the older text/richtext as plain text. Pure, linear."""

from __future__ import annotations

import re

_PARAMETER = re.compile(r"<param>[^<]{0,2000}</param>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z-]{1,60}>")
_LINE_TAG = re.compile(r"<(?:nl|paragraph|/paragraph)>", re.IGNORECASE)
_BREAKS = re.compile(r"\n+")


def enriched_to_text(source: str) -> str:
    """Return the words: one line end is a space there, and of several one is dropped."""
    text = _BREAKS.sub(lambda match: " " if len(match[0]) == 1 else match[0][1:], source.strip())
    text = _TAG.sub("", _LINE_TAG.sub("\n", _PARAMETER.sub("", text.replace("<<", "\ue0f0"))))
    return text.replace("\ue0f0", "<")
