"""Codes that are used once, and numbers of cards and accounts, whose check digits show them."""

from __future__ import annotations

import re

_NOW = (
    r"(?: (?:now|jetzt|nun|ab sofort|ahora|agora|maintenant|d(?:e|\u00e9)sormais|dor(?:e|\u00e9)navant"
    r"|actuellement|actualmente|atualmente))?"
)
_ONE_TIME = re.compile(
    r"\b((?:otp|totp|2fa|mfa|tan|one[- ]time(?: pass)?[ -]?(?:code|password)"
    r"|(?:verification|security|confirmation|login) code"
    r"|einmal(?:code|passwort)|best(?:a|\u00e4)tigungscode|verifizierungscode|sicherheitscode|anmeldecode"
    r"|code (?:de|d')\s?(?:v(?:e|\u00e9)rification|s(?:e|\u00e9)curit(?:e|\u00e9)|confirmation|connexion"
    r"|usage unique)"
    r"|c(?:o|\u00f3)digo de (?:verificaci(?:o|\u00f3)n|seguridad|confirmaci(?:o|\u00f3)n|acceso|un solo uso"
    r"|verifica(?:c|\u00e7)(?:a|\u00e3)o|seguran(?:c|\u00e7)a|confirma(?:c|\u00e7)(?:a|\u00e3)o|acesso)))"
    rf"((?: code)?(?: (?:is|are|was|ist|lautet|war|es|era|est|\u00e9)\b)?{_NOW}\s?[:=#]?\s{{0,3}})"
    r"(\d(?:[ -]?\d){3,9})\b",
    re.IGNORECASE,
)
_CUES = ("otp", "2fa", "mfa", "tan", "one-time", "one time", "code", "einmal", "digo")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_CARD = re.compile(r"(?<![\d+.-])(?:\d[ .-]?){12,18}\d(?![\d-])")
_FOURS = re.compile(r"\d{4}([ .-]?)\d{4}\1\d{4}\1\d{1,7}")
_EXPIRY = re.compile(r"[ .-](?:0?[1-9]|1[0-2])$")
"""The month behind a card number, "4111 … 1111 12/27", is none of its digits."""
_IS = r"(\s?[:=#]?\s?(?:is |ist |es |est |\u00e9 )?)(\d{3,4})\b"
_CHECK_CODE = re.compile(
    r"\b(c(?:vv|vc|sc)2?(?: ?(?:code|number|nummer))?|kartenpr(?:ue|u|\u00fc)f(?:nummer|ziffer|zahl|code|wert)"
    rf"|card (?:security|verification|check) (?:code|number|value)|cryptogramme(?: visuel)?){_IS}",
    re.IGNORECASE,
)
_CHECK_CODE_OF_A_CARD = re.compile(
    r"\b((?:pr(?:ue|u|\u00fc)f(?:nummer|ziffer|zahl|code)|sicherheitscode|(?:security|verification) code"
    r"|code de s(?:e|\u00e9)curit(?:e|\u00e9)|c(?:o|\u00f3)digo de (?:seguridad|seguran(?:c|\u00e7)a"
    rf"|verifica(?:ci(?:o|\u00f3)n|(?:c|\u00e7)(?:a|\u00e3)o)))(?: [^\W\d]{{1,10}}){{0,6}}(?=[\s:=#])){_IS}",
    re.IGNORECASE,
)
_A_CARD = re.compile(
    r"\bcards?\b|karte\b|\bcarte (?:bancaire|de cr|bleue)|\btarjeta\b|\bcart(?:a|\u00e3)o\b|\b(?:visa|mastercard)\b",
    re.IGNORECASE,
)
"""Where one is named, a security code of three figures is that on its back."""
SHORTEST_CARD = 13
SHORTEST_IBAN = 15
_FIRST_OF_CARDS = (2, 3, 4, 5, 6)


def without_one_time_codes(text: str, mark: str) -> str:
    """Return a text with a mark in the place of every code that is used once."""
    low = text.lower()
    return _ONE_TIME.sub(rf"\1\2{mark}", text) if any(cue in low for cue in _CUES) else text


def without_cards(text: str, mark: str) -> str:
    """Return a text with a mark in the place of every number of a payment card or a bank account."""

    def iban(found: re.Match[str]) -> str:
        """Return the mark for an account number whose check digits are right (ISO 13616)."""
        letters = found[0].replace(" ", "")
        number = "".join(str(int(one, 36)) for one in letters[4:] + letters[:4])
        return mark if len(letters) >= SHORTEST_IBAN and int(number) % 97 == 1 else found[0]

    def card(found: re.Match[str]) -> str:
        month = _EXPIRY.search(found[0])
        before = found.string[found.start() - 1 : found.start()]
        for words, behind in ((found[0], ""), (found[0][: month.start()], month[0]) if month else ("", "")):
            if _is_card(words) and (not before.isalpha() or _FOURS.fullmatch(words)):
                return f"{mark}{behind}"
        return found[0]

    text = _CHECK_CODE.sub(rf"\1\2{mark}", text)
    if _A_CARD.search(text):
        text = _CHECK_CODE_OF_A_CARD.sub(rf"\1\2{mark}", text)
    return _CARD.sub(card, _IBAN.sub(iban, text))


def _is_card(words: str) -> bool:
    digits = [int(letter) for letter in words if letter.isdigit()]
    return len(digits) >= SHORTEST_CARD and digits[0] in _FIRST_OF_CARDS and _luhn(digits) and not _counts_up(words)


def _counts_up(words: str) -> bool:
    """Return whether the groups are near each other, as extensions in a row are: 3101 3102 3103 3106."""
    groups = [int(group) for group in re.split(r"[ .-]", words) if group]
    return len(groups) > 1 and max(groups) - min(groups) < 100  # noqa: PLR2004


def _luhn(digits: list[int]) -> bool:
    """Return whether the check digit is right, as on every payment card (ISO/IEC 7812)."""
    doubled = [2 * digit - 9 * (digit > 4) if place % 2 else digit for place, digit in enumerate(reversed(digits))]  # noqa: PLR2004
    return sum(doubled) % 10 == 0
