"""Who is hit: one user only, everybody but others, or everybody; and what goes on meanwhile."""

from __future__ import annotations

import re

from deskbot.triage.deeds import is_a_step
from deskbot.triage.phrases import Phrases, one_of
from deskbot.triage.sentences import Reading, Sentence, once

ONE = Phrases(
    r"""
    only (her|him|his|hers|this|that|one|me|the one);
    just (her|him|that one|this one|the one|one|lucky me|that); only that one; (only|just) (him|her)self;
    one (user|phone|set|handset|person|extension|desk|station|ext|mailbox|guy|lady|of the phones);
    a single (user|phone|set|handset|person|extension|desk|station); single (user|phone|extension|set);
    is fine and so is everybody; one in (\d+|three|four|five|six|eight|ten); is it .{1,20} only;
    so it is \w+ only; that (one )?(phone|set|handset|extension|ext);
    (his|her) (phone|set|extension|voice ?mail|mailbox|handset|line|desk phone|display); one ext*;
    nur (sie|er|ihr|sein|diese[rs]?|ein|eine|bei); (il n'y a|c'est) qu'elle;
    (seulement|uniquement) (elle|lui|son|ce); un seul (poste|utilisateur);
    sol[oa] (ell?[ao]|un[ao]?|ese|esa|este|su); (so|apenas|somente) (ela|ele|o|a|um|uma|esse|este);
    (her|him|he|she) (only|alone|and nobody else); (it is |it's )?(him|her|me) and nobody else;
    nobody else; no one else
    """,
    but=(
        "not (a|one) single (\\w+)?",
        "not one of (the|our|their) (\\w+)?",
        "only one (way|side|direction|trunk|line|channel|end)",
        "(pas|plus|meme pas) un seul (\\w+)?",
        "((it|that|this)( is|'s) not|(it|that|this) isn't|more than) (just |only )?"
        "(one|a single|her|him|his|that one|this one) (\\w+)?",
        "nicht (nur )?(sie|er|ihr|sein|diese[rs]?|ein|eine) (\\w+)?",
        "(pas|plus) (que|seulement|uniquement) (elle|lui|son|ce) (\\w+)?",
        "(no es|nao e) (solo|solamente|so|apenas|somente) (\\w+ )?(\\w+)?",
    ),
)
_HOUSE = one_of(
    r"""
    building; house; site; office; company; (ho|mo)tel; school; hospital; clinic; plant; factory; store; shop; campus
    ; place; hauses; gebaudes; betriebs; hotels; firma; schule; klinik; praxis; batiment; maison; societe; ecole
    ; hopital; clinique; magasin; usine; edificio; empresa; escuela; clinica; tienda; planta; oficina; predio
    ; escritorio; escola; loja; fabrica
    """
)
_NO_TROUBLE = r"(?! (such|de |so ein|this|the same)?\s?(problem\w*|issues?|trouble\w*|complaints?|soucis?|incidents?))"
_LACKS = one_of(
    rf"""
    (has|have|got|is|are) (\w+ ){{0,2}}(no|without|dead|down|out|off|dark){_NO_TROUBLE}
    ; (hat|haben|ist|sind) (\w+ ){{0,2}}(kein|keine|ohne|tot|stumm|ausgefallen){_NO_TROUBLE}
    ; (n'a|n'ont|est|sont) (\w+ ){{0,2}}(plus|pas|aucun|morts?|muets?|sans|en panne|coupe){_NO_TROUBLE}
    ; (esta|estan|no tienen?) (\w+ ){{0,2}}(sin|muert[oa]s?|mud[oa]s?|caid[oa]s?|telefonos?|lineas?|tono){_NO_TROUBLE}
    ; (esta|estao|nao tem) (\w+ ){{0,2}}(sem|mort[oa]s?|mud[oa]s?|fora|telefones?|linhas?|tom){_NO_TROUBLE}
    """
)
_THE_REST_TOO = (
    f"(so|neither|nor) (is|are|has|have) the rest of (the |our |their )?{_HOUSE}; the rest of (the |our |their"
    f" )?{_HOUSE} {_LACKS}; der rest (des|der|vom) {_HOUSE} {_LACKS}; (le|tout le) reste (du|de la|de l'|des)"
    f" ?{_HOUSE} {_LACKS}; el resto (del|de la|de los) {_HOUSE} {_LACKS}; o resto (do|da|dos) {_HOUSE} {_LACKS}"
)
"""Where the rest is named because it fails as well, nobody is spared."""
THE_REST_TOO = Phrases(_THE_REST_TOO)
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
    """,
    but=(
        "(none|not one|not (a|one|even one) single( one)?|neither) of (the|these|those|their|our) (\\w+ ){1,2}(\\w+)?",
        "ningun[oa] de (los|las|sus|nuestr[oa]s) (\\w+ )?(\\w+)?",
        _THE_REST_TOO,
    ),
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
MEANWHILE = Phrases(
    """
    for (now|the time being|the moment); meantime; meanwhile; until then; work ?around;
    work(ing)? around;
    (uses?|using|on|borrow*|from) … (cells?|cell ?phones?|mobiles?|own phone|cordless|spare|neighbou?r's);
    instead; can live with; (takes|answer*|taking) … (in|on|from) (room|the|her|his);
    they (redial|ring back|call back); gets? by; solange; inzwischen; zwischenzeitlich; vorlaufig;
    derweil; behelfen; uber handy; en attendant; pour l'instant; entre-temps; sur son cellulaire;
    mientras( tanto)?; por (ahora|el momento|lo pronto); provisional*; por enquanto; enquanto isso;
    no momento; pelo celular; por celular
    """
)
MILD = Phrases("""
    sometimes; intermittent*; on and off; now and (then|again); one in; some calls; occasional*; random*;
    comes and goes; work ?around; in the meantime; for now; for the time being; meanwhile; can live with;
    no hurry; no rush; manchmal; gelegentlich; parfois; par moments; a veces; por momentos; as vezes;
    de vez em quando; inzwischen; en attendant; mientras; por enquanto
    """)
"""It comes and goes, or there is a way round."""


def mild(reading: Reading) -> bool:
    """Return whether it comes and goes, or there is a way round it."""
    return reading.says(MILD)


@once
def one_only(reading: Reading) -> Sentence | None:
    """Return the sentence that says that one user, phone or desk is hit and no more.

    A step that was tried on one phone says nothing of how many are hit.
    """
    return reading.first(lambda one: ONE.within(one.folded) and not is_a_step(one))


@once
def not_all(reading: Reading) -> bool:
    """Return whether the message says that only one is hit, or that others are not."""
    return any(limits(sentence.folded) for sentence in reading.told)


def limits(folded: str) -> bool:
    """Return whether the words say that only one is hit, or that others are not."""
    return ONE.within(folded) or OTHERS.within(folded)


_ONE_PERSON = re.compile(
    r"\b(?:user|phone|set|handset|person|extension|desk|station|mailbox|ext|her|him|his|hers|me|guy|lady"
    r"|elle|lui|sie|er|ella|ele|ela)\b"
)


def hits_one(reading: Reading) -> bool:
    """Return whether the message says that it is one person, or one phone; "only one trunk" says no such thing."""
    found = (ONE.find(one.folded) for one in reading.told if not is_a_step(one))
    return any(one is not None and _ONE_PERSON.search(one.group()) for one in found)
