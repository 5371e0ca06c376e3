"""Train the weights by which whole messages are weighed: `make train-weighing`. The same cases give the same file.

Learned from the cases and labelled mails of learned_from.py, as matching and the reader of sentences see them: where
those were trained anew (`make train-sentences`, `make train-playbooks`), this comes behind them.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))  # the tree beside this file, installed or not

from deskbot.cli.loading import load_playbook_set
from deskbot.model.case import Case, Severity, Standing, Writer
from deskbot.triage.credentials import read_without_credentials
from deskbot.triage.known_issues import asked_about
from deskbot.triage.matching import clear_winner, rank
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.reading import training as reading
from deskbot.triage.reading.library import known_words
from deskbot.triage.sentences import Reading
from deskbot.triage.steps.classify import by_rule
from deskbot.triage.tense import standing
from deskbot.triage.urgency import RULES, WEIGHED, unclaimed
from deskbot.triage.weighing import library, training
from deskbot.triage.weighing.cases import LabelledCase
from deskbot.triage.weighing.kinds import kinds
from deskbot.triage.weighing.outcomes import GRAVE, OUTCOMES, reached
from deskbot.triage.weighing.signs import ALL_SIGNS, message_signs, sentence_signs
from deskbot.triage.weighing.words import pooled
from tools import learned_from, training_print
from tools.learned_words import by_other_writers, key

PLACE = learned_from.DATA / library.WEIGHTS
STEPS = 127
"""Weights of words are kept in so many steps each way."""
READ_AT = datetime(2026, 11, 16, 12, tzinfo=UTC)
"""None of the cases depends on when it is read."""
Learned = Mapping[tuple[str, str], Mapping[str, float]]
"""For a case, how much more its words speak for each known issue than for none."""
NOBODY = Writer(standing=Standing.UNPROVEN, why="nobody is known")


def table(cases: list[LabelledCase], playbooks: PlaybookSet, learned: Learned = MappingProxyType({})) -> training.Table:
    """Return the cases as numbers.

    Args:
        cases: What is learned from.
        playbooks: The known issues, of which the one that a case fits is a sign.
        learned: For cases, what the words say of the known issues by weights that have not seen them.
    """
    words, now, sentences, message, asked, outcomes, weighed = [], [], [], [], [], [], []
    for one in cases:
        whole = read_without_credentials(one.message)
        present = unclaimed(standing(whole)[0])
        ruled = by_rule(Case(message=one.message, writer=NOBODY, now=READ_AT), whole).category
        words.append(pooled(whole, known_words()))
        now.append(pooled(present, known_words()))
        sentences.append(sentence_signs(present))
        message.append([strength for strength, _ in message_signs(present, _hint(one, whole, playbooks, learned))])
        asked.append(kinds(whole, ruled))
        outcomes.append(reached(one.category, one.severity))
        weighed.append(one.category in WEIGHED and not any(rule.stands and rule.look(whole) for rule in RULES))
    corpus = reading.corpus(words)
    return training.Table(
        corpus,
        reading.weighed(now, corpus.rarity),
        tuple(sentences),
        np.array(message),
        np.array(asked),
        np.array(outcomes),
        tuple(one.writer for one in cases),
        np.array(weighed),
    )


def _hint(one: LabelledCase, whole: Reading, playbooks: PlaybookSet, learned: Learned) -> Severity | None:
    """Return the severity of the known issue that the case fits, as matching sees it."""
    if one.category not in WEIGHED:
        return None
    asked = asked_about(whole, one.category, playbooks)
    found = clear_winner(rank(replace(asked, learned=learned.get(key(one), asked.learned)), playbooks))
    known = playbooks.get(found) if found else None
    return known.severity_hint if known else None


def printed() -> training_print.Print:
    """Return the print of what there is to learn from."""
    return training_print.of_table(table(training_print.sample(learned_from.cases()), load_playbook_set(None)))


def main() -> int:
    """Write the weights and print how they do on writers whom they have not seen."""
    cases, books = learned_from.cases(), load_playbook_set(None)
    rows = table(cases, books, by_other_writers(books))
    parts = training.parts(rows.writers)
    of_now = reading.learn(rows.words_now, rows.outcomes[:, : len(GRAVE)], parts)
    of_all = reading.learn(rows.words, rows.outcomes[:, len(GRAVE) :], parts)
    scores = np.column_stack((of_now.crossed, of_all.crossed))
    words = np.column_stack((of_now.weights, of_all.weights))
    scales = np.max(np.abs(words), axis=0) / STEPS

    shown = rows.shown(scores[:, : len(GRAVE)])
    grave = rows.outcomes[rows.weighed][:, : len(GRAVE)]
    asked = np.column_stack((rows.kinds, scores[:, len(GRAVE) :]))
    categories = rows.outcomes[:, len(GRAVE) :]
    taught = [training.teach(shown, grave, seed) for seed in training.SEEDS]
    layers = {name: np.stack([getattr(one, name) for one in taught]).round(4) for name in library.LAYERS}
    np.savez_compressed(
        PLACE,
        words=np.round(words / scales).astype(np.int8),
        scales=scales.astype(np.float32),
        offsets=np.round(np.concatenate((of_now.offsets, of_all.offsets)), 4),
        rarity=rows.words.rarity.astype(np.float16),
        **layers,
        categories=np.round(training.regress_each(asked, categories), 4),
        signs=np.array(ALL_SIGNS),
        trained_on=np.array(library.digest()),
        **training_print.kept(printed(), learned_from.digest()),
    )
    sys.stdout.write(f"{len(cases)} cases, {len(OUTCOMES)} outcomes, {PLACE.stat().st_size:,} bytes\n")
    found = training.networks_by_other_writers(shown, grave, parts[rows.weighed])
    for place, name in enumerate(GRAVE):
        sys.stdout.write(f"{name:8} {_ratios(found[:, place], grave[:, place])}\n")
    chances = training.by_other_writers(asked, categories, parts)
    right = float(np.mean(np.argmax(chances, axis=1) == np.argmax(categories, axis=1)))
    sys.stdout.write(f"category right {right:.3f}\n")
    return 0


def _ratios(chances: np.ndarray, truth: np.ndarray) -> str:
    lines = []
    for level in (0.2, 0.3, 0.4, 0.5, 0.6):
        precision, recall = reading.ratios(chances >= level, truth)
        lines.append(f"from {level}: precision {precision:.3f}, found {recall:.3f}")
    return "; ".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
