"""Where the plain text of a mail does not show what is quoted, but the HTML beside it does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deskbot.channels.email.reading.charsets import clean, decode
from deskbot.channels.email.reading.html import OUTLOOK_RULE, html_to_text
from deskbot.channels.email.reading.structure import Part
from deskbot.channels.email.replies.stripping import Thread, new_text

_MARKS = re.compile(
    r"<blockquote|quote[\"' _]|divRplyFwdMsg|border-top:\s?solid|zwchr|zmail_extra|reference-message", re.IGNORECASE
)
_MOST = 500_000
"""Bytes of HTML that are looked at."""
_ENOUGH = 12
"""Letters of what is cut that must be the same in both texts."""


def text_as_html_cuts_it(text: str, root: Part, thread: Thread) -> str:
    """Return a plain text without what the HTML beside it marks as quoted; unchanged where that is not certain.

    It is certain where nothing in the plain text itself shows a quote, and what is new in the HTML is, letter by
    letter, the beginning of the plain text.
    """
    if thread.forwards or not text:
        return text
    for part in _html_beside_plain(root):
        source = part.content()[:_MOST]
        shown = clean(decode(source, part.parameter("charset"))[0])
        if not _MARKS.search(shown):
            continue
        marked = html_to_text(shown)
        if not any(line.startswith((">", OUTLOOK_RULE)) for line in marked.split("\n")):
            continue
        if _letters(new_text(text, thread)) != _letters(text):
            return text
        new, whole, plain = _letters(new_text(marked, thread)), _letters(marked), _letters(text)
        cut = whole[len(new) : len(new) + _ENOUGH]
        if new and len(cut) == _ENOUGH and whole.startswith(new) and plain.startswith(new + cut):
            return _first(text, len(new))
    return text


def _html_beside_plain(root: Part) -> Iterator[Part]:
    """Yield the HTML parts that stand for the same text as a plain one."""
    pending = [root]
    while pending:
        part = pending.pop()
        if part.get_content_type() == "multipart/alternative":
            yield from (one for one in _below(part) if one.declared_type == "text/html")
        else:
            pending.extend(reversed(part.parts))


def _below(part: Part) -> Iterator[Part]:
    pending = [part]
    while pending:
        one = pending.pop()
        yield one
        pending.extend(reversed(one.parts))


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _first(text: str, letters: int) -> str:
    """Return the beginning of a text that holds so many letters and digits, and the rest of its last line's signs."""
    counted = 0
    for place, char in enumerate(text):
        if counted >= letters and char.isalnum():
            above, _, line = text[:place].rpartition("\n")
            # Some mailers put all paragraphs into one line: what stands in it so far is the writer's own.
            return text[:place].rstrip() if any(one.isalnum() for one in line) else above
        counted += sum(1 for one in char.casefold() if one.isalnum())
    return text
