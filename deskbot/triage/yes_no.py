"""Answers that say yes or no, and nothing else or more than that."""

from __future__ import annotations

import re

from deskbot.triage.folding import fold

_YES_OR_NO = (
    r"(?:yes|yep|yeah|no|nope|not yet|ok|okay|sure|ja|jawohl|nein|noch nicht|oui|non|pas encore|si|no todavia"
    r"|todavia no|aun no|sim|nao|ainda nao|y|n)"
)
_ONLY = re.compile(rf"[\s.,!-]*{_YES_OR_NO}(?:[\s.,!-]+{_YES_OR_NO}){{0,2}}[\s.,!-]*")
_SAYS = re.compile(rf"[\s.,!-]*{_YES_OR_NO}(?!\w)")


_NOBODY = re.compile(
    r"\W{0,4}(?:no|none|nobody|nope|zero|0|nein|niemand|keine\w?|non|aucun\w?|personne|ningun\w?|nadie|nao|nenhum\w?"
    r"|ninguem)(?:\s{0,3}(?:$|[,.;:!(-])|\s(?:one|body|users?(?: is| are)? down|not|at the moment|currently|zurzeit)\b)"
)


def denies(text: str) -> bool:
    """Return whether an answer to "who, and how many?" is that nobody is; "no phone at all" is another."""
    return bool(_NOBODY.match(fold(text)))


def only_yes_or_no(text: str) -> bool:
    """Return whether an answer is a yes or a no alone: it tells nothing that was asked for by "which" or "why"."""
    return bool(_ONLY.fullmatch(fold(text)))


def begins_with_yes_or_no(text: str) -> bool:
    """Return whether an answer begins with a yes or a no."""
    return bool(_SAYS.match(fold(text)))


def more_than_yes_or_no(text: str) -> str:
    """Return an answer that is told in words; nothing where it is a yes or a no alone."""
    return "" if only_yes_or_no(text) else text
