"""What nobody needs to read on a ticket: passwords, SIP secrets, licence keys and card numbers become a mark.

The message itself is kept as it came (`deskbot quarantine show`); what is read, shown and sent on is the masked one.
A word too many masked costs a glance at the original, a secret that went round by mail cannot be called back.
"""

from __future__ import annotations

import re
from dataclasses import replace

from deskbot.access.passphrases import without_passphrases
from deskbot.model.message import Inbound

MASK = "[masked]"

_GAP = r"(?:\s|&nbsp;|</?[a-z][^<>]{0,80}>|[*_`\"'“”„«»]){0,6}"
"""What stands between a name and its value: blanks, quotes, and in HTML tags."""
_NAME = (
    r"(?:(?:sip|auth|authentication|account|user|admin|root|web|gui|vpn|ftp|sftp|smtp|mail|ldap|wifi|wlan|registration"
    r"|trunk|peer|extension|ext|phone|md5)[ ._-]?){0,2}"
    r"(?:pass ?words?|passwd|passwort|passw\u00f6rter|kennwort|passcode|pass ?phrase|pwd|pw|psw|secret|shared secret"
    r"|pre-?shared key|psk|api[ _-]?key|access[ _-]?key|token|community(?: string)?|credentials?|zugangscode|geheimnis"
    r"|contrase(?:n|\u00f1)as?|clave(?: de acceso)?|secreto|mot de passe|mdp|code secret|senhas?|palavra-passe|segredo"
    r"|parola|wachtwoord"
    r"|(?:wi-?fi|wlan|wpa[23]?)[ -]?(?:key|schl(?:u|\u00fc)ssel|code)"
    r"|(?:cl(?:e|\u00e9)|chave|clave) (?:du |do |da |del? )?(?:wi-?fi|wlan))"
)
_KEY = (
    r"(?:licen[cs]e|licen[cs]ing|activation|product|lizenz|freischalt|activaci(?:o|\u00f3)n|activa\u00e7\u00e3o"
    r"|licencia|licence|licen\u00e7a)[ _-]?(?:key|code|schl(?:u|\u00fc)ssel|string)"
    r"|(?:clave|c(?:o|\u00f3)digo|cl(?:e|\u00e9)|code|chave) de (?:la |l[ae]? )?(?:licencia|licence|licen(?:c|\u00e7)a"
    r"|activaci(?:o|\u00f3)n|activation|activa(?:c|\u00e7)(?:a|\u00e3)o)"
)
_IS = r"(?:is|are|was|ist|lautet|war|es|era|est|\u00e9)\b"
_VALUE = r"(?!\[?[Tt]-\d)[^\s<>\"'“”„«»,;]{1,120}"
_HARMLESS = re.compile(
    r"(?:reset|expired?|wrong|incorrect|correct|invalid|unknown|none|no|yes|not?|n/?a|same|changed|change|missing|ok|fine|good"
    r"|rejected|refused|required|needed|attached|below|above|see|the|a|an|is|has|was|and|or|for|to|on|of|in|we|i|it|they"
    r"|abgelaufen|falsch|unbekannt|keines?|nein|ja|ge(?:a|\u00e4)ndert|vergessen|forgotten|lost|caducad[ao]|incorrect[ao]"
    r"|olvidad[ao]|desconocid[ao]|ningun[ao]|expirad[ao]|errad[ao]|esquecid[ao]|nenhum[ao]?|expir(?:e|\u00e9)e?"
    r"|perdue?|oubli(?:e|\u00e9)"
    r"|aucune?|all|everybody|every|phones?|calls?|911|tbd|\[masked\])[.!?:)]{0,3}",
    re.IGNORECASE,
)
_NEW = (
    r"(?: (?:nov[ao]|nuev[ao]|neue?s?|nouveau|nouvelle|new|atual|actual|temporal|tempor(?:a|\u00e1)ri[ao]"
    r"|provis\w{2,6}))?"
)
"""What stands behind the name in Romance languages: "a senha nova"."""
_NOW = (
    r"(?: (?:now|jetzt|nun|ab sofort|ahora|agora|maintenant|d(?:e|\u00e9)sormais|dor(?:e|\u00e9)navant"
    r"|actuellement|actualmente|atualmente))?"
)
_TOLD = re.compile(rf"\b({_NAME})({_NEW}(?: {_IS})?{_NOW}{_GAP}(?:[:=]|->|=>){_GAP})({_VALUE})", re.IGNORECASE)
"""A name, a colon, a value: it is one, whatever it looks like."""
_SAID = re.compile(rf"\b({_NAME})((?: ?\(?[\w ]{{0,20}}\)?)? {_IS}{_NOW}{_GAP})({_VALUE})", re.IGNORECASE)
_TOLD_FOR = re.compile(
    rf"\b({_NAME})((?: (?:for|of|f\u00fcr|von|de|du|da|do|del|para|pour) [\w .-]{{1,25}})"
    rf"{_GAP}(?::|\s=\s|->|=>){_GAP})({_VALUE})",
    re.IGNORECASE,
)
"""A name and what it is for: "pw for 200: …"."""
_SECOND = re.compile(rf"(\[masked\])( (?:and|und|y|et|e|or|oder|ou|o) )({_VALUE})", re.IGNORECASE)
"""A second one behind a first."""
_NAMES_A_THING = re.compile(
    r"[A-Z0-9]{2,5}(?:-[A-Z0-9]{4}){1,5}|T-\d{1,9}|(?:[0-9A-F]{2}[:-]){5}[0-9A-F]{2}|[0-9A-F]{12}|(?:\d{1,3}\.){3}\d{1,3}"
    r"|\+?[\d ().-]{5,20}|v?\d{1,3}(?:\.\d{1,4}){1,3}|(?-i:[A-Z]{2,8}\d{1,5}[A-Z]?)",
    re.IGNORECASE,
)
"""A host id, a serial, a ticket, a MAC or IP address, a telephone number, a release, a model."""
_ONE_TIME = re.compile(
    r"\b((?:otp|totp|2fa|mfa|tan|one[- ]time(?: pass)?[ -]?(?:code|password)"
    r"|(?:verification|security|confirmation|login) code"
    r"|einmal(?:code|passwort)|best(?:a|\u00e4)tigungscode|verifizierungscode|sicherheitscode|anmeldecode"
    r"|code (?:de|d')\s?(?:v(?:e|\u00e9)rification|s(?:e|\u00e9)curit(?:e|\u00e9)|confirmation|connexion|usage unique)"
    r"|c(?:o|\u00f3)digo de (?:verificaci(?:o|\u00f3)n|seguridad|confirmaci(?:o|\u00f3)n|acceso|un solo uso"
    r"|verifica(?:c|\u00e7)(?:a|\u00e3)o|seguran(?:c|\u00e7)a|confirma(?:c|\u00e7)(?:a|\u00e3)o|acesso)))"
    rf"((?: code)?(?: {_IS})?{_NOW}\s?[:=#]?\s{{0,3}})(\d(?:[ -]?\d){{3,9}})\b",
    re.IGNORECASE,
)
_NO_ACCOUNT = r"(?!(?:sips?|tel|mailto|h323|im|xmpp|to|from|contact|cc|an|von|de|para|e?-?mail|user|uri|aor):)"
_AT_HOST = re.compile(
    rf"(?<![\w:/.@-]){_NO_ACCOUNT}"
    r"([A-Za-z][\w.-]{0,39}:)(?!\d{1,64}@)([^\s:/<>\"']{1,64})(@(?:(?:\d{1,3}\.){3}\d{1,3}\b))",
    re.IGNORECASE,
)
"""As a browser takes it: name, secret, address."""
_AT_NAMED_HOST = re.compile(
    rf"(?<![\w:/.@-]){_NO_ACCOUNT}([A-Za-z][\w.-]{{0,39}}:)(?!\d{{1,64}}@)([^\s:/<>\"']{{1,64}})"
    r"(@[A-Za-z][\w-]{0,62}(?:\.[\w-]{1,63}){0,5})"
)
"""The same with a host's name. A label before a mail address, "Office:bob@acme.example", looks much like it."""
_ACCOUNT = re.compile(
    r"(?:admin|administrator|administrador|administrateur|root|ubuntu|pi|test|guest|operator|support|service|installer"
    r"|maint|craft|manager|supervisor|pbx|ucx|ftp|backup|vpn|ssh|db|postgres|ldap)\w{0,12}:"
)
_NO_MAILBOX = re.compile(r"[!$%&*?=^~#@]")
"""Signs that stand in passwords, and in nobody's mail address."""
_LETTERS = re.compile(r"\b(?=[A-F-]{0,40}[G-Z])(?:[A-Z]{4,6}-){3,7}[A-Z]{4,6}\b")
"""Groups of letters only: a host id has digits, or is a number in base 16."""
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_INVISIBLE = re.compile(r"[\u200b\u2060\ufeff\u00ad]|(?<=[!-~])[\u200c\u200d](?=[!-~])")
"""Characters of no width, which tear a secret apart for whoever looks for it, and for nobody who reads it."""
_SET_TO = re.compile(
    rf"\b({_NAME})((?: [\w ]{{0,20}})?[\s,]{{1,3}}(?:to|auf|en|por|para|a|-|\u2013|\u2014){_GAP})({_VALUE})",
    re.IGNORECASE,
)
"""What it was changed to; and a name, a dash, a value."""
_PASS = re.compile(
    r"\b((?:user(?:name)?|log-?in|u)\b[ :=/]{0,3}[\w.@-]{1,60}[ ,;/]{1,3}p(?:ass)?|(?:auth|register|user|sip)?pass)"
    rf"( ?[:=] ?| )({_VALUE})",
    re.IGNORECASE,
)
"""The short word alone says little: "the test did pass 3 times"; what follows must look like a secret."""
_TAGGED = re.compile(
    r"(<[\w:.-]{0,40}(?:password|passwd|secret|pwd|authpass)[\w:.-]{0,40}(?: [^<>]{0,80})?>)([^<>\s]{1,120})(</)",
    re.IGNORECASE,
)
_BARE = re.compile(rf"\b({_NAME})((?: |\t{{1,3}})[\"'“„«]?)({_VALUE})", re.IGNORECASE)
"""A name and a word behind it: a secret only if it looks like one."""
_SECRET_LOOK = re.compile(r"(?=.{0,120}[0-9!@#$%^&*+=?~])(?=.{0,120}[A-Za-z!@#$%^&*+=?~]).{5,120}")
_PIN = re.compile(
    r"\b((?:voice ?mail |mailbox |conference |admin |portal )?pin(?:[ -]?(?:code|nummer|number))?s?)"
    r"((?: (?:of|for|f\u00fcr|de|du|da|do) [\w ]{1,25})?"
    r"(?: is| ist| es| est| :|:|=| =| -){0,2} {0,2}[#\"']?)(\d{3,10})\b",
    re.IGNORECASE,
)
_PAIR = re.compile(
    r"\b((?:log-?in|user(?:name)?s?|user ?/ ?pass(?:word)?|credentials?|zugangsdaten|anmeldung|acceso|usuario"
    r"|identifiants?|usu(?:a|\u00e1)rio)"
    rf"(?:\s?[:=]|\s{_IS})?\s{{1,3}}[\w.@-]{{1,60}}\s?/\s?)({_VALUE})",
    re.IGNORECASE,
)
_LICENCE = re.compile(
    rf"({_KEY})({_GAP}(?:(?:is|ist|es|est|\u00e9)\s|[:=#]|\s){_GAP})"
    r"((?!(?:for|on|from|of|to|and|the|is|in|serial|server|system|host|fur|von|para|pour|do|da|del)\b)"
    r"[A-Z0-9](?:[A-Z0-9]|-(?=[A-Z0-9]{3})| (?=[A-Z0-9]*\d)(?=[A-Z0-9]{4})){7,119})",
    re.IGNORECASE,
)
_FIVES = re.compile(r"\b(?:[A-Z0-9]{5}-){4,8}[A-Z0-9]{5}\b")
"""Five groups of five: no host id looks so, every licence key of the trade does."""
_CARD = re.compile(r"(?<![\d+.-])(?:\d[ .-]?){12,18}\d(?![\d-])")
_EXPIRY = re.compile(r"[ .-](?:0?[1-9]|1[0-2])$")
"""The month behind a card number, "4111 … 1111 12/27", is none of its digits."""
_CHECK_CODE = re.compile(
    r"\b(c(?:vv|vc|sc)2?(?: ?(?:code|number|nummer))?)(\s?[:=#]?\s?(?:is |ist |es |est )?)(\d{3,4})\b", re.IGNORECASE
)
_IN_URL = re.compile(
    r"\b((?:https?|s?ftps?|sips?|smtps?|ldaps?|postgres(?:ql)?)://?[^\s:/@<>]{1,64}:|sips?:[^\s:/@<>]{1,64}:)([^\s/<>]{1,64})(@)",
    re.IGNORECASE,
)
_BEARER = re.compile(
    r"\b(authorization:\s?\w{1,20}|bearer|basic)(\s)(?=[\w.~+/=-]{0,2000}[0-9+/=])([\w.~+/=-]{12,2000})", re.IGNORECASE
)
_PRIVATE = re.compile(
    r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\sA-Za-z0-9+/=:,.&;<>#]{0,20000}(?:-----END [A-Z ]{0,40}-----)?"
)
_CUES = re.compile(
    r"pass|pw|psw|phrase|frase|secret|key|token|community|credential|geheim|kennwort|zugang|contrase|clave|secreto|mdp|senha|segredo|parola|wachtwoord"
    r"|pin|log-?in|user|usu|anmeld|acceso|identif|licen|lizenz|activa|freischalt|c.digo|chave|cl.\sde|code|bearer|basic|psk|//|sips?:"
    r"|wi-?fi|wlan|wpa|[A-Z0-9]{5}-[A-Z0-9]{5}|[A-Z]{4}-[A-Z]{4}|otp|2fa|mfa|tan|one.time|einmal|:\S{1,64}@",
    re.IGNORECASE,
)


def masked(text: str) -> str:
    """Return a text with every secret in it replaced by a mark; what stands around it stays word for word."""
    text = _INVISIBLE.sub("", text)
    if _CUES.search(text):
        text = _PRIVATE.sub(MASK, text)
        text = _BEARER.sub(rf"\1\2{MASK}", text)
        text = _IN_URL.sub(rf"\1{MASK}\3", text)
        text = _AT_HOST.sub(rf"\1{MASK}\3", text)
        text = _AT_NAMED_HOST.sub(_at_named_host, text)
        text = _ONE_TIME.sub(rf"\1\2{MASK}", text)
        text = _LICENCE.sub(_licence, text)
        text = _LETTERS.sub(MASK, _FIVES.sub(MASK, text))
        text = without_passphrases(text, MASK)
        text = _TOLD.sub(_told, text)
        text = _TOLD_FOR.sub(_if_it_looks_so, text)
        text = _SAID.sub(_if_it_looks_so, text)
        text = _SET_TO.sub(_if_it_looks_so, text)
        text = _PASS.sub(_if_it_looks_so, text)
        text = _TAGGED.sub(rf"\1{MASK}\3", text)
        text = _BARE.sub(_if_it_looks_so, text)
        text = _SECOND.sub(_second, text)
        text = _PIN.sub(rf"\1\2{MASK}", text)
        text = _PAIR.sub(_pair, text)
    return _CARD.sub(_card, _IBAN.sub(_iban, _CHECK_CODE.sub(rf"\1\2{MASK}", text)))


def without_secrets(message: Inbound) -> Inbound:
    """Return a message as it may be read: every text of it masked. Names of files stay."""
    return replace(
        message,
        subject=masked(message.subject),
        text=masked(message.text),
        reply=masked(message.reply),
        own=None if message.own is None else masked(message.own),
        signature=masked(message.signature),
        html=masked(message.html),
        forwarded=tuple(
            replace(one, text=masked(one.text), signature=masked(one.signature)) for one in message.forwarded
        ),
    )


def _told(found: re.Match[str]) -> str:
    return found[0] if _HARMLESS.fullmatch(found[3]) else f"{found[1]}{found[2]}{_hidden(found[3])}"


def _if_it_looks_so(found: re.Match[str]) -> str:
    value = found[3].rstrip(".,;:!?)")
    looks = _SECRET_LOOK.fullmatch(value) and not _HARMLESS.fullmatch(value)
    return f"{found[1]}{found[2]}{_hidden(found[3])}" if looks else found[0]


def _at_named_host(found: re.Match[str]) -> str:
    """Mask a secret before a host's name: of a well-known account, or one that no mail address looks like."""
    account = _ACCOUNT.fullmatch(found[1])
    looks = _NO_MAILBOX.search(found[2]) or (account and _SECRET_LOOK.fullmatch(found[2]))
    # "admin:secret@pbx": no mail address has a host without a full stop.
    return f"{found[1]}{MASK}{found[3]}" if looks or (account and "." not in found[3]) else found[0]


def _second(found: re.Match[str]) -> str:
    return found[0] if _NAMES_A_THING.fullmatch(found[3].rstrip(".,;:!?)")) else _if_it_looks_so(found)


def _iban(found: re.Match[str]) -> str:
    """Return the mark for an account number whose check digits are right (ISO 13616)."""
    letters = found[0].replace(" ", "")
    number = "".join(str(int(one, 36)) for one in letters[4:] + letters[:4])
    return MASK if len(letters) >= SHORTEST_IBAN and int(number) % 97 == 1 else found[0]


def _licence(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]}{MASK}" if any(letter.isdigit() for letter in found[3]) else found[0]


def _pair(found: re.Match[str]) -> str:
    return found[0] if _HARMLESS.fullmatch(found[2]) else f"{found[1]}{_hidden(found[2])}"


def _hidden(value: str) -> str:
    """Return the mark, and behind it the full stop or bracket that only ends the sentence."""
    return MASK + value[len(value.rstrip(".)")) :]


def _card(found: re.Match[str]) -> str:
    month = _EXPIRY.search(found[0])
    for words, behind in ((found[0], ""), (found[0][: month.start()], month[0]) if month else ("", "")):
        digits = [int(letter) for letter in words if letter.isdigit()]
        if len(digits) >= SHORTEST_CARD and digits[0] in _FIRST_OF_CARDS and _luhn(digits) and not _counts_up(words):
            return f"{MASK}{behind}"
    return found[0]


def _counts_up(words: str) -> bool:
    """Return whether the groups are near each other, as extensions in a row are: 3101 3102 3103 3106."""
    groups = [int(group) for group in re.split(r"[ .-]", words) if group]
    return len(groups) > 1 and max(groups) - min(groups) < 100  # noqa: PLR2004


SHORTEST_CARD = 13
SHORTEST_IBAN = 15
_FIRST_OF_CARDS = (2, 3, 4, 5, 6)


def _luhn(digits: list[int]) -> bool:
    """Return whether the check digit is right, as on every payment card (ISO/IEC 7812)."""
    doubled = [2 * digit - 9 * (digit > 4) if place % 2 else digit for place, digit in enumerate(reversed(digits))]  # noqa: PLR2004
    return sum(doubled) % 10 == 0
