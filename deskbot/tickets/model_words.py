"""What a language model is told of a ticket, and what of its answer may stand on the timeline. Pure.

What it is told is masked and holds no one's address or number. What it answers is text of a stranger: a few plain
lines of it are kept, and nothing is done because of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from deskbot.access.confidential import masked
from deskbot.model.case import Finding

LONGEST_TEXT = 6000
"""Characters of a message that the model is told."""
LONGEST_FACT = 300
MOST_LINES = 4
LONGEST_LINE = 200
MOST_READ = 20_000
"""Characters of an answer that are looked at."""
PERSONAL = frozenset({"callback", "site_contact", "ship_to"})
"""Facts about people, which no diagnosis needs."""
HEADING = "Suggested by a language model, unchecked:"

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}")
_NUMBER = re.compile(r"(?<![\w.])\+?\(?\d(?:[\s().\u00a0/-]{0,2}\d){6,18}(?![\w.]\d)")
_NO_PHONE = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|\d{4}-\d\d-\d\d[\s\d-]*")
"""IP addresses and dates look like one."""


# ---- what it is told


def told(subject: str, text: str, category: str, severity: str, findings: Sequence[Finding]) -> str:
    """Return what a model is told of a ticket."""
    facts = [one for one in findings if one.key not in PERSONAL]
    personal = [one.value for one in findings if one.key in PERSONAL]
    # A serial or host id of digits alone is no phone number, and matters.
    kept = frozenset(" ".join(one.value.split()) for one in facts if one.key in IDENTIFIERS)
    lines = [
        f"Category: {category}. Severity: {severity}. Both are decided already.",
        "Facts:",
        *(f"| {one.key}: {' '.join(_impersonal(one.value[:LONGEST_FACT], personal, kept).split())}" for one in facts),
        "Message:",
        *(f"| {line}" for line in _impersonal(f"{subject}\n\n{text}"[:LONGEST_TEXT], personal, kept).splitlines()),
    ]
    return "\n".join(lines)


IDENTIFIERS = frozenset({"host_id", "old_host_id", "new_host_id", "serial", "parent_serial", "release"})
"""Facts whose numbers name a device, and no person."""


def _impersonal(text: str, personal: Iterable[str], kept: frozenset[str]) -> str:
    """Return a text without secrets, addresses, and numbers at which people are reached."""
    for value in sorted((one for one in personal if one.strip()), key=len, reverse=True):
        text = text.replace(value, "[left out]")

    def number(found: re.Match[str]) -> str:
        written = found[0].strip()
        known = _NO_PHONE.fullmatch(written) or written in kept
        return found[0] if known else "[number]"

    return _NUMBER.sub(number, _MAIL.sub("[address]", masked(text)))


# ---- what it answers

_TAG = re.compile(r"<[^<>]{0,2000}>")
_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]]{0,200})\]\s?\([^()]{0,2000}\)")
_LINK = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}://\S{0,2000}|\b(?:mailto|javascript|vbscript|data|tel|sips?|file):\S{1,2000}"
    r"|\bwww\.\S{1,2000}|\b[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}/\S{0,2000}"
    # A bare host; names of files look like one.
    r"|\b[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,6}"
    r"\.(?!(?:cfg|conf|csv|gz|ini|json|log|md|pcap|pcapng|tar|txt|wav|xml|yaml|zip)\b)[a-z]{2,24}\b",
    re.IGNORECASE,
)
_NO_LINK = "(link left out)"
_BULLET = re.compile(r"\s{0,20}(?:(?:[-*•>]|\d{1,2}[.)])\s{1,20}){0,3}")
_MARKUP = re.compile(r"[*_`~|<>\[\]{}\\]{1,20}")
_COMMAND = re.compile(r"\s*[#/!]")


def cleaned(lines: Iterable[str]) -> tuple[str, ...]:
    """Return what may be shown: a few short plain lines, without links, markup, control characters and commands."""
    found: list[str] = []
    text = "\n".join(lines)[:MOST_READ]
    for line in text.splitlines():
        plain = "".join(char if char.isprintable() else " " for char in line)
        plain = _LINK.sub(_NO_LINK, _TAG.sub(" ", _MARKDOWN_LINK.sub(r"\1", plain)))
        plain = _BULLET.sub("", plain, count=1)
        if _COMMAND.match(plain):
            continue
        plain = " ".join(_MARKUP.sub(" ", plain).split())
        if any(char.isalpha() for char in plain.replace(_NO_LINK, "")) and not _COMMAND.match(plain):
            found.append(masked(plain)[:LONGEST_LINE])
        if len(found) == MOST_LINES:
            break
    return tuple(found)


def entry(lines: Sequence[str]) -> str:
    """Return the timeline's text for some cleaned lines."""
    return "\n".join([HEADING, *(f"- {line}" for line in lines)])
