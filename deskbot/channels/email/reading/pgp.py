"""PGP within a plain text: what was signed is read without its armour; what is encrypted cannot be. Pure, linear."""

from __future__ import annotations

import re

_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----"
_SIGNATURE = "-----BEGIN PGP SIGNATURE-----"
_SIGNATURE_END = "-----END PGP SIGNATURE-----"
_MESSAGE = "-----BEGIN PGP MESSAGE-----"
_ARMOUR_HEADER = re.compile(r"(?:Hash|Charset|Comment|Version|NotDashEscaped|MessageID)[ \t]{0,9}:")
SIGNED = "it is signed with PGP; the signature was not checked"
ENCRYPTED = "it is encrypted with PGP and cannot be read here"


def without_armour(text: str) -> tuple[str, list[str]]:
    """Return a text as its writer wrote it, and what is to be said of it."""
    if _MESSAGE in text:
        return text, [ENCRYPTED]
    if _SIGNED not in text:
        return text, []
    kept: list[str] = []
    state = "outside"
    found = False
    for line in text.split("\n"):
        bare = line.rstrip()
        if state == "outside" and bare == _SIGNED:
            state, found = "head", True
        elif state == "head" and (_ARMOUR_HEADER.match(bare) or not bare):
            state = "head" if bare else "signed"
        elif state in {"head", "signed"} and bare == _SIGNATURE:
            state = "signature"
        elif state in {"head", "signed"}:
            state = "signed"
            kept.append(line.removeprefix("- "))
        elif state == "signature":
            state = "outside" if bare == _SIGNATURE_END else state
        else:
            kept.append(line)
    return ("\n".join(kept), [SIGNED]) if found else (text, [])
