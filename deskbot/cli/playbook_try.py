"""`deskbot playbooks try`: which known issue triage would take a text for, and what spoke for and against each."""

from __future__ import annotations

import json as jsons
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from deskbot.cli.loading import load_playbook_set
from deskbot.cli.playbook_folder import FOLDER_HELP, place_of
from deskbot.cli.terminal import words
from deskbot.clock import SystemClock
from deskbot.errors import ConfigurationError
from deskbot.model.case import Match
from deskbot.settings import load_settings
from deskbot.triage.meant_for import products
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.trial import CANDIDATES, LEAST_SHOWN, Tried, chance_of, told_of, tried_on, why
from deskbot.triage.versions import in_words, is_told


def try_command(
    text: Annotated[str, typer.Argument(help="What a reseller could write.")],
    *,
    subject: Annotated[str, typer.Option("--subject", help="The subject of the mail.")] = "",
    release: Annotated[str, typer.Option("--release", help="The release that the system runs; else the text's.")] = "",
    model: Annotated[str, typer.Option("--model", help='The type of the system ("UCX50"); else the text\'s.')] = "",
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    semantic: Annotated[
        bool, typer.Option("--semantic", help="Match by meaning too; needs deskbot[semantic].")
    ] = False,
    folder: Annotated[Path | None, typer.Option("--folder", help=FOLDER_HELP)] = None,
) -> None:
    """Say which known issue triage would take a text for, how surely, and what spoke for and against each.

    The text is ranked as the first mail of a ticket is.

    Examples:
      deskbot playbooks try "calls drop after half a minute"
      deskbot playbooks try --release 7.0.2 --model UCX50 "calls drop after half a minute"
      deskbot playbooks try --json --subject "no audio" "they hear us, we don't hear them"
    """
    if release and not is_told(release):
        raise ConfigurationError(f'--release: "{release}" is no release; write it like 7.0.2')
    if not (text + subject).strip():
        raise ConfigurationError('there is no text; write it in quotes: deskbot playbooks try "calls drop"')
    playbooks = load_playbook_set(place_of(folder), semantic=semantic or load_settings().semantic)
    tried = tried_on(text, subject, playbooks, SystemClock().now(), release=release, model=model)
    if json:
        _print_json(tried)
    else:
        _print(Console(), tried, playbooks)


def _print_json(tried: Tried) -> None:
    found = [
        {
            "playbook": one.playbook,
            "title": one.title,
            "score": one.score,
            "words": one.words,
            "other_release": _left_out(tried, one) == "playbook-release",
            "other_product": _left_out(tried, one) == "playbook-product",
            "own": (account := tried.accounts.of[one.playbook]).own,
            "learned": account.learned,
            "learned_words": list(tried.telling.get(one.playbook, ((), ()))[0]),
            "against": {
                "category": account.category,
                "excluded_phrase": account.ruled_out,
                "learned_words": list(tried.telling.get(one.playbook, ((), ()))[1]),
            },
        }
        for one in tried.ranked
    ]
    told = {
        "winner": tried.winner,
        "why": why(tried),
        "category": tried.category.value,
        "none": tried.accounts.none,
        "matches": found,
    }
    # ASCII only: it is read by programs, through whatever encoding the terminal has.
    typer.echo(jsons.dumps(told, indent=1))


def _left_out(tried: Tried, one: Match) -> str:
    """Return the rule by which a playbook is not for the system; empty where it may be."""
    unfit = tried.others.get(one.playbook)
    return unfit.rule if unfit else ""


def _print(console: Console, tried: Tried, playbooks: PlaybookSet) -> None:
    """Print the verdict first, then each candidate with what spoke for and against it."""
    verdict = f"It fits {tried.winner}" if tried.winner else "No known issue fits clearly: a person decides"
    console.print(words(f"{verdict}."), style="bold", soft_wrap=True)
    console.print(words(f"Why: {why(tried)}."), soft_wrap=True)
    console.print(words(f"The text was read as: {tried.category.value}."), soft_wrap=True)
    shown = [one for place, one in enumerate(tried.candidates[:CANDIDATES]) if not place or one.score >= LEAST_SHOWN]
    for place, one in enumerate(shown, start=1):
        console.print()
        console.print(
            words(f"{place}. {one.playbook}: {chance_of(one.score)}  ({one.title})"), style="bold", soft_wrap=True
        )
        for line in told_of(one, tried, playbooks):
            console.print(words(f"   {line}"), soft_wrap=True)
    if shown:
        console.print()
        console.print(words(f"None of the playbooks: {chance_of(tried.accounts.none)}."), soft_wrap=True)
    _print_systems(console, tried, playbooks)


def _print_systems(console: Console, tried: Tried, playbooks: PlaybookSet) -> None:
    """Say which playbooks are for other systems, and what is not certain of the winner."""
    for unfit in tried.others.values():
        evidence = "" if unfit.evidence in unfit.says else f" ({unfit.evidence})"
        console.print(words(f"Left out: {unfit.says}{evidence}."), soft_wrap=True)
    winner = playbooks.get(tried.winner or "")
    if winner and winner.versions and not tried.release:
        says = f"It is for releases {in_words(winner.versions)}; a system known to run another is not told of it."
        console.print(words(says), soft_wrap=True)
    if winner and winner.products and not tried.model:
        says = f"It is for {products(winner)}; a system known to be of another type is not told of it."
        console.print(words(says), soft_wrap=True)
