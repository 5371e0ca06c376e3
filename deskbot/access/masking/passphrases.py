"""Secrets of several words: passphrases, and keys of wireless networks.

Their words are plain ones, so that no look betrays them. What is said *of* a passphrase ("is wrong", "is not
accepted") begins with a word that says so; anything else is taken for the secret itself.
"""

from __future__ import annotations

import re

from deskbot.access.masking.names import listed

_NAME = (
    r"(?:pass[ -]?phrases?|kennphrase|kennsatz|frases?[ -](?:de[ -])?(?:la )?(?:contrase(?:n|ñ)a|acceso|paso|seguridad"
    r"|seguran(?:c|ç)a|acesso|senha|passe)|frases? secretas?"
    r"|phrases? (?:de passe|secr(?:e|è)tes?|de s(?:e|é)curit(?:e|é))"
    r"|pre-?shared key|psk|(?:wi-?fi|wlan|wpa[23]?)[ -]?(?:key|schl(?:u|ü)ssel|password|passwort|kennwort))"
)
_FOR = r"(?: (?:for|of|f\u00fcr|von|de|du|da|do|del|para|pour) [\w .-]{1,25}?)?"
_NOW = (
    r"(?: (?:now|jetzt|nun|ab sofort|ahora|agora|maintenant|d(?:e|\u00e9)sormais|actuellement|actualmente|atualmente))?"
)
_IS = rf"(?: (?:is|are|was|ist|lautet|war|es|era|est|\u00e9){_NOW}(?:\s?:)?|\s?(?::|=|->|=>))\s{{1,3}}"
_CUES = ("phras", "frase", "kenn", "psk", "shared", "wi-fi", "wifi", "wlan", "wpa", "passw")
_WORD = (
    r"(?!(?:and|or|but|so|because|since|which|that|und|oder|aber|denn|weil|y|pero|porque|et|ou|mais|car|e|mas|pois"
    r"|please|bitte|por|for|on|we|i|he|she|they|wir|ich|nous|je)\b)[^\W_][\w'\u2019-]{0,24}"
)
"""A word of a passphrase; those that go on with the sentence end it."""
_PHRASE = re.compile(rf"\b({_NAME}{_FOR}{_IS})({_WORD}(?: {_WORD}){{1,9}})", re.IGNORECASE)
_LAUTET = re.compile(
    rf"\b((?:pass|kenn)w(?:o|\u00f6)rt{_FOR} lautet{_NOW}\s?:?\s)({_WORD}(?: {_WORD}){{1,9}})", re.IGNORECASE
)
"""German has a word that nothing but the secret itself follows."""

SAYS_OF_IT = listed(
    """
    wrong incorrect invalid valid unknown known none no not never now today yes same different too very still also
    only just always again longer ok okay fine good bad safe secure weak strong long short empty blank missing lost
    gone forgotten expired reset changed changing set being been required mandatory optional needed necessary
    rejected refused accepted asked entered typed stored saved kept written shown visible hidden printed attached
    enclosed below above in at with without from to by as of if when where what how all everybody everyone nobody
    the a an this that it its their our your his her my there here ready case working broken sent coming following
    provided given see n/a na tbd per falsch ungültig gültig unbekannt bekannt nicht nie kein keine keines nein ja
    gleich dieselbe derselbe dasselbe die der das den dem ein eine zu sehr noch nur immer wieder auch leer weg
    verloren vergessen abgelaufen geändert zurückgesetzt nötig notwendig erforderlich pflicht abgelehnt akzeptiert
    hinterlegt gespeichert sichtbar im in bei beim auf von vom mit ohne für allen jedem niemandem uns ihm ihr lang
    kurz sicher unsicher schwach stark wird wurde worden siehe anbei unten oben wie wo incorrecta incorrecto válida
    inválida desconocida desconocido conocida la el los las lo un una no ni sí muy demasiado siempre todavía aún
    también otra igual misma mala buena larga corta vacía segura débil perdida olvidada caducada expirada cambiada
    necesaria obligatoria requerida rechazada aceptada guardada visible en de del con sin para como que errónea
    equivocada nueva ninguna adjunta abajo incorrecte invalide valide inconnue inconnu connue connu le les
    l'ancienne une pas jamais non oui trop très encore toujours aussi même longue courte vide sûre faible perdue
    oubliée expirée changée nécessaire obligatoire requise refusée refusé rejetée acceptée enregistrée dans du au
    chez avec sans pour comme mauvaise fausse nouvelle jointe ci-dessous errada incorreta incorreto correta inválida
    desconhecida conhecida o os um uma não nem sim muito demais sempre ainda também outra mesma longa curta vazia
    fraca esquecida alterada necessária obrigatória exigida recusada rejeitada aceita aceite guardada salva visível
    no na do da com sem nova nenhuma anexa abaixo está
    """
)
"""Words with which a sentence begins what it says of a secret, instead of telling it."""
_PARTICIPLE = re.compile(
    r"\w{3,20}ed|ge\w{2,20}t|ver\w{3,20}t|\w{2,20}(?:ad|id)[oa]s?|\w{2,20}\u00e9e?s?", re.IGNORECASE
)


_EITHER = listed("correct correcte correcta correcto correta correto korrekt richtig right")
"""What may be said of a secret, and begins the best-known passphrase of all: the next word shows which."""
FEW_WORDS = 3


def without_passphrases(text: str, mark: str) -> str:
    """Return a text with a mark in the place of every secret of several words."""

    def hidden(found: re.Match[str]) -> str:
        return found[0] if is_said_of_it(found[2]) else f"{found[1]}{mark}"

    low = text.lower()
    if not any(cue in low for cue in _CUES):
        return text
    return _LAUTET.sub(hidden, _PHRASE.sub(hidden, text))


def is_said_of_it(text: str) -> bool:
    """Return whether words say something of a secret ("wrong", "not accepted"), rather than being one."""
    words = [word.strip(".,;:!?()'\u2019").lower() for word in text.split()[:2]]
    if not words or (len(words) > 1 and words[0] in _EITHER):
        return not words or words[1] in SAYS_OF_IT
    return words[0] in SAYS_OF_IT | _EITHER or bool(_PARTICIPLE.fullmatch(words[0]))
