"""`deskbot playbooks try`: which known issue triage would take a text for, and what spoke for and against each."""

from __future__ import annotations

import json as jsons
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from deskbot.cli.loading import load_playbook_set
from deskbot.cli.playbook_folder import FOLDER_HELP, place_of
from deskbot.cli.terminal import words
from deskbot.clock import SystemClock
from deskbot.errors import ConfigurationError
from deskbot.model.case import Case, Category, Match, Reason
from deskbot.model.message import Address, Inbound
from deskbot.settings import load_settings
from deskbot.triage.meant_for import misfit, products
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.versions import in_words, is_told

if TYPE_CHECKING:  # it brings numpy along
    from deskbot.triage.matching_account import Accounts

CANDIDATES = 5
LEAST_SHOWN = 0.005
"""A candidate behind the best with a smaller chance is not listed for people."""
LIKELY = 0.3
"""From here a matter that no playbook is about is named."""
STRONG, SOME, LITTLE = 3.0, 1.0, 0.25
"""From where evidence (logarithm of odds) is called strong, some, or a little."""
Telling = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Tried:
    """What triage makes of a text, as far as known issues go."""

    category: Category
    looked: bool
    """Whether a known issue is looked for at all: not for junk, nor for questions about a ticket."""
    release: str
    """Of the system in trouble, as far as it is known."""
    model: str
    """Likewise."""
    ranked: tuple[Match, ...]
    others: Mapping[str, Reason]
    """Playbooks that are not for this system, and why."""
    winner: str | None
    accounts: Accounts
    telling: Mapping[str, Telling]
    """Learned words for and against each candidate."""

    @property
    def candidates(self) -> tuple[Match, ...]:
        """The known issues that may be told for this system."""
        return tuple(one for one in self.ranked if one.playbook not in self.others)


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
    tried = tried_on(text, subject, playbooks, release=release, model=model)
    if json:
        _print_json(tried)
    else:
        _print(Console(), tried, playbooks)


def tried_on(text: str, subject: str, playbooks: PlaybookSet, *, release: str = "", model: str = "") -> Tried:
    """Return what triage makes of a text that is the first mail of a ticket, and why.

    Args:
        text: the mail's text.
        subject: its subject.
        playbooks: the known issues.
        release: the release that the system runs; empty for what the text says of it.
        model: the system's type, likewise.
    """
    # Imported here, as in the other commands, so that `deskbot --help` does not wait for numpy.
    from deskbot.cli.triage import NOBODY  # noqa: PLC0415
    from deskbot.triage.known_issues import WITHOUT, asked_about  # noqa: PLC0415
    from deskbot.triage.matching import clear_winner, rank  # noqa: PLC0415
    from deskbot.triage.matching_account import accounts, telling_words  # noqa: PLC0415
    from deskbot.triage.pipeline import assess  # noqa: PLC0415
    from deskbot.triage.sentences import read  # noqa: PLC0415
    from deskbot.triage.weighing.library import issues  # noqa: PLC0415

    message = Inbound(channel="email", external_id="", sender=Address(""), subject=subject, text=text, reply=text)
    found = assess(Case(message=message, writer=NOBODY, now=SystemClock().now()), playbooks)
    category = found.about or found.category or Category.INCIDENT
    told = {one.key: one.value for one in found.findings}
    release, model = release or told.get("release", ""), model or told.get("model", "")
    asked = asked_about(read(message), category, playbooks)
    looked = category not in WITHOUT
    matches = rank(asked, playbooks) if looked else ()
    others = {one.playbook: unfit for one in matches if (unfit := misfit(playbooks.get(one.playbook), release, model))}
    return Tried(
        category=category,
        looked=looked,
        release=release,
        model=model,
        ranked=matches,
        others=others,
        winner=clear_winner(tuple(one for one in matches if one.playbook not in others)),
        accounts=accounts(asked, playbooks),
        telling=telling_words(message, [one.playbook for one in matches[:CANDIDATES]], playbooks, issues()),
    )


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


def why(tried: Tried) -> str:
    """Return in a sentence why there is, or is no, clear winner."""
    from deskbot.triage.matching import FLOOR, ahead_of  # noqa: PLC0415

    if not tried.looked:
        return f'it reads as "{tried.category.value}", and for such a message no known issue is looked for'
    name, chance = tried.accounts.elsewhere
    instead = f"it rather tells of something that no playbook is about ({name})" if name and chance >= LIKELY else ""
    if not tried.candidates:
        return f"no playbook comes near it{instead and '; '}{instead}"
    best, *rest = tried.candidates
    if tried.winner:
        behind = f", and the next one, {rest[0].playbook}, has only {_chance(rest[0].score)}" if rest else ""
        return f"its chance is {_chance(best.score)}, and {_chance(FLOOR)} are needed{behind}"
    if best.score < FLOOR:
        likeliest = (
            f"the likeliest, {best.playbook}, has a chance of {_chance(best.score)}, and {_chance(FLOOR)} are needed"
        )
        return f"{likeliest}{instead and '; '}{instead}"
    # Of several that are near the one that needs the longer lead is not always the second.
    close = next((one for one in rest if one.score * ahead_of(best, one) > best.score), rest[0])
    needed = f"the first must be {ahead_of(best, close):g} times as likely as the second"
    same = f", as the text says nothing of the one that is not in the other ({', '.join(best.words)})"
    alike = same if set(best.words) == set(close.words) else ""
    return f"{best.playbook} and {close.playbook} are too close: {needed}{alike}"


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
            words(f"{place}. {one.playbook}: {_chance(one.score)}  ({one.title})"), style="bold", soft_wrap=True
        )
        for line in told_of(one, tried, playbooks):
            console.print(words(f"   {line}"), soft_wrap=True)
    if shown:
        console.print()
        console.print(words(f"None of the playbooks: {_chance(tried.accounts.none)}."), soft_wrap=True)
    _print_systems(console, tried, playbooks)


def told_of(one: Match, tried: Tried, playbooks: PlaybookSet) -> list[str]:
    """Return in lines what spoke for one candidate, and what against it."""
    account = tried.accounts.of[one.playbook]
    speaking, denying = tried.telling.get(one.playbook, ((), ()))
    favour, against = _by_side(account.own, "its own words", one.words, ())
    if account.learned is not None:
        more, less = _by_side(account.learned, "words learned from labelled mails", speaking, denying)
        favour, against = favour + more, against + less
    if account.category and playbooks.get(one.playbook):
        against.append(f'it is not for messages that read as "{tried.category.value}"')
    if account.ruled_out:
        against.append("the text says a phrase that this playbook excludes")
    lines = [f"for it: {'; '.join(favour) or 'nothing'}", f"against it: {'; '.join(against) or 'nothing'}"]
    if account.learned is None:
        lines.append("no words were learned for it: only for the playbooks that come with deskbot")
    return lines


def _by_side(
    odds: float, what: str, speaking: tuple[str, ...], denying: tuple[str, ...]
) -> tuple[list[str], list[str]]:
    """Return what is said for a playbook and against it by one kind of evidence.

    Args:
        odds: the logarithm of the odds that it gives the playbook over none of all.
        what: its name.
        speaking: the words that speak for the playbook.
        denying: the words that speak against it.
    """
    if abs(odds) < LITTLE:
        says = [f"{what}, as much as against it{_named(speaking)}"] if speaking else []
        return says, [f"{what}, as much as for it{_named(denying)}"] if denying else []
    size = abs(odds)
    strength = ", strongly" if size >= STRONG else "" if size >= SOME else ", a little"
    first, second = (speaking, denying) if odds > 0 else (denying, speaking)
    but = f", in spite of {', '.join(second)}" if second and first else ""
    if odds < 0 and not first and not denying and speaking:
        # "Telefone" is a word of the playbook, and not enough of it is said.
        return [], [f"{what}, too few of them{strength}{_named(speaking)}"]
    told = f"{what}{strength}{_named(first)}{but}"
    return ([told], []) if odds > 0 else ([], [told])


def _named(said: tuple[str, ...]) -> str:
    return f" ({', '.join(said)})" if said else ""


def _chance(score: float) -> str:
    """Return a chance as people say it: never 100 %, which nothing is."""
    if score > 0.999:  # noqa: PLR2004
        return "over 99.9 %"
    return "under 0.1 %" if score < 0.001 else f"{score * 100:.3g} %"  # noqa: PLR2004


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
