"""Which parts of a mail are its text, and which are files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from deskbot.channels.email.attachments import has_name
from deskbot.channels.email.charsets import clean, decode
from deskbot.channels.email.flowed import unflow
from deskbot.channels.email.html import html_to_text
from deskbot.channels.email.limits import MAX_TEXT
from deskbot.channels.email.structure import Part

_META = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_META_WITHIN = 2048
_MAX_BYTES = 4 * MAX_TEXT
_STUB = 400
"""A plain text shorter than this, which speaks of HTML, only says that one should read the HTML."""


@dataclass(slots=True)
class Body:
    """The text of a mail, and the parts that are files."""

    text: str = ""
    files: list[Part] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)


def body_of(root: Part) -> Body:
    """Return a mail's text and files."""
    body = Body()
    shown = _collect(root, body)
    texts = (_text(part, body.defects).strip("\n") for part in shown)
    text = "\n\n".join(text for text in texts if text.strip())
    if len(text) > MAX_TEXT:
        text = text[:MAX_TEXT]
        body.defects.append(f"the text is longer than {MAX_TEXT:,} characters: the rest was not read")
    body.text = text
    body.defects = list(dict.fromkeys(body.defects))
    return body


def _collect(part: Part, body: Body) -> list[Part]:
    """Return the parts below that are shown as text, and put the others with the files."""
    if part.get_content_maintype() == "multipart" and part.parts:
        shown = [_collect(child, body) for child in part.parts]
        if part.get_content_type() == "multipart/alternative":
            return _best(shown)
        return [one for some in shown for one in some]
    if _is_text(part):
        return [part]
    body.files.append(part)
    return []


def _is_text(part: Part) -> bool:
    kind = part.declared_type
    if kind.startswith("multipart/"):  # one whose parts cannot be found; the reader sees its source
        return True
    if kind not in {"text/plain", "text/html"} or part.disposition == "attachment":
        return False
    # Some mailers name the body itself; a file has a disposition or is not the first thing in the mail.
    return part.depth == 0 or not has_name(part)


def _best(choices: list[list[Part]]) -> list[Part]:
    """Return the first plain text that says something, else the last choice, which is the richest."""
    offered = [choice for choice in choices if choice]
    if not offered:
        return []
    for choice in offered:
        if all(part.get_content_type() == "text/plain" for part in choice) and _says_something(choice, offered):
            return choice
    return offered[-1]


def _says_something(choice: list[Part], offered: list[list[Part]]) -> bool:
    text = "".join(decode(part.content(), part.parameter("charset"))[0] for part in choice).strip()
    stub = len(text) < _STUB and "html" in text.lower() and choice is not offered[-1]
    return bool(text) and not stub


def _text(part: Part, defects: list[str]) -> str:
    data = part.content()
    if len(data) > _MAX_BYTES:
        data = data[:_MAX_BYTES]
        defects.append(f"a text is longer than {_MAX_BYTES:,} bytes: the rest was not read")
    charset = part.parameter("charset")
    is_html = part.get_content_type() == "text/html"
    if is_html and not charset and (meta := _META.search(data, 0, _META_WITHIN)):
        charset = meta[1].decode("ascii")
    text, wrong = decode(data, charset)
    if wrong:
        defects.append(wrong)
    text = clean(text)
    if is_html:
        return clean(html_to_text(text))  # entities, too, may stand for control characters
    if part.parameter("format") == "flowed":
        return unflow(text, delete_space=part.parameter("delsp") == "yes")
    return text
