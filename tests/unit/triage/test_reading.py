"""The small model that reads one sentence, and the sentences that it was trained on."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from deskbot.triage.language import READ
from deskbot.triage.reading import library, training
from deskbot.triage.reading.features import SHARES, SLOTS, features
from deskbot.triage.reading.labels import LABELS, Label
from deskbot.triage.reading.model import shown


def test_the_weights_belong_to_the_sentences_beside_them() -> None:
    assert library.model().trained_on == library.digest(), "run: make train-sentences"


def test_training_twice_gives_the_same_weights() -> None:
    rows = library.examples()[::40]
    sentences = [features(row.text, library.known_words()) for row in rows]
    wanted = np.array([[float(label in row.labels) for label in LABELS] for row in rows])

    def trained() -> bytes:
        corpus = training.corpus(sentences)
        learned = training.learn(corpus, wanted, training.fold_of(len(sentences)))
        return learned.weights.tobytes() + learned.crossed.tobytes()

    assert trained() == trained()


def test_what_is_kept_of_the_sentences_is_what_they_fill() -> None:
    rows = library.examples()
    for part, name in zip(library.taught(), SHARES, strict=True):
        assert len(part.filled) == len(rows)
        ends = np.cumsum(part.filled)
        assert ends[-1] == len(part.slots)
        for place in range(0, len(rows), 40):
            kept = part.slots[ends[place] - part.filled[place] : ends[place]]
            assert kept.tolist() == getattr(features(rows[place].text, library.known_words()), name).tolist(), (
                "run: make train-sentences"
            )


def test_a_sentence_that_was_kept_weighs_what_it_does_when_it_is_read() -> None:
    rows = library.examples()
    chosen = np.arange(len(rows)) % 400 == 0
    texts = [row.text for row in rows[::400]]
    laid = shown(texts, [part.of(chosen) for part in library.taught()], library.model().rarity)
    slots = np.repeat(np.arange(SLOTS), np.diff(laid.starts))

    for place, text in enumerate(texts):
        its = laid.places == place
        kept = np.bincount(slots[its], laid.weights[its], SLOTS)
        read = np.bincount(*library.model().vector(text), SLOTS)
        assert np.allclose(kept, read, atol=1e-6), text


def test_every_label_is_taught_in_every_language() -> None:
    taught = Counter((label, row.language) for row in library.examples() for label in row.labels)

    assert min(taught[label, language] for label in LABELS for language in READ) >= 5
    assert len(library.examples()) >= 2500


def test_no_sentence_is_taught_twice() -> None:
    seen = Counter((row.text, row.language) for row in library.examples())

    assert not [text for text, times in seen.items() if times > 1]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("All the phones in the office are dead", Label.TOTAL),
        ("Alle Telefone im Büro sind tot", Label.TOTAL),
        ("Todos los teléfonos de la oficina están muertos", Label.TOTAL),
        ("Tous les téléphones du bureau sont morts", Label.TOTAL),
        ("Todos os telefones do escritório estão mudos", Label.TOTAL),
        ("The phones are not down.", Label.NEGATED),
        ("The phones were down yesterday.", Label.PAST),
        ("What happens if the phones go down?", Label.HYPOTHETICAL),
        ("Was passiert, wenn die Telefone ausfallen?", Label.HYPOTHETICAL),
        ("Everything works again since noon.", Label.OVER),
        ("We restarted the switch and swapped the cable, no change.", Label.TRIED),
        ("Reiniciamos el switch y cambiamos el cable, sigue igual.", Label.TRIED),
        ("Nobody changed anything.", Label.CHANGED),
        ("Someone is making calls to Cuba through the system at night", Label.FRAUD),
    ],
)
def test_a_plain_sentence_is_read_for_what_it_tells(text: str, label: Label) -> None:
    assert library.read(text)[label] > 0.5


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The phones are not down.", Label.TOTAL),
        ("One phone is down.", Label.TOTAL),
        ("What happens if the phones go down?", Label.TOTAL),
        ("Good morning,", Label.TROUBLE),
        ("How do I add a second administrator?", Label.TROUBLE),
    ],
)
def test_its_opposite_is_not_taken_for_it(text: str, label: Label) -> None:
    assert library.read(text)[label] < 0.5


def test_a_verdict_names_the_sentences_that_it_stands_on() -> None:
    text = "We restarted the switch, no change"
    taught = {row.text for row in library.examples() if Label.TRIED in row.labels}

    assert len(library.near(text, Label.TRIED)) == 2
    assert set(library.near(text, Label.TRIED)) <= taught
    assert "reads as tried (" in library.why(text, Label.TRIED)


@pytest.mark.parametrize("text", ["", " ", "?", "a", "ab", "\u0000\ud83d\ude00", "x" * 5000, "9" * 300])
def test_any_text_has_probabilities(text: str) -> None:
    assert all(0 <= chance <= 1 for chance in library.read(text).values())
