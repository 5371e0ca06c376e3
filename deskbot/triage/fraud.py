"""Signs of toll fraud or compromise, and whether it goes on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from deskbot.triage.call_quality import HOW_LONG, NOBODY_HEARS, goes_badly
from deskbot.triage.clauses import clauses
from deskbot.triage.emergency import speaks_of_emergency_calls
from deskbot.triage.folding import blanked
from deskbot.triage.nuisance import nuisance_calls, unwanted_calls_of_ours
from deskbot.triage.phrases import Match, Phrases, one_of
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import tells_now
from deskbot.triage.sentences import Reading, Sentence, once
from deskbot.triage.tense import imagined, negated, past
from deskbot.triage.total_loss import clause_tells_outage, tells_total

_NAMED = Phrases(
    """
    toll fraud; phone fraud; telephone fraud; (suspected|possible|likely|alleged) (misuse|abuse);
    (been |got |was |is |are |being )?(hacked|compromised|breached|hijacked);
    (hacker|intruder|attacker)s?; fraud*;
    someone (is|has got|got|broke|has been) (inside|into|in|on|logged); (broke|broken|break) in(to)?;
    unauthori[sz]ed (calls?|access|user|login|admin|registration|extension); brute.?forc*; ransomware;
    malware; backdoor;
    (unknown|strange|foreign|rogue) (admin|user|registration|extension|account|login|ip|device)s?;
    (admin*|user|account|extension|login)s? …
      (neither (we|they|you)|nobody|no one|none of us|we didn't|we did not|i didn't) …
      (made|create*|know*|recogni[sz]e*|set up|added);
    (he|they|someone|somebody) (is|are|'s) (still )?logged in;
    (admin*|usuari[oa]|cuenta|extension*|interno) … (no|nadie) …
      (cre(amos|o|aron)|dimos de alta|conoc*|hizo);
    (admin*|benutzer|konto|nebenstelle*) … (niemand|keiner|nicht) …
      (angelegt|eingerichtet|kennt|erstellt);
    (admin*|utilisateur|compte|poste*) … (personne|pas|ni nous) … (cree*|ajoute*|connait);
    (admin*|usuario|conta|ramal|ramais) … (ninguem|nao) … (criou|criamos|cri*|conhece*);
    (passwords?|pins?) … (got )?(changed|stolen|guessed|leaked) (by|on|without|overnight); gebuhrenbetrug;
    (demand*|wants?|asks? for) (bitcoins?|monero|a ransom);
    (someone|somebody|jemand|quelqu'un|alguien|alguem|inconnu|desconocido|desconhecido|unbekannter) … (changed|geandert
      |a change|cambio|trocou|mudou) … (root|admin*);
    betrug*; gehackt; gehackt*; eindringling*; unbefugt*; kompromittiert; fraude*; pirat(e|er|es|age);
    pirate*; intrus*; hackea*; hackead*; hackead[oa]s?; acceso no autorizado; invadi(do|da|ram|u);
    fraude telefonic*; golpe;
    (is|are|being|been|was) (being )?(used|abused|misused) (for|to) … (calls?|dial*|robocall*); missbraucht;
    (usad|utilizad)[oa] para … (llam*|ligar|ligac*|chamad*); utilise* pour … appel*;
    calls? (that |which )?(nobody|no one|none of (us|them)|no guest*|they never) …
      (made|placed|dialed|dialled);
    (forward*|divert*) … (nobody|none of us|didn't|not by us) … (set|made); not (our|their|his|her) calls;
    someone else is (using|calling|dialing); stolen (password*|credentials|minutes);
    how (they|he|it) got in;
    (carrier|provider|telco) … (suspended|cut off|blocked|barred) … (international|long
      distance|overseas|premium)*;
    (strange|weird|mysterious|unexplained|suspicious|rogue|phantom) (outbound |outgoing |international
      |overseas )?(calls|logins?|traffic|numbers|registrations?);
    we are being (hacked|robbed|abused|attacked)
    """
)
_FAR = one_of(
    r"""
    premium( rate)?; international; overseas; foreign; 900 numbers; long.?distance; satellite; cuba;
    comoros; somalia; latvia; lithuania; estonia; bulgaria; serbia; bosnia; albania; macedonia; moldova;
    zimbabwe; sierra leone; gambia; guinea; senegal; ghana; nigeria; mali; burkina; congo; ethiopia;
    eritrea; tunisia; algeria; morocco; egypt; maldives; sri lanka; pakistan; bangladesh; afghanistan;
    yemen; palestine; jordan; north korea; papua; solomon; tonga; samoa; vanuatu; nauru; tuvalu; kiribati;
    cook islands; falkland*; guyana; suriname; haiti; dominican; jamaica; belize; azerbaijan; georgia; laos;
    cambodia; myanmar; vietnam; philippines; indonesia; nepal; mongolia; iran; iraq; syria; lebanon; libya;
    sudan; chad; niger; benin; togo; ivory coast; cameroon; gabon; angola; zambia; malawi; mozambique;
    madagascar; seychelles; kenya; uganda; rwanda; burundi; tanzania; djibouti; mauritania; liberia; cape
    verde; honduras; nicaragua; guatemala; el salvador; ecuador; bolivia; paraguay; trinidad; barbados;
    grenada; ukraine; russia; romania; kosovo; montenegro; armenia; uzbekistan; kyrgyzstan; turkmenistan;
    oman; bahrain; palau; micronesia; fiji; kazakhstan; tajikistan; belarus; monaco; liechtenstein; san
    marino; ascension; diego garcia; globalstar; inmarsat; thuraya; \+2\d\d; \+88\d; 011; komoren; kuba;
    lettland; lettonie; letonia; litauen; lituanie; lituania; estland; estonie; bulgarien; bulgarie; serbien; serbie;
    bosnien; bosnie; albanien; albanie; moldawien; moldavi[ae]; rumanien; roumanie; rumania; russland; russie; rusia;
    weissrussland; ucrania; somalie; simbabwe; gambie; guinee; guine; kongo; athiopien; ethiopie; etiopia;
    tunesien; tunisie; tunez; algerien; algerie; argelia; marokko; maroc; marruecos; marrocos; agypten; egypte; egipto;
    egito; malediven; jemen; jordanien; philippinen; filipinas; indonesien; comores;
    (out of|outside) the country; fuera del pais; fora do pais; hors du pays;
    ausland\w*; auslands\w*; internationa(l\w*|ux); etranger; outre-mer; extranjero; internaciona(l\w*|is); exterior
    """
)
_MADE = one_of(
    r"""
    calls?; calling; ringing; dialing; dialling; dials?; rings?; minutes; numbers; call records; cdrs?; charges?;
    anrufen?; gesprachen?; telefonier\w*; appels?; llamadas?; ligacoes; chamadas?;
    (esta|estao|estan|siguen) (ligando|llamando)
    """
)
_CALLS = Phrases(
    "(is|are) (making|placing) (\\w+ )?calls abroad",
    f"{_MADE} … {_FAR}",
    f"{_FAR} … {_MADE}",
)
_CARRIER = (
    r"(carrier|provider|operator|telco|phone company|trunk supplier|anbieter|netzbetreiber|operateur|fournisseur"
    r"|operador|operadora|proveedor|fornecedor|provedor)"
)
_WARNED_OF_CALLS = rf"""
    {_CARRIER} (\w+ )?(warn\w*|alert\w*|flag\w*|notif\w*) (\w+ )?(about|of|to|for|us to) ([\w,]+ ){{0,3}}calls;
    {_CARRIER} (\w+ ){{0,2}}(warnt|warnte|gewarnt|meldet) (\w+ )?(vor|wegen|uber)
      ([\w,]+ ){{0,3}}(gesprach\w*|anruf\w*);
    {_CARRIER} (\w+ ){{0,2}}(signal\w*|alert\w*|averti\w*|previen\w*|prevenu\w*)
      (\w+ )?(sur |de |pour )?(des |d'|les |\d+
      )(\w+ )?appels; {_CARRIER} (\w+ )?(advirt\w*|avis\w*|alert\w*|notific\w*) (\w+ )?(de|sobre|por) ([\w,]+
      ){{0,2}}llamadas; {_CARRIER} (\w+ )?(avis\w*|alert\w*|notific\w*) (\w+ )?(de|das|sobre|para|d) ([\w,]+
      ){{0,2}}(chamadas|ligacoes)
    """
"""Of what goes well no carrier warns; of how it sounds, that is another matter."""
_WARNED_OF_QUALITY = (
    rf"""
    {_CARRIER} (\w+ )?(called|warn\w*|alert\w*|flag\w*|notif\w*) (\w+ )?(about|of|to)
      (the |a |some )?(poor|bad|low|lower
      |degraded|choppy|jitter|packet|latency|delay|echo|quality);
    {_CARRIER} (\w+ ){{0,2}}(warnt|warnte|gewarnt|meldet)
      (\w+ )?(vor |wegen |uber )?(der |die )?(schlecht\w*|mangelhaft\w*
      |jitter|paketverlust\w*|laufzeit\w*|sprachqualitat);
    {_CARRIER} (\w+ ){{0,2}}(signal\w*|alert\w*|averti\w*|previen\w*|prevenu\w*) (\w+ )?(une |de la |d'une |sur la
      )?(mauvaise|faible|gigue|perte|qualite);
    {_CARRIER} (\w+ )?(advirt\w*|avis\w*|alert\w*|notific\w*)
      (\w+ )?(de |sobre |por )?(la |una )?(mala|baja|poca|perdida
      |jitter|calidad);
    {_CARRIER} (\w+ )?(avis\w*|alert\w*|notific\w*)
      (\w+ )?(de |da |sobre |para )?(a |uma )?(ma|baixa|pessima|perda|jitter
      |qualidade)
    """,
)
_NOT_THEIRS = Phrases(
    _WARNED_OF_CALLS,
    r"""
    nobody; no one; none of (us|them|the staff); overnight; at night; (in the )?middle of the night;
    after.?hours; locked up; closed; weekend; sunday; saturday; not (us|ours|them|made by); non.?stop;
    every (few|\d+) (seconds|minutes); thousands?; hundreds?; bill; invoice; charge*;
    carrier (cut|blocked|called|warned|flagged|suspended);
    (anbieter|provider|operateur|operador|operadora) (\w+ )?(hat |a |nos |nous )?(angerufen|warnt|gewarnt|meldet
      |alert\w*|signale|prevenu*|previent|avis\w*|advirtio|ligou); empty (building|office); asleep;
    wasn't (us|them); (didn't|did not|never) (make|made|place|call|dial)*; \d\d\d+ (calls|minutes);
    suspicious; strange; unknown; at [0-6] ?am; 0[0-5][:h.]\d\d; niemand; nachts; personne; la nuit;
    (waren|war) (wir |das )*nicht( wir)?; ce (n'est|n'etait) pas nous; (pas|ni) (par |de )?nous;
    no (fuimos|las hicimos|hicimos); nao (fomos|fizemos); (telefon)?rechnung\w*; factures?; facturas?; faturas?;
    (a noite toda|toda a noite|toda la noche|toute la nuit|die ganze nacht);
    nadie; madrugada; de noche; ninguem; de madrugada; nobody checked in; empty rooms?; vacant;
    unoccupied; nobody (stays|sleeps|is)|no guest*; guests? (deny|denies|say|says|swear*|did not|didn't);
    front desk; night; \d ?(am|a\.m); between (midnight|one|two|three|\d)|euros?; \$ ?\d+; dollars;
    pounds; £ ?\d+; € ?\d+; back to back; one after (another|the other); again and again; at once;
    same (number|range)|keeps? (dial*|call*|ring*); expensive; costly; phone bill; never heard;
    (who|what) is (calling|dialing|making); by itself; on (its|their) own; ghost; mystery; somebody;
    someone; (won't|can't|doesn't|don't) stop; keeps? (coming|going); heute nacht; in der nacht; standig;
    laufend; last night; tonight; this (night|morning); all (night|weekend);
    \d+ (calls|minutes|hours|anrufe|appels|llamadas|ligacoes); suspended; room \w+; rooms?; locked; alone;
    gone home; sleep*; bed; per minute; a minute;
    calls … (going|running|active|up) (now|right now|still|on)?; still (going|running|active|on)
    """,
    but=_WARNED_OF_QUALITY,
)


def _not_theirs(folded: str) -> Iterable[Match]:
    """Return every sign that those in the house did not make the calls; how a call goes that they made is none."""
    for spared in (NOBODY_HEARS, HOW_LONG):
        for found in spared.all(folded):
            folded = blanked(folded, found.span(), "~")
    return _NOT_THEIRS.all(folded)


@once
def _says_not_theirs(reading: Reading) -> bool:
    return any(True for sentence in reading.told for _ in _not_theirs(sentence.folded))


_ENDED = Phrases(
    """
    last (week|month|year|quarter|summer|winter|spring|fall); (months?|weeks?) ago;
    in (january|february|march|april|may|june|july|august|september|october|november|december);
    (it|they|calls?|attack|fraud|this) (has |have |is |are |was |were )?(now |all )?(been
      )?(stopped|contained|cleaned up|over|resolved|ended|sorted);
    (stopped|contained|cleaned up|sorted) (it|since|now|then);
    no (new|more|further) (calls|signs|attempts|logins); nothing since; has stopped;
    was (stopped|blocked|contained|closed|cleaned); quiet since;
    (carrier|provider|telco|operador*|anbieter|operateur) … (blocked|barred|bloque*|gesperrt) … (it|them|all|ausland);
    (carrier|provider|telco|operador*|anbieter|operateur) … (blocked|barred|bloque*|gesperrt) …
      (internat*|salida|saida);
    not (one|a single one) since; none since; since then (no|nothing|not|it has been quiet);
    (ni|no hubo) una mas; desde entonces (no|nada|ni); seit(dem|her) (nichts|kein*|ruhe); plus rien depuis;
    depuis (rien|plus); desde entao (nada|nenhum*|nao); (ya|ja) (cortad*|bloquead*|detenid*);
    (how|what) (can|do|should) we (protect|prevent|harden|secure); audit; hardening; best practice*
    """
)
_NONE_GOT_IN = r"""
    (every|all|each)( one)? (of them )?(has been|have been|was|were|is|are) (refused|rejected|blocked|denied);
    (not a single|none|no|not one) (one )?(was |is |of them |has |have )?(accepted|succeeded|successful|got in
      |gotten in);
    (nobody|no one) (has )?(got|gotten) in;
    (alle|jeder) … (abgewiesen|abgelehnt);
    (keiner|niemand) … (hereingekommen|reingekommen|reinkommen|kam rein|kam herein|drin);
    toutes? … (refuse*|rejete*); (aucun|aucune|personne) … (entre*|reussi*|abouti*);
    (aucun|aucune|personne) (n'est|n'etait|n'a pu|n'a reussi a) (\w+ )?passe\w*;
    tod[oa]s … (rechazad*|recusad*|rejeitad*);
    (ningun[oa]?|nadie) … (aceptad*|entro|entrado|logro*); (nenhum[oa]?|ninguem) … (aceit*|entrou|conseguiu entrar)
    """
_ADVERT = Phrases(
    """
    fraud protection; anti.?fraud; fraud prevention; webinar; ask us about;
    protect your; what it cost; is your phone system; not a toll; no (sign of )?(toll )?fraud;
    isn't (toll )?fraud; nothing odd; no overseas;
    """,
    _NONE_GOT_IN,
)


_SINCE = re.compile(
    r"\b(?:since|for|within|last|past|after|seit|vor|fur|depuis|il y a|pendant|desde(?: hace)?|hace|durante|ha|faz|por)"
    r" (?:about |over |the (?:last|past) |more than |some |etwa |environ |unos |uns )?\d{1,2} min(?:ute|uto)?[ns]?\b"
    r"|\b\d{1,2} min(?:ute|uto)?[ns]? (?:ago|atras)\b"
)
"""How long it lasts: these minutes are none that somebody pays for."""
_COMPANY = re.compile(
    r"\b(?!(?:All|Any|The|To|No|Our|Some|Many|Most|Strange|Unknown|Outbound|Outgoing|Suspicious|Calls?)\b)"
    r"[A-Z][\w&'-]{1,30} International\b(?! (?:[Cc]all|[Dd]ial|[Nn]umber|[Mm]inute|[Tt]raffic|[Tt]oll))"
    r"|\b[A-Z][a-z]{2,15}(?: [A-Z][a-z]{1,15})? (?:Street|St|Avenue|Ave|Road|Rd|Clinic|Dental|Medical|School|Bank|Hotel"
    r"|Law|Legal|Hospital|Community|County|College|Church|Motors?|Foods?|Imports?|Group|Office|Store|Pharmacy|Inc|LLC"
    r"|Ltd|GmbH)\b"
)
"""A name, of which a far place is a part: "Acme International", "Cuba Street"."""


@once
def _plain(sentence: Sentence) -> str:
    """Return the folded sentence without names of companies and streets, and without how long it lasts."""
    folded = sentence.folded
    for name in _COMPANY.finditer(sentence.text):
        folded = blanked(folded, name.span(), "~")
    return _SINCE.sub("~", folded)


_NONE_MADE = re.compile(r"\b(?:no|not|any|kein\w{0,2}|aucun\w?|pas|ni|sin|ningun\w?|sem|nenhum\w?)(?: \w{1,12})?$")


def _none_made(folded: str, far: Match) -> bool:
    """Return whether what is called far in the phrase are calls of which there are none: "… Lebanon: no calls"."""
    called = re.search(r"\b\w+$", far.group())
    return called is not None and bool(_NONE_MADE.search(folded[: far.start() + called.start()].rstrip()))


_SERVER = one_of(
    r"""
    ucx\w*; galaxy; pbx; phone (system|server); telephone system; admin (page|gui); web (page|gui|interface); gui;
    telefonanlage; anlage; autocommutateur; serveur; centralita; central; conmutador; servidor; pabx
    """
)
_HELD = one_of(
    r"""
    ransom\w*; bitcoins?; extort\w*; files … encrypted; encrypted … files; losegeld\w*; erpress\w*; rancon\w*;
    rescate; secuestr\w*; resgate; sequestr\w*
    """
)
_SERVER_HELD = Phrases(f"{_SERVER} … {_HELD}", f"{_HELD} … {_SERVER}")


_GOT_INTO = Phrases(
    r"""
    (one|they|he|she|it|someone|somebody|attackers?|intruders?|hackers?|bots?) (has |have )?(got|gotten|broke|broken
      |logged) (in|into)(?! (touch|contact));
    (hacker|angreifer|jemand|fremde\w*|einer) … (eingedrungen|reingekommen|eingeloggt|angemeldet|drin);
    (pirate|quelqu'un|intrus|un) … (entre|introduit|connecte);
    (alguien|intruso|hacker|uno|atacante) … (entro|metio|conecto|accedio);
    (alguem|invasor|hacker|um|atacante) … (entrou|invadiu|conectou|acessou);
    (entraron|se metieron|hackearon) (\w+ )?(al|a la|en la|en el|la|el) (\w+ )?(sistema|conmutador|central\w*|servidor);
    (entraram|invadiram|hackearam) (n?o|n?a) (\w+ )?(sistema|pabx|central|servidor)
    """
)


def _dials_from_within(sentence: Sentence) -> bool:
    """Return whether a sentence tells of somebody who got in, and of calls to far places."""
    plain = _plain(sentence)
    within = _GOT_INTO.find(plain) or _NAMED.find(plain)
    if within is None or negated(plain, within):
        return False
    # "Entraram no pabx": what in Portuguese says where denies nothing of what follows.
    plain = blanked(plain, within.span(), "~")
    return any(not negated(plain, one) and not _none_made(plain, one) for one in _CALLS.all(plain))


@once
def server_compromised(reading: Reading) -> Sentence | None:
    """Return the sentence by which somebody has got hold of the telephone system itself, unless it is over."""
    if reading.says(_ENDED):
        return None
    unwanted = unwanted_calls_of_ours(reading)
    if unwanted:
        return unwanted
    for one in reading.told:
        found = _SERVER_HELD.find(one.folded)
        held = found is not None and not negated(one.folded, found)
        if (
            (held or _dials_from_within(one))
            and not one.asks
            and not imagined(one)
            and not past(one)
            and not _ADVERT.within(one.folded)
        ):
            return one
    return None


@once
def signs_of_fraud(reading: Reading) -> tuple[Sentence, ...]:
    """Return the sentences that tell of fraud or compromise."""
    if nuisance_calls(reading):
        return ()
    context = _says_not_theirs(reading)
    signs = tuple(sentence for sentence in reading.told if _tells(sentence, unexplained=context))
    held = None if signs else server_compromised(reading) or unwanted_calls_of_ours(reading)
    signs = (held,) if held else signs
    return signs or _unexplained_calls(reading) or _calls_without_callers(reading) or _read_as_fraud(reading)


def sounds_bad_far_away(reading: Reading) -> Sentence | None:
    """Return the sentence that says how calls to a far place go, where nothing says that nobody made them."""
    if any(tells_total(one) or _tells_outage_beside(one) for one in reading.told):
        return None
    return calls_of_theirs_go_badly(reading)


def _tells_outage_beside(sentence: Sentence) -> bool:
    """Return whether a clause that names no far place says that no call comes in, or none goes out.

    "No calls in or out at all, and the calls to Cuba yesterday had echo": what is past of the one is not of the other.
    """
    return clause_tells_outage(one for one in clauses(sentence) if not _FAR_PLACE.within(_plain(one)))


@once
def calls_of_theirs_go_badly(reading: Reading) -> Sentence | None:
    """Return the sentence by which calls to a far place are through, and sound bad or end by themselves.

    None where anything says that nobody made them, or names a fraud.
    """
    if _says_not_theirs(reading) or reading.says(_NAMED) or reading.says(_VOLUME):
        return None
    return next((one for one in reading.told if _is_of_the_sound(one) and _FAR_PLACE.within(_plain(one))), None)


def without_where_calls_go(reading: Reading) -> Reading:
    """Return a message without the names of the far places to which its people's calls go, which tell nothing then."""
    if calls_of_theirs_go_badly(reading) is None:
        return reading
    sentences = tuple(_without_places(one) for one in reading.sentences)
    return replace(reading, sentences=sentences)


def _without_places(sentence: Sentence) -> Sentence:
    text, folded = sentence.text, sentence.folded
    for found in reversed(list(_FAR_PLACE.all(folded))):
        text = f"{text[: found.start()]}~{text[found.end() :]}"
        folded = f"{folded[: found.start()]}~{folded[found.end() :]}"
    return replace(sentence, text=text, folded=folded)


def _is_of_the_sound(sentence: Sentence) -> bool:
    folded = sentence.folded
    return goes_badly(folded) and (_CALL_WORD.within(folded) or _VOICE.within(folded))


def _read_as_fraud(reading: Reading) -> tuple[Sentence, ...]:
    """Return the sentences that surely read like those that tell of fraud."""
    return tuple(
        one
        for one in reading.told
        if tells_now(one.text, Label.FRAUD)
        and not (_is_of_the_sound(one) and not _says_not_theirs(reading))
        and _ABOUT_ACCESS.within(one.folded)
        and not _ADVERT.within(one.folded)
    )


_ABOUT_ACCESS = Phrases(
    """
    calls; minutes; cdrs?;
    (strange|unknown|foreign|somebody|someone|nobody) … (log*|regist*|dial*|call*|extension*|admin*);
    (log*|regist*|dial*|call*|extension*|admin*) … (nobody|no one|unknown|strange|foreign|not ours|none of);
    anrufe; gesprache; fremd*; unbekannt*; niemand; appels; inconnu*; personne; llamadas; desconocid*; nadie; ligac*;
    chamadas; desconhecid*; ninguem
    """
)
"""Without a word of these a sentence that reads like fraud is about something else."""


_FAR_PLACE = Phrases(
    _FAR,
    (
        r"premium.?rate; 0900\w*; 09 numbers; \+(2\d\d|37\d|38\d|88\d|67\d|68\d|96\d|99\d); mehrwert*;"
        r" (premium|pay.per.minute|pay.per.call|chargeable); 09[0-9]\d (numbers?"
        r"|numero|nummer*|lines?); 0?89\d numbers?; 190\d numbers?; (809|876|473|284|649|767|784|868)"
        r" numbers; sonderrufnummer*; tarificacion adicional; valor acrescentado; 80[3-7] numbers;"
        r" 1?900 (number|line)s?; adult (line|chat)s?; sex (line|chat)s?; satellite; surtax*; tarif(a"
        r"|icacion) (premium|especial)"
    ),
)
_CALL_WORD = Phrases(
    """
    calls?; calling; dial*; rings?; ringing; minutes; cdrs?; records?; anruf*; gesprach*; appel*; llamad*;
    ligac*; chamad*; numbers?
    """
)
_VOICE = Phrases("audio; sound; voice; ton; sprache; son; voix; sonido; voz; som; (quando|se) (\\w+ )?lig(o|a|amos|am)")
_FAILING = Phrases(r"""
    (can't|cannot|cant|unable to|won't|not able to|couldn't|doesn't) (\w+
      )?(call|dial|reach|make|place|get|connect|complete|go); calls? … (fail*|rejected|not go|busy);
    fast busy; reorder; quote; (call|calling) rates; tariffs?;
    (please|to|want|like) (allow|enable|permit|open);
    how (do|can|to) (i|we) (allow|enable|permit|open|call|dial)
    """)
SIGNALS = 2
"""So many things that nobody can explain make calls to far places fraud."""


def _unexplained_calls(reading: Reading) -> tuple[Sentence, ...]:
    """Return the sentences about calls to far places, where the message tells several things that speak of fraud."""
    signals = {found.group() for sentence in reading.told for found in _not_theirs(_plain(sentence))}
    far = [
        one
        for one in reading.told
        if _FAR_PLACE.within(_plain(one))
        and not imagined(one)
        and not _FAILING.within(one.folded)
        and not _ADVERT.within(one.folded)
    ]
    called = reading.says(_CALL_WORD)
    return tuple(far) if far and called and len(signals) >= SIGNALS else ()


def _tells(sentence: Sentence, *, unexplained: bool) -> bool:
    folded = sentence.folded
    if imagined(sentence) or _ADVERT.within(folded):
        return False
    named = _NAMED.find(folded)
    if named and not negated(folded, named):
        return True
    plain = _plain(sentence)
    far = next((one for one in _CALLS.all(plain) if not negated(plain, one) and not _none_made(plain, one)), None)
    return far is not None and unexplained and "fail" not in folded and "can't" not in folded


_VOLUME = Phrases(
    r"""
    (hundreds|thousands|dozens|scores|\d{2,}) (of )?(\w+ ){0,2}(calls|dials); (hundreds|thousands|\d{3,}) (of )?(\w+
      ){0,2}(minutes|hours); non.?stop;
    one after (another|the other); back to back; every (few|\d+|couple of) (seconds|minutes); in a row;
    (all|every) (\w+ )?(channels?|lines?|trunks?) (is |are )?(in use|taken|occupied|full);
    keeps? (on )?(calling|dialing|dialling|ringing); (cost|bill|charge)s?(ed)? … \d{3,};
    (hunderte|tausende|dutzende) (von )?(\w+ )?(anrufe|gesprache|minuten);
    (des )?(centaines|milliers) d'appels; (cientos|miles) de (llamadas|minutos);
    (centenas|milhares) de (ligacoes|chamadas|minutos)
    """
)
_NOBODY_THERE = Phrases(
    """
    (nobody|no one|no guest|no staff|no human|not a soul) …
      (there|in|home|room|desk|office|building|awake|phone|made|dialed|dialled|call*);
    (room|rooms|office|building|place|desk|floor|wing|shop|store|suite) …
      (empty|vacant|unoccupied|closed|locked|dark|unsold);
    (empty|vacant|unoccupied|locked|closed|unsold)
      (room|rooms|office|building|place|desk|floor|wing|suite); asleep; checked out;
    niemand … (da|im haus|zimmer|buro|gewahlt|angerufen); (zimmer|buro) … (leer|zu|frei);
    personne … (chambre|bureau|la|appele*); (chambre|bureau)s? … (vide|ferme*|libre);
    nadie … (cuarto|habitacion|oficina|ahi|llamo|hizo); (cuarto|habitacion|oficina) … (vaci*|cerrad*);
    ninguem … (quarto|escritorio|la|ligou|fez); (quarto|escritorio) … (vazi*|fechad*)
    """
)
_OUTGOING = Phrases("""
    calls?; calling; dial*; outgoing; outbound; numbers?; anrufe?; gewahlt; appels?; appelle*;
    llamadas?; llama; ligac*; chamadas?; liga
    """)
_INCOMING = Phrases("""
    (inbound|incoming) calls?; callers?; spam calls?; robocalls?; rings? (but|and) nobody; ghost rings?;
    phones? rings?
    """)


def _calls_without_callers(reading: Reading) -> tuple[Sentence, ...]:
    """Return the sentences about many calls that go out while nobody is there to make them."""
    if reading.says(_INCOMING):
        return ()
    many = [one for one in reading.told if _VOLUME.within(one.folded) and _OUTGOING.within(one.folded)]
    empty = any(_NOBODY_THERE.within(sentence.folded) and not imagined(sentence) for sentence in reading.told)
    return tuple(one for one in many if not imagined(one) and not _FAILING.within(one.folded)) if empty else ()


def fraud_that_goes_on(reading: Reading) -> Sentence | None:
    """Return the first sign of fraud, where nothing says that it is over; what is unclear is taken to go on."""
    signs = signs_of_fraud(reading)
    over = reading.says(_ENDED)
    return signs[0] if signs and not over else None


_NOTHING_SINCE = Phrases(
    r"""
    nothing (\w+ )?since;
    (no|not one|not a single) (\w+ )?(calls?|attempts?|logins?|one) (\w+ )?(since|after that); none (\w+ )?since;
    (all )?quiet (ever )?since; (has|have) (\w+ )?stopped (ever )?since;
    seit(dem|her) (war |ist )?(nichts|kein*|ruhe|alles ruhig);
    (plus )?rien (de \w+ )?depuis; depuis,? (plus )?rien; desde entonces (no|nada|ningun*); nada desde entonces;
    desde entao (nada|nenhum*|nao); nada desde entao
    """,
    but=(
        r"(done|did|do|doing|heard|hear|said|says|received|got|had) nothing (\w+ )?since",
        "nothing (done|heard|said|changed|else) since",
    ),
)
_ONCE_MORE = Phrases(
    """
    again; still; right now; as we speak; going on; keeps? (on )?(calling|dial*|going|coming|trying);
    continu*; (came|come|is|are) back;
    wieder; noch immer; immer noch; weiterhin; de nouveau; a nouveau; encore; toujours; recommence*; otra vez; de nuevo;
    nuevamente; todavia; sigue*; de novo; novamente; ainda
    """
)
"""It goes on, or has begun anew."""
_AGAIN = Phrases(
    """
    (calls?|calling|minutes|dial*|numbers?) … (again|still|back|right now|as we speak);
    (still|again) (\\w+ ){0,2}(calls?|calling|dial*); (anrufe?|gesprache?) … (wieder|noch immer|immer noch|weiter);
    (wieder|noch immer|immer noch) … (anrufe?|gesprache?);
    appels? … (de nouveau|a nouveau|encore|toujours); (de nouveau|a nouveau|encore|toujours) … appels?;
    (llamadas?|llaman) … (otra vez|de nuevo|nuevamente|todavia);
    (siguen|sigue|otra vez|de nuevo) … (llamadas?|llamando);
    (ligacoes|chamadas|ligando) … (de novo|novamente|ainda); (continuam|de novo|ainda) … (ligacoes|chamadas|ligando)
    """
)


def fraud_that_is_over(reading: Reading) -> Sentence | None:
    """Return the sentence that says that nothing came since, unless another says that it goes on or is back."""
    if reading.says(_ONCE_MORE):
        return None
    return reading.first(lambda one: _NOTHING_SINCE.within(one.folded))


_ATTEMPTS = Phrases(
    """
    attempts?; trying; tries; tried; scan*; prob(es?|ing); brute.?forc*; fail2ban; failed (log.?ins?|registrations?);
    banned; gesperrt; versuch*; angriff*; tentatives?; essa(ie|ient|yent|yer); banni*; attaque*; intent*; bloquead*;
    baneado*; ataque*; tenta*; banid*
    """
)
_GOT_IN = Phrases(_NONE_GOT_IN)


def attempts_that_failed(reading: Reading) -> Sentence | None:
    """Return the sentence that says that of all who tried to get in none did, where nothing is lost beside."""
    if signs_of_fraud(reading) or speaks_of_emergency_calls(reading):
        return None
    if not reading.says(_ATTEMPTS):
        return reading.first(_nobody_and_no_call)
    if any(tells_total(one) for one in reading.told):
        return None
    return reading.first(lambda one: _GOT_IN.within(one.folded) and not imagined(one))


_SECRETS = Phrases(
    """
    passwords?; secrets?; credentials?; sip (keys|logins?); kennwort*; passwort*; zugangsdaten; mots? de passe;
    identifiants?; acces admin; claves?; contrasena*; credenciales; senhas?; credenciais
    """
)
_GONE = Phrases(
    r"""
    (laptop|notebook|computer|phone|mobile|usb|stick|list|folder|bag|van|spreadsheet) …
      (lost|stolen|left|missing|gone); (lost|stole|stolen|left|losing) …
      (laptop|notebook|computer|usb|stick|list|folder|bag|mobile);
    (notebook|laptop|rechner|handy|liste|tasche|stick|wagen) … (gestohlen|geklaut|verloren|weg|liegen\w*);
    (gestohlen|geklaut|verloren) … (notebook|laptop|rechner|handy|liste|tasche|stick);
    (portable|ordinateur|pc|cle|liste|sac|fourgon) … (vole\w*|perdu\w*|disparu\w*|parti\w*|oublie\w*);
    (vole|perdu|oublie)
      (un |une |le |la |son |notre )?(portable|ordinateur|pc|cle|liste|sac);
    (laptop|portatil|computador\w*|notebook|lista|celular|memoria) … (robad\w*|perdi\w*|olvid\w*); (robaron|robo
      |perdi\w*|olvid\w*) … (laptop|portatil|computador\w*|notebook|lista|celular|memoria);
    (roubaram|perd\w*|esquec\w*|furtaram) … (laptop|portatil|computador\w*|notebook|lista|celular|telemovel|pen);
    (laptop|portatil|computador\w*|notebook|lista|celular|telemovel) … (roubad\w*|perdid\w*|furtad\w*|esquecid\w*)
    """
)
_NOTHING_SEEN = Phrases(
    r"""
    (no|not any|nothing|none) (\w+ )?(odd|strange|unknown|suspicious|unusual|foreign)( \w+)?;
    (no|see no) (\w+ )?(misuse|abuse|sign of \w+);
    kein\w* (\w+ )?(fremde\w*|unbekannte\w*|verdachtige\w*|auffallige\w*); nichts (\w+ )?(auffalliges|verdachtiges
      |fremdes|im protokoll);
    (aucun\w*|pas d'|rien) … (bizarre\w*|inconnu\w*|suspect\w*|etrange\w*|anormal\w*); rien (\w+ )?dans le
      (journal|log);
    (ningun\w*|nada|no hay) … (rar[oa]s?|desconocid\w*|sospechos\w*|extran\w*); nada en el (registro|log);
    (nenhum\w*|nada|nao ha) … (estranh\w*|desconhecid\w*|suspeit\w*|esquisit\w*); nada no (log|registro|registo)
    """
)


def secrets_at_risk(reading: Reading) -> Sentence | None:
    """Return the sentence by which passwords may be in other hands, where nothing has come of it so far."""
    if not reading.says(_SECRETS) or signs_of_fraud(reading) or speaks_of_emergency_calls(reading):
        return None
    more = (one for one in reading.told if not _NOTHING_SEEN.within(one.folded))
    if not reading.says(_NOTHING_SEEN) or reading.says(_ONCE_MORE) or any(map(tells_total, more)):
        return None
    return reading.first(lambda one: _GONE.within(one.folded) and not imagined(one))


_NO_CALL_THERE = Phrases(
    rf"""
    (no|not any|no hay|kein\w*|aucun\w*|pas d'|ningun\w*|nenhum\w*|sem|sin) (\w+ )?(calls?|anrufe?|gesprache?|appels?
      |llamadas?|chamadas?|ligac(ao|oes)) … {_FAR}
    """
)


def _nobody_and_no_call(sentence: Sentence) -> bool:
    """Return whether a sentence says that nobody got in, and that there are no calls to a far place."""
    denied = _GOT_IN.within(sentence.folded) and _NO_CALL_THERE.within(_plain(sentence))
    return denied and not imagined(sentence)


def fraud_again(reading: Reading) -> Sentence | None:
    """Return the sentence that says that calls to far places go out again, or still, whatever was done against it."""
    if not signs_of_fraud(reading):
        return None
    return reading.first(_goes_out_again)


def _goes_out_again(sentence: Sentence) -> bool:
    found = _AGAIN.find(_plain(sentence))
    return (
        found is not None
        and _FAR_PLACE.within(_plain(sentence))
        and not sentence.asks
        and not imagined(sentence)
        and not negated(sentence.folded, found)
        and not _FAILING.within(sentence.folded)
        and not _ADVERT.within(sentence.folded)
    )
