"""Labelled messages to the weights of a network: the same messages and the same seed give the same weights.

The steps are those of Adam with weights drawn to nothing (Loshchilov and Hutter, Decoupled Weight Decay Regularization,
2019), on small batches, with units left out at random (dropout), so that no unit learns a case by heart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from deskbot.triage.weighing.network import Floats, Network, Shown

HIDDEN, SECOND = 64, 32
"""Units of the first and of the second layer."""
ROUNDS = 40
"""Times that every message is looked at."""
BATCH = 64
STEP = 2e-3
"""How far a weight moves at first; it falls to nothing over the rounds."""
DECAY = 0.02
"""How strongly weights are drawn to nothing, as a share of each step."""
LEFT_OUT = (0.15, 0.3, 0.4)
"""Which share of the sentences' signs, of the first and of the second layer's units is left out at random."""
MEMORY = (0.9, 0.999)
"""How long the mean slope and its square are remembered, as Adam has them."""

Random = np.random.Generator


def teach(messages: Sequence[Shown], wanted: npt.NDArray[np.float64], seed: int) -> Network:
    """Return the network that tells the outcomes of messages.

    Args:
        messages: What each message shows.
        wanted: For each message and outcome 1 or 0.
        seed: Where chance begins: networks of several seeds err in different places.
    """
    chance = np.random.default_rng(seed)
    layers = [_Layer(one, np.zeros_like(one), np.zeros_like(one)) for one in _drawn(messages[0], wanted, chance)]
    steps = ROUNDS * -(-len(messages) // BATCH)
    done = 0
    for _ in range(ROUNDS):
        order = chance.permutation(len(messages)).tolist()
        for begin in range(0, len(messages), BATCH):
            batch = order[begin : begin + BATCH]
            now = Network(*(one.weights for one in layers))
            slopes = _slopes(now, [messages[one] for one in batch], wanted[batch], chance)
            size = STEP * (1 + np.cos(np.pi * done / steps)) / 2
            done += 1
            for layer, slope in zip(layers, slopes, strict=True):
                layer.move(slope, size, done)
    return Network(*(one.weights for one in layers))


@dataclass(slots=True)
class _Layer:
    """The weights of a layer while they are learned, with the mean of their slopes and of the squares of these."""

    weights: Floats
    mean: Floats
    square: Floats

    def move(self, slope: Floats, size: float, done: int) -> None:
        self.mean += (1 - MEMORY[0]) * (slope - self.mean)
        self.square += (1 - MEMORY[1]) * (slope**2 - self.square)
        moved = self.mean / (1 - MEMORY[0] ** done) / (np.sqrt(self.square / (1 - MEMORY[1] ** done)) + 1e-8)
        self.weights -= (size * (moved + DECAY * self.weights)).astype(np.float32)


def _drawn(one: Shown, wanted: npt.NDArray[np.float64], chance: Random) -> list[Floats]:
    """Return the weights to begin with: small, at random."""
    signs, message, outcomes = one.sentences.shape[1], len(one.message), wanted.shape[1]
    shapes = ((signs, HIDDEN), (HIDDEN + message, SECOND), (SECOND, outcomes), (message, outcomes))
    return [
        chance.uniform(-1, 1, (size + 1, units)).astype(np.float32) / np.float32(np.sqrt(size))
        for size, units in shapes
    ]


def _kept(shape: tuple[int, ...], left_out: float, chance: Random) -> Floats:
    return (chance.random(shape, dtype=np.float32) >= left_out).astype(np.float32) / np.float32(1 - left_out)


def _slopes(now: Network, batch: list[Shown], wanted: npt.NDArray[np.float64], chance: Random) -> list[Floats]:
    """Return how the error of a batch grows with each weight, in the order of the layers."""
    counts = np.array([len(one.sentences) for one in batch])
    owner = np.repeat(np.arange(len(batch)), counts)
    starts = np.cumsum(counts) - counts
    rows = np.concatenate([one.sentences for one in batch])
    rows = rows * _kept(rows.shape, LEFT_OUT[0], chance)
    message = np.stack([one.message for one in batch])

    kept = _kept((len(rows), HIDDEN), LEFT_OUT[1], chance)
    found = np.maximum(rows @ now.sentence[:-1] + now.sentence[-1], 0) * kept
    most = np.maximum.reduceat(found, starts)
    joined = np.concatenate((most, message), axis=1)
    kept_units = _kept((len(batch), SECOND), LEFT_OUT[2], chance)
    units = np.maximum(joined @ now.together[:-1] + now.together[-1], 0) * kept_units
    scores = units @ now.outcome[:-1] + now.outcome[-1] + message @ now.direct[:-1] + now.direct[-1]

    error = ((1 / (1 + np.exp(-scores)) - wanted) / wanted.size).astype(np.float32)
    of_units = error @ now.outcome[:-1].T * kept_units * (units > 0)
    of_joined = of_units @ now.together[:-1].T
    of_found = of_joined[owner, :HIDDEN] * (found == most[owner]) * kept * (found > 0)
    pairs = ((rows, of_found), (joined, of_units), (units, error), (message, error))
    return [
        np.concatenate((inward.T @ outward, outward.sum(axis=0, keepdims=True))).astype(np.float32)
        for inward, outward in pairs
    ]
