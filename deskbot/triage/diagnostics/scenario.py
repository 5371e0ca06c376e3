"""The calls that fail, named by their ends and direction."""

from __future__ import annotations

import re

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.diagnostics import FAULTS, Diagnostic
from deskbot.triage.finding import from_sentence
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import read
from deskbot.triage.symptoms import tells_failure
from deskbot.triage.tense import imagined

_END = (
    r"(?:(?:ext(?:ension|n)?s?|poste|postes|interno|internos|extension\w{0,2}|ramal|ramais|nebenstelle|apparat"
    r"|toestel|anexo)\.? ?\(?#?\d{1,5}\)?"
    r"|911|112|110|999|144|000|1?800 number|0800|0900|toll.?free(?: number)?|emergency (?:services|number|line)"
    r"|notruf|urgences|emergencias?"
    r"|(?:desk ?|cell ?|mobile |office |home |lobby |cordless |conference |soft|ip |digital |analog "
    r"|door ?)(?:tele)?phones?|cells?|cellulaires?|mobiles?"
    r"|handys?|moviles|movil|celular(?:es)?|cellphones?|landlines?|festnetz|fixes?|fijos?|portables?"
    r"|outside(?: (?:numbers?|lines?|callers?|parties))?|external (?:numbers?|callers?|parties)|l'exterieur|dehors"
    r"|drausen|ausen|externe?\w{0,2}|fuera"
    r"|exterior|afuera|(?:de )?fora|abroad|overseas|ausland|etranger|callers?|anrufer\w{0,2}|appelants?|quien llama"
    r"|quem liga"
    r"|customers?|clients?|clientes?|patients?|pacientes?|patienten|kunden|guests?|gaste|clientele|parents?|users?"
    r"|agents?|agentes?|brokers|members"
    r"|home ?workers|remote (?:workers|users|agents|phones)|teletravail\w{0,6}|homeoffice|home office"
    r"|reception(?:ist)?|empfang|rezeption|recepcion\w{0,4}"
    r"|recepcao|front desk|warehouse|lobby|helpline|hotline|queue|warteschlange|file d'attente|cola|fila|menu"
    r"|auto.?attendant|conference bridge|bridge"
    r"|conference|konferenz|page code|paging|speakers|voicemail|mailbox|main number|hauptnummer|numero principal"
    r"|linea principal|direct (?:number|line)"
    r"|durchwahl|ligne directe|linea directa|(?:any|every|an?|the|one|his|her|their|my|our) (?:\w{1,12} )?(?:number"
    r"|extension|phone|handset|set|apparat)"
    r"|(?:un|le|son|mon|du|au) numero|n'importe quel(?:le)? (?:poste|numero|appareil)|local \d{2,5}"
    r"|cualquier (?:interno|numero|extension|telefono)|qualquer (?:ramal|numero"
    r"|telefone)|jede\w? (?:nummer|apparat)"
    r"|stationszimmer|dispatch(?:er| cent\w{2})?|carrier|dentist|bank|banque|banco|gate|door|tor|porte|puerta"
    r"|portao|citofono|portineria|fax machine"
    r"|the other (?:site|office|branch)|headquarters|head office|branch(?:es)?|filiale\w?|succursale|sucursal|sede"
    r"|filial|zentrale|matriz"
    r"|\+?\d[\d .\-()]{5,16}\d)"
)
"""One end of a call: an extension, a kind of phone, who calls, what is called."""
_CALL = Phrases("""
    call*; dial*; ring; rings; ringing; rang; phon(e|es|ed|ing); transfer*; reach(es|ing)?; answers?; press*; talk*;
    anruf*; angeruf*;
    gesprach*; wahl*; gewahlt; ruf*; erreich*; durchstell*; verbind*; appel*; compos*; joindre; rejoindre; rappel*;
    transfer*; sonn*;
    llam*; marc(a|an|ar|o|amos); timbr*; suen*; entrant*; sortant*; entrante*; saliente*; ligac*; liga*; ligar;
    disc*; chamad*; toca*;
    atend*; suon*; chiam*; inbound; outbound; incoming; outgoing; ->
    """)
_LINKED = re.compile(
    rf"{_END}[^.;!?\n]{{0,60}}?(?<!\w)(?:to|into|onto|from|out to|over to|vers|depuis|au|aux|a|nach|von|vom|an"
    rf"|auf|ins|zur|zum|al|desde|hacia"
    rf"|para|pro|pra|no|na|sul|alla|->|reach\w*|calls?|calling|called|dial\w*|rings?|joindre|rejoindre|appelle\w*"
    rf"|compose\w*|llama\w*|marca\w*"
    rf"|liga\w*|disca\w*|hears?|die|der|den)\s(?:(?:the|a|an|any|le|la|les|l'|die|der|den|das|dem|el|los|las|o|os"
    rf"|as|um|uma|un|une|my|his|her|their|our"
    rf"|mon|son|leur|mi|su|meu|numero|nummer|number|own|outside|external|any) ?){{0,3}}{_END}(?!\w)"
)
"""Two ends in one sentence, and a word of direction between them."""
_FROM_TO = re.compile(
    rf"(?<!\w)(?:from|depuis|von|vom|desde|de|do|dal)\s(?:(?:the|a|an|any|le|la|der|dem|el|o|my|her|his|mon"
    rf"|cualquier|qualquer) ){{0,2}}{_END}"
    rf"[^.;!?\n]{{0,60}}?(?<!\w)(?:to|vers|nach|an|auf|die|den|a|al|para|pro|hacia|au|the"
    rf"|out)\s[^.;!?\n]{{0,20}}?{_END}(?!\w)"
    rf"|(?<!\w)(?:to|vers|nach|hacia|para|dial\w*|wahl\w*|compos\w*|marca\w*"
    rf"|disc\w*)\s[^.;!?\n]{{0,24}}?{_END}[^.;!?\n]{{0,30}}?"
    rf"(?<!\w)(?:from|depuis|von|vom|desde|do)\s"
)
_FROM_EXTENSION = re.compile(
    r"(?<!\w)(?:from|depuis|von|vom|desde|de|do|da)\s(?:\w{1,10}\s){0,2}?(?:ext(?:ension)?|poste|interno|extension"
    r"|ramal|nebenstelle|anexo)\.? ?\(?\d{1,5}"
    r"\)?[^.;!?\n]{0,20}?\s(?:to|vers|nach|a|al|para|pro|hacia|au)\s\w"
    r"|(?<!\w)(?:ext(?:ension)?|poste|interno|extension|ramal|nebenstelle|anexo)\.? ?\d{1,5} ?(?:to|->|>|vers|nach"
    r"|a|al|para|an|calling)"
    r" ?\+?\(?\d{2}"
)
_WHEN = Phrases(
    r"""
    (when|whenever|if|once|as soon as|every time|each time) (\w+
    ){1,4}(calls?|rings?|dials?|phones?
      |transfers?|dialed|dialled|called|answers?);
    (whoever|anyone who|everyone who|anybody who|everybody who|people who|those who) (dials?|calls?|rings?|phones?);
    (callers?|clients?|customers?|patients?|guests?|parents) (to|who|from|calling) … (hear*|get*|land*|see*|is|are);
    when (i|you|we|she|he|they|somebody|someone|one) … (press|presses|answer|answers|transfer|transfers);
    (quand|lorsqu\w*|si) (\w+ ){1,4}(appelle\w*|compose\w*|rappelle\w*|transfere\w*|repond\w*);
    wenn (\w+ ){1,6}(anruf\w*|anwahl\w*|ruft|rufen|wahlt|wahlen|abhebt|verbindet);
    (cuando|si) (\w+ ){0,4}(llam\w*|marc\w*|transfier\w*|contest\w*);
    (quando|se) (\w+ ){1,4}(liga\w*|disca\w*|transfer\w*|atend\w*); (wer|jeder, der) … (anruft|wahlt);
    both (the )?(calls|ones) … make … (get|receive)
    """
)
_SCENARIO = Phrases(
    "(call )?(scenario|flow) ?:; steps to reproduce; szenario ?:; escenario ?:; cenario ?:; exemple type ?:"
)
_WELL = Phrases(
    r"""
    (works?|working|is|are|goes|runs|rings?) (just |perfectly |quite |all )?(fine|ok|okay|well|properly|normal*);
    no (problem|trouble)*;
    without (a )?(problem|trouble|issue)*;
    (geht|gehen|funktioniert|funktionieren|lauft) (\w+ )?(normal|problemlos|gut|einwandfrei);
    sans (probleme|souci); sin problema*; anda bien; funciona bien; sem problema*; funciona normal*
    """
)


def _names_calls(folded: str) -> bool:
    """Return whether the sentence names a call by its ends and direction."""
    if _SCENARIO.within(folded) or _WHEN.within(folded) or _FROM_EXTENSION.search(folded):
        return True
    return _CALL.within(folded) and bool(_LINKED.search(folded) or _FROM_TO.search(folded))


def _read(case: Case, category: Category) -> Finding | None:
    told = read(case.message).told
    # In fraud the calls themselves are the trouble.
    troubled = category is Category.SECURITY or any(tells_failure(sentence) for sentence in told)
    for sentence in told:
        if not _names_calls(sentence.folded) or imagined(sentence):
            continue
        if troubled and (tells_failure(sentence) or not _WELL.within(sentence.folded)):
            return from_sentence("scenario", sentence, 0.75)
    return None


DIAGNOSTIC = Diagnostic(
    key="scenario",
    level="L1",
    place=60,
    meaning="the calls that fail: from, to, direction",
    question="Which calls fail: from where, to where, in which direction?",
    short="Which calls fail (from, to)?",
    wanted=FAULTS,
    read_in=FAULTS | {Category.ENDUSER},
    labels=("(call )?(scenario|flow)", "steps to reproduce", "szenario", "escenario", "cenario"),
    read=_read,
)
