"""The host id or serial of the system in trouble."""

from __future__ import annotations

import re
from itertools import islice

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.codes import CODE, is_code, looks_like_host, stands_by_a_system
from deskbot.triage.diagnostics import EVERY, FAULTS, Diagnostic
from deskbot.triage.directory import about_system
from deskbot.triage.finding import surest
from deskbot.triage.folding import fold
from deskbot.triage.numbers import PHONE, is_phone
from deskbot.triage.products import FAMILY, MODEL, MOST, places_in_trouble, trouble_weight
from deskbot.triage.sentences import Region, Sentence, read

_LABEL = re.compile(
    r"\b(?:host ?-?id|hostid|hid|host|machine id|system-? ?id|maschinen-?id|systemkennung|kennung|id d(?:e l)?'hote"
    r"|identifi\w{1,10}"
    r"|id d(?:e|el|o) (?:host|sistema|equipo|servidor|central)|(?<!\w )id(?=[ :#]{1,3}\w{1,10}-)"
    r"|(?:number|no|nummer|numero|code) (?:on|from|auf|sur|en|de|na) (?:the |its |le |la |el |dem |a |o )?"
    r"(?:sticker|label|front|box|aufkleber|etiquette|etiqueta)|anlagen-?id|uc[x]? id|box id|server id)\b"
    r"(?: (?:is|ist|est|es|e|on|of|number|no|nr|reads|auf|shows|front|page|the|it|der|die|des|du|de|la|le|del|do|da"
    r"|seite"
    r"|says|lautet|y|=|for|this|system|systeme|sistema|anlage|centrale?|box|server|servidor|noeud|noud|node|nodo"
    r"|knoten|no|a|b"
    r"|sticker|unit|one|ucx|galaxy|should be|should read)(?![\w-])){0,7}[ :#=(]{0,4}"
)
_SYSTEM_SERIAL = re.compile(
    r"\b(?:serial|s/n|sn|seriennummer|serien-?nr|numero de serie|serie)\b(?: (?:number|no|is|of|the"
    r"|nr)){0,3}[ .:#=(]{0,4}"
)
_ADDRESS = re.compile(r"(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![\w:-])")
"""A network address, which some systems have for an id: only where it is called so."""
_NOT_HOST = re.compile(
    r"\b(?:ticket|case|ref|reference|invoice|circuit|order|po|billet|bug|rma|mac|part|p/n|user|firmware|contract"
    r"|asset|file|extension|commande|facture|devis|bestell\w{0,10}|auftrag\w{0,10}|rechnung\w{0,8}|pedido|factura|orden"
    r"|nota|chamado|caso|quote|quotation|tracking|cve|rfc|vorgang\w{0,8}|aktenzeichen|purchase)"
    r"\b\W{0,4}(?:\w{1,9}\W{1,2}){0,2}$"
)
_DEVICE_SERIAL = re.compile(r"\b(?:phone|handset|infinity|dsm\w*|card|module|gateway|set|child|drive|disk|switch)\b")


def _candidates(sentence: Sentence, places: frozenset[str]) -> list[tuple[float, str]]:
    """Return the codes of a sentence with how sure it is that each is the system's."""
    folded = sentence.folded
    labels = [label.end() for label in _LABEL.finditer(folded)]
    addresses = filter(None, (_ADDRESS.match(folded, label) for label in labels))
    found = [(0.95, sentence.text[address.start() : address.end()]) for address in addresses]
    serials = [] if _DEVICE_SERIAL.search(folded) else [label.end() for label in _SYSTEM_SERIAL.finditer(folded)]
    systems = [model.end() for model in (*MODEL.finditer(folded), *FAMILY.finditer(folded))]
    for code in islice(CODE.finditer(folded), MOST):
        value = sentence.text[code.start() : code.end()]
        if not is_code(code.group()) or MODEL.fullmatch(code.group()) or _OUR_TICKET.fullmatch(code.group()):
            continue
        if _replaced(folded, code):
            continue
        weight = trouble_weight(sentence, code.start(), places) / 10
        if code.start() in labels:
            found.append((0.95 + weight, value))
        elif _NOT_HOST.search(folded[: code.start()][-40:]):
            continue
        elif code.start() in serials:
            found.append((0.75 + weight, value))
        elif PHONE.fullmatch(value) and is_phone(value):
            continue
        elif looks_like_host(code.group()):
            near = any(abs(code.start() - system) < NEAR for system in systems)
            found.append(((0.85 if near else 0.7) + weight, value))
        elif stands_by_a_system(code.group()) and any(0 <= code.start() - system < FAR for system in systems):
            found.append((0.65 + weight, value))
    return found


NEAR = 60
FAR = 90


def _replaced(folded: str, code: re.Match[str]) -> bool:
    """Return whether the code is what the id is not: "not 50-77B8", "instead of 50-77B8"."""
    return bool(_NOT_THIS.search(folded[max(0, code.start() - 30) : code.start()]))


_NOT_THIS = re.compile(
    r"\b(?:not|isn't|isnt|wasn't|instead of|rather than|nicht|statt|anstatt|(?:et )?non(?: pas)?|(?:n'est|est) pas"
    r"|n'etait pas|au lieu de|y no|no (?:es|era)|en vez de|e nao|nao (?:e|era)|em vez de|was|war"
    r"|etait|era)(?: (?:the|der|die|le|la|el|o|a|id|host))?\s?[\"':]{0,2}$"
)


def _read(case: Case, category: Category) -> Finding | None:
    reading = read(case.message)
    places = places_in_trouble(reading)
    sentences = (one for one in reading.sentences if one.region is not Region.FORWARDED_SIGNATURE)
    if category is Category.RMA:
        sentences = (one for one in sentences if not _is_device_line(one))
    return surest("host_id", sentences, lambda one: _candidates(one, places))


def _is_device_line(sentence: Sentence) -> bool:
    """Return whether the line only tells serials of what is sent back."""
    return not _LABEL.search(sentence.folded)


def _known(case: Case, findings: tuple[Finding, ...]) -> Finding | None:
    return about_system("host_id", case, findings, lambda system: system.host_id)


_OUR_TICKET = re.compile(r"t-\d{1,9}")
"""A reference of ours: "same as T-1042" names no system."""


def _shape(text: str) -> str:
    folded = fold(text)
    codes = [one for one in CODE.finditer(folded) if is_code(one.group()) and not _OUR_TICKET.fullmatch(one.group())]
    meant = next((one for one in codes if not _replaced(folded, one)), None)
    if meant is not None or codes:
        return text[meant.start() : meant.end()] if meant else ""
    if _SEE.search(folded):
        return ""
    return text.split(",", maxsplit=1)[0].split(" (", maxsplit=1)[0].strip() * any(c.isdigit() for c in text)


_SEE = re.compile(r"\bt-\d{1,9}\b")
"""An answer that points to a ticket of ours is none."""

DIAGNOSTIC = Diagnostic(
    key="host_id",
    level="L1",
    place=20,
    meaning="host id or serial of the system in trouble",
    question="What is the system's Host ID (or serial number)?",
    short="Host ID or serial of the system?",
    required=FAULTS | {Category.RMA},
    read_in=EVERY - {Category.LICENCE},
    identifies=True,
    labels=(
        "host ?-?(id)?( (number|or serial( number)?))?",
        "hostid",
        "(system|ucx|server|parent system) (serial|s/n|id|host id)( number)?",
        "id (d'hote|de host|del host|do host)",
    ),
    shape=_shape,
    read=_read,
    known=_known,
)
