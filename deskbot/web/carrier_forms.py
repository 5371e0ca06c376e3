"""The carrier's webhooks as forms: read only when the carrier has signed them."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from fastapi import HTTPException, Request, Response

from deskbot.errors import ForgedError
from deskbot.web.bodies import body_of
from deskbot.wires.twilio_forms import SIGNATURE_HEADER, Form, signed_form

FORM = "application/x-www-form-urlencoded"
MOST_BYTES = 64 * 1024
"""Of one post; the carrier's have a few thousand. Anybody can post, and what they post is held until it is checked."""
MOST_TRIES = 3
"""How often a call repeats its menu."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CarrierForms:
    """Tells the carrier's webhooks from others."""

    base: str
    """Our address as the carrier knows it; its signatures are made over it, whatever a proxy says of the request."""
    tokens: Mapping[str, tuple[str, ...]]
    """For each account's SID the auth tokens that a signature may be made with; two while one is being replaced."""

    async def read(self, request: Request) -> Form:
        """Return the form of a request that the carrier signed.

        Raises:
            HTTPException: 403, the signature is missing or wrong, it is another account's, or no form of the carrier.
        """
        signature = request.headers.get(SIGNATURE_HEADER)
        if not signature:
            refuse(request, "no signature")
        if request.headers.get("Content-Type", "").partition(";")[0].strip().lower() != FORM:
            refuse(request, "no form")
        body = await body_of(request, MOST_BYTES)
        if body is None:
            refuse(request, "too long")
        try:
            return signed_form(self.tokens, address_of(request, self.base), body, signature)
        except ForgedError as error:
            refuse(request, str(error))


def address_of(request: Request, base: str) -> str:
    """Return the address that was posted to, as the peer was told it.

    Args:
        request: the post.
        base: our address as the outside knows it, whatever a proxy says of the request.
    """
    return f"{base}{request.url.path}{f'?{request.url.query}' if request.url.query else ''}"


def refuse(request: Request, why: str) -> NoReturn:
    """Turn a request away; it is told nothing that would help with the next.

    Raises:
        HTTPException: always.
    """
    # The route's pattern, not the address: that is as long as a stranger likes, or holds a page's token.
    route = getattr(request.scope.get("route"), "path", "")
    log.warning("webhook refused: %s", why, extra={"action": "webhook_refused", "route": route})
    raise HTTPException(403, "signature missing or wrong")


def field(form: Form, name: str) -> str:
    """Return a form's field; a missing one is empty."""
    return form.get(name, "")


def number(text: str) -> int:
    """Return a small number from an address; what is none counts as the last try."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else MOST_TRIES * 4  # noqa: PLR2004


def xml(document: str) -> Response:
    """Return TwiML."""
    return Response(document, media_type="text/xml")


def said(form: Form) -> str:
    """Return a text's words; for a word that the account itself has made a STOP, in whatever language, "STOP"."""
    means = field(form, "OptOutType")
    return means if means in ("STOP", "START", "HELP") else field(form, "Body")
