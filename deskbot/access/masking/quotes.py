"""Quotation marks of five languages, and what stands in them."""

from __future__ import annotations

import re

QUOTED = re.compile(
    r"\"([^\"\n]{1,120})\"|'([^'\n]{1,120})'|\u201c([^\u201d\n]{1,120})\u201d"
    r"|\u201e([^\u201c\u201d\n]{1,120})[\u201c\u201d]"
    r"|\u00ab\s?([^\u00bb\n]{1,120}?)\s?\u00bb|&quot;([^&\n]{1,120})&quot;|\u2018([^\u2019\n]{1,120})\u2019"
)


def inside(quoted: re.Match[str]) -> tuple[int, int]:
    """Return where the words in the quotation marks begin and end."""
    return quoted.span(quoted.lastindex or 0)
