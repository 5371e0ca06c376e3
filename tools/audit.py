"""Looks for known holes: in our own code (bandit), and in every package that is pinned (pip-audit).

Ends with 0 where there is none, with 1 where there is one, and with 3 where the packages could not be looked up, which
is never taken for "none". What bandit finds and is none has its reason beside it, behind `# nosec`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

HERE = Path(sys.executable).parent
SOURCES = (
    "requirements.txt",
    "tests/fuzz/requirements.txt",
    "tests/bench/requirements.txt",
    "tests/api/requirements.txt",
    "tools/docs-requirements.txt",
)
NONE, FOUND, NOT_RUN = 0, 1, 3
WITHIN = 600
"""Seconds for all packages of one file."""


def code() -> int:
    """Return whether our own code has holes, having told of them."""
    done = subprocess.run([HERE / "bandit", "-q", "-r", "-c", "pyproject.toml", "deskbot", "tools"], check=False)  # noqa: S603
    return FOUND if done.returncode else NONE


def packages(file: str) -> int:
    """Return whether packages that a file pins have holes that are known, having told of them."""
    given = [
        HERE / "pip-audit",
        "--disable-pip",
        "--require-hashes",
        "-f",
        "json",
        "--progress-spinner",
        "off",
        "-r",
        file,
    ]
    try:
        done = subprocess.run(given, check=False, capture_output=True, text=True, timeout=WITHIN)  # noqa: S603
        told = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        sys.stdout.write(f"NOT RUN: pip-audit over {file}: what it asks cannot be reached" + "\n")
        return NOT_RUN
    holes = [(one["name"], one["version"], hole) for one in told for hole in one.get("vulns", ())]
    for name, version, hole in holes:
        sys.stdout.write(
            f"{file}: {name} {version}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'none'}" + "\n"
        )
    unknown = [one["name"] for one in told if "skip_reason" in one]
    if unknown:
        sys.stdout.write(
            f"NOT RUN: pip-audit knows nothing of {len(unknown)} of {len(told)} packages of {file}: {unknown[0]}, …\n"
        )
    if holes:
        return FOUND
    return NOT_RUN if unknown or not told else NONE


def main() -> int:
    """Look for all of them."""
    ends = [code(), *(packages(file) for file in SOURCES)]
    return FOUND if FOUND in ends else max(ends)


if __name__ == "__main__":
    sys.exit(main())
