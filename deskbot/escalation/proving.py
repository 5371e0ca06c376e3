"""An account in a chat counts as a responder's once they have written there what was sent to their mail. Pure."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

from deskbot.desk import Desk, Responder
from deskbot.model.invitation import LENGTH, LETTERS, PROVES_FOR, code_in, shown
from deskbot.model.page import Medium
from deskbot.signing import is_signed

_START = datetime(2020, 1, 1, tzinfo=UTC)


def turn(now: datetime) -> int:
    """Return which of the spans it is in each of which an account has a code of its own."""
    return (now - _START) // PROVES_FOR


def proof_code(secret: bytes, medium: Medium, account: str, number: int) -> str:
    """Return the code by which an account is proven.

    Args:
        secret: our signing key.
        medium: the chat.
        account: as desk.yaml has it.
        number: of the span in which the code is asked for (`turn`); it is good in the next one, too.
    """
    signed = hmac.digest(secret, f"proof:{medium}:{account}:{number}".encode(), hashlib.sha256)
    left, letters = int.from_bytes(signed), ""
    for _ in range(LENGTH):
        left, place = divmod(left, len(LETTERS))
        letters += LETTERS[place]
    return letters


def is_proof(secret: bytes, medium: Medium, account: str, text: str, now: datetime) -> bool:
    """Return whether words are the code of an account."""
    code = code_in(text)
    spans = (turn(now), turn(now - PROVES_FOR))
    return bool(code) and any(
        is_signed(code, secret, lambda key, span=one: proof_code(key, medium, account, span)) for one in spans
    )


def asked(person: Responder) -> str:
    """Return what an account is told from which a page is answered before it is proven."""
    name, _, domain = person.mail.partition("@")
    return (
        "This account is not proven to be yours yet, so nothing was done: a page rings on. A code was sent to "
        f"{name[:1]}…@{domain}; write it here, once, and answer again."
    )


def proven(person: Responder) -> str:
    """Return what an account is told once it is proven."""
    return f"Thank you, {person.name}: this account is yours from now on."


def letter(desk: Desk, person: Responder, medium: Medium, code: str) -> tuple[str, str]:
    """Return subject and text of the mail that brings somebody their code."""
    where = medium.value.capitalize()
    minutes = PROVES_FOR // timedelta(minutes=1)
    text = (
        f"{person.name}, somebody has written to us in {where} from the account that desk.yaml has for you. If it was "
        f"you, write this there within {minutes} minutes:\n\n{shown(code)}\n\n"
        "From then on you can answer pages from it. If it was not you, please have "
        f'"{medium}" of staff "{person.key}" put right in desk.yaml: your pages go to that account.\n'
    )
    return f"Your code for {where}: {shown(code)}", f"{text}\n-- \n{desk.name}\n"
