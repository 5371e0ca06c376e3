"""Whether a message tells of a lab, a demo or a system before its cutover, and that nobody's calls hang on it. Pure.

A fault outside production is none of the grave ones, however dead the system is. That nobody is hit, or that there is
no hurry with it, must be said: who only names a new system that is dead may stand before a customer without telephones.
What is by its name a demo's, a training room's or the writer's own test system is none of a customer, unless the
message names others who are hit.
"""

from __future__ import annotations

from deskbot.triage.directions import lost_for_all
from deskbot.triage.emergency import speaks_of_emergency_calls
from deskbot.triage.fraud import signs_of_fraud
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Reading, Sentence
from deskbot.triage.total_loss import tells_total

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
_NOT_SET_UP = Phrases(
    r"""
    (not|isn't|aren't|hasn't been) (yet )?(configured|programmed|set up|commissioned)( yet)?;
    noch nicht (konfiguriert|eingerichtet|programmiert|aufgebaut); pas encore (configure*|programme*|parametre*);
    (todavia|aun) no (esta )?(configurad*|programad*); ainda nao (esta |foi )?(configurad*|programad*)
    """
)
_TO_BE_INSTALLED = Phrases(
    r"""
    (install*|setting up|putting in|cutover|cut over|go.?live|commission*) … (tomorrow|next
      (week|month|monday|tuesday|wednesday|thursday|friday)|on (monday|tuesday|wednesday|thursday|friday|saturday));
    (install*|aufbau*|umstell*) … (morgen|nachste\w* (woche|monat|montag|dienstag|mittwoch|donnerstag|freitag));
    (install*|mise en service) … (demain|(lundi|mardi|mercredi|jeudi|vendredi) prochain|la semaine prochaine);
    (instal*|montamos) … (manana|proxim[oa]|que viene|amanha)
    """
)
"""Who puts a system in on a day to come tells of one that nobody telephones by."""
_SHOWN_OR_TRIED = Phrases(
    rf"""
    (demo|demonstration|training|showroom|staging|sandbox|exhibition|trade show) (\w+ )?{_SYSTEM};
    {_SYSTEM} (in|on|at) (our|the|my) (showroom|workshop|test ?bench|training room|booth|stand);
    (our|my) (\w+ )?(lab|test|bench) (\w+ )?{_SYSTEM};
    {_SYSTEM} (in|at) (our|my) (own )?(\w+ )?(lab|office lab|home lab);
    (demo|schulungs|ubungs|vorfuhr|messe)-?(anlage|system|server|ucx*|koffer|telefonanlage);
    (unser\w*|mein\w*) (test|labor)-?(anlage|system|server|ucx*|telefonanlage);
    {_SYSTEM} de (demo|demonstration|formation|maquette); (ma|notre|la) maquette; banc (de test|d'essai);
    {_SYSTEM} de (demostracion|demo|capacitacion|formacion); {_SYSTEM} de (demonstracao|treinamento);
    (nuestro|mi) {_SYSTEM} de (pruebas?|laboratorio); (nosso|meu) {_SYSTEM} de (testes?|laboratorio)
    """
)
_ALL_THE_SAME = Phrases(
    """
    but; however; while; whereas; and (now|so|all|the|every|no|nobody); fine; works?; working; ok; too; also; as well;
    aber; wahrend; und (jetzt|alle|kein*|niemand); lauft; auch; mais (le|la|les|nous|tous|plus|personne|aucun*);
    et (maintenant|tous|plus|personne); aussi; pero; y
    (ahora|todos|nadie|ningun*); tambien; mas (o|os|a|as|todos|ninguem|nenhum*); e (agora|todos|ninguem|nenhum*); tambem
    """
)
"""It is not the demo that has failed, or not the demo alone."""
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
    kunden?; niemand; produktiv\\w*; personne; clientes?; nadie; ninguem
    """,
    but=("in (my|our|the) office",),
)


_A_LIVE_SYSTEM = Phrases("(live|production|real|customer's|customers'|client's) (system|pbx|server|site|ucx*)")


def not_live(reading: Reading) -> Sentence | None:
    """Return the sentence that says that a system is not in production, where no other speaks of one that is."""
    if speaks_of_emergency_calls(reading) or signs_of_fraud(reading):
        return None
    told = reading.told
    if any(_A_LIVE_SYSTEM.within(one.folded) for one in told):
        return None
    named = next((one for one in told if _by_its_name(one)), None)
    if named is not None and not any(_hits_others(one) for one in told):
        return named
    nobody = reading.says(_NOBODY) or reading.says(_NO_HURRY)
    found = next((one for one in told if _NOT_LIVE.within(one.folded) and nobody), None)
    if reading.says(_TO_BE_INSTALLED):
        found = found or next((one for one in told if _NOT_SET_UP.within(one.folded)), None)
    others = (one for one in told if not _NOT_LIVE.within(one.folded) and not _NOBODY.within(one.folded))
    return None if any(_LIVE.within(one.folded) for one in others) else found


def _by_its_name(sentence: Sentence) -> bool:
    """Return whether a sentence is about a system that is shown, taught or tried things with."""
    return _SHOWN_OR_TRIED.within(sentence.folded) and not _ALL_THE_SAME.within(sentence.folded)


def _hits_others(sentence: Sentence) -> bool:
    """Return whether a sentence names who telephones by it, or tells of telephones beside the system."""
    if _LIVE.within(sentence.folded):
        return True
    return not _by_its_name(sentence) and (tells_total(sentence) or lost_for_all(sentence))
