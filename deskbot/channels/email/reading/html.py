"""An HTML body as readable text, with what it quotes marked by `>` as in a plain mail."""

from __future__ import annotations

import html
import re
from typing import Any

from inscriptis.css_profiles import STRICT_CSS_PROFILE
from inscriptis.html_engine import Inscriptis
from inscriptis.model.config import ParserConfig
from lxml.html import HTMLParser, document_fromstring

from deskbot.channels.email.reading.html_meaning import is_hidden, say_links, say_pictures, untable
from deskbot.channels.email.reading.html_quotes import histories, is_certain_signature, quotes, signatures

MAX_TAGS = 30_000
"""More of them take inscriptis longer than a mail is worth; they are cut out instead."""
MAX_TABLE = 4_000_000
"""Characters that the widest row times all rows may come to: each row is padded to the widest."""

_OPEN, _CLOSE, _RULE, _SIGNED, _PERHAPS_SIGNED = "\ue0f0", "\ue0f1", "\ue0f2", "\ue0f3", "\ue0f4"
"""Stand in the tree where a quote begins and ends, where the mail that is answered begins, and the signature."""
_PRIVATE = re.compile("[\ue0f0-\ue0f4\x00]")
_TAG = re.compile(r"<[^<>]*>")
_LINE_TAG = re.compile(r"<(?:/?(?:p|div|table|tr|li|ul|ol|blockquote|pre|h[1-6])|br)\b[^<>]*>", re.IGNORECASE)
_CELL_TAG = re.compile(r"</t[dh]\s*>", re.IGNORECASE)
_CELLS = frozenset({"tr", "td", "th"})
_STYLES = ParserConfig(css=STRICT_CSS_PROFILE)
# From the first space on only, or each of a thousand would be tried.
_SPACES = re.compile(r"(?:(?<=\n--[ \t\xa0])|(?<![ \t\xa0])(?<!\n--))[ \t\xa0]+$", re.MULTILINE)
"""At the end of a line; the delimiter of a signature keeps its space."""
_BLANK_LINES = re.compile(r"\n{3,}")
OUTLOOK_RULE = "_" * 32
"""The line by which Outlook's plain text sets off the mail that it answers."""


def html_to_text(source: str, *, plainly: bool = False) -> str:
    """Return what a reader of an HTML body sees, as text. Never fails.

    Args:
        source: the HTML.
        plainly: whether it is only to be read between its tags, which takes less time.
    """
    source = _without_unseen(_PRIVATE.sub("", source))
    text = "" if plainly or _too_costly(source) else _rendered(source)
    if not text.strip():
        text = _cut_out(source)
    return _BLANK_LINES.sub("\n\n", _SPACES.sub("", text)).strip("\n")


def _without_unseen(source: str) -> str:
    """Drop comments, styles and scripts: Outlook writes more of them than text."""
    for begin, end in (("<!--", "-->"), ("<style", "</style>"), ("<script", "</script>")):
        source = _without(source, begin, end)
    return source


def _without(source: str, begin: str, end: str) -> str:
    """Drop each stretch from `begin` to `end`; one that never ends is kept, as a reader may have to see it."""
    lower = source.lower()
    if len(lower) != len(source):  # a few letters change their length in lower case
        lower = source
    kept: list[str] = []
    at = 0
    while (start := lower.find(begin, at)) >= 0 and (stop := lower.find(end, start)) >= 0:
        kept.append(source[at:start])
        at = stop + len(end)
    return "".join((*kept, source[at:]))


def _too_costly(source: str) -> bool:
    if source.count("<") > MAX_TAGS:
        return True
    rows = re.split(r"<tr\b", source, flags=re.IGNORECASE)
    widest = max(len(_TAG.sub("", row)) for row in rows)
    return len(rows) > 1 and len(rows) * widest > MAX_TABLE


def _rendered(source: str) -> str:
    try:
        parser = HTMLParser(encoding="utf-8", huge_tree=True)
        tree: Any = document_fromstring(source.encode(), parser=parser)
        if any("depth" in str(entry.message) for entry in parser.error_log):
            return ""  # what lies deeper was left out
        say_links(tree)
        say_pictures(tree)
        untable(tree)
        _mark(tree)
        text = Inscriptis(tree, _STYLES).get_text()
    except Exception:  # noqa: BLE001  (two libraries over hostile input: whatever they raise, the tags are cut out)
        return ""
    return _quoted(text)


def _mark(tree: Any) -> None:
    """Mark quotes in the tree, and take away all attributes: some styles would write millions of empty lines."""
    for element in tree.iter():
        element.text, element.tail = _unmarked(element.text), _unmarked(element.tail)
    found = list(quotes(tree)), list(histories(tree)), list(signatures(tree))
    for quote in found[0]:
        quote.insert(0, _line(quote, _OPEN, take_text=True))
        quote.append(_line(quote, _CLOSE))
    signed = ((one, _SIGNED if is_certain_signature(one) else _PERHAPS_SIGNED) for one in found[2])
    for element, mark in (*((one, _RULE) for one in found[1]), *signed):
        if element.tag == "hr":
            element.addprevious(_line(element, mark))
        else:
            element.insert(0, _line(element, mark, take_text=True))
    for element in tree.iter():
        hidden = isinstance(element.tag, str) and is_hidden(element)
        element.attrib.clear()
        if hidden:
            element.set("style", "display:none")
        elif element.tag in _CELLS:
            element.set("valign", "top")  # the label of a row stands beside its first line


def _unmarked(text: str | None) -> str | None:
    """Drop our marks where the sender wrote them, as entities."""
    return _PRIVATE.sub("", text) if text else text


def _line(parent: Any, mark: str, *, take_text: bool = False) -> Any:
    """Return a line of its own with a mark, to stand in the parent; before the parent's own text if asked."""
    line = parent.makeelement("div")
    line.text = mark
    if take_text:
        line.tail, parent.text = parent.text, None
    return line


def _quoted(text: str) -> str:
    """Put `>` before the lines that stand between marks."""
    if not _PRIVATE.search(text):
        return text
    lines: list[str] = []
    depth = 0
    for line in text.split("\n"):
        opened, closed = line.count(_OPEN), line.count(_CLOSE)
        delimiter = "-- " if _SIGNED in line else "--" if _PERHAPS_SIGNED in line else ""
        if opened or closed or _RULE in line or delimiter:
            depth = min(depth + opened, 20)
            rest = _PRIVATE.sub("", line).strip()
            lines.extend([OUTLOOK_RULE] if _RULE in line and not depth else [])
            lines.extend([_prefixed(delimiter, depth)] if delimiter and not _is_set_off(lines) else [])
            lines.extend([_prefixed(rest, depth)] if rest else [])
            depth = max(depth - closed, 0)
        else:
            lines.append(_prefixed(line, depth))
    return "\n".join(lines)


def _is_set_off(lines: list[str]) -> bool:
    """Return whether the line above is the delimiter already, as some mailers write it themselves."""
    return next((line.strip("> ") for line in reversed(lines[-3:]) if line.strip("> ")), "") == "--"


def _prefixed(line: str, depth: int) -> str:
    return f"{'>' * depth} {line}".rstrip() if depth else line


def _cut_out(source: str) -> str:
    """Return the text between the tags, the plain way."""
    text = " ".join(source.split())
    text = _CELL_TAG.sub("   ", _LINE_TAG.sub("\n", text))
    text = html.unescape(_TAG.sub("", text))
    return "\n".join(line.strip() for line in text.split("\n"))
