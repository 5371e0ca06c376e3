"""Whether a domain whose DMARC failed disowns the mail, as far as the header of our own mail server tells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deskbot.access.domains import public_suffix

_POLICY = re.compile(
    r"(?<![\w.])(p|sp|policy\.dmarc|policy\.published-domain-policy|action)\s?=\s?([a-z]{1,20})", re.IGNORECASE
)
_FAILED = re.compile(r"\s*dmarc\s?=\s?fail\b", re.IGNORECASE)


def disowns(header: str, domain: str) -> bool:
    """Return whether a failed DMARC means that a domain disowns the mail.

    A domain that publishes `p=none` asks for reports and for nothing else: its own mail may fail, by a forwarder or
    a newsletter's service. Mail servers write the policy in many ways: as `policy.dmarc=none`, in a comment
    `(p=NONE sp=NONE dis=NONE)`, or as `action=none`. Where they write none, the mail is taken for disowned.
    """
    return any(_asks(part, domain) for part in _parts(header) if _FAILED.match(part))


def _asks(part: str, domain: str) -> bool:
    told = {name.lower(): value.lower() for name, value in _POLICY.findall(part)}
    effective = told.get("policy.dmarc") or told.get("policy.published-domain-policy") or told.get("action")
    if effective is None:
        below = not public_suffix(domain.partition(".")[2])
        effective = told.get("sp" if below and "sp" in told else "p")
    return effective != "none"


def _parts(header: str) -> Iterator[str]:
    """Yield a header's results; semicolons in quotes and comments divide nothing."""
    depth, quoted, escaped, start = 0, False, False, 0
    for at, letter in enumerate(header):
        if escaped:
            escaped = False
        elif letter == "\\":
            escaped = True
        elif letter == '"' and not depth:
            quoted = not quoted
        elif not quoted:
            depth = max(0, depth + (letter == "(") - (letter == ")"))
            if letter == ";" and not depth:
                yield header[start:at]
                start = at + 1
    yield header[start:]
