"""What stands where a secret is told: behind a sign, behind a verb, in quotes, or right behind the name."""

from __future__ import annotations

import re

from deskbot.access.masking.accounts import behind_account, behind_user
from deskbot.access.masking.listing import labelled
from deskbot.access.masking.looks import HARMLESS, begins_a_sentence, betrays_itself, is_plain, looks_secret, trimmed
from deskbot.access.masking.names import NAME, Name
from deskbot.access.masking.passphrases import FEW_WORDS, SAYS_OF_IT, is_said_of_it
from deskbot.access.masking.qualities import is_quality
from deskbot.access.masking.quotes import QUOTED, inside
from deskbot.access.masking.signs import ENDS, MASK, PIN, SAID, SIGN, SIGNS, VALUE, Span

_SURELY = re.compile(r"\s*(?:lautete?n?|hei(?:\u00df|ss)t)\b", re.IGNORECASE)
"""German has words that nothing but the secret itself follows."""
_GERMAN = re.compile(r"\s*(?:ist|war|sind)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"[ \t]{1,3}(?:and|und|y|e|et|for|f\u00fcr|para|pour|but|aber|pero|mais|mas)\s", re.IGNORECASE)
_BARE_QUOTE = re.compile(rf"(?:{SIGNS}){{1,6}}")
_WRONG = re.compile(
    r"(?:wrong|incorrect|bad|invalid|failed|falsche[sn]?|ung(?:u|\u00fc)ltige[sn]?|mauvais|faux) (?:[\w-]{1,20} )?$",
    re.IGNORECASE,
)
_SHORT_NUMBER = re.compile(r"\d{3}")
_CAPITAL = re.compile(r"[A-Z][a-z]{3,20}")
LONG_TOKEN = 12


def behind_sign(text: str, sign: re.Match[str], name: Name, *, known: bool) -> Span | None:
    """Return what stands behind a colon or the like.

    Args:
        text: The whole text.
        sign: The sign, with the blanks around it.
        name: The name of the secret.
        known: Whether all words between tell what the secret is for. If not, it must look like a secret.
    """
    at, kind = sign.end(), name.kind
    if kind == "user":
        return behind_user(text, at, sure=True)
    if QUOTED.match(text, at):
        return None if _is_wrong(text, name) else quoted(text, at)
    if kind == "pair":
        return behind_account(text, at, sure=True)
    value = VALUE.match(text, at)
    if not value:
        return None
    if found := labelled(text, at, value[0], kind):
        return found
    whole = Span(*value.span())
    if value[0] == MASK or HARMLESS.fullmatch(value[0]):
        return whole if value[0] == MASK else None
    if kind == "pin":
        number = PIN.match(text, at)
        return Span(*number.span(1)) if number else whole if looks_secret(value[0]) else None
    if looks_secret(value[0]):
        return whole
    if not known or (is_plain(value[0]) and (kind == "loose" or not _is_plain_secret(text, sign, value))):
        return None
    return whole


def _is_plain_secret(text: str, sign: re.Match[str], value: re.Match[str]) -> bool:
    """Return whether a plain word behind a sign is the secret, and not the first of a sentence."""
    word = trimmed(value[0]).lower()
    ends = ENDS.match(text, value.end())
    said = word in SAYS_OF_IT or (not ends and (is_said_of_it(word) or NAME.fullmatch(word)))
    if said or begins_a_sentence(text, value.end()):
        return False
    return "\n" not in sign[0] or bool(ends and value[0].islower())


def behind_verb(text: str, verb: re.Match[str], kind: str, *, known: bool = False) -> Span | None:
    """Return what stands behind "is".

    Args:
        text: The whole text.
        verb: The verb, with the blanks around it.
        kind: The kind of the secret's name.
        known: Whether all words between tell what the secret is for. If not, a plain word is hardly the secret.
    """
    at = verb.end()
    if kind == "user":
        return behind_user(text, at, sure=False)
    if QUOTED.match(text, at):
        return quoted(text, at)
    if kind == "pair":
        return behind_account(text, at, sure=True)
    value = VALUE.match(text, at)
    if not value:
        return None
    if kind == "pin" and (number := PIN.match(text, at)) and not is_label(text, number.end()):
        return Span(*number.span(1))
    if found := labelled(text, at, value[0], kind):
        return found
    looks = looks_secret(value[0]) and not (is_plain(value[0]) and is_quality(trimmed(value[0])))
    told = value[0] == MASK or looks or (kind == "word" and _is_word_of_its_own(text, verb, value, known=known))
    return Span(*value.span()) if told else None


def _is_word_of_its_own(text: str, verb: re.Match[str], value: re.Match[str], *, known: bool) -> bool:
    """Return whether a plain word behind a verb is the secret: it ends what is said, and says nothing of a secret."""
    word = trimmed(value[0])
    end = value.start() + len(word)
    if is_said_of_it(word) or HARMLESS.fullmatch(word) or not (ENDS.match(text, end) or _GOES_ON.match(text, end)):
        return False
    named = _CAPITAL.fullmatch(word) and not _GERMAN.match(verb[0])
    plain = is_plain(word) or _SHORT_NUMBER.fullmatch(word)
    return bool(_SURELY.match(verb[0]) or named or (known and plain and not is_quality(word)))


def is_label(text: str, at: int) -> bool:
    """Return whether a sign or a verb follows, so that what stands before it is no secret."""
    return bool(SIGN.match(text, at)) or bool((verb := SAID.match(text, at)) and behind_verb(text, verb, "word"))


def quoted(text: str, at: int) -> Span | None:
    """Return what stands in quotes, if it is not said of a secret."""
    found = QUOTED.match(text, at)
    if not found:
        return None
    start, end = inside(found)
    words = text[start:end]
    return None if len(words.split()) <= FEW_WORDS and is_said_of_it(words) else Span(start, end)


def quoted_bare(text: str, at: int, name: Name) -> Span | None:
    """Return what stands in quotes behind a name without any sign: no number, which may be the user's."""
    gap = _BARE_QUOTE.match(text, at)
    found = quoted(text, gap.end()) if gap and name.kind in {"word", "pin"} else None
    is_user = found and at > name.end and text[found.start : found.end].isdigit()
    return None if is_user or (found and _is_wrong(text, name)) else found


def bare(text: str, at: int, kind: str) -> Span | None:
    """Return a word right behind the name, if it looks like a secret and like nothing else."""
    value = VALUE.match(text, at)
    if not value or not betrays_itself(value[0]) or is_label(text, value.end()):
        return None
    return Span(*value.span()) if kind != "loose" or len(value[0]) >= LONG_TOKEN else None


def _is_wrong(text: str, name: Name) -> bool:
    return bool(_WRONG.search(text, max(0, name.start - 40), name.start))
