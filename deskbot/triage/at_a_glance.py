"""What may be urgent, as it looks before anybody has read it: some words, looked for in a moment. Pure.

It only says whose turn comes sooner. Whatever it misses or takes for more than it is, triage judges all the same.
"""

from __future__ import annotations

import re

from deskbot.triage.folding import fold

LOOKED_AT = 600
"""Characters: whoever is in need says so at once."""

_WORDS = (
    # Whatever the language
    r"urgent\w*|emergenc\w+|sos|mayday|911|999|112|s-?1|p-?1|prio(?:rity)? ?1|sev(?:erity)? ?1|kernel panic",
    # English
    r"asap|outages?|down|dead|hacked|fraud\w*|breach\w*|compromised|ransom\w*|fire|smoke|ambulance|unreachable",
    r"(?:no|any|all|none of (?:the|our)) (?:\w+ ){0,2}(?:calls?|phones?|lines?|dial ?tones?|trunks?|telephones?)",
    r"nothing (?:in|works?)|nobody can|no one can|can(?:no|')?t (?:\w+ ){0,2}(?:call|dial|be reached)",
    # German
    r"dringend\w*|eilt\w*|not ?fall\w*|notruf\w*|ausfall\w*|ausgefallen|totalausfall|steht|brennt|gehackt|betrug\w*",
    r"nichts (?:mehr|geht)|geht nichts|tote?",
    r"kein\w* (?:\w+ )?(?:anruf\w*|telefon\w*|gesprache?|leitung\w*|amt|freizeichen)",
    r"alle telefone|nicht (?:mehr )?(?:erreichbar|hoch|an)|startet \w+ \w+ nicht",
    # French
    r"urgences?|pannes?|plus (?:de|d'|aucun\w*|rien|personne)|aucun\w* (?:appels?|telephones?|lignes?|postes?)",
    r"injoignables?|pirates?|piratage|incendie|samu|hs",
    # Spanish and Portuguese
    r"urgencias?|emergencias?|caid[oa]s?|caiu|cairam|sin (?:servicio|telefonos?|llamadas?|linea|tono)",
    r"hackead\w*",
    r"sem (?:servico|telefones?|chamadas|ligacoes|linhas?|sinal|tom)",
    r"(?:ningun|nenhum)\w* (?:\w+ )?(?:llamada|telefon|ramal|linha|ligac)\w*",
    r"todos? (?:los|os) (?:telefonos|telefones|ramais)|fuera de servicio|fora do ar|parad[oa]s?",
    r"incendios?|mud[oa]s?|mort[oa]s?",
)  # fmt: skip
_URGENT = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b")


def may_be_urgent(text: str) -> bool:
    """Return whether somebody who glances at a message would rather read it before others."""
    return _URGENT.search(fold(text[:LOOKED_AT])) is not None
