"""The words of a ticket by which it is compared with others: of its symptom, and the carriers that it names. Pure."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]{3,40}")
STEM = 6
"""Letters by which words are compared: "register", "registered" and "registration" are one."""
MOST_WORDS = 80

_SAID_ANYWAY = """
    and are but can did does for from get gets got had has have her here his how its just not now off our out since so
    some than thanks that the their them then there these they this today too was were what when where which who will
    with would you your please hello dear ticket urgent help issue problem support morning again still been after also
    que los las una por para con del esta este como pero desde hola gracias buenos dias tiene hay hoy
    les des une est pas pour dans nous vous avec sur depuis bonjour merci cette aux plus sont chez
    der die das und ist sind ein eine einen wir sie mit von seit heute bitte hallo guten tag morgen auf bei haben hat
    nao com uma dos das desde hoje bom obrigado esta estao
"""
_ANYWAY = frozenset(word[:STEM] for word in _SAID_ANYWAY.split())
"""Words that stand in mails of every kind."""

_CARRIERS = """
    at&t; verizon; lumen; centurylink; comcast; spectrum; charter; frontier; windstream; consolidated; t-mobile;
    brightspeed; cox; bandwidth; flowroute; twilio; telnyx; intelepeer; voip.ms; vonage; granite; zayo; cogent;
    bell canada; bell mts; telus; rogers; shaw; sasktel; videotron; allstream; bt; openreach; virgin media; talktalk;
    gtt; eir; telekom; vodafone; o2; 1&1; m-net; netcologne; plusnet; sipgate; swisscom; orange business; sfr; bouygues;
    proximus; telenet; kpn; ziggo; odido; telefonica; movistar; masmovil; telmex; totalplay; izzi; axtel; alestra;
    tigo; entel; etb; antel; cantv; embratel; algar; altice; tim brasil; telia; telenor; tele2; telstra; optus
"""
_LIKE_WORDS = (
    "Claro",
    "Vivo",
    "TIM",
    "Oi",
    "NOS",
    "MEO",
    "Orange",
    "Free",
    "Sunrise",
    "Magenta",
    "Colt",
    "Gamma",
    "Bell",
)
_LIKE_A_WORD = re.compile(rf"(?<=[a-z,;:] )(?:{'|'.join(_LIKE_WORDS)})\b")
"""Carriers whose names are words as well: they count where they are written as names within a sentence."""
_NAMES = tuple(
    (name, re.compile(rf"(?<![\w&.-]){re.escape(name)}(?![\w&-])"))
    for name in (" ".join(one.split()) for one in _CARRIERS.split(";"))
)
_STATES = """
    trunk trunks sip pri t1 e1 isdn did line lines circuit carrier carriers provider telco isp itsp internet ticket
    case number up down ok fine good bad red green yellow blue alarm alarms none no not yes unknown na n/a registered
    unregistered active failed dead busy clean open closed all both the our their leitung anschluss anbieter gestort
    troncal linea proveedor operador operadora tronco ligne operateur fournisseur
"""
_OF_THE_TRADE = frozenset(_STATES.split())
_MOST_NAME_WORDS = 3


def symptom_words(folded: str, besides: str = "") -> frozenset[str]:
    """Return the stems of the words that tell what fails.

    Args:
        folded: subject and symptom, folded for comparing.
        besides: names of the customer and the site, folded: two tickets of one customer share them anyway.
    """
    left_out = {word[:STEM] for word in _WORD.findall(besides)}
    stems = (word[:STEM] for word in _WORD.findall(folded)[:MOST_WORDS] if not word.isdigit())
    return frozenset(stem for stem in stems if stem not in _ANYWAY and stem not in left_out)


def carriers(text: str, folded: str) -> frozenset[str]:
    """Return the names of carriers in what was found out about the trunk or the circuit.

    In a sentence those that are known count. Where two or three words are all that was answered they are a name, if
    they are no state ("down", "red alarm").
    """
    found = frozenset(name for name, pattern in _NAMES if pattern.search(folded))
    found |= {name.casefold() for name in _LIKE_A_WORD.findall(text)}
    words = folded.strip(" .").split()
    if found or not 1 <= len(words) <= _MOST_NAME_WORDS or any(word.strip(".,:") in _OF_THE_TRADE for word in words):
        return found
    return frozenset({" ".join(words)}) if all(any(letter.isalpha() for letter in word) for word in words) else found
