"""Who asks which people of their company may open tickets: that is answered from the reseller's own list. Pure."""

from __future__ import annotations

from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Reading, Sentence
from deskbot.triage.symptoms import failures

_ASKS_WHO = Phrases(
    r"""
    (who|which (people|person|contact|colleague|technician|user)s?) … (may|can|is allowed to|are allowed to
      |is authori[sz]ed to|are authori[sz]ed to|has the right to) (\w+ )?(open|create|raise|log|submit|file) (a
      |new )?(tickets?|cases?|support requests?);
    (who|which (people|contacts?)) (\w+ ){0,6}(on (the|our|your) list|authori[sz]ed|allowed) … (tickets?|cases?);
    (wer|welche (leute|personen|kollegen|mitarbeiter|techniker)) … (darf|durfen|kann|konnen) … (tickets?|falle)
      (\w+ )?(offnen|eroffnen|aufmachen|erstellen|anlegen);
    (qui|quelles personnes|lesquels) … (peut|peuvent|a le droit d'|ont le droit d') ?(ouvrir|creer) (un |des
      )?(tickets?|dossiers?);
    (quien(es)?|que personas|cuales) … (puede|pueden|esta autorizado para|estan autorizados para) (abrir|crear|levantar)
      (un |los )?(tickets?|casos?);
    (quem|quais pessoas|que pessoas) … (pode|podem|esta autorizado a|estao autorizados a) (abrir|criar) (um |os
      )?(tickets?|chamados?|casos?)
    """
)


def asks_who_may_open(reading: Reading) -> Sentence | None:
    """Return the question who of a company may open tickets; None where anything fails besides."""
    asked = reading.first(lambda one: one.asks and _ASKS_WHO.within(one.folded))
    return None if asked is None or failures(reading) else asked
