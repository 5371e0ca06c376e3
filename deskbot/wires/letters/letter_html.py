"""A letter's text as simple HTML: reads well on a phone, in light and in dark, and loads nothing. Pure.

Styles stand in the elements, as many readers drop a style sheet. No colour is set but one grey that can be read on
white and on black; whoever reads in the dark gets their own colours.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from deskbot.model.message import MARKER

_DIM = "color:#777777"
_FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5"
_PARAGRAPH = "margin:0 0 16px"
_LIST = "margin:0 0 16px;padding:0 0 0 28px"
_QUOTE = "margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid #999999"
_SMALL = f"font-size:13px;{_DIM}"

_NUMBERED = re.compile(r" {0,3}(\d{1,3})[.)][ \t]{1,4}(?=\S)")
_BULLETED = re.compile(r" {0,3}[-*\u2022][ \t]{1,4}(?=\S)")
_LINK = re.compile(r"https?://[^\s<>\"'\u2028\u2029]{1,2000}", re.IGNORECASE)
_REFERENCE = re.compile(r"\[?T-\d{1,9}\]?")
_AFTER_LINK = ".,;:!?)]}"
_SPACES = re.compile(r"^ +| {2,}", re.MULTILINE)
_SIGNATURE = "-- "
_DEPTH = 5


def letter_html(text: str) -> str:
    """Return a whole HTML document for the text of a letter."""
    lines = text.replace("\r\n", "\n").strip("\n").split("\n")
    end = _signature(lines)
    body = "\n".join(_blocks(lines[:end]))
    if end < len(lines):
        signature = _lines(lines[end + 1 :])
        body += f'\n<p dir="auto" style="margin:24px 0 0;{_SMALL}">{_SIGNATURE}<br>\n{signature}</p>'
    return (
        "<!DOCTYPE html>\n<html><head>"
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">'
        f'</head>\n<body style="margin:0;padding:0">\n<div style="max-width:640px;padding:16px;{_FONT}">\n'
        f"{body}\n</div>\n</body></html>\n"
    )


def _signature(lines: Sequence[str]) -> int:
    """Return where the last signature begins, the number of lines where there is none."""
    return next((at for at in range(len(lines) - 1, -1, -1) if lines[at] == _SIGNATURE), len(lines))


def _blocks(lines: Sequence[str], depth: int = 0) -> Iterator[str]:
    """Return paragraphs, lists and quotes, each as HTML."""
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
        elif line.strip() == MARKER:
            # One plain run of text: whatever a mailer does to the elements around it, the words stay together.
            yield f'<p style="margin:0 0 16px;{_SMALL}">{html.escape(MARKER)}</p>'
            at += 1
        elif line.startswith(">") and depth < _DEPTH:
            quoted = list(takewhile(lambda one: one.startswith(">"), lines[at:]))
            inner = "\n".join(_blocks([one[1:].removeprefix(" ") for one in quoted], depth + 1))
            yield f'<blockquote style="{_QUOTE}">\n{inner}\n</blockquote>'
            at += len(quoted)
        elif pattern := _list_at(line):
            end = _end_of_list(lines, at, pattern)
            yield _list(lines[at:end], pattern)
            at = end
        else:
            end = _end_of_paragraph(lines, at)
            yield f'<p dir="auto" style="{_PARAGRAPH}">{_lines(lines[at:end])}</p>'
            at = end


def _list_at(line: str) -> re.Pattern[str] | None:
    return next((pattern for pattern in (_NUMBERED, _BULLETED) if pattern.match(line)), None)


def _end_of_list(lines: Sequence[str], at: int, pattern: re.Pattern[str]) -> int:
    """Return where a list ends: lines that are indented belong to the item above them."""
    while at < len(lines) and (pattern.match(lines[at]) or (lines[at].startswith("  ") and lines[at].strip())):
        at += 1
    return at


def _end_of_paragraph(lines: Sequence[str], at: int) -> int:
    at += 1
    while at < len(lines) and lines[at].strip() and not lines[at].startswith(">") and not _list_at(lines[at]):
        if lines[at].strip() == MARKER:
            break
        at += 1
    return at


def _list(lines: Sequence[str], pattern: re.Pattern[str]) -> str:
    """Return a list; numbers stay what they are, as people answer by number."""
    items: list[tuple[str, list[str]]] = []
    for line in lines:
        if match := pattern.match(line):
            number = match[1] if pattern is _NUMBERED else ""
            items.append((number, [line[match.end() :]]))
        else:
            items[-1][1].append(line.strip())
    numbered = pattern is _NUMBERED
    name = "ol" if numbered else "ul"
    start = f' start="{int(items[0][0])}"' if numbered else ""
    rows = "\n".join(
        f'<li dir="auto"{f" value={chr(34)}{int(number)}{chr(34)}" if numbered else ""} style="margin:0 0 8px">'
        f"{_lines(words)}</li>"
        for number, words in items
    )
    return f'<{name}{start} style="{_LIST}">\n{rows}\n</{name}>'


def _lines(lines: Sequence[str]) -> str:
    return "<br>\n".join(_words(line) for line in lines)


def _words(line: str) -> str:
    """Return one line escaped, its links to be clicked, its spaces kept."""
    line = _SPACES.sub(lambda match: "\u00a0" * len(match[0]), line.rstrip().expandtabs(4))
    parts: list[str] = []
    at = 0
    for match in _LINK.finditer(line):
        link = match[0].rstrip(_AFTER_LINK)
        end = match.start() + len(link)
        parts += [_plain(line[at : match.start()]), f'<a href="{html.escape(link)}">{html.escape(link)}</a>']
        at = end
    return "".join((*parts, _plain(line[at:])))


def _plain(words: str) -> str:
    """Return words escaped; a ticket's name is not broken at its hyphen."""
    return _REFERENCE.sub(r'<span style="white-space:nowrap">\g<0></span>', html.escape(words))
