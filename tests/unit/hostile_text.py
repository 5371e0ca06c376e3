"""Finds every regular expression of deskbot, and makes of each the texts that would take it longest.

Run as a program it tells, a JSON line each, which of them take more than a text's length allows.
"""

from __future__ import annotations

import ast
import gc
import importlib
import json
import pkgutil
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from re import _constants as kinds  # pyright: ignore[reportAttributeAccessIssue]
from re import _parser as parser  # pyright: ignore[reportAttributeAccessIssue]
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2] / "deskbot"
USES = frozenset({"match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split"})
ANCHORED = frozenset({"match", "fullmatch"})
LENGTH = 12_000
"""Characters: a pattern that reads each again for each takes tenths of a second, and a linear one a thousandth."""
SMALL = (*range(16, 41, 2), 50, 60, 75, 95, 120, 150, 200, 260, 340, 450, 600, 800, 1100, 1500, 2100, 3000, 4200)
"""Characters of the first tries; what takes long for these is seen to without waiting for more."""
PARTS = 8
BRIEF = 0.1
"""Seconds of this process's own time in which nothing is looked at more closely."""
TOO_MUCH = 3.0
"""So many times what a linear reading would take."""
_MANY = 20
"""Repeats up to fewer are no matter of a text's length."""
_REPEATS = tuple(
    filter(None, (getattr(kinds, name, None) for name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")))
)
_LETTERS = "a1 ._-:,;/@<>()[]'\"\n\t=+*#é!A?&|"
_FILLS = ("a", " ", "1", "\n", "a ", "a\n", ".", "<", "(", "-")


class Found(NamedTuple):
    """A regular expression, and how it is used."""

    place: str
    """Its file and its name, or its line where it has none."""
    pattern: re.Pattern[Any]
    anchored: bool
    """Whether it is only ever tried at the beginning of a text."""
    whole: bool
    """Whether it is only ever held against the whole of it."""


# -- finding them


def patterns() -> Iterator[Found]:
    """Yield what is compiled as modules are loaded, and what is written out where it is used."""
    original, seen = re.compile, {}

    def noted(pattern: Any, flags: Any = 0) -> Any:
        made = original(pattern, flags)
        frame = sys._getframe(1)
        file = Path(frame.f_code.co_filename)
        if file.is_relative_to(ROOT):
            seen.setdefault((made.pattern, made.flags), (file, frame.f_lineno, made))
        return made

    re.compile = noted  # pyright: ignore[reportAttributeAccessIssue]
    try:
        package = importlib.import_module("deskbot")
        for module in pkgutil.walk_packages(package.__path__, "deskbot."):
            if ".migrations." not in module.name and not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    finally:
        re.compile = original
    for file, line, made in seen.values():
        name, uses = used(file, line)
        yield Found(f"{file.relative_to(ROOT)}:{name or line}", made, uses <= ANCHORED, uses == {"fullmatch"})
    for file in sorted(ROOT.rglob("*.py")):
        yield from written_out(file)


def used(file: Path, line: int) -> tuple[str, frozenset[str]]:
    """Return the name of what is compiled in a line, and how it is used; all is possible where that is not told."""
    text = file.read_text()
    for node in ast.parse(text).body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.lineno <= line <= (node.end_lineno or 0):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)]
            is_alone = isinstance(node.value, ast.Call) and len(names) == 1 and names[0].startswith("_")
            uses = re.findall(rf"\b{names[0]}\b(?:\.(\w+))?", text) if is_alone else [""]
            uses.remove("")  # where it is made
            return names[0], frozenset(uses or [""])
    return "", frozenset({""})


def written_out(file: Path) -> Iterator[Found]:
    for node in ast.walk(ast.parse(file.read_text())):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in USES):
            continue
        if not (isinstance(node.func.value, ast.Name) and node.func.value.id == "re"):
            continue
        first = node.args[0]
        if isinstance(first, ast.Constant):
            use = node.func.attr
            place = f"{file.relative_to(ROOT)}:{node.lineno}"
            yield Found(place, re.compile(first.value), use in ANCHORED, use == "fullmatch")


# -- making the texts


def attacks(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str]]:
    """Yield beginnings, and what is repeated behind each: what each repeat in a pattern takes, and what leads there."""
    written = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = parser.parse(written, pattern.flags if isinstance(pattern.pattern, str) else 0)
    made: dict[tuple[str, str], None] = {}
    for before, body in repeats(tree):
        made |= dict.fromkeys([(before, body), ("", before + body), ("", body), ("", before)])
    made |= dict.fromkeys(("", fill) for fill in _FILLS)
    yield from ((before, body) for before, body in made if body)


def repeats(tree: Any, before: str = "") -> Iterator[tuple[str, str]]:
    for node in tree:
        kind, value = node
        if kind in _REPEATS:
            _, most, inner = value
            if most == kinds.MAXREPEAT or most >= _MANY:
                yield from ((before, text(inner, which) or "a") for which in range(2))
            yield from repeats(inner, before)
        else:
            for inner in within(kind, value):
                yield from repeats(inner, before)
        before += text([node])


def within(kind: Any, value: Any) -> list[Any]:
    if kind is kinds.BRANCH:
        return value[1]
    if kind is kinds.SUBPATTERN:
        return [value[3]]
    if kind in (kinds.ASSERT, kinds.ASSERT_NOT):
        return [value[1]]
    return [value] if kind is getattr(kinds, "ATOMIC_GROUP", None) else []


def text(tree: Any, which: int = 0) -> str:
    """Return a text that a part of a pattern takes, by one of its branches."""
    return "".join(_one(kind, value, which) for kind, value in tree)


def _one(kind: Any, value: Any, which: int) -> str:
    if kind is kinds.LITERAL:
        return chr(value)
    if kind in (kinds.NOT_LITERAL, kinds.ANY):
        return "b" if value == ord("a") else "a"
    if kind is kinds.IN:
        return _member(value)
    if kind in _REPEATS:
        least, most, inner = value
        return text(inner, which) * min(max(least, 1 if most else 0), 60)
    if kind is kinds.BRANCH:
        return text(value[1][which % len(value[1])], which)
    if kind in (kinds.ASSERT, kinds.ASSERT_NOT):
        return ""
    return "".join(text(inner, which) for inner in within(kind, value))


def _member(items: Any) -> str:
    """Return a character of a class."""
    excluded = any(kind is kinds.NEGATE for kind, _ in items)
    named = [(kind, value) for kind, value in items if kind is not kinds.NEGATE]
    found = next((one for one in _LETTERS if any(_is_in(one, *item) for item in named) != excluded), None)
    if found is not None:
        return found
    kind, value = named[0]
    return chr(value if kind is kinds.LITERAL else value[0]) if kind in (kinds.LITERAL, kinds.RANGE) else "a"


def _is_in(one: str, kind: Any, value: Any) -> bool:
    if kind is kinds.LITERAL:
        return ord(one) == value
    if kind is kinds.RANGE:
        return value[0] <= ord(one) <= value[1]
    name = str(value).removeprefix("CATEGORY_").removeprefix("UNI_")
    is_one = {"DIGIT": str.isdigit, "SPACE": str.isspace, "WORD": lambda at: at.isalnum() or at == "_"}
    return is_one[name.removeprefix("NOT_")](one) != name.startswith("NOT_")


# -- trying them


def too_slow(found: Found, length: int = LENGTH) -> str:
    """Return what a text repeats for which a pattern takes more than its length allows; empty where there is none."""
    if found.whole:
        read: Callable[[Any], object] = found.pattern.fullmatch
    elif found.anchored:
        read = found.pattern.match
    else:
        read = lambda given: [None for _ in found.pattern.finditer(given)]  # noqa: E731
    for before, body in attacks(found.pattern):
        for end in ("\0", "a"):

            def made(size: int, before: str = before, body: str = body, end: str = end) -> Any:
                whole = before + body * (size // len(body)) + end
                return whole if isinstance(found.pattern.pattern, str) else whole.encode("latin-1", "replace")

            if _grows_too_fast(read, made, length):
                return repr(before[:40] + body[:40] + " … " + end)
    return ""


def _grows_too_fast(read: Callable[[Any], object], made: Callable[[int], Any], length: int) -> bool:
    # Small ones first, each a little longer: what doubles with each character would not end within a lifetime.
    small_ones = [made(size) for size in SMALL if size <= length // PARTS]
    # Twice: once may be whatever else the machine was at.
    if any(_spent(read, one) > BRIEF and _spent(read, one) > BRIEF for one in small_ones):
        return True
    first = _spent(read, made(length // PARTS))
    if first < BRIEF / PARTS**2:
        return False
    if _spent(read, made(length // 3)) > PARTS * BRIEF:
        return True  # the whole of it would take minutes
    small = min(first, *(_spent(read, made(length // PARTS)) for _ in range(2)))
    large = _spent(read, made(length))
    return large > BRIEF and large > TOO_MUCH * PARTS * small


def _spent(read: Callable[[Any], object], given: Any) -> float:
    start = time.process_time()
    read(given)
    return time.process_time() - start


if __name__ == "__main__":
    sys.setrecursionlimit(10_000)
    gc.disable()  # with all of deskbot loaded one collection takes as long as a slow pattern does
    count = 0
    for one in patterns():
        count += 1
        if slow := too_slow(one):
            print(json.dumps({"place": one.place, "text": slow}))  # noqa: T201
    print(json.dumps({"patterns": count}))  # noqa: T201
