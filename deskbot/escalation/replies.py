"""What a responder's answer to a page means: the grammar of texts and of the keypad. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from deskbot.commands.choices import (
    BY_KEY,
    BY_LETTER,
    BY_WORD,
    KEY_AGAIN,
    KEY_CONNECT,
    KEY_MORE,
    OPTIONS,
    PageOption,
    Words,
)
from deskbot.escalation.snoozing import read_span
from deskbot.model.choice import Choice, Wish

LONGEST_REPLY = 1600
LONGEST_NOTE = 500


class Reply(StrEnum):
    """What a text asks for: one of the choices, or a word of the carrier's own."""

    ACKNOWLEDGE = Choice.ACKNOWLEDGE.value
    ESCALATE = Choice.ESCALATE.value
    RESOLVE = Choice.RESOLVE.value
    NOT_URGENT = Choice.NOT_URGENT.value
    SNOOZE = Choice.SNOOZE.value
    HAND_OVER = Choice.HAND_OVER.value
    NOTE = Choice.NOTE.value
    STOP = "stop"
    """The number wants no more texts; the carrier has cut it off and has said so itself."""
    START = "start"
    HELP = "help"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SmsReply:
    """A text, understood."""

    kind: Reply
    code: int | None = None
    """The page's code; None where none was given, which is clear enough when one page is open."""
    note: str = ""
    """What was written after the code, for the ticket."""
    span: timedelta | None = None
    """How long it is to be snoozed; None where nothing was said of that."""
    problem: str = ""
    """Why a text that begins like an answer is none."""

    @property
    def is_choice(self) -> bool:
        """Return whether it asks for something to be done with a page."""
        return self.kind not in (Reply.STOP, Reply.START, Reply.HELP, Reply.UNKNOWN)

    @property
    def wish(self) -> Wish:
        """Return what is to be done with the page.

        Raises:
            ValueError: it is a word of the carrier's own, or not understood.
        """
        return Wish(Choice(self.kind.value), self.note, self.span)


STOP_WORDS = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "END", "QUIT", "REVOKE", "OPTOUT", "CANCEL"})
START_WORDS = frozenset({"START", "UNSTOP"})
HELP_WORDS = frozenset({"HELP", "INFO"})

_NAMED = BY_LETTER | BY_WORD
_LETTERS = "".join(BY_LETTER)
_SHORT = "|".join(option.words[0] for option in OPTIONS if option.bare)
_LETTER_LAST = re.compile(rf"#?([0-9]{{1,6}})({_SHORT}|[{_LETTERS}])(?![a-z0-9]|\.m\b)(.*)", re.DOTALL | re.IGNORECASE)
"""`7a`, and `7a on my way`; not `7a.m.`."""
_SPAN_AT_ONCE = re.compile(r"#?([0-9]{1,6})(s)(?=[0-9])(.*)", re.DOTALL | re.IGNORECASE)
"""`7s30m`."""
_WORD_FIRST = re.compile(
    rf"({'|'.join(BY_WORD)})(?![a-z])[\s:#]*(?:([0-9]{{1,6}})([{_LETTERS}]?)(?![a-z0-9]))?(.*)",
    re.DOTALL | re.IGNORECASE,
)
"""`ack 7`, `ack 7a`, `ack`, and `ack 7 on my way`."""
_LETTER_FIRST = re.compile(r"(a|e)\s*#?([0-9]{1,6})", re.IGNORECASE)
"""`a 7` and `a7`: the whole text only, as "a 7" also begins a sentence."""
_LETTER_APART = re.compile(
    rf"#?([0-9]{{1,6}})(\s*[-–]\s*|\s+)({_SHORT}|[{_LETTERS}])(?=[\s,:;!?]|\.\s|$)(.*)",  # noqa: RUF001
    re.DOTALL | re.IGNORECASE,
)
"""`7 a`, `7-a`, and either with words behind it."""
_NO_LETTER = re.compile(r"a\s+(?:day|night|week|month|year|hour|minute|second|time)|e\s+mails?", re.IGNORECASE)
"""Behind a number these are words: "3 a day", "2 e mails"."""

_TICKET = re.compile(r"t-?[0-9]", re.IGNORECASE)
_AROUND = " \t\r\n\"'`´‘’“”«»„()[]<>.,;:!*_-"  # noqa: RUF001  (phones turn quotes into these)


def read_sms(body: str) -> SmsReply:
    """Read a responder's text. Whatever is not clearly an answer is UNKNOWN; nothing raises."""
    bounded = body[:LONGEST_REPLY]
    if word := _carrier_word(bounded):
        return SmsReply(word)
    text = unicodedata.normalize("NFKC", bounded).strip(_AROUND)
    if (option := _NAMED.get(text.lower())) and option.bare:
        return SmsReply(Reply(option.choice.value))
    if first := _LETTER_FIRST.fullmatch(text):
        return _reply(_NAMED[first[1].lower()], int(first[2]), "")
    if found := _LETTER_LAST.fullmatch(text) or _SPAN_AT_ONCE.fullmatch(text):
        return _reply(_NAMED[found[2].lower()], int(found[1]), found[3])
    if apart := _LETTER_APART.fullmatch(text):
        return _apart(apart[1], apart[2], apart[3].lower(), apart[4])
    if found := _WORD_FIRST.fullmatch(text):
        return _word_first(BY_WORD[found[1].lower()], found[2], (found[3] or "").lower(), found[4])
    return SmsReply(Reply.UNKNOWN)


def _apart(code: str, between: str, letter: str, rest: str) -> SmsReply:
    """Return what `7 a …` means; nothing, where a space is between them that may as well be one between words.

    Only what may be answered in haste is read so: "7 h" and "7 s" are times, and the others end something.
    """
    option = _NAMED[letter]
    if between.isspace() and (not option.bare or _NO_LETTER.match(letter + rest)):
        says = f'Did you mean "{code}{letter}"? Write code and letter together, and any words behind them.'
        return SmsReply(Reply.UNKNOWN, problem=says)
    return _reply(option, int(code), rest)


def _word_first(option: PageOption, code: str | None, letter: str, rest: str) -> SmsReply:
    """Return what `ack …` means; nothing, where its code is malformed or its letter says the contrary.

    A word that begins sentences, too ("resolved 7 of them"), needs the code, and a colon before any words.
    """
    if (code is None and (rest[:1].isdigit() or not option.bare)) or (letter and letter != option.letter):
        return SmsReply(Reply.UNKNOWN)
    plain = option.bare or option.takes in (Words.SPAN, Words.PERSON)
    if not plain and rest.strip() and not rest.startswith((":", ",")):
        return SmsReply(Reply.UNKNOWN)
    return _reply(option, int(code) if code else None, rest)


def _reply(option: PageOption, code: int | None, rest: str) -> SmsReply:
    """Return an answer with the words behind it; UNKNOWN with the reason where they are not what it needs."""
    kind, words = Reply(option.choice.value), _note(rest)
    if words and not words.strip("?¿"):
        return SmsReply(Reply.UNKNOWN, problem="Is that a question? Send it without the question mark, and it is done.")
    if code is None and _TICKET.match(words):
        return SmsReply(Reply.UNKNOWN, problem='Answer by the code in the text, like "7a", and not by the ticket.')
    match option.takes:
        case Words.SPAN if words:
            found = read_span(words)
            if found is None:
                return SmsReply(Reply.UNKNOWN, problem=f'For how long? "{code}{option.letter} 30m", or "2h".')
            return SmsReply(kind, code, _note(found[1]), found[0])
        case Words.PERSON if not words:
            return SmsReply(
                Reply.UNKNOWN, problem=f'To whom? Write a name behind it, like "{code}{option.letter} ben".'
            )
        case Words.NOTE if option.choice is Choice.NOTE and not words:
            return SmsReply(Reply.UNKNOWN, problem=f'Write the note behind it: "{code}{option.letter} called them".')
        case _:
            return SmsReply(kind, code, words)


def _carrier_word(body: str) -> Reply | None:
    """Return what a word means that the carrier itself acts on: the whole text, in any case, amid any spaces.

    Nothing else is taken off around it: what the carrier does not take for a STOP must not disable a pager.
    """
    word = body.strip().upper()
    if word in STOP_WORDS:
        return Reply.STOP
    if word in START_WORDS:
        return Reply.START
    return Reply.HELP if word in HELP_WORDS else None


def _note(rest: str) -> str:
    return rest.strip(_AROUND)[:LONGEST_NOTE]


class KeypadAnswer(StrEnum):
    """What a key means during a call.

    4 takes the page, 6 passes it on, 1 says it again. Taking it is not on 1: that is the key which is
    pressed by reflex, and which a voicemail's or a switchboard's own greeting may ask for.
    """

    ACKNOWLEDGE = Choice.ACKNOWLEDGE.value
    ESCALATE = Choice.ESCALATE.value
    NOT_URGENT = Choice.NOT_URGENT.value
    """Asked again before it is done."""
    CONNECT = "connect"
    """Takes it, and calls the reseller."""
    MORE = "more"
    AGAIN = "again"
    UNKNOWN = "unknown"
    """Another key, or none: the menu is repeated, a bounded number of times."""


_KEYS = {key: KeypadAnswer(option.choice.value) for key, option in BY_KEY.items()} | {
    KEY_AGAIN: KeypadAnswer.AGAIN,
    KEY_MORE: KeypadAnswer.MORE,
    KEY_CONNECT: KeypadAnswer.CONNECT,
}


def read_digit(digit: str | None) -> KeypadAnswer:
    """Read the key that was pressed."""
    return _KEYS.get((digit or "").strip(), KeypadAnswer.UNKNOWN)


CALLER_WAITS = f"The caller is on the line: press {KEY_CONNECT} to take it and talk to them now."


def voice_menu(sentence: str, *, connects: bool = False, caller: bool = False) -> str:
    """Return what is spoken before the keys are read: the page's sentence, then the keys.

    Args:
        sentence: what the page is about.
        connects: whether a number of the reseller's is known that can be called.
        caller: whether somebody waits on the line for whoever takes it.
    """
    keys = [f"{option.key} {option.spoken}" for option in OPTIONS if option.key]
    keys[0] = f"Press {keys[0]}"
    if connects and not caller:
        keys.insert(1, f"{KEY_CONNECT} to take it and be connected to the reseller")
    waits = f"{CALLER_WAITS} " if caller else ""
    menu = f"{', '.join(keys)}, {KEY_MORE} to hear more, or {KEY_AGAIN} to hear this again."
    return f"{sentence.rstrip(' .')}. {waits}{menu}"


def spoken_page(ticket_ref: str, severity: str, reseller: str, line: str) -> str:
    """Return the sentence of a page for a voice: no brackets, the number digit by digit."""
    level = " ".join(sign for sign in severity if sign.isdigit()) or severity
    return f"Page for ticket {digits_apart(ticket_ref)}. Severity {level}, from {reseller}: {line[:LONGEST_SPOKEN]}"


def spoken_details(customer: str, site: str, callback: str, line: str) -> str:
    """Return what is said to who wants to hear more: whose trouble it is, where, whom to call back, and the summary."""
    parts = (
        f"The customer is {customer}" if customer else "",
        f"The site is {site}" if site else "",
        f"The number to call back is {digits_apart(callback)}" if digits_apart(callback) else "",
        f"The summary is: {line[:LONGEST_DETAILS]}" if line else "",
    )
    said = [part.rstrip(" .") for part in parts if part]
    return ". ".join(said) + "." if said else "No more is known."


def digits_apart(text: str) -> str:
    """Return the digits of a text one by one, as a voice is to say them."""
    return " ".join(sign for sign in text if sign.isascii() and sign.isdigit())


LONGEST_SPOKEN = 160
LONGEST_DETAILS = 500
