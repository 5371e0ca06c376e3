"""Simulated phones: what they were sent, what their owners heard, and how they answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Manner(StrEnum):
    """How a phone meets a call."""

    NEVER_ANSWERS = "never_answers"
    """It rings until the caller gives up."""
    ANSWERS = "answers"
    """A person picks up and presses keys."""
    HANGS_UP = "hangs_up"
    """A person picks up, listens, and hangs up as soon as a key is asked for."""
    VOICEMAIL = "voicemail"
    BUSY = "busy"
    UNREACHABLE = "unreachable"
    """Switched off: calls fail, and texts are not delivered (30003)."""
    NOT_A_NUMBER = "not_a_number"
    """Twilio refuses the number itself (21211)."""


@dataclass(eq=False)
class HeardCall:
    """One call, as the phone's owner (or its mailbox) lived through it."""

    sid: str
    from_: str
    outcome: str = ""
    """How it ended: completed, busy, no-answer or failed; empty while it goes on."""
    spoken: list[str] = field(default_factory=list)
    digits: str = ""
    """The keys that were pressed."""
    connected_to: list[str] = field(default_factory=list)
    """Numbers to which the caller's instructions have connected it."""
    answered_by: str = ""
    """human, machine_start, or empty where nobody answered."""
    talked_to: list[str] = field(default_factory=list)
    """With whom they were connected."""
    error: str = ""
    """Why the caller's own instructions could not be followed ("an application error has occurred")."""
    listens: Callable[[str], None] = field(default=lambda _sentence: None, repr=False)
    """What a script does when the phone hears a sentence."""

    def hears(self, sentence: str) -> None:
        """Listen to one sentence."""
        self.spoken.append(sentence)
        self.listens(sentence)


@dataclass(eq=False)
class Text:
    """A text that arrived."""

    body: str
    from_: str
    sid: str
    answer: bool = False
    """Whether it is the webhook's own answer to what the phone has sent."""
    read: bool = False


@dataclass(frozen=True, slots=True)
class OwnCall:
    """What a phone's owner does in a call that they make."""

    keys: tuple[str, ...] = ()
    """What they press, one after the other whenever keys are asked for ("" is silence), then nothing more."""
    says: bytes = b""
    """What they say where a message is recorded."""
    heard_as: str = ""
    """What the carrier understands of it."""
    attestation: str = "TN-Validation-Passed-A"
    hangs_up_after: int | None = None
    """They hang up after having been asked for keys so often."""


MakeCall = Callable[["Phone", str, OwnCall], HeardCall]
HangUp = Callable[[HeardCall], None]
Media = Sequence[tuple[str, bytes]]
"""Files of a text: type and bytes."""
SendText = Callable[["Phone", str, str | None, Media], Awaitable[None]]


class Phone:
    """One phone. It rings unheard until it is told otherwise."""

    def __init__(self, number: str, send: SendText, call: MakeCall, hang_up: HangUp) -> None:
        """Make a phone whose texts are carried by `send`, and whose calls are made by `call`."""
        self.number = number
        self.manner = Manner.NEVER_ANSWERS
        self.digits = ""
        self.text_error: int | None = None
        self.texts_wait = False
        self.refusal: int | None = None
        self.stopped: set[str] = set()
        """The numbers of ours to which it has texted STOP."""
        self.received: list[Text] = []
        self.calls: list[HeardCall] = []
        self.listens: Callable[[str], None] = lambda _sentence: None
        """What a script does when it hears a sentence."""
        self._taken = 0
        self._send, self._call, self._hang_up = send, call, hang_up

    def dials(self, to: str, *keys: str, **manner: Any) -> HeardCall:
        """Call one of the desk's numbers; see `OwnCall` for `manner`. It goes on with the exchange's next rounds."""
        for one in keys:
            _check_keys(one)
        return self._call(self, to, OwnCall(keys, **manner))

    def hangs_up_now(self, call: HeardCall) -> None:
        """Hang up a call that the phone has made."""
        self._hang_up(call)

    def answers(self, digits: str = "") -> None:
        """Pick up, and press these keys, each when one is asked for; then say nothing more."""
        self._behave(Manner.ANSWERS, digits)

    def hangs_up(self) -> None:
        """Pick up, listen, and hang up without pressing a key."""
        self._behave(Manner.HANGS_UP)

    def never_answers(self) -> None:
        """Ring until the caller gives up."""
        self._behave(Manner.NEVER_ANSWERS)

    def voicemail(self) -> None:
        """Let the mailbox pick up."""
        self._behave(Manner.VOICEMAIL)

    def busy(self) -> None:
        """Be engaged."""
        self._behave(Manner.BUSY)

    def unreachable(self) -> None:
        """Be switched off."""
        self._behave(Manner.UNREACHABLE)

    def is_not_a_number(self) -> None:
        """Be refused by Twilio as no valid number."""
        self._behave(Manner.NOT_A_NUMBER)

    def refuses_texts(self, code: int = 30006) -> None:
        """Let every text end as undelivered with this code (30006: a landline; 30007: filtered)."""
        self.text_error = code

    def is_out_of_reach(self, *, waits: bool = True) -> None:
        """Let texts wait in its network, which has taken them, until it is back."""
        self.texts_wait = waits

    def is_refused(self, code: int = 21614) -> None:
        """Let every text to it be refused by Twilio itself, before anything is sent (21614: no mobile phone)."""
        self.refusal = code

    def behave(self, manner: str, digits: str = "") -> None:
        """Take on a manner by its name.

        Raises:
            ValueError: there is no such manner.
        """
        self._behave(Manner(manner), digits)

    def _behave(self, manner: Manner, digits: str = "") -> None:
        _check_keys(digits)
        self.manner, self.digits = manner, digits

    async def sends(self, body: str, to: str | None = None, media: Media = ()) -> None:
        """Send a text to one of the desk's numbers (the first where none is named).

        The webhook's own answer is there afterwards, for `take_answer`, unless it had nothing to say.
        """
        await self._send(self, body, to, media)

    @property
    def texts(self) -> list[str]:
        """Every text that arrived, oldest first."""
        return [text.body for text in self.received]

    @property
    def unread(self) -> list[Text]:
        """The texts that nobody has taken yet, oldest first; answers stand in `untaken_answers`."""
        return [text for text in self.received if not text.read and not text.answer]

    @property
    def untaken_answers(self) -> list[Text]:
        """The answers to its own texts that nobody has taken yet, oldest first."""
        return [text for text in self.received if not text.read and text.answer]

    @property
    def untaken_calls(self) -> list[HeardCall]:
        """The calls that nobody has taken yet, oldest first."""
        return self.calls[self._taken :]

    def take_text(self) -> str:
        """Return the oldest unread text, which is read from then on.

        Raises:
            AssertionError: there is none.
        """
        if not self.unread:
            raise AssertionError(f"{self.number} has no unread text; it has got {self.texts}")
        return self._read(self.unread[0])

    def take_answer(self) -> str:
        """Return the oldest answer to a text of the phone's own that was not taken yet.

        Raises:
            AssertionError: there is none.
        """
        if not self.untaken_answers:
            raise AssertionError(f"{self.number} was not answered; it has got {self.texts}")
        return self._read(self.untaken_answers[0])

    @staticmethod
    def _read(text: Text) -> str:
        text.read = True
        return text.body

    def take_call(self) -> HeardCall:
        """Return the oldest call that was not taken yet.

        Raises:
            AssertionError: there is none.
        """
        if not self.untaken_calls:
            raise AssertionError(f"{self.number} was not called again; it was called {len(self.calls)} times")
        self._taken += 1
        return self.calls[self._taken - 1]


def _check_keys(keys: str) -> None:
    if set(keys) - set("0123456789*#"):
        raise ValueError(f"a phone has no such keys: {keys!r}")


class Phones:
    """All phones, by number; naming a number is enough to have one there."""

    def __init__(self, send: SendText, call: MakeCall, hang_up: HangUp) -> None:
        """Start without any; `send` carries texts to numbers that nobody else serves."""
        self._send, self._call, self._hang_up = send, call, hang_up
        self._served: dict[str, SendText] = {}
        self._taking: list[tuple[Container[str], MakeCall]] = []
        self._phones: dict[str, Phone] = {}

    def serve(self, numbers: Iterable[str], send: SendText) -> None:
        """Let `send` carry what phones text to these numbers: another carrier's, with the same phones."""
        self._served |= dict.fromkeys(numbers, send)

    def take_calls(self, numbers: Container[str], call: MakeCall) -> None:
        """Let `call` make what phones call these numbers: another carrier's."""
        self._taking.append((numbers, call))

    def _dial(self, phone: Phone, to: str, own: OwnCall) -> HeardCall:
        call = next((call for numbers, call in self._taking if to in numbers), self._call)
        return call(phone, to, own)

    async def _carry(self, phone: Phone, body: str, to: str | None, media: Media) -> None:
        await self._served.get(to or "", self._send)(phone, body, to, media)

    def __getitem__(self, number: str) -> Phone:
        if number not in self._phones:
            self._phones[number] = Phone(number, self._carry, self._dial, self._hang_up)
        return self._phones[number]

    def __iter__(self) -> Iterator[Phone]:
        return iter(list(self._phones.values()))

    def __len__(self) -> int:
        return len(self._phones)
