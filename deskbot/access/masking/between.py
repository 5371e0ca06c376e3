"""The words between the name of a secret and the secret: what it is for, or what is said of it."""

from __future__ import annotations

import re

from deskbot.access.masking.looks import UNLIKE
from deskbot.access.masking.names import LEADS_ON, NAMED, PLACES, ROLES, Name, listed
from deskbot.access.masking.passphrases import SAYS_OF_IT
from deskbot.access.masking.signs import NUMBER

WRAPPED = 45
"""Characters of a line that a mail program may have broken in the midst of a sentence."""
STOPS = (SAYS_OF_IT | UNLIKE) - LEADS_ON - PLACES - ROLES | listed(
    """
    and or but nor does do did can cannot can't won't doesn't don't didn't isn't wasn't will would should must may has
    have had was und oder aber kann funktioniert geht passt stimmt muss soll sollte hat haben y pero funciona sirve
    coincide puede debe ha et mais marche fonctionne peut doit ont mas pode deve tem foi fue
    """
)
"""Words that say something of a secret, or of something else: what follows is none."""


def is_known(token: str) -> bool:
    """Return whether a word tells what a secret is for: a role, an extension, a small word."""
    word = token.lower().rstrip(".")
    if word in LEADS_ON or word in ROLES or word in PLACES or NUMBER.fullmatch(token):
        return True
    parts = re.split(r"[-/'\u2019]", word)
    return len(parts) > 1 and all(part in ROLES or part in LEADS_ON or part in PLACES for part in parts)


def may_go_on(text: str, name: Name, word: re.Match[str]) -> bool:
    """Return whether the next word belongs to the same sentence: on its line, or on the next if the line was broken."""
    breaks = word[1].count("\n")
    if breaks == 0:
        return True
    begin = text.rfind("\n", max(0, word.start() - 200), word.start()) + 1
    line = text[begin : word.start()]
    return breaks == 1 and (
        len(line) >= WRAPPED or bool(NAMED.fullmatch(line.strip(" \t*_#>-|"))) or name.start < begin
    )
