"""Calls lost in one direction: "nothing comes in", "es geht nichts raus", "ninguém consegue ligar".

People tell an outage by what no longer happens. So three kinds of words are looked for close together: that there is
none of something, a way in or out, and that somebody or something would go it. No table of whole phrases is needed.
"""

from __future__ import annotations

import re

from deskbot.triage.phrases import Phrases, one_of
from deskbot.triage.sentences import Sentence, once

_NONE = one_of(
    r"""
    no; nothing; nobody; none; neither; nor; never; zero; not (a|one|any)( single)?; no.?one; without; no longer
    ; (can|could|do|does|did|wo|would|is|are|was|were|has|have)n'?t; cannot; can not
    ; (is|are|do|does|did|will) not; unable to
    ; not able to; not getting; stopped; lost; quit
    ; nichts; nix; niemand; kein(e[rnms]?)?; nicht; weder; noch; ohne
    ; rien; personne; aucune?; plus; pas; ni; sans; jamais
    ; nada; nadie; ningun[ao]?; sin; nunca; no
    ; ninguem; nenhuma?; nem; nao; sem
    """
)
_IN = one_of(
    r"""
    inbound; incoming; (calls?|ring(s|ing)?|come|comes|coming|came|get|gets|getting|got|through|ring) in
    ; from (the )?outside; reach(es|ing)? (us|them|the|you); get(s|ting)? (through|hold); get a hold
    ; (call|ring)(s|ing)? (us|them|in|the (office|clinic|shop|store|hotel|practice|school|company|business|front|main))
    ; receiv(e|es|ing)( \w+)? calls?; be (reached|called); answer(s|ing)? the phones?
    ; rein(kommt|kommen|kam)?; herein; eingehend\w*; ankommend\w*; hinein; von (draussen|aussen); erreich\w+
    ; anrufen; durchkommen
    ; rentr\w+; entr(e|ent|ant\w*|er); joindre; joignable; recevoir; recoi(t|vent|s)( \w+)? (appels?)
    ; de l'exterieur; du dehors
    ; entra[nr]?; entrante\w*; entrada; recib\w+( \w+)? (llamadas?); de (afuera|fuera|fora); comunicar\w*
    ; contactar\w*
    ; receb\w+( \w+)? (ligac\w+|chamadas?)
    """
)
_OUT = one_of(
    r"""
    ; outbound; outgoing
    ; (call|calls|calling|dial|dials|dialing|dialling|ring|go|goes|going|gets?|getting|went|phone) out(side)?
    ; outside (calls?|lines?|numbers?); external (calls?|numbers?); (to|reach) (the )?outside
    ; make( any| a| outside| external)? calls?
    ; place( any| a)? calls?; call anyone; call anybody; call anywhere; dial anything
    ; raus\w*; hinaus\w*; abgehend\w*; nach (draussen|aussen); telefonieren; heraus; hinauswahlen
    ; sort(ent|ir|ant\w*)?; (a|vers) l'exterieur; dehors; appeler; telephoner
    ; sal(e|en|ir|iente\w*); (a|hacia|para) (afuera|fuera|el exterior|fora); saem; sai(r|da\w*)?; ligar
    ; telefonar; discar; llamar
    """
)
_WORDS = r"(?:\W{1,3}[\w'-]{1,24}){0,5}?\W{1,3}"
"""Up to five words between the parts; a full stop ends the sentence before."""


def _near(first: str, second: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_plain(first)}){_WORDS}(?:{_plain(second)})(?!\w)")


def _plain(group: str) -> str:
    return group.replace("(", "(?:").replace("(?:?:", "(?:")


_NOT_IN, _NOT_OUT = _near(_NONE, _IN), _near(_NONE, _OUT)
_NOTHING_RINGS = re.compile(
    r"(?<!\w)(?:nothing|no phones?|no sets?|none|not (?:one|a single) (?:phone|set|handset)|nichts"
    r"|kein (?:telefon|apparat)|rien|aucun (?:poste|telephone)|nada|ningun (?:telefono|interno)"
    r"|nenhum (?:telefone|ramal|aparelho))(?:\W{1,3}[\w'-]{1,24}){0,4}?\W{1,3}"
    r"(?:rings?|ringing|rang|klingelt|lautet|sonnent?|suenan?|timbran?|tocam?)(?!\w)"
)
"""That one phone does not ring is another matter."""
_LOST_BEHIND = re.compile(
    r"(?<!\w)(?:inbound|incoming|outbound|outgoing|outside calls?|external calls?|eingehend\w*|abgehend\w*"
    r"|entrante?s?|sortante?s?"
    r"|salientes?|saida)(?!\w)"
    r"(?:\W{1,3}[\w'-]{1,24}){0,6}?\W{1,3}"
    r"(?:dead|down|out|fail(?:s|ing|ed)?|gone|busy|nothing|nada|rien|nichts|tot|weg|besetzt|caid[oa]s?|muert[oa]s?"
    r"|mud[oa]s?|not|no)(?!\w)"
)
"""The direction first, and what is wrong with it behind."""
_EVERYTHING_ELSE = Phrases(
    r"""
    ; e-?mails?; courriels?; correos?; fax\w*; voice ?mail\w*; mailbox\w*; messages?; buzon\w*; boite vocale
    ; sms; texts?; backup\w*
    ; sicherung\w*; respaldo\w*; music; musi(k|que|ca); paging; pag(e|i)na; browser; web; login
    ; log in; portal; vpn
    ; transfer\w*; verbind\w*; conference; konferenz; record\w*; licen\w+; lizenz\w*; caller id; display
    ; digits?; keys?; buttons?
    ; echo; delay; audio; sound; hear\w*; hor(t|en|e)\b; entend\w*; oye\w*; ouve\w*; voice path; one.way; stream
    ; package; parcel
    ; quote; angebot; firmware; update\w*; reports?; door; gate; portero
    ; tur; lift
    ; certificat\w*; zertifikat\w*; number(s)? (was|is) ported
    """
)
"""What else may not come in or go out."""
_NOT_ALL = Phrases(
    r"""
    ; some; sometimes; a few; several; intermittent\w*; occasional\w*; random\w*; now and then; one in
    ; every (third|fourth|now)
    ; international; overseas; long.distance
    ; to (mobiles|cell ?phones|one number|that number|this number|one supplier)
    ; toll.free; 0?800; after (\d+|a few|half|about|\w+ty)( \w+)? (seconds?|minutes?|sek\w*|min\w*)
    ; if; unless; until; once; before; used to; manchmal; einige; gelegentlich; ab und zu; wenn; bestimmte
    ; parfois; certains?; quelques; lorsqu\w*; si; a veces; algun[ao]s; cuando; ciert[ao]s; as vezes; algum[ao]?s?
    ; (in the|for the) meantime; meanwhile; using (his|her|their) (mobile|cell)
    ; ext(ension)?s? \d+; nebenstelle \d+; poste \d+; ramal \d+; interno \d+; apparat \d+
    ; (her|his|my) (\w+ )?(phone|set|extension|handset|line|desk); (ihr|sein) (\w+ )?(apparat|telefon)
    ; (son|sa|su|sua|seu) (\w+ )?(poste|telefono|ramal|aparelho|interno|anexo|telefone)
    ; \w+'s (\w+ )?(phone|set|extension|line|handset|desk|office); (he|she|er|ella|elle|ela)
    ; (this|that|one|a single) (phone|set|user|extension|handset|number|did); the (new|spare|other) (phone|set)
    """
)
"""Words that make it some calls, or one person's."""
_PART = Phrases(
    r"""
    ; (\w+ )?queues?; hunt group; ring group; (main|published) (number|line); auto.?attendant; hauptnummer
    ; sammelanschluss; warteschlange
    ; numero principal; file d'attente; cola; fila
    ; (in|at|from) the (warehouse|branch|annex|workshop|second|other|remote|kitchen|bar|pharmacy|lobby)
    ; department; abteilung
    ; branch( office)?; filiale; zweigstelle; aussenstelle; succursale; agence; sucursal; delegacion; filial
    ; (all )?remote (users?|workers?|staff|site|office)
    ; (all )?home (workers?|office|users?); homeoffice\w*; teletravail\w*; teletrabaj\w*; from home
    """
)
"""Words that make it a part of a system."""
_ACTED = re.compile(
    r"\b(?:please|kindly|bitte|merci|por favor|don't|do not|never|no need to|you (?:can|may)(?:no|n'?)t)\b"
    r".{0,20}\b(?:call|ring|phone|anrufen|appeler|llamar|ligar)"
    r"|\b(?:i|we|ich|wir|je|yo|eu)\W{1,3}(?:can|could|am|was|have|had|did|do|will|be)\w{0,4}\W.{0,30}"
    r"\b(?:reach|get through to|get hold of|raise|contact) (?:you|him|her|them|the (?:carrier|provider|customer))"
)
"""Calls between us, the reseller and the carrier: somebody could not be reached, and no telephone system failed."""


@once
def lost_directions(sentence: Sentence) -> tuple[bool, bool]:
    """Return whether the sentence says that no call comes in, and that none goes out."""
    folded = sentence.folded
    if _ACTED.search(folded):
        return False, False
    behind = _about_calls(_LOST_BEHIND, folded)
    lost_in = bool(_about_calls(_NOT_IN, folded) or _about_calls(_NOTHING_RINGS, folded)) or bool(
        behind and re.search(r"in|ein|entr", behind.group()[:9])
    )
    lost_out = bool(_about_calls(_NOT_OUT, folded)) or bool(
        behind and re.search(r"out|ab|sort|sal|sai", behind.group()[:9])
    )
    return lost_in, lost_out


_CLAUSE_END = re.compile(r"[,;:()]| - | (?:and|but|und|aber|et|mais|y|e|pero|mas) ")


def _about_calls(pattern: re.Pattern[str], folded: str) -> re.Match[str] | None:
    """Return where the pattern stands in a clause that speaks of nothing else that may come and go.

    "The box shows 'licence expired' and no call goes out": what the one clause names, the other does not lose.
    """
    for found in pattern.finditer(folded):
        before = [one.end() for one in _CLAUSE_END.finditer(folded, 0, found.start())]
        after = _CLAUSE_END.search(folded, found.end())
        clause = folded[before[-1] if before else 0 : after.start() if after else len(folded)]
        if not _EVERYTHING_ELSE.within(clause):
            return found
    return None


_CALLS = Phrases(
    r"""
    ; calls?; call(ed|ing); callers?; phones?; dial\w*; rings?; ringing; lines?; trunks?; outside; tone; inbound
    ; incoming; outbound; outgoing
    ; anruf\w*; gesprach\w*; telefon\w*; leitung\w*; amt; appel\w*; telephon\w*; lignes?; joindre; joignable
    ; llamad\w*; lineas?; llamar; ligac\w*; ligar; chamad\w*; linhas?; sets?; handsets?; apparate?
    ; postes?; ramais; aparelhos?
    """
)


def some_only(folded: str) -> bool:
    """Return whether words make it some calls, one person's, or those of a part of the system."""
    return _NOT_ALL.within(folded) or _PART.within(folded)


@once
def lost_for_all(sentence: Sentence) -> bool:
    """Return whether the sentence says that no call comes in, or none goes out, of anybody's."""
    folded = sentence.folded
    lost_in, lost_out = lost_directions(sentence)
    told = (lost_in and lost_out) or ((lost_in or lost_out) and _CALLS.within(folded))
    return told and not some_only(folded)


def lost_for_a_part(sentence: Sentence) -> bool:
    """Return whether the sentence says so of a queue, the main number, a branch or everybody who works elsewhere."""
    folded = sentence.folded
    return any(lost_directions(sentence)) and _PART.within(folded) and not _NOT_ALL.within(folded)
