"""Idioms for a site without telephones, in which nobody would tell of a part of one. Pure.

Few words that a weigher of words has seen seldom: a system that "gave up the ghost", silence in "any phone you pick
up", the failure of a line of which there is only one, and that there is "no way to call or be called".
"""

from __future__ import annotations

import re

from deskbot.triage.directions import some_only
from deskbot.triage.phrases import Phrases, one_of
from deskbot.triage.scope import ALL, THE_REST_TOO
from deskbot.triage.sentences import Sentence
from deskbot.triage.symptoms import goes_on
from deskbot.triage.tense import imagined, negated

_SYSTEM = (
    r"((tele)?phone (system|server|service|switch)|telephony|pbx|ucx*|galaxy( \w+)?|switchboard"
    r"|telefonanlage|anlage|standard|autocom\w*|telephonie|central(ita| telefonica)?|conmutador|pabx|telefonia)"
)
_GIVEN_UP = Phrases(
    rf"""
    (building|site|office|customer|client|place|clinic|hospital|school|hotel|plant|company|they|we) (have |has )?lost
      all (voice|phone|telephone|telephony)( service)?;
    {_SYSTEM} … (given up the ghost|gave up the ghost|give up the ghost|packed (up|it in)|conked out|died (on us)?
      |bit the dust|bitten the dust|gone belly up|kicked the bucket|kaput|gone to meet its maker|lifeless);
    {_SYSTEM} … (den geist aufgegeben|das zeitliche gesegnet|uber den jordan|verreckt|hinuber|abgeraucht|mausetot);
    {_SYSTEM} … (rendu l'ame|rend l'ame|lache|nous a lachee?s?|grillee?|ad patres|decedee?);
    {_SYSTEM} … (paso a mejor vida|estiro la pata|murio|se murio|se fue al cielo|se frio|no da senales de vida);
    {_SYSTEM} … (bateu as botas|pifou|foi pro brejo|morreu|deu o berro|foi desta para melhor|nao da sinal de vida)
    """
)
_OF_ONE_OR_A_FEATURE = Phrases(
    """
    (my|her|his|one|an?) ((tele)?phone|handset|set); (web|admin) (page|gui); gui; voice ?mail; spare; lab; demo; test;
    standby; second; backup; node; fan; disk; drive; power supply; display; card; module; gateway; ups; port
    """
)


def is_given_up(sentence: Sentence) -> bool:
    """Return whether the telephone system is said to be dead in the words for a living thing."""
    folded = sentence.folded
    return _GIVEN_UP.within(folded) and goes_on(sentence) and not _OF_ONE_OR_A_FEATURE.within(folded)


_ANY_SET = Phrases(
    r"""
    (any|whichever|whatever|every) (\w+ )?(phone|handset|set|receiver|extension)( that)? (you|we|they|i|one|people)
      (\w+ )?(pick|lift|take|try|grab);
    (pick|lift|take)( up)? (any|whichever|whatever|every) (phone|handset|set|receiver);
    (egal|ganz gleich),? (welche\w*|wo|an welche\w*) … (horer|telefon|apparat)\w* …
      (abheb\w*|abnehm\w*|abnimmt|abhebt|nimmt);
    (n'importe quel|quel que soit le) (telephone|poste|combine|appareil) … (decroche\w*|prend\w*|essa\w*);
    (cualquier|el) (telefono|auricular|aparato|anexo) que (se )?(levant\w*|descolg\w*|descuelg\w*|us\w*|prueb\w*);
    qualquer (telefone|aparelho|ramal) que (se )?(levant\w*|peg\w*|tir\w*|us\w*|test\w*)
    """
)
_SILENT = Phrases(
    """
    nothing; dead; silen(t|ce); unplugged; no (dial )?tone; no sound; mute; nichts; tot; still; stumm; totenstille;
    rien; muets?; mort; nada; mud[oa]; muert[oa]; silencio; sin tono; mort[oa]; sem (tom|sinal|linha)
    """
)


def is_any_set_silent(sentence: Sentence) -> bool:
    """Return whether nothing is heard on whichever telephone somebody picks up."""
    return _ANY_SET.within(sentence.folded) and _SILENT.within(sentence.folded) and goes_on(sentence)


_NO_TONE = Phrases(
    r"""
    no (dial ?)?tones?; without (a )?dial ?tone; dial ?tone (is )?gone; silent phones;
    kein(en)? (wahl|frei)?(ton|zeichen); freizeichen (ist )?weg; (pas de|plus de|aucune|sans) tonalite;
    (no hay|sin|no (tiene|tienen|da|dan)) (el |un )?tono; (sem|nao (tem|da|ha)) (o )?tom
    """
)
_IN_THE_HOUSE = Phrases(
    r"""
    (whole|entire) (building|house|place|site|office|hotel|school|hospital|clinic|company|plant|store);
    anywhere (in|on) (the |this |our |their )?(building|house|place|site|office|premises);
    (im|in der|in dem) (ganzen|gesamten) (haus|gebaude|betrieb|hotel|firma|klinik|schule|praxis|buro);
    (tout le|toute la|tout l'|toute l') ?(batiment|maison|immeuble|hotel|bureau|site|ecole|clinique|usine|hopital);
    (todo el|toda la) (edificio|casa|hotel|oficina|empresa|escuela|clinica|hospital|planta);
    (todo o|toda a) (predio|casa|hotel|escritorio|empresa|escola|clinica|hospital);
    (predio|hotel|escritorio|hospital) (inteiro|todo); (casa|empresa|escola|clinica) (inteira|toda)
    """
)
_NO_TELEPHONES = Phrases(
    """
    paging; pa; speakers?; intercom; door\\w*; fax\\w*; lautsprecher\\w*; durchsage\\w*; turklingel; haut-?parleurs?;
    interphone;
    altavoces?; bocinas?; portero; alto-?falantes?; interfone; musica; music; wartemusik; musique; headsets?
    """
)


def is_house_silent(sentence: Sentence) -> bool:
    """Return whether there is said to be no tone in the whole of a house."""
    folded = sentence.folded
    return (
        _NO_TONE.within(folded)
        and _IN_THE_HOUSE.within(folded)
        and not _NO_TELEPHONES.within(folded)
        and goes_on(sentence)
        and not _OF_A_KIND.within(folded)
        and not _OTHER_SERVICES.within(folded)
    )


_INSIDE_ONLY = Phrases(
    r"""
    only (the )?(internal|inside|in-house) (calls|calling|dial(l)?ing) (\w+ )?(works?|working|possible|goes?
      through|left);
    (we|they|people|staff|everybody|everyone|you) can (now )?only (call|ring|dial|phone|talk) (each other|one another
      |internal(ly)?|inside|extensions|from desk to desk);
    nur (noch )?(die )?(interne\w*|hausinterne\w*) (gesprache|anrufe|telefonate) (\w+ )?(moglich|funktionieren|gehen
      |klappen); (es geht|wir konnen|man kann|sie konnen|alle konnen) (\w+ )?nur (noch )?(intern|hausintern)( \w+)?
      (telefoniert|telefonieren|anrufen|gesprochen);
    (seuls?|uniquement|seulement) (les )?(appels|communications) internes
      (\w+ )?(fonctionnent|passent|marchent|possibles
      |restent);
    (on|ils|nous|tous) (ne |n')(\w+ ){1,3}(s'appeler |appeler |telephoner |se parler )?(qu'|que )(a l'interne|en interne
      |entre (nous|eux|postes));
    (solo|solamente|unicamente|nada mas) (funcionan|salen|entran|hay|quedan) (las )?llamadas internas;
    (solo|solamente|unicamente|nada mas) (se puede|podemos|pueden) (hablar|llamar|marcar|comunicar\w*) (entre (los
      |las )?(internos|extensiones|anexos|nosotros|ellos|si)|internamente);
    (so|somente|apenas) (funcionam|saem|completam|ha) (as )?(ligacoes|chamadas) internas;
    (so|somente|apenas) (da|conseguimos|conseguem|podemos|podem) (para |pra )?(falar|ligar) (entre
      (os )?(ramais|nos|eles
      |si)|internamente)
    """
)


def is_heard_inside_only(sentence: Sentence) -> bool:
    """Return whether a house is said to be able to telephone within itself only."""
    folded = sentence.folded
    return (
        _INSIDE_ONLY.within(folded)
        and goes_on(sentence)
        and not sentence.asks
        and not _OF_ONE_OR_A_DEVICE.within(folded)
        and not some_only(folded)
    )


_SOLE = one_of(
    "only; sole; single; one and only; einzige; einziger; einzigen; einziges; seul; seule; unique; unic[oa]; sol[oa]"
)
_LINE = one_of(
    r"""
    (\w+ )?(trunk|line|circuit|pri|t1|e1|span|link|provider|connection); (\w+-?)?(anschluss|leitung|trunk|amtsleitung)
    ; (lien|acces|trunk|t2|ligne|raccordement)( \w+)?; (troncal|enlace|linea|primario|proveedor)( \w+)?
    ; (tronco|link|linha|feixe|operadora|entroncamento)( \w+)?
    """
)
_SOLE_LINE = Phrases(
    rf"""
    {_SOLE} {_LINE}; (lien|acces|ligne|raccordement) {_SOLE}; (troncal|enlace|linea|tronco|linha) {_SOLE};
    (it|that|this) is (their|our|the|its) {_SOLE}( \w+)?; (es|y es) (el|la|lo) {_SOLE} que (tien\w*|hay);
    (e|que e) (o|a) {_SOLE} que (\w+ )?t[eo]m\w*; c'est (leur|notre|le|la) {_SOLE}( \w+)?;
    (they|we) (have|own) no other( lines?| trunks?| circuits?)?
    """
)
_LINE_WORD = Phrases(
    r"""
    trunks?; lines?; circuits?; pris?; t1s?; e1s?; t2; spans?; (sip )?provider; \w*anschluss\w*; \w*leitung\w*; lien;
    acces; lignes?; troncal\w*; enlaces?; lineas?; troncos?; linhas?; liaison
    """
)
_LOST = Phrases(
    """
    down; dead; lost; out; in alarm; red; unregistered; unreachable; cut; tot; ausgefallen; weg; gestort; rot; gekappt;
    coupee?; mort; morte; en panne; hs; tombee?; caid[oa]; cayo; muert[oa]; cortad[oa]; caiu; mort[oa]; mud[oa]; fora
    """
)


_LEFT_DEAD = Phrases(
    r"""
    (power|electricity|internet|network|current|mains) … (back|restored|returned) … (phones?|telephones?|pbx|phone
      system|lines) (\w+ )?(not|didn't|did not|aren't|are not|haven't|have not|don't|isn't|still (down|dead|out));
    (power|electricity|internet|network|current|mains) … (back|restored|returned) … not (the|our|their)
      (\w+ )?(phones|telephones|pbx|phone system|lines);
    (strom|internet|netz|netzwerk) … (wieder|zuruck) … (telefone?|anlage|leitungen) (\w+ ){0,2}nicht;
    (courant|electricite|internet|reseau) … (revenu\w*|retabli\w*) … (pas (les|le|nos|notre)
      (telephon\w*|lignes?|standard)|(telephones?|lignes?) (\w+ )?(pas|non|toujours));
    (luz|corriente|internet|red|energia) … (volvio|regreso|vuelto) … (telefonos?|lineas?|central\w*) (\w+ )?no;
    (volvio|regreso) … (luz|corriente|internet|red|energia) … (telefonos?|lineas?|central\w*) (\w+ )?no;
    (luz|energia|forca|internet|rede) … (voltou|regressou) … (telefones?|linhas?|central) (\w+ )?nao;
    (voltou|regressou) … (luz|energia|forca|internet|rede) … (telefones?|linhas?|central) (\w+ )?nao
    """
)
_DOWN_AGAIN = Phrases(
    r"""
    (is|are|it's|they're|went|gone|all) (\w+ )?(down|dead|out) again; wieder (alles )?(tot|ausgefallen|weg);
    (de nouveau|a nouveau) (\w+ )?(en panne|mort|hors service|coup\w*); (otra vez|de nuevo) (caid\w*|muert\w*|sin
      telefon\w*); (de novo|outra vez) (fora do ar|mort\w*|parad\w*|sem telefon\w*)
    """
)
_OTHER_SERVICES = Phrases(
    r"""
    voice ?mails?; mailbox\w*; internet; e-?mails?; portals?; vpn; fax\w*; recording\w*; gui; web; queues?; wi-?fi;
    softphones?; apps?; remote; links?
    """
)


def is_left_dead(sentence: Sentence) -> bool:
    """Return whether what the house is supplied with is back, and the telephones are not."""
    return _LEFT_DEAD.within(sentence.folded)


def is_down_again(sentence: Sentence) -> bool:
    """Return whether it is down once more, and that for everybody."""
    folded = sentence.folded
    return _DOWN_AGAIN.within(folded) and ALL.within(folded) and not _OTHER_SERVICES.within(folded)


_TELEPHONES = (
    r"((tele)?phones|lines|phone system|pbx|telephony|telefone|leitungen|telefonanlage|anlage|telephones|lignes"
    r"|standard"
    r"|telefonos|lineas|central|conmutador|telefones|linhas|pabx)"
)
_STILL_DOWN = Phrases(
    rf"""
    {_TELEPHONES} … (is|are) (all )?still (all )?(dead|down|out|dark|silent|off|without (dial ?tone|service));
    {_TELEPHONES} … (ist|sind) (immer noch|noch immer|nach wie vor|weiterhin) (alle )?(tot|stumm|ausgefallen|weg);
    {_TELEPHONES} … (est|sont|restent) (toujours|encore) (tous
      |toutes )?(mort\w*|muet\w*|en panne|hors service|coupe\w*);
    {_TELEPHONES} … (sigue|siguen|continuan) (todos |todas )?(muert\w*|mud\w*|caid\w*|sin (tono|linea|servicio));
    {_TELEPHONES} … (continua|continuam|seguem) (todos |todas )?(mud\w*|mort\w*|parad\w*|fora do ar|sem (tom|linha))
    """
)
_SOME = re.compile(
    r"\b(?:\d+|an?|one|two|three|four|some|most|her|his|my|ein\w*|zwei|drei|vier|einige|mein\w*|une?|deux|trois|quatre"
    r"|quelques|mon|son|una?|un[oa]s|dos|tres|cuatro|algun\w*|uma?|dois|duas|quatro|meu)"
    r" (?:of (?:the|our|their) |der |unserer |de (?:los|las|nos|nuestr\w+) |d[oa]s (?:noss\w+ )?)?(?:\w+ )?$"
)


def is_still_down(sentence: Sentence) -> bool:
    """Return whether the telephones, and not some kind of them, are said to be dead still."""
    folded = sentence.folded
    found = _STILL_DOWN.find(folded)
    return (
        found is not None
        and not _SOME.search(folded[: found.start()])
        and not _OF_A_KIND.within(folded)
        and not _OTHER_SERVICES.within(folded)
        and not some_only(folded)
    )


_ONE_AT_FIRST = Phrases(
    r"""
    (yesterday|at first|first|earlier|last night|before) … (one|a single|just|only);
    (gestern|zuerst|anfangs|erst|vorhin) … (nur|ein|einziges|eines);
    (hier|au debut|d'abord|avant) … (un|une|seul|seulement);
    (ayer|al principio|primero|antes|anoche) … (un|una|solo|uno);
    (ontem|no comeco|no inicio|primeiro|antes) … (um|uma|so|apenas)
    """
)
_ALL_BY_NOW = Phrases(
    r"""
    (today|now|by now|this morning|meanwhile) (\w+ ){0,3}all (of them |\d+ |(the |our |their )?(phones|sets|extensions)
      )?(\w+ )?(dead|down|out|dark|silent|blank|lifeless);
    (heute|jetzt|inzwischen|mittlerweile|heute (fruh|morgen)) (\w+ ){0,3}(alle|samtliche) (\d+ |telefone |apparate
      )?(\w+ )?(tot|stumm|dunkel|ausgefallen);
    (aujourd'hui|maintenant|ce matin|desormais) (\w+ ){0,3}tous (\d+ |les (telephones|postes) )?(\w+
      )?(morts|muets|hs|hors service|en panne);
    (hoy|ahora|esta manana|ya) (\w+ ){0,3}todos (los (\d+|telefonos|internos) )?(\w+ )?(muertos|mudos|caidos|apagados);
    (hoje|agora|esta manha|ja) (\w+ ){0,3}todos (os (\d+|telefones|ramais) )?(\w+ )?(mortos|mudos|parados|apagados)
    """
)
_A_TELEPHONE = Phrases(
    """
    phones?; telephones?; sets?; extensions?; telefone?; apparate?; nebenstellen?; postes?; telefonos?; internos?;
    anexos?; telefones?; ramal; ramais; aparelhos?
    """
)
_OF_A_KIND = Phrases(
    r"""
    dect; cordless; wireless; analog\w*; digital\w*; remote; home; soft ?phones?; fax\w*; mobile; schnurlos\w*;
    sans fil; inalambric\w*; sem fio
    """
)


def is_all_by_now(sentence: Sentence) -> bool:
    """Return whether one telephone was dead at first and all are by now: who begins with the one limits nothing."""
    folded = sentence.folded
    first, now = _ONE_AT_FIRST.find(folded), _ALL_BY_NOW.find(folded)
    return (
        first is not None
        and now is not None
        and first.start() < now.start()
        and _A_TELEPHONE.within(folded)
        and not _OF_A_KIND.within(folded)
        and not imagined(sentence)
        and not sentence.asks
    )


_NO_WAY = Phrases(
    r"""
    (no|without( any)?|without a) (\w+ )?(means|way|possibility|ability|chance) (of|to) (\w+ )?(telephoning|calling
      (in|out|anyone|anybody|or (being|receiving))|telephone|call (in|out|anyone|anybody|or be|or receive)
      |(make|making) (or (receive|receiving|take|taking) )?(phone |any )?calls?|be reached|being reached
      |reach (anyone|anybody) by (tele)?phone);
    (no hay|sin|no (tienen|tenemos)|no existe) (\w+ )?(manera|forma|modo|posibilidad) (de|para) (que )?(llamar (ni|o)
      |(hacer|recibir) (o recibir |ni recibir )?llamadas|hablar por telefono|comunicarse|(nos|les|los) llamen);
    (plus|pas|aucun|sans) (\w+ )?(moyen|possibilite) (de |d')(telephoner|appeler (ou|ni)|recevoir (ou|ni)|etre joint\w*
      |(passer|emettre|recevoir) (ou recevoir |ni recevoir )?(d'|des |un )?appels?);
    (nobody|no one) (\w+ )?calls( out)?,? (and )?(nobody|no one) (is called|gets? (a )?calls?|receives);
    (niemand|keiner) (ruft|telefoniert) (\w+ )?(an|raus)?,? (und )?(niemand|keiner) wird (\w+ )?(angerufen|erreicht);
    personne (n')?(appelle|telephone),? (et )?personne (ne )?(recoit|est appele);
    nadie (llama|puede llamar),? (y )?nadie (recibe|puede recibir); ninguem (liga|consegue ligar),? (e )?ninguem
      (recebe|consegue receber);
    impossible (de |d')(telephoner|appeler (ou|ni|et)|passer ou recevoir);
    (keine|ohne) (\w+ )?moglichkeit(,? (mehr )?zu telefonieren| zum telefonieren);
    (nao ha|sem|nao (tem|temos|existe)) (\w+ )?(como|maneira de|forma de|jeito de|meio de) (telefonar|ligar (nem|ou)
      |(fazer|receber) (ou receber |nem receber )?(chamadas|ligacoes)|falar (ao|por) telefone|se comunicar)
    """
)
_OF_ONE_OR_A_DEVICE = Phrases(
    r"""
    from (my|his|her|the|that|this|one|an?) (\w+ )?(phone|set|handset|app|softphone|cell|mobile|extension|room);
    (he|she|i) (has|have|is|am); (softphone|app|vpn|home|remote|elevator|lift)
    """
)


def is_without_a_way_to_call(sentence: Sentence) -> bool:
    """Return whether there is said to be no way to telephone at all."""
    folded = sentence.folded
    return (
        _NO_WAY.within(folded)
        and goes_on(sentence)
        and not _OF_ONE_OR_A_DEVICE.within(folded)
        and not some_only(folded)
    )


def is_sole_line_lost(sentence: Sentence) -> bool:
    """Return whether the only line to the outside is said to be lost: no call comes in or goes out."""
    folded = sentence.folded
    found = next((one for one in _LOST.all(folded) if not negated(folded, one)), None)
    return (
        found is not None
        and _SOLE_LINE.within(folded)
        and _LINE_WORD.within(folded)
        and goes_on(sentence)
        and not some_only(folded)
    )


_ONE_PHONE = (
    r"((an?|one|a single|the|her|his|einem|einer|eines|einen|une?|un[oa]|uma?) )?((single|only|old|seul|solo|unic[oa])"
    r" )?(\w+ )?(phone|set|handset|extension|cordless|one|telefon|apparat|poste|telephone|combine|telefono|interno"
    r"|telefone|ramal|aparelho)"
)
_ALL_DEAD = (
    r"(everything|every phone|all (of )?(the |our |their )?(\d+ )?(phones|sets|extensions)) (\w+ ){0,4}(died|dead|down"
    r"|dark|off|offline|out)"
)
_BUT = "(apart from|except( for)?|but|save( for)?|bar)"
_ONE_LEFT = Phrases(
    rf"""
    only (one|1|a single) (\w+ )?(phone|set|handset|extension|cordless) (there |here |now |still |that |which |is
      )*(works?|working|rings?|up|alive|left);
    (nur|bloss|lediglich) (noch )?(ein|eines|ein einziges|ein einziger|1) (\w+ )?(telefon|apparat) (noch |hier )?(geht
      |funktioniert|lauft);
    (plus |n'y a |ne reste )(plus )?qu'un (seul )?(poste|telephone|appareil) qui (encore )?(marche|fonctionne|sonne);
    un seul (poste|telephone|appareil) (marche|fonctionne) (encore|dans|sur|chez);
    (solo|solamente|unicamente|nada mas) (me |nos |les |le )?(funciona|sirve|anda|queda) (un|1) (solo
      )?(telefono|interno|aparato); (solo|solamente|unicamente) (un|1) (telefono|interno|aparato) (funciona|sirve|anda);
    (so|somente|apenas) (funciona|resta|sobrou) (um|1) (telefone|ramal|aparelho);
    (so|somente|apenas) (um|1) (telefone|ramal|aparelho) (ainda )?funciona;
    {_ALL_DEAD} {_BUT} {_ONE_PHONE}; {_ALL_DEAD} … {_BUT} {_ONE_PHONE};
    all (of )?(the |our |their )?(\d+ )?(phones|sets|extensions) (but|except|save|bar) one (\w+ )?(are|is|went|died)
      (\w+ )?(dead|down|dark|off|offline|out)?;
    alle (\w+ )?(telefone|apparate) bis auf (eines|ein|eins|einen) (\w+ )?(sind )?(tot|aus|stumm|ausgefallen|weg);
    tous les (telephones|postes) (sont )?(morts|muets|en panne|hs|coupes),? (sauf|a part) (un|celui);
    todos los (telefonos|internos) (estan )?(\w+ )?(muertos|mudos|caidos),? (menos|salvo|excepto) (uno|el);
    todos os (telefones|ramais) (estao )?(\w+ )?(mortos|mudos|parados|fora),? (menos|exceto|salvo) (um|o)
    """
)
_HAS_A_FEATURE = Phrases(
    """
    headset*; bluetooth; wifi; wi-fi; voice ?mail*; caller id; speed ?dial*; feature*; app; intercom; paging; page*
    ; music; of (the )?two; of (the )?three
    """
)


def is_one_left(sentence: Sentence) -> bool:
    """Return whether all telephones but one are said to be dead: the house cannot telephone."""
    folded = sentence.folded
    return (
        _ONE_LEFT.within(folded)
        and goes_on(sentence)
        and not sentence.asks
        and not _OF_A_KIND_BUT_ONE.within(folded)
        and not _HAS_A_FEATURE.within(folded)
    )


_OF_A_KIND_BUT_ONE = Phrases("dect phones; remote; home; soft ?phones?; fax\\w*; mobile; homeoffice; teletravail")
_TELEPHONY = Phrases(
    """
    (tele)?phones?; sets; handsets; dial ?tone; phone service; telephony; telefon\\w*; telephon\\w*; tonalite; tono;
    tom;
    lines?; lineas?; linhas?; lignes?; leitung\\w*
    """
)

_DEAD = Phrases("dead; silent; tot; stumm; mort\\w*; muet\\w*; muert[oa]s?; mud[oa]s?")
_SUPPLIED = Phrases(
    """
    power; electricity; network\\w*; computers?; pcs?; printers?; lights?; heating; tvs?; screens?; strom; netz\\w*;
    drucker; rechner; licht; heizung; courant; electricite; reseau; imprimantes?; ordinateurs?; chauffage; luz;
    corriente; red; impresoras?; computador\\w*; calefaccion; energia; rede; impressoras?
    """
)
"""What else a house may be without."""
_SUPPLY_IS_OUT = Phrases(
    """
    (power|electricity|lights?|internet|network)( (in|at|on) the \\w+)? (is|are|went) (out|off|down|dead) and (so
      |the rest)
    """
)


def is_the_rest_too(sentence: Sentence) -> bool:
    """Return whether a part is without telephones, and the rest of the house as well.

    Who tells a telephone desk that a room is dead means its telephones.
    """
    folded = sentence.folded
    return (
        THE_REST_TOO.within(folded)
        and (
            _TELEPHONY.within(folded) if _SUPPLIED.within(folded) else _DEAD.within(folded) or _TELEPHONY.within(folded)
        )
        and not _SUPPLY_IS_OUT.within(folded)
        and goes_on(sentence)
        and not _OF_A_KIND.within(folded)
        and not _OTHER_SERVICES.within(folded)
    )
