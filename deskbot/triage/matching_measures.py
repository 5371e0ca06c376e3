"""How well matching did: figures over answers whose truth is known."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

RECALL = 0.95
"""The share of fitting texts that must be let through where false alarms are measured."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One text, what it is about, and what was said of it."""

    truth: str | None
    """None where it is about none of the classes."""
    best: str | None
    """The class that fits best, before anything is cut off."""
    fits: float
    """How sure it is that the text belongs to any class."""
    said: str | None
    """What is told after the cut: a class, or None."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How well it went; None where there is nothing to measure."""

    within: int
    """Texts that are about a class."""
    without: int
    """Texts that are about none."""
    accuracy: float | None
    """The share of the former whose best class is right."""
    accuracy_with_none: float | None
    """The share of all texts of which the right thing is said: the class, or rightly none."""
    auroc: float | None
    """The chance that a text within is surer to fit than one without; ties count half."""
    fpr_at_95_recall: float | None
    """The share of texts without that pass, where the bar lets 95 % of those within pass."""


def measure(verdicts: Sequence[Verdict]) -> Figures:
    """Return the figures."""
    within = [one for one in verdicts if one.truth is not None]
    sure = sorted(one.fits for one in within)
    unsure = sorted(one.fits for one in verdicts if one.truth is None)
    return Figures(
        within=len(sure),
        without=len(unsure),
        accuracy=_share(sum(one.best == one.truth for one in within), len(within)),
        accuracy_with_none=_share(sum(one.said == one.truth for one in verdicts), len(verdicts)),
        auroc=auroc(sure, unsure),
        fpr_at_95_recall=false_alarms(sure, unsure),
    )


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def auroc(sure: Sequence[float], unsure: Sequence[float]) -> float | None:
    """Return the chance that a text within scores higher than one without."""
    if not sure or not unsure:
        return None
    scores = sorted([(score, 1) for score in sure] + [(score, 0) for score in unsure])
    above = twice = begin = 0
    while begin < len(scores):
        end = begin
        while end < len(scores) and scores[end][0] == scores[begin][0]:
            end += 1
        positive = sum(kind for _, kind in scores[begin:end])
        negative = end - begin - positive
        twice += positive * (2 * above + negative)
        above += negative
        begin = end
    return round(twice / (2 * len(sure) * len(unsure)), 4)


def false_alarms(sure: Sequence[float], unsure: Sequence[float]) -> float | None:
    """Return the share of texts without that score at least as high as the bar that 95 % of those within reach."""
    if not sure or not unsure:
        return None
    bar = sorted(sure, reverse=True)[math.ceil(RECALL * len(sure)) - 1]
    return _share(sum(score >= bar for score in unsure), len(unsure))
