"""Whoever is first waits for nothing that could have been made ready before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
SCRIPT = """
from deskbot.triage import phrases, pipeline
pipeline.prepare()
ready = len(phrases._TABLES)
from tests.unit.triage.sample import MAILS, judged, of
for name in MAILS:
    judged(of(name))
late = [table.written[:3] for table in phrases._TABLES[ready:]]
assert ready and not late, f"{len(late)} of {len(phrases._TABLES)} tables of phrases came late: {late[:3]}"
"""


def test_a_message_brings_no_phrases_that_were_not_made_ready() -> None:
    subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, check=True, timeout=60)
