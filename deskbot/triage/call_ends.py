"""The ends of a call and the way between them: "from ext 12 to a mobile", "vom Empfang den Notruf gewählt".

A call is named by where it comes from, where it goes, or by both; a call for help by the telephone that it was made
from. Pure.
"""

from __future__ import annotations

import re

from deskbot.triage.emergency_number_words import DAYS, KNOWN, LOCAL
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Sentence

_END = (
    r"(?:(?:ext(?:ension|n)?s?|poste|postes|interno|internos|extension\w{0,2}|ramal|ramais|nebenstelle|apparat"
    r"|toestel|anexo|room|zimmer|chambre|habitacion|quarto)\.? ?\(?#?\d{1,5}\)?"
    rf"|{KNOWN}|110|144|000|1?800 number|0800|0900|toll.?free(?: number)?|emergency (?:services|number|line)"
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
    sonn*;
    llam*; marc(a|an|ar|o|amos); timbr*; suen*; entrant*; sortant*; saliente*; liga*;
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
_FROM = (
    r"(?<!\w)(?:from|on|off|by|at|depuis|du|de la|des|a partir de|von|vom|aus|uber|desde|por|del|de|da|do|das|dos"
    r"|a partir da?|pela|pelo)\s(?:\w{1,12}\s){0,3}?(?:l')?"
)
_NUMBERED = (
    r"(?:ext(?:ension|n)?s?|poste|interno|extension\w{0,2}|extens\w{2,3}|ramal|ramais"
    r"|nebenstellen?|apparate?n?|nst|anexo|interne|local(?= \d{2}))"
    r"\.? ?#?\d{1,5}"
)
_PLACE = (
    rf"(?:{_NUMBERED}|(?:tele)?phones?|handsets?|sets?|desks?|reception(?:ist)?|extensions?|apparat\w{{0,2}}"
    r"|telefon\w{0,2}"
    r"|telephones?|empfang|rezeption|zimmer|stationszimmer|postes?|accueil|appareils?|recepcion|internos?|aparatos?"
    r"|anexos?|ramal|ramais|recepcao|aparelhos?|extensoes|office|kitchen|lobby|classroom|nursery|rooms?|ward"
    r"|wing|hall|building|buro|kuche|bureau|cuisine|chambre|oficina|cocina|habitacion|escritorio|cozinha|quarto)"
)
_EMERGENCY = (
    rf"(?:{KNOWN}|emergency(?: number| services| line)?|the three digits"
    r"|notruf|drei ziffern|urgences|pompiers|samu|emergencias?|bomberos|bombeiros|ambulancia)"
)
_SHORT_NUMBER = rf"(?:{_EMERGENCY}|{LOCAL}|{DAYS})"
"""What means an emergency where somebody dials it, and anything elsewhere."""
_DIALS = (
    r"(?:dial\w{0,6}|call\w{0,3}|r[ai]ng|rung|phon(?:ed|e|ing)|gewahlt|wahl\w{0,4}|ruf\w{0,3}|angerufen|compos\w{1,5}"
    r"|appel\w{1,5}|joindre|marc\w{1,5}|llam\w{1,5}|disc\w{1,5}|lig\w{1,5}|chamar\w{0,3}|chamou)"
)
_HELP = re.compile(
    rf"(?<!\w){_EMERGENCY}(?!\w)[^.;!?\n]{{0,60}}?{_FROM}{_PLACE}(?!\w)"
    rf"|{_FROM}{_PLACE}(?!\w)[^.;!?\n]{{0,50}}?(?<!\w){_EMERGENCY}(?!\w)"
    rf"|(?<!\w){_NUMBERED}[^.;!?\n]{{0,40}}?(?<!\w){_EMERGENCY}(?!\w)"
    rf"|(?<!\w){_DIALS}[^.;!?\n]{{0,24}}?(?<!\w){_SHORT_NUMBER}(?!\w)[^.;!?\n]{{0,30}}?"
    r"(?<!\w)(?:(?:tele)?phones?|telefon\w?|telephone|telefones?|apparat|appareil|aparelho|aparato)(?!\w)"
    rf"|(?<!\w)(?:dispatch\w{{0,3}}|leitstelle|operator|operadora)[^.;!?\n]{{0,50}}?(?<!\w){_DIALS}\s"
    r"(?:from|desde|depuis)\s"
    rf"|(?<!\w){_DIALS}[^.;!?\n]{{0,24}}?(?<!\w){_SHORT_NUMBER}(?!\w)[^.;!?\n]{{0,40}}?{_FROM}{_PLACE}(?!\w)"
)
"""A call for help, and the telephone that it was made from."""
_BETWEEN_EXTENSIONS = re.compile(
    rf"(?<!\w){_DIALS}\s[^.;!?\n]{{1,40}}?(?<!\w)(?:from|von|vom|depuis|du|desde|del|do|da)\s"
    rf"(?:\w{{1,6}}\s)?{_NUMBERED}(?!\w)|"
    rf"(?<!\w){_NUMBERED}[^.;!?\n]{{0,20}}?(?<!\w)(?:to|->|calls?|rings?|dials?|llama|marca|liga|disca|ruft|wahlt"
    r"|appelle|compose)\s(?:(?:a|la|el|le|para|o|al|the|die|den|ext|poste|ramal|interno|nebenstelle|apparat)\s){0,3}"
    r"\d{2,5}(?!\w)"
)
_CALLS_FROM_TO = re.compile(
    r"(?<!\w)(?:calls? (?:placed |made |coming )?from(?! \d| mon| tue| wed| thu| fri)[^.,;!?\n]{2,30} to "
    r"|(?:anrufe?|gesprache?|verbindungen) (?:von|vom|aus)(?! \d| mon| die| mitt)"
    r"[^.,;!?\n]{2,30} (?:nach|zum?|zur|an|auf) "
    r"|appels? (?:du|de l'|des|depuis)(?! \d| lun)[^.,;!?\n]{2,30} (?:vers|au|aux|a l') ?"
    r"|llamadas? (?:del|desde|de la)(?! \d| lun)[^.,;!?\n]{2,30} (?:a|al|hacia) "
    r"|(?:chamadas?|ligac\w{2,3}) (?:do|da|dos|das|a partir)(?! \d)[^.,;!?\n]{2,30} (?:para|ao|a) )(?!\d)\w"
    rf"|(?<!\w)(?:incoming|inbound|outgoing|outbound|ankommend\w{{0,2}}|abgehend\w{{0,2}}|sortants?|entrants?"
    rf"|entrantes?|salientes?)(?: \w{{3,12}})?\s(?:to|from|nach|zum?|vom|von|vers|depuis|de|a|desde|para)\s"
    rf"(?:\w{{1,8}}\s)?{_END}(?!\w)"
)
"""Calls from somewhere to somewhere, or those of one direction to or from a kind of telephone."""
_KIND = (
    r"(?:calls?|faxe?s?|gesprache?|anrufe?|verbindungen|appels?|telecopies?|communications?|llamadas?|faxes|chamadas?"
    r"|ligacoes|ligacao|telefonemas?)"
)
_AWAY = re.compile(
    rf"(?<!\w){_KIND}[^.;!?\n]{{0,40}}?(?<!\w)(?:to|into|nach|auf die|vers|a|para|pra|pour|hacia|in die)\s"
    r"(?:(?:(?:the|la|el|le|les|las|los|o|os|as)\s)|l')?(?P<where>[a-z]{3,20})(?!\w)"
)
"""A call or a fax and where it goes; whether that is a name tells only its first letter."""
_ORIGIN = re.compile(
    rf"{_FROM}{_NUMBERED}|(?<!\w)(?:from|von|depuis|desde|de|a partir de)\s(?:any|every|all|each|the|jed\w{{1,2}}"
    r"|allen|n'importe|tous|toutes?|cualquier|todos|todas|qualquer)\s"
    rf"|(?<!\w){_NUMBERED}"
)

_THE = (
    r"(?:the|an?|any|all|my|her|his|their|our|its|one|each|another|other|ext|extension|le|la|les|l'|un|une|son|sa"
    r"|leur|notre"
    r"|n'importe|der|die|das|dem|den|einem|einer|einen|eine|jedem|jeder|unsere\w?|ihre\w?|el|los|las|una|su|sus"
    r"|cualquier|o|os|a"
    r"|as|um|uma|qualquer|seu|sua)"
)
_COMES_FROM = re.compile(
    rf"(?<!\w)(?:from|depuis|desde|a partir d[aeo]s?|von|aus)(?: {_THE} ?|\s)(?:\w{{1,14}} )?[a-z]{{3,}}"
    rf"|(?<!\w)vom (?!mon|die|mit|don|fre|sam|son|anruf)\w{{3,}}"
    rf"|(?:^|, )(?:de|del|do|da|dos|das|du|des)(?: {_THE} ?|\s)(?:\w{{1,14}} )?[a-z]{{3,}}"
)
_GOES_TO = re.compile(
    rf"(?<!\w)(?:to|into|onto|vers|nach|hacia|para|an|auf|in|a|chez)(?: {_THE} ?"
    rf"|\s(?=\d))(?:\w{{1,14}} )?(?:\d{{2,}}|[a-z]{{4,}})"
    r"|(?<!\w)(?:ins|zum|zur|al|au|aux|ao|aos) (?:\w{1,14} )?(?:\d{2,}|[a-z]{3,})"
)
_CANNOT = (
    r"(?:can(?:no|')?t|can not|could(?:n't| not)|unable to|not able to|(?:never|does(?:n't| not)|do(?:n't| not)"
    r"|won't) get"
    r"|impossible de|(?:ne )?(?:peut|peuvent|arrive\w{0,3}|parvien\w{1,3}) (?:pas|plus) ?a?|no (?:puede\w?|podemos"
    r"|logra\w?|consigue\w?)"
    r"|nao (?:consegue\w?|pode\w?|da para)|imposible)"
)
_NOT_TO = (
    r"(?!out|any|nobody|anything|in\b|us\b|me\b|you\b|from|each|at all|through|nadie|personne"
    r"|ninguem|quien)"
)
_REACHES = re.compile(
    rf"(?<!\w){_CANNOT} (?:\w{{1,10}} )?(?:call|dial|reach|ring|phone|get through to|joindre|appeler|composer|llamar"
    rf"|marcar"
    rf"|comunicarse con|ligar|discar|chamar|falar com)(?: (?:para|pro|pra|a|al|con))?(?: {_THE} ?"
    rf"|\s){_NOT_TO}(?:\w{{1,14}} )?"
    r"(?:[a-z]{3,}|\d{2,})"
    r"|(?<!\w)(?:kann|konnen|kommt|kommen) (?:\w{1,14} ){0,3}?(?:die|den|das|der|ihre\w?"
    r"|unsere\w?) (?:\w{1,14} ){1,3}?nicht (?:mehr )?"
    r"(?:anrufen|erreichen|anwahlen|anklingeln)"
)
"""Somebody cannot reach somebody: who tries is the one end, whom the other."""
_CALLS_INTO = re.compile(
    r"(?<!\w)(?:calls?|appels?|appel sur \w+|anrufe?|gesprache?|llamadas?|chamadas?|ligac\w{2,3}) (?:to|vers|nach"
    r"|zu|auf|a|para|pra) "
    r"(?:the |all |any |les |des |los |as |os )?(?:mobiles?|cell ?phones?|cells|landlines?|handys?|festnetz"
    r"|mobilnetz|mobilfunk"
    r"|portables?|fixes?|moviles|movil|celular(?:es)?|fijos?|telemoveis|telemovel|toll.free|international\w*|800"
    r"|0800)(?!\w)|"
    r"(?<!\w)(?:calls?|ones|people|callers) (?:that |which |who )?(?:come|comes|coming|go|goes|going|get|gets) (?:in"
    r"|out|through|over)"
    r" (?:on|from|to|through|via|over) (?:the |our |their |a )?\w"
    r"|(?<!\w)(?:anrufe?|gesprache?) (?:auf|an|fur|uber) (?:die |den |das |unsere )?(?:\d{2,}|nummer|zentrale"
    r"|hotline|leitung|\w{4,})"
    r"|(?<!\w)(?:press|presses|pressing|marca\w?|marcan|escolhe\w?|digita\w?|aperta\w?|oprime\w?|elige\w?"
    r"|druck\w{1,3}|wahl\w{1,3}"
    r"|appuie\w?|appuyant|tape\w?|choisi\w{1,5}|choose\w?|chooses|select\w?) (?:on )?(?:the |la |a |o |el |die |le "
    r"|sur )?(?:le |la )?"
    r"(?:option |opcion |opcao |touche |tecla |key |taste )?[\d*#]{1,3}(?!\w)"
)
"""Calls into a number, or a choice in a menu."""
_DESK = Phrases(
    """
    carrier; provider; isp; telco; operator; operadora?; operateur; anbieter; fournisseur; proveedor; reseller
    ; support; service desk; you; technicians?; installer; dealer; vendor
    """
)
"""Whom one calls about the trouble."""
_EXTENSION = re.compile(rf"(?<!\w){_NUMBERED}(?!\w)")
_BY_THEMSELVES = (_FROM_EXTENSION, _HELP, _BETWEEN_EXTENSIONS, _CALLS_FROM_TO)
"""What names both ends so plainly that no word of calling is needed beside it."""


def names_ends(sentence: Sentence) -> bool:
    """Return whether the sentence names a call by its two ends."""
    folded = sentence.folded
    if any(ends.search(folded) for ends in _BY_THEMSELVES) or (goes_abroad(sentence) and _ORIGIN.search(folded)):
        return True
    return _CALL.within(folded) and bool(_LINKED.search(folded) or _FROM_TO.search(folded))


def goes_abroad(sentence: Sentence) -> bool:
    """Return whether the sentence tells where calls go by a name, "calls to Latvia": its first letter says that."""
    return any(sentence.text[found.start("where")].isupper() for found in _AWAY.finditer(sentence.folded))


def names_extension(sentence: Sentence) -> bool:
    """Return whether the sentence names an extension by its number."""
    return bool(_EXTENSION.search(sentence.folded))


def fails_between(sentence: Sentence) -> bool:
    """Return whether a sentence of a failure names, in whatever words, who cannot reach whom, or calls from and to."""
    folded = sentence.folded
    if _DESK.within(folded):
        return False
    if _REACHES.search(folded):
        return True
    spoken = folded.replace("anrufbeantworter", "~")
    return _CALL.within(spoken) and bool(_COMES_FROM.search(folded) and _GOES_TO.search(folded))


def calls_into(sentence: Sentence) -> bool:
    """Return whether the sentence tells of calls into a number, or of callers who choose in a menu."""
    return bool(_CALLS_INTO.search(sentence.folded)) and not _DESK.within(sentence.folded)
