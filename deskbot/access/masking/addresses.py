"""A secret in an address: "https://name:…@host", "register => 214:…@provider"."""

from __future__ import annotations

import re

from deskbot.access.masking.looks import looks_secret

_REGISTER = re.compile(
    r"(\bregister(?:\s{0,4}=>?\s{0,4}|\s{1,4}(?=[^\s:@]{1,60}:[^\s:@/]{1,64}@))[^\s:@]{1,60}:)([^\s:@/]{1,64})(?=[:@])",
    re.IGNORECASE,
)
"""As in sip.conf: "register => account:secret@provider"; people leave the arrow out."""
_NO_ACCOUNT = r"(?!(?:sips?|tel|mailto|h323|im|xmpp|to|from|contact|cc|an|von|de|para|e?-?mail|user|uri|aor):)"
_AT_HOST = re.compile(
    rf"(?<![\w:/.@-]){_NO_ACCOUNT}"
    r"([A-Za-z][\w.-]{0,39}:)(?!\d{1,64}@)([^\s:/<>\"']{1,64})(@(?:(?:\d{1,3}\.){3}\d{1,3}\b))",
    re.IGNORECASE,
)
"""As a browser takes it: name, secret, address."""
_AT_NAMED_HOST = re.compile(
    rf"(?<![\w:/.@-]){_NO_ACCOUNT}([A-Za-z][\w.-]{{0,39}}:)(?!\d{{1,64}}@)([^\s:/<>\"']{{1,64}})"
    r"(@[A-Za-z][\w-]{0,62}(?:\.[\w-]{1,63}){0,5})"
)
"""The same with a host's name. A label before a mail address, "Office:bob@acme.example", looks much like it."""
_ACCOUNT = re.compile(
    r"(?:admin|administrator|administrador|administrateur|root|ubuntu|pi|test|guest|operator|support|service"
    r"|installer"
    r"|maint|craft|manager|supervisor|pbx|ucx|ftp|backup|vpn|ssh|db|postgres|ldap)\w{0,12}:"
)
_NO_MAILBOX = re.compile(r"[!$%&*?=^~#@]")
"""Signs that stand in passwords, and in nobody's mail address."""
_IN_URL = re.compile(
    r"\b((?:https?|s?ftps?|sips?|smtps?|ldaps?|postgres(?:ql)?|mysql|redis|amqps?"
    r"|mongodb(?:\+srv)?)://?[^\s:/@<>]{0,64}:"
    r"|sips?:[^\s:/@<>]{1,64}:)([^\s/<>]{1,64})(@)",
    re.IGNORECASE,
)


def without_addresses(text: str, mark: str) -> str:
    """Return a text with a mark in the place of every secret before a host's name or address."""

    def at_named_host(found: re.Match[str]) -> str:
        """Mask a secret before a host's name: of a well-known account, or one that no mail address looks like."""
        account = _ACCOUNT.fullmatch(found[1])
        looks = _NO_MAILBOX.search(found[2]) or (account and looks_secret(found[2]))
        # "admin:secret@pbx": no mail address has a host without a full stop.
        return f"{found[1]}{mark}{found[3]}" if looks or (account and "." not in found[3]) else found[0]

    if "@" not in text or ":" not in text:
        return text
    text = _REGISTER.sub(rf"\1{mark}", _IN_URL.sub(rf"\1{mark}\3", text))
    return _AT_NAMED_HOST.sub(at_named_host, _AT_HOST.sub(rf"\1{mark}\3", text))
