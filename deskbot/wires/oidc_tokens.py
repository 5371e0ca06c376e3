"""What a token of an identity provider says, and whether that is believed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import BadSignatureError, InvalidKeyIdError, InvalidKeyTypeError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from deskbot.errors import DeskbotError

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""None that knows no key ("none"), and none whose key both sides have ("HS256"): the provider's is public."""
SKEW = timedelta(seconds=60)
"""By so much the provider's clock may be another than ours."""
_LONGEST_WORDS = 100


class RefusedError(DeskbotError):
    """What has come from a provider, or by its name, is not believed; the text is for the log."""


class UnknownKeyError(RefusedError):
    """A token is signed with a key that we do not know; its provider may have changed keys."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a token has to be of."""

    issuer: str
    client_id: str
    nonce: str
    access_token: str | None = field(repr=False)
    """What came with it, and that it has to speak of if it speaks of any."""


def claims_in(token: str, keys: KeySet, expected: Expected, now: datetime) -> Mapping[str, Any]:
    """Return what a token says.

    Args:
        token: as it came.
        keys: the provider's.
        expected: for which sign-in it has to be.
        now: the moment.

    Raises:
        UnknownKeyError: the key with which it is signed is none of those, as far as can be told.
        RefusedError: it is not believed.
    """
    ours = {"nonce": expected.nonce, "client_id": expected.client_id, "access_token": expected.access_token}
    must = {
        "iss": {"essential": True, "value": expected.issuer},
        "aud": {"essential": True, "value": expected.client_id},
    }
    try:
        # Providers write more into headers than there is a standard for.
        registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
        found = jwt.decode(token, keys, registry=registry)
        claims = CodeIDToken(found.claims, found.header, must, ours)
        claims.validate(int(now.timestamp()), int(SKEW.total_seconds()))
    except (InvalidKeyIdError, BadSignatureError, InvalidKeyTypeError) as error:  # keys need not have names
        raise UnknownKeyError(f"the token: {word(error)}") from None
    except (JoseError, ValueError) as error:
        raise RefusedError(f"the token: {word(error)}") from None
    return claims


def word(said: object) -> str:
    """Return what somebody else has said, short, and fit for a line of the log."""
    return "".join(char for char in str(said or "")[:_LONGEST_WORDS] if char.isprintable())
