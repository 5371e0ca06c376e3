"""Whatever deskbot logs has a fixed sentence and a fixed action, which docs/monitoring.md lists; words go by ids."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs" / "monitoring.md"
LEVELS = ("debug", "info", "warning", "error", "exception", "critical", "log")


@dataclass(frozen=True)
class Call:
    """One place where something is logged."""

    where: str
    level: str
    says: ast.expr
    facts: tuple[ast.expr, ...]
    keys: tuple[str | None, ...]
    action: object


def calls() -> Iterator[Call]:
    """Every call of a logger in deskbot's own source."""
    for path in sorted((ROOT / "deskbot").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        loggers = set(_loggers(tree))
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                for node in _own_nodes(function):
                    if isinstance(node, ast.Call) and _is_logging(node, loggers):
                        yield _call(f"{path.relative_to(ROOT)}:{node.lineno}", node, function)


def _own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    """Walk a function, not those that are defined in it."""
    for child in ast.iter_child_nodes(function):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield child
            yield from _own_nodes(child)


def _loggers(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            made = node.value.func
            if isinstance(made, ast.Attribute) and made.attr == "getLogger":
                yield from (one.id for one in node.targets if isinstance(one, ast.Name))


def _is_logging(node: ast.Call, loggers: set[str]) -> bool:
    called = node.func
    if not isinstance(called, ast.Attribute) or called.attr not in LEVELS:
        return False
    return isinstance(called.value, ast.Name) and called.value.id in loggers


def _call(where: str, node: ast.Call, function: ast.AST) -> Call:
    assert isinstance(node.func, ast.Attribute)
    level, given = node.func.attr, list(node.args)
    if level == "log":
        given.pop(0)
    extra = next((one.value for one in node.keywords if one.arg == "extra"), None)
    pairs = dict(_pairs(_known(extra, function), function)) if extra is not None else {}
    action = pairs.get("action")
    return Call(
        where,
        level,
        _known(given[0], function),
        tuple(given[1:]),
        tuple(pairs),
        action.value if isinstance(action, ast.Constant) else None,
    )


def _known(value: ast.expr, function: ast.AST) -> ast.expr:
    """What a name stands for that was given its value beside the call."""
    if isinstance(value, ast.Name):
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and any(ast.unparse(one) == value.id for one in node.targets):
                return node.value
    return value


def _pairs(extra: ast.expr, function: ast.AST) -> Iterator[tuple[str | None, ast.expr]]:
    if isinstance(extra, ast.BinOp):
        yield from _pairs(_known(extra.left, function), function)
        yield from _pairs(_known(extra.right, function), function)
        return
    assert isinstance(extra, ast.Dict), ast.unparse(extra)
    for key, value in zip(extra.keys, extra.values, strict=True):
        yield (str(key.value) if isinstance(key, ast.Constant) else None, value)


def sentences(says: ast.expr) -> list[str]:
    """The sentences that a call may say; none where they are not fixed."""
    if isinstance(says, ast.IfExp):
        return [*sentences(says.body), *sentences(says.orelse)]
    return [says.value] if isinstance(says, ast.Constant) and isinstance(says.value, str) else []


ALL = list(calls())


def test_the_walk_finds_the_calls_that_there_are() -> None:
    written = sum(
        text.count(f"{name}.{level}(")
        for path in (ROOT / "deskbot").rglob("*.py")
        for text in [path.read_text(encoding="utf-8")]
        for name in (" log", "_logger")
        for level in LEVELS
    )
    assert len(ALL) == written > 80


@pytest.mark.parametrize("call", ALL, ids=lambda call: call.where)
def test_a_line_has_a_fixed_sentence_and_a_fixed_action(call: Call) -> None:
    assert sentences(call.says), f"{call.where}: the sentence is put together; say it in one, and give ids as `extra`"
    assert isinstance(call.action, str), f'{call.where}: give it extra={{"action": "…"}}, in so many letters'
    assert None not in call.keys, f"{call.where}: name each fact in so many letters"
    put_together = [one for one in call.facts if isinstance(one, ast.JoinedStr)]
    assert not put_together, f"{call.where}: {ast.unparse(put_together[0])}"


def wanted() -> list[str]:
    """The table's lines, by what the source says."""
    rows: dict[str, tuple[set[str], list[str]]] = {}
    for call in ALL:
        levels, said = rows.setdefault(str(call.action), (set(), []))
        levels.add({"exception": "error", "log": "by its gravity"}.get(call.level, call.level))
        said += [one for one in sentences(call.says) if one not in said]
    return [
        f"| `{action}` | {', '.join(sorted(levels))} | {'; or '.join(said)} |"
        for action, (levels, said) in sorted(rows.items())
    ]


def table(title: str) -> list[str]:
    """The lines of the table below a title, without its head."""
    below = DOCS.read_text(encoding="utf-8").partition(f"### {title}\n")[2].partition("\n#")[0]
    return [line for line in below.splitlines() if line.startswith("|")][2:]


def test_the_documentation_lists_each_action_with_what_its_lines_say() -> None:
    assert table("Actions") == wanted(), "docs/monitoring.md lacks these lines:\n" + "\n".join(wanted())


def test_the_documentation_says_what_each_fact_is() -> None:
    from deskbot.engine.following import _ABOUT
    from deskbot.engine.jobs import QUEUES

    used = {str(key) for call in ALL for key in call.keys if key != "action"}
    used |= {"job", "trace", "process"} | {_ABOUT.get(task, ("", task))[1] for task in QUEUES}
    listed = {line.split("`")[1] for line in table("Facts")}
    assert listed == used
