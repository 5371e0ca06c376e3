"""Few examples teach what a text is about; the same examples, in whatever order, teach the same."""

from __future__ import annotations

import numpy as np
import pytest

from deskbot.cli.loading import load_vectors
from deskbot.triage.matching_features import features
from deskbot.triage.matching_learner import learn
from deskbot.triage.matching_measures import Verdict, auroc, false_alarms, measure

EXAMPLES = [
    ("my card has not arrived yet", "card"),
    ("when will the new card come", "card"),
    ("the card is still not in the post", "card"),
    ("what is the exchange rate for euros", "rate"),
    ("how many dollars do I get for a euro", "rate"),
    ("which rate do you use abroad", "rate"),
    ("please close my account", "close"),
    ("I want to delete the account", "close"),
    ("how can I cancel everything", "close"),
]
ASKED = ["is my card on its way?", "euro to dollar rate please", "delete my account now", "zzz qqq", "", "🙂"]


def best(texts: list[str], *, vectors: bool = True) -> list[str]:
    learner = learn(EXAMPLES, load_vectors() if vectors else ())
    return [learner.classes[answer.best] for answer in learner.answer(texts)]


@pytest.mark.parametrize("vectors", [True, False])
def test_new_texts_find_their_class(*, vectors: bool) -> None:
    assert best(ASKED[:3], vectors=vectors) == ["card", "rate", "close"]


def test_other_words_with_the_same_meaning_find_their_class() -> None:
    assert best(["terminate the contract"]) == ["close"]


def test_the_order_of_examples_makes_no_difference() -> None:
    one, other = learn(EXAMPLES, load_vectors()), learn(EXAMPLES[::-1], load_vectors())

    assert repr(one.answer(ASKED)) == repr(other.answer(ASKED))


def test_asked_alone_or_together_the_class_is_the_same() -> None:
    learner = learn(EXAMPLES, load_vectors())
    together = [answer.best for answer in learner.answer(ASKED)]

    assert [learner.answer([text])[0].best for text in ASKED] == together


def test_what_is_near_an_example_fits_more_than_what_is_strange() -> None:
    near, strange = learn(EXAMPLES, load_vectors()).answer(["when will my card come", "the goalkeeper saved a penalty"])

    assert near.fits > strange.fits


def test_many_examples_speak_by_their_mean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deskbot.triage.matching_learner.LARGEST_SOLVED", 2)

    assert best(ASKED[:3]) == ["card", "rate", "close"]


def test_the_cosine_of_a_text_with_itself_is_one() -> None:
    known = features([text for text, _ in EXAMPLES])

    assert np.allclose([known.likeness(text)[place] for place, (text, _) in enumerate(EXAMPLES)], 1, atol=1e-5)


def test_nothing_learnt_answers_nothing() -> None:
    assert learn([]).answer(["anything"]) == []


def test_figures_are_counted_as_they_are_defined() -> None:
    found = measure(
        [
            Verdict("a", "a", 0.9, "a"),
            Verdict("a", "b", 0.4, None),
            Verdict("b", "b", 0.6, "b"),
            Verdict(None, "a", 0.5, "a"),
            Verdict(None, "a", 0.1, None),
        ]
    )

    assert (found.within, found.without) == (3, 2)
    assert found.accuracy == pytest.approx(2 / 3, abs=1e-4)
    assert found.accuracy_with_none == pytest.approx(3 / 5)
    assert found.auroc == pytest.approx(5 / 6, abs=1e-4)
    assert found.fpr_at_95_recall == pytest.approx(1 / 2)


def test_equal_scores_count_half() -> None:
    assert auroc([0.5], [0.5]) == pytest.approx(0.5)
    assert auroc([], [0.5]) is None
    assert false_alarms([0.5], [0.5]) == pytest.approx(1.0)
