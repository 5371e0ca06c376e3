"""Whether an end customer is sent to their reseller, without a ticket. Pure; any doubt makes it a ticket."""

from __future__ import annotations

from dataclasses import dataclass

from deskbot.model.case import Case
from deskbot.triage.assessment import Assessment
from deskbot.triage.emergency import speaks_of_emergency_calls
from deskbot.triage.end_users import lost_user
from deskbot.triage.folding import fold
from deskbot.triage.phrases import Phrases
from deskbot.triage.self_named import of_others
from deskbot.triage.sentences import Reading, Sentence


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a message of what seems an end customer is a ticket all the same."""

    says: str
    evidence: str = ""


_IN_DANGER = Phrases(
    """
    ambulance*; (fire|smoke) alarm*; panic (button|alarm)s?; nurse call*; call bells?; life ?alert; medical alert*;
    elevators?; (in|of) (the|our) lift; lift (phone|alarm|emergency); lifeline;
    defibrillator*; intensive care; icu; (nursing|care|retirement) homes?; assisted living; hospice; hospitals?;
    oxygen; dialysis; heart attack; stroke; (somebody|someone|people|person|patients?) …
    (dying|die|dies|died|hurt|injured|danger); in danger; life (and|or|&) death; lives? (depend*|at risk|at stake|in
    danger|may depend); crisis line; suicide (line|hotline|prevention)?; domestic violence; women's shelter; poison
    control; fire (department|station|hall); krankenhaus*; klinikum; pflegeheim*; altenheim*; seniorenheim*;
    rettungsdienst*; rettungswagen; brandmelde*; aufzugs?(notruf|telefon)?; schwesternruf; patientenruf;
    lebensgefahr; in gefahr; notfallknopf; hausnotruf; hopital; hopitaux; ehpad; maison de retraite; ambulances?;
    alarme incendie; ascenseur; vie en danger; en danger; appel malade; soins intensifs; hospital*; asilo;
    residencia de (ancianos|mayores); casa de retiro; ambulancia*; alarma (de incendio|contra incendios); elevador;
    ascensor; boton de panico; peligro; vida o muerte; terapia intensiva; uti; uci; asilo; casa de repouso;
    ambulancia*; alarme de incendio; botao de panico; perigo; vida ou morte; pronto.socorro
    """
)
_TECHNICIAN = Phrases(
    r"""
    host ?-?ids?; (child|parent) (sn|serial); pcap*; wireshark; sip (trunk|trace|provider|debug|alg)s?; invites?;
    (pri|t1|e1) (alarm|span|line|circuit|trunk|is|has|shows)s?; d-?channel; asterisk; rma; fail2ban; vlan*; dsm16p?;
    firmware; provision(ed|ing)? (server|file|portal|the|it); partner portal; remote access vpn; (my|our|one of
    our|one of my|this|the) (end.?|mutual )?(customer|client)
    (site|is|has|had|reports?|reported|says|said|called|complains?|can't|cannot|runs?|uses?|of ours|of mine|named|at
      |in); (my|our|this|the) (customer|client) (owns?|operates|bought|moved|wants|needs|lost);
    (customer|client)s? of (ours|mine); one of (our|my) (customer|client)s; (for|at) (our|my)
    (customer|client); end.?(user|customer)s?; customer('s)? (site|premises|system|office|pbx|phones?); (my|our)
    (customer|client)'s; we (installed|sold|put in|support|maintain|look after|service)
    (this|the|their|it|them|a|an) ; (we are|i am|i'm|we're|as) (a|an|your|the) (\w+
    )?(reseller|dealer|integrator|installer|partner|technician|msp);
    (unser|unserem|unseren|unseres|mein|meinem|meinen) kunde\w*; (ein|einem|einen) kunden? von (uns|mir); (beim|bei
    einem|bei unserem) kunden; endkunde\w*; (wir sind|als) (\w+
    )?(fachhandler|handler|partner|systemhaus|errichter); (notre|mon|un de nos|un de mes|chez un|chez le|chez notre)
    client\w*; client final; (nous sommes|je suis) (\w+
    )?(revendeur|installateur|integrateur|technicien|partenaire); (nuestro|mi|uno de nuestros|un) cliente
    (tiene|esta|reporta|no|dice|nos|de|en|nuestro); cliente final; (en|con|de) (un|nuestro|el) cliente; (somos|soy)
    (\w+ )?(distribuidor|integrador|revendedor|tecnico|instalador)\w*; (nosso|meu|um dos nossos|um) cliente
    (tem|esta|relata|nao|diz|nosso|de|em); cliente nosso; (no|num|do|com o) (nosso |meu )?cliente; (somos|sou) (\w+
    )?(revenda|revendedor|integrador|tecnico|instalador)\w*
    """
)
"""How somebody writes who looks after the systems of others."""
_PLUG = Phrases(
    """
    unplug*; plug* (it|them|the phone|everything)? (back )?(in|out); turn* … (off|on); switch* … (off|on); restart*;
    reboot*; (pulled|pull) the plug; batter*; ausgesteckt; eingesteckt; stecker; aus- und wieder; neu gestartet;
    neugestartet; debranche*; rebranche*; redemarre*; eteint; desenchuf*; desconect*; apagu*; apagamos; reinici*;
    deslig*; religu*; tirei … tomada
    """
)
_CALLED = Phrases(
    """
    (called|phoned|rang|contacted|emailed|mailed|reached out to|tried to (call|phone|reach|contact)|tried
    (calling|phoning|reaching|contacting)) (\\w+ )?(them|him|her|company|installer*|reseller|dealer|provider|guy);
    (sie|ihn|dort|firma|handler|installateur) (\\w+ ){0,2}(angerufen|erreicht|kontaktiert);
    (ai|avons) (\\w+ )?(appele*|contacte*|essaye de (les |l')?(appeler|joindre));
    (llame|llamamos|hemos llamado|contacte|contactamos) (a|al|alli); (les|los|lo|la) (llame|llamamos|hemos llamado);
    (liguei|ligamos|telefonei|tentei ligar|tentamos ligar|contatei) (para|a|la|ao|com)
    """
)
"""What everybody does who has been told to call their reseller."""
_SKILL = Phrases(
    """
    servers?; ucx*; trunks?; extensions?; firmware; swap*; replac*; switch(es)?; routers?; firewalls?; ports?;
    regist*; provision*; reset*; cables?; cords?; anlage; nebenstelle*; getauscht; serveur; postes?; remplace*;
    servidor; ramal; ramais; troqu*; cambi*
    """
)
"""What tells a step of a technician's from what everybody does with a thing that does not work."""
_SURE = 2
"""Whoever shows in so many ways that they do not know whom to ask may also have tried something."""


def doubt(case: Case, assessment: Assessment, reading: Reading) -> Doubt | None:
    """Return why the message of an end customer is a ticket; None where its writer belongs to their reseller.

    Looked at from the top: a life before all else, then whoever may be a reseller's own technician.
    """
    if assessment.severity is not None and assessment.severity.urgent:
        return Doubt("a life may depend on it", "urgent")
    for says, found in (
        ("it speaks of emergency calls", speaks_of_emergency_calls(reading)),
        ("a life may depend on it", _first(reading, _IN_DANGER)),
        ("it may be a reseller's technician who writes", of_a_technician(reading)),
    ):
        if found is not None:
            return Doubt(says, found.text[:200])
    return _known(case) or _technician(case, assessment, reading)


def of_a_technician(reading: Reading) -> Sentence | None:
    """Return the sentence that somebody writes who looks after the systems of others."""
    return next((one for one in reading.sentences if _TECHNICIAN.within(of_others(one))), None)


def _known(case: Case) -> Doubt | None:
    writer = case.writer
    if writer.reseller is not None or writer.contact is not None:
        return Doubt("the address, or its domain, is a reseller's")
    if case.earlier is not None or case.follows is not None:
        return Doubt("the writer takes part in a ticket")
    if case.message.forwarded:
        return Doubt("it passes on somebody else's mail")
    return None


def _technician(case: Case, assessment: Assessment, reading: Reading) -> Doubt | None:
    if assessment.unread:
        return Doubt(f"it is written in {assessment.unread}, which nobody could read")
    if assessment.has("host_id"):
        return Doubt("it names the system's host id")
    tried = next((fold(one.words) for one in assessment.findings if one.key == "tried"), "")
    at_home = (_PLUG.within(tried) or _CALLED.within(tried)) and not _SKILL.within(tried)
    # Who was sent to their reseller before has shown that once already.
    if tried and lost_user(reading) + (case.sent_away is not None) < (1 if at_home else _SURE):
        return Doubt("it says what was tried", tried[:200])
    return None


def _first(reading: Reading, phrases: Phrases) -> Sentence | None:
    return next((sentence for sentence in reading.sentences if phrases.within(sentence.folded)), None)
