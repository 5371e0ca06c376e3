"""What is known of the trunk or circuit, and what its provider says."""

from __future__ import annotations

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.diagnostics import FAULTS, Diagnostic
from deskbot.triage.finding import first
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Region, read
from deskbot.triage.tense import imagined

_FACT = Phrases(
    r"""
    (at&t|att|verizon|lumen|centurylink|comcast|spectrum|frontier|windstream|bell|telus|rogers|bt|openreach|gamma
      |telekom|vodafone|orange|telmex|movistar|claro|vivo|telefonica|twilio|bandwidth|flowroute|optus|telstra|spark)
      …
      (dit|affirme|assure|confirme|sagt|meldet|sieht|misst|dice\w*|asegura|revis\w*|diz\w*|garante|says?|said|sees?
        |confirm*|tested|tests|checked|looped|told|opened|found|ticket|case|sent
      |dispatched); tested (clean|good|fine|ok)( to)?; layer [12] (is |shows )?(down|up);
    (escalated|ticket) (with|to) [a-z]+; trouble found;
    (carrier|provider|telco|phone company|itsp|isp|their sip people|line company|circuit provider) …
      (says?|said|saying|telling|seeing|sees?|saw|confirm*|report*|swear*|claims?|tested|tests|checked|looped|told|has
      (one|no|a)|have
      (no|just|one|opened)|went|cut|blocked|gets|opened|found|insist*|ticket|delivers?|shows?|maintain*
      |called|phoned|sends|rejects); (carrier|provider|telco)('s)? (ticket|case|trouble);
    ticket … (carrier|provider|telco);
    (opened|have|got) a (ticket|case) with (the )?(carrier|provider|telco);
    (trunk|span|pri|circuit|d-channel) (goes|went|flaps?|bounces|keeps going|drops) …
    (unreachable|down|up|red|back|and);
    (trunks?|spans?|pris?|t1s?|e1s?|sip trunks?|circuits?|d-channel)
      (is|are|was|were|shows?|stays?|stayed|went|says?|still|status) (\w+
      )?(up|down|registered|unregistered|green|red|yellow|blue|in alarm|in service|out of
      service|ok|fine|clean|good|active|alarm*|synced|connected|reachable|unreachable|\d{3});
    (trunk|pri|span|t1|circuit) … (403|401|404|408|480|486|488|500|503);
    both (spans )?green; no (alarms?|slips);
    (red|yellow|blue) alarm; slips? (count\w*|on|per|climb*); loop ?back … (clean|clear|ok|pass*|fail*|good);
    (is|it's) not the lines?; loss of signal; frame slips?;
    (am|beim) (provider|betreiber|anbieter|netz) liegt; liegt nicht (am|beim);
    (provider|betreiber|anbieter|telekom|netzbetreiber) …
    (gesperrt|gewarnt|sperrt|sagt|meldet|sieht|hat|meint|bestatigt|gepruft|misst|findet|ticket
      |behauptet|testet);
    leitung … (gepruft|in ordnung|ok|gestort|durchgemessen); trunk (ist|meldet|registriert);
    (fournisseur|operateur|telephonie) … (dit|affirme|mesure|constate|assure|ticket|billet|verifie*|confirme*|voit|a
    ouvert|livre);
    trunk est (enregistre|up|tombe|actif);
    (proveedor|operador[a]?|carrier|compania) …
    (avis*|bloque*|cort*|dice*|asegura*|mide*|ve|ticket|confirma*|revis*|ve|report*|abrio|dijo);
    troncal (esta|registrad*|arriba|caid*);
    (operadora|provedor|telefonica) …
    (avis*|bloque*|cort*|diz*|garante*|mediu|ve|chamado|protocolo|disse*|confirm*|verific*|abriu|falou|test*);
    tronco (esta|registrad*|ok|caiu|fora);
    (carrier|provider|telco|isp)('s)? (tech|technician|engineer|noc|support|side|end|portal|status page) …
      (was|were|says|said|shows|tested|found|sees|clean|fine|ok|green|up|confirm*|has|no);
    (framing|loopback|smart ?jack|csu|demarc|circuit id|b8zs|esf) … (ok|clean|error*|loop*|fail*|good|\d);
    (span|port|trunk|circuit|channel) \d (is|shows|went|goes|red|green|yellow|down|up|ok);
    no (outage|fault|trouble|problem) (on|with|at|from) (the|their)
      (line|carrier|provider|network|circuit|end|side);
    ticket (with|at|from) (the |their )?(carrier|provider|telco|isp|phone
      company|at&t|verizon|lumen|comcast|bell|telus|bt); line (tests|tested|test) (clean|ok|good|fine);
    calls? (never )?(reach*|arrive*|hit) (the|their|our) (carrier|switch|provider);
    (inbound|outbound|incoming|outgoing) … (carrier|provider|their switch);
    trunk (to|from|with) … (registered|up|down|green|red|unregistered|reachable);
    all (channels|b-channels|trunks) (are )?(busy|idle|up|down|in service);
    (their|the|our) (sip |trunk |line |internet |voip )?(provider|carrier|telco|itsp|phone company|isp)
      (has|have|did|does|doesn't|can|can't|won't|already|also|only) (\w+);
    (trunks?|spans?|pri|t1|e1|d-channel|b-channels?) (\w+ )?(green|red|amber|up|down|ok|registered|unregistered
      |rejected|idle);
    (trunk|span|circuit|line) (people|folks|guys|company|provider) … (say\w*|said|have|has|swear\w*|claim\w*|told
      |see\w*);
    (troncal|tronco|primario|enlace) … (registr\w*|rejected|rechaz\w*|roj[oa]|verde|caid[oa]|arriba|alarma
      |unregistered|vermelh[oa]
      |caiu|no ar|de pe|up|down);
    (d-?channel|canal d|d-kanal) … (down|up|tot|tombe|caido|caiu|weg);
    (compagnie|compania|companhia|gesellschaft|phone company|telco) … (jure\w*|dit|dice\w*
      |diz\w*|affirme|fournit|swear\w*|say\w*|claim\w*|jur\w*|garantiz\w*);
    (carrier|provider|operador[ae]?|proveedor|provedor|fournisseur|operateur|betreiber|anbieter) … (\b[45]\d\d\b
      |rejects?|contesta
      |responde|repond|antwortet|devuelve|devolve|renvoie|returns|answers|sends);
    (re-?invite|invite|bye|cancel) … (leur (bord|cote)|carrier|provider|operador\w*|fournisseur|anbieter|their (side
      |end)|deren seite
      |lado del|lado da);
    (slips?|taktfehler|crc|frame errors?|code violations?) … (\d+|mont\w*|climb\w*|steig\w*|sub\w*|hoch|aument\w*
      |per|pro|par|por);
    (billet|ticket|chamado|protocolo|averia|incidencia|storung|reclamo|caso|vorgang) … (operador[ae]?|proveedor
      |provedor|fournisseur
      |anbieter|telekom|compan\w*|chez eux|con ellos|com eles|bei denen)
    """
)


_NO_FACT = Phrases(
    r"""
    (rechnung|invoice|bill|facture|factura|fatura) (\w+ )?(of|for|von|fur|de|da|do|del|from);
    (carrier|provider) invoice;
    (techniker|technician|tech|technicien|tecnico|monteur) (\w+ )?(vom|von|des|of the|from the|du|de|del|da|do) (\w+
      )?(provider|anbieter|betreiber|carrier|fournisseur|operateur|proveedor|operador[ae]?) … (router|modem|box);
    (router|modem|box|menu|menue|page) … (provider|operadora|isp|anbieter|fournisseur|proveedor
      |carrier)( \w+)? (says?|diz|sagt|dit
      |dice|has|hat|a|tem|tiene)
    """
)
"""The provider's bill, its man with a new router, and its lock on that router tell nothing of the trunk."""


def _read(case: Case, _category: Category) -> Finding | None:
    told = [sentence for sentence in read(case.message).told if sentence.region is not Region.SUBJECT]
    return first("carrier", told, _FACT, 0.75, lambda one: not imagined(one) and not _NO_FACT.within(one.folded))


DIAGNOSTIC = Diagnostic(
    key="carrier",
    level="L2",
    place=73,
    meaning="trunk or circuit state, what the provider found, its ticket",
    question="What do the trunk or circuit and its provider say (state, alarms, their ticket number)?",
    short="Trunk state, carrier's ticket?",
    wanted=FAULTS,
    read_in=FAULTS,
    labels=(
        "(carrier|provider|trunk|telco)( (ticket|state|status|case))?( (number|no))?",
        "(provider|betreiber)",
        "fournisseur",
        "(proveedor|operador)",
        "operadora",
    ),
    read=_read,
)
