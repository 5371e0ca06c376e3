"""Which known issue triage would take a text for, and what spoke for and against each: for whoever tries it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from deskbot.model.case import Case, Category, Match, Reason, Standing, Writer
from deskbot.model.message import Address, Inbound
from deskbot.triage.meant_for import misfit
from deskbot.triage.playbooks import PlaybookSet

if TYPE_CHECKING:  # it brings numpy along
    from deskbot.triage.matching_account import Accounts

NOBODY = Writer(standing=Standing.UNPROVEN, why="no database: nobody is known, nothing of the directory is used")
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


def tried_on(
    text: str, subject: str, playbooks: PlaybookSet, now: datetime, *, release: str = "", model: str = ""
) -> Tried:
    """Return what triage makes of a text that is the first mail of a ticket, and why.

    Args:
        text: the mail's text.
        subject: its subject.
        playbooks: the known issues.
        now: the present moment.
        release: the release that the system runs; empty for what the text says of it.
        model: the system's type, likewise.
    """
    # Imported here, so that whoever only looks at a command's help does not wait for numpy.
    from deskbot.triage.known_issues import WITHOUT, asked_about  # noqa: PLC0415
    from deskbot.triage.matching import clear_winner, rank  # noqa: PLC0415
    from deskbot.triage.matching_account import accounts, telling_words  # noqa: PLC0415
    from deskbot.triage.pipeline import assess  # noqa: PLC0415
    from deskbot.triage.sentences import read  # noqa: PLC0415
    from deskbot.triage.weighing.library import issues  # noqa: PLC0415

    message = Inbound(channel="email", external_id="", sender=Address(""), subject=subject, text=text, reply=text)
    found = assess(Case(message=message, writer=NOBODY, now=now), playbooks)
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
        behind = f", and the next one, {rest[0].playbook}, has only {chance_of(rest[0].score)}" if rest else ""
        return f"its chance is {chance_of(best.score)}, and {chance_of(FLOOR)} are needed{behind}"
    if best.score < FLOOR:
        likeliest = (
            f"the likeliest, {best.playbook}, has a chance of {chance_of(best.score)}, "
            f"and {chance_of(FLOOR)} are needed"
        )
        return f"{likeliest}{instead and '; '}{instead}"
    # Of several that are near the one that needs the longer lead is not always the second.
    close = next((one for one in rest if one.score * ahead_of(best, one) > best.score), rest[0])
    needed = f"the first must be {ahead_of(best, close):g} times as likely as the second"
    same = f", as the text says nothing of the one that is not in the other ({', '.join(best.words)})"
    alike = same if set(best.words) == set(close.words) else ""
    return f"{best.playbook} and {close.playbook} are too close: {needed}{alike}"


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


def chance_of(score: float) -> str:
    """Return a chance as people say it: never 100 %, which nothing is."""
    if score > 0.999:  # noqa: PLR2004
        return "over 99.9 %"
    return "under 0.1 %" if score < 0.001 else f"{score * 100:.3g} %"  # noqa: PLR2004
