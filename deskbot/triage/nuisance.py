"""Calls that nobody wants: a nuisance where they come in, somebody else's work where our system makes them. Pure."""

from __future__ import annotations

from deskbot.triage.directions import lost_for_all
from deskbot.triage.emergency import speaks_of_emergency_calls
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Reading, Sentence
from deskbot.triage.tense import imagined
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
_FROM_OUR_SYSTEM = r"""
    (from|by|via|through|over|out of|uses?|using|abus*) (our|the|their|its|extension|my) (\w+ )?(pbx|pabx|system|ucx*
      |server|trunks?|extensions?|lines?|account);
    (von|uber) (unser|der|die)\w* (anlage|system|nebenstelle\w*|nummer\w*|leitung\w*);
    (depuis|de|par) (notre|le|la|nos) (systeme|central\w*|standard|postes?|numeros?|lignes?|pbx);
    (desde|de|por) (nuestr\w+|la|el) (central\w*|sistema|pbx|conmutador|extension\w*|lineas?|numeros?);
    (do|da|de|pelo|pela|pelos) (nosso|nossa|nossos)? ?(central\w*|sistema|pbx|ramal|ramais|linhas?|numeros?)
    """
_FLOODS_OR_GOES_OUT = Phrases(
    _FROM_OUR_SYSTEM,
    r"""
    flood\w*; (lines?|trunks?|channels?) … (busy|occupied|blocked|tied up|full|used up|jam\w*); cannot; can't; nobody;
    no one; (get|gets|getting) through; leitung\w* … (belegt|besetzt|blockiert|voll); niemand; keiner; lignes? …
    (occupee?s?|saturee?s?|bloquee?s?|prises?); personne; lineas? … (ocupadas?|bloqueadas?|saturadas?); nadie; linhas? …
    (ocupadas?|bloqueadas?|cheias?); ninguem;
    (made|placed|dialled|dialed|sent); outgoing; outbound; bill\w*; charge\w*; cost\w*; hack\w*; ausgehend\w*;
    rechnung; gehackt; sortants?; facture\w*; pirat\w*; salientes?; factura\w*; (de|da) saida; sainte?s?; fatura\w*;
    hacke\w*
    """,
)
_MADE_BY_US = Phrases(
    _FROM_OUR_SYSTEM,
    r"""
    (we|our (\w+ )?(pbx|pabx|system|ucx*|server|trunks?|lines?|numbers?)) (\w+ ){0,2}(send|sends|sending|sent|make|makes
      |making|made|place|places|placed|placing|dial*|generat*);
    (unsere|die) anlage (verschickt|sendet|macht|tatigt);
    (notre|le) (central\w*|systeme|standard) (envoie|emet|passe|lance);
    (nuestr\w+|la|el) (central\w*|sistema|pbx|conmutador) (envia|hace|realiza|manda);
    (nosso|nossa) (central\w*|sistema|pbx) (envia|faz|dispara)
    """,
)
_COMES_IN = Phrases(
    r"""
    get; gets; getting; got; receiv\w*; come in; comes in; coming in; block\w*; bekomm\w*; erhalt\w*; kommen; sperr\w*;
    recevons; recoi\w*; entrants?; blo\w*; recib\w*; entrantes?; receb\w*
    """
)


def unwanted_calls_of_ours(reading: Reading) -> Sentence | None:
    """Return the sentence by which unwanted calls are made from the system itself."""
    return next(
        (
            one
            for one in reading.told
            if _NUISANCE.within(one.folded)
            and _MADE_BY_US.within(one.folded)
            and not _COMES_IN.within(one.folded)
            and not one.text.rstrip().endswith("?")
            and not imagined(one)
        ),
        None,
    )


def nuisance_calls(reading: Reading) -> Sentence | None:
    """Return the sentence that tells of unwanted calls that come in.

    None where they keep other calls from coming in, where calls go out as well, or where more is lost beside them.
    """
    found = next((one for one in reading.told if _NUISANCE.within(one.folded)), None)
    if found is None or unwanted_calls_of_ours(reading) or speaks_of_emergency_calls(reading):
        return None
    more = any(_FLOODS_OR_GOES_OUT.within(one.folded) or tells_total(one) or lost_for_all(one) for one in reading.told)
    return None if more else found
