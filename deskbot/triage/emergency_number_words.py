"""What stands around a number: words of dialling and of help, things that are numbered or counted, days, streets. Pure.

Tables only; what follows from them is in `emergency_numbers.py`. All of it is read in folded text.
"""

from __future__ import annotations

import re

from deskbot.triage.phrases import Phrases, listed

KNOWN = r"e-?911|9[- ]1[- ]1|911|112|999|933"
"""Dialled for help in most places; 933 is what 911 is tested by."""
LOCAL = r"000|10111|110|113|115|117|118|122|133|144|190|191|192|193|061|062|065|066|068|091"
"""Dialled for help in one country; anything elsewhere."""
DAYS = r"15|17|18"
"""Dialled for help in France; days everywhere."""

_ANY = rf"(?:{KNOWN}|{LOCAL}|{DAYS})"
_THE = r"(?:(?:the|die|der|den|das|dem|beim|le|la|les|l'|au|aux|du|el|los|al|o|ao|a|os)\s)?"
RUN = re.compile(
    rf"(?<!\w){_ANY}(?!\w)"
    rf"(?:\s?(?:[,/&+]|\s(?:and|or|nor|und|oder|noch|sowie|et|ou|ni|y|o|e|nem|comme"
    rf"|como))\s?{_THE}\d{{2,5}}(?!\w)){{0,6}}"
)
"""Numbers in a row: what holds for one holds for all."""

# What a longer number is made of.
PART_BEFORE = re.compile(r"(?:[+#$\u20ac\u00a3@]|\d[.,:/'-]|[a-z]-|(?:\d{3}|\d[ .-]\d{1,4}) )$")
THOUSANDS_BEFORE = re.compile(r"\d[ ']$")
"""Before "000"."""
WITH_PREFIX = re.compile(r"(?:^|[^\d.,:/-])[*#]?[09]-$")
"""The digit for an outside line: "9-911" is about emergency calls, but not the number that should do."""
PART_BEHIND = re.compile(r"[.,:/-]\d|\)? (?:\d{3,}(?!\w)|\d{2}[ .-]\d{2})")

# What things are named by their numbers: these stand before.
THING = Phrases(
    r"""
    ext(n|ension)?s?; direct dials?; ports?; channels?; trunks?; spans?; slots?; cards?; modules?; vlans?; nodes?;
    racks?; versions?; releases?; builds?; models?; serials?; tickets?; cases?; orders?; invoices?; refs?; reports?;
    pages?; steps?; items?; points?; positions?; rows?; entr(y|ies); records?; errors?; codes?; causes?; alarms?;
    events?; options?; menus?; keys?; buttons?; routes?; rules?; patterns?; groups?; queues?; agents?; mailbox(es)?;
    box; zones?; flights?; bus; porsche; batch; circuits?; highway; route; (no|nr|nro|num)[.]; n[o°]; \#; \$;
    durchwahl*; dw; nst;
    \w*(nebenstellen?|apparate?n?|zimmer|raum|bett|kanal|kanale|fehler|fehlercode|code|meldung|seite); punkt;
    schritt; pos; auftrag; rechnung; taste; gruppe; tisch; halle; haus; hausnummer; etage; kasse; rampe;
    \w*(stras+e|str[.]?|weg|gasse|allee|platz|damm|ufer); postes?; chambres?; lits?; salles?; canal; canaux;
    lignes?; rapports?; erreurs?; touches?; etages?; batiments?; lots?; factures?; commandes?; dossiers?; groupes?;
    guichets?; caisses?; internes?; sieges?; etapes?; internos?; anexos?; extension(es)?; habitacion(es)?; cuartos?;
    camas?; salas?; puertos?; lineas?; informes?; reportes?; codigos?; opcion(es)?; teclas?; pisos?; edificios?;
    facturas?; pedidos?; casos?; grupos?; colas?; usuarios?; modulos?; mesas?; cajas?; ramal; ramais; quartos?;
    leitos?; portas?; linhas?; relatorios?; erros?; opcao; opcoes; andar; predios?; chamados?; filas?; caixas?;
    blocos?; apto; apartamentos?; consultorios?; versao; interni; int; toestel*; anknytning; lokal*; klapka; linka;
    wewn*; dahili; mellek; alanumero; internal; interior; stanza; camera; kamer; rum; pokoj; oda; szoba; huone;
    serie; доб; внутр*; вн; εσωτερικο
    """
)
PLACE = Phrases(
    """
    phones?; (hand|head)?sets?; telephones?; telefon*; appareils?; aparelhos?; aparatos?; users?; lines?; rooms?;
    beds?; suites?; units?; apartments?; apt; floors?; buildings?; bays?; gates?; docks?; wards?; cabins?;
    stations?; desks?; sites?
    """
)
"""These, too, unless a call comes from there: "from any phone 911 gives …"."""
FROM_THERE = re.compile(
    r"\b(?:from|off|on|at|in|von|vom|aus|an|depuis|du|sur|desde|del|do|da|no|na)\s(?:de |cada |any |our "
    r"|all )?(?:the|an?|any|our|each|every|all"
    r"|my|his|her|their|your|both|one|jedem|jeder|allen|unserem|einem|dem|den|der|le|la|un|n'importe quel|chaque|tous"
    r"|tout|el|los|las|cada|cualquier|todos|ningun|qualquer|nenhum|todos os|o)\b[^.,;:!?]{0,30}$"
)
SETS = re.compile(r"\b(?:to|i|we|you|they|can|must|did) set\s?$")
NAMED = r"(?:\s?[.:]?\s?(?:\b(?:number|no[.]?|nr[.]?|numero|nummer|n[°o]|num))?[.:]?\s?#?)$"
STREET_BEFORE = re.compile(
    r"\b(?:rue|avenue|boulevard|chemin|quai|place|impasse|calle|avenida|carrera|plaza|paseo|rua|travessa|via|corso)"
    r"(?:\s[\w'.-]{1,20}){1,4}(?<!\sel)(?<!\sla)(?<!\sle)(?<!\sau)(?<!\sal)(?<!\so)(?<!\sao)(?<!\sil),?\s$"
)
VALUE = re.compile(
    r"\b(?:shows?|showing|shown|displays?|reads?|counts?|(?:more|less|fewer) than|nearly|almost|roughly|approximately"
    r"|zeigt|zeigen|anzeigt|affichent?|indique\w{0,3}|muestran?|indican?|mostram?|mehr als|rund|etwa|circa|ca[.]?"
    r"|plus de|moins de|environ|mas de|menos de|unos|unas|cerca de|mais de)\s$"
)
"""What is shown, or comes close: no number that somebody dials."""

# What is counted: this stands behind.
COUNTED = re.compile(
    r"\s?(?:%|\u20ac|\u0440\u0443\u0431)|\s(?:of|von|de|sur|out of|aus|di|van)\s\d|\s(?:of|von|d\'entre) (?:those"
    r"|them|these|denen|eux)\b"
    r"|\s(?:(?:new|old|ip|digital|analog\w{0,3}|active|other|further|more|neue\w?|alte\w?|weitere\w?|nouveaux"
    r"|autres)\s)?"
    r"(?:euros?|eur|usd|kr|zl|chf|kb|mb|gb|ms|sec|min|h|mal|times|uhr"
    r"|(?:tele)?phones?|telefo\w{0,6}|users?|handsets?|sets?|extensions?|ports?|errors?|reports?|rooms?|beds?"
    r"|entr(?:y|ies)"
    r"|messages?|voicemails?|licen\w{1,8}|apparat\w{0,2}|nebenst\w{0,8}|benutz\w{0,4}|postes?|utilisat\w{0,5}"
    r"|usu\w{0,8}"
    r"|ramais|ramal|internos?|terminaux|canaux|signaux|waiting|people|children|toestel\w{0,3}|utent\w{0,3}"
    r"|uzytkown\w{0,4}"
    r"|gebruiker\w{0,3}|anvandar\w{0,3}|bruger\w{0,3}|bruker\w{0,3}|puhelin\w{0,3}|kayttaj\w{0,4}|felhasznalo\w{0,3}"
    r"|kullanici\w{0,4}|intern\w{0,3}|linee|\u0442\u0435\u043b\u0435\u0444\u043e\u043d\w{0,3}"
    r"|\u03c4\u03b7\u03bb\u03b5\u03c6\u03c9\u03bd\w{0,3})\b"
    r"|\s?[\u53f0\ub300]"
)
PLURAL = re.compile(r"\s(?P<word>[a-z]{3,24}[a-rt-z]s)\b")
CAPITAL = re.compile(r"\s(?P<word>[A-Z\u00c0-\u00dc][\w'-]{2,24})")
"""A noun in German, so that the number counts it; elsewhere a name, "911 Plumbing"."""
NO_NOUN = listed(
    """
    calls services operators dispatchers tests works gives goes gets fails rings shows reads drops beeps dials
    returns reaches ends lands connects comes answers plays hangs cuts sounds stays does displays routes sends leads
    times tries bounces refuses loops results responds disconnects terminates transfers forwards takes makes picks
    rejects hears dies stops keeps needs seems appears remains says always sometimes unless besides towards across
    perhaps addresses locations notifications alerts numbers settings essayes testes occupes injoignables muets
    coupes bloques compris inclus this thus less plus depuis dans sans alors mais toujours jamais apres vers sous
    pres puis ailleurs longtemps des desde entonces antes despues tras mientras depois mas mais atras nunca nichts
    bereits alles etwas jeweils abends morgens nachts mittags stets links rechts anders meistens indes falls
    """
)
CAPITAL_NO_NOUN = listed(
    """
    call calls calling service services location address dispatch test tests center centre operator from not does
    doesn't did didn't is isn't fail failing failed failure emergency and or out on in to down dial dialing dialling
    rout routing routes wrong no won't can't cannot busy dead trouble issue problem outage urgent help broken still
    after since when with for at our the notruf notrufe anruf anrufe ruf wahl polizei feuerwehr rettung leitstelle
    besetzt tot adresse ausfall storung kein keine nicht geht am vom von aus bei im ins appel appels adresse occupe
    occupes muet injoignable hors en depuis panne llamada llamadas emergencias emergencia direccion sin ocupado mudo
    chamada ligacao endereco sem fora inaccessible
    """
)
CALLS_BEHIND = re.compile(r"\s(?:calls|anrufe|appels|llamadas|chamadas|ligacoes)\b")
CALLS_OF = re.compile(r"(?:^|[.,;:!?(]\s?|\b(?:the|our|all|any|no|and|or|if|when|that|only|some|their|but|test|of)\s)$")

# Days, streets, lists.
_MONTH = (
    r"(?:janv(?:ier)?|fevr(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|aout|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?"
    r"|dec(?:embre)?)"
)
DATE_BEHIND = re.compile(
    rf"[./]\d|\s(?:(?:de |du mois de )?{_MONTH}\b|(?:au|a) \d|(?:a|vers|des) \d{{1,2}} ?(?:h|:)|h\b"
    r"|(?:au (?:matin|soir)|dernier|prochain|courant|du mois|inclus)\b)|h\b"
)
DATE_BEFORE = re.compile(  # Since, from, until; a weekday; what happens on a day.
    r"(?:\b(?:depuis|des|jusqu'?au?|avant|apres|entre|partir|autour|vers|mi|lundi|mardi|mercredi|jeudi|vendredi"
    r"|samedi|dimanche"
    r"|date|janvier|echeance|rendez-vous|intervention|reunion|facture|mail|message|courriel|devis|livraison|visite"
    r"|faites?|recue?s?|rendu|fini|remise?|transmise?|promise?|ouverte?|partie?|venue?|convenue?|prevue?|attendue?)\s)"
    r"(?:le|du|au|la)\s$"
)
DONE_ON = re.compile(r"(?<!compos)(?<!appel)(?<!essay)(?<!test)\u00e9e?s?\s(?:le|du)\s$", re.IGNORECASE)
"""What was done on a day, "demandé le 15": without its accent a participle is no more seen."""
STREET_BEHIND = re.compile(
    r",?\s(?:bis |ter )?(?:rue|avenue|av\.|boulevard|bd|chemin|quai|impasse|allee)\b"
    r"|(?:\s(?!(?:the|an?|to|old|wrong|other|our|their|shows?|sees?|sends?|gives?|gave|gets?|got|reads?|goes|went|calls?|at|in"
    r"|on|from|is|was|and|or|off|out|any|no|all|same|this|that|right|correct|new|first|not|does|did)\b)[a-z.]+){1,3}?"
    r"\s(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|blvd|boulevard|highway|hwy|way|court|ct"
    r"|place|pl|parkway|pkwy|suite|square|terrace|circle)\b"
    r"|,\s(?:route|highway)\b"
)
WRITING_BEHIND = re.compile(
    r"\s(?:\w+ )?(?:webinars?|trainings?|guides?|documentation|manuals?|courses?|slides|brochures?|checklists?"
    r"|polic(?:y|ies)|certificates?|schulung\w*|anleitung\w*|formations?|guia|manual|capacitacion|curso|treinamento|formation)\b"
)
"""What is written or taught about it."""
OF_A_LIST = re.compile(
    r"\s(?:del?|de la|do|da|du|of the|on the|in the|im|in der|des|aus dem|aus der)\s(?:menu|lista?e?|plan"
    r"|catalog\w{0,3}|report|gui|table\w?|tabelle)"
    r"\b"
)

# What makes it a call for help.
_DIALS = (
    r"(?:through|(?:can't|cannot|can not|couldn't) get|erreich\w{0,3}|comunic\w{1,6}|falar"
    r"|dial\w{0,6}|call|calls|called|calling|ring|rang|rung|phone[ds]?|phoning|press(?:ed|es|ing)?|punch\w{0,3}"
    r"|reach\w{0,3}|wahl\w{0,4}|gewahlt"
    r"|ruf|rufe|rufen|ruft|rief|riefen|anruf\w{0,2}|angerufen|anwahl\w{0,3}|notruf\w{0,3}|rettung|compos\w{1,5}"
    r"|appeler|appelle\w{0,2}|appelons|appelez"
    r"|appelait|appele|appels?|joindre|joint|contacter|faire|fais|faisons|faites|font|(?:a|ai|on|ont|avons|qui|il"
    r"|elle|quelqu'un|j'ai) fait|marc(?:ar|an?|o|amos"
    r"|aron|ando|ado|acion)|marqu\w{1,5}|puls\w{1,4}|druck\w{0,3}|gedruckt|tap\w{1,5}|tecl\w{1,4}|tr(?:y|ied|ying)"
    r"|tests?|tested|testing|getestet|teste\w{0,2}|probier\w{0,3}|essa(?:i|ye)\w{0,2}|prob(?:ar|amos|ado|e|o|ando)"
    r"|test(?:ar|ou|ando|amos|ei|ado)|llam(?:ar|an?|o|amos|aron|ando|ada|adas|ado)|disc(?:ar|am?|ou|ando|agem|amos"
    r"|aram)"
    r"|lig(?:ar|am?|ou|ando|acao|acoes|amos|uei|aram)|cham(?:ar|am?|ou|ada|adas|ando))"
)
DIALLED = re.compile(
    rf"\b{_DIALS}\s(?:(?:mais|mas|plus|mehr|con|com|man|wir|to|the|a|al|an|auf|bei|die|den|der|le|la|au|aux|el|o|ao|para|pro|pra|von|out|for|zur?|per"
    rf"|like)\s){{0,3}}$"
)
DIALLED_IN_FRENCH = re.compile(
    r"\b(?:compos\w{1,5}|appeler|appelle\w{0,2}|appelons|appelez|appelait|appele|joindre|joint|contacter|faire|fais"
    r"|faisons"
    r"|faites|font|(?:a|ai|on|ont|avons|qui|il|elle|quelqu'un|j'ai) fait|(?:ai|a|ont|avons) eu|essa(?:i"
    r"|ye)\w{0,2}|n'arriv\w{1,4} (?:plus|pas) a avoir"
    r"|(?:impossible|(?:plus|pas) moyen) d'avoir)\s(?:(?:plus|pas|jamais|meme pas)\s)?(?:(?:le|les|du)\s)?$"
    r"|\b(?:plus|pas|aucun) (?:d')?acces (?:au|aux)\s$"
    r"|\b(?:appels?|essais?)\s(?:au|aux|vers le|sur le)\s$"
)
HAD_IN_FRENCH = re.compile(
    r"\b(?:n'a|n'ai|n'as|n'ont|n'avons|n'avez|n'aurait|n'avait)\s(?:(?:plus|pas|jamais|meme pas"
    r"|toujours pas)\s)?(?:le|les)\s$"
)
ON_THE_LINE = re.compile(r"\s(?:au (?:telephone|bout du fil)|en ligne)\b")
"""The number that nobody has "au telephone"; whom somebody had on the phone on a day stands before the day."""
DIALLED_BEHIND = re.compile(
    r"\s(?:\w+\s){0,3}?(?:gewahlt|wahl\w{0,4}|vorwahl\w{0,3}|druck\w{0,3}|gedruckt|tipp\w{0,3}|getippt|anruf\w{0,3}"
    r"|angerufen|anwahl\w{0,3}|erreich\w{0,4}|rufen|compose\w{0,2}|composes?|dialled|dialed)\b"
    r"|\s(?:a|ont) (?:ete )?(?:teste|essaye|verifie|compose)s?\b"
)
HELP = Phrases(
    """
    emergency; emergencies; notruf*; polizei; feuerwehr; rettung*; leitstelle*; sanitat*; krankenwagen; notarzt;
    police; pompiers; samu; secours; urgences?; ambulanc*; ambulanz; policia; bombero*; bombeiro*; emergencias?;
    fire (brigade|department|service); psap; dispatch*; paramedics; triple (zero|nine)
    """
)
HELP_IN_FRENCH = Phrases("police; pompiers; samu; secours; urgences?; ambulances?; gendarm*; malaise; 112")
GETS = re.compile(
    r"\s(?:(?:ist|sind|war|waren|bleib\w{1,2}) (?:\w+ ){0,4}?(?:besetzt|tot|stumm|gesperrt|blockiert|unerreichbar"
    r"|erreichbar|wahlbar|anwahlbar)"
    r"|geht|gehen|ging\w{0,2}|kommt|kommen|klingelt|antwortet|meldet|hebt|funktionier\w{1,2}|lasst sich|bricht"
    r"|landet|landen"
    r"|(?:ne |n')?(?:lui |nous |me )?(?:repond\w{0,3}|passen?t?|aboutit|aboutissent|aboutissait|sonnen?t?"
    r"|decroche\w{0,2}|fonctionnen?t?|marchen?t?"
    r"|donnen?t?|renvoien?t?|tomben?t?|coupen?t?|raccroche\w{0,2})"
    r"|(?:n'est|ne sont|est|sont|reste) (?:\w+ ){0,2}?(?:occupes?|muets?|injoignables?|joignables?|inaccessibles?"
    r"|coupes?|hors|en panne|morts?)"
    r"|n'a (?:pas )?(?:repondu|abouti|sonne)|(?:a|ont) (?:repondu|sonne|donne|decroche)|occupes?\b|injoignables?"
    r"|(?:ya )?no (?:se )?(?:funciona\w?|responde\w?|contesta\w?|sale\w?|entra\w?|pasa\w?|conecta\w?|da\w?|suena\w?"
    r"|timbra\w?)"
    r"|(?:contesta|responde|da (?:ocupado|tono)|comunica|se corta|esta ocupado)"
    r"|(?:nao )?(?:funciona\w?|completa\w?|atende\w?|chamam?|toca\w?|da|dao|cai|caem|passam?|conecta\w?|saem?|fica\w?)"
    r"|(?:tocava|caia|dava|ficava|chamava|tocavam|caiam|davam|daba|sonaba|contestaba|salia|donnait|sonnait"
    r"|aboutissait|kam)"
    r"|(?:estava|estavam|estaba|estao|esta) (?:ocupad|mud)[oa]s?"
    r"|goes|gives|gets|rings|fails|does|went|gave|got|rang|failed|did|won't|cannot|can't|is (?:busy|dead))\b"
)
"""What only a number gets that is called."""
HEARD = re.compile(
    r"\b(?:busy|beep\w{0,2}|reorder|congestion|go(?:es|ing)?|went|gets?|gave|gives?|rings?|answer\w{0,3}|operator"
    r"|address|location|callback"
    r"|silen\w{1,2}|reach\w{0,3}|connect\w{0,3}|complet\w{1,5}|works?|worked"
    r"|funktionier\w{1,3}|geht|gehen|fonctionnent|marchent|passent?|repond\w{0,3}|funciona\w?"
    r"|besetzt\w{0,7}|pieps?t?|ansage|abgehoben|durch\w{0,10}|adresse|standort|bips?|tonalite|aboutit|direccion"
    r"|ocupad[oa]|conecta\w{0,2}|contesta"
    r"|comunicando|completa\w{0,2}|atende\w{0,2}|endereco|mud[oa])\b"
)
LITTLE_WORD = re.compile(
    r"(?:^|[.,;:!?\[\]\"=>|*-]\s?|(?<!\w)\(|\b(?:the|an?|our|your|my|this|that|any|no|not|on|off|to|for|with|of|from"
    r"|re|via|by|and|or|but|nor|if"
    r"|when|because|while|where|since|so|how|why|what|whether|only|just|even|also|plain|real|actual|number|nummer|numero|except|like"
    r"|including|as|then|than"
    r"|die|der|den|das|dem|am|an|auf|bei|beim|mit|von|vom|zu|zur|zum|fur|ohne|und|oder|aber|wenn|dass|weil|nur|auch"
    r"|kein\w{0,2}|die nummer|nicht"
    r"|le|la|les|l'|au|aux|du|de|un|une|avec|pour|sur|vers|et|ou|mais|si|quand|que|seul|meme|sauf|ni|ce|cet|notre|sans"
    r"|el|los|al|del|una|con|para|por|hacia|y|pero|cuando|solo|ni|este|ese|nuestro|sin|desde"
    r"|o|os|ao|aos|do|da|no|na|pro|pra|um|uma|com|e|mas|quando|so|nem|nosso|sem|il|al|na|het|op)\s)$"
)

# Which of them it is, and where a number stands by itself.
IS_KNOWN = re.compile(rf"(?<!\w)(?:{KNOWN})(?!\w)")
IS_LOCAL = re.compile(rf"(?<!\w)(?:{LOCAL})(?!\w)")
FRENCH_BEFORE = re.compile(r"(?:^|[.,;:!?(]\s?|\b(?:le|les|du|au|aux|et|ou|ni|l'|que|numeros?)\s)$")
AS_A_SUBJECT = re.compile(
    r"(?:^|[.,;:!?(]\s?|\b(?:die|der|den|el|la|o|le|e|et|y|und|the|bei|beim|number|nummer|numero)\s)$"
)
IS_CRIED = re.compile(r"(?<!\w)(?:e-?911|911|112|999)(?!\w)")
IS_CERTAIN = re.compile(r"(?<!\w)(?:e-?911|9[- ]1[- ]1|911)(?!\w)")
