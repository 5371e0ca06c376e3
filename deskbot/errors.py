"""What can go wrong in a way that a person can mend."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class DeskbotError(Exception):
    """Something a person can mend; its text says what is wrong, where, and what to do."""

    exit_code = 1
    """The exit code of the command line when this error ends a command."""


class ConfigurationError(DeskbotError):
    """Settings, desk.yaml or playbooks are wrong."""

    exit_code = 2


class NotFoundError(DeskbotError):
    """The thing that was named does not exist, or not for the one who asked."""

    exit_code = 3


class UnavailableError(DeskbotError):
    """The database or a peer cannot be reached now; the same request may work later."""

    exit_code = 4


class NotYetError(DeskbotError):
    """What a message says is not known yet: it is read again in a moment."""


class ForgedError(DeskbotError):
    """A post that no peer of ours can have made."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the nearest known word, or an empty string where none is near."""
    return next(iter(difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)), "")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return '; did you mean "nights"?' for the nearest known word, or an empty string."""
    near = nearest(word, known)
    return f'; did you mean "{near}"?' if near else ""
