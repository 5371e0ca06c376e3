"""Which parts of a mail are its text, and which are files."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from deskbot.channels.email.reading import pgp, smime
from deskbot.channels.email.reading.attachments import declared_name, has_name, type_by_name
from deskbot.channels.email.reading.charsets import clean, decode
from deskbot.channels.email.reading.enriched import enriched_to_text
from deskbot.channels.email.reading.flowed import unflow
from deskbot.channels.email.reading.html import MAX_TAGS, html_to_text
from deskbot.channels.email.reading.invitations import invitation_as_text
from deskbot.channels.email.reading.limits import MAX_HTML, MAX_TEXT
from deskbot.channels.email.reading.structure import Part, made_part, opened
from deskbot.channels.email.reading.tnef import unpack
from deskbot.channels.email.reading.undeclared import undeclared_words
from deskbot.channels.email.reading.uuencoded import without_files

_META = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_META_WITHIN = 2048
_MAX_BYTES = 4 * MAX_TEXT
_TOO_LONG = f"the text is longer than {MAX_TEXT:,} characters: the rest was not read"
_STUB = 400
"""A plain text shorter than this, which speaks of HTML, only says that one should read the HTML."""
_LITTLE = 0.25
"""A plain text with less than this share of the HTML's words lacks what the HTML has."""
_FEW_WORDS = 30
"""Words that the HTML must have more than a short plain text beside it."""
_MOST_HTML = 2 * MAX_TEXT
"""Characters of HTML, in all parts together, that are turned into text."""
_TEXTS = frozenset({"text/plain", "text/html", "text/enriched", "text/richtext", "text/markdown", "text/x-markdown"})
_OTHER_VIEWS = frozenset({"text/x-amp-html", "text/watch-html", "text/x-watch-html"})
"""Renderings of the same text for other devices."""
_PACKS = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_MIME_NOTICE = re.compile(r"multi-?part|mime|not support|newer mail|mail reader", re.IGNORECASE)
_HTML_LIKE = re.compile(
    r"\s{0,200}(?:<!--.{0,2000}?-->\s{0,200})?<(?:!doctype html|html|body|div|head)\b", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class View:
    """One piece of the body: the part that is its text, and the part that is its HTML, often the same one."""

    plain: Part
    rich: Part


@dataclass(slots=True)
class Body:
    """The text of a mail, and the parts that are files."""

    text: str = ""
    source: str = ""
    """The HTML as it came, the plain pieces between it included; empty where there is none."""
    files: list[Part] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    texts: dict[int, str] = field(default_factory=dict)
    """Parts' texts that were read already, by identity."""
    beside: bytes = b""
    """8-bit words of the mail, where it declares no charset."""
    html_left: int = _MOST_HTML
    tags_left: int = MAX_TAGS


def body_of(root: Part) -> Body:
    """Return a mail's text and files."""
    body = Body(beside=undeclared_words(root))
    views = _collect(root, body)
    _unpack(body, views)
    if not views:
        views = _named_text(body)
    text = _joined(views, body)
    body.source = _html_source(views, body)
    if not text.strip():
        text = _last_resort(root, body)
    if len(text) > MAX_TEXT:
        text = text[:MAX_TEXT]
        body.defects.append(_TOO_LONG)
    body.text = text
    body.texts.clear()
    body.defects = list(dict.fromkeys(body.defects))
    return body


def each_text(root: Part, most: int) -> Iterator[tuple[Part, str | None]]:
    """Yield each part of a mail, and what a reader sees of it; None for one that is no text.

    Args:
        root: the mail.
        most: characters of HTML that are turned into text; what is beyond is left out.
    """
    body = Body(beside=undeclared_words(root), html_left=most)
    for part in root.walk():
        is_text = _is_text(part) and not part.declared_type.startswith("multipart/")
        if is_text:
            _without_files(part, body)
        yield part, _text(part, body) if is_text else None


def _joined(views: Sequence[View], body: Body) -> str:
    """Return the texts of the pieces, one after another, until there is enough."""
    texts: list[str] = []
    size = 0
    for view in views:
        text = _text(view.plain, body).strip("\n")
        if text.strip():
            texts.append(text)
            size += len(text) + 2
        if size > MAX_TEXT + 2:
            break
    return "\n\n".join(texts)


def _collect(part: Part, body: Body) -> list[View]:
    """Return the pieces of text below, and put the other parts with the files."""
    kind = part.declared_type
    if kind.startswith("multipart/") and part.parts:
        return _of_multipart(part, kind, body)
    if smime.is_signature(kind):
        body.defects.append(pgp.SIGNED if "pgp" in kind else smime.SIGNED)
        return []
    if smime.is_envelope(kind) and (within := _signed(part, body)):
        return _collect(within, body)
    if kind == "message/partial" and (piece := _first_piece(part, body)):
        return _collect(piece, body)
    if _is_text(part):
        return _without_files(part, body)
    if kind == "message/external-body":
        body.defects.append("a file is not in the mail: the mail only says where it lies")
    body.files.append(part)
    return []


def _of_multipart(part: Part, kind: str, body: Body) -> list[View]:
    children = part.parts
    if kind == "multipart/alternative":
        children = [child for child in children if child.declared_type not in _OTHER_VIEWS]
    if kind == "multipart/appledouble":
        # The other half is what only a Mac's file system needs.
        children = [child for child in children if child.declared_type != "application/applefile"] or children
    if kind == "multipart/encrypted" or part.parameter("protocol") == "application/pgp-encrypted":
        body.defects.append(pgp.ENCRYPTED)
        children = [child for child in children if child.declared_type != "application/pgp-encrypted"] or children
    views = [_collect(child, body) for child in children]
    if kind == "multipart/alternative":
        return _best(views, body)
    return [view for some in views for view in some]


def _signed(part: Part, body: Body) -> Part | None:
    """Return the mail within an S/MIME envelope, None where it cannot be had."""
    content, defect = smime.signed_content(part.content())
    body.defects.append(defect)
    return opened(content, part) if content else None


def _first_piece(part: Part, body: Body) -> Part | None:
    """Return the mail that begins in the first piece of a mail that was sent in pieces."""
    body.defects.append("it is one piece of a larger mail: the other pieces are not here")
    return opened(part.content(), part) if part.parameter("number") in {"", "1"} else None


def _is_text(part: Part) -> bool:
    kind = part.declared_type
    if kind.startswith("multipart/"):  # one whose parts cannot be found; the reader sees its source
        return True
    if kind not in _TEXTS or part.disposition == "attachment":
        return False
    # Some mailers name the body itself; a file has a disposition or is not the first thing in the mail.
    return part.depth == 0 or not has_name(part)


def _without_files(part: Part, body: Body) -> list[View]:
    """Return a text as a piece of the body; files that stand encoded in it become files of the mail."""
    if part.declared_type == "text/plain":
        text, files = without_files(_decoded(part, body))
        body.files.extend(made_part(content, type_by_name(name), name) for name, content in files)
        text, said = pgp.without_armour(text)
        body.defects.extend(said)
        body.texts[id(part)] = text
    return [View(part, part)]


def _best(choices: list[list[View]], body: Body) -> list[View]:
    """Return the first plain text that says something, else the last choice, which is the richest.

    Its HTML is that of the last choice that has some.
    """
    offered = [choice for choice in choices if choice]
    if not offered:
        return []
    rich = next((choice for choice in reversed(offered) if any(_is_html(view.rich) for view in choice)), None)
    for choice in offered:
        if not any(_is_html(view.plain) for view in choice) and _says_something(choice, rich, body):
            return _beside(choice, rich)
    return rich or offered[-1]


def _beside(plain: list[View], rich: list[View] | None) -> list[View]:
    """Return a plain choice's pieces with the HTML of another choice."""
    if rich is None or rich is plain:
        return plain
    pairs = [View(one.plain, other.rich) for one, other in zip(plain, rich, strict=False)]
    return [*pairs, *plain[len(rich) :]]


def _is_html(part: Part) -> bool:
    return part.get_content_type() == "text/html"


def _says_something(choice: list[View], rich: list[View] | None, body: Body) -> bool:
    """Return whether a plain text is worth more than an empty one, or a note that one should read the HTML."""
    text = " ".join(_text(view.plain, body) for view in choice).strip()
    if not text or rich is None:
        return bool(text)
    if len(text) >= _STUB:
        return _has_most(text, rich, body)
    return "html" not in text.lower() and _has_most(text, rich, body)


def _has_most(text: str, rich: list[View], body: Body) -> bool:
    """Return whether a plain text has about what the HTML has."""
    words = len(text.split())
    if sum(view.rich.size for view in rich) < 4 * len(text):
        return True
    others = len(" ".join(_text(view.rich, body) for view in rich).split())
    return words >= _LITTLE * others or others - words < _FEW_WORDS


def _decoded(part: Part, body: Body) -> str:
    """Return a text part's characters, in the charset that they are in."""
    data = part.content()
    if len(data) > _MAX_BYTES:
        data = data[:_MAX_BYTES]
        body.defects.append(f"a text is longer than {_MAX_BYTES:,} bytes: the rest was not read")
    charset = part.parameter("charset")
    if _is_html(part) and not charset and (meta := _META.search(data, 0, _META_WITHIN)):
        charset = meta[1].decode("ascii")
    text, wrong = decode(data, charset, body.beside)
    if wrong:
        body.defects.append(wrong)
    text = clean(text)
    if len(text) > MAX_TEXT and not _is_html(part):
        body.defects.append(_TOO_LONG)
        return text[:MAX_TEXT]
    return text


def _text(part: Part, body: Body) -> str:
    """Return what a reader sees of a text part."""
    known = body.texts.get(id(part))
    text = _decoded(part, body) if known is None or _is_html(part) else known
    if _is_html(part):
        if known is None:
            known = body.texts[id(part)] = _seen(text, body)
        return known
    if part.declared_type in {"text/enriched", "text/richtext"}:
        return enriched_to_text(text)
    if part.parameter("format") == "flowed":
        return unflow(text, delete_space=part.parameter("delsp") == "yes")
    if part.declared_type == "text/plain" and _HTML_LIKE.match(text):
        return _seen(text, body)
    return text


def _seen(source: str, body: Body) -> str:
    """Return what a reader sees of some HTML."""
    if len(source) > body.html_left:
        source = source[: body.html_left]
        body.defects.append(f"the HTML is longer than {_MOST_HTML:,} characters: the rest was not read")
    body.html_left -= len(source)
    tags = source.count("<")
    plainly = tags > body.tags_left
    body.tags_left -= 0 if plainly else tags
    return clean(html_to_text(source, plainly=plainly))  # entities, too, may stand for control characters


def _html_source(views: Sequence[View], body: Body) -> str:
    """Return the HTML of the whole body, plain pieces between included; empty where no piece has any."""
    if not any(_is_html(view.rich) for view in views):
        return ""
    pieces: list[str] = []
    left = MAX_HTML
    for view in views:
        if view.rich.size > 4 * MAX_HTML:
            return ""
        text = _decoded(view.rich, replace(body, defects=[]))  # what is wrong was said for the text
        piece = text if _is_html(view.rich) else f"<pre>{html.escape(text)}</pre>"
        if len(piece) > left:
            body.defects.append(f"the HTML is longer than {MAX_HTML:,} characters: it is not shown")
            return ""
        left -= len(piece)
        pieces.append(piece)
    return "\n".join(pieces)


def _unpack(body: Body, views: list[View]) -> None:
    """Put the files of a winmail.dat in its place, and its text, where the mail has none."""
    files: list[Part] = []
    for part in body.files:
        if part.declared_type not in _PACKS and declared_name(part).lower() not in {"winmail.dat", "win.dat"}:
            files.append(part)
            continue
        pack = unpack(part.content())
        if pack is None:
            files.append(part)
            body.defects.append("winmail.dat cannot be unpacked")
            continue
        for one in pack.files:
            kind = one.content_type if "/" in one.content_type else type_by_name(one.name)
            files.append(made_part(one.content, kind, one.name, one.content_id))
        if not any(_text(view.plain, body).strip() for view in views):
            views.extend(_packed_views(pack.text, pack.html))
    body.files = files


def _packed_views(text: str, source: str) -> list[View]:
    plain = made_part(text.encode("utf-8", "replace"), "text/plain; charset=utf-8") if text.strip() else None
    rich = made_part(source.encode("utf-8", "replace"), "text/html; charset=utf-8") if source.strip() else None
    first, second = plain or rich, rich or plain
    return [View(first, second)] if first is not None and second is not None else []


def _named_text(body: Body) -> list[View]:
    """Return the first text among the files as the body, where the mail has no other: some mailers name the body."""
    for part in body.files:
        if part.declared_type in {"text/plain", "text/html"} and part.disposition != "attachment":
            view = View(part, part)
            if _text(part, body).strip():
                body.files.remove(part)
                return [view]
    return []


def _last_resort(root: Part, body: Body) -> str:
    """Return what there is to read of a mail without text: an invitation, or what stands around its parts."""
    for part in body.files:
        if part.declared_type == "text/calendar":
            summary = clean(invitation_as_text(_decoded(part, body)))
            if summary:
                return summary
    # Bad mailers put the text above the first part; what stands below the last one belongs to a list or a scanner.
    around = (decode(words[:_MAX_BYTES])[0] for words in (root.around[:1] if body.files else root.around))
    return "\n\n".join(_words_around(around))


def _words_around(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        words = clean(text).strip()
        if words and not (len(words) < _STUB and _MIME_NOTICE.search(words)):
            yield words
