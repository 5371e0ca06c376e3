"""THE CONTRACT of a channel: one wire, in and out, that knows nothing of tickets.

A channel is a package or a module beside this file, found by its place. It offers

- `build(settings, desk, state) -> Channel | None`; None means that it is not configured;
- `read(arrival) -> Inbound`, which normalises a stored payload. It is pure, may be slow or fail on hostile
  input, and raises ValueError for what cannot be read: it runs in a process that can be killed, and what it
  cannot read goes to quarantine.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol, runtime_checkable

from deskbot.errors import NotFoundError
from deskbot.model.message import Arrival, Inbound, Outbound, Outcome, Receipt


class Form(StrEnum):
    """In which form people are written to."""

    LETTER = "letter"
    """With all that stands around a letter: a mark, a greeting, whom to reach how."""
    CHAT = "chat"
    """The body of a letter, with all its questions."""
    SINGLY = "singly"
    """In few words, with one question at a time."""
    TEXT = "text"
    """As singly, and in two segments at most."""


def by_address(outbound: Outbound) -> str:
    """Return what names the conversation where each person has one."""
    return outbound.to.address


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast one conversation takes messages; what is beyond waits, and nobody else does."""

    every: timedelta
    burst: int = 10
    """So many go at once where it has rested."""
    conversation: Callable[[Outbound], str] = by_address
    """Names the conversation to which a message goes."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a wire can do; nobody asks it for more."""

    writes: bool = True
    """False where messages come in only."""
    form: Form = Form.LETTER
    files: bool = False
    max_text: int | None = None
    """Characters of one message, None where the wire sets no limit worth minding."""
    pace: Pace | None = None
    """None where the wire sets none, or keeps it itself."""


class Door(Protocol):
    """Where a channel hands in what it received; `deskbot.engine.intake` is behind it."""

    async def accept(self, arrival: Arrival) -> bool:
        """Store an arrival and commit.

        Returns True when it was new, False when this external id had been accepted before.
        Only after the return may the sender be told "accepted".

        Raises:
            UnavailableError: nothing was stored; the sender must be told to try again.
        """
        ...


class ChannelState(Protocol):
    """The few things that a channel must remember (an offset, an installation)."""

    async def get(self, key: str) -> str | None:
        """Return what was put under the key, or None."""
        ...

    async def put(self, key: str, value: str) -> None:
        """Keep a value under the key, committed on return."""
        ...

    async def hold(self, duty: str, lasts: timedelta) -> bool:
        """Be the one process that does something, from now on for a while; False where another one is.

        Args:
            duty: what is done, such as fetching from a mailbox.
            lasts: after so long without another call of this another process may.
        """
        ...

    async def let_go(self, duty: str) -> None:
        """Do it no more, so that another process may at once."""
        ...

    async def note_look(self, trouble: str = "") -> None:
        """Note that a place that is fetched from was looked at just now, or why it could not be.

        Args:
            trouble: what is wrong, in words that a stranger may read; empty where nothing is.
        """
        ...


Sealed = Callable[[], Awaitable[None]]
"""Awaited by a channel right before the step after which the peer may have the message."""


class Channel(Protocol):
    """One wire."""

    name: str
    capabilities: Capabilities

    @property
    def address(self) -> tuple[str, int] | None:
        """Host and port on which it listens; None before `start`, and for a channel that fetches."""
        ...

    async def send(self, outbound: Outbound, sealed: Sealed) -> Receipt:
        """Render and send one message, once, without retries of its own. Never raises for a peer's fault."""
        ...

    async def authenticate(self, arrival: Arrival, message: Inbound) -> Inbound:
        """Return the message with what can be found out of its sender, unchanged where that is known already.

        For what `read` may not do: asking the outside, within seconds. Whatever cannot be found out is left unproven,
        with the reason. `access` judges what was found.

        Raises:
            NotYetError: what it says must be asked for, and cannot be had now; it is tried again, a few times.
        """
        ...

    async def fetch(self, source: str) -> bytes:
        """Return the bytes of a file that did not come with its message.

        Args:
            source: where it lies, as `read` has said (`Attachment.source`).

        Raises:
            NotFoundError: it can never be had; in words for the desk.
            DeskbotError: it cannot be had now.
        """
        ...

    async def start(self, door: Door) -> None:
        """Begin to receive."""
        ...

    async def stop(self) -> None:
        """Stop receiving; what is half received is refused, not lost."""
        ...


class ByTheWeb:
    """What every channel does whose messages the web side takes, from somebody who is known by then."""

    @property
    def address(self) -> tuple[str, int] | None:
        """It listens nowhere itself."""
        return None

    async def authenticate(self, arrival: Arrival, message: Inbound) -> Inbound:
        """Find out nothing more: whose it is was found, or signed, as it came."""
        _ = arrival
        return message

    async def start(self, door: Door) -> None:
        """Do nothing; the web side takes what comes."""
        _ = door

    async def stop(self) -> None:
        """Do nothing."""


class ComesWhole:
    """What every channel does whose messages bring all that belongs to them."""

    async def fetch(self, source: str) -> bytes:
        """Refuse: here everything comes with its message."""
        raise NotFoundError(f"nothing lies elsewhere by this channel: {source[:100]}")


class OnlyTaking(ByTheWeb, ComesWhole):
    """Both, and nobody is written to by it."""

    capabilities = Capabilities(writes=False)
    refusal: str
    """Why nobody is written to by it, behind their address."""

    async def send(self, outbound: Outbound, sealed: Sealed) -> Receipt:
        """Refuse."""
        _ = sealed
        return Receipt(Outcome.REFUSED, f"{outbound.to.address} {self.refusal}")


@runtime_checkable
class Board(Protocol):
    """What a channel offers besides on whose wire the desk can have its room."""

    async def amend(self, known_as: str, outbound: Outbound) -> Receipt:
        """Let a message of ours say something else. Never raises for a peer's fault.

        Args:
            known_as: under which id the wire knows it.
            outbound: what it says from now on.
        """
        ...

    async def unfit(self, address: str) -> str | None:
        """Return why an address of the wire is no room for the desk alone; empty where it is one.

        None where that cannot be found out now.
        """
        ...


@runtime_checkable
class Shows(Protocol):
    """What a channel offers besides that can say how a message of ours will look to its reader."""

    def shown(self, outbound: Outbound) -> str:
        """Return the words as their reader will see them."""
        ...


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody has posted to us, who may be anybody."""

    url: str
    """As the peer was told it, with the query; not as a proxy passed it on."""
    headers: Mapping[str, str]
    """By their names in small letters."""
    body: bytes


@dataclass(frozen=True, slots=True)
class Reported:
    """What a peer says of a message of ours that it had taken."""

    message_id: str
    arrived: bool
    """If not, it never will."""
    detail: str
    """The peer's words."""


@runtime_checkable
class Hooked(Protocol):
    """What a channel offers besides whose peer posts to us, at `POST /channels/{name}` of the web side."""

    delivers_again: bool
    """Whether the peer posts once more what we have not acknowledged; else its writer is asked to write again."""

    def told(self, post: Post) -> Sequence[Arrival | Reported]:
        """Return what a post tells. Pure, and quick: it runs where everything else waits.

        Raises:
            ForgedError: the peer has not signed it.
            ValueError: it is nothing that we know.
        """
        ...

    def answer(self, text: str) -> tuple[str, str]:
        """Return the media type and the body that acknowledge a post.

        Args:
            text: what its writer is told at once; empty for nothing.
        """
        ...
