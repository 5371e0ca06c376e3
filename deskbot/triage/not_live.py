"""Whether a message tells of a lab, a demo or a system before its cutover, and that nobody's calls hang on it. Pure.

A fault outside production is none of the grave ones, however dead the system is. That nobody is hit, or that there is
no hurry with it, must be said: who only names a new system that is dead may stand before a customer without telephones.
"""

from __future__ import annotations

from deskbot.triage.emergency import speaks_of_emergency_calls
from deskbot.triage.fraud import signs_of_fraud
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Reading, Sentence

_SYSTEM = (
    "(ucx*|galaxy|pbx|pabx|system|server|box|kit|machine|vm|instance|appliance|anlage|systeme|serveur|central*|sistema|servidor"
    "|conmutador|equipo|equipement|equipamento)"
)
_NOT_LIVE = Phrases(
    rf"""
    (lab|test|testing|demo|demonstration|training|showroom|staging|sandbox|bench) (\w+ )?{_SYSTEM};
    {_SYSTEM} (in|on) (our|the|my) (lab|showroom|workshop|bench|test bench|training room);
    (not|isn't) (yet )?(live|in production|in service|in use)( yet)?; not … live yet;
    before (the )?(cutover|go.?live); cutover is (in|on|next|planned); (go|goes|going) live (in|on|next|tomorrow);
    (test|demo|labor|schulungs|ubungs|vorfuhr)-?(anlage|system|server|ucx*|maschine|telefonanlage);
    noch nicht (im betrieb|in betrieb|live|produktiv|in produktion);
    {_SYSTEM} de (test|tests|demo|demonstration|formation|labo|laboratoire|maquette);
    pas encore en (production|service|exploitation);
    {_SYSTEM} de (prueba|pruebas|laboratorio|demostracion|demo|capacitacion|formacion);
    (todavia|aun) no (esta )?en (produccion|servicio);
    {_SYSTEM} de (teste|testes|laboratorio|demonstracao|demo|treinamento);
    ainda nao (esta )?(em producao|em servico|no ar);
    (geht|gehen) (erst )?(am|im|in|nachste\w*) … (live|in betrieb); (unser|im) (\w+ )?(labor|schulungsraum);
    (de|dans) notre (labo|laboratoire|salle de formation); (de|en|del) (nuestro )?(laboratorio|taller);
    (do|no) nosso laboratorio; (es|solo|e) (un )?de (pruebas|testes?)
    """
)
_NOBODY = Phrases(
    r"""
    (no|not a|not one|nobody|none of (our|the)|without) (\w+ )?(customers?|clients?|users?|patients?);
    kein\w* (\w+ )?(kunde\w*|benutzer\w*); (kunden|niemand) … (kein\w*|nicht); aucun\w* (client|utilisateur)s?;
    ningun\w* (cliente|usuario)s?; nenhum\w* (cliente|usuario)s?;
    (no hay|nao ha|nao tem|sin|sem) (clientes|usuarios|cliente|usuario); pas de (client|utilisateur)s?;
    (nobody|no one) (\w+ )?(uses|works on|depends|calls|is on|hangs) (\w+ )?(it|them|that|this|there);
    (hangt|hangen|ist|sind) (keiner|niemand) (dran|daran|drauf|darauf);
    (still|all) (\w+ )?on (the|their|its) old (\w+ )?(one|system|pbx|phones?|provider);
    noch (alle )?(auf|an) der alten (anlage|telefonanlage); encore sur (l'ancien\w*|le vieux)( \w+)?;
    (todavia|aun|siguen) (\w+ )?(con|en) (el|la|los) (\w+ )?(viej|anterior|antigu)\w*;
    ainda (no|na|com o|com a|estao no) (\w+ )?(antig|velh|anterior)\w*
    """
)
_NO_HURRY = Phrases(
    r"""
    no (hurry|rush); not urgent; whenever you (can|have time); (nicht|gar nicht) (eilig|dringend); keine eile;
    eilt nicht; (pas|rien d') ?(urgent|presse); sin (prisa|apuro|urgencia); (no|nao) (es|e) urgente; sem
    (pressa|urgencia)
    """
)
_LIVE = Phrases(
    """
    customers?; clients?; patients?; guests?; callers?; nobody; everybody; everyone;
    (clinic|hospital|hotel|school|office);
    kunden?; niemand; produktiv\\w*; clients?; personne; clientes?; nadie; ninguem
    """
)


_A_LIVE_SYSTEM = Phrases("(live|production|real|customer's|customers'|client's) (system|pbx|server|site|ucx*)")


def not_live(reading: Reading) -> Sentence | None:
    """Return the sentence that says that a system is not in production, where no other speaks of one that is."""
    if speaks_of_emergency_calls(reading) or signs_of_fraud(reading):
        return None
    told = reading.told
    if any(_A_LIVE_SYSTEM.within(one.folded) for one in told):
        return None
    nobody = reading.says(_NOBODY)
    found = next(
        (one for one in told if _NOT_LIVE.within(one.folded) and (nobody or _NO_HURRY.within(one.folded))), None
    )
    others = (one for one in told if not _NOT_LIVE.within(one.folded) and not _NOBODY.within(one.folded))
    return None if any(_LIVE.within(one.folded) for one in others) else found
