"""How many are hit: one user, several, a site, everybody; how large a share of the calls; what goes on meanwhile."""

from __future__ import annotations

import re
from dataclasses import dataclass

from deskbot.triage.numbers import NUMBER, number
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Sentence
from deskbot.triage.tense import imagined

_UNITS = (
    r"(?:users?|people|persons?|staff|employees|agents?|phones?|handsets?|sets?|extensions?|exts|stations?|desks?|seats?|rooms?|softphones?|mailboxes|lawyers?|nurses?|accountants?|clerks?|operators?|workers?|teachers?|guests?|tills?"
    r"|benutzern?|nutzern?|mitarbeiter\w*|personen|[a-z-]{0,14}leuten?|apparaten?|telefonen?|geraten?|nebenstellen|kollegen|platzen?|zimmern?"
    r"|utilisateurs?|personnes?|postes?|employes?|telephones?|appareils?|chambres?"
    r"|terminal(?:es)?|terminais|aparatos?|equipos|internos?|ramales|anexos?|arbeitsplatze|endgerate|mitarbeitende\w*"
    r"|combines?|usagers?|collegues?|colaborador(?:es)?|operador[ae]s|residents?|patients?|tellers?|drivers?|cashiers?"
    r"|doctors?|apartments?|colleagues?|team members?"
    r"|usuarios?|personas?|telefonos?|extensiones|empleados?|habitaciones|puestos?|usuarios|pessoas?|ramais|telefones|aparelhos|funcionarios|quartos)"
)
_ALIKE = (
    rf"\b(?:c'est les|les|alle|all|bei allen|los|las|os|as) ({NUMBER}) "
    r"(?:pareil|same|alike|gleich|dasselbe|igual(?:es)?|iguais)"
)
"""As in "c'est les 19 pareil"."""
COUNT = re.compile(
    rf"(?<![\w.:,/*#-])(?P<n>{NUMBER})"
    rf"(?: of (?:the|our|their|his|her) (?:\w+ )?|(?: [a-z-]{{2,14}}){{0,2}}? ){_UNITS}\b"
    rf"|(?<![\w.:,/-])(?P<m>{NUMBER}) (?:of|von|des|de|de los|dos) "
    r"(?:(?:the|our|their|them|these|those|diesen|nos|los|os)\b)"
    r"|\b(?:affected|impacted|betroffen|touches|afectados|afetados)(?: \w+)?\s?:\s{1,12}(?:about |all )?"
    rf"(?P<o>{NUMBER})\b"
    rf"|{_ALIKE}"
)
ALL_ALIKE = re.compile(_ALIKE)
"""How many are hit, told by itself."""

ONE = Phrases(
    r"""
    only (her|him|his|hers|this|that|one|me|the one);
    just (her|him|that one|this one|the one|one|lucky me|that); only that one;
    one (user|phone|set|handset|person|extension|desk|station|ext|mailbox|guy|lady|of the phones);
    a single (user|phone|set|handset|person|extension|desk|station); single (user|phone|extension|set);
    is fine and so is everybody; one in (\d+|three|four|five|six|eight|ten); is it .{1,20} only;
    so it is \w+ only; that (one )?(phone|set|handset|extension|ext);
    (his|her) (phone|set|extension|voice ?mail|mailbox|handset|line|desk phone|display); one ext*;
    nur (sie|er|ihr|sein|dieser|ein|eine|bei); (il n'y a|c'est) qu'elle;
    (seulement|uniquement) (elle|lui|son|ce); un seul (poste|utilisateur);
    sol[oa] (ell?[ao]|un[ao]?|ese|esa|este|su); (so|apenas|somente) (ela|ele|o|a|um|uma|esse|este);
    (her|him|he|she) (only|alone|and nobody else); (it is |it's )?(him|her|me) and nobody else;
    nobody else; no one else
    """,
    but=("not (a|one) single (\\w+)?", "only one (way|side|direction|trunk|line|channel|end)"),
)
OTHERS = Phrases(
    r"""
    (everyone|everybody|all) else;
    the other* … (fine|ok|okay|clean|good|work*|still|get*|has|have|are|is|quiet|unaffected);
    (everyone|everybody) else; other \d+ (phones|users|people|sets)?;
    others? (is|are) (fine|ok|good|clean); alle anderen; die anderen; tous les autres; les autres;
    tous ceux qui; los demas; las demas; os (outros|demais);
    les autres (postes?|appareils?|usagers?|telephones?);
    bei den (anderen|ubrigen|kolleg*) … (nicht|geht|gehen|funktionier*); den anderen; die ubrigen;
    (the|these|those|their|our|other)
      (two|three|four|five|six|seven|eight|nine|ten|\d+)
      (\w+ )?(phones?|sets?|users?|extensions?) … (works?|fine|ok|okay|normal*);
    (die|ihre) (zwei|drei|vier|funf|sechs|\d+) (\w+ )?(telefone|apparate|nebenstellen) …
      (gehen|laufen|funktionieren|normal); (les|leurs) (deux|trois|quatre|cinq|six|\d+) (\w+ )?(telephones?|postes?) …
      (marchent|fonctionnent|vont bien); (los|las|sus) (dos|tres|cuatro|cinco|seis|\d+) (\w+
      )?(telefonos|internos|anexos) …
      (funcionan|andan|van bien); (os|seus) (dois|tres|quatro|cinco|seis|\d+) (\w+ )?(telefones|ramais|aparelhos) …
      (funcionam|normal*|estao bem);
    (los|las) otr[oa]s; el resto; o resto; as outras; le reste; der rest; the rest (of|are|is)
    """
)
"""Everybody who is not meant is spared."""
ALL = Phrases(
    r"""
    (the )?(whole|entire) (\w+
      )?(place|site|office|building|school|hospital|clinic|hotel|company|system|plant|shop|store|business|campus|floor|department|team|warehouse|lodge|ward|branch|factory|practice|property|dealership|town
      hall|city hall|village|operation|thing); every(one|body)( there| is| can't| cannot)?;
    every (phone|desk|set|extension|user|line|room|station|site|store);
    all (of )?(the |our |their |its )?(\d+
      )?(phones|sets|users|extensions|lines|sites|calls|stations|desks|rooms|stores|offices|departments
      |handsets|staff|channels); no(body| one|t one| phone); none of (the|our|their|them);
    not (one|a single) (call|phone|of); site.?wide; company.?wide; system.?wide;
    complete(ly)? (down|dead|outage|out); total(ly)? (down|dead|outage|out|loss); all (down|dead|out);
    (complete|whole|entire) (telephony|telephone system|phone system|voice service); neither … nor;
    hard down; everything (is )?(down|dead|out); nothing works; in or out; in and out; in, out;
    neither in nor out; either way; either direction; both directions; both ways;
    alle (\d+ )?(apparate|telefone|nebenstellen|mitarbeiter|benutzer|leitungen);
    das ganze (haus|buro|gebaude|hotel|system); die ganze (firma|anlage|praxis); keiner; niemand;
    gar nichts( mehr)?; komplett; weder … noch; gesamte*; nichts geht;
    tous les (\d+ )?(postes|telephones|numeros|magasins|employes|appels|usagers|utilisateurs);
    les (deux|trois|quatre|cinq|six|sept|huit|neuf|dix) (magasins|succursales|bureaux|sites);
    tout le (monde|bureau|batiment); toute l'(entreprise|ecole|usine); personne ne;
    plus (un seul|aucun) appel; aucun appel; aucun telephone; ni … ni;
    todos los (\d+ )?(telefonos|usuarios|internos|ramales);
    todas las (\d+ )?(extensiones|lineas|llamadas|habitaciones);
    tod[oa] (el|la) (hotel|edificio|empresa|oficina|hospital|escuela|clinica|sitio|planta); nadie;
    ningun (telefono|usuario); ninguna (llamada|extension); ni entran ni salen; ni … ni; por completo;
    todos os (\d+ )?(ramais|telefones|usuarios|aparelhos);
    tod[oa] (o|a) (hotel|predio|empresa|escritorio|hospital|escola|clinica); ninguem;
    nenhum (ramal|telefone); nenhuma (ligacao|chamada); nem … nem
    """
)
PART = Phrases(
    """
    (one|the|a|that|their|whole|entire) ([a-z-]+
      )?(department|floor|wing|branch|ward|site|building|warehouse|store|call cent(er|re)|office);
    main (number|line); (the )?main (hunt )?(number|line|queue|greeting|attendant|menu);
    (auto.?attendant|the menu); (all|every|any) remote (users?|phones?|workers?|staff|extensions?);
    (all )?(voice ?mail|voicemails?) (is|are|for everyone|for all); all voice ?mail; nobody … voice ?mail;
    (the )?(support|sales|service|main|order*|booking*|reservation*) (queue|line|desk); reception;
    hauptnummer; zentrale; abteilung; filiale; etage; alle homeoffice*; alle … homeoffice;
    numero principal; departamento; planta; piso; sucursal; etage; departement; succursale;
    numero principal; setor; filial; andar
    """
)
MEANWHILE = Phrases(
    """
    for (now|the time being|the moment); in the meantime; meantime; meanwhile; until then; work ?around;
    work(ing)? around;
    (uses?|using|on|borrow*|from) … (cells?|cell ?phones?|mobiles?|own phone|cordless|spare|neighbou?r's);
    instead; can live with; (takes|answer*|taking) … (in|on|from) (room|the|her|his);
    they (redial|ring back|call back); gets? by; solange; inzwischen; zwischenzeitlich; vorlaufig;
    derweil; behelfen; uber handy; en attendant; pour l'instant; entre-temps; sur son cellulaire;
    mientras( tanto)?; por (ahora|el momento|lo pronto); provisional*; por enquanto; enquanto isso;
    no momento; pelo celular; por celular
    """
)
SPARED = Phrases(
    """
    (calls|phones|phone system|inbound|incoming|outbound|outgoing|inside|internal*|desk to desk|calling
      out|users?) … (fine|ok|okay|working|work|as normal|normal|unaffected|go
      through|good|perfect|affected); not one user;
    no (user|customer|call)s? (is |are |has been |have been )?(affected|lost);
    nobody (is|has been) (down|affected|hurt); no one (is|has been) (down|affected); no sales lost;
    isn't missing anything;
    can (still )?(ring each other|call each other|call out|dial out|receive|make calls|dial in|listen);
    still (ring|call|work|get|make); can telephone; konnen telefonieren; funktioniert … (normal|noch);
    intern (geht|geht's); peuvent (encore )?appeler; appellent ou ils veulent; ca va tres bien;
    (se )?parlent entre eux; si (pueden|funciona); funciona bien; recebe normal; funciona normal; normal
    """
)


@dataclass(frozen=True, slots=True)
class Share:
    """A share of calls that fail, with the words that it stands on."""

    share: float
    words: str


_OF = re.compile(
    rf"(?<![\w.:,/-])(?:about |roughly |some )?({NUMBER})(?: calls?| times?| tests?)?(?: out)? "
    r"(?:of|in|out of|von|sur|de cada|de|em cada|em) (?:every |each |cada |the )?"
    rf"({NUMBER})(?![\w:%./-])"
)
_PERCENT = re.compile(r"(?<![\w.])(\d{1,3})(?:\.\d)? ?(?:%|percent|per cent|prozent|pour cent|por ciento|por cento)")
_BAD_GOOD = re.compile(
    rf"(?<![\w.:/-])({NUMBER}) (?:\w+ )?(?:reorder|fail\w*|bad|dropped|busy|dead|errors?|lost)\b"
    rf"[^.;\n]{{0,20}}?\b({NUMBER}) (?:\w+ )?"
    r"(?:went through|ok|okay|fine|good|worked|connected|completed|clean)"
)
_CALLS_BAD = re.compile(
    rf"(?<![\w.:/-])({NUMBER}) calls?,? (?:and )?({NUMBER}) (?:bad|failed|dropped|dead|lost|reorder)"
)
_CALLS_TRIED = (
    r"(?:calls?|test calls?|attempts?|tries|times|anrufen?|gesprachen?|versuchen?|testanrufen?|mal"
    r"|appels?|essais?|tentatives?"
    r"|fois|llamadas?|intentos?|pruebas?|veces|chamadas?|ligac\w+|tentativas?|testes?|vezes)"
)
_THROUGH = (
    r"(?:got through|get through|went through|go through|came (?:in|through)|connect(?:ed|s)?"
    r"|complet(?:ed|es)?|work(?:ed|s)?"
    r"|succeeded|were (?:ok|fine|good)|kamen? (?:durch|an|rein|raus)|gingen? (?:durch|raus|rein)|klappten?|waren ok"
    r"|(?:sont |est )?pass(?:e|ees?|es|ent)|(?:ont |a )?abouti\w*|(?:ont |a )?marche|entraron|salieron|pasaron"
    r"|funcionaron|se conectaron|entraram|sairam|completaram|funcionaram|deram certo)"
)
_FAILED = (
    r"(?:fail(?:ed|s)?|died|dropped|drop|were (?:dead|busy|cut|lost)|got (?:busy|nothing|dropped|reorder"
    r"|a busy)|gave (?:busy|reorder)"
    r"|hit busy|busy|scheiter\w*|brach\w*|fehlgeschlagen|waren (?:tot|besetzt|weg)|besetzt|(?:ont |a )?echou\w*"
    r"|coup\w+|tombe\w*|occupe\w*|fallaron|se cortaron|se cayeron|dieron (?:ocupado|error)|ocupado|falharam|cairam"
    r"|deram (?:ocupado|erro)|foram recusad\w+|no (?:entraron|salieron|pasaron)|nao (?:entraram|sairam"
    r"|completaram|foram))"
)
_ONLY = r"(?:only|just|nur|bloss|lediglich|seulement|solo|apenas|so)"
_TALLY = re.compile(
    rf"(?<![\w.:,/-])({NUMBER}) (?:\w+ )?{_CALLS_TRIED}\b(?:\W{{1,3}}[\w'-]{{1,20}}){{0,12}}?\W{{1,3}}"
    rf"(?:{_ONLY} )?({NUMBER})"
    rf" (?:(?:of them|davon|ont|sont|se|me|us|have|has|had|of those|dessen) )?({_FAILED}|{_THROUGH})"
)
"""As in "made ten calls to the main number, only four got through"."""
_HALF = Phrases(
    r"""
    (about|at least|more than|over|roughly|nearly|almost|every)? ?half (of )?(the |our |their |all )?(\w+
      )?calls?; half the (time|calls); every (other|second) (\w+ )?call;
    (most|majority) of (the |our |their |all )?(\w+ )?calls; most (\w+ )?calls; worse than even;
    coin toss; (two|three) (out of|of|in) (three|four); nearly (all|every);
    jede[rs]? zweite* (anruf|gesprach|versuch)*; die halfte (der|aller) (anrufe|gesprache);
    mehr als die halfte; un appel sur deux; la moitie des appels; plus de la moitie;
    la mitad de las llamadas; una de cada dos; mas de la mitad; metade das (ligacoes|chamadas);
    uma em cada duas; mais da metade;
    (three|two) (quarters|thirds) of (the |their |all )?(\w+ )?calls; (les )?(trois quarts|deux tiers) des appels;
    (la )?plupart des appels; (drei viertel|zwei drittel) der (anrufe|gesprache); (die )?meisten (anrufe|gesprache);
    (tres cuartas partes|dos tercios|la mayoria) de (las|sus) llamadas;
    (tres quartos|dois tercos|a maioria) das (ligacoes|chamadas)
    """
)
_ABOUT_CALLS = Phrases(
    """
    calls?; calling; dial*; attempts?; anruf*; gesprach*; appels?; llamada*; ligac*; chamada*; tries;
    times; outside number*
    """
)


_OF_SPACE = Phrases("""
    disk*; disc; discs; drive; partition*; storage; space; memory; cpu; battery; full; used; platte*; speicher*; voll;
    belegt; espacio; almacenamiento; lleno; ocupad[oa] al?; espaco; armazenamento; cheio; espace; plein; rempli*; loss;
    packet*
    """)
"""What else is told in percent."""


def share_of_calls(sentence: Sentence) -> Share | None:
    """Return the share of calls that fail, where the sentence tells one."""
    folded = sentence.folded
    if imagined(sentence):
        return None
    pair = _BAD_GOOD.search(folded)
    if pair:
        bad, good = number(pair.group(1)), number(pair.group(2))
        return Share(bad / max(1, bad + good), pair.group())
    tally = _TALLY.search(folded)
    if tally:
        tried, told = number(tally.group(1)), number(tally.group(2))
        failed = told if re.fullmatch(_FAILED, tally.group(3)) else tried - told
        return _share(failed, tried, tally.group())
    pair = _CALLS_BAD.search(folded)
    if pair:
        return _share(number(pair.group(2)), number(pair.group(1)), pair.group())
    if not _ABOUT_CALLS.within(folded):
        return None
    half = _HALF.find(folded)
    if half:
        return Share(0.5, half.group())
    pair = _OF.search(folded)
    if pair:
        return _share(number(pair.group(1)), number(pair.group(2)), pair.group())
    percent = None if _OF_SPACE.within(folded) else _PERCENT.search(folded)
    return Share(int(percent.group(1)) / 100, percent.group()) if percent else None


def _share(part: int, whole: int, words: str) -> Share | None:
    return Share(part / whole, words) if 0 < part <= whole else None


def counts(sentence: Sentence) -> list[tuple[int, str]]:
    """Return the numbers of users, phones or rooms that the sentence names."""
    found: list[tuple[int, str]] = []
    for match in COUNT.finditer(sentence.folded):
        word = next(filter(None, match.groups()))
        found.append((number(word), sentence.text[match.start() : match.end()]))
    return found
