"""Playbooks with some of their own examples left out, so that these can be asked as if a stranger had written them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from deskbot.triage.playbooks import Playbook, PlaybookSet


def rounds(playbooks: PlaybookSet) -> Iterator[tuple[PlaybookSet, list[tuple[str, str]]]]:
    """Yield a set that lacks one example of each playbook, with those examples: pairs of playbook id and text.

    Every example is left out once. One of each playbook goes at the same time: a set is made ready once for many.
    """
    for number in range(max((len(one.examples) for one in playbooks.playbooks), default=0)):
        left_out = [(one.id, one.examples[number]) for one in playbooks.playbooks if number < len(one.examples)]
        yield replace(playbooks, playbooks=tuple(_without(one, number) for one in playbooks.playbooks)), left_out


def _without(playbook: Playbook, number: int) -> Playbook:
    if number >= len(playbook.examples):
        return playbook
    return replace(playbook, examples=playbook.examples[:number] + playbook.examples[number + 1 :])
