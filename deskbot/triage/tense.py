"""Whether a phrase is meant: negated, past and over, or only imagined words say the opposite of what they name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from deskbot.triage.another_matter import is_another_matter
from deskbot.triage.phrases import Match, Phrases
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.library import REMEMBERED
from deskbot.triage.reading.verdicts import DOUBT, VERY_SURE, tells, tells_no_trouble
from deskbot.triage.sentences import Reading, Sentence, once

_NEGATION = re.compile(
    r"(?:\bnot|n't|\bnever|\bnone|\bno|\bwithout|\bnothing|\bisnt|\barent|\bwasnt|\bkein\w{0,2}|\bnicht|\bnie|\bpas"
    r"|\bsans|\bsin|\bnunca|\bnao|\bsem|\baucun\w?)$"
)
_PORTUGUESE = re.compile(
    r"\b(?:nao|ao|aos|uma|foi|pela|pelos|ninguem|alguem|hoje|ontem|tem|temos|isso|nossa|nosso|nossos|voces?|ligac\w{2,3}"
    r"|ligamos|chamadas?|ramal|ramais|telefones?|aparelhos?|linhas|servico|entraram|caiu|cairam|estao|muito|tambem"
    r"|problemas? no|erros? no|falhas? no|fraudes? no|atraso no)\b"
)
"""Words that of our languages only Portuguese has, where "no" is "in the" and denies nothing."""
_NEAR = 3
"""A negation so many words before a phrase turns it round."""

_IMAGINED = Phrases(
    r"""
    what if; what happens if; what would; what to do (if|when|in case); what (do|should|must|can|could) (i|we|they|one
      |you) do (if|in case); was (ist zu tun|tun|machen),? (wenn|bei|falls); que faire (si|en cas|quand|lorsqu*);
    que hacer (si|cuando|en caso); que (hago|hacemos|debo hacer|debemos hacer) si; o que fazer (se|quando|caso|em caso);
    o que (faco|fazemos|devo fazer|devemos fazer) se; if one day; si un dia; se um dia; si un jour; wenn eines tages;
    if … ever; if … (went|goes|were|should|was to); in the event;
    should (the|it|they|this|that|something|anything|one) … (fail|go|happen|break|ever); hypothetical*;
    was passiert (bei|wenn|falls|im); was (ware|geschieht) (bei|wenn); que se passe-t-il (si|en|quand|lors);
    que (pasa|pasaria|sucede|ocurre) (si|con|en|cuando); o que (acontece|aconteceria) (se|com|em|quando|no);
    (for|in) (the )?case (that|when|nobody|no one|someone); checklist for; im fall(e)?,? dass; para el caso de que;
    pour le cas ou; para o caso de; in such an event; would happen;
    if (the|our|their|a|one|that|my|your) (\w+ )?(\w+'s )?(server|system|building|site|trunk|ucx|link|power|internet)
      (dies|fails|burns|crashes|breaks);
    worst case; contingency; disaster plan*; emergency plan*; risk of;
    to prevent; was … wenn; falls; im falle; sollte … ausfallen; angenommen; im ernstfall; en caso de;
    si … llega* a; por si; au cas ou; en cas de; que se passe* … si;
    si jamais; caso … (caia|falhe|pare); e se; no caso de; suppose (the|it|that|they|we|a);
    imagine (the|that|if|it|a) (\w+ )?(goes|fails?|went|dies|breaks|phones|system|server|trunk);
    in case (the|it|of|they|we|this|there|a)
    """
)
_PAST_STATE = Phrases("""
    was; were; had; wasn't; weren't; couldn't; could not; (nobody|no one) could; war; waren; hatte*; konnte*;
    etait; etaient; avait; estuvo;
    estaba*; estuvieron; estava*; ficou; ficaram
    """)
_PAST_TIME = Phrases(
    r"""
    yesterday;
    (last|earlier (this|last)|the other)
      (week|month|night|year|day|thursday|friday|monday|tuesday|wednesday|saturday|sunday|weekend);
    (\w+ )(hours|days|weeks|months) ago; for (about |roughly )?(an|two|three|four|\d+) (hours?|minutes?);
    until; till; for the whole (day|morning|afternoon|evening|night|weekend); all (day|night|morning) (yesterday|long);
    back in; earlier; at the time; before; used to; gestern; letzte\w* (woche|nacht); vorhin; hier;
    la semaine derniere; ayer; la semana pasada; ontem; semana passada
    """
)
_PRESENT = Phrases(
    """
    is; are; isn't; isnt; aren't; arent; can't; cannot; cant; still; currently; since;
    has been; have been; won't; wont; again; ist; sind; seit; kann; konnen; noch; est; sont; depuis; peut;
    peuvent; encore; esta; estan; desde; puede*; sigue*; continua*; now; ainda
    """
)
_STILL_SO = Phrases(
    """
    (is|are|we're|they're) (all )?still (not|no|down|dead|out|dark|silent|without|off|cut|unable|broken|offline);
    still (cannot|can't|cant|don't|doesn't|won't|nothing|nobody|no one|not working|isn't|aren't); to this (minute|hour);
    (ist|sind|geht|gehen|kann|konnen|kommt|kommen) (\\w+ ){0,2}(noch immer|immer noch|nach wie vor|weiterhin);
    (est|sont|reste|restent) (toujours|encore) (\\w+ )?(en panne|mort\\w*|muet\\w*|hors|coupe\\w*|sans);
    (ne|n') (\\w+ )?toujours (pas|rien|aucun\\w*);
    (sigue|siguen|continua|continuan) (\\w+ )?(muert\\w*|caid\\w*|sin|mud\\w*|igual|fuera);
    (todavia|aun) (no|nadie|nada|sin); (continua|continuam|segue|seguem) (\\w+ )?(mud\\w*|mort\\w*|fora|sem
      |parad\\w*|igual);
    ainda (nao|ninguem|nada|sem|esta (fora|mud\\w*|sem))
    """
)
"""What was and is so still: "dead last night, and still dead" is of the present."""
_OVER = Phrases(
    """
    (everything|all|it|phones|calls|system|they|service) … (is|are|was|were|has|have|been|came|'s|'re) …
      (back|fine|ok|okay|normal|working|restored|solved|resolved|recovered) …
      (now|again|since|normally|beautifully|already|without);
    (is|are|was|were|came|went|been) … back (to normal|up|in service|online)( again| now)?;
    back to normal; (fine|good|ok|okay|working|well) (again|now); working (normally|fine|again|since);
    (is|are|'s|has been|have been|was) (all|now|since)?( been)? (solved|resolved|restored|sorted|fixed);
    that's all (solved|sorted|fixed);
    (fixed|cleared|healed|recovered|resolved) (itself|themselves|by itself|on its own); answering again;
    (deu certo|resolveu|funcionou); recovered; no longer (a problem|happening|down);
    (lauft|geht|funktioniert) … wieder;
    wieder (in ordnung|da|normal); behoben; erledigt;
    (refonctionne*|retabli*|resolu*|revenu* a la normale);
    (panne|coupure|defaut|incident) … (est|sont|a ete|ont ete) (repare*|regle*|termine*|finie?s?);
    (ya|todo) (funciona|quedo|esta) (bien|normal|resuelto|de nuevo); solucionado; resuelto;
    (se cayo|caid[oa]s?|falla|averia|corte|problema) … ya (funciona|funcionan|anda|andan);
    (voltou|voltaram) (ao normal|a funcionar); resolvido; normalizou
    """
)
_TODAY_WELL = Phrases(
    """
    (today|now) (it|it's|everything|all|all is|everything is) … (fine|normal|ok|okay|working);
    heute … (ist|geht|lauft) (alles )?(wieder )?(normal|gut|in ordnung); aujourd'hui (tout )?(est|va|marche|fonctionne)
      (tres |bien )?(normal*|bien);
    (hoy|ahora) (ya )?(todo )?(esta|funciona|anda|va) (todo )?(normal|bien); (hoje|agora) (ja )?(tudo
      )?(esta|ficou|funciona|anda) (tudo )?(normal|bem)
    """
)
"""How it is today, whatever the same sentence tells of yesterday."""
_UNSURE = Phrases(
    """
    if; until; once; unless; when; want … back; need … back; get … back; not; isn't; aren't; never; wenn;
    cannot; can't; cant; won't; wont; the (problem|issue|fault|trouble|noise) is back;
    bis; si; cuando; quando; nicht; pas; no; nao;
    (none|neither) of; keine[rs]? (der|unserer|ihrer|von); aucune? (de|des); ningun[oa] de; nenhuma? d\\w{1,2}
    """
)

_TROUBLE = (
    "(problem*|issue|fault|trouble|noise|error|echo|static|dropouts?|hiss|alarm*|outage|failure|symptom*|fehler*|storung*|ausfall|rauschen"
    "|panne|defaut|erreur|bruit|probleme|coupure*|falla|fallo|averia|ruido|corte*|eco|problema*|falha|defeito|erro"
    "|ruido|one.way audio)"
)
_AGAIN = Phrases(
    f"""
    {_TROUBLE} … (is|are|came|come|has come|'s) (back|returning); {_TROUBLE} … returned;
    {_TROUBLE} … wieder (da|zuruck|aufgetreten); {_TROUBLE} … (revenu*|de retour|recommence*);
    {_TROUBLE} … (volvio|volvieron|regreso|de vuelta|reaparecio); {_TROUBLE} … (voltou|voltaram|de volta|reapareceu);
    (not|isn't|aren't|won't|can't|cannot|doesn't|don't|stopped|stops) (\\w+ )?(work|working|ring|ringing|up|back)
      again; (down|dead|broken|out) again; wieder (gar )?(nicht*|kein*|ausgefallen|tot|gestort|kaputt|weg);
    de nouveau (en panne|coupe*|hors service); otra vez (no|sin|caid*|mal); de nuevo (no|sin|caid*|mal);
    de novo (nao|sem|fora|mal); outra vez (nao|sem|fora);
    {_TROUBLE} again; again (an? |the |that |this |some )?{_TROUBLE};
    (crackl\\w*|echo(es|ing)|buzz(es|ing)|hums?|drops?|dropping|fails?|failing|freez\\w*|hangs?|reboots?|rebooting|cuts
      out|cutting out|dies|flaps?|flapping) again; again (crackl\\w*|echo(es|ing)|dropping|failing|freezing|rebooting);
    wieder (ein\\w* |das |der |dies\\w* |stark\\w* )*{_TROUBLE};
    {_TROUBLE} ((de|a) nouveau|encore une fois); (de|a) nouveau (un\\w* |du |des |de l'|le |la |les )?{_TROUBLE};
    {_TROUBLE} (otra vez|de nuevo|de novo|outra vez);
    (otra vez|de nuevo|de novo|outra vez) (con |com |un |um |una |uma |el |la |o |a )*{_TROUBLE}
    """,
    but=("false alarms?", "fehlalarm*", "fausses? alertes?", "falsas? alarmas?", "alarmes? falsos?"),
)
"""The trouble is there again: in most languages the words are those by which others say that the service is."""
_BUT = Phrases(
    """
    but; except*; however; although; though; apart from; other than; aber; allerdings; jedoch; ausser; bis auf; mais;
    sauf; par contre; cependant; pero; salvo; sin embargo; mas; porem; exceto; menos;
    still (no|nothing|nobody|every|all|none|not|don't|can't); yet; nevertheless; even so; trotzdem; dennoch; pourtant;
    toutefois; malgre tout; aun asi; ainda assim; mesmo assim;
    (jetzt|dafur|now|instead|maintenant|desormais|ahora|agora) (\\w+ ){0,5}
      (nichts|niemand|keiner|kein*|nothing|nobody|no one|none|no|plus|nada|nadie|ningun*|ninguem|nenhum*);
    leider (nicht|kein*); nur … nicht; (les|nos) (telephones|lignes) non; pas (les|nos) (telephones|lignes)
    """
)
"""What is over, and something that is not."""
_NOT_OVER = Phrases(
    """
    (not|isn't|isnt|wasn't|hasn't|aren't|never|nothing|far from|anything but|hardly|nowhere near) (is |are |has been
      |been |being |yet |really |completely |quite |at all )*(solved|fixed|resolved|cured|sorted|over|gone);
    (nicht|nie|nichts|keineswegs|kaum|alles andere als|lange nicht) (ist |ganz |wirklich |richtig
      )*(gelost|behoben|erledigt|vorbei|weg);
    (pas|jamais|rien|loin d'etre|loin d'avoir ete) (n'est |encore |vraiment |du tout |tout a fait
      )*(resolu*|regle*|repare*|fini*|termine*);
    (no|nunca|nada|lejos de|sin) (esta |estar |ha |sido |quedo |fue |se |aun |todavia |del todo
      )*(resuelt\\w*|resolvi\\w*|resolver|solucion\\w*|arregl\\w*);
    (nao|nunca|nada|longe de|sem) (esta |estar |foi |ficou |se |ainda |totalmente
      )*(resolv\\w*|solucion\\w*|arrum\\w*|consert\\w*)
    """
)
"""The opposite of what is over, by the same words."""
_RETURNED = Phrases(
    r"""
    (is|it's|came|comes|has come|was|keeps coming) back; has returned; (happen\w*|start\w*|occur\w*|fail\w*) again;
    (ist|kam|kommt|war|sind) … wieder (da|zuruck|aufgetreten|gekommen); tritt … wieder auf; kommt … wieder;
    (est|sont|c'est) (de nouveau |encore )?(revenu\w*|de retour); (ca|a|il|elle) (recommence\w*|revient);
    volvio; volvieron; (ha|han) vuelto; regreso; regresaron; (esta|estan) de vuelta;
    voltou; voltaram; regressou; (esta|estao) de volta
    """
)
_SERVICE_BACK = Phrases(
    r"""
    (everything|all|phones?|calls?|lines?|trunks?|system|service|servers?|internet|power|audio|they) … back;
    back (to normal|up|online|in service|to work\w*|and (works|working|running))
    ; (by|on) (itself|themselves|its own|their own);
    (alles|telefon\w*|anlage|leitung\w*|dienst\w*|internet|strom) … wieder; von (allein\w*|selbst);
    (tout|service|lignes?|telephon\w*|courant) … (revenu\w*|de retour); tout seul;
    a (la )?normal\w*; a (funcionar|marchar|andar|trabajar|trabalhar); ao normal; (todo|tudo) … (volvio|vuelto|voltou);
    (servicio|servico|lineas?|linhas?|telefon\w*|sistema|luz|energia) … (volvio|volvieron|vuelto|voltou|voltaram)
    ; (volvio|volvieron|ha vuelto|voltou|voltaram) … (servicio|servico|lineas?|linhas?|telefon\w*|sistema|luz|energia)
    """
)
"""What came back is what was gone, and not the trouble."""
_ONCE_AGAIN = Phrases(
    """
    again; same (problem|issue|fault|thing) (now|today|since);
    wieder (da|nicht*|kein*|das gleiche|dasselbe|aufgetreten);
    schon wieder; erneut; de nouveau; encore une fois; rebelote; otra vez; de nuevo; nuevamente; de novo; outra vez;
    novamente
    """,
    but=(
        "(thanks|thank you|many thanks|hello|hi|never) again",
        "(gracias|obrigad[oa]|merci) (de nuevo|otra vez|novamente|de novo|de nouveau|encore une fois)",
    ),
)
"""Of what counts as over these say that it is not, however small the sentence."""
_WAS_WELL = Phrases(
    r"""
    (was|were|been|worked|ran) … (working|fine|ok|okay|normal*|good|well|up|running|in order);
    (war|waren|lief*|ging*|funktionierte*) … (in ordnung|gut|normal|ok|okay|einwandfrei|problemlos);
    (etait|etaient|fonctionnai\w*|marchai\w*) … (normal*|bien|ok|correct*|en ordre);
    (estaba*|funcionaba*|andaba*|iba*) … (bien|normal*|ok); (estava*|funcionava*) … (bem|normal*|ok|certo)
    """
)
_ONCE_MORE = Phrases("""
    again; back; since; after; restored; recovered; fixed; resolved; solved; wieder; nach; seit; seitdem; behoben; de
    nouveau; apres; depuis; retabl*; de nuevo; otra vez; despues; desde; de novo; outra vez; depois; apos
    """)
_AT_OTHERS = Phrases(
    r"""
    (carrier*|provider*|isp|telco|phone company|operator|network operator|line provider) (\w+
      )?(says?|said|saying|tells?|told|claims?|claimed|insists?|insisted|reports?|reported|swears?|swore|states?);
    (on|at|from|says?|that|said)? (their|his|her|its|the (carrier|provider|isp|telco)'s) (side|end);
    (provider|anbieter|carrier|betreiber|netzbetreiber|telekom|techniker) (sagt*|meint*|behauptet*|meldet*);
    (auf|von) (seiner|deren|ihrer) seite; bei (ihm|ihnen|denen) (ist|sei|lauft|ware);
    (operateur|fournisseur) (\w+ )?(dit|affirme|assure|pretend|indique|confirme); de (son|leur) cote;
    (operador\w*|proveedor\w*|compania) (\w+ )?(dice*|dijo|dijeron|afirma*|asegura*|confirma*|indica*); de su lado;
    (operadora|provedor\w*|fornecedor\w*) (\w+ )?(diz|dizem|disse\w*|afirma*|garante*|confirma*|informa*);
    (do|no) lado (deles|dela|dele)
    """
)
"""What the carrier says of its own side: whether calls go, those on site must say."""
_ANOTHER_TIME = Phrases(
    r"""
    (the )?last time; the other time;
    (my|our|the|a) (last|previous|earlier|old|other|another|first) (ticket|case|request)s?;
    (had|have|has|seen|been|happened|occurred) … (before|once|already)( ,)? … in (january|february|march|april|may|june
      |july|august|september|october|november|december|20\d\d|spring|summer|autumn|fall|winter);
    (had|saw|seen) (this|it|that|the same|the same thing)( too| as well)? (back )?in
      (january|february|march|april|may|june
      |july|august|september|october|november|december|20\d\d|spring|summer|autumn|fall|winter);
    (had|happened|occurred) … (before|(weeks|months|years) ago|last (month|year|spring|summer|autumn|fall|winter));
    (beim |das )?letzte\w* mal; (mein|unser|das) (letzte|vorige|andere|alte|erste)\w* (ticket|fall|anfrage);
    schon (ein)?mal (gehabt|passiert|vorgekommen);
    (hatten|gab es|war) (wir |sie |das |dies |es |dasselbe )*(schon |bereits )?im (januar|februar|marz|april|mai|juni
      |juli|august|september|oktober|november|dezember|fruhjahr|sommer|herbst|winter);
    la (derniere|autre|premiere) fois; (mon|notre|le) (dernier|precedent|autre|ancien|premier) (ticket|dossier|cas);
    (c'est|est) deja (arrive|passe);
    eu (ca|cela|la meme chose|le meme probleme) en (janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre
      |novembre|decembre);
    (la|el) (ultima|otra|primera) vez; (mi|nuestro|el) (ultimo|anterior|otro|primer) (ticket|caso);
    (tuvimos|tuvieron|paso) (esto|eso|lo mismo) en (enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre
      |noviembre|diciembre); ya (nos )?(habia
      )?(paso|pasado|ocurrido|sucedido);
    (da|na|a) (ultima|outra|primeira) vez; (meu|nosso|o) (ultimo|anterior|outro|primeiro) (ticket|chamado|caso);
    (tivemos|tiveram|aconteceu) (isto|isso|o mesmo) em (janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro
      |outubro|novembro|dezembro);
    ja (tinha )?(aconteceu|acontecido|ocorreu|ocorrido)
    """
)
"""An earlier trouble, which was mended in its day."""
_WELL_NOW = Phrases("""
    (works?|working|fine|ok|okay|normal*|well|up|back) (now|again); (lauft|geht|funktioniert|gehen|laufen) … wieder;
    (refonctionne*|remarche*); (ya|ahora) … funciona*; (voltou|voltaram) a funcionar
    """)
_LINES = "(phones?|calls?|lines?|trunks?|extensions?|telephony|we|they|everything|all|it)"
_ON_SITE = Phrases(f"""
    (and|so|now|but) (the |all |our )?{_LINES} … (works?|working|fine|ok|okay|normal*|well|up|back)
    """)
"""What is said of the site's own telephones behind what the carrier says."""
_COMES_OF_IT = Phrases(
    r"""
    works?; working; fine; ok; okay; well; back; normal\w*; solved; cured; fixed; healed; trick; gone; helped;
    geht; gehen; lauft; laufen; funktionier\w*; ruhe; geholfen; behoben; weg; gelost; marche\w*; remarche\w*;
    fonctionne\w*; refonctionne\w*; regle\w*; resolu\w*; retabli\w*; reparti\w*; revenu\w*; disparu\w*; bien;
    funcion\w*; quedo\w*; volvi\w*; vuelto; arregl\w*; resolv\w*; resuelt\w*; solucion\w*; bem; volt\w*; fico\w*;
    sumi\w*; desaparec\w*; todo; tudo; tout; alles; all; everything
    """
)
"""What a step that mended something had for a result; a step alone ("ya reinicié el router") has none."""
_SAYS_NO = re.compile(r"^\s{0,4}(?:no|nope|nah|nein|nee|non|nao)\b")
_NOR = Phrases("neither; either; auch nicht; non plus; tampoco; tambem nao; nem")
"""What fails as well: by itself "le nouveau non plus" reads as if something were no more."""


def negated(folded: str, found: Match) -> bool:
    """Return whether a negation stands close before the phrase (and is not part of it)."""
    words = re.split(r"[\s,(]+", folded[max(0, found.start() - 60) : found.start()].rstrip())
    near = [word for word in words[-_NEAR:] if _NEGATION.search(word)]
    return any(word != "no" for word in near) or (bool(near) and not _PORTUGUESE.search(folded))


@lru_cache(maxsize=REMEMBERED)
def imagined(sentence: Sentence) -> bool:
    """Return whether the sentence speaks of what might happen."""
    return _IMAGINED.within(sentence.folded) or tells_no_trouble(sentence.text, Label.HYPOTHETICAL)


@once
def past(sentence: Sentence) -> bool:
    """Return whether the sentence tells of a state in the past only: what "went down last night" may still be down."""
    folded = sentence.folded
    if _STILL_SO.within(folded):
        return False
    if _PAST_STATE.within(folded) and _PAST_TIME.within(folded) and not _PRESENT.within(folded):
        return True
    return tells_no_trouble(sentence.text, Label.PAST)


_GOES_ON = (Label.TROUBLE, Label.HYPOTHETICAL, Label.INTERMITTENT)


_ALL_WELL = Phrases(
    r"""
    nothing (is|has been|has|was) (wrong|broken|failed|failing|happened|down)( today| now| yet| at the moment| so far)?;
    (it|it's|it is|system|everything|all) (is |has been )?(running|works?|working)
      (great|fine|perfect*|well|smooth*|without);
    never had a (hiccup|problem|failure|fault); (everything|all) (is )?(fine|well|good|ok|okay|up) (today|now|at the
      moment|right now|so far); no (problem|trouble|fault|outage)s? (today|now|at the moment|right now|so far);
    (es )?ist nichts (kaputt|ausgefallen|passiert); alles (lauft|in ordnung|funktioniert); (anlage|alles|system) lauft
      (\w+ )?(einwandfrei|tadellos|gut|problemlos|stabil|rund); (derzeit|momentan|aktuell) (\w+ )?(kein problem|keine
      storung|alles gut);
    (tout|le systeme|ca) (va|fonctionne|marche|roule) (\w+ )?bien; rien (n'est|n'a) (\w+ )?(en panne|casse|arrive);
    (aucun|pas de) (probleme|panne) (actuellement|aujourd'hui|pour l'instant|en ce moment);
    (todo|el sistema|la central) (\w+ )?(funciona|anda|va|marcha) (\w+ )?bien; (no hay|ningun) (problema|falla)
      (hoy|ahora|por
      ahora|en este momento|actualmente); no (ha fallado|fallo|paso) nada; nada (esta )?(fallando|caido);
    (tudo|o sistema|a central) (\w+ )?(funciona|anda|roda|esta) (\w+ )?(bem|normal*|perfeit*|certo); (nao ha|nenhum)
      (problema|falha) (hoje|agora|no momento|atualmente|por enquanto); nada (falhou|caiu|esta com problema|aconteceu)
    """
)


def supposed(reading: Reading) -> Sentence | None:
    """Return the sentence by which a message supposes a failure while it says that nothing is wrong.

    "Say the server dies at two in the morning … it has never had a hiccup": whatever it paints has not happened.
    """
    if not reading.says(_ALL_WELL):
        return None
    return reading.first(imagined)


_SUPPLY = Phrases(
    """
    power; electricity; internet; current; mains; light; network; strom; netz; courant; electricite; luz; energia;
    corriente; electricidad; forca; eletricidade
    """
)
_LINE = Phrases("""
    phones?; calls?; lines?; trunks?; system; everything; all; telefon*; anrufe?; anlage; alles; telephones?; appels?;
    lignes?; tout; llamadas?; lineas?; todo; ligac*; chamadas?; linhas?; tudo
    """)


def recovered(reading: Reading) -> Sentence | None:
    """Return the sentence that says that the trouble is over.

    That the power or the internet is back says nothing of the telephones, and "the trunk is back, but no call comes in"
    says the opposite.
    """
    at = _first_over(reading.told)
    return None if at is None else reading.told[at]


def _first_over(told: Sequence[Sentence]) -> int | None:
    """Return the place of the first sentence that says that what was told before it, and nothing else, is over."""
    return next((at for at, one in enumerate(told) if over(one) and not is_another_matter(one, told[:at])), None)


@lru_cache(maxsize=REMEMBERED)
def over(sentence: Sentence) -> bool:
    """Return whether the sentence says that a trouble is over."""
    folded = sentence.folded
    if sentence.asks or _AGAIN.within(folded) or _NOT_OVER.within(folded):
        return False
    if (_SAYS_NO.match(folded) and returned(sentence)) or _of_another(folded):
        return False
    well = _TODAY_WELL.find(folded)
    found = well or _OVER.find(folded)
    if found and _BUT.within(folded[found.end() :]):
        return False
    if _SUPPLY.within(folded) and not _LINE.within(folded):
        return False
    if found and not imagined(sentence) and (well or not _UNSURE.within(folded[: found.end()])):
        return True
    if _NOR.within(folded) or _only_a_step(sentence):
        return False
    return tells(sentence.text, Label.OVER, at=VERY_SURE) and not tells(sentence.text, *_GOES_ON, at=DOUBT)


def _of_another(folded: str) -> bool:
    """Return whether it was well before the trouble, is well at the carrier's, or was mended another time."""
    if _WAS_WELL.within(folded) and _PAST_TIME.within(folded) and not _ONCE_MORE.within(folded):
        return True
    if _ANOTHER_TIME.within(folded):
        return not _WELL_NOW.within(folded)
    return _AT_OTHERS.within(folded) and not _ON_SITE.within(folded)


def _only_a_step(sentence: Sentence) -> bool:
    """Return whether the sentence tells what somebody did, and no result: most that do end with one."""
    return tells(sentence.text, Label.TRIED, at=DOUBT) and not _COMES_OF_IT.within(sentence.folded)


def returned(sentence: Sentence) -> bool:
    """Return whether something is back that may be the trouble: it is where a no stands before, or it was over."""
    return _RETURNED.within(sentence.folded) and not service_is_back(sentence)


def once_again(sentence: Sentence) -> bool:
    """Return whether something happens again, and the sentence does not say that it works; of what is over."""
    return _ONCE_AGAIN.within(sentence.folded) and not _COMES_OF_IT.within(sentence.folded)


def service_is_back(sentence: Sentence) -> bool:
    """Return whether what came back is what was gone: "everything is back to normal"."""
    return _SERVICE_BACK.within(sentence.folded) and not _AGAIN.within(sentence.folded)


def standing(reading: Reading) -> tuple[Reading, Sentence | None]:
    """Return what a message tells of the present, and the sentence that says that what came before it is over.

    "It was down all night and came back by itself. One thing is left, the paging …": what is told behind counts.
    """
    told = reading.told
    found = _first_over(told)
    if found is None:
        return reading, None
    # That it is over is often told twice, in the subject and then in full.
    last = next((one for one, then in pairwise(told[found:]) if not over(then)), told[-1])
    behind = reading.sentences[reading.sentences.index(last) + 1 :]
    return replace(reading, sentences=behind), last


_WISH = re.compile(r"clos|schliess|ferm|cerrar|fechar|encerrar")
"""Somebody may ask in a question whether we close it; whether it is solved is a question to us."""
_CLOSES = Phrases(
    """
    (please |you can |you may |feel free to |go ahead and |can be |could you |we can )close(d)?( out)?(
      the| this| it| that| my| our)?( ticket| case| one| request)?; (ticket|case) (can|may) be closed;
    solved; (problem|issue) (is )?(solved|fixed|resolved|gone);
    consider (it|this) (solved|closed|resolved);
    (that|this|it) (fixed|solved|did) (it|the trick|the problem);
    (works|working|all good|all fine) (now|again); (kann|konnen) … (geschlossen|schliessen|zu); gelost;
    vous pouvez fermer; (pueden|puede) cerrar; (podem|pode) (fechar|encerrar); resolu*; resuelto;
    resolvido
    """
)


def wishes_closing(sentence: Sentence) -> bool:
    """Return whether the sentence asks us to close the ticket."""
    found = _CLOSES.find(sentence.folded)
    return bool(found and _WISH.search(found.group()))


def closes(reading: Reading) -> str:
    """Return the sentence that asks to close the ticket or says that it is solved, or an empty string."""
    for sentence in reading.told:
        found = _CLOSES.find(sentence.folded)
        asks = sentence.asks and not wishes_closing(sentence)
        if (
            found
            and not asks
            and not _AGAIN.within(sentence.folded)
            and not _NOT_OVER.within(sentence.folded)
            and not _of_another(sentence.folded)
            and not _BUT.within(sentence.folded[found.end() :])
            and sentence.region.value == "body"
            and not negated(sentence.folded, found)
            and not _UNSURE.within(sentence.folded[: found.start()])
        ):
            return sentence.text
    return ""
