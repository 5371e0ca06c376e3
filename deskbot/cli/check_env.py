"""What `deskbot check` looks at in the names of settings: one that is mistyped is ignored in silence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from dotenv.parser import Binding, parse_stream

from deskbot.cli.finding import Finding, wrong
from deskbot.errors import did_you_mean
from deskbot.settings import ENCODING, Settings

_KNOWN = frozenset(f"DESKBOT_{name.upper()}" for name in Settings.model_fields)


def strangers(environment: Mapping[str, str]) -> list[Finding]:
    """Return the variables that look like settings of deskbot's and are none."""
    return [wrong(name, f"is no setting of deskbot's{_meant(name)}") for name in sorted(environment) if _strange(name)]


def in_file(path: Path) -> list[Finding]:
    """Return what in a `.env` is no setting, or no line that can be read, each with its line; shows no value.

    The file is UTF-8, as `load_settings` has found it to be; one that is not there has nothing wrong.
    """
    if not path.is_file():
        return []
    with path.open(encoding=ENCODING) as file:
        return list(_wrong_lines(path, parse_stream(file)))


def _wrong_lines(path: Path, lines: Iterable[Binding]) -> Iterable[Finding]:
    for one in lines:
        # What is read as one thing begins with the empty lines before it.
        text = one.original.string
        place = f"{path}:{one.original.line + text[: len(text) - len(text.lstrip())].count(chr(10))}"
        name = one.key or ""
        if one.error:
            yield wrong(place, "cannot be read, and is ignored: write NAME=value, and end each quote that you begin")
        elif _strange(name):
            yield wrong(place, f"{name} is no setting of deskbot's{_meant(name)}")
        elif name.upper() in _KNOWN and one.value is None:
            yield wrong(place, f"{name} has no = behind it, and is not set: write {name}=value")


def _strange(name: str) -> bool:
    return name.upper().startswith("DESKBOT_") and name.upper() not in _KNOWN


def _meant(name: str) -> str:
    return did_you_mean(name.upper(), sorted(_KNOWN))
