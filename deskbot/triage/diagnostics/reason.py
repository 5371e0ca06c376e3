"""Why the licence must change."""

from __future__ import annotations

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.diagnostics import Diagnostic
from deskbot.triage.finding import first
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import read
from deskbot.triage.yes_no import more_than_yes_or_no

_WHY = Phrases(
    r"""
    because; since the (board|server|disk|box|host|machine|motherboard); due to; reason; mistyped; typo;
    typing (error|mistake); mis-?keyed; wrong (host|id|digit|letter|number|class|one);
    (have|has|was|were|we|they|been|got|is|had) (been )?(\w+
      )?(moved|migrated|replaced|swapped|upgraded|converted|virtuali[sz]ed|relocated|rebuilt|reinstalled
      |died|failed|burn*|struck); (mother|main)board;
    (new|another|different) (server|host|hardware|vm|machine|network card|nic|mac|box|appliance);
    (hardware|disk|board|server|drive) (failure|failed|died|crash*|change|defect);
    moved (to|from|over|the); migrat*; letters? … swapped;
    (digits?|characters?|letters?) … (swapped|wrong|mixed|transposed);
    (weil|wegen|da die|umzug|umgezogen|getauscht|defekt|tippfehler|vertippt);
    (parce que|a cause|demenage*|remplace*|migre*|erreur de (frappe|saisie));
    (porque|debido|migr*|cambio de|reemplaz*|error de|se quemo);
    (trocar|substituir|mudar) … (por|para) (um|uma|outro|outra|nov[oa]); pois; cresceram; ampliac*;
    (cambiar|reemplazar|sustituir) …
      (por|a) (un|una|otro|otra|nuev[oa]); crecieron; ampliacion; (remplacer|changer) … (par|pour) (un|une);
      plus (grand|gros)e?;
    (est|sont) (mort*|hs|en panne|hors service); (vient|a) (de )?(lache*|rendu l'ame); (placa|tarjeta) (madre|base);
    (murio|se dano|fallo|falla|danad[oa]*|averiad[oa]*); placa(-| )mae; (morreu|falhou|deu defeito|estragou|quebrou);
    carte(-| )mere; mainboard; kaputt; ausgefallen;
    erreur (a|de|dans) (la )?commande; (ersetzen|tauschen|ersetzt|tauscht) … (durch|gegen); gewachsen; grosser\w*;
    bestellfehler;
    (ordered|bought|purchased) (the )?wrong; outgrown; (larger|bigger|smaller) (system|box|one|server);
    erro (na|no|de) pedido;
    error (en|de|del) pedido; consolidat*; (merging|merged) (the|two|both); end of life; hardware refresh;
    (lightning|surge|flood|fire);
    (por causa|devido|migra*|troca d*|queimou|erro de)
    """
)


def _read(case: Case, _category: Category) -> Finding | None:
    return first("reason", read(case.message).told, _WHY, 0.75)


DIAGNOSTIC = Diagnostic(
    key="reason",
    level="licence",
    place=38,
    meaning="why the licence must change: failure, migration, upgrade, a mistyped id",
    question="Why must the licence change (failure, migration, upgrade, mistyped id)?",
    short="Why must the licence change?",
    required=frozenset({Category.LICENCE}),
    read_in=frozenset({Category.LICENCE}),
    labels=("reason( for (the )?(transfer|change|move))?", "grund", "raison", "motivo", "razon"),
    shape=more_than_yes_or_no,
    read=_read,
)
