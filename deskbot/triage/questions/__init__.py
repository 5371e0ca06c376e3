"""The diagnostics' questions in other languages: data in one file a language, key → (question, short form).

Each file also has what stands before a colon where a fact is told or corrected, and how it asks for a file that did not
come.

English stands in each diagnostic's own file, and is what a reader gets whose language has no file, or no such key.
"""

from __future__ import annotations

from collections.abc import Mapping

from deskbot.model.message import Offer
from deskbot.triage.diagnostics import Diagnostic
from deskbot.triage.questions import de, es, fr, pt
from deskbot.triage.questions.wording import Wording

QUESTIONS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "es": es.QUESTIONS,
    "fr": fr.QUESTIONS,
    "de": de.QUESTIONS,
    "pt": pt.QUESTIONS,
}
OPTIONS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "es": es.OPTIONS,
    "fr": fr.OPTIONS,
    "de": de.OPTIONS,
    "pt": pt.OPTIONS,
}
CLAIMED: Mapping[str, Wording] = {"es": es.CLAIMED, "fr": fr.CLAIMED, "de": de.CLAIMED, "pt": pt.CLAIMED}
"""How each language asks for a file that was spoken of and did not come."""


def asked_in(language: str, diagnostic: Diagnostic) -> tuple[str, str]:
    """Return a diagnostic's question in a language, and its form for a small screen."""
    return QUESTIONS.get(language, {}).get(diagnostic.key, (diagnostic.question, diagnostic.short))


def options_in(language: str, diagnostic: Diagnostic) -> tuple[Offer, ...]:
    """Return what is answered most often to a diagnostic's question, as buttons in a language."""
    labels = OPTIONS.get(language, {}).get(diagnostic.key) or tuple(
        one[:1].upper() + one[1:] for one in diagnostic.options
    )
    return tuple(
        Offer(label, f"{diagnostic.key.replace('_', ' ')}: {says}")
        for label, says in zip(labels, diagnostic.options, strict=True)
    )


def every_wording(diagnostic: Diagnostic) -> tuple[str, ...]:
    """Return a diagnostic's question in every language."""
    others = (texts[diagnostic.key][0] for texts in QUESTIONS.values() if diagnostic.key in texts)
    return (diagnostic.question, *others)


def labels_of(diagnostic: Diagnostic) -> tuple[str, ...]:
    """Return the phrases that stand before a colon where a fact is told: its own, its key, those of every language."""
    others = (
        label for labels in (es.LABELS, fr.LABELS, de.LABELS, pt.LABELS) for label in labels.get(diagnostic.key, ())
    )
    return tuple(dict.fromkeys((*diagnostic.labels, diagnostic.key.replace("_", "[ _-]?"), *others)))
