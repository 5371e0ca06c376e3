"""Calls that nobody wants come in: a nuisance, and no fraud on the system that takes them. Pure."""

from __future__ import annotations

from deskbot.triage.directions import lost_for_all
from deskbot.triage.emergency import speaks_of_emergency_calls
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Reading, Sentence
from deskbot.triage.total_loss import tells_total

_NUISANCE = Phrases(
    r"""
    (spam|robo\w*|robot|nuisance|scam|junk|unwanted|unsolicited|telemarket\w*|prank)( phone)? calls?; robocalls?;
    robocall(er|ers|ing); telemarketers?; (spam|werbe|robo|ping)-?anruf\w*; unerwunschte\w* (werbe)?anruf\w*;
    appels? (indesirables?|de spam|spam|publicitaires?|de demarchage); demarchage telephonique;
    llamadas? (de )?(spam|no deseadas?|indeseadas?|basura|publicitarias?|de telemarketing);
    (chamadas?|ligacao|ligacoes) (de )?(spam|indesejad\w*|nao desejadas?|telemarketing|publicitarias?)
    """
)
_FLOODS_OR_GOES_OUT = Phrases(
    r"""
    flood\w*; (lines?|trunks?|channels?) … (busy|occupied|blocked|tied up|full|used up|jam\w*); cannot; can't; nobody;
    no one; (get|gets|getting) through; leitung\w* … (belegt|besetzt|blockiert|voll); niemand; keiner; lignes? …
    (occupee?s?|saturee?s?|bloquee?s?|prises?); personne; lineas? … (ocupadas?|bloqueadas?|saturadas?); nadie; linhas? …
    (ocupadas?|bloqueadas?|cheias?); ninguem;
    (from|by|via|through|over|out of) (our|the|their|its|extension|my) (\w+ )?(pbx|pabx|system|ucx*|server|trunks?
      |extensions?|lines?|account);
    (made|placed|dialled|dialed|sent); outgoing; outbound; bill\w*; charge\w*; cost\w*; hack\w*; ausgehend\w*;
    (von|uber) (unser|der|die|unsere)\w* (anlage|system|nebenstelle\w*|leitung\w*); rechnung; gehackt; sortants?;
    (depuis|par) (notre|le|la|nos) (systeme|central\w*|postes?|lignes?|pbx); facture\w*; pirat\w*; salientes?;
    (desde|por) (nuestr\w+|la|el) (central\w*|sistema|pbx|extension\w*|linea\w*); factura\w*; (de|da) saida; sainte?s?;
    (do|da|pelo|pela|pelos) (nosso|nossa|nossos)? ?(central\w*|sistema|pbx|ramal|ramais|linhas?); fatura\w*; hacke\w*
    """
)


def nuisance_calls(reading: Reading) -> Sentence | None:
    """Return the sentence that tells of unwanted calls that come in.

    None where they keep other calls from coming in, where calls go out as well, or where more is lost beside them.
    """
    found = next((one for one in reading.told if _NUISANCE.within(one.folded)), None)
    if found is None or speaks_of_emergency_calls(reading):
        return None
    more = any(_FLOODS_OR_GOES_OUT.within(one.folded) or tells_total(one) or lost_for_all(one) for one in reading.told)
    return None if more else found
