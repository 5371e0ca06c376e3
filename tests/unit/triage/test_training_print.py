"""Weights that no longer follow from what training would see are known by its print."""

from __future__ import annotations

import io

import numpy as np

from deskbot.triage.weighing.signs import MESSAGE_SIGNS, SENTENCE_SIGNS
from tools.training_print import Print, changes, kept, sample

SUMS: Print = {"sentence signs": np.arange(float(len(SENTENCE_SIGNS))), "words": np.array([7.0, 9.0])}


def file(found: Print, sources: str = "these") -> bytes:
    written = io.BytesIO()
    np.savez_compressed(written, weights=np.zeros(3), **kept(found, sources))
    return written.getvalue()


def test_what_is_the_same_has_not_changed_nor_what_machines_round_differently() -> None:
    near = {**SUMS, "words": SUMS["words"] + 1e-9}

    assert changes(file(SUMS), near, "these") == []


def test_a_sign_that_shows_otherwise_is_named() -> None:
    other = SUMS["sentence signs"].copy()
    other[SENTENCE_SIGNS.index("everybody")] += 1

    assert changes(file(SUMS), {**SUMS, "sentence signs": other}, "these") == ["sentence signs: everybody"]


def test_another_matrix_or_another_size_is_a_change() -> None:
    more = {**SUMS, "message signs": np.zeros(len(MESSAGE_SIGNS))}

    assert changes(file(SUMS), more, "these") == ["message signs"]
    assert changes(file(SUMS), {**SUMS, "words": np.array([7.0])}, "these") == ["words"]


def test_other_files_and_weights_without_a_print_are_told() -> None:
    bare = io.BytesIO()
    np.savez_compressed(bare, weights=np.zeros(3))

    assert changes(file(SUMS), SUMS, "others") == ["cases, mails or texts"]
    assert changes(bare.getvalue(), SUMS, "these") == ["the weights have no print"]


def test_the_sample_is_the_same_each_time() -> None:
    assert sample(list(range(121))) == [0, 60, 120]
