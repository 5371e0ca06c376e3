"""The codes by which an address becomes a contact's. Pure; the letters are drawn elsewhere."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""What codes are made of: nothing that is taken for something else when it is read out."""
LENGTH = 10
"""Some 49 bits: with `MOST_TRIES` an hour nobody guesses one while it lasts."""
INVITED_FOR = timedelta(days=7)
"""How long a code lasts that the desk gives to somebody."""
PROVES_FOR = timedelta(minutes=30)
"""How long one lasts that was sent to an address, to see whether its owner has asked for it."""
MOST_TRIES = 10
"""So many times an hour an address may try to link itself, codes asked for included."""
MOST_LETTERS = 3
"""So many codes an hour are sent to one contact, whoever asks."""

_CODE = re.compile(rf"[{LETTERS}]{{{LENGTH}}}")
_BETWEEN = re.compile(r"[\s-]+")


def code_in(text: str) -> str:
    """Return a code as it is kept, whatever stands between its letters; empty where a text is none."""
    code = _BETWEEN.sub("", text).upper()
    return code if _CODE.fullmatch(code) else ""


def shown(code: str) -> str:
    """Return a code as it is written: `ABCDE-FGHJK`."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def digest(code: str) -> str:
    """Return what is kept of a code."""
    return hashlib.sha256(code.encode()).hexdigest()
