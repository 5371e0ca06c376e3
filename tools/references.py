"""Writes docs/reference/: settings, keys of desk.yaml, commands, API and metrics, each from what the code says of it.

`make references` runs it after a change of one; a test compares what is written with what would be written now.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from inspect import cleandoc
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt
from pydantic import SecretStr
from pydantic.fields import FieldInfo
from typer.main import get_command

import deskbot.web.api
from deskbot import errors
from deskbot.cli import build
from deskbot.engine import metrics
from deskbot.settings import Settings
from deskbot.web.api.api import PREFIX, Api
from tools.desk_reference import desk_lines

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "reference"
MADE = "<!-- Made by `make references`; change what it is made from. -->"
KINDS: dict[Any, str] = {str: "text", int: "whole number", float: "number", bool: "`1` or `0`", Path: "path"}
EXAMPLES = re.compile(r"\bExamples?:\s")
IN_PARENTHESES = r" (\1)"
BRACKETS = re.compile(r"\s+\[(.+)]$")
"""As help tells of defaults and bounds; here they would look like a link."""
BOUNDS: dict[type, str] = {Ge: "at least {}", Gt: "more than {}", Le: "at most {}", Lt: "less than {}"}


def settings_page() -> str:
    """Return the page of settings, in the groups and the order of .env.example."""
    fields = {f"DESKBOT_{name.upper()}": field for name, field in Settings.model_fields.items()}
    lines = [
        "# Settings",
        MADE,
        "What differs from one machine to the next, and secrets, come from the environment, or from a file `.env` in\n"
        "the folder in which deskbot is started; the environment goes first. What is set to nothing is unset.\n"
        "`.env.example` is a file to begin with, `deskbot check` says what is wrong, and policy stands in\n"
        "[desk.yaml](../desk-yaml.md).",
    ]
    for title, names in groups((ROOT / ".env.example").read_text(encoding="utf-8")):
        lines.append(f"## {title[0].upper()}{title[1:]}")
        lines.append("\n".join(_settings_table({name: fields[name] for name in names})))
    return "\n\n".join(lines) + "\n"


def groups(example: str) -> Iterator[tuple[str, list[str]]]:
    """Return the headings of .env.example, without the pages that they name, each with the settings below it."""
    _, *parts = re.split(r"^# ---- (.+) ----$", example, flags=re.MULTILINE)
    for title, part in zip(parts[::2], parts[1::2], strict=True):
        yield title.partition(": docs/")[0], re.findall(r"^#?(DESKBOT_[A-Z0-9_]+)=", part, re.MULTILINE)


def _settings_table(fields: dict[str, FieldInfo]) -> Iterator[str]:
    yield "| variable | what it is | default | meaning |"
    yield "|---|---|---|---|"
    for name, field in fields.items():
        yield f"| `{name}` | {kind_of(field)} | {default_of(field)} | {_cell(field.description or '')} |"


def kind_of(field: FieldInfo) -> str:
    """Return what a setting may be, in words."""
    kind = field.annotation
    if get_origin(kind) is UnionType:
        (kind,) = (one for one in get_args(kind) if one is not NoneType)
    if kind is SecretStr:
        return "secret"
    if get_origin(kind) is Literal:
        return ", ".join(f"`{one}`" for one in get_args(kind))
    bounds = [
        BOUNDS[type(limit)].format(getattr(limit, type(limit).__name__.lower()))
        for limit in field.metadata
        if type(limit) in BOUNDS
    ]
    return ", ".join([KINDS[kind], *bounds])


def default_of(field: FieldInfo) -> str:
    """Return a setting's default as one would write it."""
    if field.default is None or field.default == "":
        return "unset"
    return f"`{int(field.default) if isinstance(field.default, bool) else field.default}`"


def commands_page() -> str:
    """Return the page of commands, in the order in which help shows them."""
    lines = [
        "# Commands",
        MADE,
        "`deskbot COMMAND --help` shows the same. What a command prints for people it prints with `--json` for\n"
        "programs, where it has that option.",
        "\n".join(_exit_codes()),
    ]
    for words, command in commands():
        lines += _command(words, command)
    return "\n\n".join(lines) + "\n"


def commands() -> Iterator[tuple[tuple[str, ...], Any]]:
    """Return every command and every group of commands that is shown, with the words that call it."""

    def below(words: tuple[str, ...], command: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
        if not command.hidden:
            yield words, command
            for name, one in getattr(command, "commands", {}).items():
                yield from below((*words, name), one)

    return below((), get_command(build()))


def _exit_codes() -> Iterator[str]:
    yield "| exit code | means |"
    yield "|---|---|"
    yield "| 0 | done |"
    said = {
        1: ["What was asked for cannot be done, or something was found that is not as it should be."],
        2: ["The command was written wrongly."],
    }
    for error in (errors.ConfigurationError, errors.NotFoundError, errors.UnavailableError):
        said.setdefault(error.exit_code, []).append(cleandoc(error.__doc__ or ""))
    for code, sentences in sorted(said.items()):
        yield f"| {code} | {' '.join(sentences)} |"


def _command(words: tuple[str, ...], command: Any) -> Iterator[str]:
    """Tell of one command: what it does, what may be given to it, and how it is called."""
    told = end = [""]
    if words:
        yield f"{'##' if len(words) == 1 else '###'} deskbot {' '.join(words)}"
        told, end = (EXAMPLES.split(cleandoc(text or ""), maxsplit=1) for text in (command.help, command.epilog))
        yield from (text for part in (told, end) if (text := part[0].strip()))
    if given := list(_given(command)):
        yield "\n".join(given)
    if lines := [line.strip() for part in (told, end) for text in part[1:] for line in text.splitlines() if line]:
        yield "\n".join(["```sh", *lines, "```"])


def _given(command: Any) -> Iterator[str]:
    context = command.make_context("deskbot", [], resilient_parsing=True)
    for parameter in command.params:
        name, said = parameter.get_help_record(context) or ("--help", "")
        if "--help" not in name:
            yield f"- `{name}`: {BRACKETS.sub(IN_PARENTHESES, said)}"


def api_page() -> str:
    """Return the page of the API: each request, and what may be said with it."""
    # Routes tell of themselves without those who do the work.
    parts = [area(*("" if one.type == "str" else None for one in fields(area))) for area in areas()]
    document = Api(tokens=None, clock=None, areas=parts, rate=1, room=None).inner().openapi()
    lines = [
        "# Requests of the API",
        MADE,
        f"What each request under `{PREFIX}` takes; `GET {PREFIX}/openapi.json` says it to programs,\n"
        "with what is answered. [The API](../api.md) tells of tokens and their scopes, of what holds for all\n"
        "requests, and of webhooks.",
    ]
    told = ""
    for path, requests in document["paths"].items():
        for method, request in requests.items():
            (tag,) = request["tags"]
            lines += [f"## {tag}"] if tag != told else []
            told = tag
            lines += _request(f"{method.upper()} {path}", request, document["components"]["schemas"])
    return "\n\n".join(lines) + "\n"


def areas() -> list[type[Any]]:
    """Return the parts of the API, each of which knows its routes; they are found by their place."""
    modules = [
        importlib.import_module(f"{deskbot.web.api.__name__}.{one.name}")
        for one in pkgutil.iter_modules(deskbot.web.api.__path__)
    ]
    return [
        one
        for module in modules
        for one in vars(module).values()
        if is_dataclass(one) and isinstance(one, type) and one.__module__ == module.__name__ and hasattr(one, "router")
    ]


def _request(name: str, request: dict[str, Any], schemas: dict[str, Any]) -> Iterator[str]:
    yield f"### {name}"
    yield (request.get("description") or request["summary"]).strip()
    given = [
        f"- `{one['name']}`{'' if one['required'] else ' (may be left out)'}{_said(one)}"
        for one in request.get("parameters", ())
        if one["in"] == "query"
    ]
    for content in request.get("requestBody", {}).get("content", {}).values():
        body = _found(content["schema"], schemas)
        needed = body.get("required", ())
        given += [
            f"- `{key}`{'' if key in needed else ' (may be left out)'}{_said(one)}"
            for key, one in body.get("properties", {}).items()
        ]
    if given:
        yield "\n".join(given)


def _found(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    return schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def _said(one: dict[str, Any]) -> str:
    said = one.get("description") or one.get("schema", {}).get("description") or ""
    return f": {said}" if said else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def metrics_page() -> str:
    """Return the page of what is measured."""
    lines = [
        "# Metrics",
        MADE,
        "What `GET /metrics` tells, as Prometheus reads it: to programs on the same machine, and to tokens of the\n"
        "scope `metrics`. [Monitoring](../monitoring.md) says how it is looked at, [runbooks](../runbooks.md) what to\n"
        "do then.",
        "\n".join(
            [
                "| metric | kind | what it says |",
                "|---|---|---|",
                *(f"| `{one.name}` | {one.kind} | {_cell(one.says)} |" for one in metrics.ALL),
            ]
        ),
    ]
    return "\n\n".join(lines) + "\n"


def desk_page() -> str:
    """Return the page of the keys of desk.yaml."""
    lines = [
        "# Keys of desk.yaml",
        MADE,
        "Every key that the file may have, and how its value looks; `deskbot schema desk` says the same to editors.\n"
        "[desk.yaml](../desk-yaml.md) tells what each is for, and what holds where one is left out.",
        *desk_lines(),
    ]
    return "\n\n".join(lines) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "settings.md": settings_page,
    "commands.md": commands_page,
    "api.md": api_page,
    "metrics.md": metrics_page,
    "desk-yaml.md": desk_page,
}
"""What stands in docs/reference/, and who makes it."""

if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
