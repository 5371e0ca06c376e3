"""A secret before its name: ""…" is the admin password", "use … as password", "log in as admin with …"."""

from __future__ import annotations

import re

from deskbot.access.masking.looks import HARMLESS, betrays_itself, is_plain, trimmed
from deskbot.access.masking.names import IS, LEADS_ON, PLACES, ROLES, listed, names

_QUOTED = re.compile(
    r"[\"\u201c\u201e\u00ab'](?P<words>[^\"\u201c\u201d\u201e\u00ab\u00bb\n]{1,80})[\"\u201c\u201d\u00bb'],?$"
)
_WORD = re.compile(r"(?<![^\s(>*_`])(?P<words>[^\s<>\"'\u201c\u201d\u201e\u00ab\u00bb,;|]{3,80}),?$")
_ARTICLE = (
    r"(?:(?:the|a|an|your|our|their|his|her|my|new|das|dein|ihr|unser|als|la|el|su|tu|nuestra|le|mon|notre"
    r"|votre|son|a|o"
    r"|minha|sua|nossa)[ ])?"
)
_BEHIND = rf"{_ARTICLE}(?P<whose>(?:[\w-]{{1,20}}[ ]){{0,2}})[\w-]{{0,20}}$"
_LINK = re.compile(rf"\s(?:(?P<is>{IS})|(?P<as>as|als|como|comme))\s{_BEHIND}", re.IGNORECASE)
_TAKE = re.compile(
    r"\b(?:use|used|using|try|tried|enter|type|take|put|benutz\w{0,3}|verwend\w{0,3}|nimm|nehmen|probier\w{0,3}"
    r"|versuch\w{0,3}|usa|use|usen"
    r"|usar|us\u00e1|usad|prueba|prueben|pon|ponga|poner|utilise[rz]?|essaye[rz]?|essaie|mettez|mets"
    r"|experimente|tente|tentar|utilize"
    r"|coloque|ponha) $",
    re.IGNORECASE,
)
"""Behind such a word a plain one is the secret, too: "try marigold as the password"."""
_DIGITS = re.compile(r"\d{4,10}")
_A_PHRASE = re.compile(r"[^\s]{1,80}(?: [^\s]{1,40}){0,5}")
_LOG_IN = re.compile(
    r"\b((?:log(?:ged|ging)?[ -]?(?:in|on)(?:to)?|sign(?:ed)? in|anmelden|einloggen|connectez[ -]vous|connecter"
    r"|entrar|entre"
    r"|acceder|ingresar|ssh in)\s(?:[\w-]{1,15}\s){0,3}?(?:with|as|mit|als|con|como|avec"
    r"|com)\s(?:user\s)?[\w.-]{1,30}"
    r"(?:\s?[/:]\s?|\s(?:and|und|y|et|e|with|mit|con|avec|com)\s))([^\s<>\"'\u201c\u201d,;|]{1,80})",
    re.IGNORECASE,
)
SHORTEST = 4
_NO_SECRETS = listed(
    """
    that this these those them such same extension extensions serial number numbers name names surname letters digits
    diese dieses dieselbe dasselbe nebenstelle seriennummer nummer name namen
    esto esta este misma mismo extensi\u00f3n n\u00famero nombre serie
    cela celui celle m\u00eame num\u00e9ro nom prenom pr\u00e9nom poste s\u00e9rie
    isso isto esta este mesma mesmo ramal n\u00famero nome s\u00e9rie
    """
)
_WHOSE = LEADS_ON | PLACES | ROLES
LOOK_BACK = 170
LONGEST_LINK = 75
LONGEST_SECRET = 90


def without_as_named(text: str, mark: str) -> str:
    """Return a text with a mark in the place of every secret that stands before its name."""
    parts: list[str] = []
    done = 0
    for name in names(text):
        if name.kind not in {"word", "pin"}:
            continue
        begin = max(done, name.start - LOOK_BACK)
        before = text[begin : name.start]
        before = before[before.rfind("\n\n") + 1 :]
        begin = name.start - len(before)
        found = _before(before, pin=name.kind == "pin")
        if found:
            parts += (text[done : begin + found[0]], mark)
            done = begin + found[1]
    text = "".join((*parts, text[done:]))
    return _LOG_IN.sub(lambda one: f"{one[1]}{mark}" if betrays_itself(one[2]) else one[0], text)


def _before(before: str, *, pin: bool) -> tuple[int, int] | None:
    """Return where a secret stands in what is written before its name."""
    near = max(0, len(before) - LONGEST_LINK)
    link = _LINK.search(before, near)
    if not link or any(word.lower() not in _WHOSE for word in link["whose"].split()):
        return None
    before = before[max(0, link.start() - LONGEST_SECRET) : link.start()]
    shift = max(0, link.start() - LONGEST_SECRET)
    if quoted := _QUOTED.search(before):
        words = quoted["words"].strip()
        start = shift + quoted.start("words") + quoted["words"].index(words)
        return (start, start + len(words)) if _A_PHRASE.fullmatch(words) else None
    word = _WORD.search(before)
    if not word:
        return None
    secret = trimmed(word["words"])
    taken = link["as"] and _TAKE.search(before, 0, word.start()) and _is_a_word(secret)
    if taken or betrays_itself(secret) or (pin and _DIGITS.fullmatch(secret)):
        return shift + word.start("words"), shift + word.start("words") + len(secret)
    return None


def _is_a_word(value: str) -> bool:
    return (
        len(value) >= SHORTEST
        and is_plain(value)
        and not HARMLESS.fullmatch(value)
        and value.lower() not in _NO_SECRETS
    )
