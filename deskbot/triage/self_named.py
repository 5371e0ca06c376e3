"""Who calls themselves an end customer: their word counts, unlike their speaking of one. Pure."""

from __future__ import annotations

from deskbot.triage.phrases import Match, Phrases
from deskbot.triage.sentences import Reading, Sentence
from deskbot.triage.tense import negated

_I_AM = Phrases(
    r"""
    (i am|i'm|we are|we're|im) (just |only |simply )?(an? |your |one of your )?(end|final)-?\s?(customer|user|client
      |consumer)s?(?!'|\s(it|technician|tech|support|installer|reseller|dealer)\b);
    (bin|sind) (ja |nur |bloss |lediglich |selbst |selber )?(ein |eine |ihr )?(endkund(e|en|in|innen)|endanwender*
      |endnutzer*|endverbraucher*);
    (je suis|nous sommes|on est|je ne suis qu'|nous ne sommes qu') ?(juste |seulement |simplement )?(un |une |des |votre
      |de )?(simples? )?(client|cliente|clients|clientes|utilisateur|utilisateurs|utilisatrice|usager|consommateur)
      (final|finale|finaux|finals|finales);
    (soy|somos) (solo |solamente |simplemente |nomas )?(un |una |unos |el |la )?(cliente|clienta|clientes|usuario
      |usuaria|usuarios|consumidor|consumidores) (final|finales);
    (sou|somos) (so |apenas |somente )?(um |uma |o |a )?(cliente|clientes|usuario|usuaria|usuarios|utilizador
      |utilizadores|consumidor|consumidores) (final|finais)
    """
)


def _found(sentence: Sentence) -> Match | None:
    found = _I_AM.find(sentence.folded)
    return found if found and not negated(sentence.folded, found) else None


def end_customers_own_word(reading: Reading) -> Sentence | None:
    """Return the sentence in which the writer says that they are an end customer themselves."""
    return reading.first(lambda one: _found(one) is not None)


def of_others(sentence: Sentence) -> str:
    """Return the folded sentence less the words by which the writer calls themselves an end customer."""
    found = _found(sentence)
    folded = sentence.folded
    return f"{folded[: found.start()]}~{folded[found.end() :]}" if found else folded
