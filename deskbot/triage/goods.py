"""Goods that were ordered and have not come: that is a matter of the order, and nothing of a telephone system fails."""

from __future__ import annotations

from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Reading, Region, Sentence
from deskbot.triage.symptoms import failures
from deskbot.triage.topics import NAMES_A_LICENCE

_ORDERED = Phrases(
    """
    order(s|ed)?; purchas*; bought; shipment; shipped; parcel; bestell*; gekauft; paket; lieferung;
    command(e|es|ee|ees|ions); achete*; colis; pedid*; pedimos; compr(e|o|amos|ado|ados|amos); encomend*; envio
    """,
    but=("in order (to|that|of)", "(in|out of) (what )?order", "call order", "(order|purchase) (history|button)"),
)
_NOT_HERE = Phrases(
    r"""
    (not|never|n't|nothing) (yet |been |has |have |was )*(arrive(d)?|receive(d)?|delivered|shipped|come|got|here);
    (when|where) … (ship|arrive*|deliver*|order); (nicht|nichts|nie) (an)?(gekommen|angekommen|geliefert|erhalten|da);
    (wann|wo) … (bestell*|liefer*|geliefert|kommt|kommen|bleib*); (pas|jamais|rien) (encore )?(recu*|arrive*|livre*);
    (quand|ou) … (commande*|livr*|arriv*|colis); (no|nunca|nada) (ha |han |hemos |nos |aun )*(lleg*|recib*|entreg*);
    (cuando|donde) … (pedido*|lleg*|entreg*|envi*);
    (nao|nunca|nada) (foi |foram |nos |ainda )*(cheg*|receb*|entreg*); (quando|onde) … (pedido*|cheg*|entreg*|encomend*)
    """
)
_OF_CALLS = Phrases(
    """
    dead; down; offline; broken; fail*; works?; working; rings?; tot; kaputt; defekt*; mort*; muert*; caid*; mud[oa]s?;
    calls?; voice ?mails?; mails?; emails?; faxe?s?; messages?; audio; anruf*; appels?; llamadas?; chamadas?; ligac*;
    correos?; numbers?; trunks?; lines?; did
    """
)
"""What may be delivered or not on a system that works badly, and how it works."""


def awaited_goods(reading: Reading) -> Sentence | None:
    """Return the sentence about goods that have not come, where the message tells of no failure besides."""
    told = [one for one in reading.told if one.region in (Region.BODY, Region.SUBJECT)]
    if not any(_ORDERED.within(one.folded) for one in told) or reading.says(NAMES_A_LICENCE):
        return None
    waited = [one for one in told if _NOT_HERE.within(one.folded) and not _OF_CALLS.within(one.folded)]
    fails = [one for one in failures(reading) if one not in waited]
    return waited[0] if waited and not fails else None
