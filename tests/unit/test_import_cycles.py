"""No file of deskbot's needs one that needs it, also where an import waits within a function or is for types alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import deskbot

ROOT = Path(deskbot.__file__).parent
MODULES = {
    ".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in ROOT.rglob("*.py")
}


def needed(path: Path) -> Iterator[str]:
    """The modules of deskbot's that a file names in its imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module in MODULES:
            named = (f"{node.module}.{one.name}" for one in node.names)
            yield from (one if one in MODULES else node.module for one in named)


def test_files_can_be_read_one_after_another_each_after_all_that_it_needs() -> None:
    order = TopologicalSorter({name: set(needed(path)) for name, path in MODULES.items()})

    order.prepare()  # it names the files of a circle
