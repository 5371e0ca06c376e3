"""Diagnostic tests that were run on the device, and their result."""

from __future__ import annotations

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.diagnostics import Diagnostic
from deskbot.triage.finding import first, where
from deskbot.triage.folding import fold
from deskbot.triage.phrases import Phrases
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import because, tells
from deskbot.triage.sentences import read
from deskbot.triage.tense import imagined
from deskbot.triage.yes_no import more_than_yes_or_no

_TEST = Phrases(
    r"""
    self.?tests?;
    (diagnostic|published|troubleshooting|hardware|loopback|bench) (tests?|guide|sheet|procedure);
    test sheet;
    (ran|did|run|worked|went|followed|completed) … (tests?|diagnostics?|checklist|guide|sheet);
    (tests?|diagnostics?) (says?|fail*|pass*|show*|result*|done|came);
    (swapped|tried|tested|moved) … (known.good|another|different|second|other)
      (phone|set|port|cord|cable|slot|card|psu|power|module|one|chassis)?; known.good;
    (swapped|changed|replaced|moved|tried|with) (the |a |its |to a )?(new |working |spare
    )?(cable|cord|port|jack|psu|power supply|injector
      |slot|switch|handset cord|adapter|adaptor);
    (other|different|another) (poe )?(port|slot|cable|cord|switch|power supply|chassis);
    on (my|the|our) bench; factory (default|reset); same fault … (with|on|in);
    follows the (card|phone|unit|module|set); (getestet|test*) … (bestanden|fehl*|ergebnis|durch);
    (getestet|gepruft|probiert) ?:; (hab\w*|wurde\w*|ist|sind) …
    (getestet|gepruft|probiert|durchgefuhrt|zuruckgesetzt);
    (werks ?reset|werkseinstellung\w*); ander\w* (netzteil|kabel|port|anschluss|dose|telefon|apparat|steckplatz);
    (self|power.on|port|line|audio|led|hardware) (tests?|diagnostics?);
    (ran|did|tried|followed) … (recovery|procedure|steps|guide|reset);
    (as|like) (in|per) (your|the) guide;
    (new|another|other|different|second) (power supply|psu|cable|cord|port|outlet|injector|jack);
    (se )?prob(o|e|amos|aron|ado) … (otr[oa]|cable|puerto|adaptador|fuente|reset);
    otr[oa] (cable|puerto|fuente|telefono|adaptador|toma);
    (essaye|teste|verifie|branche|change) … (autre|cable|port|prise|bloc|reinitialis\w*);
    autre (cable|port|prise|poste|alimentation);
    (testei|testamos|testado|troquei|trocamos|coloquei) … (outr[oa]|cabo|porta|fonte|reset);
    outr[oa] (cabo|porta|fonte|aparelho|tomada);
    valores de fabrica; reset de fabrica; padrao de fabrica; reinitialisation (d'usine|usine);
    selbsttest; autotest; tests? effectue*; pruebas?; testes?
    """
)


def _read(case: Case, _category: Category) -> Finding | None:
    told = read(case.message).told
    meant = [one for one in told if not imagined(one)]
    return first("tests", meant, _TEST, 0.75) or where("tests", meant, lambda one: tells(one.text, Label.TRIED), 0.7)


def _why(finding: Finding) -> str:
    return "" if _TEST.within(fold(finding.words)) else because(finding.words, Label.TRIED)


DIAGNOSTIC = Diagnostic(
    key="tests",
    level="RMA",
    place=32,
    meaning="diagnostic tests run on the device, and their result",
    question="Which diagnostic tests were run on the device, and with what result?",
    short="Tests run, and results?",
    required=frozenset({Category.RMA}),
    read_in=frozenset({Category.RMA}),
    labels=(
        "(diagnostic )?tests?( (run|done|results?))?",
        "(durchgefuhrte )?tests?",
        "getestet",
        "essais?( effectues)?",
        "tests? effectues",
        "pruebas( (hechas|realizadas))?",
        "testes( (feitos|realizados))?",
    ),
    shape=more_than_yes_or_no,
    read=_read,
    why=_why,
)
