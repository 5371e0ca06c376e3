"""Transfer encodings undone as far as they go: what is broken, or not encoded at all, is kept. Pure, linear."""

from __future__ import annotations

import binascii
import re

_MOST_PIECES = 1000
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=\s]")
_NO_LETTERS = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))
_WORDS = re.compile(rb"[^A-Za-z0-9+/=\s]|[A-Za-z0-9+/=][ \t]{1,99}(?=[A-Za-z0-9+/=])")
_ENCODINGS = re.compile(r"base-?64|quoted[-_ ]?printable|x?-?uu-?e(?:ncode)?|x-uuencode", re.IGNORECASE)


def undone(source: bytes, declared: str, *, is_text: bool) -> bytes:
    """Return the bytes that a part's source stands for.

    Args:
        source: the part as it was sent.
        declared: the Content-Transfer-Encoding.
        is_text: whether it is text, in which a mistake is told from the words that it would destroy.
    """
    match = _ENCODINGS.search(declared)
    encoding = match[0].lower() if match else ""
    if encoding.startswith("base"):
        return _from_base64(source, is_text=is_text)
    if encoding.startswith("quoted"):
        return binascii.a2b_qp(source)
    if encoding:
        return _from_uu(source)
    return source


def _from_base64(source: bytes, *, is_text: bool) -> bytes:
    end = len(source)
    if is_text:
        # What mailing lists and virus scanners write below an encoded text is not encoded; nor is all of some texts.
        few_spaces = source.count(b" ") <= len(source) // 50
        stray = (_NOT_BASE64 if few_spaces else _WORDS).search(source)
        end = source.rfind(b"\n", 0, stray.start()) + 1 if stray else end
        if not end:
            return source
    return _decoded(source[:end] if end < len(source) else source) + source[end:]


def _decoded(source: bytes) -> bytes:
    end = source.find(b"=")
    if end >= 0 and source[end:].strip(b"=\r\n\t "):  # pieces, each with its own end, were put together
        packed = source.translate(None, b"\r\n\t ")
        return b"".join(_whole(piece) for piece in re.split(rb"=+", packed, maxsplit=_MOST_PIECES))
    try:
        return binascii.a2b_base64(source)
    except ValueError:
        return _whole(source)


def _whole(piece: bytes) -> bytes:
    """Decode what has lost its end."""
    packed = piece.translate(None, _NO_LETTERS)
    packed = packed[: len(packed) - (len(packed) % 4 == 1)]
    return binascii.a2b_base64(packed + b"=" * (-len(packed) % 4))


def _from_uu(source: bytes) -> bytes:
    lines = source.split(b"\n")
    begin = next((index for index, line in enumerate(lines) if line.startswith(b"begin ")), -1)
    return uu_lines(lines[begin + 1 :])


def uu_lines(lines: list[bytes]) -> bytes:
    """Return the bytes of uuencoded lines, up to their end."""
    pieces: list[bytes] = []
    for line in lines:
        bare = line.rstrip(b"\r\n")
        if bare.strip() in {b"end", b"`", b""}:
            if bare.strip() == b"end":
                break
            continue
        try:
            pieces.append(binascii.a2b_uu(bare))
        except ValueError:
            # Some encoders say a length that is less than the line's.
            wanted = (((bare[0] - 32) & 63) * 4 + 5) // 3
            try:
                pieces.append(binascii.a2b_uu(bare[:wanted]))
            except ValueError:
                break
    return b"".join(pieces)
