"""DKIM (RFC 6376): does a domain of the sender's organisation answer for the mail as it is here?"""

from __future__ import annotations

import dkim

from deskbot.access.domains import normal_domain
from deskbot.channels.email.proof.covered import left_open, said_open
from deskbot.channels.email.proof.found import Found
from deskbot.channels.email.proof.lookups import LookupFailedError, Lookups
from deskbot.channels.email.proof.organisations import same_organisation
from deskbot.channels.email.proof.signed import (
    MIN_KEY,
    QUIET,
    Signed,
    Tags,
    TestingKeyError,
    key_finder,
    signed_names,
    tags,
)

MAX_SIGNATURES = 3
"""Signatures that are checked; only those of the sender's organisation are, as no other one proves anything."""
MAX_LISTED = 50


def check_dkim(mail: Signed, domain: str, lookups: Lookups) -> list[Found]:
    """Return what there is of signatures for a From domain."""
    found: list[Found] = []
    checker = None
    for index, value in enumerate(mail.all(b"dkim-signature")[:MAX_LISTED]):
        given = tags(value)
        signer = normal_domain(given.get(b"d", b"").decode("ascii", "replace"))
        if not same_organisation(signer, domain) or len(found) >= MAX_SIGNATURES:
            continue
        try:
            checker = checker or dkim.DKIM(mail.raw, logger=QUIET, minkey=MIN_KEY)
            passed = bool(checker.verify(index, dnsfunc=key_finder(lookups)))
            # What was checked is what was looked at; and SHA-1 proves nothing any more (RFC 8301).
            passed = passed and checker.signature_fields == given and given.get(b"a", b"").lower() != b"rsa-sha1"
            if passed and _open_ended(given, checker.body):
                found.append(Found("dkim", "policy", signer, "its signature leaves the end of the mail open"))
            elif passed and (names := _left_open(given, mail)):
                found.append(Found("dkim", "policy", signer, said_open(names)))
            else:
                found.append(Found("dkim", "pass" if passed else "fail", signer))
        except LookupFailedError:
            found.append(Found("dkim", "temperror", signer, "the DNS did not answer"))
        except TestingKeyError:
            found.append(Found("dkim", "neutral", signer, "the key is only being tried out"))
        except dkim.DKIMException:
            found.append(Found("dkim", "fail", signer))
        except Exception:  # noqa: BLE001  (the library's faults over hostile input are many)
            found.append(Found("dkim", "permerror", signer))
    return found


def _left_open(given: Tags, mail: Signed) -> tuple[str, ...]:
    return left_open(signed_names(given), mail.names, mail.content_type)


def _open_ended(given: Tags, body: bytes | str) -> bool:
    """Return whether a signature that is right covers only the beginning of the body (RFC 6376, 8.2)."""
    if b"l" not in given:
        return False
    policy = dkim.CanonicalizationPolicy.from_c_value(given.get(b"c", b"simple/simple"))
    return int(given[b"l"]) < len(policy.canonicalize_body(body))
