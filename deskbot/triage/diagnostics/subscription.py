"""Whether the system's subscription is paid, and until when."""

from __future__ import annotations

from deskbot.model.case import Case, Category, Finding, Source
from deskbot.triage.diagnostics import Diagnostic
from deskbot.triage.directory import system_of
from deskbot.triage.finding import first
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import read

_PAID = Phrases(
    r"""
    (subscription|support contract|maintenance|renewal|assurance|support agreement|software assurance)s? …
      (paid|active|current|good|valid|runs|until|through|expire*|lapsed|up to|in force|renewed|good
      (to|through)|is ok|ends|ended|20\d\d);
    (active|valid|current|paid|expired|no|lapsed|under) (\w+ )?(subscription|maintenance|support
      contract);
    (wartung|subskription|abo|subscription|vertrag)\w* … (bezahlt|aktiv|bis|lauft|gultig|abgelaufen);
    (abonnement|souscription|contrat) … (paye*|actif|valide|jusqu*|expire*);
    (suscripcion|contrato|mantenimiento) … (pagad*|activ*|vigente|hasta|vencid*);
    (assinatura|contrato|suscripcion|mantenimiento|manutencao) … (em dia|al dia|al corriente|ativ*|paga);
    (abonnement|contrat|maintenance) … (a jour|en regle|en cours);
    (subscription|maintenance|contract|support) … (up to date|in order);
    (wartung|vertrag|abo|subskription)\w* … (bezahlt|in ordnung|aktuell|lauft);
    (assinatura|contrato|manutencao) … (pag*|ativ*|vigente|ate|vencid*)
    """
)


def _read(case: Case, _category: Category) -> Finding | None:
    return first("subscription", read(case.message).told, _PAID, 0.8)


def _known(case: Case, findings: tuple[Finding, ...]) -> Finding | None:
    system = system_of(case, findings)
    if system is None or system.subscription_until is None:
        return None
    value = f"until {system.subscription_until.isoformat()}"
    return Finding("subscription", value, system.host_id, 0.9, Source.DIRECTORY)


DIAGNOSTIC = Diagnostic(
    key="subscription",
    level="licence",
    place=39,
    meaning="whether the subscription is active, and until when",
    question="Is the system's subscription active, and until when?",
    short="Subscription active until?",
    wanted=frozenset({Category.LICENCE}),
    read_in=frozenset({Category.LICENCE}),
    labels=(
        "subscription( (status|until|valid until))?",
        "maintenance( until)?",
        "wartung( bis)?",
        "abonnement",
        "suscripcion",
        "assinatura",
    ),
    read=_read,
    known=_known,
)
