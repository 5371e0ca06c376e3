"""The number that reaches the reporter."""

from __future__ import annotations

import re
from itertools import islice

from deskbot.model.case import Case, Category, Finding, Source
from deskbot.model.phone import TEXTED
from deskbot.triage.diagnostics import FAULTS, Diagnostic
from deskbot.triage.folding import fold
from deskbot.triage.numbers import PHONE, first_phone, is_phone
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Region, Sentence, read

_MINE = Phrases(
    r"""
    (call|ring|phone|reach|text|catch|get|tell|buzz|have|find|dial) (me|us); hold of me; hit me up;
    (my|our) (cell*|mobile|number|direct|desk|phone|line|office|dect|whatsapp); me on;
    (i'm|im|i am|we're|we are) (on|at);
    i can be reached; (i'm|im|i am) … (all (day|night|week)|until|till|here|around|in the
    (shop|office|van|truck)|desk);
    call ?back( number)?( is)?; best number; number (is|to|for|you can); on my; this number; on this number;
    reachable;
    shout; give … a (call|ring|shout|bell|buzz); reach; if you need me; if you need (anything|more|a hand|access);
    (any|more|further|other) (questions?|problems?|info\w*); questions; if needed; contact
    (me|us|number|phone|no|tel);
    (please )?(call|ring|phone|dial|text); on the road; (cell|mobile|mob|direct|desk|office|shop) (is|no|number);
    ich bin; (bin|sind|bleibe) … (unter|erreichbar); erreich\w*; ruckruf\w*; ruckfragen; bei fragen; anruf\w*;
    zuruck\w*;
    meld\w+ … (unter|bei); meine? (handy|nummer|durchwahl|mobilnummer|telefonnummer|dw); unter;
    moi; mon (cell*|numero|portable|direct|mobile|tel*); ma ligne; me (rejoindre|joindre|contacter|rappeler);
    rappel\w*; joindre; joignable\w*; appele\w*; retour d'appel; (toute|en cas de|si vous avez des) … questions?;
    besoin; n'hesitez pas;
    mi (cel*|numero|movil|telefono|directo|whatsapp|interno); me (pueden|puede|encuentran|marca\w*|llama\w*|ubican);
    llam(ar|e|en|a|eme|enme|ame|arme); marc(ar|an|en)me; celular; contactar\w*; comunicar\w*;
    (estoy|quedo|estamos|quedamos) …
      (en el|al|pendiente\w*|atent\w*|disponible\w*|a la orden); cualquier (cosa|duda|consulta|pregunta);
    meu (cel\w*|numero|telefone|ramal|direto|fone|whats\w*|contato); o meu e;
    me (liga\w*|lig\w+|chama\w*|acha\w*|ligu\w+);
    ligar; ligue\w*; chamar; (estou|fico|ficamos|estamos) … (no|pelo|a disposicao|disponivel); falar comigo; retorno;
    (qualquer|quaisquer) (coisa|duvidas?|questao|questoes); duvidas; contato
    """
)
_OTHERS = Phrases(
    r"""
    fax\w*; telefax; emergency( line)?; 24/7; 24-hour; 24h; notdienst; notfall\w*; astreinte; urgences?; guardia;
    plantao;
    toll.?free; hotline; (support|service|help|main|switchboard) (desk )?(line|number)?; zentrale; standard;
    conmutador;
    dialed; dialled; dialing; dials?; calling; called; calls?; dids?; trunk; circuit; ticket; case; ref; invoice;
    order;
    carrier\w*; provider\w*; telco; noc; isp; telekom; betreiber; anbieter; fournisseur; operateur; proveedor;
    operadora;
    (his|her|their|its|customer's|client's|site|store|shop's|hotel|school|clinic|patient|owner's|user's) (\w+
      )?(cell*|mobile|number|phone|line|desk|direct|is); lead number; pilot;
    site contact; contact on site; on.?site; not (the|my|on|at); instead of; ->; serial; s/n; host;
    (deren|ihre|seine) (nummer|handy|leitung\w*); kunden?; rufnummer\w*; kopfnummer; hauptnummer;
    leur (numero|ligne|standard); son (numero|cellulaire|portable); client; su (celular|numero|telefono|linea);
    cliente;
    (numero|linea|telefone|linha) (principal|del cliente|do cliente|deles|dele|dela); deles; dele; dela; cabecera;
    caller id; outbound id; screen shows; displays?; anzeige; affiche\w*
    """
)
_TOWARDS = re.compile(
    r"(?:\b(?:to|from|an|von|vers|de|depuis|para|a|nach|pro|desde|der|reads|shows|shown as|sees|dial(?:s|ed|led"
    r"|ing)?|rings?|calls?"
    r"|called|calling|number|line|numero|nummer|linie|linea|linha|did|f)|->|>)\s?(?:the |la |le |el |o |die )?$"
)
"""What stands right before a number that somebody calls, or that calls them."""
_OWN_LABEL = Phrases(r"""
    m; c; t; p; d; o; e; ph; phone; tel; telef\w*; telephone; mob; mobil\w*; cell; cel; direct\w*;
    desk; office; direkt; durchwahl; dw; handy; movil; celular; portable; cellulaire; whatsapp; wsp; wa; bureau;
    fixe; fixo;
    fon; fone; contacto; contato; contact; oficina; buro; escritorio; poste direct
    """)
_CLOSEST = Phrases("""
    mob; mobil*; cell; cel; direct*; direkt; durchwahl; dw; handy; movil; celular; portable; cellulaire; m;
    d; c;
    whatsapp
    """)
_ENTRY = 0.6
NEAR = 60
LABEL_LENGTH = 12
FEW_WORDS = 4
_MINE_LABEL = Phrases(
    """
    (cell*|mobile|mob|handy|mobil|direct|desk|office|movil|celular|portable|cellulaire|durchwahl|cel)( is| no|
      number|:)?
    """
)
_ME = Phrases(
    """
    me; my; i; us; ich; mich; mir; uns; moi; je; nous; mi; yo; eu; mim;
    this number; shop; phone is
    """
)
_CALLS_LISTED = Phrases(
    """
    calls; called; dial*; caller; did; dids; test*; rings?; busy; fail*; fax; appels; llamadas; lines?; numbers;
    trunk*;
    anruf* von; ligac*; anrufe; rufnummern; numeros; linhas; lineas; chamadas; ported; portiert*; routed; published
    """
)
_THEIRS = Phrases(r"""
    (his|her|their|customer's|client's|site|main|fax) (\w+ ){0,2}(cell*|mobile|number|phone|line|is); fax;
    dial\w*; called; not the; not on; sein\w*; ihr\w*; su (celular|numero); leur; deles?; delas?; kunden\w*;
    client\w*;
    24/7; emergency; notdienst; carrier\w*; provider\w*; telco; noc; owner\w*; hotline; toll.?free; calls (to|from)
    """)
_BEHIND_MINE = (
    "that's my",
    "thats my",
    "is me",
    "is my",
    "direct",
    "(my",
    "my cell",
    "(cell",
    "(mobile",
    "(direct",
    "(mobil",
    "(handy",
    "is best",
)
_BEHIND_OTHERS = re.compile(
    r"[\s,(\-]{0,4}(?:is |ist |est |es |e |das ist |that is |that's |c'est |which is )?(?:the |their |his |her "
    r"|unser |deren |le |el |o |a |leur "
    r"|das )?(?:fax|telefax|main|carrier|emergency|support|customer|client|kunde|switchboard|zentrale"
    r"|number (?:that|which)|hotline)\b"
    r"(?![\s:.]{0,4}[+(]?\d)"
)


_A_DEVICES = re.compile(
    r"\b(?:s/?n|ser(?:ial)?|serien?(?:nummer|nr)?|serie|mac|imei|parent|child)[.:#]?"
    r"[ -]?(?:(?:no|nr|number|num|numero|id|is|ist|est|es|e)[.:]? ?){0,2}[:=#]?\s?$"
)
"""What stands right before the serial number of a device."""


def _weight(sentence: Sentence, start: int, end: int) -> float:
    """Return how sure it is that the number in the sentence is the reporter's own."""
    before, after = sentence.folded[max(0, start - NEAR) : start], sentence.folded[end : end + 40]
    if _BEHIND_OTHERS.match(after) or _A_DEVICES.search(before):
        return 0.0
    # What stands nearest decides: "office 806 555 0119   fax 806 555 0120".
    label = (
        before.replace("|", " ")
        .replace("·", " ")
        .rstrip(" :.-=")
        .rsplit("  ", 1)[-1]
        .rsplit(",", 1)[-1]
        .split(" / ")[-1]
    )
    last = label.split()[-1] if label.split() else ""
    if sentence.region is Region.SIGNATURE:
        return _in_signature(label, last, after)
    if _names_another(sentence.text[max(0, start - NEAR) : start]):
        return 0.0
    near = " ".join(before.split()[-6:])
    mine = max(_MINE.all(before), key=lambda cue: cue.end(), default=None)
    theirs = _THEIRS.within(near)
    if mine and not theirs and not _TOWARDS.search(before[mine.end() :].removeprefix(" on").removeprefix(" at")[-12:]):
        return 0.95
    if start <= LABEL_LENGTH and _OWN_LABEL.within(before) and not _OTHERS.within(before):
        return 0.8
    if _MINE_LABEL.within(label.split("  ")[-1][-14:]) and not theirs:
        return 0.85
    if _bare(sentence, start, end):
        return 0.78
    if after.strip().lstrip(",. -").startswith(_BEHIND_MINE):
        return 0.95
    if _OTHERS.within(near) or _TOWARDS.search(before):
        return 0.0
    return 0.7 * (_ME.within(sentence.folded) and not _CALLS_LISTED.within(sentence.folded))


_SOMEBODY = re.compile(
    r"\b(?:[Cc]all|[Rr]ing|[Pp]hone|[Rr]each|[Tt]ext|[Aa]sk for|[Cc]ontact(?: is)?|[Ff]ragen Sie|[Aa]ppelez"
    r"|[Dd]emandez|[Ll]lam\w{1,4} a"
    r"|[Hh]ablar con|[Ll]ig\w{1,3} para|[Ff]alar com)\s(?:(?:Mr|Mrs|Ms|Herrn?|Frau|M|Mme|Sra?|el|la|o|a"
    r"|Dona?)\.?\s){0,2}[^\W\d_a-z][a-z\u00df-\u00ff]+"
)
_BACK_TO_ME = re.compile(r"\b(?:me|mich|moi|mi|mim|my|mine|i'm|mein\w{0,2}|mon|ma|meu)\b")


def _names_another(before: str) -> bool:
    """Return whether the words before a number send us to somebody else: "call Pete at"."""
    somebody = max(_SOMEBODY.finditer(before), key=lambda found: found.end(), default=None)
    return somebody is not None and not _BACK_TO_ME.search(fold(before[somebody.end() :]))


def _in_signature(label: str, last: str, after: str) -> float:
    if _OTHERS.within(last) or last == "f" or (_OTHERS.within(label) and not _OWN_LABEL.within(last)):
        return 0.0
    if _CLOSEST.within(last) or after.strip(" ()").startswith(("direct", "cell", "mobil")):
        return 0.92
    return 0.9 if _OWN_LABEL.within(last) else 0.8


def _bare(sentence: Sentence, start: int, end: int) -> bool:
    """Return whether the line is only a number, perhaps with a name: a signature without its dashes."""
    rest = f"{sentence.folded[:start]} {sentence.folded[end:]}"
    words = rest.replace("|", " ").replace("-", " ").split()
    return (
        sentence.region is Region.BODY
        and len(words) <= FEW_WORDS
        and not any(character.isdigit() for character in rest)
        and not _OTHERS.within(rest)
        and not _CALLS_LISTED.within(rest)
        and not _TOWARDS.search(f"{sentence.folded[:start]}")
    )


def _read(case: Case, _category: Category) -> Finding | None:
    best: tuple[float, str, str] = (0.0, "", "")
    above = ""
    for sentence in read(case.message).sentences:
        if sentence.region not in (Region.BODY, Region.SIGNATURE):
            continue
        # "These numbers fail:" and a list below it.
        listed = above.endswith(":") and bool(_OTHERS.within(above) or _CALLS_LISTED.within(above))
        phones = [found for found in islice(PHONE.finditer(sentence.text), MOST) if is_phone(found.group())]
        for found in phones:
            weight = 0.0 if listed else _weight(sentence, found.start(), found.end())
            if weight > best[0]:
                best = (weight, found.group(), sentence.text)
        above = above if listed and phones else sentence.folded
    return Finding("callback", best[1], best[2], best[0]) if best[0] > _ENTRY else None


def _known(case: Case, _findings: tuple[Finding, ...]) -> Finding | None:
    """Return the number from which somebody texts: until they name another they are reached there."""
    number = case.message.sender.address
    return Finding("callback", number, "", 0.8, Source.DIRECTORY) if case.message.channel == TEXTED else None


def _shape(text: str) -> str:
    """Return the first telephone number of an answer that is no device's serial number."""
    found = first_phone(text)
    return "" if found and _A_DEVICES.search(fold(text[: text.find(found)])) else found


MOST = 40
"""Numbers of one sentence that are weighed."""

DIAGNOSTIC = Diagnostic(
    key="callback",
    level="L1",
    place=10,
    meaning="phone number to reach the reporter",
    question="On which phone number do we reach you?",
    short="Your call-back number?",
    required=FAULTS,
    wanted=frozenset({Category.RMA, Category.LICENCE}),
    identifies=True,
    labels=(
        "(call ?back|contact|phone|my)( phone)?( (number|no))?",
        "(call ?back|reach me( on| at)?)",
        "ruckruf(nummer)?",
        "numero de (rappel|contacto|retorno)",
        "telefono de contacto",
        "telefone (de|para) (contato|retorno)",
    ),
    shape=_shape,
    read=_read,
    known=_known,
)
