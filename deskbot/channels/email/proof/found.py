"""What a check of ours found, and how it is written down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

AUTHSERV = "deskbot"
"""The name under which our own results stand. What a sender writes under it counts for nothing: it is not read."""


@dataclass(frozen=True, slots=True)
class Found:
    """The result of one method for one domain."""

    method: str
    result: str
    domain: str = ""
    """A normal domain (`deskbot.access.domains`), or nothing."""
    why: str = ""
    """In words of ours, for the desk; no quotes in it."""
    policy: str = ""
    """What the domain asks for where DMARC fails."""


_PROPERTY = {"spf": "smtp.mailfrom", "dkim": "header.d", "arc": "header.d", "dmarc": "header.from"}


def as_header(found: Iterable[Found]) -> str:
    """Return the value of an Authentication-Results header (RFC 8601); everything in it is plain ASCII of ours."""
    return "; ".join((AUTHSERV, *(_one(one) for one in found)))


def _one(found: Found) -> str:
    parts = [f"{found.method}={found.result}"]
    if found.why:
        parts.append(f'reason="{found.why}"')
    if found.domain:
        parts.append(f"{_PROPERTY[found.method]}={found.domain}")
    if found.policy:
        parts.append(f"policy.dmarc={found.policy}")
    return " ".join(parts)
