"""An HTML body made harmless, for people to look at in a browser: it fetches nothing, runs nothing, sends nothing."""

from __future__ import annotations

import re
from typing import Any, cast

import nh3
from lxml.html import HTMLParser, document_fromstring, tostring

from deskbot.channels.email.reading.limits import MAX_HTML

MAX_TAGS = 20_000
"""Tags beyond which a body is not shown: browsers and libraries alike take too long over them."""
MAX_ENTITIES = 30_000
"""Cleaning takes quadratic time over them, and over the signs from no-break space to inverted question mark."""
_SLOW = b"\xc2"
MAX_NESTING = 150
_TAGS = frozenset(
    {
        *("a", "abbr", "address", "b", "bdi", "bdo", "blockquote", "br", "caption", "center", "cite", "code", "col"),
        *("colgroup", "dd", "del", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "font", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small"),
        *("span", "strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u"),
        *("ul", "var", "wbr"),
    }
)
_ATTRIBUTES = {
    "*": {"dir", "lang", "title", "align", "valign", "style"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "data-remote-src"},
    "td": {"colspan", "rowspan", "width", "bgcolor"},
    "th": {"colspan", "rowspan", "width", "bgcolor", "scope"},
    "table": {"width", "border", "cellpadding", "cellspacing", "bgcolor"},
    "tr": {"bgcolor"},
    "col": {"span", "width"},
    "colgroup": {"span", "width"},
    "ol": {"start", "type"},
    "ul": {"type"},
    "li": {"value"},
    "font": {"color", "face", "size"},
}
_STYLES = {
    *("color", "background-color", "font-weight", "font-style", "font-size", "font-family", "text-align"),
    *("text-decoration", "white-space", "vertical-align", "border", "border-left", "border-top", "border-bottom"),
    *("border-right", "border-collapse", "border-color", "border-style", "border-width", "padding", "padding-left"),
    *("padding-right", "padding-top", "padding-bottom", "list-style-type", "direction", "line-height", "width"),
}
_FETCHING = re.compile(r"url|image|expression|@import|\\|/\*", re.IGNORECASE)
_SCHEMES = {"http", "https", "mailto", "tel", "cid", "data", "ftp", "sip", "sips"}
_LINK = re.compile(r"(?:https?|ftp)://|(?:mailto|tel|sips?):", re.IGNORECASE)
_OWN_PICTURE = re.compile(r"cid:|data:image/(?:png|gif|jpe?g|webp);base64,", re.IGNORECASE)
_REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_LONGEST_SOURCE = 2000
_CLEAN_CONTENT = {"script", "style", "title", "head", "template", "object", "svg", "math", "textarea", "select"}


def harmless(source: str) -> str:
    """Return an HTML body without what could harm its reader, empty where there is none or it is too costly.

    Pictures of the mail itself (`cid:…`) stay; where one lies elsewhere is kept in `data-remote-src`, and not fetched.
    """
    if not source.strip() or len(source) > MAX_HTML or source.count("<") > MAX_TAGS or source.count("&") > MAX_ENTITIES:
        return ""
    try:
        tree: Any = document_fromstring(source.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8"))
        if _nesting(tree) > MAX_NESTING:
            return ""
        _keep_pictures_apart(tree)
        octets = cast("bytes", tostring(tree, encoding="utf-8"))  # "unicode" would write entities
        if octets.count(b"&") + octets.count(_SLOW) > MAX_ENTITIES:
            return ""
        text = octets.decode()
        cleaned = nh3.clean(
            text,
            tags=set(_TAGS),
            clean_content_tags=_CLEAN_CONTENT,
            attributes=_ATTRIBUTES,
            attribute_filter=_attribute,
            url_schemes=_SCHEMES,
            link_rel="noopener noreferrer nofollow",
            filter_style_properties=_STYLES,
        )
    except Exception:  # noqa: BLE001  (two libraries over hostile input: without the HTML there is still the text)
        return ""
    return cleaned.strip() if len(cleaned) <= 2 * MAX_HTML else ""


def _keep_pictures_apart(tree: Any) -> None:
    """Move where a picture lies out of the attribute by which a browser would fetch it."""
    for picture in tree.iter("img"):
        source = (picture.get("src") or "").strip()
        picture.attrib.pop("data-remote-src", None)
        if source and not _OWN_PICTURE.match(source):
            del picture.attrib["src"]
            if _REMOTE.match(source) and len(source) <= _LONGEST_SOURCE:
                picture.set("data-remote-src", source)


def _nesting(tree: Any) -> int:
    """Return how deep the tree is; the time that cleaning takes grows with its square."""
    deepest = 0
    level = [tree]
    while level:
        deepest += 1
        level = [child for element in level for child in element]
    return deepest


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Return an attribute's value, None for one that would fetch something."""
    if name == "style" and _FETCHING.search(value):
        return None
    if tag == "img" and name == "src":
        return value if _OWN_PICTURE.match(value) else None
    if name == "href":
        return value if _LINK.match(value.strip()) else None
    return value
