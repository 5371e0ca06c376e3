"""`make chaos SECONDS=600 SEED=1`: a run, and the table of it."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from tests.chaos.run import Plan, play
from tests.chaos.table import table

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=3.0, help="messages a second")
    asked = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="deskbot-chaos-log-")
    result = asyncio.run(play(Plan(asked.seconds, asked.seed, asked.rate), Path(folder)))
    sys.stdout.write(f"\n{table(result)}\nlog: {folder}/serve.log\n")
    sys.exit(1 if result.differences or result.undone else 0)
