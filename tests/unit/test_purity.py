"""What decides imports nothing that touches the world, and asks nobody for the time."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import deskbot

ROOT = Path(deskbot.__file__).parent
PURE = sorted(
    [
        *(path for name in ("model", "triage", "tickets", "access") for path in (ROOT / name).rglob("*.py")),
        *(path for name in ("roster", "watch") for path in (ROOT / "escalation" / name).rglob("*.py")),
        *(ROOT / "escalation").glob("*.py"),
    ]
)
ALLOWED = {
    *(
        "__future__",
        "base64",
        "bisect",
        "calendar",
        "collections",
        "dataclasses",
        "datetime",
        "difflib",
        "enum",
        "functools",
    ),
    *(
        "hashlib",
        "heapq",
        "hmac",
        "html",
        "importlib",
        "ipaddress",
        "itertools",
        "math",
        "operator",
        "pkgutil",
    ),
    *("re", "string", "types", "typing", "unicodedata", "zoneinfo"),
    *("csv", "io"),  # over text and bytes at hand; calls of `open` are banned below
    *("authres", "icalendar", "numpy", "phonenumbers", "rapidfuzz", "recurring_ical_events", "yaml"),
    "deskbot",
}
FORBIDDEN_CALLS = {"now", "utcnow", "today", "uuid4", "open", "getenv", "print", "input", "read_bytes", "read_text"}
CONSTANTS = {ROOT / "triage" / package / "data" / "__init__.py" for package in ("reading", "weighing")}
"""What was trained comes with deskbot as its code does; only there is a file read."""


def modules_of(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", PURE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_deciding_file_imports_only_what_touches_nothing(path: Path) -> None:
    imported = {module.partition(".")[0] for module in modules_of(ast.parse(path.read_text()))}

    assert imported <= ALLOWED


@pytest.mark.parametrize("path", PURE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_deciding_file_asks_nobody_for_the_time_and_opens_nothing(path: Path) -> None:
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
    }

    assert not called & (FORBIDDEN_CALLS - {"read_bytes"} if path in CONSTANTS else FORBIDDEN_CALLS)
