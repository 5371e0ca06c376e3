"""What is wrong with playbooks that can be read: slips of their writers, and words that lead astray."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from deskbot.desk.positions import known_are
from deskbot.triage.folding import fold
from deskbot.triage.matching import Asked, rank, rules_out
from deskbot.triage.matching_rounds import rounds
from deskbot.triage.playbook_references import dead_references
from deskbot.triage.playbook_scaffold import unfinished
from deskbot.triage.playbooks import DESK_NOTES, Playbook, PlaybookSet
from deskbot.triage.registry import all_diagnostics

LONGEST_RESOLUTION = 3500
"""Characters of a resolution: it is sent as a mail that a technician reads on a phone."""
FEWEST_EXAMPLES = 6
"""Matching lives on examples; with fewer it knows one person's words only."""
REVIEWED_WITHIN = timedelta(days=366)


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """One thing to mend, in one file."""

    path: str
    says: str

    def __str__(self) -> str:
        return f"{self.path}: {self.says}"


def lint(playbooks: PlaybookSet, today: date) -> tuple[Remark, ...]:
    """Return everything to mend, by file.

    Args:
        playbooks: the playbooks as they were read.
        today: decides which reviews are too old.
    """
    found = [Remark(one.path, says) for one in playbooks.playbooks for says in _alone(one, today)]
    found += _shared(playbooks, "title", lambda one: (one.title,))
    found += _shared(playbooks, "example", lambda one: one.examples)
    ids = frozenset(one.id for one in playbooks.playbooks)
    found += [Remark(one.path, says) for one in playbooks.playbooks for says in dead_references(one, ids)]
    found += [Remark(one.path, says) for one in playbooks.playbooks for says in _stolen(one, playbooks)]
    found += _unreachable(playbooks)
    return tuple(sorted(found))


def _alone(playbook: Playbook, today: date) -> Iterator[str]:
    """Yield what is wrong with one playbook by itself."""
    yield from unfinished(playbook)
    stem = playbook.path.replace("\\", "/").rpartition("/")[2].removesuffix(".md")
    if stem != playbook.id:
        yield f'the id is "{playbook.id}"; name the file {playbook.id}.md, or the id "{stem}"'
    if not playbook.desk_notes:
        yield f'the section "## {DESK_NOTES}" is missing or empty; say what the desk should know, or "None."'
    length, examples = len(playbook.resolution), len(playbook.examples)
    if length > LONGEST_RESOLUTION:
        yield f"the resolution has {length} characters, too long for a mail; {LONGEST_RESOLUTION} at most"
    if examples < FEWEST_EXAMPLES:
        yield f"too few examples ({examples}): write {FEWEST_EXAMPLES} or more, in the words of different people"
    if not playbook.owner:
        yield 'nobody owns it; add "owner: " and who answers for it'
    yield from _review(playbook.reviewed, today)
    yield from _keys(playbook)
    yield from _against_itself(playbook)


def _review(reviewed: date | None, today: date) -> Iterator[str]:
    if reviewed is None:
        yield 'it was never reviewed; add "reviewed: " and the day on which somebody last read it critically'
    elif reviewed > today:
        yield f"it was reviewed on {reviewed}, which is still to come; correct the day"
    elif today - reviewed > REVIEWED_WITHIN:
        yield f"it was last reviewed on {reviewed}, more than a year ago; read it again and set the day"


def _keys(playbook: Playbook) -> Iterator[str]:
    known = {diagnostic.key: diagnostic for diagnostic in all_diagnostics()}
    for key in playbook.diagnostics:
        one = known.get(key)
        if one and not playbook.categories & (one.required | one.wanted):
            yield f'the diagnostic "{key}" is never asked for in tickets of its categories; remove it'
        if one is None:
            yield f'there is no diagnostic "{key}"{known_are(key, known)}'


def _against_itself(playbook: Playbook) -> Iterator[str]:
    """Yield excluded phrases that rule the playbook's own words out."""
    for phrase in playbook.excluded:
        for text in (playbook.title, *playbook.symptoms, *playbook.examples):
            if rules_out(phrase, text):
                yield f'the excluded phrase "{phrase}" rules out its own "{text}"; change one of them'


def _shared(playbooks: PlaybookSet, what: str, texts: Callable[[Playbook], tuple[str, ...]]) -> list[Remark]:
    """Return a remark for every text that an earlier playbook has too."""
    first: dict[str, Playbook] = {}
    found: list[Remark] = []
    for one in playbooks.playbooks:
        for text in texts(one):
            other = first.setdefault(fold(text), one)
            if other is not one:
                says = f'the {what} "{text}" stands in {other.path} too; keep it in one of them'
                found.append(Remark(one.path, says))
    return found


def _stolen(playbook: Playbook, playbooks: PlaybookSet) -> Iterator[str]:
    """Yield examples that fit another playbook better than their own."""
    for example in playbook.examples:
        matches = rank(Asked(example), playbooks)
        if not matches or matches[0].playbook != playbook.id:
            thief = f"fits {matches[0].playbook} better" if matches else "fits nothing"
            yield f'the example "{example}" {thief}; make symptoms or excluded phrases tell them apart'


def _unreachable(playbooks: PlaybookSet) -> list[Remark]:
    """Return a remark for every playbook that none of its examples finds once it is left out itself.

    What a stranger writes would not find it either. A playbook of one example cannot be asked so.
    """
    lost = {one.id: one for one in playbooks.playbooks if len(one.examples) > 1}
    if len(playbooks.playbooks) > 1:
        for rest, left_out in rounds(playbooks):
            asked = [(playbook, text) for playbook, text in left_out if playbook in lost]
            if not asked:
                break
            for playbook, text in asked:
                matches = rank(Asked(text), rest)
                if matches and matches[0].playbook == playbook:
                    del lost[playbook]
    says = "none of its examples finds it when left out itself; let examples share words with symptoms and each other"
    return [Remark(one.path, says) for one in lost.values() if len(playbooks.playbooks) > 1]
