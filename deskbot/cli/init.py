"""`deskbot init`: ask the way to a first desk.yaml and .env."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console

from deskbot.cli.check import check
from deskbot.cli.init_questions import (
    A_PERSON,
    BLANK,
    NOBODY,
    THE_DESK,
    THE_REST,
    Question,
    answered,
    read_answers,
    wrong_with,
)
from deskbot.cli.terminal import text_or_input, words
from deskbot.clock import SystemClock
from deskbot.desk.beginning import EXAMPLE, Answers, Person, desk_text, env_text
from deskbot.errors import ConfigurationError, DeskbotError

DESK_FILE, ENV_FILE = Path("desk.yaml"), Path(".env")
FOR_US_ALONE, FOR_ALL = 0o600, 0o644
_ANOTHER = Question("name", "Another one, by name; nothing ends the list")
T = TypeVar("T")

Force = Annotated[bool, typer.Option("--force", help="Replace a desk.yaml and .env that are there.")]
AnswersFile = Annotated[
    str,
    typer.Option(
        "--answers", metavar="FILE", help="Ask nothing: take the answers from a file of YAML; - reads standard input."
    ),
]
Defaults = Annotated[bool, typer.Option("--defaults", help="Ask nothing: write a made-up desk, all of it simulated.")]


def init(force: Force = False, answers: AnswersFile = "", defaults: Defaults = False) -> None:
    """Ask the way to a working desk.yaml and .env in this folder, make the secret key, and look whether all is right.

    Each answer is looked at at once. Nothing is written before the last one.

    Exit codes: 0 written, and all is right; 1 there are such files; 2 an answer cannot be so, or, written, something
    that deskbot needs is not there.

    Examples:
      deskbot init
      deskbot init --answers answers.yaml
      deskbot init --defaults
    """
    _refuse_present(force=force)
    now = SystemClock().now()
    if answers and defaults:
        raise ConfigurationError("--answers and --defaults: take one of them")
    if answers:
        told = _from_file(answers, now)
    elif defaults:
        told = EXAMPLE
    else:
        told = _asked(now)
    _refuse_present(force=force)
    secret = secrets.token_hex(32)
    _write([(DESK_FILE, desk_text(told, now), FOR_ALL), (ENV_FILE, env_text(told, secret), FOR_US_ALONE)])
    _report(told)


def _refuse_present(*, force: bool) -> None:
    there = [str(path) for path in (DESK_FILE, ENV_FILE) if os.path.lexists(path)]
    if there and not force:
        raise DeskbotError(f"there is {' and '.join(there)} here already; --force replaces both, a new folder neither")


def _from_file(name: str, now: datetime) -> Answers:
    if name == "-":
        text, called = text_or_input(name), "standard input"
    else:
        called = name
        try:
            text = Path(name).read_text(encoding="utf-8-sig")
        except OSError as error:
            raise ConfigurationError(f"--answers: {name} cannot be read ({error.strerror})") from None
        except UnicodeDecodeError:
            raise ConfigurationError(f"--answers: {name} is not UTF-8; save it as UTF-8") from None
    told = read_answers(text, called, {"zone": _zone_here()})
    problems = wrong_with(told, now)
    if problems:
        raise ConfigurationError("\n".join(f"{called}: {one}" for one in problems))
    return told


def _asked(now: datetime) -> Answers:
    """Ask everything, each thing until the answer can be so."""
    typer.echo("A first desk, in a few questions. An answer in brackets is taken by Enter; Ctrl-C leaves nothing.\n")
    told = BLANK
    for question in THE_DESK:
        told = _ask(question, _reader(told, question.key, now), _usual(question))
    told = _people(told, now)
    for question in THE_REST:
        if question.wanted(told):
            told = _ask(question, _reader(told, question.key, now), question.usual)
    return told


def _people(told: Answers, now: datetime) -> Answers:
    typer.echo("\nWho can be paged. The first is on call first.")
    people: tuple[Person, ...] = ()
    while person := _person(told, people, now):
        people = (*people, person)
    typer.echo()
    return replace(told, people=people)


def _person(told: Answers, before: tuple[Person, ...], now: datetime) -> Person | None:
    """Ask for one more person; None where there is nobody else."""
    person = NOBODY
    for question in (_ANOTHER, *A_PERSON[1:]) if before else A_PERSON:

        def take(text: str, key: str = question.key, known: Person = person) -> Person | None:
            if not text.strip() and key == _ANOTHER.key:
                return None
            found = replace(known, **{key: text.strip()})
            _refuse_wrong(replace(told, people=(*before, found)), now)
            return found

        answer = _ask(question, take, question.usual)
        if answer is None:
            return None
        person = answer
    return person


def _reader(told: Answers, key: str, now: datetime) -> Callable[[str], Answers]:
    def take(text: str) -> Answers:
        return _refuse_wrong(answered(told, key, text), now)

    return take


def _refuse_wrong(candidate: Answers, now: datetime) -> Answers:
    problems = wrong_with(candidate, now)
    if problems:
        # Of one wrong answer several parts of the file may speak.
        raise typer.BadParameter(problems[0])
    return candidate


def _ask(question: Question, take: Callable[[str], T], usual: str | None) -> T:
    return typer.prompt(
        f"{question.asks}, like {question.like}" if question.like else question.asks,
        default=usual,
        show_default=bool(usual),
        hide_input=question.secret,
        value_proc=take,
    )


def _usual(question: Question) -> str | None:
    return _zone_here() if question.key == "zone" else question.usual


def _zone_here() -> str:
    """Return the zone of this machine's clock, UTC where that is not told."""
    _, found, zone = str(Path("/etc/localtime").resolve()).partition("/zoneinfo/")
    return zone if found else EXAMPLE.zone


def _write(files: Sequence[tuple[Path, str, int]]) -> None:
    """Write all of the files, or none: each is whole before any takes its name.

    Raises:
        ConfigurationError: this folder cannot be written to.
    """
    new = [(path.with_name(f".{path.name.lstrip('.')}.{os.getpid()}.new"), path) for path, _, _ in files]
    try:
        for (place, _), (_, text, mode) in zip(new, files, strict=True):
            with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w", encoding="utf-8") as file:
                file.write(text)
        for place, path in new:
            place.replace(path)
    except OSError as error:
        raise ConfigurationError(f"{Path.cwd()}: cannot be written to ({error.strerror})") from None
    finally:
        for place, _ in new:
            place.unlink(missing_ok=True)


def _report(told: Answers) -> None:
    """Say what was written, whether deskbot finds all that it needs, and what comes next."""
    console = Console()
    console.print(words(f"\nWritten: {DESK_FILE}, and {ENV_FILE} for you alone to read. What `deskbot check` says:\n"))
    right = True
    try:
        check()
    except typer.Exit:
        right = False
    first = told.keys[0]
    console.print(
        words(
            "\nNext:\n"
            "  deskbot serve\n"
            f"  deskbot accounts add {first} --role admin --staff {first}\n"
            f"  deskbot page test {first}"
        )
    )
    if told.simulated:
        lacks = " and ".join(told.lacks)
        console.print(
            words(f"\nPhones and letters are SIMULATED: .env lacks {lacks}. For real, take out DESKBOT_SIMULATE."),
            soft_wrap=True,
        )
    if not right:
        raise typer.Exit(2)
