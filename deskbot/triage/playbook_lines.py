"""On which line of a playbook's file a remark has its cause, as far as the remark's own words tell."""

from __future__ import annotations

import re

from deskbot.triage.playbooks import KEYS, RESOLUTION

_QUOTED = re.compile(r'"([^"]{1,500})"')
_WORD = re.compile(r"[a-z_]{2,40}")


def line_of(says: str, text: str) -> int:
    """Return the line that a remark is about, counted from 1; 0 where that cannot be told.

    Args:
        says: the remark: what it quotes is looked for first, then the key that it names.
        text: the whole file.
    """
    lines = [" ".join(line.split()) for line in text.splitlines()]
    for quoted in _QUOTED.findall(says):
        at = next((number for number, line in enumerate(lines, 1) if " ".join(quoted.split()) in line), 0)
        if at:
            return at
    words = set(_WORD.findall(says.lower()))
    starts = [f"{key}:" for key in KEYS if key in words]
    starts += [f"## {RESOLUTION}"] if RESOLUTION.lower() in words else []
    return next((number for number, line in enumerate(lines, 1) if line.startswith(tuple(starts))), 0) if starts else 0
