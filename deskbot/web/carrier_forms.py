"""The carrier's webhooks as forms: read only when the carrier has signed them."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from fastapi import HTTPException, Request, Response
from starlette.datastructures import FormData

from deskbot.wires.twilio import valid_signature

MOST_TRIES = 3
"""How often a call repeats its menu."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CarrierForms:
    """Tells the carrier's webhooks from others."""

    base: str
    """Our address as the carrier knows it; its signatures are made over it."""
    tokens: tuple[str, ...]
    """Auth tokens that a signature may be made with; two while one is being replaced."""
    account: str

    async def read(self, request: Request) -> FormData:
        """Return the form of a request that the carrier signed.

        Raises:
            HTTPException: 403, the signature is missing or wrong, or it is another account's.
        """
        form = await request.form()
        query = f"?{request.url.query}" if request.url.query else ""
        url = f"{self.base}{request.url.path}{query}"
        signature = request.headers.get("X-Twilio-Signature", "")
        if not valid_signature(self.tokens, url, form, signature) or field(form, "AccountSid") != self.account:
            log.warning(
                "webhook refused: bad signature",
                extra={"action": "webhook_refused", "path": request.url.path},
            )
            raise HTTPException(403, "signature missing or wrong")
        return form


def field(form: FormData, name: str) -> str:
    """Return a form's field as text; an upload or a missing field is empty."""
    value = form.get(name)
    return value if isinstance(value, str) else ""


def number(text: str) -> int:
    """Return a small number from an address; what is none counts as the last try."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else MOST_TRIES * 4  # noqa: PLR2004


def xml(document: str) -> Response:
    """Return TwiML."""
    return Response(document, media_type="text/xml")
