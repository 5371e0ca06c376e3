"""Numbers in words and figures, and telephone numbers."""

from __future__ import annotations

import re

_COUNTED = {
    1: "one",
    2: "two zwei deux dos dois duas",
    3: "three drei trois tres",
    4: "four vier quatre cuatro quatro",
    5: "five funf cinq cinco",
    6: "six sechs seis",
    7: "seven sieben sept siete sete",
    8: "eight acht huit ocho oito",
    9: "nine neun neuf nueve nove",
    10: "ten zehn dix diez dez",
    11: "eleven elf onze once",
    12: "twelve dozen zwolf douze doce doze",
    13: "thirteen",
    14: "fourteen vierzehn quatorze catorce",
    15: "fifteen funfzehn quinze quince",
    16: "sixteen sechzehn seize",
    17: "seventeen",
    18: "eighteen achtzehn",
    19: "nineteen",
    20: "twenty zwanzig vingt veinte vinte",
    30: "thirty dreisig trente treinta trinta",
    40: "forty vierzig quarante cuarenta quarenta",
    50: "fifty funfzig cinquante cincuenta cinquenta",
    60: "sixty sechzig soixante sesenta sessenta",
    70: "seventy",
    80: "eighty",
    90: "ninety",
    100: "hundred hundert cent cien cem",
}
_TENS = {value: words.split()[0] for value, words in _COUNTED.items() if 20 <= value < 100}  # noqa: PLR2004
_ONES = {value: words.split()[0] for value, words in _COUNTED.items() if value < 10}  # noqa: PLR2004
_WORDS = {word: value for value, words in _COUNTED.items() for word in words.split()} | {
    f"{ten}{joint}{one}": tens + ones
    for tens, ten in _TENS.items()
    for ones, one in _ONES.items()
    for joint in ("-", " ")
}

NUMBER = r"(?:\d{1,4}|" + "|".join(sorted(_WORDS, key=lambda word: (-len(word), word))) + ")"
"""A small number in folded text, in figures or in words."""

_BEFORE = r"(?<![\w@])(?<!\d[-.:,/])(?<!\w-)"
_BEHIND = r"(?![\w@]|:\d|-\w|[.,/]\d)"
# As they are written where area codes are: "(0171) 1234567", "0171 / 12 34 567", "+49 (0) 30 / 123 45 67".
_AREA = rf"{_BEFORE}(?:\+\d{{1,3}}[ .\-]?)?\(\d{{1,5}}\)[ .\-]?\d{{5,8}}{_BEHIND}"
_SLASHED = (
    rf"{_BEFORE}(?:\+\d{{1,3}}[ .\-]?|0)(?:\(\d{{1,5}}\)[ .\-]?)?\d{{1,5}}"
    rf" / \d{{1,8}}(?:[ .\-]\d{{1,8}}){{0,4}}{_BEHIND}"
)
PHONE = re.compile(
    rf"{_AREA}|{_SLASHED}"
    rf"|{_BEFORE}(?:\+\d{{1,3}}[ .\-]?|1[ .\-])?(?:\(\d{{1,5}}\)[ .\-/]?)?\d{{1,5}}(?:[ .\-/]\d{{1,8}}){{1,5}}{_BEHIND}"
    rf"|{_BEFORE}\+?\d{{9,14}}{_BEHIND}"
)
_DATE = re.compile(r"\d{4}[-./ ]\d{2}[-./ ]\d{2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}|\d{2,4}[-/]\d{2,4}")
_GROUP = re.compile(r"\d{3}")
_LOCAL = re.compile(r"\d{3}[-. ]\d{4}")
LOCAL_DIGITS = 8
FEWEST_DIGITS = 7
MOST_DIGITS = 15


def number(word: str) -> int:
    """Return the number that a word or figures stand for."""
    return int(word) if word.isdigit() else _WORDS[word]


def is_phone(text: str) -> bool:
    """Return whether what `PHONE` found can be a telephone number: no date, no list of small numbers."""
    digits = sum(character.isdigit() for character in text)
    short = digits < LOCAL_DIGITS and not _LOCAL.fullmatch(text)
    dialled = text.startswith(("+", "0", "(")) or _GROUP.search(text) is not None
    return FEWEST_DIGITS <= digits <= MOST_DIGITS and dialled and not short and not _DATE.fullmatch(text)


def first_phone(text: str) -> str:
    """Return the first telephone number as written, or an empty string."""
    return next((found.group() for found in PHONE.finditer(text) if is_phone(found.group())), "")
