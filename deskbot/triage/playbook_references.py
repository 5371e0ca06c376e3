"""Where playbooks point to: other playbooks, by their ids in backticks, and the pages that their facts come from."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from deskbot.errors import did_you_mean
from deskbot.triage.playbooks import Playbook

_NAMED = re.compile(r"`([a-z0-9]{1,40}(?:-[a-z0-9]{1,40}){1,12})`")
"""An id of two words or more; one word in backticks may be anything."""
_ADDRESS = re.compile(
    r"https?://[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,10}(?::\d{1,5})?(?:[/?#]\S{0,2000})?", re.IGNORECASE
)


def dead_references(playbook: Playbook, known: Collection[str]) -> Iterator[str]:
    """Yield what a playbook points to and what is not there.

    Args:
        playbook: whose texts and references are looked at.
        known: the ids of every playbook.
    """
    told = f"{playbook.resolution}\n{playbook.desk_notes}"
    for name in dict.fromkeys(_NAMED.findall(told)):
        if name not in known:
            yield f'it names the playbook "{name}", which does not exist{did_you_mean(name, known)}'
    for address in playbook.references:
        if not _ADDRESS.fullmatch(address):
            yield f'the reference "{address}" is no web address; write where the page can be read'
