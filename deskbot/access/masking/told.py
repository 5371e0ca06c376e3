"""A secret told by its name: "the SIP secret for 214 is …", "passwords: admin …, user …", "creds: admin / …".

From each name on, the words are read one by one: what or whom it is for, then a sign or a verb, then the secret. What
says something *of* the secret ("does not work", "was reset") ends the reading. Each name is read for a few words only,
so that a text of any length takes time in proportion.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from deskbot.access.masking.accounts import behind_account, behind_user
from deskbot.access.masking.between import STOPS, is_known, may_go_on
from deskbot.access.masking.further import another_secret
from deskbot.access.masking.looks import betrays_itself, looks_secret, trimmed
from deskbot.access.masking.names import MAILBOX, PLACES, Name, names
from deskbot.access.masking.signs import BARE_PIN, ENDS, NEXT, NUMBER, SAID, SIGN, SIGNS, Span
from deskbot.access.masking.values import bare, behind_sign, behind_verb, is_label, quoted_bare

_CHANGED_TO = re.compile(
    rf"((?: [\w -]{{0,45}})?[\s,]{{1,3}}"
    rf"(?:to|into|auf|en|por|para|a|\u00e0|zu|-|\u2013|\u2014)(?:{SIGNS}|[\"'\u201e\u201c\u00ab]){{1,6}})"
    r"([^\s<>\"'\u201c\u201d\u201e\u00ab\u00bb,;|]{1,120})",
    re.IGNORECASE,
)
"""What it was changed to; and a name, a dash, a value."""
_CHANGE = re.compile(
    r"chang|\bset\b|reset|ge(?:\u00e4|ae|a)ndert|gesetzt|gestellt|cambi|puse|pusimos|mis\b|mudei|mud\u00e1mos"
    r"|alter|troc",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"\b(?:reset|change|forg[eo]t|need|set|unlock|lost|clear|zur(?:u|\u00fc)cksetzen"
    r"|\u00e4ndern|vergessen|restablecer|cambiar|olvid"
    r"|r(?:e|\u00e9)initialiser|changer|oubli|redefinir|mudar|trocar|alterar|esquec|remove|delete|what|which)",
    re.IGNORECASE,
)
_ANDS = frozenset({"and", "und", "y", "et", "e", "&"})
_CODE = re.compile(r"code|c(?:o|\u00f3)digo", re.IGNORECASE)
"""A secret that is called a code is a number more often than not: "passcode 4711"."""
_MINUTES = re.compile(r":\d\d(?!\d)")
_JOINED = re.compile(r"[-_]([^\W\d_]{2,15})(?![^\W_])")
"""A name of two words: "Passwort-Portal", "clave-wifi"."""
MOST_WORDS = 9
MOST_UNKNOWN = 5
MOST_SECRETS = 12


@dataclass(frozen=True)
class _Place:
    """How far the words behind a name are read, and what they were."""

    at: int
    known: bool = True
    after_number: bool = False
    unknown: int = 0


def without_told(text: str, mark: str) -> str:
    """Return a text with a mark in the place of every secret that its name tells."""
    parts: list[str] = []
    done = 0
    found = names(text)
    named = frozenset(name.start for name in found if name.kind in {"word", "pin"})
    for name in found:
        if name.start < done:
            continue
        for start, end in _secrets(text, name, named):
            hidden = text[start:end]
            if hidden != mark:
                parts += (text[done:start], mark)
                done = start + len(hidden.rstrip(".)") or hidden)
    return "".join((*parts, text[done:]))


def _secrets(text: str, name: Name, named: frozenset[int]) -> list[Span]:
    found: list[Span] = []
    one = _first(text, name, named)
    while one and len(found) < MOST_SECRETS:
        found.append(one)
        one = another_secret(text, one.end, name) if name.kind != "user" else None
    return found


def _first(text: str, name: Name, named: frozenset[int]) -> Span | None:
    """Return the secret behind a name, or nothing where none is told."""
    if found := _at_once(text, name):
        return found
    place = _Place(_end(text, name))
    for _ in range(MOST_WORDS):
        if sign := SIGN.match(text, place.at):
            return behind_sign(text, sign, name, known=place.known)
        if (verb := SAID.match(text, place.at)) and (found := behind_verb(text, verb, name.kind, known=place.known)):
            return found
        if place.known and (found := quoted_bare(text, place.at, name)):
            return found
        word = NEXT.match(text, place.at)
        if not word or word.start(2) in named or not may_go_on(text, name, word):
            return None
        if name.kind == "user":
            return behind_user(text, word.start(2), sure=False)
        if found := _in_or_behind(text, word, place, name):
            return found
        further = _further(text, word, place)
        if not further:
            return None
        place = further
    return None


def _end(text: str, name: Name) -> int:
    """Return where a name ends, with the word that says what it is for."""
    joined = _JOINED.match(text, name.end) if name.kind in {"word", "pin"} else None
    return joined.end() if joined and is_known(joined[1]) else name.end


def _at_once(text: str, name: Name) -> Span | None:
    """Return a PIN right behind its name, or what a secret was changed to."""
    is_code = name.kind == "word" and _CODE.search(text, name.start, name.end)
    if name.kind == "pin" or is_code or MAILBOX.search(text, max(0, name.start - 14), name.start):
        number = BARE_PIN.match(text, name.end)
        if number and not is_label(text, number.end()):
            return Span(*number.span(1))
    changed = _CHANGED_TO.match(text, name.end) if name.kind in {"word", "pin"} else None
    return Span(*changed.span(2)) if changed and _is_new(text, name, changed) else None


def _in_or_behind(text: str, word: re.Match[str], place: _Place, name: Name) -> Span | None:
    """Return the secret that a word is, or that follows it as a PIN follows a mailbox."""
    token = word[2]
    if name.kind == "pair" and (found := behind_account(text, word.start(2), sure=False)):
        return found
    if place.known and not token.startswith("(") and not is_known(token):
        return bare(text, word.start(2), name.kind)
    number = BARE_PIN.match(text, word.end()) if name.kind == "pin" else None
    if not number:
        return None
    behind_number = place.after_number or NUMBER.fullmatch(token)
    told = behind_number or (token.lower() in PLACES and _is_pin_of_place(text, name, number))
    return Span(*number.span(1)) if told else None


def _further(text: str, word: re.Match[str], place: _Place) -> _Place | None:
    """Return the place behind a word, or nothing if the reading ends with it."""
    token = word[2]
    if place.after_number and token.lower() in _ANDS:
        return _Place(word.end(), place.known, after_number=True, unknown=place.unknown)
    after_number = bool(NUMBER.fullmatch(token))
    if after_number and _MINUTES.match(text, word.end()):
        return None
    if token.startswith("(") or is_known(token):
        return _Place(word.end(), place.known, after_number, place.unknown)
    stops = trimmed(token).lower() in STOPS and not _CHANGE.search(token)
    if stops or token[-1] in ".!?" or place.unknown == MOST_UNKNOWN:
        return None
    return _Place(word.end(), known=False, after_number=after_number, unknown=place.unknown + 1)


def _is_new(text: str, name: Name, changed: re.Match[str]) -> bool:
    """Return whether a secret was changed to what is told: to what looks like one, or to a number."""
    value = changed[2]
    if not trimmed(value).isdigit():
        return betrays_itself(value)
    return looks_secret(value) and bool(_CHANGE.search(text, max(0, name.start - 40), changed.start(2)))


def _is_pin_of_place(text: str, name: Name, bare: re.Match[str]) -> bool:
    """Return whether "the PIN of the mailbox 9182" tells the PIN: it ends what is said, and nobody asks for one."""
    return bool(ENDS.match(text, bare.end())) and not _WISH.search(text, max(0, name.start - 60), name.start)
