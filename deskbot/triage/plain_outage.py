"""Outages in so many words: who writes these means a site without telephones, whatever else the message holds. Pure.

"Pinecrest is hard down. What do I do?" weighs like a question, as it has few words and most of them ask. What the
trade says of nothing else is not weighed.
"""

from __future__ import annotations

import re

from deskbot.triage.announced import announced
from deskbot.triage.asked_behind import before_the_question
from deskbot.triage.calls_fine import calls_are_fine
from deskbot.triage.cut_off import is_everybody_cut_off, is_not_reached, is_unknown_by_every_number
from deskbot.triage.directions import some_only
from deskbot.triage.parts import elsewhere_fine, partial
from deskbot.triage.phrases import Phrases
from deskbot.triage.ruined import is_ruined
from deskbot.triage.scope import limits, not_all
from deskbot.triage.sentences import Reading, Sentence, once
from deskbot.triage.symptoms import FUNCTION, failures, goes_on
from deskbot.triage.tense import imagined
from deskbot.triage.whole_site import (
    is_all_by_now,
    is_any_set_silent,
    is_down_again,
    is_given_up,
    is_heard_inside_only,
    is_house_silent,
    is_left_dead,
    is_one_left,
    is_sole_line_lost,
    is_still_down,
    is_the_rest_too,
    is_without_a_way_to_call,
)

_END = (
    r"(?=\W*$|\s*[,;:.!?()-]"
    r"|\s(?:since|again|now|and|hard|completely|at all|any ?more|right now|today|this|pl(?:ea)?[sz]e?|help)\b)"
)
_AT = r"(?=\W*$|\s*[,;:.!?()-]|\s(?:since|again|now|and|at|in|for|right now|today|this)\b)"
_WHOLLY = r"(?:hard|completely|totally|entirely|stone|dead|fully)"
_SYSTEM_DOWN = re.compile(rf"(?:\bemergency\W{{1,5}}|^\W*(?:phone |telephone |voice )?)system (?:is )?down{_AT}")
"""What the vendor's own rules ask for in the ticket of a system that is down, or its short form.

"Emergency - System Down" is also written over less: it counts where the message tells no other failure.
"""
_SITE = (
    r"(?:we|they|(?:the |this |our |my |their |whole |entire ){0,4}(?:customer|client|site|office|building|store|shop"
    r"|school|clinic|hospital|hotel|motel|restaurant|company|plant|place|phone system|pbx|everything|everyone"
    r"|everybody))"
)
_DOWN = rf"(?:down{_END}|dead in the water\b)"
_SITE_DOWN = re.compile(
    rf"\b{_SITE}(?: is| are| r|'re|'s)(?: all| still| again| now| currently| just| {_WHOLLY})* {_DOWN}"
    rf"|\b{_SITE} (?:has |have |just |suddenly )*lost (?:all )?(?:(?:phone |voice )?service|telephony){_END}"
    r"|\b(?:tk-?|telefon)anlage (?:ist )?(?:\w+ ){0,2}(?:tot|ausgefallen)\W*$"
    r"|\bist (?:die|unsere|deren|ihre|seine) (?:\w+ )?(?:tk-?|telefon)?anlage (?:\w+ )?(?:tot|ausgefallen)\W*$"
    rf"|^\W*(?:customer|client|site|office|everything|everyone|everybody)(?: all| still| {_WHOLLY})* {_DOWN}"
    r"|^\W*(?:all|everything|everybody|everyone|alles?|todo|tudo|tout)(?: is| are| ist| esta| est)?"
    r"(?: all| wieder| completely)? (?:dead|down|tot|muerto|caido|parado|morto|mort|en panne)\W*$"
)
_PHONES_LOST = re.compile(
    rf"\b{_SITE} (?:has |have |just |suddenly )*lost (?:all )?(?:of )?(?:its |their |our |the )?(?:tele)?phones"
    r" (?:entirely|completely|altogether|totally)\b"
)
_NAMED_DOWN = re.compile(rf"^(?P<who>[^,;:?]{{2,60}}?) (?:is|are|r|has gone|went)(?: still| now)? {_WHOLLY} down{_AT}")
"""Somebody by name; a function that is named so is a part, which other rules weigh."""
_OTHER_THINGS = Phrases(
    """
    internet; e-?mails?; web ?sites?; portals?; networks?; power; printers?; links?; circuits?; wifi; wi-fi; computers?;
    vpn; log ?ins?; passwords?
    """
)
"""What else may be down: "the site" is the portal, then."""
_NOBODY_HAS = Phrases(
    r"""
    (nobody|no one|none of (us|them|the staff|the users|the people))( \w+){0,3} (has|have|got) (a |any )?(tele)?
      (phones?|phone service|dial ?tone|lines?);
    (niemand|keiner) (\w+ ){0,3}hat (ein )?(telefon|freizeichen|amt|wahlton);
    personne (\w+ ){0,3}n'a (de |le |la |plus de |plus la )?(telephone|tonalite|ligne);
    nadie (\w+ ){0,3}tiene (el )?(telefono|tono|linea); ninguem (\w+ ){0,3}tem (telefone|tom|linha);
    wir sind (komplett|vollig|total|ganz) (tot|offline|down|abgeschnitten);
    nous sommes (completement|totalement) (coupes?|en panne|isoles?|hors service);
    estamos (completamente|totalmente|por completo) (caidos|incomunicados|sin (servicio|telefonos?|lineas?));
    estamos (completamente|totalmente) (fora do ar|parados|sem (telefones?|linhas?|comunicacao))
    """
)
_SETS = r"(?:\d+ )?(?:tele|desk ?)?(?:phones|sets|handsets|extensions)"
_OUR = r"(?:of )?(?:the |our |their |these |my |its )?"
_SINCE = (
    rf"(?:{_END}|(?=\s(?:seit|depuis|desde|beim|bei|chez)\b)"
    r"|(?=\s(?:just now|overnight|last night|yesterday)\b)"
    r"|(?=\s(?:about |around |some )?(?:an|a few|\d+) ?(?:min\w*|h\w*|days?) ago\b)"
    r"|(?=\sat (?!times|night|random|noon|lunch|least|\d|the (?:same|front|other|moment when))))"
)
_WORK = r"(?:work|works|working|funktionier\w{1,3}|gehen|function)"
_ALL_DEAD = re.compile(
    r"\b(?:"
    + "|".join(
        (
            rf"none {_OUR}{_SETS} (?:there |here |on site |still |are |is |will |currently |now )*{_WORK}",
            rf"not (?:one|(?:a|one|even one) single(?: one)?) {_OUR}{_SETS}"
            rf" (?:there |here |on site |still |is )*{_WORK}",
            rf"all {_OUR}{_SETS} (?:there |here |have |has |had |just |suddenly |both )*(?:stopped|quit|ceased)"
            r" (?:working|to work)",
            rf"all {_OUR}{_SETS} (?:there |here |are |do |have |just |suddenly |simply )*(?:no longer|not|don't|aren't)"
            rf" {_WORK}",
            r"(?:the|their|our) (?:phones|lines|sets|handsets) (?:(?:at|in|of) (?:the )?(?:\w+ ){1,3}?)?"
            r"(?:are|have gone|went) all (?:still |quite |completely |stone )*"
            r"(?:dead|down|out|dark|blank|silent|lifeless)",
            r"(?:phones|sets|handsets)\b[^.;!?]{0,80}\b(?:the lot|all of them|every (?:last|single) one)\W+"
            r"(?:are|is|have gone) (?:\w+ )?(?:dead|down|out|dark|blank|silent|lifeless)",
            r"(?:phones|lines|sets|handsets|extensions) (?:(?:at|in|of) (?:the )?(?:\w+ ){1,3}?)?"
            r"(?:are|have gone|went) (?:\w+ly |stone )?(?:dead|down|out|dark|blank|silent)\W{1,3}"
            r"(?:all (?:\d+ )?of (?:them|us)|the (?:whole )?lot|every (?:last |single )?one(?: of them)?)",
            rf"all {_OUR}{_SETS} (?:(?:on|at|in) (?:the |our |their )?\w+ )?(?:have |has |just |all |suddenly )*"
            r"(?:went|gone|go) (?:completely |stone )?(?:out|dead|down|dark|silent|blank)",
            rf"{_SETS} (?:there |here |are |have |do )*all (?:just |suddenly |simply )?(?:stopped|quit|no longer|not"
            rf"|don't|aren't) {_WORK}",
            r"alle (?:\d+ )?(?:telefone|apparate|nebenstellen) (?:\w+ ){0,2}(?:funktionieren|gehen) nicht mehr",
            r"tous les (?:\d+ )?(?:telephones|postes) ont (?:\w+ )?(?:cesse|arrete) de (?:fonctionner|marcher)",
            r"todos los (?:\d+ )?(?:telefonos|internos|anexos) (?:\w+ )?dejaron de (?:funcionar|andar)",
            r"todos os (?:\d+ )?(?:telefones|ramais|aparelhos) (?:\w+ )?(?:pararam|deixaram)(?: de funcionar)?",
            r"(?:no|not (?:one|a single)) (?:single )?(?:tele)?(?:phone|set|handset|extension)"
            r" (?:here |there |on site )*works?(?: any ?more)?",
            r"kein (?:einziges |einziger )?(?:telefon|apparat) (?:\w+ ){0,2}(?:funktioniert|geht)(?: mehr)?",
            r"kein(?:e[rs]?|s)?(?: einzige[rs]?)? (?:der|unserer|ihrer|von (?:den|unseren|ihren)) (?:\d+ )?"
            r"(?:telefone[n]?|apparaten?|nebenstellen) (?:\w+ ){0,2}(?:funktioniert|geht)(?: mehr)?",
            r"(?:funktioniert|geht) kein (?:einziges |einziger )?(?:telefon|apparat)(?: mehr)?",
            r"(?:aucun|pas un(?: seul)?)(?: (?:telephone|poste)"
            r"| d(?:es|e (?:nos|leurs|ses)) (?:\d+ )?(?:telephones|postes)) (?:ne )?(?:marche|fonctionne)(?: plus)?",
            r"ningun(?:o|a)? de (?:los|las|nuestros|sus) (?:\d+ )?(?:telefonos|internos|anexos|aparatos|extensiones)"
            r" (?:\w+ )?(?:funciona|sirve|anda|jala)",
            r"nenhum(?: d?os?| dos nossos| dos seus) (?:\d+ )?(?:telefones|ramais|aparelhos) (?:\w+ )?"
            r"(?:funciona|esta funcionando)(?: mais)?",
            r"ningun (?:telefono|interno|anexo|aparato) (?:\w+ )?(?:funciona|sirve|anda|jala)",
            r"no (?:funciona|sirve|anda|jala) ningun (?:telefono|interno|anexo|aparato)",
            r"nenhum (?:telefone|ramal|aparelho) (?:\w+ )?(?:funciona|esta funcionando)(?: mais)?",
            r"nao funciona (?:mais )?nenhum (?:telefone|ramal|aparelho)",
            r"(?<!of )(?<!some )(?:all (?:of )?)?(?:the|our|their) (?:(?:outside|external|phone|telephone|trunk|sip) )?"
            r"lines (?:are|have(?: all)? gone|went|have been) (?:all |still |completely |now )*(?:dead|down|cut)",
            r"(?:die|unsere|deren|alle) (?:amts|telefon)?leitungen sind (?:\w+ ){0,3}(?:tot|gekappt|ausgefallen"
            r"|gestort)",
            r"(?<!de )(?:les|nos|leurs|toutes (?:les|nos|leurs)) lignes sont (?:toutes |completement )?"
            r"(?:mortes|coupees|en panne|hs|hors service|muettes)",
            r"(?<!de )(?:todas )?(?:las|nuestras|sus) lineas (?:estan|quedaron|se quedaron) (?:todas |completamente )?"
            r"(?:muertas|caidas|mudas|cortadas|fuera de servicio|sin tono)",
            r"se (?:cayeron|murieron|cortaron) (?:todas )?las lineas",
            r"(?<!de )(?:todas )?(?:as|as nossas|as suas) linhas (?:estao|ficaram) (?:todas |completamente )?"
            r"(?:mortas|mudas|caidas|fora do ar|cortadas)",
            r"(?:todas )?as linhas (?:cairam|morreram)(?: todas)?",
        )
    )
    + rf"){_SINCE}"
)
"""Every telephone, by a word that leaves none out, and that it does not work: few words, which weigh little."""
_NONE_WORK = re.compile(
    r"^\W*(?:(?:"
    r"(?:the|our|their|all|all the|all our|all their) (?:tele)?phones"
    r" (?:do not|don't|dont|no longer|are not|aren't|have (?:all )?stopped|stopped|all stopped|have quit)"
    r" (?:work|working|function|functioning)"
    r"|(?:die|unsere|deren|ihre|alle) telefone (?:gehen|funktionieren|tun) (?:\w+ )?(?:nicht|nimmer)(?: mehr)?"
    r"|(?:les|nos|leurs|tous les|tous nos) telephones (?:ne )?(?:marchent|fonctionnent) (?:plus|pas)"
    r"|(?:los|nuestros|sus|todos los) telefonos (?:ya )?(?:no|dejaron de) (?:funcionan|funcionar|sirven|andan)"
    r"|(?:os|nossos|os nossos|os seus|todos os) telefones (?:ja )?(?:nao|deixaram de|pararam de)"
    r" (?:funcionam|funcionar)(?: mais)?"
    r"|no phones|no phone service|kein telefon|keine telefone|plus de telephones?|sin telefonos|sem telefones"
    rf"){_END}|(?:no (?:tele)?phones|kein telefon|plus de telephone|sin telefonos?|sem telefones?) (?:at|in|bei|im"
    r" (?:haus|buro)|a l'|chez|en (?:el|la)|n[oa])\b)"
)
"""The telephones of a house, without a word that makes them some: that they do not work."""
_BACK = re.compile(
    r"\b(?:(?:came|come|are|is|were|was|all|got) back"
    r"|brought (?:\w+ ){1,2}back|back (?:up|on|online|to normal)"
    r"|works? again|working again|restored|wieder"
    r"|de nouveau|remarch\w*|refonctionn\w*|de nuevo|volvi\w*|de novo|volt\w*)\b"
)
_BEHIND = re.compile(rf"\w{{0,12}}{_END}")


_ANY_CALL = Phrases(
    r"""
    (every|each) (single )?(\w+ )?(phone )?call; all (of )?(the |our |their )?(\w+ )?calls; (all|every) calls?;
    alle (\w+ )?(gesprache|anrufe|telefonate); jedes (einzelne )?gesprach; jeder (einzelne )?anruf; tous les appels;
    chaque appel; todas las llamadas; cada llamada; todas as (ligacoes|chamadas); (cada|toda) (ligacao|chamada)
    """
)
_SILENT = Phrases(
    r"""
    no (sound|audio|voice|speech); without (any )?(sound|audio|voice); silent; silence; mute; dead air;
    stumm; (totenstill|still);
    kein(en)? (ton|sprache|audio); ohne (ton|sprache|audio); muets?; muettes?; (pas de|aucun|sans) son; mud[ao]s?;
    sin (audio|sonido|voz); sem (audio|som|voz)
    """
)
_BOTH_WAYS = Phrases(
    r"""
    both (ways|directions|ends|sides); (either|any) (direction|way|end|side);
    (beide|beiden|keine|keiner) (richtung|richtungen|seiten|seite);
    les deux (sens|cotes); (aucun|un|dans un) sens ni (dans )?l'autre; aucun sens; ambos (sentidos|lados); ambas
    direcciones; ningun sentido; (os|nos|dos) dois (sentidos|lados); ambas as direcoes; nenhum dos (sentidos|lados)
    """
)
_SOME_CALLS = Phrases(
    r"""
    transfer*; parked; (on|from) hold; conference*; home; remote; softphones?; mobile app; vpn;
    from (the|one|my|his|her) \w+;
    weiterverbunden*; weitergeleitet*; homeoffice; domicile; casa
    """
)
"""What makes it the calls of a feature or of one place."""


def _all_silent(sentence: Sentence) -> bool:
    """Return whether nobody hears anybody on any call: connected in silence, nobody telephones."""
    folded = sentence.folded
    return (
        _ANY_CALL.within(folded)
        and _SILENT.within(folded)
        and _BOTH_WAYS.within(folded)
        and goes_on(sentence)
        and not some_only(folded)
        and not _SOME_CALLS.within(folded)
    )


_CUT = Phrases(
    r"""
    drops?; dropp(ed|ing); cuts?( off)?; dies; ends?; hangs? up; (disconnect|fail)(s|ed)?; (bricht|brechen) (\w+ )?ab;
    reiss(t|en) (\w+ )?ab; abgebrochen; weg; coupent?; coupee?s?; raccrochent?; tombent?; (se )?cortan?; (se )?caen?;
    (se )?cuelgan?; caem; cai; desligam?
    """
)
_AS_IT_BEGINS = Phrases(
    r"""
    (when|as soon as|the moment|once) (\w+ ){0,2}(answers?|answered|picks? up|picked up);
    (on|at|upon) (answer|pick.?up|answering);
    (beim|sobald|wenn) (\w+ ){0,3}(abheb\w*|abhebt|abnehm\w*|abnimmt|annehm\w*|annimmt|rangeht);
    (au|des le|au moment du) decroch\w*; (des|quand|lorsqu)\W?\s?(qu')?(on|ils|elles) (repond\w*|decroch\w*);
    al (contestar|atender|descolgar|levantar); (cuando|apenas) (\w+ )?(contest\w*|atiend\w*);
    ao (atender|tirar do gancho); (quando|assim que) (\w+ )?atend\w*
    """
)


def _all_cut(sentence: Sentence) -> bool:
    """Return whether every call ends as somebody answers it: nobody says a word."""
    folded = sentence.folded
    return (
        _ANY_CALL.within(folded)
        and _CUT.within(folded)
        and _AS_IT_BEGINS.within(folded)
        and goes_on(sentence)
        and not some_only(folded)
        and not _SOME_CALLS.within(folded)
    )


_NEITHER_OUT = re.compile(
    r"\b(?:can't|cant|cannot|can not|unable to) (?:call|dial|ring) out (?:either|too|as well)\b"
    r"|\bauch nicht (?:raus|hinaus|nach draus+en) (?:telefonieren|anrufen|rufen)"
    r"|\b(?:ne|n')(?: peuvent| peut| pouvons)? pas (?:non plus )?appeler (?:dehors|vers l'exterieur)(?: non plus)?"
    r"|\btampoco (?:pueden|podemos|se puede) (?:llamar|marcar)(?: (?:hacia )?afuera)?"
    r"|\btambem nao (?:conseguem|conseguimos|da para) (?:ligar|discar)(?: para fora)?"
)
_NOT_IN = Phrases(
    """
    not in service; out of service; busy; unavailable; not reachable; nothing comes in; no calls? in; besetzt;
    nicht (erreichbar|vergeben); hors service; occupe; injoignable; fuera de servicio; ocupado; fora de servico
    """
)
_CALLERS = Phrases(
    """
    callers?; customers?; clients?; patients?; parents; everybody; anybody who calls; kunden; anrufer; patienten;
    clientes?; pacientes; quem liga; quien llama
    """
)


def _neither_in_nor_out(sentence: Sentence) -> bool:
    """Return whether callers are told that there is nobody, and the house cannot call out either."""
    folded = sentence.folded
    return (
        _NEITHER_OUT.search(folded) is not None
        and _NOT_IN.within(folded)
        and _CALLERS.within(folded)
        and goes_on(sentence)
        and not some_only(folded)
    )


@once
def plain_outage(reading: Reading) -> Sentence | None:
    """Return the sentence that tells an outage in so many words, unless the message limits it."""
    by_now = reading.first(lambda one: (is_all_by_now(one) or is_one_left(one)) and not partial(one))
    if by_now is not None and not elsewhere_fine(reading) and not _BACK.search(reading.folded):
        return by_now  # the one telephone that is named was the beginning, or is what is left
    if not_all(reading) or elsewhere_fine(reading):
        return None
    silent = reading.first(
        lambda one: (_all_silent(one) or _all_cut(one)) and not one.asks and not imagined(one) and not partial(one)
    )
    if silent is not None:
        return silent  # that calls are set up is no comfort then
    if calls_are_fine(reading):
        return None
    return reading.first(lambda one: _tells_plainly(one, reading))


def _tells_plainly(sentence: Sentence, reading: Reading) -> bool:
    folded = sentence.folded
    if imagined(sentence) or announced(sentence) or limits(folded) or partial(sentence):
        return False
    if sentence.asks:
        told = before_the_question(sentence)
        return told is not None and _tells_plainly(told, reading)
    if _is_down_by_name(folded):
        return True
    if _SYSTEM_DOWN.search(folded) and all(one is sentence for one in failures(reading)):
        return True
    if _PHONES_LOST.search(folded) or (_SITE_DOWN.search(folded) and not reading.says(_OTHER_THINGS)):
        return True
    if (
        (_ALL_DEAD.search(folded) or _NONE_WORK.search(folded))
        and goes_on(sentence)
        and not _BACK.search(reading.folded)
    ):
        return True
    if any(_BEHIND.match(folded, found.end()) for found in _NOBODY_HAS.all(folded)):
        return True
    return is_ruined(folded) or any(
        tells(sentence)
        for tells in (
            _neither_in_nor_out,
            is_left_dead,
            is_down_again,
            is_given_up,
            is_any_set_silent,
            is_house_silent,
            is_heard_inside_only,
            is_without_a_way_to_call,
            is_sole_line_lost,
            is_the_rest_too,
            is_still_down,
            is_everybody_cut_off,
            is_not_reached,
            is_unknown_by_every_number,
        )
    )


def _is_down_by_name(folded: str) -> bool:
    found = _NAMED_DOWN.search(folded)
    if found is None:
        return False
    who = found["who"]
    return not FUNCTION.within(who) and not _OTHER_THINGS.within(who)
