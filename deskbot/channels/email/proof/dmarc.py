"""DMARC (RFC 7489): what a domain asks for, and whether what passed is its own.

Written here because authheaders, which does the same, takes `x@victim.example-evil.example` for a sender at
`victim.example`, cuts domains off at a hyphen, and knows no policy that is only being tried out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from deskbot.channels.email.proof.found import Found
from deskbot.channels.email.proof.lookups import LookupFailedError, Lookups
from deskbot.channels.email.proof.organisations import organisation, same_organisation

POLICIES = ("none", "quarantine", "reject")
_VERSION = re.compile(rb"\s*v\s*=\s*DMARC1\s*(?:;|$)")
_MAX_TAGS = 40


@dataclass(frozen=True, slots=True)
class Policy:
    """What a domain asks for."""

    asked: str
    """One of POLICIES, for the From domain; "none" where the domain is only trying its policy out."""
    strict_dkim: bool = False
    strict_spf: bool = False


def find_policy(domain: str, lookups: Lookups) -> Policy | None:
    """Return the policy for a From domain: its own, or its organisation's; None where there is none.

    Raises:
        LookupFailedError: the DNS did not answer.
    """
    if own := _record(domain, lookups):
        return _policy(own, below=False)
    parent = organisation(domain)
    if parent and parent != domain and (theirs := _record(parent, lookups)):
        return _policy(theirs, below=True)
    return None


def check_dmarc(domain: str, others: Sequence[Found], lookups: Lookups) -> Found:
    """Return what follows from SPF and DKIM for a From domain."""
    try:
        policy = find_policy(domain, lookups)
    except LookupFailedError:
        return Found("dmarc", "temperror", domain, "the DNS did not answer")
    if policy is None:
        return Found("dmarc", "none", domain)
    aligned = [one for one in others if _aligned(one, domain, policy)]
    if any(one.result == "pass" for one in aligned):
        return Found("dmarc", "pass", domain)
    if any(one.result == "temperror" for one in aligned):
        return Found("dmarc", "temperror", domain, "the DNS did not answer")
    if open_ended := next((one for one in aligned if one.result == "policy"), None):
        # It is theirs as far as it goes: nobody may be called a forger for it.
        return Found("dmarc", "permerror", domain, open_ended.why)
    return Found("dmarc", "fail", domain, policy=policy.asked)


def _aligned(found: Found, domain: str, policy: Policy) -> bool:
    strict = {"dkim": policy.strict_dkim, "spf": policy.strict_spf}.get(found.method)
    if strict is None or not found.domain:
        return False
    return found.domain == domain if strict else same_organisation(found.domain, domain)


def _record(domain: str, lookups: Lookups) -> dict[str, str]:
    """Return the tags of the one DMARC record of a domain; two are none (RFC 7489, 6.6.3)."""
    records = [record for record in lookups.find(f"_dmarc.{domain}", "TXT") if _VERSION.match(record)]
    return dict(_tags(records[0].decode("utf-8", "replace"))) if len(records) == 1 else {}


def _tags(record: str) -> Iterable[tuple[str, str]]:
    for part in record.split(";")[:_MAX_TAGS]:
        name, sign, value = part.partition("=")
        if sign:
            yield name.strip().lower(), value.strip().lower()


def _policy(tags: dict[str, str], *, below: bool) -> Policy | None:
    asked = tags.get("p", "")
    if asked not in POLICIES:
        if not tags.get("rua"):
            return None
        asked = "none"  # RFC 7489, 6.6.3: a broken record that wants reports asks for nothing else
    if below and tags.get("sp") in POLICIES:
        asked = tags["sp"]
    # Who asks for only a part of the mail, or is testing, is not yet sure of their own mail.
    trying = tags.get("t") == "y" or (tags.get("pct", "100").isdecimal() and int(tags.get("pct", "100")[:3]) < 100)  # noqa: PLR2004
    return Policy("none" if trying else asked, tags.get("adkim") == "s", tags.get("aspf") == "s")
