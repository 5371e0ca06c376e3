"""What must be signed, or stand only once, so that the mail that was signed is the mail that we read. Pure.

A signature covers the bytes of the body, and some headers. Whoever sends a signed mail once more may add to the other
headers, change them and leave them out. With another Content-Type what was quoted in a reply is the reply itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from deskbot.access.domains import domain_of, normal_domain
from deskbot.channels.email.reading.headers import Headers

ONCE = (
    *("from", "sender", "reply-to", "to", "cc", "bcc", "date", "subject", "message-id", "in-reply-to", "references"),
    *("mime-version", "content-type", "content-transfer-encoding"),
)
"""Headers that may stand once (RFC 5322, 3.6; RFC 2045). Of two, a signature covers one, and we may read the other."""
_READ_IF_PRESENT = frozenset({"subject", "reply-to", "content-transfer-encoding"})
_MAX_SIGNATURES = 50


def repeated(headers: Headers) -> tuple[str, ...]:
    """Return the headers that stand more than once, and may not."""
    return tuple(name for name in ONCE if len(headers.raw(name)) > 1)


def left_open(signed: Collection[str], present: Collection[str], content_type: str) -> tuple[str, ...]:
    """Return the headers that decide what is read or who is answered, and that a signature does not cover.

    Content-Type must be covered even where there is none: it may have been taken out. So must
    Content-Transfer-Encoding, unless parts follow, which have their own.

    Args:
        signed: the names that the signature covers, in small letters.
        present: the names of the mail's headers, in small letters.
        content_type: the value of its Content-Type.
    """
    needed = {"from", "content-type"} | (_READ_IF_PRESENT & frozenset(present))
    if not content_type.strip().lower().startswith("multipart/"):
        needed.add("content-transfer-encoding")
    return tuple(sorted(needed.difference(signed)))


def said_open(names: Iterable[str]) -> str:
    """Return in words which headers are open."""
    return f"its signature does not cover {', '.join(name.title() for name in names)}"


def open_signature(headers: Headers, sender: str) -> tuple[str, ...]:
    """Return what any signature of the sender's domain, or of one near it, leaves open.

    All of them count, right or wrong: which one our mail server means is not known here, and anybody can add a wrong
    one that promises everything.
    """
    domain = _near(domain_of(sender))
    content_type = headers.first("content-type")
    found: dict[str, None] = {}
    for value in headers.raw("dkim-signature")[:_MAX_SIGNATURES]:
        tags = _tags(value)
        if domain and _near(normal_domain(tags.get("d", ""))) == domain:
            signed = frozenset(name.strip().lower() for name in tags.get("h", "").split(":"))
            found |= dict.fromkeys(left_open(signed, headers.names(), content_type))
    return tuple(found)


def _near(domain: str) -> str:
    """Return the last two labels: a whole country's companies at worst, which is the safe side here."""
    return ".".join(domain.split(".")[-2:])


def _tags(value: str) -> dict[str, str]:
    """Return the tags of a signature; of two of a name the first one counts."""
    found: dict[str, str] = {}
    for part in value.split(";"):
        name, sign, rest = part.partition("=")
        if sign:
            found.setdefault(name.strip().lower(), "".join(rest.split()))
    return found
