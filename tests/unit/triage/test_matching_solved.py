"""What was solved beforehand is what solving would give, and for the playbooks of this release."""

from __future__ import annotations

import numpy as np

from deskbot.cli.loading import load_playbook_set
from deskbot.triage.matching_elsewhere import elsewhere
from deskbot.triage.matching_index import learnt_from
from deskbot.triage.matching_learner import in_order, learn
from deskbot.triage.matching_solved import solved

NEAR = 1e-3
"""Machines round differently, and sixty steps add that up."""
OWN = load_playbook_set(None)
"""With the vectors that a server matches with: what was solved without them would serve nobody."""
EXAMPLES = learnt_from((*OWN.playbooks, *elsewhere(OWN.playbooks)))


def test_the_playbooks_that_come_with_deskbot_are_solved_beforehand() -> None:
    kept = solved(in_order(EXAMPLES), OWN.vectors)
    assert kept is not None, "the playbooks have changed: make solve-playbooks"
    shares = learn(EXAMPLES, OWN.vectors, anew=True).shares
    assert shares is not None
    assert np.allclose(kept, shares, atol=NEAR), "what makes texts alike has changed: make solve-playbooks"
    assert np.array_equal(kept, learn(EXAMPLES, OWN.vectors).shares)


def test_a_playbook_of_ones_own_is_learnt_with_the_others() -> None:
    more = [*EXAMPLES, ("the moose has eaten the antenna again", "moose")]
    assert solved(in_order(more), OWN.vectors) is None


def test_what_was_solved_serves_no_other_vectors() -> None:
    assert solved(in_order(EXAMPLES), ()) is None
