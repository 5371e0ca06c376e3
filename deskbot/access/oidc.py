"""Who is let in to the console by what an identity provider says of them. Pure.

A key ("kim@desk.example") finds an account once: when its owner comes first. From then on the provider's own name for
them (issuer and subject) counts alone, as addresses are given to others in time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ADDRESS = "email"
"""The claim that has to be verified; of all others the provider's word is taken."""
LONGEST_KEY, LONGEST_SUBJECT = 320, 255
"""Characters; of a subject there are no more (OpenID Connect Core, 2)."""
ENDED = "Your account has ended. Ask an admin of this desk."


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as an identity provider knows them."""

    issuer: str
    subject: str
    key: str = ""
    """By which their account is found; empty where the provider says nothing that could be one."""
    is_verified: bool = True
    """Whether the key is theirs, as far as the provider knows."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What an account is bound to."""

    issuer: str
    subject: str
    """Empty for one whose owner has not come yet."""
    has_ended: bool


def as_key(text: str) -> str:
    """Return a key as it is kept: addresses are the same in small and capital letters, all else is not.

    Letters of other scripts stay as they are: to fold them makes one address of two persons' ("ß" becomes "ss").
    """
    bare = text.strip()
    return bare.lower() if "@" in bare and bare.isascii() else bare


def is_key(text: str) -> bool:
    """Return whether something may be a key."""
    return 0 < len(text) <= LONGEST_KEY and text.isprintable()


def person_in(claims: Mapping[str, Any], claim: str) -> Person | None:
    """Return whom claims are about; None where they do not name anybody.

    Args:
        claims: of a token that is believed.
        claim: the one that holds the key.
    """
    issuer, subject, key = claims.get("iss"), claims.get("sub"), claims.get(claim)
    if not isinstance(issuer, str) or not isinstance(subject, str) or not _is_subject(subject):
        return None
    if not isinstance(key, str) or not is_key(as_key(key)):
        return Person(issuer, subject)
    said = claims.get("email_verified")
    is_verified = claim != ADDRESS or said is True or said == "true"  # some write it as text
    return Person(issuer, subject, as_key(key), is_verified)


def refusal(person: Person, account: Bound | None, provider: str) -> str:
    """Return why somebody is not let in, in words for them; empty where they are.

    Args:
        person: who comes.
        account: what was found by their subject, or else by their key; None where nothing was.
        provider: its name, as people know it.
    """
    if account is None or (account.issuer, account.subject) != (person.issuer, person.subject):
        return _refusal_of_key(person, account, provider)
    return ENDED if account.has_ended else ""


def _refusal_of_key(person: Person, account: Bound | None, provider: str) -> str:
    """Return the same of somebody who has not come as whom they are now."""
    if not person.key:
        return f"{provider} does not say by what you are known here. Ask an admin of this desk to let you in."
    if not person.is_verified:
        return (
            f'{provider} has not verified that "{person.key}" is your address. Have it verified there, and come back.'
        )
    if account is None:
        return f'Nobody here signs in as "{person.key}". Ask an admin of this desk to let you in.'
    if account.subject:
        return f'"{person.key}" was somebody else at {provider} before. Ask an admin of this desk to let you in.'
    return ENDED if account.has_ended else ""


def _is_subject(text: str) -> bool:
    return 0 < len(text) <= LONGEST_SUBJECT and text.isprintable()
