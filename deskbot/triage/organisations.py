"""Names of organisations in running text: who the end customer is, and who only writes for them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from deskbot.model.message import Inbound
from deskbot.triage.folding import compose, fold
from deskbot.triage.name_words import CARRIERS, FIRST_NAMES, FUNCTION, KIND, KIND_ENDINGS, TECHNICAL
from deskbot.triage.phrases import Phrases, listed
from deskbot.triage.sentences import Reading, Region, Sentence

_WORD = (
    r"(?:(?:[^\W\d_a-zß-öø-ÿ]\.){1,4}(?=\s)|(?:Dra?|Prof|Ste?|Sta|Sto|Mt|Sra?|Ing)\.(?=\s)"
    r"|[^\W\d_a-zß-öø-ÿ]\w{0,30}(?:['\u2019\-\u2013][\w.]{1,30}){0,5}(?"
    r":['\u2019](?![\w]))?)"
)
_JOIN = (
    r"(?:(?:&|\+|and|of|the|for|de|del|de la|de los|de las|des|du|d'|der|und|y|e|et|da|do|das|dos"
    r"|van|von|zum|zur|am|im|an der|à la|à|aux|au"
    # Adjectives that stand small within a name: "Coopérative agricole des Trois-Lacs".
    r"|agricole|populaire|secondaire|primaire|hospitalier|médicale?|dentaire|vétérinaire|municipale?|funéraire"
    r"|communautaire"
    r"|dental|veterinari[ao]|médic[ao]|infantil|agr[ií]cola|pública|general|comercial|industrial|funerari[ao]|popular"
    r"|sporti(?:f|ve)|culturel(?:le)?|scolaire|social[e]?|médico-social|équestre|nautique|polyvalente?"
    r"|deportiv[oa]|esportiv[oa]"
    r"|cultural|escolar|social|estad?ual|federal|estética|central|universitari[ao]|odontológic[ao]|particular"
    r"|geral|técnic[ao]|automotriz|auto-école)\s)"
)
NAME = re.compile(rf"(?<![\w@.])(?:(?:St|Dr|Mt|Ste)\.?\s)?{_WORD}(?:,?\s(?:{_JOIN}){{0,2}}{_WORD}){{0,6}}")
MOST = 60
"""Names of one sentence that are weighed."""

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


_SMALL = listed("and of the for de del la des du d' der und y e et da do das dos van von zum zur am im on in at")
_KEPT_ARTICLES = listed("la el le les los las il lo o a os as")
_AMBIGUOUS = listed(
    """
    meridian galaxy infinity spectrum frontier express new neue nouvelle nueva nova big first second american canadian
    english
    french german italian mexican spanish north south east west main high server service music media group
    hardware port opera
    charter summit bell spark sunrise gamma five seven three four two one ten may august best good orange
    """
)
"""Words that are a product or begin a sentence, and as well begin many a name."""

_LOOSE = FUNCTION | TECHNICAL | _SMALL
_PLAINLY_TECHNICAL = TECHNICAL - KIND
_PLAINLY_CARRIERS = CARRIERS - _AMBIGUOUS

_CUE = Phrases(
    """
    (end )?(customer|client|user)s?( of (ours|mine))?( is| named| called|,|:)?; site( is|:)?;
    (unser|unserem|unseren|unserer|der|dem|vom|end) ?kunde*n?; customer of (us|ours);
    (notre|mon|un|le|la|du|nos) client*;
    (nuestr[oa]|el|la|un|mi|del) cliente; (nosso|nossa|meu|o|do|a) cliente; cliente; client; kunde; kundin; klant
    """
)
_AT = re.compile(
    r"\b(?:at|over at|out at|bei|beim|bei der|bei dem|bei den|chez|bij|presso|all[ao]|na|no|nas|nos|en|a nombre de"
    r"|a la|a l'|au|aux|aupres de)"
    r"(?:\s(?:the|la|le|les|l'|der|die|dem|das|de|el|los|las))?\s?$|\b(?:chez )?l'$"
)
_FOR = re.compile(
    r"\b(?:for|from|with|about|regarding|re|fur|vom|von der|pour|au sujet de|concernant|para|con|com|mit|avec|sujet"
    r"|called|betrifft"
    r"|of|de|del|da|do|du|de la|des|der|d'|dell[ao]|is|ist|es|sobre|like|dont|including|namely|sind|in|im|a)"
    r"(?:\s(?:the|la|le|les|l'|der|die|den|dem|das|el|los|las|o|a))?\s?$"
)
_ONLY_PLACE = re.compile(r"\b(?:in|to|near|towards|nach|im|vers|hacia|em)\s$")
_AFTER = re.compile(
    r"^,?\s?(?:is|are|has|have|had|runs?|uses?|gets?|can|can't|cannot|got|called|lost|lose|loses|went|who|where"
    r"|does|do|say|says"
    r"|report|reports|reported|want|wants|need|needs|cannot|moved|opened|bought|take|takes|see|sees|hear|hears"
    r"|keeps?|asks?|was|were"
    r"|\(|ist|hat|haben|nutzt|meldet|bekommt|kann|konnen|sind|a un|est|ont|n'a|ne|n'arrive|a|utilise|tiene|tienen"
    r"|no|esta|estan"
    r"|tem|estao|nao|ta|quiere|quer|usa|reporta|[-:/]|ticket|phones?|system|pbx|talk|complain\w*|\Z)"
)
_SYSTEM_AFTER = re.compile(
    r"^\s?[,:/(-]\s?(?:a |an |eine? |une? |um |uma )?(?:ucx|galaxy|host|release|version|system|s/n)"
)
_PERSON_BEFORE = re.compile(
    r"\b(?:mr|mrs|ms|miss|dr|mme|m|mlle|herr|herrn|frau|sr|sra|dona|don|doctor|ask for|contact"
    r" is|named|name is|thanks|hi|hello|dear|hallo|bonjour|hola|oi|regards|from|call|signed|ing|my name is|it's|soy"
    r"|je suis"
    r"|lic|aqui|ich bin|attn|attention|cc|c/o|told|manager|boss|owner|colleague|tech|technician|receptionist"
    r"|secretary)\.?,?\s?$"
)
_CARRIER_BEFORE = re.compile(
    r"\b(?:carrier|provider|isp|telco|itsp|anbieter|betreiber|fournisseur|operateur|proveedor|operadora|provedor"
    r"|vendor|phone company"
    r"|switch|firewall|router|modem|trunks? (?:from|by|with|to)|calls? to|browser|hosted by|via)\W{0,3}(?:is "
    r"|named |called |from |"
    r"de |von |ist |es |est )?$"
)
_PLACE_AFTER = re.compile(
    r"^,?\s(?:street|st|road|rd|lane|ave|avenue|blvd|boulevard|drive|suite|floor|room|wing|highway|parkway)\b"
)
_PLACE_LAST = listed(
    """
    street road avenue lane blvd boulevard highway parkway suite floor room wing strasse platz allee rue avenida
    calle rua
    piso
    """
)
_LOWER_KIND_BEFORE = re.compile(r"\b([a-z]{3,20}) $")
_INTRODUCES = Phrases(
    r"""
    (we are|this is|here at|we're|i work (at|for)|i own|i run|i manage)( the)?;
    (receptionist|secretary|owner|manager|administrator|principal|clerk|assistant|bookkeeper|director|dispatcher|nurse
      |pastor) (at|of|for|from|here at)( the)?; (soy|somos|hablo|habla|escribo) (de|del)( la)?; somos( la| el)?;
    (duena|dueno|gerente|secretaria|encargad[oa]|recepcionista|propietari[oa]|dona|dono)
      (de|del|do|da)( la)?;
    (ich bin|wir sind|hier ist|arbeite)( \w+)? (von|vom|bei|beim|der|die|das)( der| dem)?; wir sind( die| das| der)?;
    (je suis|nous sommes|ici)( \w+)? (de|du|chez)( la)?; nous sommes( la| le)?; (sou|somos|falo|aqui e) (d[oae])
    """
)
_QUOTES = "\"'\u201c\u201d\u201e\u00ab\u00bb\u2018"
_LEGAL = re.compile(r",?\s(?:inc|llc|ltd|gmbh|co|corp|s\.?a|s\.?l|pty|plc|llp|kg|ag|e\.?v)\.?$")
_LEGAL_FORM = re.compile(
    r",?\s(?:gmbh(?: & co\.?(?: (?:kgaa|kg|ohg))?)?|mbh|ag|kg|ohg|ug|e\. ?v\.|e\. ?u\.|e\. ?k\.|eg"
    r"|s\. ?a\. ?s\.|s\. ?a\. de c\. ?v\.|sa de cv|s\. de r\. ?l\. de c\. ?v\.|s\. ?a\. ?r\. ?l\.|s\. ?r\. ?l\."
    r"|s\. ?l\. ?u\."
    r"|s\. ?l\.|s\. ?p\. ?a\.|s\. ?a\.|s/a|sarl|sas|eurl|snc|srl|spa|ltda\.?|lda\.?|eireli|inc\.|inc|l\.l\.c\.|llc"
    r"|llp|corp\.|corp"
    r"|co\. ltd\.|pvt\.? ?ltd\.|pvt\.? ?ltd|pty\.? ?ltd\.?|ltd\.|ltd|plc|d\. ?o\. ?o\.|b\. ?v\.|n\. ?v\."
    r"|sp\. z o\. ?o\.|a/s|aps|oy|s\. ?c\."
    r"|enr\.|ltee)(?![\w])"
)
_LEGAL_STUB = re.compile(r",?\s(?:gmbh(?: & co)?|pvt|inc|corp|co|ltd|pty|s|s\.\w|d|b|n|e|l\.l|llc|ltda|lda)$")
"""What a sentence's end leaves of a legal form."""
_NUMBERED = listed(
    """
    notaria publica escuela secundaria primaria school legion post lodge station district escola ecole juzgado
    tribunal cartorio
    oficio tabelionato kita feuerwache jardin liceo instituto colegio distrito hall local
    """
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that may be the end customer's, and how well that stands."""

    name: str
    weight: float
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class _Mail:
    """What is known of the writer and the mail, for weighing its names."""

    own: frozenset[str]
    domain: str
    subject: str
    passed_on: tuple[str, ...]
    """Domains of end users whose mails are passed on."""


def own_words(message: Inbound, reading: Reading) -> frozenset[str]:
    """Return the folded words of the writer's own name and organisation."""
    domain = message.sender.address.rpartition("@")[2]
    signature = " ".join(s.text for s in reading.sentences if s.region is Region.SIGNATURE)
    text = fold(f"{message.sender.name} {message.sender.address.partition('@')[0]} {signature}")
    return frozenset(re.findall(r"\w{2,}", text)) | frozenset(re.findall(r"\w{3,}", fold(domain)))


def _bare(word: str) -> str:
    return fold(word).strip(".,'\u2019:;")


def _kind(word: str) -> bool:
    bare = _bare(word)
    return (
        bare in KIND
        or bare.removesuffix("'s") in KIND
        or bare.removesuffix("s") in KIND
        or (len(bare) > LONG and bare.endswith(KIND_ENDINGS))
    )


LONG = 8
"""Letters of a compound that names a kind: "Architekturburo", not "Bau"."""


def _kind_of(name: str) -> bool:
    return any(_kind(word) for word in re.split(r"[\s\-]+", name))


def _leads_away(words: list[str], *, starts: bool) -> bool:
    """Return whether the first word is no part of the name: "The", "Since", a weekday, "Cluster"."""
    first = _bare(words[0])
    if first in _KEPT_ARTICLES and not starts and len(words) > 1:
        return False
    if first in _AMBIGUOUS:
        return len(words) < 2 or not _kind_of(" ".join(words[1:]))  # noqa: PLR2004 (a word and its name)
    return first in FUNCTION or first in _SMALL or (first in TECHNICAL and first not in KIND)


def _trim(name: str, *, starts: bool) -> str:
    """Return the name without common words at its ends; `starts` where a sentence begins with it."""
    words = name.split()
    while words and _leads_away(words, starts=starts):
        words.pop(0)
        starts = True
    while words and not _joined(words) and not _kind(words[-1]) and _bare(words[-1]) in _LOOSE:
        words.pop()
    words = _after_place(words)
    trimmed = _before_comma(" ".join(words)).strip(" ,.'\u2019")
    if len(words) < 2 or (_kind_of(trimmed[:-2]) and not _kind(trimmed.split()[-1][:-2])):  # noqa: PLR2004 (a name)
        return trimmed  # "Clinique Chez Paul's": what the kind stands before may be called so
    return re.sub(r"['\u2019]s$", "", trimmed)


def _after_place(words: list[str]) -> list[str]:
    """Return the name without the branch before it: "Getafe de Construcciones X" is "Construcciones X"."""
    if words and not _kind(words[0]):
        for place in range(2, len(words)):
            if _bare(words[place - 1]) in ("de", "del", "des", "du", "da", "do", "der", "of") and _kind(words[place]):
                rest = words[place:]
                return rest if len(rest) > 1 and not _kind_of(" ".join(words[: place - 1])) else words
    return words


def _joined(words: list[str]) -> bool:
    """Return whether the last word is tied to the name: "Almeida & Sá", "Estrela do Mar"."""
    return len(words) > 2 and (words[-2] in ("&", "+") or (words[-2].islower() and _bare(words[-2]) in _SMALL))  # noqa: PLR2004


def _before_comma(name: str) -> str:
    """Return the name up to a comma, unless what follows belongs to it: "Fenwick, Wray & Lowe", "Acme, Inc"."""
    head, comma, rest = name.partition(",")
    belongs = "&" in rest or " and " in rest or " und " in rest or _LEGAL.search(f" {fold(rest).strip()}")
    return name if not comma or belongs else head


def candidates(message: Inbound, reading: Reading, *, end_user: bool = False) -> list[Candidate]:
    """Return names that may be the end customer's, each with its weight.

    Args:
        message: The message, for who wrote it.
        reading: The message as sentences.
        end_user: Whether the writer is an end customer, so that their own organisation is the name.
    """
    own_domain = fold(message.sender.address.rpartition("@")[2])
    about = _Mail(
        own=frozenset(re.findall(r"\w{2,}", fold(message.sender.name))) if end_user else own_words(message, reading),
        domain="" if end_user else own_domain.replace("-", ""),
        subject=fold(reading.subject),
        passed_on=tuple(
            domain.replace("-", "")
            for mail in message.forwarded
            if mail.sender and (domain := fold(mail.sender.address.rpartition("@")[2])) != own_domain
        ),
    )
    found: list[Candidate] = []
    for sentence in reading.sentences:
        if sentence.region is Region.SIGNATURE and not end_user:
            continue
        found += [one for one in _without_capitals(sentence) if not _is_own(fold(one.name).split(), about)]
        if _shouts(sentence.text):
            continue
        for match in islice(NAME.finditer(sentence.text), MOST):
            before = sentence.text[: match.start()].rstrip(" \"'\u00ab\u201e\u201c(")
            name = _trim(match.group(), starts=not before or before[-1] in ":-|/.\u2013")
            if not name:
                continue
            start = sentence.text.find(name, match.start())
            weight = _weigh(name, start, sentence, about)
            if weight > 0:
                found.append(Candidate(_with_number(name, sentence.text[:start]), round(weight, 2), sentence))
    times = Counter(fold(one.name) for one in found)
    return [Candidate(one.name, one.weight + 0.6 * (times[fold(one.name)] > 1), one.sentence) for one in found]


def _shouts(text: str) -> bool:
    """Return whether a sentence is all in capitals, so that names do not stand out."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    return len(words) > 6 and sum(word.isupper() for word in words) > 0.8 * len(words)  # noqa: PLR2004 (a name is shorter)


def _with_number(name: str, before: str) -> str:
    """Return the name with a number that begins it: "we are 911 Plumbing"."""
    found = re.search(
        r"(?:^|(?:we are|we're|this is|here at|at|customer|client|for) )(\d{1,4}(?:st|nd|rd|th)?) $", fold(before)[-30:]
    )
    return f"{found.group(1)} {name}" if found and _kind_of(name) else name


_NUMBER_BEFORE = re.compile(r"(?<=\w )\d{1,4} $")


def _weigh(name: str, start: int, sentence: Sentence, about: _Mail) -> float:
    folded = fold(name)
    words = re.findall(r"\w[\w&]*", folded)
    telling = [
        word
        for word in words
        if not word[-1].isdigit() and word not in FUNCTION and word not in TECHNICAL and word not in _SMALL
    ]
    before = _NUMBER_BEFORE.sub("", sentence.folded[max(0, start - 40) : start])
    after = sentence.folded[start + len(name) : start + len(name) + 24]
    if (
        not telling
        or _PLACE_AFTER.match(after)
        or words[-1] in _PLACE_LAST
        or folded in CARRIERS
        or words[0] in _PLAINLY_CARRIERS
    ):
        return 0.0
    trade = bool(TRADE.search(folded))
    introduced = _ends_before(_INTRODUCES, before)
    own_house = introduced and not trade and _kind_of(name)
    if (introduced or _is_own(words, about)) and not own_house:
        return 0.0
    several = len(words) > 1
    kind = _kind_of(name) and several
    generic = all(_kind(word) or word in _SMALL or word in TECHNICAL or word in FUNCTION for word in words)
    weight = 0.5 * several + 0.3 * (len(telling) > 2) + 0.4 * ("&" in name) - 1.0 * (not several)  # noqa: PLR2004
    weight += 3.0 * kind - 3.5 * (kind and generic and len(words) < 3)  # noqa: PLR2004 ("Fire Department")
    weight += 3.0 * _ends_before(_CUE, before) + 2.5 * introduced
    weight += _place_weight(before) * (1.0 if several or kind else 0.6)
    weight += 0.8 * bool(_AFTER.match(after)) * several + 1.5 * bool(_SYSTEM_AFTER.match(after)) * several
    in_subject = sentence.region is Region.SUBJECT
    weight += 1.0 * in_subject * several + 1.0 * (not in_subject and several and folded in about.subject)
    weight += 0.8 * (start == 0 and not in_subject and several)
    weight += 2.0 * any("".join(telling) in domain for domain in about.passed_on)
    kind_before = _LOWER_KIND_BEFORE.search(before)
    weight += 2.0 * bool(kind_before and kind_before.group(1) in KIND)
    weight -= 2.5 * (_PERSON_BEFORE.search(before) is not None and not kind and not introduced)
    weight -= 2.0 * (telling[0] in FIRST_NAMES and len(telling) < 3 and not kind and "&" not in name)  # noqa: PLR2004
    weight -= 2.5 * trade * (not kind or words[-1] in ("telecom", "telephone", "voice"))
    weight -= 3.0 * (_CARRIER_BEFORE.search(before) is not None)
    weight -= 2.0 * (start > 0 and sentence.text[start - 1] in _QUOTES and not kind)
    weight -= 2.0 * (sentence.region in (Region.FORWARDED_SIGNATURE, Region.SIGNATURE) and not kind)
    return weight


def _ends_before(phrases: Phrases, before: str) -> bool:
    """Return whether one of the phrases stands right before the name."""
    return any(len(before) - found.end() < 4 for found in phrases.all(before))  # noqa: PLR2004 (a space, a colon)


def _place_weight(before: str) -> float:
    if _AT.search(before):
        return 1.6
    if _ONLY_PLACE.search(before):
        return 0.2
    return 1.0 * bool(_FOR.search(before))


def _is_own(words: list[str], about: _Mail) -> bool:
    """Return whether the name is the writer's, or their organisation's."""
    significant = [word for word in words if word not in _SMALL]
    joined = "".join(significant)
    if not about.own and not about.domain:
        return False
    if all(word in about.own for word in significant):
        return True
    if len(joined) > 5 and joined in about.domain:  # noqa: PLR2004 (long enough to mean it)
        return True
    first = significant[0] if significant else ""
    return (
        len(first) > 4  # noqa: PLR2004
        and first in about.domain
        and all(word in about.own or TRADE.fullmatch(word) or word in about.domain for word in significant[1:])
    )


_ENDS_NAME = listed(
    """
    ta esta estan tem sem tiene tienen sin ist hat haben sind est ont is are has have had can cant cannot can't
    lost lose says wants needs
    cannot called went phones phone system telefones telefonos perdio quedo caiu ficou parou nao no ni nem
    called moved desde since seit
    depuis perdeu com con hoje hoy ayer ontem today yesterday now agora host release version que who they their
    keeps lieber down dead
    """
)
_LOWER_CUE = re.compile(
    r"(?:^|(?<!\w))(?:at|at the|for the|for|from|call from|bei|bei der|beim|chez|en|en la|en el|na|no|da|do|de la"
    r"|del|la|el|a|o|le"
    r"|customer|client|cliente)\s"
    r"(?=[a-z])|^(?=[a-z])"
)


def _without_capitals(sentence: Sentence) -> list[Candidate]:
    """Return names in a sentence whose writer uses no capitals, or nothing else: "at mayfield funeral home"."""
    if sentence.region not in (Region.SUBJECT, Region.BODY) or not (
        sentence.text[:1].islower() or _shouts(sentence.text)
    ):
        return []
    found: list[Candidate] = []
    for cue in islice(_LOWER_CUE.finditer(sentence.folded), MOST):
        words: list[str] = []
        for word in sentence.folded[cue.end() : cue.end() + 60].split()[:5]:
            bare = word.strip(".,;:!?()")
            if (
                bare in FUNCTION
                or bare in _PLAINLY_TECHNICAL
                or bare in _ENDS_NAME
                or not bare.replace("'", "").isalpha()
            ):
                break
            words.append(bare)
            if bare != word:
                break
        name = _lower_name(words)
        text = sentence.text[cue.end() : cue.end() + len(name)]
        if name and (text.islower() or text.isupper()):
            found.append(Candidate(text, 2.6, sentence))
    return found


def _lower_name(words: list[str]) -> str:
    kinds = [place for place, word in enumerate(words) if _kind(word)]
    if not kinds or all(_kind(word) for word in words):
        return ""
    if kinds[0] == 0:
        return " ".join(words[:3]) if len(words) > 1 and words[0] not in _ENGLISH_LAST else ""
    return " ".join(words[: kinds[-1] + 1])


_ENGLISH_LAST = listed("company office store shop school church bank hotel clinic club council department station")
"""Kinds that in English stand behind the name: "company is angry" names nobody."""


def longest(best: Candidate, all_found: list[Candidate]) -> Candidate:
    """Return the fullest form of the best name: "Hollis Vet Clinic" for "Hollis Vet"."""
    told = [found for found in all_found if found.sentence.region is not Region.FORWARDED_SIGNATURE]
    if best.sentence.region is Region.SUBJECT:
        # What the body calls by its name alone, "Citofono Residenza Valmadre" in the subject says with a topic.
        shorter = [
            found
            for found in told
            if found.sentence.region is not Region.SUBJECT
            and len(found.name.split()) > 1
            and fold(best.name).endswith(f" {fold(found.name)}")
        ]
        if shorter:
            return max(shorter, key=lambda found: (found.weight, len(found.name)))
    same = [
        found for found in told if fold(found.name).startswith(fold(best.name)) and found.weight > best.weight - 2.5
    ]
    return max(same, key=lambda found: (min(len(found.name), 60), found.weight), default=best)


_ITS_NUMBER = re.compile(
    r" \d{1,3}(?![\d:.]\d|\w"
    r"| (?:out of|of|von|de|des|sur|dos|das|phones|sets|users|telefone|postes|telefonos|ramais)\b)"
)
"""A number behind a name that is a part of it: "School 12", but not "at the school 12 of 60 phones"."""


def as_written(name: str, reading: Reading) -> str:
    """Return the name with the legal form or the number that the text writes behind it: "Acme, S.A.", "Notaría 48"."""
    told = compose(
        " ".join(line.strip() for line, region in reading.lines if region in (Region.BODY, Region.FORWARDED))
    )
    folded, wanted = fold(told), _LEGAL_STUB.sub("", fold(name))
    bare = name[: len(wanted)]
    start = folded.find(wanted) if wanted else -1
    while start >= 0:
        end = start + len(wanted)
        form = _LEGAL_FORM.match(folded, end)
        if form:
            return bare + told[end : form.end()]
        numbered = _ITS_NUMBER.match(folded, end)
        if numbered and wanted.split()[-1] in _NUMBERED:
            return bare + told[end : numbered.end()]
        start = folded.find(wanted, end)
    return name
