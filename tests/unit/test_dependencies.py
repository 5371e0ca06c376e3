"""Each dependency is few enough to be named with its reason, is used, and is nobody's leftover."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]
BY_THEMSELVES = {"python-multipart", "tzdata"}
"""Others import them: FastAPI, and the standard library."""
BY_PATH = {"publicsuffixlist", "wordllama"}
"""A file of theirs is read, and none of their code."""
LICENCES = re.compile(r"\b(MIT|BSD|ISC|PSF|Apache|MPL|LGPL)\b")


def named(requirement: str) -> str:
    return re.split(r"[\[><=;]", requirement)[0].strip()


def declared() -> set[str]:
    return {named(one) for one in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]}


def told() -> dict[str, str]:
    """Return the licence of each that the ADR names."""
    text = (ROOT / "docs/adr/0028-dependencies.md").read_text()
    return dict(re.findall(r"^\| `([\w-]+)` \| ([^|]+) \| .+ \|$", text, re.MULTILINE))


def test_each_has_its_reason_and_a_licence_for_everybody() -> None:
    assert told().keys() == declared()
    assert all(LICENCES.search(licence) for licence in told().values())


def test_each_is_imported_or_read() -> None:
    code = "\n".join(file.read_text() for file in (ROOT / "deskbot").rglob("*.py"))
    imported = set(re.findall(r"^\s*(?:from|import) (\w+)", code, re.MULTILINE))
    given = {
        re.sub(r"[-_.]+", "-", name).lower()
        for module, names in packages_distributions().items()
        if module in imported
        for name in names
    }
    assert declared() - given == BY_THEMSELVES | BY_PATH
    assert all(f'"{name}"' in code for name in BY_PATH)
