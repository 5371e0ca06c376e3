"""The weights and the cases that they were learned from, which come with deskbot as its code does.

The bytes come from `data`; here they are parsed, once.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import fields
from functools import cache

import numpy as np

from deskbot.triage.reading import library as sentences
from deskbot.triage.weighing.cases import LabelledCase, cases_of
from deskbot.triage.weighing.data import content, tables
from deskbot.triage.weighing.issues import Issues
from deskbot.triage.weighing.network import Network
from deskbot.triage.weighing.weigher import Weigher, Weights

WEIGHTS = "weights.npz"
LAYERS = tuple(one.name for one in fields(Network))
"""Under these names the layers of all networks are kept, one array for each layer."""
ISSUES = "playbooks.npz"


@cache
def cases() -> tuple[LabelledCase, ...]:
    """Return the cases, writer by writer."""
    return tuple(case for name in tables() for case in cases_of(content(name).decode(), name.removesuffix(".csv")))


def digest() -> str:
    """Return a digest of the cases that the weights follow from."""
    total = hashlib.sha256()
    for name in tables():
        total.update(name.encode() + content(name).replace(b"\r\n", b"\n"))
    return total.hexdigest()


@cache
def weigher() -> Weigher:
    """Return what weighs messages."""
    with np.load(io.BytesIO(content(WEIGHTS)), allow_pickle=False) as kept:
        weights = Weights(
            words=kept["words"],
            scales=kept["scales"].astype(np.float32),
            offsets=kept["offsets"],
            rarity=kept["rarity"].astype(np.float64),
            networks=tuple(Network(*layers) for layers in zip(*(kept[name] for name in LAYERS), strict=True)),
            categories=kept["categories"],
            signs=tuple(map(str, kept["signs"])),
            trained_on=str(kept["trained_on"]),
        )
    return Weigher(weights, sentences.known_words())


@cache
def issues() -> Issues:
    """Return what says which known issue the words of a message speak for."""
    with np.load(io.BytesIO(content(ISSUES)), allow_pickle=False) as kept:
        return Issues(
            ids=tuple(map(str, kept["ids"])),
            titles=tuple(map(str, kept["titles"])),
            words=kept["words"],
            scale=float(kept["scale"]),
            rarity=kept["rarity"].astype(np.float64),
            trained_on=str(kept["trained_on"]),
            known=sentences.known_words(),
        )
