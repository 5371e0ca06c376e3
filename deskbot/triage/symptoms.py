"""Which sentences say that a function fails: something of a telephone system, and a failure of it."""

from __future__ import annotations

import re
from functools import lru_cache

from deskbot.triage.emergency_numbers import dialled_in
from deskbot.triage.phrases import Phrases
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.library import REMEMBERED
from deskbot.triage.reading.verdicts import DOUBT, NOT_NOW, VERY_SURE, likelihood, tells
from deskbot.triage.sentences import Reading, Region, Sentence, once
from deskbot.triage.tense import imagined, negated, past

FUNCTION = Phrases(
    """
    (tele|smart|soft|video|cordless )?phones?; (hand|head|desk)?sets?; handsets?; headsets?; softphones?;
    ext*; calls?; called; callers?; calling; dial*; rings?; ringing; rang; tones?; lines?; trunks?; sip;
    pri; t1s?; e1; spans?; d-channel; voice ?mails?; mailbox*; voice messages; messages; greetings?;
    attendant; menus?; ivr; queues?; (hunt|ring|pickup) groups?; fax*; audio; voices?; sound; hears?;
    hearing; heard; music; display*; screens?; lcd; buttons?; keys?; (the )?lights?; lamps?; leds?; apps?;
    registration*; register*; servers?; systems?; box; pbx; ucx*; galaxy; gui; admin (page|user)*;
    web (page|interface|gui); web ?page; login; logged; password*; backups?; recording*; certificates?;
    licen[cs]e*; modules?; dsm*; cards?; ports?; paging; speakers?; intercom; door ?(phone|bell|entry)?;
    conference*; transfers?; caller id; presence; mwi; clocks?; times?; dtmf; digits?;
    gateways?; e-?mails?; stations?; receiver; microphone; node; cluster; replication; disk; drive;
    firmware; upgrade; update; vpn; address; telefon*; apparate?n?; nebenstelle*; anruf*; gesprach*;
    leitung*; amt*; anlage; ton; hort; horen; freizeichen; bildschirm; bild; zertifikat*; lizenz*;
    sammelanschluss; hinaus; herein; hinein; wahlen; melde*; anmeld*; rausrufen; mailbox; postes?;
    telephones?; appels?; appelle*; lignes?; tonalite; messagerie; sonne*; entend*; son; ecran; serveur;
    numeros?; file d'attente; telecopie*; fax; telefon[oe]s?; llamada*; llamar; lineas?; tono; buzon*;
    extension*; pantalla; audio; suena*; timbra*; oye*; escucha*; conmutador; centralita; troncal*;
    servidor; ramal; ramais; ligac*; ligar; linhas?; toca; ouv*; tela; tronco*; correio de voz; aparelho*;
    central
    """
)

FAILURE = Phrases(
    """
    (went |going |gone |goes |is |are |all )?down; dead; fail*; faulty; fault; broken; broke; breaks? up;
    breaking up; break up; outage*;
    (does|do|did|is|are|was|has|have|would|will|could|can|should) ?(not|n't|nt)( even)?; doesn't; doesnt;
    don't; dont; didn't; didnt; isn't; isnt; aren't; arent; won't; wont; wouldn't; can't; cant; cannot;
    couldn't; couldnt; can not; can no longer; hasn't; haven't; unable; no longer; not able;
    not (working|ringing|registering|registered|answering|coming|going|getting|show*|light*|respond*|boot*
      |connect*|load*|available|possible|enough);
    no (dial ?tone|audio|sound|service|power|display|outside calls|calls|calls?
      (in|out)|outbound|inbound|incoming|outgoing|phones|connection|signal|answer|response|speech|ring
      |music|lights?|registration|extensions|trunks|way); not a (single )?(call|phone|word|sound|one);
    not one; none of; (nobody|no one|none) … (can|could|able|hears?|gets|has); nothing works;
    (are|is|all) (all )?out; no service; no one (can|could|hears|gets);
    nothing (but|happens|shows|comes|goes|arrives|rings);
    never (arrive*|ring*|come*|get*|goes|reach*|show*|stop*); drop*; cuts?( off| out)?; cutting;
    cut(s)? in the middle; hangs?( up)?; hung; disconnect*; reboot*; restart over and over;
    restarts? (over|by itself|every|on its own|and); keeps?( on)?; freez*; frozen; stuck; blank; dark;
    dim; flicker*; stripes; striped; garbled; chopp*; robot*; jitter*; echo*; own voice back;
    hears? (himself|herself|themselves|itself); one.way; silen(t|ce); dead air; busy; reorder; fast beep*;
    beeps?; error*; refus*; reject*; denied; time(s|d)? out; timing out; timeouts?; lost; losing; loses?;
    loss; wrong; missing; crash*; unreachable; offline; unregister*; lock(ed)? out;
    locked (me|my|our)self* out; not licensed; expired; expires; invalid; alarm*; red; full; stopp?(ed|s);
    garbage; noise; noisy; crackl*; hiss*; hum*; buzz*; static; distort*; scratch*; delay*; late; slow*;
    looping; loops?; not found; no such; worse; empty; wiped; gone; corrupt*; trouble; problem; issue;
    same (message|error); comes up as; fast busy; ahead; behind; off by; drift*; stays (on|lit|in);
    won't go off; goodbye; banned; blocked; smok*; burn*; burnt; fehlt; fehlen; tot; ausgefallen; ausfall; gestort;
    storung; defekt; kaputt; geht (gar )?nicht*; gehen (gar )?nicht*; nicht*; kein*; abgelaufen;
    abgebrochen; brechen ab; brechen … ab; bricht; besetzt; fehler*; dunkel; finster; steht; piepst; schwarz; en panne;
    panne; hors service; ne … (plus|pas|rien|aucun*); n'entend*; n'arriv*; n'est; aucun*; coupe*;
    coupure*; erreur*; refuse*; noir; muet*; personne ne; tombe* sur; expire*; caid[oa]s?; cae; caen;
    no (hay|funciona*|entra*|sale*|suena*|timbra*|se|puede*|pueden|tiene*|tenemos);
    sin (tono|servicio|linea*|audio|llamadas|telefono*); falla*; error*; corta*; mud[oa]s?; averi*;
    vencid*; ningun*; nadie; nao (passa|funciona*|toca*|entra*|sai*|consegue*|ouv*|liga*|tem|da|chega*);
    cai; caiu; cair*; fora do ar; mud[oa]; sem (tom|linha*|audio|servico); erro*; falha*; ninguem;
    nenhum*; travad*; expirou; vencid*; caem; nothing; tombe*;
    no (pasa*|llega*|conecta*|contesta*|enciende*|responde*);
    nao (completa*|conecta*|atende*|responde*|acende*|carrega*)
    """
)

FAILURE_ITSELF = Phrases(
    """
    one.way audio; no dial ?tone; dead air; toll fraud; echo; robot* voice; voice mail … full;
    phone system … down; system down; won't (boot|ring|register|dial|come up|start); no outside calls;
    no (incoming|inbound|outgoing|outbound) calls?; phones? (are |is )?(all )?(down|dead|out);
    lcd striped; licen[cs]e (expired|message|invalid|does not match); anlage (steht|tot);
    (911|933|112|dispatch*|psap) … (old|previous|former|wrong|outdated) (address|location|suite|floor);
    hears? (his|her|their|my|our) own voice; hor(t|en) (seine|ihre|die) eigene stimme;
    entend(ent)? (sa|leur|ma) propre voix; (oye|oyen|escucha|escuchan) su propia voz; ouve(m)? a (sua )?propria voz;
    falsche (uhr)?zeit(en)?; (uhr|uhrzeit|die zeit) … (falsch*|zu (spat|fruh)|geht (vor|nach)); mauvaise heure;
    (heure|horloge) … (fausse|decalee?|en (retard|avance)); hora (equivocada|incorrecta|errada|atrasada|adelantada);
    (reloj|hora|relogio) … (atras*|adelant*|adiant*)
    """
)
"""Phrases that name function and failure in one."""

ASKED = Phrases("""
    how (do|can|would|should) (i|we|you); how to; is there (a|any) (way|option|setting|document|guide|list);
    what (do|must|should|can) (we|i) (have to |need to )?do (so|to|if|when); which (option|setting|menu|port)s?;
    gibt es (eine |ein )?(moglichkeit|anleitung|weg); was (muss|mussen) (ich|wir) (tun|machen); hay (manera|forma);
    y a-t-il (moyen|un|une); (ha|tem) como; (ha|existe) alguma forma; is it possible; could you (add|tell|send);
    would you;
    what happens if; where (do|can) (i|we); donde se; como se; wie (kann|konnen|stell*);
    comment (faire|puis); can you (send|tell|call|add|set)
    """)

_HARMLESS = re.compile(r"\bcut(?:ting|s)? (?:\w+ ){0,2}over\b|\bcut-?over\b|\bloop(?:ed)? (?:me|us|him|her) in\b")


@lru_cache(maxsize=REMEMBERED)
def tells_failure(sentence: Sentence) -> bool:
    """Return whether the sentence says that some function of a telephone system fails."""
    folded = sentence.folded
    if imagined(sentence):
        return False
    if likelihood(sentence.text, Label.TROUBLE) < _HARDLY and (
        tells(sentence.text, *_NO_FAILURE, at=VERY_SURE) or tells(sentence.text, Label.FEATURE, at=_WISHED)
    ):
        return False
    folded = _HARMLESS.sub("~", folded)
    asked = ASKED.find(folded)
    if asked:
        # "It fails, how can we mend it?" tells a failure before the question; "how do I …" tells none.
        folded = folded[: asked.start()]
    return fails_in_words(folded) or reads_as_failure(sentence)


def fails_in_words(folded: str) -> bool:
    """Return whether the words say that something fails, whatever the sentence reads as."""
    itself = FAILURE_ITSELF.find(folded)
    return bool(itself and not negated(folded, itself)) or in_words(folded)


def in_words(folded: str) -> bool:
    """Return whether the words name a function and a failure of it."""
    return (FUNCTION.within(folded) or dialled_in(folded)) and any(
        not negated(folded, found) for found in FAILURE.all(folded)
    )


_NO_FAILURE = (Label.NEGATED, Label.OVER, Label.HYPOTHETICAL, Label.ADVERT)
_HARDLY = 0.2
_WISHED = 0.8
_PERHAPS = 0.3
_OTHER_MATTER = (*NOT_NOW, Label.NOISE, Label.HOWTO, Label.TRIED, Label.FEATURE, Label.ADVERT, Label.LICENCE, Label.RMA)


def reads_as_failure(sentence: Sentence) -> bool:
    """Return whether the sentence reads like those that tell a failure, in whatever words."""
    return tells(sentence.text, Label.TROUBLE) and not tells(sentence.text, *_OTHER_MATTER, at=DOUBT)


@once
def failures(reading: Reading) -> tuple[Sentence, ...]:
    """Return the sentences that tell of a failure, the body's before the subject's."""
    told = [sentence for sentence in reading.told if tells_failure(sentence)]
    return tuple(
        sorted(
            told,
            key=lambda sentence: (sentence.region is Region.SUBJECT, sentence.region is Region.FORWARDED),
        )
    )


def failures_below(reading: Reading) -> tuple[Sentence, ...]:
    """Return the sentences below the subject that tell of a failure."""
    return tuple(one for one in failures(reading) if one.region is not Region.SUBJECT)


def only_of_the_past(reading: Reading) -> Sentence | None:
    """Return the first sentence that tells of trouble, where each that may is about what was, and is no more."""
    told = [one for one in reading.told if may_fail(one)]
    return told[0] if told and all(past(one) for one in told) else None


def may_fail(sentence: Sentence, *labels: Label) -> bool:
    """Return whether a sentence may tell a failure, or one of these."""
    return likelihood(sentence.text, Label.TROUBLE, *labels) >= _PERHAPS or tells_failure(sentence)


@once
def goes_on(sentence: Sentence) -> bool:
    """Return whether what a sentence tells is meant, and still so."""
    surely_not = tells(sentence.text, Label.HYPOTHETICAL, Label.OVER, Label.PAST, at=VERY_SURE)
    asked = sentence.asks and ASKED.within(sentence.folded)
    return not (imagined(sentence) or past(sentence) or surely_not or asked)
