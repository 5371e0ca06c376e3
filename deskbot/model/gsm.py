"""The alphabet of texts, GSM-7: what stands for a sign that it lacks, how long a text is, where it may be cut. Pure."""

# ruff: noqa: RUF001  (the tables below are of signs that look alike)
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The GSM 03.38 alphabet: one septet each. Note that it has Ç, but no ç."""
EXTENSION = frozenset("^{}\\[~]|€\f")
"""Two septets each, which are never parted by the end of a segment."""

SINGLE, CONCATENATED = 160, 153
SINGLE_UCS2, CONCATENATED_UCS2 = 70, 67

_ALIKE = {
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "`": "'", "´": "'", "′": "'",
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
    "…": "...", "•": "*", "·": ".", "×": "x", "÷": "/", "⁄": "/", "∆": "Δ", "µ": "u", "μ": "u", "→": "->", "←": "<-",
    "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "©": "(c)", "®": "(R)", "°": " deg ",
    "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "œ": "oe", "Œ": "OE", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th",
    "ı": "i", "ŋ": "n", "ħ": "h", "ẞ": "SS",
}  # fmt: skip
"""What looks or sounds enough alike; accents need no row, they are taken off."""

_SAID = "a,b,v,g,d,e,e,zh,z,i,i,k,l,m,n,o,p,r,s,t,u,f,kh,ts,ch,sh,shch,,y,,e,iu,ia,i,i,ie,g,dj,j,lj,nj,c,dz"
_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґђјљњћџ",
        _SAID.split(","),
        strict=True,
    )
)
_UNREADABLE = "?"


def gsm(text: str) -> str:
    """Say a text on one line of GSM-7: accents and Cyrillic spelled out, emoji dropped, the rest "?"."""
    said = "".join(_spelled(sign) for sign in unicodedata.normalize("NFC", text))
    said = re.sub(r"\?{2,}", _UNREADABLE, said)
    return re.sub(r"\s+", " ", said).strip()


def gsm_lines(text: str) -> str:
    """Say a text in GSM-7, line by line."""
    return "\n".join(gsm(line) for line in text.splitlines())


def as_texted(text: str) -> str:
    """Say a text in GSM-7 where nothing of it is lost by that; else as it is, in segments less than half as long."""
    said = gsm_lines(text)
    return said if said.count(_UNREADABLE) <= text.count(_UNREADABLE) else text.strip()


def _spelled(sign: str) -> str:
    """Return what stands for one character."""
    if sign.isspace():
        return " "
    if sign in BASIC or sign in EXTENSION:
        return sign
    if sign in _ALIKE:
        return _ALIKE[sign]
    if sign.lower() in _CYRILLIC:
        latin = _CYRILLIC[sign.lower()]
        return latin if sign.islower() else latin.capitalize()
    bare = [part for part in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(part)]
    if bare and bare != [sign]:
        return "".join(_spelled(part) for part in bare)
    return _UNREADABLE if unicodedata.category(sign)[0] in "LN" else ""


def cut(text: str, room: int) -> str:
    """Shorten a text to so many septets, at a word where one ends nearby."""
    if septets(text) <= room:
        return text
    room -= len("...")
    kept = ""
    for sign in text:
        if septets(kept) + septets(sign) > room:
            break
        kept += sign
    words, _, _ = kept.rpartition(" ")
    kept = words if len(words) > len(kept) * 2 // 3 else kept
    return kept.rstrip(" .,:;-") + "..." if room > 0 else ""


def shortened(text: str, most: int) -> str:
    """Shorten a text to so many segments, at a word where one ends nearby."""
    if segments(text) <= most:
        return text
    least, longest = 0, len(text)
    while longest - least > 1:
        middle = (least + longest) // 2
        least, longest = (middle, longest) if segments(f"{text[:middle]}...") <= most else (least, middle)
    kept = text[:least]
    words = re.sub(r"\s\S*\Z", "", kept)
    kept = words if len(words) > len(kept) * 2 // 3 else kept
    return kept.rstrip(" .,:;-\n") + "..."


def septets(text: Iterable[str]) -> int:
    """Return the length of a GSM-7 text; the signs of the extension count two."""
    return sum(2 if sign in EXTENSION else 1 for sign in text)


def is_gsm(text: str) -> bool:
    """Return whether a text fits into the GSM-7 alphabet; one sign outside it doubles what a text costs."""
    return all(sign in BASIC or sign in EXTENSION for sign in text)


def segments(text: str) -> int:
    """Return how many segments a text is sent in, as it stands."""
    if is_gsm(text):
        return _segments((2 if sign in EXTENSION else 1 for sign in text), SINGLE, CONCATENATED)
    # A sign outside the basic plane is two UTF-16 units, which are never parted either.
    return _segments((2 if ord(sign) > 0xFFFF else 1 for sign in text), SINGLE_UCS2, CONCATENATED_UCS2)  # noqa: PLR2004


def _segments(units: Iterable[int], single: int, concatenated: int) -> int:
    units = list(units)
    if sum(units) <= single:
        return 1
    count, used = 1, 0
    for unit in units:
        if used + unit > concatenated:
            count, used = count + 1, 0
        used += unit
    return count
