"""What the carrier posts to us: forms, each signed over our own address for it."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import SplitResult, parse_qsl, urlsplit

from starlette.datastructures import ImmutableMultiDict
from twilio.request_validator import RequestValidator

from deskbot.errors import ForgedError
from deskbot.model.sound import sound

SIGNATURE_HEADER = "X-Twilio-Signature"
MOST_FIELDS = 200
Form = ImmutableMultiDict[str, str]
"""What a post says; a name may stand in it more than once."""


def signed_form(tokens: Mapping[str, Iterable[str]], url: str, body: bytes, signature: str | None) -> Form:
    """Return what a post says that the carrier has signed, as a database keeps it.

    Args:
        tokens: for each account's SID the auth tokens that are good now; two while one replaces the other.
        url: as the carrier was told it (scheme, host, path, query), not as a proxy passed it on.
        body: as it was posted.
        signature: the header's value, or None where there was none.

    Raises:
        ForgedError: the signature is missing or wrong, it is another account's, or no form of the carrier.
    """
    try:
        fields = parse_qsl(body.decode("latin-1"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise ForgedError("too many fields") from None
    form = Form(fields)
    # Which account it is, is signed as well: it is believed only with that account's own token.
    account = form.get("AccountSid", "")
    if account not in tokens:
        raise ForgedError("another account")
    if not valid_signature(tokens[account], url, form, signature):
        raise ForgedError("wrong signature")
    return Form([(name, sound(value)) for name, value in fields])


def sign(secret: str, url: str, params: Mapping[str, Any]) -> str:
    """Return the signature of a form post to `url`, as Twilio computes it."""
    return RequestValidator(secret).compute_signature(url, params)


def valid_signature(secrets: Iterable[str], url: str, params: Mapping[str, Any], signature: str | None) -> bool:
    """Return whether one of the secrets has signed this post. Never raises.

    Args:
        secrets: the auth tokens that are good now; two while one replaces the other.
        url: as the sender was told it (scheme, host, path, query), not as a proxy passed it on.
        params: the posted form, values untouched; a multi-dict with `getlist` where names repeat.
        signature: the header's value, or None where there was none.
    """
    if not signature:
        return False
    given = signature.encode("utf-8", "replace")
    try:
        good = [sign(secret, form, params).encode() for secret in secrets if secret for form in _forms_of(url)]
    except (ValueError, TypeError):  # a URL or a value that no carrier can have signed
        return False
    # Every candidate is compared, so that the time taken tells nothing about which one was near.
    return sum(hmac.compare_digest(candidate, given) for candidate in good) > 0


def _forms_of(url: str) -> list[str]:
    """Return the URL as it is, and with or without its port: Twilio itself signs now this, now that."""
    parts = urlsplit(url)
    if parts.port:
        return [url, _with_netloc(parts, parts.netloc.removesuffix(f":{parts.port}"))]
    default = 443 if parts.scheme == "https" else 80
    return [url, _with_netloc(parts, f"{parts.netloc}:{default}")]


def _with_netloc(parts: SplitResult, netloc: str) -> str:
    return parts._replace(netloc=netloc).geturl()
