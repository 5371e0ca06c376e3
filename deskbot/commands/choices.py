"""The one table of what a responder may do with a page: texts, the keypad, the link's page and chats all render it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from deskbot.model.choice import Choice


class Words(StrEnum):
    """What the words behind a choice are."""

    NOTE = "note"
    SOLUTION = "solution"
    """The reseller is told."""
    SPAN = "span"
    """How long, and then a note."""
    PERSON = "person"
    """Who, and then a note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOption:
    """One choice, as it is said on every medium."""

    choice: Choice
    letter: str
    """In a text, behind the page's code: the a of "7a"."""
    words: tuple[str, ...]
    """In a text, in front of the code: "ack 7". The first is its name in chats."""
    key: str = ""
    """On the keypad during a call; empty where it is none for there."""
    label: str
    """On a button."""
    help: str
    """What it does, as the end of a sentence: "7a" takes it."""
    spoken: str = ""
    """What the key is for: "press 4 to take it"."""
    asks: str = ""
    """The question before it is done, where a slip of the finger would cost something; empty where it would not."""
    takes: Words = Words.NOTE
    pressed: bool = False
    """Whether a chat has a button for it."""
    bare: bool = False
    """Whether a text may leave the code out where one page is open."""


OPTIONS = (
    PageOption(
        choice=Choice.ACKNOWLEDGE,
        letter="a",
        words=("ack", "acknowledge"),
        key="4",
        label="Take it",
        help="takes it",
        spoken="to take it",
        pressed=True,
        bare=True,
    ),
    PageOption(
        choice=Choice.ESCALATE,
        letter="e",
        words=("esc", "escalate"),
        key="6",
        label="Pass it on",
        help="passes it on to the next level",
        spoken="to pass it on",
        asks="Pass it on to the next level?",
        pressed=True,
        bare=True,
    ),
    PageOption(
        choice=Choice.SNOOZE,
        letter="s",
        words=("snooze",),
        label="Later",
        help='is yours, later: you are paged again in 30 minutes, or when you say ("7s 2h")',
        takes=Words.SPAN,
    ),
    PageOption(
        choice=Choice.HAND_OVER,
        letter="h",
        words=("give",),
        label="Hand over",
        help='hands it over: "7h ben" pages Ben, and it stays yours until he has taken it',
        takes=Words.PERSON,
    ),
    PageOption(
        choice=Choice.NOT_URGENT,
        letter="n",
        words=("lower",),
        key="8",
        label="Not urgent",
        help="says that it is not urgent: it becomes an S3, and the reseller is told that you judged so",
        spoken="if it is not urgent",
        asks="Lower it to S3? Nobody will come for it now, and the reseller is told that you judged so.",
        pressed=True,
    ),
    PageOption(
        choice=Choice.RESOLVE,
        letter="r",
        words=("resolve", "resolved"),
        label="Resolved",
        help="says that it is solved; the reseller reads what you write behind it",
        asks="Is it solved? The reseller is told so, with what you write.",
        takes=Words.SOLUTION,
    ),
    PageOption(
        choice=Choice.NOTE,
        letter="t",
        words=("note",),
        label="Note",
        help="keeps what you write behind it as a note, and takes nothing",
    ),
)
"""In the order in which they are offered."""

BY_CHOICE = {option.choice: option for option in OPTIONS}
BY_LETTER = {option.letter: option for option in OPTIONS}
BY_WORD = {word: option for option in OPTIONS for word in option.words}
BY_KEY = {option.key: option for option in OPTIONS if option.key}

KEY_AGAIN, KEY_MORE, KEY_CONNECT, KEY_CONFIRM = "1", "2", "5", "7"
"""Keys of the spoken menu that are no choices of their own: say it again, say more, take it and be connected, and yes.

Yes is a key that asks for nothing, so that one pressed twice by a heavy finger confirms nothing.
"""


def how_to_answer(code: object = 7) -> str:
    """Return in a sentence how a page is answered by text; the commonest ways only, as it costs a segment."""
    shown = (Choice.ACKNOWLEDGE, Choice.ESCALATE)
    first, second = (f'"{code}{BY_CHOICE[one].letter}" {BY_CHOICE[one].help}' for one in shown)
    return f"Answer with the code: {first}, {second}."
