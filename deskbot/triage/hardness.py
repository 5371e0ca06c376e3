"""How badly it fails: so that there is no call at all, so that nobody can talk, or in a feature only."""

from __future__ import annotations

from deskbot.triage.phrases import Phrases

BASIC = Phrases(
    r"""
    (tele)?phones?; (hand|head)?sets?; handsets?; calls?; callers?;
    call(ing)? (in|out|anyone|anybody|at all); dial(ing)?( out| in)?; dial ?tone; lines?; trunks?; pris?;
    t1s?; e1s?; spans?; sip; regist*; extensions?; stations?; system; pbx; ucx\w*; galaxy; switchboard;
    telephony; place a call; telefone?n?; telefonier*; apparate?; anrufe?; leitung*; amt; nebenstelle*;
    anlage; appels?; telephones?; postes?; lignes?; appeler; telephoner; telefon[oe]s?; llamadas?; llamar;
    lineas?; tono; extensiones; ramais; ligac*; ligar; chamadas?; linhas?; pabx
    """
)
"""What everybody needs: calls and the phones, lines and registrations that carry them."""
HARD = Phrases(
    r"""
    down; dead; dark; out; all out; out of service; offline; fail*; lost; no service;
    not
      (functioning|functional|operational|operating|responding|working|work|registered|registering|ringing|reaching|coming|getting|going|able|connecting
      |possible);
    (doesn't|don't|didn't|won't|does not|do not|will not)
      (work|ring|register|connect|come|go|reach|get|complete);
    (can't|cannot|cant|can not|couldn't|unable to|not able to) (\w+
      )?(call|dial|ring|phone|make|receive|place|take|reach|get|be called); unregister*; (fast )?busy;
    neither … nor; (none|not one) of (the|their|our) (\w+ )?(calls|phones|lines|trunks|sets|extensions);
    (brechen|bricht) … ab; abgebrochen; (se )?(cortan|caen|coupent); raccrochent; caem; drop(s|ped)?; reorder;
    no (\w+ ){0,3}(calls?|dial ?tone|phones?|lines?|trunks?|service|way); reject*; refus*;
    blocked; dropped off; disconnected; (carrier|not in service) message; silent; frozen; hung; in alarm;
    red; blank; tot; ausgefallen; gestort; finster; dunkel;
    (geht|gehen|kommt|kommen|funktionier*|lauft) … (nicht*|nichts); nicht* mehr; kein*; morts?; en panne;
    muets?; hors service; (ne|n') … (plus|pas|aucun*); aucun*; muert*; caid*; cayo; sin;
    no (funciona*|entra*|sale*|suena*|puede*|hay|timbra*); mud[oa]s?; caiu; cairam; parou; fora; sem;
    nao (funciona*|entra*|sai*|toca*|consegue*|liga*); nem entra
    """
)
"""Failures after which there is no call at all, unlike bad sound or a missing feature."""
SOFT = Phrases(
    r"""
    (after|nach|apres|despues de|tras|depois de|aos|a los) (about |exactly |\w+ )?\d+ ?(s|sec*|min*|seg*|sek*|hours?);
    after (a few|half|thirty|fifteen|ten) … (seconds|minutes|hour);
    echo*; chopp*; robot*; garbled; static; crackl*; music; time; clock*; caller id; voice ?mails?;
    mailbox*; messages?; fax*; dtmf; digits; e-?mails?; greetings?; display; screen; sometimes;
    intermittent*; occasional*; some( of)? (calls|phones|users); one in; now and then; random*; a few;
    transfer*; conference; backup*; recording*; gui; web; admin; portal; login; provision*; button*; key;
    keys; volume; door; paging; speakers?; one.way; hear(s|ing)?( us| them| me)?;
    licen[cs]es? (in use|used); firmware; headset; report*; cdr*; queue*; remote; home; softphones?;
    secretary; of the phones; ton; hort; horen; bild; manchmal; parfois; a veces; as vezes; son;
    entend*; oye*; escucha*; ouve*; homeoffice*
    """
)
"""Bad sound, a feature, or what comes and goes: no loss of all calls."""
MINOR = Phrases("""
    clocks?; time; an hour; music; caller id; fax*; dtmf;
    voice.?mail.to.e-?mail; e-?mails?; backup*; gui; web ?page; reports?; cdrs?; labels?; speed dials?;
    directory; contrast; uhr(zeit)?; musique; musica; hora
    """)
"""Failures of a convenience, which are minor however many they annoy."""
GONE = Phrases("""
    unregister*; not registered; down; dead; dark; no dial ?tone; (come|comes|came) up; without;
    tot; ausgefallen; en panne; morts?; caid[oa]s?; muert[oa]s?; mud[oa]s?; fora do ar
    """)
"""Failures of phones themselves, which are not minor, whatever else the sentence names."""
BAD_QUALITY = Phrases("""
    unusable; can't (understand|make out|hear) (each other|anything|a word|anyone);
    cannot (understand|hear) (each other|anything); impossible to (understand|talk|work); unverstandlich;
    inaudible*; incomprehensible; no se entiende nada; nao da pra entender
    """)
"""Nobody can talk for the sound."""


def hard(folded: str) -> bool:
    """Return whether what everybody needs fails so that there is no call at all."""
    return BASIC.within(folded) and HARD.within(folded) and not SOFT.within(folded)
