"""How a call goes that is through: it sounds bad, only one side hears, or it ends by itself. Pure."""

from __future__ import annotations

from deskbot.triage.phrases import Phrases, one_of

_AFTER = (
    r"(after|at|within|nach|binnen|apres|au bout d'|au bout de|a|aux|despues de|tras|al|a los|a la|en|depois de|apos|ao"
    r"|aos|as|em)"
)
_LASTS = (
    r"((about |exactly |some |just |only |genau |etwa |exactement |environ |unos |exactamente |uns |exatamente )?(\d+"
    r"|a few|an?|half an?|the same|thirty|fifteen|ten|einer|einer halben|dreis+ig|wenigen|funfzehn|une?|une demi|trente"
    r"|quinze|quelques|una?|media|treinta|quince|pocos|uma?|meia|trinta|poucos))"
)
_TIME = (
    r" ?-? ?(s|secs?|seconds?|min|mins|minutes?|hours?|sek|sekunden?|minuten?|stunden?|secondes?|heures?|seg|segundos?"
    r"|minutos?|horas?)"
)
_ENDS = one_of(
    r"""
    drop\w*; disconnect\w*; hangs? up; hung up; end; ends; ended; cut; cuts; cut off; cut out; die; dies; terminat\w*;
    brechen; bricht; abbrechen; abgebrochen; enden; beendet; getrennt; fliegen; fallen;
    coupent?; coupe\w*; raccroch\w*; tombent?; s'arretent?; interromp\w*;
    (se )?cort\w*; (se )?caen?; (se )?cuelg\w*; (se )?cierr\w*; (se )?interrump\w*; finaliza\w*;
    caem; cai; caindo; desliga\w*; encerra\w*; interromp\w*
    """
)
_ENDS_BY_ITSELF = Phrases(f"{_ENDS} … {_AFTER} {_LASTS}{_TIME}", f"{_AFTER} {_LASTS}{_TIME} … {_ENDS}")
"""A call that ends when so much time has passed."""
HOW_LONG = Phrases(f"{_AFTER} {_LASTS}{_TIME}")
"""After which time: these minutes are none that somebody pays for."""
_THEY = (
    r"(they|he|she|we|i|nobody|no one|neither( side)?|the (other|far) (side|end|party)|callers?|customers?"
    r"|one (side|party)"
    r"|sie|er|wir|ich|man|niemand|keiner|die gegenseite|der (andere|kunde|anrufer|gesprachspartner)"
    r"|ils?|elles?|on|nous|je|personne|aucun|l'autre|le correspondant|l'interlocuteur|le client"
    r"|ellos|ellas|el|ella|nosotros|yo|nadie|ninguno|del otro lado|la otra parte|el (otro|cliente|que llama)"
    r"|eles|elas|ele|ela|nos|eu|ninguem|nenhum|do outro lado|a outra parte|o (outro|cliente))"
)
_NOT_HEARD = Phrases(
    rf"""
    {_THEY} … (can't|cannot|cant|can not|couldn't|don't|doesn't|do not|does not|didn't) (\w+ )?hear;
    (nobody|no one|neither( side| party)?|only (one|we|they|he|she|the \w+( \w+)?)) (\w+ )?(can )?(hears?|hear\w*);
    (hear|hears|heard) (\w+ )?(nothing|nobody|no (sound|voice|one)|only (half|one side|ourselves)); (not|never) heard;
    hort (\w+ ){{0,3}}(nicht\w*|nichts|kein\w*|niemand|nur); horen (\w+ ){{0,3}}(nicht\w*|nichts|kein\w*|niemand|nur);
    (nicht|nichts|niemand|keiner|nur (\w+ )?) (\w+ )?(zu )?(hort|horen|gehort)\b;
    (n'|ne )(\w+ ){{0,2}}(entend\w*|ecout\w*) (\w+ )?(pas|plus|rien|personne|qu\w*|aucun\w*);
    personne (\w+ )?(n'|ne )(\w+ )?entend\w*; (n'|pas |rien )(\w+ )?entendu\w*; seul\w* … entend\w*;
    (no|nadie|ninguno|nunca|tampoco|solo) … (oye\w*|oimos|oigo|oyen|oi[ar]\w*|escuch\w*);
    (oye\w*|oimos|oyen|escuch\w*) (\w+ )?(nada|a nadie|solo|de un (solo )?lado);
    (nao|ninguem|nenhum|nunca|so|apenas) … (ouv\w*|escut\w*|oic\w*);
    (ouv\w*|escut\w*) (\w+ )?(nada|ninguem|so|apenas|de um (so )?lado)
    """
)
"""Somebody on a call does not hear the other side."""
NOBODY_HEARS = Phrases(
    r"""
    (nobody|no one|neither( side| party)?) (can |could |ever |\w+ )?(hears?|heard); (niemand|keiner)
      (\w+ ){0,2}(hort|horen|versteht); (hort|horen) (\w+ ){0,2}(niemand|keiner);
    personne (ne |n')(\w+ |l'|m'|s'){0,2}entend\w*; (n'|ne )(\w+ |l'|m'|s'){0,2}entend\w* personne;
    nadie (\w+ ){0,2}(oye|escucha); (oye|escucha)\w* a nadie; ninguem (\w+ ){0,2}(ouve|escuta); (ouve|escuta)\w* ninguem
    """
)
"""The nobody of these is on the call, and not the one who did not make it."""
_ONE_WAY = Phrases(
    r"""
    one.?way; one.?sided; (in|only) one direction; dead air; (eine|einer) (richtung|seite); einseitig\w*;
    (un|un seul|un meme) (sens|cote); sens unique; unidirectionnel\w*; unilateral\w*;
    (un|un solo|un unico) (sentido|lado); unidireccional\w*;
    (num|um|num so|um so|um unico|num unico|so um|um dos) (sentido|lados?); unidirecional; unidireccional
    """
)
_BAD_SOUND = Phrases(
    r"""
    echo\w*; chopp\w*; crackl\w*; static; (no|poor|bad|terrible|awful|horrible) (audio|sound|voice|quality|line);
    garbled; delay\w*; robot\w*; jitter\w*; break(s|ing)? up; muffled; distort\w*; unintelligible; (sounds?|line is)
      (bad|awful|terrible); silent; lag;
    (kein\w*|schlechte\w*|miese\w*) (ton|qualitat|verbindung|sprachqualitat); abgehackt\w*; verzerrt\w*; blechern;
    verzoger\w*; rausch\w*; knack\w*; knister\w*; stumm; unverstandlich;
    hach\w*; mauvaise (qualite|ligne); (pas|aucun|sans) (de )?(son|audio); gresill\w*; decalage; muet\w*; saccad\w*;
    metallique;
    entrecortad\w*; (sin|mal|mala) (audio|sonido|calidad); eco; ruido; retardo; retraso; mud[oa]s?; distorsion\w*;
    (sem|mau|ma) (audio|som|qualidade); picota\w*; cortad[oa]s?; ruido; atraso; chiad\w*; metaliz\w*; robotiz\w*
    """
)


def goes_badly(folded: str) -> bool:
    """Return whether folded words tell of a call that is through, and sounds bad or ends by itself."""
    return any(table.within(folded) for table in (_BAD_SOUND, _ONE_WAY, _NOT_HEARD, _ENDS_BY_ITSELF))
