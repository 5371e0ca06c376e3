"""Names of organisations in running text: who the end customer is, and who only writes for them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from deskbot.model.message import Inbound
from deskbot.triage.folding import fold
from deskbot.triage.phrases import Phrases, listed
from deskbot.triage.sentences import Reading, Region, Sentence

_WORD = (
    r"(?:(?:[^\W\d_a-zß-öø-ÿ]\.){1,4}(?=\s)|[^\W\d_a-zß-öø-ÿ]\w{0,30}(?:['\u2019\-\u2013][\w.]{1,30}){0,5}(?"
    r":['\u2019](?![\w]))?)"
)
_JOIN = (
    r"(?:(?:&|\+|and|of|the|for|de|del|de la|de los|de las|des|du|d'|der|und|y|e|et|da|do|das|dos"
    r"|van|von|zum|zur|am|im|an der|à la|à|aux|au|on|in|at)\s)"
)
NAME = re.compile(rf"(?<![\w@.])(?:(?:St|Dr|Mt|Ste)\.?\s)?{_WORD}(?:,?\s(?:{_JOIN}){{0,2}}{_WORD}){{0,6}}")

KIND = listed(
    """
    abarrotes academia academy advocacia advogados ag agency airport apotheke arena aseguradora associacao
    associates association attorneys autohaus ayuntamiento backerei bakery balneario banco bank bar bauhof bindery
    boatyard bodega bodegas books boulangerie brauerei brewery brick bros brothers cabinet cafe caisse cannery
    care cellars center centre chambers chapel charity charter chaussures chemist chiropractic church cinema city
    clinic clinica clinicas clinique club co-op coffee colegio college comercial commission commune company
    condominio construction constructora construtora consultorio contabilidade coop cooperativa cooperative corp
    council county court creamery credit dairy dealers dealership dental dentist dentistry dermatology despacho
    diner distillery district drogaria druckerei ecole electric electrical empacadora engineering epicerie escola
    escritorio escuela estate estates fabrik farm farmacia farms fazenda federal ferreteria fire foods ford
    foundation foundry freight frigorifico fromagerie fuel funeral furniture gallery garage garden gardens gasthof
    gemeinde gmbh grocers grocery group gym gymnasium hacienda hall hardware haulage health healthcare high hof
    holdings home homes honda hopital hospice hospital hostal hostel hotel house hvac imaging imprimerie inc inn
    insurance jewelers kanzlei kg kita kitchen klinik klinikum krankenhaus kurhaus lab laboratoire laboratories
    laboratorio laboratorios laboratory labs landscaping law lawyers legal librairie library libreria lighting llc
    llp lodge logistics loja lojas ltd lumber machine mairie maison manor marina market markets mart materials
    meats medical mercado metals metzgerei mill mills ministries mission molkerei motel motors muhle municipio
    museum neurology notaire notaires notaria nurseries nursery nursing oil optica optical optometry orchard
    orchards orthodontics orthodontists orthopedics outfitters packaging padaria paint panaderia paper parish park
    partners pediatrics pflegeheim pharmacie pharmacy physio physiotherapy plumbing police port posada pousada
    practice praxis precast prefeitura press primary printing produce properties property quincaillerie rathaus
    realty recycling reederei rehab rental rentals residence resort restaurant restaurante retirement retreat
    roofing salon sanatorium savings school schools schreinerei schule scierie seafood seeds seniorenstift
    services shelter shipping shop shops society solicitors spa spedition stables stadtwerke station steel
    steuerkanzlei stift stiftung storage store stores stud studio studios supermarket supermercado supplies supply
    surgery surgical talleres tavern taxi theater theatre therme tiles tire tires tischlerei title tours town
    township toyota transit transport transportadora transportes travel trucking trust union universidad
    university usina usine utilities utility verlag vet veterinary village ville vineyard vineyards warehouse
    water weingut werft winery wines winzer works ymca zahnarztpraxis zoo
    """
)
"""Words that name the kind of a business or institution."""

TRADE = re.compile(
    r"\b(?:tele\w*|telco|voip|voice|comms?|communications?|phones?|phone systems?|dial ?tone|data"
    r"|networks?|netz\w*|cabling|cables?|it services|technolog\w+|tech|systemhaus|fernruf|fernmelde\w*"
    r"|kommunikation\w*|komm|redes|telecom\w*|telefon\w*|tk|vd|cctv|systems|integrat\w*|computers?"
    r"|informatique|conmutador\w*|pabx|pbx|tel|managed services|msp|telekom\w*)\b"
)
"""The reseller's own trade, in a name or a domain."""
TRADE_IN_DOMAIN = re.compile(
    r"tele|voip|voice|comm|phone|dial|netz|netw|fernruf|redes|tel\b|tel[.-]|data|cable|tech|pbx"
    r"|pabx|-vd|systemhaus|telco|ring|line|wire|digital|tone|signal|konnekt|conecta"
)

_NOT_NAMES = listed(
    """
    a aber abs admin after afternoon again alg all alle alles already also always am american an and android
    anlage another any anyone apparat apparate apple apr april are as asterisk at aucun auf aug august avaya ave
    avenue aw aws be because been before bei beim best bitte blvd boa bom bonjour bonsoir both buenas buenos
    building but by called can canada ce ces cette changed checked cheers chrome cisco client cliente codec could
    customer damen dank danke das de dear dec december depuis der des desde desk dhcp dia dias did dids die dns do
    does don dona dr drive dsm dsm16 du e each eight ein eine einen either el elle emergency end end-user english
    equipo er es estimado estimados et even evening every everyone everything fax feb february firefox first five
    floor for four frau french freundlichen fri friday from fw fwd galaxy geehrte german gestern good google
    gracias grussen gui guten guys had hallo has have he hello help helpdesk her here herr herren heute hey hi
    highway his hola host how hyper-v i i'd i'll i'm i've ich id if il im in infinity infinityone internet into ip
    iphone is isp issue it its ivr jan january je jul july jun june just kein keine kind kollegen kunde kunden
    kundin kvm la lan lane las last lcd le led les liebe lieber lorsque los mac madame main mais many mar march
    mas may maybe merci meridian microsoft might miss mit mme mobile model moin mon monday monsieur more morning
    most moved mr mrs ms mtr much my nach nao nas nat nebenstelle nec neither never next nicht nine no nobody
    noches noite norstar nortel nossa nosso not nothing notre nous nov november now nuestra nuestro o obrigada
    obrigado oct october oder of off oi ok okay ola on once one only onto or os other ou our out outlook over own
    pabx panasonic pas pbx perhaps pero pessoal please poe prezados pri problem put qos quand question ran re
    rebooted regards release replaced request reset restarted rien rma road room s/n saludos salut same samsung
    sat saturday second sehr seit sent sep sept september serial service servus seven she should sie since
    sincerely sip site six sn so software some somebody someone something soporte sorry spanish sr sra ssl st
    status still street subject such suite sun sunday support sv swapped system t1 tag tarde tardes team telefon
    telefone ten thank thanks that the their then there these they third this those three thu thursday thx ticket
    tls to today tomorrow too tr tried tudo tue tuesday two ucx ucx1000 ucx20 ucx250 ucx3000 ucx450 ucx50 uk um
    uma un una und une unit unser unsere unserem unseren until up update ups urgent us usa usb user version very
    vielen vlan vmware vom von votre vous vpn wan warm was we web wed wednesday well were wg what when where which
    while who whose why wifi will windows wir with without would y yes yesterday you your yours zum zur
    """
)

_CUE = Phrases(
    """
    (end )?(customer|client|user)s?( of (ours|mine))?( is| named| called|,|:)?; site( is|:)?;
    (unser|unserem|unseren|unserer|der|dem|vom) kunde*n?; (notre|mon|un|le) client*;
    (nuestro|el|un|mi) cliente; (nosso|meu|o) cliente; cliente; kunde; kundin
    """
)
_BEFORE = re.compile(
    r"\b(?:at|for|from|with|about|of|over at|bei|beim|bei der|bei dem|fur|fur die|vom|von der|der"
    r"|chez|pour|de|a|au|du|de la|au sujet de la|au sujet de|en|para|con|na|no|da|do|in|is|ist"
    r"|es|sujet|called|regarding|re)\b(?:\s(?:the|la|le|der|die|dem|das|el|a|o))?\s?$"
)
_AFTER = re.compile(
    r"^,?\s?(?:is|are|has|have|had|runs?|uses|gets?|can|can't|cannot|got|called|lost|went|who|where"
    r"|\(|ist|hat|haben|nutzt|a un|est|ont|tiene|tienen|esta|estan|tem|estao|[-:/]|ticket|\Z)"
)
_PERSON_BEFORE = re.compile(
    r"\b(?:mr|mrs|ms|miss|dr|mme|m|mlle|herr|herrn|frau|sr|sra|dona|don|doctor|ask for|contact"
    r" is|named|name is|thanks|hi|hello|dear|hallo|bonjour|hola|oi|regards|from|call|signed|ing"
    r"|lic)\.?,?\s?$"
)
_PLACE_AFTER = re.compile(r"^,?\s(?:street|st|road|rd|lane|ave|avenue|blvd|drive|suite)\b")
_LEGAL = re.compile(r",?\s(?:inc|llc|ltd|gmbh|co|corp|s\.?a|s\.?l|pty|plc|llp|kg|ag|e\.?v)\.?$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that may be the end customer's, and how well that stands."""

    name: str
    weight: float
    sentence: Sentence


def own_words(message: Inbound, reading: Reading) -> frozenset[str]:
    """Return the folded words of the writer's own name and organisation."""
    domain = message.sender.address.rpartition("@")[2]
    signature = " ".join(s.text for s in reading.sentences if s.region is Region.SIGNATURE)
    text = fold(f"{message.sender.name} {message.sender.address.partition('@')[0]} {signature}")
    return frozenset(re.findall(r"\w{2,}", text)) | frozenset(re.findall(r"\w{3,}", fold(domain)))


def _split(name: str) -> list[str]:
    return [word for word in re.split(r"[\s]+", name) if word]


def _trim(name: str) -> str:
    """Return the name without common words at its ends ("The", "Since", a weekday)."""
    words = _split(name)
    while (
        words and fold(words[0]).strip(".,'") in _NOT_NAMES and fold(words[0]) not in ("st", "st.", "la", "el", "the")
    ):
        words.pop(0)
    while words and (fold(words[-1]).strip(".,'") in _NOT_NAMES or fold(words[-1]) in _SMALL) and not _kind(words[-1]):
        words.pop()
    while words and fold(words[0]) in (
        "the",
        "la",
        "el",
        "le",
        "les",
        "die",
        "der",
        "das",
        "and",
        "und",
        "o",
        "a",
    ):
        words.pop(0)
    trimmed = _before_comma(" ".join(words)).strip(" ,.'\u2019")
    return re.sub(r"['\u2019]s$", "", trimmed) if len(words) > 1 and not _kind_of(trimmed[:-2]) else trimmed


def _before_comma(name: str) -> str:
    """Return the name up to a comma, unless what follows belongs to it: "Fenwick, Wray & Lowe", "Acme, Inc"."""
    head, comma, rest = name.partition(",")
    belongs = "&" in rest or " and " in rest or _LEGAL.search(f" {fold(rest).strip()}")
    return name if not comma or belongs else head


_SMALL = listed("and of the for de del la des du d' der und y e et da do das dos van von zum zur am im on in at")


def _kind(word: str) -> bool:
    return fold(word).strip(".,'s") in KIND or fold(word).strip(".,'") in KIND


def _kind_of(name: str) -> bool:
    return any(_kind(word) for word in re.split(r"[\s\-]+", name))


def candidates(message: Inbound, reading: Reading) -> list[Candidate]:
    """Return names that may be the end customer's, each with its weight."""
    own = own_words(message, reading)
    domain = fold(message.sender.address.rpartition("@")[2]).replace("-", "")
    subject = fold(reading.subject)
    found: list[Candidate] = []
    for sentence in reading.sentences:
        if sentence.region is Region.SIGNATURE:
            continue
        for match in NAME.finditer(sentence.text):
            name = _trim(match.group())
            if not name:
                continue
            start = sentence.text.find(name, match.start())
            weight = _weigh(name, start, sentence, own, domain, subject)
            if weight > 0:
                found.append(Candidate(name, weight, sentence))
    return found


def _weigh(name: str, start: int, sentence: Sentence, own: frozenset[str], domain: str, subject: str) -> float:
    folded = fold(name)
    words = re.findall(r"\w{2,}", folded)
    before = sentence.folded[max(0, start - 34) : start]
    after = sentence.folded[start + len(name) : start + len(name) + 24]
    if not words or folded in _NOT_NAMES or _is_own(words, own, domain) or _PLACE_AFTER.match(after):
        return 0.0
    kind = _kind_of(name)
    cue = _CUE.find(before)
    weight = 0.0
    weight += 3.0 * kind * (len(words) > 1)
    weight += 3.0 * bool(cue and len(before) - cue.end() < 4)  # noqa: PLR2004 (right before the name)
    weight += 1.0 * bool(_BEFORE.search(before))
    weight += 0.8 * bool(_AFTER.match(after)) * (len(words) > 1 or kind)
    weight += 1.0 * (sentence.region is Region.SUBJECT) * (len(words) > 1)
    weight += 1.0 * (sentence.region is not Region.SUBJECT and len(words) > 1 and folded in subject)
    weight += 0.5 * (len(words) > 1) + 0.4 * ("&" in name)
    weight += 0.8 * (start == 0 and sentence.region is not Region.SUBJECT and len(words) > 1)
    weight -= 2.5 * bool(_PERSON_BEFORE.search(before)) * (not kind)
    weight -= 2.5 * bool(TRADE.search(folded)) * (not kind or folded.split()[-1] in ("telecom", "telephone", "voice"))
    weight -= 2.0 * (sentence.region is Region.FORWARDED_SIGNATURE and not kind)
    weight -= 1.0 * (len(words) == 1)
    return weight


def _is_own(words: list[str], own: frozenset[str], domain: str) -> bool:
    """Return whether the name is the writer's, or their organisation's."""
    significant = [word for word in words if word not in _SMALL]
    joined = "".join(significant)
    if all(word in own for word in significant):
        return True
    return len(joined) > 5 and (joined in domain or (significant[0] in domain and len(significant[0]) > 4))  # noqa: PLR2004 (long enough to mean it)


def longest(best: Candidate, all_found: list[Candidate]) -> Candidate:
    """Return the fullest form of the best name: "Hollis Vet Clinic" for "Hollis Vet"."""
    same = [
        found
        for found in all_found
        if fold(found.name).startswith(fold(best.name)) and found.weight > best.weight - 2.5
    ]
    return max(same, key=lambda found: (min(len(found.name), 60), found.weight), default=best)
