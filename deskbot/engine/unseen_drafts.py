"""A draft that a page has not shown, of another window or an answer not sent, is not written over by it. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from deskbot.errors import DeskbotError
from deskbot.model.message import Attachment
from deskbot.tickets.reference import reference

_TOLD = 16
"""Characters of a digest that tell one from others."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Which page writes, and what it has shown as the draft."""

    page: str
    """A name of its own: what it has kept itself it knows."""
    draft: str
    """What tells the words, as `told` says it."""
    files: frozenset[str] = frozenset()
    """What tells each file that it could take off: the beginning of its SHA-256."""

    @classmethod
    def of(cls, text: str) -> Shown | None:
        """Return what a form says of its page; None where it says nothing."""
        page, draft, files = (*text.split("."), "", "")[:3]
        return cls(page[:40], draft, frozenset(filter(None, files.split("-")))) if page and draft else None

    @classmethod
    def on(cls, page: str, words: str, files: Iterable[Attachment]) -> Shown:
        """Return what a page says that shows a draft."""
        return cls(page, told(words), frozenset(one.sha256[:_TOLD] for one in files))

    def __str__(self) -> str:
        """Return what the page's form says of it."""
        return f"{self.page}.{self.draft}.{'-'.join(sorted(self.files))}"

    def has(self, file: Attachment) -> bool:
        """Return whether it has shown a file."""
        return file.sha256[:_TOLD] in self.files


class UnseenDraftError(DeskbotError):
    """A draft stands there that the page has not shown; nothing was written over it."""

    def __init__(self, words: str, too_much: str = "") -> None:
        """Say so.

        Args:
            words: of that draft; empty where its files alone were not shown.
            too_much: why the files of both do not go together, and what became of them; empty where they do.
        """
        there = "another draft of yours stands here, which this page had not shown; it is in front now"
        if not words:
            there = "files of another draft of yours stand here; this page had not shown them: look, and press again"
        super().__init__(f"nothing was sent: {there}{_too(too_much)}")
        self.words = words


class MergedMeanwhileError(DeskbotError):
    """A ticket was merged into another while somebody wrote on it; what they wrote is their draft on that one."""

    def __init__(self, number: int, into: int, too_much: str = "") -> None:
        """Say so.

        Args:
            number: on which they wrote.
            into: where their draft is now.
            too_much: why its files do not go together, and what became of them; empty where they do.
        """
        super().__init__(
            f"{reference(number)} was merged into {reference(into)} while you wrote: nothing was sent, and your words "
            f"stand here as your draft{_too(too_much)}"
        )
        self.into = into


def told(words: str) -> str:
    """Return what tells a draft's words from others."""
    return hashlib.sha256(words.encode()).hexdigest()[:_TOLD]


def is_unseen(words: str, page: str, shown: Shown, new: str) -> bool:
    """Return whether a draft would be lost that whoever writes has not seen.

    Args:
        words: of the draft that is kept.
        page: by which it was written last; empty where no page has.
        shown: what the page that writes now has shown.
        new: what it writes, which may have the other's words in it.
    """
    return bool(words.strip()) and page != shown.page and told(words) != shown.draft and words.strip() not in new


def _too(words: str) -> str:
    return f". {words[:1].upper()}{words[1:]}" if words else ""
