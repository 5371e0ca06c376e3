"""What secrets are called in five languages, and the words that stand between the name and the secret."""

from __future__ import annotations

import re
from typing import NamedTuple

ENDS = r"\d{0,2}(?![^\W_])"

_WITHIN = (
    r"pass[ _-]?w(?:or|ro)ds?|pass?w(?:r?d|rod)s?|paswords?|passw(?:ort|(?:o|\u00f6|oe)rter)e?s?|passowrds?"
    r"|kennw(?:ort|(?:o|\u00f6|oe)rter)e?s?|contrase(?:n|\u00f1)h?as?|pass[ -]?codes?|palavras?[ -](?:passe|chave)"
    r"|mots?[ -]de[ -]passe|geheimwort|losungswort"
    r"|wachtwoord"
)
"""Long names, which end longer words, too: "Adminpasswort", "rootpassword"."""
_WORD = (
    r"pass ?phrases?|pwd|pswd?|pw|p/w|m\.?d\.?p\.?|senhas?|claves?(?: de acceso)?|parola"
    r"|(?:(?:sip|auth|remote|md5|client|shared|register|peer|app"
    r"|account)[ _.-]?)?secrets?(?:[ _-](?:access[ _-])?key)?"
    r"|secretos?|segredos?|codes? secrets?|(?:sip-?)?geheimnis(?:se|ses)?"
    r"|(?:admin|ftp|login|mail|master|portal|root|router|sip|user|vpn|web|wi-?fi|wlan)(?:pwd?|pass)"
    r"|psk|pre-?shared[ _-]?key|api[ _-]?(?:key|token)|access[ _-]?(?:key|token)"
    r"|community[ _-]string|snmp[ _-]communit(?:y|ies)"
    r"|(?:access|entry|door|gate|alarm|unlock)[ _-]code|(?:anmelde|portal|sicherheits|zugangs|zugriffs)code"
    r"|t(?:u|\u00fc|ue)rcode|entsperrcode"
    r"|codes? d['\u2019 ]?acc(?:e|\u00e8)s|c(?:o|\u00f3)digo de acc?es[os]o"
    r"|(?:wi-?fi|wlan|wpa[23]?)[ -]?(?:key|schl(?:u|\u00fc)ssel|code)"
    r"|(?:cl(?:e|\u00e9)|chave|clave) (?:du |do |da |del? )?(?:wi-?fi|wlan)"
)
_PIN = (
    r"code pin|(?:mailbox|portal|voicemail|zugangs)pin"
    r"|c(?:o|\u00f3)digo pin|pin(?:[ -]?(?:codes?|nummer|number))?|pins|nip|geheimzahl|puk"
)
_PAIR = (
    r"cred(?:ential)?s?|credenciale?s|credenciais|zugangsdaten|anmeldedaten|logindaten|identifiants?"
    r"|datos de acceso|dados de acesso|donn(?:e|\u00e9)es de connexion|log-?in (?:details|data)"
    r"|user(?:name)? ?(?:/|and|&) ?pass(?:word)?|benutzer ?(?:/|und) ?passwort"
    r"|usu(?:a|\u00e1)rio ?(?:/|e|y) ?(?:senha|clave)"
)
_USER = r"log-?in|logon|anmeldung|acc?es[os]o|user(?:name)?s?|usuario|usu(?:a|\u00e1)rio|benutzer(?:name)?|utilisateur"
_LOOSE = r"token|community|wpa[23]?"
NAME = re.compile(
    rf"(?:(?<![^\W_])(?:(?P<pin>{_PIN})|(?P<word>{_WORD})|(?P<pair>{_PAIR})|(?P<user>{_USER})|(?P<loose>{_LOOSE}))"
    rf"|(?P<within>{_WITHIN})){ENDS}"
)
"""A secret's name, in a text of small letters. No letter or digit before it, but perhaps an underscore: DB_PASSWORD.

A pair is an account with its secret, a user may be followed by one; a loose name means much else, too.
"""
NAMED = re.compile(
    rf"(?:[^\W_]{{1,12}}[ ._-]){{0,2}}(?:(?:{_PIN}|{_WORD})|[^\W_]{{0,12}}(?:{_WITHIN})){ENDS}", re.IGNORECASE
)
"""A name that fills a cell of a table or a line: "Admin password", "SIP-Passwort"."""
ACCOUNT_NAME = re.compile(
    r"(?:auth[ _-]?)?(?:user(?:[ _-]?(?:name|id))?|log-?in|account|usuario|usu(?:a|\u00e1)rio|utilisateur|identifiant"
    r"|benutzer(?:name)?|konto|compte|cuenta|conta|ext(?:ension)?|extensi(?:o|\u00f3)n|nebenstelle|poste|ramal"
    r"|name|nombre"
    r"|nom|nome|host|server|system|url|address|role|site|device|mailbox|display[ _-]?name)",
    re.IGNORECASE,
)
"""What heads the other columns of a table with secrets."""

MAILBOX = re.compile(
    r"(?:voice[ -]?mail|mailbox|vm|conference|buz(?:o|\u00f3)n|messagerie|sprachbox)[ -]?$", re.IGNORECASE
)
"""In front of "password" it says that the secret is a number."""


def lowered(text: str) -> str:
    """Return a text in small letters, each of them where it was."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(one.lower() if len(one.lower()) == 1 else one for one in text)


class Name(NamedTuple):
    """Where a secret's name stands in a text, and its kind: word, pin, pair, user or loose."""

    start: int
    end: int
    kind: str


def names(text: str) -> tuple[Name, ...]:
    """Return the names of secrets in a text."""
    return tuple(
        Name(*found.span(), "word" if found.lastgroup == "within" else str(found.lastgroup))
        for found in NAME.finditer(lowered(text))
    )


def listed(words: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(words.split())


LEADS_ON = listed(
    """
    for of on in at to from with the a an this that our your my their his her by
    f\u00fcr fuer von vom der die das des dem den am an auf im zu zum zur bei beim unser unserer
    de del la el los las en para por al su mi nuestro
    du des le les l au aux pour sur dans chez d une un
    que qui which please pls bitte svp fürs furs
    do da dos das no na nos nas o os ao um uma e seu
    """
)
"""Small words between a name and what it is for."""
PLACES = listed(
    """
    ext ext. extn extension extensions line user users account phone set mailbox box room peer trunk number no no. nr
    nr. n\u00b0 n\u00ba id voicemail vm mail
    nebenstelle nebenstellen nst nst. durchwahl dw benutzer konto postfach mailbox anschluss teilnehmer apparat
    sprachbox
    extensi\u00f3n extension interno int int. anexo usuario cuenta buz\u00f3n buzon casilla n\u00famero
    poste postes num\u00e9ro utilisateur compte messagerie bo\u00eete boite vocale ligne
    ramal ramais utilizador usu\u00e1rio conta caixa postal correio voz n\u00famero
    """
)
"""Words that a number may follow which is an extension, a mailbox or the like, and no secret."""
ROLES = listed(
    """
    admin administrator administrador administrateur administrateurs root super superuser user guest operator support
    service installer technician tech manager supervisor owner web gui ui portal console desk help helpdesk vpn ftp sftp
    smtp imap mail email e-mail ldap wifi wi-fi wlan wireless ssh db database sql api sip trunk pbx ucx router switch
    firewall
    gateway modem server box system registration auth authentication account phone softphone provisioning access login
    master
    maestra maestro mestra mestre ma\u00eetre
    default new old temporary temp initial current standard main backup local remote
    techniker benutzer gast zugang zugangs admin-zugang adminzugang portalzugang anlage neue neues neuer alte altes
    aktuelle
    aktuelles vorl\u00e4ufige vorl\u00e4ufiges tempor\u00e4re tempor\u00e4res telefon
    t\u00e9cnico tecnico invitado central acceso troncal nueva nuevo actual temporal provisional provisoria provisorio
    technicien technique invit\u00e9 portail acc\u00e8s routeur serveur standard client nouveau nouvelle actuel
    provisoire
    temporaire t\u00e9cnico convidado acesso tronco nova novo atual tempor\u00e1ria provis\u00f3ria provis\u00f3rio
    sistema
    """
)
"""Whose or what for: "mot de passe administrateur", "secreto SIP"."""

STRONG = r"(?::=|:|=>|=|->|\u2192)"
IS = (
    r"(?:(?:should|must|would|will) be|is|are|was|were|remains|(?:sollte|muss|d\u00fcrfte) sein|w\u00e4re|ist"
    r"|sind|war"
    r"|waren|bleibt|lautete?n?|hei(?:\u00df|ss)t|debe ser|deber\u00eda ser|ser\u00eda|queda|es|son|era|eran"
    r"|doit \u00eatre|devrait \u00eatre|serait|reste|(?:c['\u2019])?est|sont|\u00e9tait"
    r"|deve ser|seria|fica|\u00e9|s\u00e3o|eram)(?![^\W_])"
)
STILL = (
    r"(?: (?:now|still|currently|always|just|simply|again|set to|set as|changed to|jetzt|nun|ab sofort|noch"
    r"|immer noch"
    r"|weiterhin|ahora|todav\u00eda|sigue siendo|agora|ainda|maintenant|toujours|d(?:e|\u00e9)sormais"
    r"|dor(?:e|\u00e9)navant"
    r"|actuellement|actualmente|atualmente)(?![^\W_])){0,2}"
)
