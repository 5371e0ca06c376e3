"""Handing a message over to a chat: its words, then its files; what an error says of it is its wire's to tell."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

from deskbot.model.message import Attachment, Outcome, Receipt

Failure = TypeVar("Failure", bound=Exception)


def attempts(
    failed: type[Failure] | tuple[type[Failure], ...], outcome_of: Callable[[Failure], Receipt]
) -> Callable[[Awaitable[str]], Awaitable[Receipt]]:
    """Return what waits for a message to be taken, and returns what came of it.

    Args:
        failed: what the wire's client raises.
        outcome_of: says what an error means for the message that was being sent.
    """

    async def attempt(sending: Awaitable[str]) -> Receipt:
        try:
            return Receipt(Outcome.SENT, known_as=await sending)
        except failed as error:
            return outcome_of(error)

    return attempt


async def with_files(
    words: Receipt, files: Iterable[Attachment], hand_over: Callable[[Attachment], Awaitable[Receipt]]
) -> Receipt:
    """Hand over the files of a message whose words were sent; return what came of all of it.

    Once the words are there they must not be said twice: a file that does not arrive is told of, and none follows it.
    """
    if words.outcome is not Outcome.SENT:
        return words
    for file in files:
        sent = await hand_over(file)
        if sent.outcome is not Outcome.SENT:
            return Receipt(Outcome.MAYBE_SENT, f"without {file.filename}: {sent.detail}", known_as=words.known_as)
    return words
