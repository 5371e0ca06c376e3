"""Solve the playbooks that come with deskbot beforehand: `make solve-playbooks`."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))  # the tree beside this file, installed or not

from deskbot.cli.loading import load_playbook_set
from deskbot.triage.matching_elsewhere import elsewhere
from deskbot.triage.matching_index import learnt_from
from deskbot.triage.matching_learner import in_order, learn
from deskbot.triage.matching_solved import NAME, digest
from tools.learned_from import DATA

PLACE = DATA / NAME


def main() -> int:
    """Write how the examples speak for their playbooks."""
    own = load_playbook_set(None)
    examples = learnt_from((*own.playbooks, *elsewhere(own.playbooks)))
    shares = learn(examples, own.vectors, anew=True).shares
    np.savez_compressed(PLACE, digest=np.array(digest(in_order(examples), own.vectors)), shares=shares)
    sys.stdout.write(f"{len(examples)} examples, {PLACE.stat().st_size:,} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
