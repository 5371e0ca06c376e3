"""What an HTML body says by its marks rather than its words: links, pictures, hidden text, tables for the layout."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

MAX_LINKS = 500
_LONGEST_HREF = 8000
_LONGEST_LINK = 200
"""Characters beyond which only the place is told: what follows is for counting readers."""
_LONGEST_LABEL = 2000
_HIDDEN = re.compile(
    r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden|mso-hide\s{0,9}:\s{0,9}all"
    r"|opacity\s{0,9}:\s{0,9}0(?:\.0{1,4})?\s{0,9}(?:;|$|!)",
    re.IGNORECASE,
)
_FLAT = re.compile(r"max-height\s{0,9}:\s{0,9}0(?:px)?\s{0,9}(?:;|$|!)", re.IGNORECASE)
_CUT = re.compile(r"overflow\s{0,9}:\s{0,9}hidden", re.IGNORECASE)
_TINY = re.compile(r"font-size\s{0,9}:\s{0,9}[01](?:px|pt)?\s{0,9}(?:;|$|!)", re.IGNORECASE)
_WEB = re.compile(r"(?:https?|ftp)://|sips?:", re.IGNORECASE)
_SCHEME = re.compile(r"^(?:https?|ftp)://(?:www\.)?|^www\.", re.IGNORECASE)
_PLACE = re.compile(r"[a-z]{1,10}://[^/?#]{1,190}", re.IGNORECASE)
_FILE_NAME = re.compile(r"\S{1,100}\.(?:png|jpe?g|gif|bmp|svg|webp)", re.IGNORECASE)
_DECORATION = frozenset(
    {"", "logo", "image", "icon", "picture", "photo", "bild", "spacer", "banner", "img", "signature"}
)
_CELLS = frozenset({"td", "th"})
_ROWS = frozenset({"tr", "tbody", "thead", "tfoot"})
_LONGEST_CELL = 240
"""Characters beyond which a cell holds text to read, not a value."""
_MAX_CELLS = 2000
_MAX_TABLES = 300


def is_hidden(element: Any) -> bool:
    """Return whether an element is there for machines only, such as the line that a list of mails shows."""
    style = element.get("style")
    if element.get("hidden") is not None:
        return True
    if not style:
        return False
    if _HIDDEN.search(style) or (_FLAT.search(style) and _CUT.search(style)):
        return True
    # Layout containers say so, too, and their children have a size again.
    return bool(_TINY.search(style)) and not len(element)


def say_links(tree: Any) -> None:
    """Write behind each link where it leads, where its label does not say so."""
    for number, link in enumerate(tree.iter("a")):
        if number >= MAX_LINKS:
            return
        target = _target((link.get("href") or "").strip(), _label(link))
        if target:
            _append(link, f" ({target})")


def say_pictures(tree: Any) -> None:
    """Put the words that stand for a picture in its place, where they are words."""
    for picture in tree.iter("img"):
        words = " ".join((picture.get("alt") or "").split())[:_LONGEST_LABEL]
        small = {(picture.get(side) or "").strip().removesuffix("px") for side in ("width", "height")} & {"0", "1"}
        if words.casefold() in _DECORATION or _FILE_NAME.fullmatch(words) or small:
            continue
        picture.tail = f"[{words}]{picture.tail or ''}"


def untable(tree: Any) -> None:
    """Make plain blocks of tables that only lay the text out; what has columns of values stays a table."""
    for number, table in enumerate(list(tree.iter("table"))):
        if number >= _MAX_TABLES or _is_layout(table):
            _to_blocks(table)


def _label(link: Any) -> str:
    pieces: list[str] = []
    size = 0
    for text in link.itertext():
        pieces.append(text)
        size += len(text)
        if size > _LONGEST_LABEL:
            break
    return " ".join("".join(pieces).split())


def _target(href: str, label: str) -> str:
    """Return what is worth telling of a link's target, empty where the label says it or there is none."""
    scheme, _, rest = href.partition(":")
    if len(href) > _LONGEST_HREF or not label:
        return ""
    if scheme.lower() == "mailto":
        address = unquote(rest.partition("?")[0]).strip()
        return "" if not address or address.casefold() in label.casefold() else address
    if scheme.lower() in {"tel", "callto"}:
        number = unquote(rest).strip().lstrip("/")
        return "" if _digits(number)[-6:] in _digits(label) else number
    if not _WEB.match(href):
        return ""
    return "" if _bare(href) in _bare(label) or _bare(unquote(href)) in _bare(label) else _cut(href)


def _cut(href: str) -> str:
    """Return a very long link without its path."""
    place = _PLACE.match(href)
    return f"{place[0]}/…" if place and len(href) > _LONGEST_LINK else href[:_LONGEST_LINK]


def _bare(url: str) -> str:
    return _SCHEME.sub("", url.strip().casefold()).rstrip("/")


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _append(element: Any, text: str) -> None:
    """Write text at the end of an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _is_layout(table: Any) -> bool:
    if (table.get("role") or "").lower() in {"presentation", "none"}:
        return True
    columns = rows = cells = 0
    for element in table.iter():
        if element.tag == "table" and element is not table:
            return True
        if element.tag == "tr":
            rows += 1
            columns = max(columns, sum(child.tag in _CELLS for child in element))
        elif element.tag in _CELLS:
            cells += 1
            if cells > _MAX_CELLS:
                return True
            if len(_label(element)) > _LONGEST_CELL or _blocks(element) > 2:  # noqa: PLR2004  (a value with a note)
                return True
    return columns < 2  # noqa: PLR2004  (one column is no table)


def _blocks(cell: Any) -> int:
    return sum(child.tag in {"p", "ul", "ol", "blockquote", "h1", "h2", "h3"} for child in cell)


def _to_blocks(table: Any) -> None:
    """Turn a table's own rows and cells into blocks; tables within keep theirs."""
    table.tag = "div"
    level = list(table)
    while level:
        below: list[Any] = []
        for element in level:
            if element.tag in _ROWS:
                element.tag = "div"
                below.extend(element)
            elif element.tag in _CELLS:
                element.tag = "div"
        level = below
