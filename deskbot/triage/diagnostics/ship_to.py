"""Where the replacement goes."""

from __future__ import annotations

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.diagnostics import Diagnostic
from deskbot.triage.finding import first
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import read
from deskbot.triage.yes_no import more_than_yes_or_no

_ADDRESS = Phrases(
    """
    ship(ped|ping)?( it| to| the replacement| address);
    (send|deliver|mail|post) (the |a |it |that |us )?(replacement|new one|it|one|unit)? ?(straight
      |directly )?(to|over to|here); (delivery|return|ship.?to|our) address; ship.?to;
    (replacement|it) (should|can|to) (go|come|be sent|be shipped) (to|straight); attn; same address;
    address (you have )?on file; lieferadresse; (schicken|senden|liefern) … (an|nach);
    adresse de livraison; (expedier|envoyer) … (a|au); (enviar|envien|mandar|direccion de envio|envio a);
    endereco de entrega; (lieferung|versand|zustellung)( bitte)? (an|nach); (bitte )?an … (senden|schicken|liefern);
    (livraison|expedition|envoi) (a|au|chez); (livrer|renvoyer|adresser) … (a|au|chez);
    (envio|entrega|remision)( por favor)? (a|en|para|em|no|na);
    (entregar|remitir|despachar|mandar) (a|en|para|em|no|na); return address; rucksendeadresse; adresse de retour;
    address ?:; ship it
    """
)


def _read(case: Case, _category: Category) -> Finding | None:
    return first("ship_to", read(case.message).told, _ADDRESS, 0.8)


DIAGNOSTIC = Diagnostic(
    key="ship_to",
    level="RMA",
    place=34,
    meaning="shipping address for the replacement",
    question="To which address, and to whose attention, shall the replacement go?",
    short="Ship-to address?",
    required=frozenset({Category.RMA}),
    read_in=frozenset({Category.RMA}),
    labels=(
        "ship(ping)?( |-)?(to|address)?( address)?",
        "deliver(y)?( to| address)?",
        "lieferadresse",
        "adresse( de livraison)?",
        "direccion( de envio)?",
        "endereco( de entrega)?",
    ),
    shape=more_than_yes_or_no,
    read=_read,
)
