"""Whether a message asks for news of a ticket, or thanks for it. Pure."""

from __future__ import annotations

from deskbot.triage.phrases import Phrases
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import because, tells
from deskbot.triage.sentences import Reading, Region, Sentence
from deskbot.triage.tense import closes

_ABOUT_TICKET = Phrases(r"""
    t-\d{3,6}; \[?desk-\d+\]?; (my|our|the|this|that|above|open) (ticket|case|request);
    case (number|no|#)?; (ce|le|notre) (billet|ticket);
    (el|nuestro|mi) (ticket|caso|folio); (o|nosso|meu) chamado; ticket
    """)
_NEWS = Phrases(
    r"""
    any (news|update|updates|progress|word|eta|movement|luck);
    (status|update)( (of|on|for|please|report|\?))?;
    (what's|what is|whats) (the|happening|going) (status|latest|on|with|news)?;
    where (do|are) (we|you|things) (stand|at|with); (following|follow|checking|check) (up|in);
    (when|how long) (will|can|do|until|before) (we|i|you|somebody|someone|this);
    (has|have) (anyone|anybody|somebody|you) (had|looked|been able|got); (looked|look) at (this|it) yet;
    just (checking|wondering|asking); still waiting; waiting (for|on) (you|an|a|your|the);
    (chase|chasing|nudge|bump); gibt es (schon )?(was |etwas )?(neues|neuigkeiten); wie ist der stand;
    stand der dinge; sachstand; des nouvelles; (ou en est|ou en sommes); alguna (novedad|noticia);
    (hay )?novedades; como va; alguma (novidade|noticia|posicao); como esta o
    """
)
_THANKS = Phrases("""
    (many |much )?thanks?( you)?( (so|very) much| a lot| a million| again| for)?; thank you; appreciated?;
    great (job|work|help|service); well done; cheers;
    you('re| are) (great|the best|a star|stars|a legend); danke*; vielen dank; merci*; gracias;
    obrigad[oa]; perfect; brilliant;
    (it|that|all|everything) (works|worked|is working|is fine|is good|did the trick)( now)?; solved;
    (please|you can|feel free to) close( the| this| it)?; geschlossen; sujet clos
    """)


def asks_status(reading: Reading) -> str:
    """Return the words that ask for news of a ticket, or thank for it; empty where the message does neither."""
    news = next((found.group() for one in reading.told for found in _NEWS.all(one.folded)), "")
    about = any(_ABOUT_TICKET.within(sentence.folded) for sentence in reading.sentences) or bool(closes(reading))
    news = news or next((because(one.text, Label.STATUS) for one in reading.told if _asks_news(one)), "")
    if news and (about or _is_reply(reading)):
        return news
    thanks = next((found.group() for one in reading.told for found in _THANKS.all(one.folded)), "")
    return thanks if thanks and (about or _is_reply(reading)) else ""


def _asks_news(sentence: Sentence) -> bool:
    return tells(sentence.text, Label.STATUS) and sentence.region is not Region.SUBJECT


def thanks(reading: Reading) -> bool:
    """Return whether the message thanks."""
    return reading.says(_THANKS)


def _is_reply(reading: Reading) -> bool:
    return any(sentence.region is Region.OLD_SUBJECT for sentence in reading.sentences)
