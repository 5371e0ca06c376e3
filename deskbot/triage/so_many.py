"""Whether a message counts a few telephones that fail and tells of nothing else: then no weight makes an outage of it.

Pure. "Five phones have no dial tone" has the words of an outage, and counts what it hits.
"""

from __future__ import annotations

from deskbot.triage.clauses import clauses
from deskbot.triage.counts import hit
from deskbot.triage.emergency import speaks_of_emergency_calls
from deskbot.triage.parts import key_function
from deskbot.triage.scope import ALL
from deskbot.triage.sentences import Reading, Sentence
from deskbot.triage.symptoms import may_fail

A_SITE = 20
"""So many telephones may be all that a site has."""


def only_so_many(reading: Reading) -> Sentence | None:
    """Return the sentence that counts which telephones or users fail, where a short message tells of nothing else."""
    if not reading.is_short or speaks_of_emergency_calls(reading):
        return None
    told = [one for one in reading.told if may_fail(one)]
    return told[0] if told and all(map(_is_counted, told)) else None


def _is_counted(sentence: Sentence) -> bool:
    return (
        0 < max(hit(sentence), default=0) < A_SITE
        and len(clauses(sentence)) == 1
        and not ALL.within(sentence.folded)
        and not key_function(sentence)
    )
