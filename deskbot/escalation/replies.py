"""What a responder's answer to a page means: the grammar of texts and of the keypad. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

LONGEST_REPLY = 1600
LONGEST_NOTE = 500


class Reply(StrEnum):
    """What a text asks for."""

    ACKNOWLEDGE = "acknowledge"
    ESCALATE = "escalate"
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


STOP_WORDS = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "END", "QUIT", "REVOKE", "OPTOUT", "CANCEL"})
START_WORDS = frozenset({"START", "UNSTOP"})
HELP_WORDS = frozenset({"HELP", "INFO"})

_VERBS = {
    "a": Reply.ACKNOWLEDGE,
    "ack": Reply.ACKNOWLEDGE,
    "acknowledge": Reply.ACKNOWLEDGE,
    "e": Reply.ESCALATE,
    "esc": Reply.ESCALATE,
    "escalate": Reply.ESCALATE,
}
_LETTER_LAST = re.compile(r"#?([0-9]{1,6})(a|ack|e|esc)(?![a-z0-9])(.*)", re.DOTALL | re.IGNORECASE)
"""`7a`, and `7a on my way`."""
_WORD_FIRST = re.compile(
    r"(ack|acknowledge|esc|escalate)(?![a-z])[\s:#]*(?:([0-9]{1,6})([ae]?)(?![a-z0-9]))?(.*)",
    re.DOTALL | re.IGNORECASE,
)
"""`ack 7`, `ack 7a`, `ack`, and `ack 7 on my way`."""
_LETTER_APART = re.compile(r"#?([0-9]{1,6})\s+(ack|esc|a|e)|(a|e)\s*#?([0-9]{1,6})", re.IGNORECASE)
"""`7 a`, `a 7` and `a7`: the whole text only, as "a 7" also begins a sentence."""

_AROUND = " \t\r\n\"'`´‘’“”«»„()[]<>.,;:!*_-"  # noqa: RUF001  (phones turn quotes into these)


def read_sms(body: str) -> SmsReply:
    """Read a responder's text. Whatever is not clearly an answer is UNKNOWN; nothing raises."""
    bounded = body[:LONGEST_REPLY]
    if word := _carrier_word(bounded):
        return SmsReply(word)
    text = unicodedata.normalize("NFKC", bounded).strip(_AROUND)
    if verb := _VERBS.get(text.lower()):
        return SmsReply(verb)
    if apart := _LETTER_APART.fullmatch(text):
        code, verb = apart[1] or apart[4], apart[2] or apart[3]
        return SmsReply(_VERBS[verb.lower()], int(code))
    if found := _LETTER_LAST.fullmatch(text):
        return SmsReply(_VERBS[found[2].lower()], int(found[1]), _note(found[3]))
    if found := _WORD_FIRST.fullmatch(text):
        return _word_first(found[1].lower(), found[2], (found[3] or "").lower(), found[4])
    return SmsReply(Reply.UNKNOWN)


def _word_first(verb: str, code: str | None, letter: str, rest: str) -> SmsReply:
    """Return what `ack …` means; nothing, where its code is malformed or its letter says the contrary."""
    if (code is None and rest[:1].isdigit()) or (letter and not verb.startswith(letter)):
        return SmsReply(Reply.UNKNOWN)
    return SmsReply(_VERBS[verb], int(code) if code else None, _note(rest))


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

    4 takes the page, 5 takes it and connects, 6 passes it on, 1 says it again.
    Taking it is not on 1: that is the key which is
    pressed by reflex, and which a voicemail's or a switchboard's own greeting may ask for.
    """

    ACKNOWLEDGE = "acknowledge"
    ESCALATE = "escalate"
    CONNECT = "connect"
    """Takes the page, and talks to the caller who waits on the line."""
    AGAIN = "again"
    UNKNOWN = "unknown"
    """Another key, or none: the menu is repeated, a bounded number of times."""


_KEYS = {
    "4": KeypadAnswer.ACKNOWLEDGE,
    "5": KeypadAnswer.CONNECT,
    "6": KeypadAnswer.ESCALATE,
    "1": KeypadAnswer.AGAIN,
}


def read_digit(digit: str | None) -> KeypadAnswer:
    """Read the key that was pressed."""
    return _KEYS.get((digit or "").strip(), KeypadAnswer.UNKNOWN)


MENU = "Press 4 to take it, 6 to pass it on, or 1 to hear this again."


CALLER_WAITS = "The caller is on the line: press 5 to take it and talk to them now."


def voice_menu(sentence: str, *, caller: bool = False) -> str:
    """Return what is spoken before the keys are read: the page's sentence, whether a caller waits, then the keys."""
    return " ".join([f"{sentence.rstrip(' .')}.", *([CALLER_WAITS] if caller else []), MENU])


def spoken_page(ticket_ref: str, severity: str, reseller: str, line: str) -> str:
    """Return the sentence of a page for a voice: no brackets, the number digit by digit."""
    digits = " ".join(sign for sign in ticket_ref if sign.isdigit())
    level = " ".join(sign for sign in severity if sign.isdigit()) or severity
    return f"Page for ticket {digits}. Severity {level}, from {reseller}: {line[:LONGEST_SPOKEN]}"


LONGEST_SPOKEN = 160
