"""A few words of a message, short enough for one line: no greeting, no politeness, cut where a thought ends."""

from __future__ import annotations

import re

from deskbot.model.line import printable

LOOKED_THROUGH = 2000
"""Characters of a text of which one line is made."""

_ASKS = re.compile(r"[^.!?\n]{8,300}\?")
_GREETING = re.compile(
    r"\A\s{0,20}(?i:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|hallo|moin|guten (?:tag|morgen|abend)"
    r"|sehr geehrte[rn]?|liebe[rs]?|bonjour|bonsoir|hola|buen(?:os|as) (?:d[ií]as|tardes|noches)|estimad[oa]s?|ol[aá]"
    r"|bom dia|boa (?:tarde|noite)|prezad[oa]s?)"
    # Whom it greets: names, or one of these; a trouble that begins on the same line is none.
    r"(?: (?:[A-ZÀ-Ý][\w'.-]{0,30}|(?i:all|there|team|support|desk|everyone|everybody|folks|sirs?|madam|or|and|y|e|und"
    r"|et|zusammen|damen|herren|tous|equipo|equipe|todos|a))){0,5}\s?[,.!:]\s{0,5}"
)
_POLITE = re.compile(r"\A(?:please|pls|kindly|bitte|por favor|s'il vous pla[iî]t|svp)[,:]?\s{1,3}(?=\S)", re.IGNORECASE)


def wish_in(text: str) -> str:
    """Return the first question of a message, else its first sentence that says more than a greeting."""
    text = _GREETING.sub("", text[:4000], count=1)
    asked = _ASKS.search(text)
    if asked:
        return one_line(asked[0])
    sentences = (one_line(one) for one in re.split(r"[.!?\n]+", text))
    return next((one for one in sentences if len(one.split()) > 2), "")  # noqa: PLR2004  (two words are a greeting)


_BEGINS = re.compile(
    r"(?:a|about|after|all|an|any|at|both|can|every|five|for|four|how|if|in|is|it|my|no|nobody|none|nothing|on|one|our|several"
    r"|since|some|the|their|there|these|they|this|three|two|we|what|when|where|will"
    r"|alle|bei|das|der|die|ein|eine|es|kein|keine|nach|niemand|seit|wie|wir"
    r"|aucun|aucune|comment|depuis|il|la|le|les|nos|notre|nous|personne|un"
    r"|algunos|como|cómo|desde|el|ha|hay|las|los|nadie|nuestro|se|todos|una"
    r"|as|não|nenhum|nenhuma|ninguém|nosso|o|os|todas|um|uma)(?= )",
    re.IGNORECASE,
)
"""Words with a capital letter only because they begin a sentence."""


def _begun(text: str) -> str:
    """Return a sentence as it goes on behind a colon."""
    return text[:1].lower() + text[1:] if _BEGINS.match(text) else text


def said(sentence: str, customer: str) -> str:
    """Return a sentence without greeting, politeness, and the customer's name, which stands in front already."""
    text = _POLITE.sub("", _GREETING.sub("", sentence, count=1), count=1)
    if len(customer) > 2:  # noqa: PLR2004  (a name, not an initial)
        where = (
            r"\s{1,3}(?:at|in|from|of|bei|beim|in der|chez|à|en|de|na|no|do|da)\s{1,3}(?:the |der |dem |la |el |le )?"
        )
        text = re.sub(where + re.escape(customer) + r"(?:'s)?(?=[\s,.;:!?]|$)", "", text, count=1, flags=re.IGNORECASE)
    return _begun(one_line(text))


def one_line(text: str) -> str:
    """Return the beginning of a text on one line, of printable characters."""
    return printable(text[:LOOKED_THROUGH])


def without_end(text: str) -> str:
    """Return a text without the marks at its end."""
    return text.rstrip(" .!;,:")


_CLAUSE = re.compile(r"[,;:]\s|\s(?:-|\u2013|\u2014)\s|\s(?:and|but|so|und|aber|et|mais|y|pero|e|mas)\s")


def cut(text: str, longest: int) -> str:
    """Return a text that fits: cut behind a clause if that leaves most of it, else behind a word."""
    if len(text) <= longest:
        return text
    clauses = [found.start() for found in _CLAUSE.finditer(text[:longest])]
    if clauses and clauses[-1] >= longest * 0.6:
        return text[: clauses[-1]]
    text = text[: longest - 1]
    words = text.rpartition(" ")[0] or text
    return words.rstrip(" ,;:-") + "…"
