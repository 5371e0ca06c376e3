"""Licence keys and activation codes, by their name or by their form."""

from __future__ import annotations

import re

_OF = (
    r"(?:licencia|licence|licen(?:c|\u00e7)a|activaci(?:o|\u00f3)n|activation|ativa(?:c|\u00e7)(?:a|\u00e3)o"
    r"|producto?"
    r"|produit)"
)
_KEY = (
    r"(?:licen[cs]e|licen[cs]ing|activation|product|lizenz|aktivierungs?|produkt|freischalt|activaci(?:o|\u00f3)n"
    r"|ativa\u00e7\u00e3o|licencia|licence|licen\u00e7a)[ _-]?(?:key|code|schl(?:u|\u00fc|ue)ssel|string)"
    rf"|(?:clave|c(?:o|\u00f3)digo|cl(?:e|\u00e9)|code|chave) (?:de |d['\u2019])(?:la |l[ae]? |l['\u2019])?{_OF}"
)
_GAP = r"(?:\s|&nbsp;|</?[a-z][^<>]{0,80}>|[*_`\"'\u201c\u201d\u201e\u00ab\u00bb]){0,6}"
_LICENCE = re.compile(
    rf"({_KEY})({_GAP}(?:(?:is|ist|lautet|es|est|\u00e9)\s|[:=#]|\s){_GAP})"
    r"((?!(?:for|on|from|of|to|and|the|is|in|serial|server|system|host|fur|von|para|pour|do|da|del)\b)"
    r"[A-Z0-9](?:[A-Z0-9]|-(?=[A-Z0-9]{3})| (?=[A-Z0-9]*\d)(?=[A-Z0-9]{4})){7,119})",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"[A-Z]{4,}(?:-[A-Z]{3,}){0,9}")
_CUES = ("licen", "lizenz", "activa", "aktiv", "ativa", "freischalt", "produ")
FEWEST_HYPHENS = 3
LETTERS_ONLY = 12
"""So many capitals in a row are no word; "REJECTED" and "UNAVAILABLE" are."""
_FIVES = re.compile(r"\b(?:[A-Z0-9]{5}-){4,8}[A-Z0-9]{5}\b")
"""Five groups of five: no host id looks so, every licence key of the trade does."""
_LETTERS = re.compile(r"\b(?=[A-F-]{0,40}[G-Z])(?:[A-Z]{4,6}-){3,7}[A-Z]{4,6}\b")
"""Groups of letters only: a host id has digits, or is a number in base 16."""


def without_licences(text: str, mark: str) -> str:
    """Return a text with a mark in the place of every licence key."""

    def licence(found: re.Match[str]) -> str:
        key = found[3]
        letters = _CAPITALS.fullmatch(key) and (len(key) >= LETTERS_ONLY or "-" in key)
        told = any(letter.isdigit() for letter in key) or letters
        return f"{found[1]}{found[2]}{mark}" if told else found[0]

    low = text.lower()
    if any(cue in low for cue in _CUES):
        text = _LICENCE.sub(licence, text)
    return _LETTERS.sub(mark, _FIVES.sub(mark, text)) if text.count("-") >= FEWEST_HYPHENS else text
