"""The same case gives the same Decision byte for byte: again, in another process, and under another hash seed."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.unit.triage.sample import MAILS, judged, of

ROOT = Path(__file__).parents[3]
SCRIPT = """
from tests.unit.triage.test_same_decision import fingerprints
import json
print(json.dumps(fingerprints()))
"""


def fingerprints() -> dict[str, str]:
    """Return a digest of each sample's Decision as it is stored, order of keys and lists included."""
    return {
        name: hashlib.sha256(json.dumps(asdict(judged(of(name))), ensure_ascii=True).encode()).hexdigest()
        for name in MAILS
    }


@pytest.fixture(scope="module")
def here() -> dict[str, str]:
    return fingerprints()


@pytest.mark.parametrize("name", MAILS)
def test_again_in_this_process(name: str) -> None:
    assert repr(judged(of(name))).encode() == repr(judged(of(name))).encode()


@pytest.mark.parametrize("seed", ["0", "1", "4294967295"])
def test_in_another_process_with_another_hash_seed(seed: str, here: dict[str, str]) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )

    assert json.loads(ended.stdout) == here


def test_in_whatever_order_the_cases_come(here: dict[str, str]) -> None:
    """Nothing that is kept between two messages shows in a decision."""
    backwards = {name: judged(of(name)) for name in reversed(MAILS)}

    for name, decision in backwards.items():
        stored = json.dumps(asdict(decision), ensure_ascii=True)
        assert hashlib.sha256(stored.encode()).hexdigest() == here[name]
