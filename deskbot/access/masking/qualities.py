"""Plain words that say something of a secret ("is wrong", "ist Pflicht", "es débil"), in five languages.

A plain word behind "the password is" may well be the password. It is taken for it unless it is one of these, or has an
ending that only such words have: one word too many masked costs a glance at the original.
"""

from __future__ import annotations

import re

from deskbot.access.masking.looks import HARMLESS
from deskbot.access.masking.names import listed
from deskbot.access.masking.passphrases import is_said_of_it

_QUALITIES = listed(
    """
    accurate fresh pareil kürzer länger active alike alive alphabetic alphanumeric alright ambiguous anonymous
    arbitrary authentic automatic awful back better bogus busy case clear common compatible complete complex
    compliant confidential consistent corrupt critical crucial cryptic current dead default different difficult
    digital down dodgy due dumb dynamic easy effective else english essential exact excessive false faulty few final
    foreign free funny garbage general generic genuine german gibberish great hard harmless hers his historical
    horrible identical important inactive inadequate inconsistent incomplete independent insecure insufficient
    intact internal irrelevant lacking legal live local lousy lower lowercase mine minimal mixed multiple national
    native necessary nonsense normal numeric obscure obsolete odd off old ours out outdated over partial perfect
    permanent persistent personal plain plaintext poor possible predictable present pretty previous primary private
    problematic proper public questionable quick random rare raw real recent redundant relevant reliable risky
    rubbish sacred sane secondary secret sensitive separate serious shaky silly similar simple slow sound special
    specific stale standard static strange stupid sufficient supposed suspect suspicious symbolic temporary terrible
    theirs tight tricky trivial true typical unclear unique universal unlike unsafe unset unsure untrue unusual
    upper uppercase urgent useful useless usual vital void vulnerable weird yours begun blown bought chosen cut done
    drawn fixed found frozen given held hid kept known laid leaking left lost made mistaken overdue overridden
    overwritten pasted put read rewritten seen shut sold spelt misspelt spoken split spread stolen stuck taken
    thrown told torn typed withdrawn worn written blocking causing changing coming differing expiring failing
    flapping forthcoming going lagging locking looping matching misbehaving misleading missing pending rotating
    running showing staying syncing timing waiting working wrapping aktiv aktuell alt anders auto beliebig besser
    dabei dahin defekt deutsch dieselben doof dort draußen drin durch einfach einmalig englisch eindeutig ewig exakt
    extern falsch fest fort frei frisch geheim gemischt genau gut hier hin hinfällig identisch inaktiv individuell
    intakt intern kaputt klar komisch komplett komplex kompliziert korrekt lokal los merkwürdig neu numerisch
    obsolet offen okay optional ordentlich original passend persönlich privat raus schlecht schlimm schwer schwierig
    seltsam simpel so statisch tabu temporär tot um unbekannt ungeeignet unklar unpassend unsicher unverändert
    vorbei vorhanden vorläufig wahr wertlos wirr zentral zufällig fehler fehlerquelle geschichte glückssache grund
    humbug mist murks müll pflicht problem quatsch sache schrott schuld thema unsinn ursache vorgabe vorschrift
    werkseinstellung zufall abierta absurda activa aleatoria alfanumérica antigua automática basura básica clara
    común complicada compleja confidencial corriente cortísima curiosa defectuosa definitiva diferente difícil
    distinta débil dudosa errónea erróneo escrita escrito estática exacta extraña falsa fija frágil fuerte fácil
    genérica idéntica igual importante inactiva insuficiente interna inútil larguísima mejor numérica obsoleta
    oficial peor permanente predecible privada provisional pública rara raro reciente robusta rota secreta sencilla
    sensible suficiente temporal vieja viejo válida válido única único actif ancien ancienne aléatoire automatique
    bidon bizarre bon bonne commun complexe conforme correct correcte court différent différente difficile
    défectueux désuet exacte facile facultatif faux fixe forte générique identique impossible inactif incohérent
    incomplet indispensable insuffisant insuffisante introuvable juste long mauvais majuscule minuscule nouveau
    numérique nul obligatoire obsolète optionnel personnel pourri robuste statique suffisant temporaire valable
    vieux vrai écrit écrite aberta aleatória antiga antigo ativa boa bom comum complexa confusa duvidosa errônea
    estranha exata externa fixa idêntica inativa legítima má novo pessoal pior melhor provisória recente ruim segura
    simples temporária velha verdadeira
    """
)
_ENDING = re.compile(
    r"\w{3,20}(?:ed|ful|less|ous)|\w{4,20}[ai]ble|\w{3,20}[íáóú]ve(?:l|is)"
    r"|\w{3,20}(?:bar|lich|los|sam|iert)|\w{4,20}(?:ig|isch)|(?:[^\W\d_]{2,8})?ge\w{3,20}(?:t|en)"
    r"|(?:be|er|ent|ver|zer|über|unter)\w{3,20}(?:t|en)"
)


def is_quality(word: str) -> bool:
    """Return whether a plain word says something of a secret, rather than being one."""
    last = word.rsplit("-", 1)[-1]
    forms = (last, last.removesuffix("s"), last.removesuffix("es"))
    if any(is_said_of_it(one) or HARMLESS.fullmatch(one) or one.lower() in _QUALITIES for one in forms):
        return True
    return last[:1].islower() and bool(_ENDING.fullmatch(last))
