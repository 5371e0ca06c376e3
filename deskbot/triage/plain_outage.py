"""Outages in so many words: who writes these means a site without telephones, whatever else the message holds. Pure.

"Pinecrest is hard down. What do I do?" weighs like a question, as it has few words and most of them ask. What the
trade says of nothing else is not weighed.
"""

from __future__ import annotations

import re

from deskbot.triage.calls_fine import calls_are_fine
from deskbot.triage.directions import some_only
from deskbot.triage.parts import elsewhere_fine, partial
from deskbot.triage.phrases import Phrases
from deskbot.triage.scope import limits, not_all
from deskbot.triage.sentences import Reading, Sentence
from deskbot.triage.symptoms import FUNCTION, failures, goes_on
from deskbot.triage.tense import imagined

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
    r"(?:we|they|(?:the |this |our |my |their |whole |entire )*(?:customer|client|site|office|building|store|shop"
    r"|school|clinic|hospital|hotel|motel|restaurant|company|plant|place|phone system|pbx|everything|everyone"
    r"|everybody))"
)
_SITE_DOWN = re.compile(
    rf"\b{_SITE}(?: is| are| r|'re|'s)(?: all| still| again| now| currently| just| {_WHOLLY})* down{_END}"
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
_SINCE = rf"(?:{_END}|(?=\sat (?!times|night|random|noon|lunch|least|\d|the (?:same|front|other|moment when))))"
_WORK = r"(?:work|works|working|funktionier\w{1,3}|gehen|function)"
_ALL_DEAD = re.compile(
    r"\b(?:"
    + "|".join(
        (
            rf"none {_OUR}{_SETS} (?:there |here |on site |still |are |is |will |currently |now )*{_WORK}",
            rf"not (?:one|a single one) {_OUR}{_SETS} (?:there |here |on site |still |is )*{_WORK}",
            rf"all {_OUR}{_SETS} (?:there |here |have |has |had |just |suddenly |both )*(?:stopped|quit|ceased)"
            r" (?:working|to work)",
            rf"all {_OUR}{_SETS} (?:there |here |are |do |have |just |suddenly |simply )*(?:no longer|not|don't|aren't)"
            rf" {_WORK}",
            rf"{_SETS} (?:there |here |are |have |do )*all (?:just |suddenly |simply )?(?:stopped|quit|no longer|not"
            rf"|don't|aren't) {_WORK}",
            r"alle (?:\d+ )?(?:telefone|apparate|nebenstellen) (?:\w+ ){0,2}(?:funktionieren|gehen) nicht mehr",
            r"tous les (?:\d+ )?(?:telephones|postes) ont (?:\w+ )?(?:cesse|arrete) de (?:fonctionner|marcher)",
            r"todos los (?:\d+ )?(?:telefonos|internos|anexos) (?:\w+ )?dejaron de (?:funcionar|andar)",
            r"todos os (?:\d+ )?(?:telefones|ramais|aparelhos) (?:\w+ )?(?:pararam|deixaram)(?: de funcionar)?",
        )
    )
    + rf"){_SINCE}"
)
"""Every telephone, by a word that leaves none out, and that it does not work: few words, which weigh little."""
_BACK = re.compile(
    r"\b(?:(?:came|come|are|is|were|was|all|got) back"
    r"|brought (?:\w+ ){1,2}back|back (?:up|on|online|to normal)"
    r"|works? again|working again|restored|wieder"
    r"|de nouveau|remarch\w*|refonctionn\w*|de nuevo|volvi\w*|de novo|volt\w*)\b"
)
_BEHIND = re.compile(rf"\w{{0,12}}{_END}")
_SERVER = r"(?:ucx\w*|galaxy(?: \w+)?|pbx|phone system|phone server|telephone system|server room|appliance)"
_SERVIDOR = r"(?:ucx\w*|centralita|central(?: telefonica)?|conmutador|pabx|servidor)"
_ANLAGE = r"(?:ucx\w*|telefonanlage|anlage|serverraum|telefonserver)"
_SERVEUR = r"(?:ucx\w*|autocommutateur|serveur(?: \w+)?|salle serveurs?|standard telephonique)"
_DESTROYED = re.compile(
    r"\b(?:"
    + "|".join(
        (
            rf"{_SERVER} (?:is|was|got|has been|sits|stands)(?: all| now| completely)? (?:under ?water|flooded"
            r"|on fire|burn(?:ed|t)(?: down| out| up)?|stolen|destroyed|fried|melted|drowned"
            r"|(?:struck|hit|killed) by lightning)",
            r"(?:lightning|surge|flood|fire|water|storm|thieves|burglars)(?: \w+){0,3} (?:killed|destroyed|fried"
            rf"|burn(?:ed|t)|took out|ruined|struck|flooded|took|stole) (?:the |our |their |his |her )?{_SERVER}",
            rf"{_ANLAGE}(?: \w+){{0,3}} (?:abgebrannt|verbrannt|gestohlen|abgesoffen|unter wasser|zerstort|uberflutet)",
            rf"{_SERVEUR}(?: \w+){{0,2}} (?:a ete|est|ont ete)(?: \w+)? (?:sous l'eau"
            r"|(?:vole|brule|noye|detruit|inonde|foudroye)\w{0,2})",
            rf"(?:se )?(?:quemo|robaron|incendio|inundo|quemaron) (?:el |la |nuestr[ao] )?{_SERVIDOR}",
            rf"{_SERVIDOR} (?:se )?(?:quemo|incendio|inundo)",
            rf"{_SERVIDOR} (?:queimou|pegou fogo|inundou|foi (?:roubad|destruid|inundad|furtad)[oa])",
            rf"(?:roubaram|furtaram|queimou) (?:[ao] |noss[ao] )?{_SERVIDOR}",
        )
    )
    + r")\b"
)
"""Fire, water, lightning and thieves leave no server that could start."""
_NOT_IN_USE = Phrases("""
    spares?; shelf; lab; demo; test; old; insurance; replaced; years? ago; last (month|year); ersatzgerat; reserve;
    secours; repuesto; reserva; backup (unit|system|server)
    """)
"""What burnt was not what people telephone with, or no longer is."""


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
    weiterverbunden*; weitergeleitet*; homeoffice; transfere*; domicile; casa; transferid*
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


def plain_outage(reading: Reading) -> Sentence | None:
    """Return the sentence that tells an outage in so many words, unless the message limits it."""
    if calls_are_fine(reading) or not_all(reading) or elsewhere_fine(reading):
        return None
    return next((one for one in reading.told if _tells_plainly(one, reading)), None)


def _tells_plainly(sentence: Sentence, reading: Reading) -> bool:
    folded = sentence.folded
    if imagined(sentence) or limits(folded) or partial(sentence) or sentence.text.rstrip().endswith("?"):
        return False
    if _is_down_by_name(folded):
        return True
    if _SYSTEM_DOWN.search(folded) and all(one is sentence for one in failures(reading)):
        return True
    if _SITE_DOWN.search(folded) and not reading.says(_OTHER_THINGS):
        return True
    if _all_silent(sentence):
        return True
    if _ALL_DEAD.search(folded) and goes_on(sentence) and not _BACK.search(reading.folded):
        return True
    if any(_BEHIND.match(folded, found.end()) for found in _NOBODY_HAS.all(folded)):
        return True
    return bool(_DESTROYED.search(folded)) and not _NOT_IN_USE.within(folded)


def _is_down_by_name(folded: str) -> bool:
    found = _NAMED_DOWN.search(folded)
    if found is None:
        return False
    who = found["who"]
    return not FUNCTION.within(who) and not _OTHER_THINGS.within(who)
