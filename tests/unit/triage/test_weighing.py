"""Weighing a whole message: what the learned weights make of it, and on what they stand."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from deskbot.model.case import Category, Severity
from deskbot.triage.reading import training as reading
from deskbot.triage.reading.library import known_words
from deskbot.triage.sentences import read
from deskbot.triage.tense import standing
from deskbot.triage.weighing import library, training
from deskbot.triage.weighing.cases import cases_of
from deskbot.triage.weighing.data import content
from deskbot.triage.weighing.network import Shown
from deskbot.triage.weighing.network_training import teach
from deskbot.triage.weighing.outcomes import GRAVE, OUTCOMES, reached
from deskbot.triage.weighing.signs import ALL_SIGNS, MESSAGE_SIGNS, SENTENCE_SIGNS, message_signs, sentence_signs
from deskbot.triage.weighing.words import pooled
from tests.unit.triage.cases import PROVEN, STRANGER, case, fact, judged, ticket
from tools import learned_from, train_weighing, training_print

TABLE = 'text,category,severity,playbook,lang\n"Subject: Clinic\n\nNobody can ring them.",incident,S1,trunk-down,en\n'


def test_the_weights_belong_to_the_cases_beside_them() -> None:
    assert library.weigher().weights.trained_on == library.digest(), "run: make train-weighing"


def test_the_weights_follow_from_what_the_code_shows_of_the_cases() -> None:
    changed = training_print.changes(content(library.WEIGHTS), train_weighing.printed(), learned_from.digest())

    assert not changed, "run: make train-weighing"


def test_the_weights_know_the_signs_that_the_code_shows() -> None:
    weights = library.weigher().weights

    assert weights.signs == ALL_SIGNS, "run: make train-weighing"
    for network in weights.networks:
        assert len(network.sentence) == len(SENTENCE_SIGNS) + 1
        assert len(network.together) == network.sentence.shape[1] + len(MESSAGE_SIGNS) + len(GRAVE) + 1


def test_a_grave_word_behind_a_long_list_is_heard() -> None:
    listed = "\n".join(f"- Extension {number}: Room {number}" for number in range(100, 180))
    decision = judged(f"{listed}\n\nNobody can call in or out, the whole hospital is without telephones.")

    assert decision.severity is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "Jeder zweite Anruf bricht ab.",
        "Every second call drops, all day, for everybody.",
        "Every other call drops.",
        "No entran llamadas.",
        "Una de cada dos llamadas se corta.",
        "Un appel sur deux coupe.",
        "Uma em cada duas chamadas cai.",
    ],
)
def test_half_of_the_calls_and_a_direction_are_s1_in_few_words(text: str) -> None:
    assert judged(text).severity is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "Our phones at the bakery crackle. I tested 112 last week, that works.",
        "I am a customer of a shop of yours. How do I tell the 911 people my new address?",
    ],
)
def test_an_end_customer_who_only_speaks_of_emergency_calls_pages_nobody(text: str) -> None:
    assert judged(text, writer=STRANGER).severity is not Severity.S1


def test_every_category_and_severity_is_taught_by_several_writers() -> None:
    taught = {(one.category, one.writer) for one in library.cases()} | {
        (one.severity, one.writer) for one in library.cases()
    }
    writers = Counter(what for what, _ in taught)

    assert min(writers[what] for what in (*Category, *Severity)) >= 10
    assert len(library.cases()) >= 2000


def test_no_case_is_taught_twice() -> None:
    seen = Counter((one.message.subject, one.message.text) for one in library.cases())

    assert not [what for what, times in seen.items() if times > 1]


def test_a_case_is_a_message_with_its_labels() -> None:
    (one,) = cases_of(TABLE, "somebody")

    assert (one.message.subject, one.message.text) == ("Clinic", "Nobody can ring them.")
    assert (one.category, one.severity, one.playbook) == (Category.INCIDENT, Severity.S1, "trunk-down")


def test_a_label_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="S9"):
        cases_of(TABLE.replace(",S1,", ",S9,"), "somebody")


def test_training_twice_gives_the_same_weights() -> None:
    cases = library.cases()[::60]
    words = [pooled(read(one.message), known_words()) for one in cases]
    wanted = np.array([reached(one.category, one.severity) for one in cases])

    def trained() -> bytes:
        learned = reading.learn(reading.corpus(words), wanted, training.parts([one.writer for one in cases]))
        return learned.weights.tobytes() + training.regress_each(learned.crossed, wanted).tobytes()

    assert len(OUTCOMES) == wanted.shape[1]
    assert trained() == trained()


def test_every_sign_is_looked_for_and_lies_between_nothing_and_one() -> None:
    told = read(case("All 40 phones at the mill are silent, nobody gets in or out. Their other site is fine.").message)
    rows = sentence_signs(told)
    first, second = (dict(zip(SENTENCE_SIGNS, row, strict=True)) for row in rows.tolist())
    whole = dict(zip(MESSAGE_SIGNS, message_signs(told, Severity.S1), strict=True))

    assert rows.min() >= 0
    assert rows.max() <= 1
    assert first["everybody"] == 1
    assert second["elsewhere it is fine"] == 1
    assert whole["known issue of S1"] == (1, "")


def test_a_message_without_a_sentence_shows_nothing() -> None:
    assert sentence_signs(read(case("").message)).tolist() == [[0.0] * len(SENTENCE_SIGNS)]


def _riddles() -> tuple[list[Shown], np.ndarray]:
    """Messages that are grave where one sentence shows both signs, and not where two show one each."""
    both, one, other, none = [1.0, 1.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]
    told = [
        ([both, none], 1.0),
        ([one, other], 0.0),
        ([both, one, other], 1.0),
        ([one, none], 0.0),
        ([other, one], 0.0),
    ]
    whole = np.zeros(1, dtype=np.float32)
    shown = [Shown(np.array(rows, dtype=np.float32), whole) for rows, _ in told * 200]
    return shown, np.array([[grave] for _, grave in told * 200])


def test_the_network_learns_that_signs_count_together_within_one_sentence() -> None:
    shown, wanted = _riddles()
    network = teach(shown, wanted, seed=1)

    assert [bool(network.scores(one)[0] > 0) for one in shown] == [bool(one) for one in wanted[:, 0]]


def test_the_network_is_taught_alike_from_the_same_seed() -> None:
    shown, wanted = _riddles()
    once, twice, other = (teach(shown, wanted, seed) for seed in (1, 1, 2))

    assert once.together.tobytes() == twice.together.tobytes() != other.together.tobytes()


def test_a_sentence_that_shows_nothing_earns_no_points() -> None:
    shown, wanted = _riddles()
    network = teach(shown, wanted, seed=1)
    grave = shown[0]
    of_sentences, of_message = network.points(grave, 0)

    assert of_sentences.shape == grave.sentences.shape
    assert of_sentences[0].sum() > of_sentences[1].sum() == 0
    assert of_message.tolist() == [0.0]


def test_what_is_over_is_left_out_and_what_is_told_behind_counts() -> None:
    told = read(
        case(
            "The whole plant was mute on Friday. Everything works again since noon. One fax is left, it beeps."
        ).message
    )
    present, over = standing(told)

    assert over is not None
    assert over.text == "Everything works again since noon."
    assert [one.text for one in present.told] == ["One fax is left, it beeps."]


WHOLE_SITE = (
    "The dairy has its own UCX50 and since seven nobody who dials them gets anything but a beep. They run over to the"
    " bakery to phone."
)


def test_a_verdict_names_its_chance_its_signs_and_the_sentence() -> None:
    decision = judged(WHOLE_SITE)
    (reason,) = [reason for reason in decision.reasons if reason.rule == "weighed"]

    assert decision.severity is Severity.S1
    assert reason.says.startswith("S1: weighed (0.")
    assert reason.evidence in WHOLE_SITE


def test_on_a_ticket_a_few_words_raise_nothing_that_they_do_not_surely_say() -> None:
    for text in ("Still the same.", "No, no change here.", "She tried it again, nothing."):
        assert judged(text, earlier=ticket(Severity.S3), writer=PROVEN).severity is Severity.S3


def test_a_language_that_no_rule_reads_is_not_weighed() -> None:
    decision = judged("Buongiorno, il telefono della reception non squilla da ieri mattina. Potete aiutarci? Grazie.")

    assert not [reason for reason in decision.reasons if reason.rule == "weighed"]


def test_what_gets_no_ticket_must_be_very_sure_and_never_a_known_contacts() -> None:
    text = "We offer a free audit of your telephone bills. Reply today."

    assert judged(text, writer=STRANGER).category is Category.JUNK
    assert judged(text, writer=PROVEN).category is not Category.JUNK


def test_a_question_what_would_be_if_pages_nobody() -> None:
    decision = judged(
        "What would happen to their calls if the server died at night? It runs fine today, they write their plan.",
    )

    assert decision.category is Category.HOWTO
    assert decision.severity is Severity.S4


def test_facts_are_no_part_of_the_weighing() -> None:
    told = f"{WHOLE_SITE} Nobody can call in or out."
    alone = judged(told)
    known = judged(told, earlier=ticket(Severity.S3, findings=(fact("release", "7.0.2"),)), writer=PROVEN)

    assert alone.severity is known.severity
