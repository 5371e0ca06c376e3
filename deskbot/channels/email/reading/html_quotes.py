"""Which parts of an HTML body are quotes, histories and signatures, by the marks that mailers leave on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

_QUOTE_BOXES = ("yahoo_quoted", "protonmail_quote", "zmail_extra", "tutanota_quote", "missive_quote", "freshdesk_quote")
"""Classes of boxes that hold a quoted mail with its introduction."""
_QUOTE_IDS = ("isreplycontent", "mail-app-auto-quote", "olk_src_body_section", "replysplit", "blockquote_zmail")
_QUOTE_NAMES = ("quote", "messagereplysection")
_INTRODUCTIONS = ("gmail_attr", "moz-cite-prefix", "protonmail_quote_header")
_HISTORIES = ("divrplyfwdmsg", "mail-editor-reference-message-container", "zwchr")
_CERTAIN_SIGNATURES = ("gmail_signature", "moz-signature", "applemailsignature", "mobile-signature", "protonmail_sig")
_BORDER = re.compile(
    r"border-top:\s{0,3}(?:solid\s{1,3}#?\w{3,12}|#?\w{3,12}\s{1,3}solid|\d?\.?\d(?:pt|px)\s{1,3}solid)", re.IGNORECASE
)
_NO_OTHER_BORDER = re.compile(r"border:\s{0,3}(?:none|0)|border-(?:left|right|bottom):\s{0,3}none", re.IGNORECASE)
_FIRST_FIELD = re.compile(r"[\s\xa0]{0,40}[^\W\d_][^:\uff1a\n]{0,30}[\s\xa0]?[:\uff1a]")
_FORWARDED = re.compile(r"[\s\xa0]{0,40}-{3,20}[^-\n]{3,60}-{3,20}")
_ATTRIBUTION = re.compile(r"[:\uff1a][\s\xa0\u200e\u200f\u202c]{0,9}$")
_ANCESTORS = 8
_LOOKED_AT = 40
"""Elements below one that are looked at: they may be nested thousands deep."""
_NEAR = 400
"""Characters of text beside an element that are looked at."""


def quotes(tree: Any) -> Iterator[Any]:
    """Yield the elements that hold what the writer quotes, and the lines that introduce it.

    A mail that is passed on stands in the same boxes; it is not a quote.
    """
    for element in tree.iter("div", "blockquote", "span", "section", "p", "td"):
        if _is_quote(element) and not _passes_on(element):
            yield element


def histories(tree: Any) -> Iterator[Any]:
    """Yield the elements that begin with From:, Sent:, Subject: of the mail that is answered or passed on."""
    for element in tree.iter("div", "hr", "p", "span"):
        if any(one in _attribute(element, "id") for one in _HISTORIES) or _is_bordered(element):
            yield element


def signatures(tree: Any) -> Iterator[Any]:
    """Yield the elements that mailers mark as signatures and that hold nothing but one."""
    holding = _around_quotes(tree)
    before: Any = None
    for element in tree.iter("div", "span", "p", "table", "section"):
        if not _is_signature(element) or element in holding:
            continue
        within = any(_is_signature(one) for one in islice(element.iterancestors(), _ANCESTORS))
        if not within and (before is None or element.getprevious() is not before):
            yield element
        before = element


def is_certain_signature(element: Any) -> bool:
    """Return whether people do not write their own words into an element that is marked as a signature.

    Into Outlook's they do.
    """
    marks = _attribute(element, "class") + _attribute(element, "id")
    return any(one in marks for one in _CERTAIN_SIGNATURES)


def _around_quotes(tree: Any) -> set[Any]:
    """Return the elements that have a quote or a history within them: they are more than a signature."""
    found: set[Any] = set()
    for element in tree.iter("blockquote", "div"):
        if element.tag == "blockquote" or "divrplyfwdmsg" in _attribute(element, "id"):
            for parent in element.iterancestors():
                if parent in found:
                    break
                found.add(parent)
    return found


def _is_quote(element: Any) -> bool:
    classes, ident, name = (_attribute(element, key) for key in ("class", "id", "name"))
    if element.tag == "blockquote":
        marked = element.get("type") == "cite" or element.get("cite") is not None or "quote" in classes + ident
        return marked or "cite" in classes or _is_introduced(element)
    if any(one in classes for one in _INTRODUCTIONS):
        return _introduces(element)
    boxed = (
        any(one in classes for one in _QUOTE_BOXES)
        or ident in _QUOTE_IDS
        or "yahoo_quoted" in ident
        or name in _QUOTE_NAMES
    )
    return boxed and bool(_start(element).strip())


def _is_introduced(element: Any) -> bool:
    """Return whether a colon stands right before a blockquote without marks, in a line that names a mailbox."""
    before = element.getprevious()
    text = _end(before) + (before.tail or "") if before is not None else (_parent_text(element))
    return bool(_ATTRIBUTION.search(text.rstrip())) and "@" in text


def _parent_text(element: Any) -> str:
    parent = element.getparent()
    return (parent.text or "")[-_NEAR:] if parent is not None else ""


def _introduces(element: Any) -> bool:
    """Return whether a quote follows: nothing that is passed on has its words in one."""
    following = element.getnext()
    for _ in range(3):
        if following is None:
            return False
        if following.tag == "blockquote" or "quote" in _attribute(following, "class"):
            return True
        following = following.getnext()
    return False


def _passes_on(element: Any) -> bool:
    """Return whether what a box holds is passed on, by the line between dashes that says so."""
    return element.tag != "blockquote" and bool(_FORWARDED.match(_start(element)))


def _is_bordered(element: Any) -> bool:
    """Return whether an element has a line above it and nothing around it, as Outlook sets off a history."""
    style = element.get("style") or ""
    if (
        element.tag not in {"div", "p"}
        or not _BORDER.search(style[:_NEAR])
        or not _NO_OTHER_BORDER.search(style[:_NEAR])
    ):
        return False
    return bool(_FIRST_FIELD.match(_start(element)))


def _is_signature(element: Any) -> bool:
    if not isinstance(element.tag, str):
        return False
    classes, ident, name = (_attribute(element, key) for key in ("class", "id", "name"))
    marks = f"{classes} {ident} {name} {_attribute(element, 'data-marker')}"
    if "signature" not in marks and "__sig_" not in marks:
        return False
    return not ("prefix" in marks or "empty" in classes.split() or "separator" in marks)


def _attribute(element: Any, name: str) -> str:
    return (element.get(name) or "")[:200].lower() if isinstance(element.tag, str) else ""


def _start(element: Any) -> str:
    """Return the first characters of an element's text; what lies far below it is not looked at."""
    found: list[str] = []
    for one in islice(element.iter(), _LOOKED_AT):
        found.append((one.text or "")[:_NEAR] if isinstance(one.tag, str) else "")
        if one is not element and len(one) == 0:
            found.append((one.tail or "")[:_NEAR])
    return "".join(found)[:_NEAR]


def _end(element: Any) -> str:
    """Return the last characters of an element's text, as far as its own and its last children's go."""
    found = ""
    for _ in range(6):
        found = (element.tail or "")[-_NEAR:] + found if found else found
        if len(element) == 0:
            return (element.text or "")[-_NEAR:] + found
        last = element[-1]
        if (last.tail or "").strip():
            inner = (last.text or "")[-_NEAR:]
            return f"{(element.text or '')[-_NEAR:]}{inner}{last.tail[-_NEAR:]}"
        element = last
    return found
