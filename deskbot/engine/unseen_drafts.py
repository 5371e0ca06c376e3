"""A draft that a page has not shown, of another window or an answer not sent, is not written over by it. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from deskbot.errors import DeskbotError


@dataclass(frozen=True, slots=True)
class Shown:
    """Which page writes, and what it has shown as the draft."""

    page: str
    """A name of its own: what it has kept itself it knows."""
    draft: str
    """What tells the words, as `told` says it."""

    @classmethod
    def of(cls, text: str) -> Shown | None:
        """Return what a form says of its page; None where it says nothing."""
        page, _, draft = text.partition(".")
        return cls(page[:40], draft) if page and draft else None

    def __str__(self) -> str:
        """Return what the page's form says of it."""
        return f"{self.page}.{self.draft}"


class UnseenDraftError(DeskbotError):
    """A draft stands there that the page has not shown; nothing was written over it."""

    def __init__(self, words: str) -> None:
        """Say so.

        Args:
            words: of that draft.
        """
        super().__init__(
            "nothing was sent: another draft of yours stands here, which this page had not shown; it is in front now"
        )
        self.words = words


def told(words: str) -> str:
    """Return what tells a draft's words from others."""
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def is_unseen(words: str, page: str, shown: Shown, new: str) -> bool:
    """Return whether a draft would be lost that whoever writes has not seen.

    Args:
        words: of the draft that is kept.
        page: by which it was written last; empty where no page has.
        shown: what the page that writes now has shown.
        new: what it writes, which may have the other's words in it.
    """
    return bool(words.strip()) and page != shown.page and told(words) != shown.draft and words.strip() not in new
