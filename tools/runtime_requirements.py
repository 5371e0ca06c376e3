"""Writes requirements-runtime.txt and -build.txt: of requirements.txt what runs deskbot, and what builds it.

Run it after every change of requirements.txt (`make runtime-requirements`); a test compares.
"""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
EXTRAS = ("embedded", "otel")
"""What an image has beside deskbot's own needs: `deskbot backup` takes PostgreSQL's programs from the first."""


def pinned(text: str) -> list[tuple[str, str]]:
    """Return the entries of a requirements file, each behind its package's name; some are there for each Python."""
    entries = re.findall(r"^[A-Za-z0-9].*(?:\n[ \t]+.*)*\n?", text, re.MULTILINE)
    return [(canonicalize_name(re.split(r"[=\[ ;]", entry)[0]), entry) for entry in entries]


def needed(wanted: list[Requirement], known: set[str]) -> set[str]:
    """Return the names of what is wanted and of all that it brings along, on any system for which there is a pin."""
    todo, found = list(wanted), set[tuple[str, str]]()
    while todo:
        one = todo.pop()
        name = canonicalize_name(one.name)
        for extra in {"", *one.extras}:
            if name not in known or (name, extra) in found:
                continue
            found.add((name, extra))
            todo += [each for each in brought(name) if counts(each, extra)]
    return {name for name, _ in found}


def brought(name: str) -> list[Requirement]:
    """Return what an installed package names as its needs; one that this system has no use for names none."""
    try:
        return [Requirement(one) for one in requires(name) or ()]
    except PackageNotFoundError:
        return []


def counts(requirement: Requirement, extra: str) -> bool:
    """Return whether a package is needed with an extra; versions of Python and systems are pip's to look at."""
    marker = str(requirement.marker or "")
    asked = re.findall(r'extra == "([^"]+)"', marker)
    return canonicalize_name(extra) in [canonicalize_name(one) for one in asked] if asked else not extra


def subset(entries: list[tuple[str, str]], wanted: list[str], head: str) -> str:
    """Return the text of a requirements file with what is wanted, and all that it brings along."""
    names = needed([Requirement(one) for one in wanted], {name for name, _ in entries})
    return f"# Made by tools/runtime_requirements.py of requirements.txt: {head}\n" + "".join(
        entry for name, entry in entries if name in names
    )


def files(requirements: str, pyproject: str) -> dict[str, str]:
    """Return the text of each file that is made of requirements.txt, by its name."""
    entries, told = pinned(requirements), tomllib.loads(pyproject)
    optional = told["project"]["optional-dependencies"]
    running = [*told["project"]["dependencies"], *(one for extra in EXTRAS for one in optional[extra])]
    return {
        "requirements-runtime.txt": subset(entries, running, f"what deskbot[{','.join(EXTRAS)}] needs to run."),
        "requirements-build.txt": subset(entries, told["build-system"]["requires"], "what makes the wheel."),
    }


def main() -> None:
    """Write the files."""
    made = files((ROOT / "requirements.txt").read_text(), (ROOT / "pyproject.toml").read_text())
    for name, text in made.items():
        (ROOT / name).write_text(text)


if __name__ == "__main__":
    main()
