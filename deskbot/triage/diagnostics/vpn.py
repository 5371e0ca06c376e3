"""The remote-access VPN: its address, or whether it is up."""

from __future__ import annotations

import re
from dataclasses import replace

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.diagnostics import FAULTS, TROUBLE, Diagnostic
from deskbot.triage.finding import first
from deskbot.triage.phrases import Phrases, one_of
from deskbot.triage.sentences import Sentence, read
from deskbot.triage.tense import imagined

_VPN = one_of(
    r"""
    vpn; remote.?access( vpn| tunnel)?; support (vpn|tunnel); (remote.?(support|maintenance)) (vpn|tunnel|access)
    ; fernwartung\w*; fernzugriff\w*; fernzugang\w*; wartungstunnel; telemaintenance; acces (distant|a distance)
    ; teleassistance; acceso remoto; tunel (de (acceso remoto|soporte)|remoto); ac(c)?esso remoto
    ; tunel (de (ac(c)?esso remoto|suporte)|remoto)
    """
)
_NOW = one_of(
    r"""
    (is|are|'s|looks?|shows?|seems?|stays?|isn't|has been|does|went|goes)
      (\w+ ){0,2}(up|down|on|off|offline|online|enabled|disabled|working|ok|connected|disconnected|ready|open|available
      |there|fine|good|ok|running|set up|live|reachable|unreachable|dead|gone|dropped|active)
    ; (up|down|on|off|offline|online|enabled|dead|gone|active|works?|connects?|answers?|dropped|died|fails?)
    ; (doesn't|does not|won't|can't|isn't|is not|not|no longer) \w+
    ; (ist|lauft|steht|geht|antwortet|bleibt|war) (\w+ ){0,2}(aktiv|an|aus|offen|weg|tot|unten|oben|verbunden
      |eingeschaltet
      |freigeschaltet|eingerichtet|nicht|mehr|erreichbar); steht; lauft; geht; antwortet; aktiv; verbunden; getrennt
    ; (est|reste|semble) (\w+ ){0,2}(actif|active|monte|ouvert|tombe|coupe|ferme|en place|connecte|disponible|hors ligne
      |bon|la); fonctionne; marche; repond; tombe; ne (repond|marche|fonctionne|monte)
    ; (esta|sigue|quedo|aparece|se ve) (\w+ ){0,2}(arriba|abajo|activ[oa]|conectad[oa]|abiert[oa]|caid[oa]|levantad[oa]
      |habilitad[oa]|muert[oa]|funcionando|en servicio|disponible|lista)
    ; funciona; funcionando; andando; arriba; activa; se cayo; cayo
    ; (no|tampoco) (contesta|responde|levanta|conecta|funciona|entra)
    ; (esta|fica|continua|ficou|aparece) (\w+ ){0,3}(no ar|de pe|activ[oa]|ativ[oa]|ligad[oa]|abert[oa]|caid[oa]
      |funcionar
      |liberad[oa]|habilitad[oa]|em baixo|em cima|disponivel|funcionando)
    ; caiu; no ar; (nao|tambem nao) (responde|sobe|conecta|funciona|liga|entra)
    """
)
"""What a way in is, or does, now."""
_FACT = Phrases(
    rf"{_VPN} … {_NOW}",
    rf"{_VPN} … \d+\.\d+\.\d+\.\d+; \d+\.\d+\.\d+\.\d+ … {_VPN}",
    rf"no (remote access |remote )?vpn; (ativa|activa|active|aktiv) … {_VPN}",
    rf"(get|got|come|came|reach|log|connect|enter|remote'?d|entro|entra|entramos|entrar|entre|entrons|entrer"
    rf"|komm\w*|rein)"
    rf" … (in|it|on|still|yet|noch|encore|todavia|ainda|aun|por|par|pela|pelo|uber|per) … {_VPN}",
    rf"(over|through|via|by|per|uber|par|por|pela|pelo) (the |das |den |le |la |l'|el |o |a )?{_VPN} …"
    rf" (works?|still|can|reach|komm\w*|noch|drauf|rein|entr\w+|encore|todavia|aun|ainda|ok)",
    rf"(lost|lose|losing|locked out of|cut off|verloren|perdu|perdi|perdimos|perdemos|foi-se) … {_VPN}",
)
_OFFERED = Phrases(
    rf"""
    (i|we|you) (can|could|will|'ll) (\w+ ){{0,2}}(give|provide|send|open|switch|set up|enable|turn|share) … {_VPN};
    (give|set up|install|need|want|order) (\w+ ){{0,3}}{_VPN}; {_VPN} … (when|if|once|whenever) (you|needed);
    (schalt\w*|geb\w*|richt\w*|offn\w*) … {_VPN} … (wenn|falls|ein, |sobald)
    ; kann … {_VPN} (geben|einschalten|schicken);
    (ouvrirai|donnerai|enverrai|peux vous donner|peux ouvrir) … {_VPN};
    (abro|abrire|doy|puedo dar\w*|mando|enviare|envio) … {_VPN}; (posso dar\w*|abro|envio|mando|enviarei) … {_VPN}
    """
)
"""What may be given or switched on is not there yet."""
_USERS = Phrases(
    r"""
    company vpn; home (users?|workers?) … vpn; (users?|workers?|laptops?|people|employees|agents) … (connect\w*|use
      |uses|on)
      … vpn; vpn (users?|phones?|clients?|softphones?); firmen-?vpn; vpn (de l'entreprise|de la empresa|da empresa);
    site.to.site vpn; vpn (zwischen|between|entre)
    """
)
"""A VPN over which the customer works is another than the one by which the desk comes in."""


_ADDRESS = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)")


def _tells(sentence: Sentence) -> bool:
    folded = sentence.folded
    return not (sentence.asks or imagined(sentence) or _OFFERED.within(folded) or _USERS.within(folded))


def _read(case: Case, _category: Category) -> Finding | None:
    found = first("vpn", read(case.message).told, _FACT, 0.8, _tells)
    return replace(found, value=_shape(found.value)) if found else None


def _shape(text: str) -> str:
    """Return the VPN's address where one is told, else what is said of it."""
    address = _ADDRESS.search(text)
    return address.group() if address else text


DIAGNOSTIC = Diagnostic(
    key="vpn",
    level="L2",
    place=74,
    meaning="remote-access VPN: its address, or whether it is up",
    question="Is the remote-access VPN up, and on which address?",
    short="Remote-access VPN up? Address?",
    wanted=FAULTS | {Category.RMA},
    read_in=TROUBLE,
    labels=(
        "(remote access |remote )?vpn( (address|ip|state|status|access))?",
        "remote access( (address|ip|state|status))?",
        "fernzugriff",
        "acces (distant|a distance)",
        "acceso remoto",
        "acesso remoto",
    ),
    shape=_shape,
    read=_read,
)
