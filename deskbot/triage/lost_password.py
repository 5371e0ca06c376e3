"""Whether a message says that nobody knows the password of a system: a door that is shut, and no break-in. Pure."""

from __future__ import annotations

from deskbot.triage.fraud import signs_of_fraud
from deskbot.triage.phrases import Phrases, one_of
from deskbot.triage.sentences import Reading, Sentence
from deskbot.triage.symptoms import failures
from deskbot.triage.tense import imagined

_WORD = one_of(
    r"""
    passwords?; passcode; credentials; log.?ins?; \w*passwor(t|ter); \w*kennwort; zugangsdaten; mots? de passe
    ; identifiants?; contrasenas?; claves?; credenciales; senhas?; credenciais
    """
)
_UNKNOWN = Phrases(
    rf"""
    (nobody|no one|none of (us|them|the staff)|neither) … (knows?|has|have|got|remembers?) … {_WORD};
    (don't|doesn't|do not|does not|didn't|never|no longer) (\w+ )?(know|have|remember|get|got|gave|give) … {_WORD};
    (lost|forgot|forgotten|misplaced|unknown|without) … {_WORD}; {_WORD} … (lost|forgotten|unknown|not known|nowhere);
    (niemand|keiner|nicht) … (kennt|hat|weiss|haben|kennen|wissen) … {_WORD}; (kennt|hat|weiss|haben|kennen) … {_WORD} …
      nicht; {_WORD} … (vergessen|verloren|unbekannt|nicht bekannt|kennt (niemand|keiner));
    (personne|ne|n'\w+) (\w+ )?(connai\w+|retrouv\w+|sai\w+|a|ont|avons|pas|plus) … {_WORD}; {_WORD} …
      (oubli\w+|perdus?|inconnus?); (oubli\w+|perdu) … {_WORD};
    (nadie|no) (\w+ )?(sabe\w*|conoce\w*|tien\w+|recuerd\w+|tenemos) … {_WORD}; (olvid\w+|perdi\w+) … {_WORD};
    (ninguem|nao) (\w+ )?(sabe\w*|conhece\w*|tem|lembra|temos|tenho) … {_WORD}; (esquec\w+|perde\w+) … {_WORD}
    """
)
_OF_THE_SYSTEM = Phrases(
    r"""
    \w*admin\w*; root; web; gui; maint; superuser; ucx\w*; galaxy; system; pbx; server; box; \w*anlage; systeme; serveur
    ; autocom\w*; central\w*; conmutador; sistema; servidor; pabx
    """
)
_SOMEBODY_DID = Phrases(
    r"""
    chang\w*; reset by; stolen; leaked; altered; hack\w*; strange; unfamiliar; overnight; geandert; gestohlen; modifi\w+
    ; vole\w*; cambi\w+; robad\w+; alterad\w+; mudad\w+; mudou; roubad\w+; troc\w+
    """
)


def password_that_nobody_knows(reading: Reading) -> Sentence | None:
    """Return the sentence that says that nobody knows a system's password, where nothing more is amiss."""
    if signs_of_fraud(reading) or reading.says(_SOMEBODY_DID):
        return None
    found = next((one for one in reading.told if _is_unknown(one)), None)
    return None if any(not _is_unknown(one) for one in failures(reading)) else found


def _is_unknown(sentence: Sentence) -> bool:
    folded = sentence.folded
    return _UNKNOWN.within(folded) and _OF_THE_SYSTEM.within(folded) and not imagined(sentence)
