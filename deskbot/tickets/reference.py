"""How a ticket is named: `T-1042` for people, `[T-1042]` in a subject, a signed token in a reply address."""

from __future__ import annotations

import re

from deskbot.model.ticket import reference
from deskbot.signing import is_signed, short_signature

_REFERENCE = re.compile(r"(?:T-)?([0-9]{1,12})", re.ASCII)
_TAG = re.compile(r"\[T-([0-9]{1,12})\]", re.ASCII)
_TOKEN = re.compile(r"([td])([0-9]{1,12})\.([a-z2-7]{16})", re.ASCII)


def read_reference(text: str) -> int | None:
    """Read `T-1042`, `t-1042`, `[T-1042]` or `1042`; None when it is none of these."""
    match = _REFERENCE.fullmatch(text.strip().strip("[]").upper())
    return int(match[1]) if match else None


def tagged(subject: str, number: int) -> str:
    """Return the subject with the ticket's tag in it, once."""
    tag = f"[{reference(number)}]"
    return subject if tag in subject else f"{subject} {tag}".strip()


def tags(subject: str) -> tuple[int, ...]:
    """Return the numbers of all tags in a subject, in their order."""
    return tuple(int(number) for number in _TAG.findall(subject))


def without_tags(subject: str) -> str:
    """Return a subject without the tags of our tickets."""
    return _TAG.sub("", subject)


def token(number: int, secret: bytes) -> str:
    """Return the part of a reply address that names the ticket and cannot be guessed."""
    return f"t{number}.{_signature('reply', number, secret)}"


def desk_token(number: int, secret: bytes) -> str:
    """Return the same for the desk's own people; resellers never see it, so that it tells whose letter is answered."""
    return f"d{number}.{_signature('desk', number, secret)}"


def read_token(text: str, secret: bytes) -> int | None:
    """Return the number of a token that we made, for whomever, else None."""
    read = _read(text, secret)
    return read[1] if read else None


def read_desk_token(text: str, secret: bytes) -> int | None:
    """Return the number of a token that we made for the desk's own people, else None."""
    read = _read(text, secret)
    return read[1] if read and read[0] == "d" else None


def _read(text: str, secret: bytes) -> tuple[str, int] | None:
    match = _TOKEN.fullmatch(text.lower())
    if not match:
        return None
    kind, number = match[1], int(match[2])
    purpose = "desk" if kind == "d" else "reply"
    return (kind, number) if is_signed(match[3], secret, lambda key: _signature(purpose, number, key)) else None


def _signature(purpose: str, number: int, secret: bytes) -> str:
    return short_signature(f"{purpose}:{number}", secret)
