"""An account and its secret: "admin / …", "root:…"."""

from __future__ import annotations

import re

from deskbot.access.masking.looks import HARMLESS, begins_a_sentence, betrays_itself, looks_secret, trimmed
from deskbot.access.masking.names import ROLES
from deskbot.access.masking.signs import VALUE, Span

_ACCOUNT = re.compile(
    r"(?!(?:sips?|tel|mailto|https?|s?ftps?):)([\w.@+-]{1,60})"
    r"(\s?[/:|]\s?(?!/)|\s?[,;]\s?|\s(?:and|und|y|et|e|mit|with|con|avec|com)\s|[ \t]{1,3})",
    re.IGNORECASE,
)
_TIGHT = ("/", ":")


def behind_account(text: str, at: int, *, sure: bool) -> Span | None:
    """Return the secret of credentials, from where they begin.

    Args:
        text: The whole text.
        at: Where the account's name begins.
        sure: Whether a sign or a verb said that credentials follow.
    """
    account = _ACCOUNT.match(text, at)
    value = account and VALUE.match(text, account.end())
    if account and value and not HARMLESS.fullmatch(value[0]) and not HARMLESS.fullmatch(account[1]):
        sign, named = account[2].strip(), account[1].lower() in ROLES
        if sign in {*_TIGHT, "|"}:
            told = _looks(value[0]) or (sure and named and not begins_a_sentence(text, value.end()))
        else:
            told = sign in {",", ";", ""} and betrays_itself(value[0])
        if told and (sure or sign or named):
            return Span(*value.span())
    single = VALUE.match(text, at)
    alone = sure and single and betrays_itself(single[0]) and ":" not in single[0]
    return Span(*single.span()) if alone and single else None


def behind_user(text: str, at: int, *, sure: bool) -> Span | None:
    """Return the secret behind a user's name: "login admin/…". A user is more often named without one."""
    account = _ACCOUNT.match(text, at)
    value = account and VALUE.match(text, account.end())
    if not account or not value or account[2].strip() not in _TIGHT or HARMLESS.fullmatch(account[1]):
        return None
    told = betrays_itself(value[0]) or (sure and account[1].lower() in ROLES and _looks(value[0]))
    return Span(*value.span()) if told else None


def _looks(value: str) -> bool:
    return looks_secret(value) and not trimmed(value).isdigit()
