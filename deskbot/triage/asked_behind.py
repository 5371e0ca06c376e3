"""What a sentence tells before the question that it ends with: "the PBX is dead, do you have a spare?". Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from deskbot.triage.sentences import Sentence

LONGEST_QUESTION = 8
"""Words of a question that is only hung on to what a sentence tells."""
_ASKS = re.compile(
    r"\W*(?:(?:say|suppose|assum\w+|imagine|angenommen|supposons|supon\w+"
    r"|is|are|was|were|do|does|did|can|could|will|would|should|has|have|what|when|where|why|how|who|which|if"
    r"|wenn|falls|ist|sind|kann|konnen|was|wann|wo|warum|wie|wer|welche\w?|est-ce|que|quand|ou|pourquoi|comment|qui"
    r"|quel\w*|si|es|esta|estan|puede\w*|cuando|donde|por que|como|quien|cual\w*|e|quando|onde|quem|qual|se)\b"
    r"(?!'t (?!(?:i|we|you|they|he|she|it|the|this|that|these|those|my|our|your|their|some\w+|any\w+)\b)))"
)
"""How a sentence begins that asks as a whole, or supposes; "can't reach 911 from here" leaves out who cannot."""


def before_the_question(sentence: Sentence) -> Sentence | None:
    """Return what a sentence tells before its question; None where it asks as a whole, or supposes."""
    text, _, asked = sentence.text.rpartition(", ")
    folded, _, _ = sentence.folded.rpartition(", ")
    is_told = text and folded and "?" not in text and len(asked.split()) <= LONGEST_QUESTION
    return replace(sentence, text=text, folded=folded) if is_told and not _ASKS.match(folded) else None
