"""What a secret looks like, what only looks like one, and the words that never are one."""

from __future__ import annotations

import re

from deskbot.access.masking.names import listed

HARMLESS = re.compile(
    r"(?:reset|expired?|wrong|incorrect|correct|invalid|valid|unknown|none|no|yes|not?|n/?a|same|changed|change"
    r"|missing|ok|okay"
    r"|fine|good|bad|rejected|refused|required|needed|attached|enclosed|below|above|see|the|a|an|is|has|was|and"
    r"|or|for|to|on"
    r"|of|in|we|i|it|they|he|she|you|il|elle|ils|on|er|sie|es|ele|ela|\u00e9l|ella|nous|vous|yo|eu|this|that"
    r"|there|please|pls|can|could|how|what|when|where|why|which|who|if|my|our|your"
    r"|their|with|at|as|from|by|but|so|empty|blank|hidden|lost|forgotten|urgent|help|sent|set|everything"
    r"|nothing|still"
    r"|both|new|old|also|only|just|every|user(?:name)?s?|login|log"
    r"|abgelaufen|falsch|richtig|ung\u00fcltig|unbekannt|keines?|keine?|nein|ja|ge(?:a|\u00e4)ndert|vergessen"
    r"|siehe|bitte|wie"
    r"|wo|warum|wir|ich|der|die|das|ein|eine|nicht|leer|fehlt|anbei|unten|oben|dringend|verloren|und|mit|neue?s?"
    r"|caducad[ao]|incorrect[ao]|olvidad[ao]|desconocid[ao]|ningun[ao]|ninguno|expirad[ao]|perdid[ao]|ver|por"
    r"|favor|no"
    r"|s\u00ed|si|se|la|el|los|las|un|una|de|en|como|c\u00f3mo|vac\u00eda|urgente|adjunt[ao]|abajo|misma?"
    r"|errad[ao]|esquecid[ao]|nenhum[ao]?|n\u00e3o|nao|sim|o|os|as|um|uma|em|abaixo|anex[ao]|vazi[ao]"
    r"|expir(?:e|\u00e9)e?|perdue?|oubli(?:e|\u00e9)e?|aucune?|voir|merci|svp|non|oui|le|les|une|comment|vide"
    r"|inconnue?"
    r"|erron(?:e|\u00e9)e?|ci-(?:dessous|dessus|joint)|all|everybody|everyone|nobody|phones?|calls?|911|112|tbd"
    r"|tba|xxx+|\*+"
    r"|[.\u2026_-]+|\?+|<?hidden>?|\[?(?:redacted|removed|hidden)\]?|\[masked\])[.!?:)]{0,3}",
    re.IGNORECASE,
)
_LOOK = re.compile(r"(?=.{0,120}[0-9!@#$%^&*+=?~])(?=.{0,120}[A-Za-z!@#$%^&*+=?~]).{5,120}")
_NUMBER = re.compile(r"#?\d{4,12}#?")
_TIME = re.compile(
    r"\d{1,2}[:h.]\d{2}(?::\d{2})?(?:am|pm|h|uhr|hs?|hrs)?|\d{1,2}(?:am|pm|h|hs|hrs|uhr)|\d{1,2}h\d{2}"
    r"|\d{1,4}[./-]\d{1,2}(?:[./-]\d{2,4})?|\d{1,4}(?:st|nd|rd|th|\u00ba|\u00aa|er|re|e|eme|\u00e8me|x|mal|fach)"
    r"|\d{1,6}(?:[.,]\d{1,3})?-?(?:%|ms|s|sec|secs|min|mins|days?|hours?|weeks?|char(?:s|acters?)?|digits?"
    r"|letters?|ports?|users?"
    r"|kbps|mbps|kb|mb|gb|tb|ghz|mhz|hz|v|w|db|km|m|km|pcs|stellig|stellige[ns]?|tage|stunden)"
    r"|[^@\s]{1,60}@[\w-]{1,40}(?:\.[\w-]{1,40}){1,4}|(?:https?|ftps?|sips?|tel|mailto):\S{1,120}|www\.\S{1,120}",
    re.IGNORECASE,
)
"""A time, a date, a measure, a mail address, a page."""
_THING = re.compile(
    r"(?-i:[A-Z0-9]{2,5}(?:-[A-Z0-9]{4}){1,5})|[A-Z0-9]{2,5}(?:-[A-Z0-9]{4}){2,5}|T-\d{1,9}"
    r"|(?:[0-9A-F]{2}[:-]){5}[0-9A-F]{2}|[0-9A-F]{12}"
    r"|(?:\d{1,3}\.){3}\d{1,3}(?:[:/]\d{1,5})?|\+?[\d ().-]{5,20}|[vr]?\d{1,3}(?:\.\d{1,4}){1,3}[a-z]?\d{0,2}"
    r"|(?-i:[A-Z]{1,8}[.-]?\d{1,5}[A-Za-z]?)|(?-i:[A-Z0-9]{1,8}(?:[-/.][A-Z0-9]{1,8}){1,4})|\d{1,5}[A-Z]"
    r"|(?:ext|extn|nst|poste|ramal|int|interno|trunk|vlan|port|line|user|phone|eth|ucx|win|windows|office"
    r"|iphone|site|box|room"
    r"|floor|step|release|rel|ver|version|galaxy|mini|dsm|fxs|fxo|pri|span|slot|agent|queue|group|line|sip|tls"
    r"|ipv|mp|md|sha"
    r"|x|key|linie|leitung|schritt|raum|zimmer|sala|salle|piso)[-_.#]?\d{1,6}[a-z]{0,2}"
    r"|802\.\w{1,4}|[\w-]{1,60}\.(?:cfg|conf|xml|csv|pdf|log|txt|pcap(?:ng)?|png|jpe?g|gif|zip|bin|tar|gz|docx?"
    r"|xlsx?|wav|mp3|ini"
    r"|json|html?|py|sh|exe|rom|ld|msg|eml)|[*#]\d{1,4}[*#]?|\d{1,3}[-/]?\w{0,2}[-/](?:way|port|line|user|pin"
    r"|pair|day|bit|\d{1,4})"
    r"|\w{1,20}/\w{1,20}(?:/\w{1,20}){0,3}|/\S{1,120}|\\\\\S{1,120}|[(\[].{0,120}",
    re.IGNORECASE,
)
"""A host id, a serial, a MAC or IP address, a telephone number, a release, a model, a place, a file."""

UNLIKE = listed(
    """
    serial serials host hostid hostname mac model release version firmware software ticket tickets tkt case rma order
    invoice ip
    imei phone phones handset handsets call calls callback tel tel. telephone mobile cell number error code status reply
    seriennummer serien-nr serien-nr. gerät anlage fehler fehlercode rückruf telefon tel.: handy version auftrag
    serie versión modelo pedido teléfono error código llamar móvil factura
    série modèle commande téléphone erreur rappeler numéro facture
    modelo versão pedido telefone erro código ligar celular fatura
    since seit desde depuis because weil porque
    """
)
"""What follows such a word names a thing or a happening, and continues no list of secrets."""

_GOES_ON = re.compile(r"[ \t]+(?!(?:and|und|y|et|e|or|oder|ou|o|but|aber|pero|mais|mas)\b)([^\W\d_]{2,30})\b")
_ELIDED = re.compile(r"^(?:[dljnsmt]|qu)['\u2019]", re.IGNORECASE)
_SENTENCE = 3
"""So many plain words behind a plain word make it the first of a sentence."""


def trimmed(value: str) -> str:
    """Return a value without the signs that end a sentence."""
    return value.rstrip(".,;:!?)")


def looks_secret(value: str) -> bool:
    """Return whether a word that stands where a secret is told looks like one."""
    bare = trimmed(value)
    if _TIME.fullmatch(bare) or HARMLESS.fullmatch(bare):
        return False
    return bool(_NUMBER.fullmatch(bare) or _LOOK.fullmatch(bare) or _LOOK.fullmatch(value.rstrip(".,;:)")))


def betrays_itself(value: str) -> bool:
    """Return whether a word looks like a secret, and like nothing else that a telephone engineer writes."""
    bare = _ELIDED.sub("", trimmed(value))
    if not _LOOK.fullmatch(bare) or HARMLESS.fullmatch(bare) or _TIME.fullmatch(bare) or _THING.fullmatch(bare):
        return False
    return any(letter.isdigit() for letter in bare) or any(letter in "!$%^&*~#@" for letter in bare[1:])


def names_a_thing(value: str) -> bool:
    """Return whether a word is an address, a serial, a time or the like; a bare number may be anything."""
    bare = trimmed(value)
    return not bare.isdigit() and bool(_THING.fullmatch(bare) or _TIME.fullmatch(bare))


def is_plain(value: str) -> bool:
    """Return whether a word is one of letters only, as in any sentence."""
    return trimmed(value).replace("-", "").replace("'", "").isalpha()


def begins_a_sentence(text: str, end: int) -> bool:
    """Return whether several plain words follow upon the one that ends here."""
    for _ in range(_SENTENCE):
        word = _GOES_ON.match(text, end)
        if not word:
            return False
        end = word.end()
    return True
