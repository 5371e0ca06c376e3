"""What a page says in a chat, by which buttons it is answered, and what becomes of it there. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deskbot.commands.choices import BY_CHOICE, BY_LETTER, OPTIONS
from deskbot.escalation.bundling import Line, gravest_first
from deskbot.escalation.carriers import Button
from deskbot.model.choice import Choice
from deskbot.model.line import fitted, printable

LONGEST_RESELLER = 60
LONGEST_LINE = 200
MOST_NAMED = 10
"""Tickets of a bundle that are named; the rest is counted."""
PRESS = "page"
"""How what a page's button says begins."""
SURE = "yes"
"""What it ends with once its question was answered so."""
_OF_ALL = (Choice.ACKNOWLEDGE, Choice.ESCALATE)
APART = "\n\n"
"""Between what a page is about and how it is answered."""


def page_chat(ticket_ref: str, severity: str, reseller: str, line: str, code: int) -> str:
    """Return a page's message: as short and bare as a text, as it stands on a locked screen.

    Args:
        ticket_ref: how the ticket is called.
        severity: of it.
        reseller: whose it is, for people.
        line: what it is about.
        code: answers it.
    """
    about = f"{ticket_ref} {severity} {_cut(reseller, LONGEST_RESELLER)}: {_cut(line, LONGEST_LINE)}"
    lower = f"{code}{BY_CHOICE[Choice.NOT_URGENT].letter} if it is not urgent"
    return f"{about}{APART}Press a button, or write {code}a to take it, {code}e to pass it on, {lower}."


def bundle_chat(lines: Sequence[Line], code: int, *, more: bool) -> str:
    """Return the message of several pages that came together; see `bundling.bundle_text`."""
    ordered = gravest_first(lines)
    named = "\n".join(_named(line) for line in ordered[:MOST_NAMED])
    rest = f"\nand {len(ordered) - MOST_NAMED} more" if len(ordered) > MOST_NAMED else ""
    head = f"{len(ordered)} {'more pages' if more else 'pages'}:"
    return f"{head}\n{named}{rest}{APART}Press a button, or write {code}a to take all, {code}e to pass all on."


def _named(line: Line) -> str:
    doubt, late = "" if line.verified else " UNVERIFIED", " late" if line.late else ""
    who = _cut(line.reseller, LONGEST_RESELLER)
    return f"{line.ticket_ref} {line.severity}{late}{doubt} {who}: {_cut(line.subject, LONGEST_LINE)}"


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with the pages of a message, as its reader sees that."""

    needed: bool
    """They may still take one of them."""
    says: str
    """Where they are not needed: why."""


def shown(sent: str, standing: Standing, said: str) -> str:
    """Return what a page's message shows now.

    Args:
        sent: what it said when it was sent.
        standing: how it stands with its pages.
        said: what its reader was answered last; empty where they have not answered.
    """
    about, _, how = sent.rpartition(APART)
    parts = (about, how if standing.needed else standing.says, said)
    return APART.join(part for part in parts if part)


def buttons(notification: int, *, several: bool) -> tuple[Button, ...]:
    """Return the buttons of a page's message.

    Args:
        notification: the row by which the page reaches its person; whoever presses must be that one.
        several: it is for several pages.
    """
    shown = [one for one in OPTIONS if one.pressed and (one.choice in _OF_ALL or not several)]
    return tuple(
        Button(f"{one.label} (all)" if several else one.label, f"{PRESS}:{notification}:{one.letter}", one.asks)
        for one in shown
    )


def read_press(says: str) -> tuple[int, Choice, bool] | None:
    """Return which notification's button was pressed, for what, and whether its question was answered by yes.

    None where it is no button of a page's.
    """
    word, _, rest = says.partition(":")
    number, _, rest = rest.partition(":")
    letter, _, sure = rest.partition(":")
    if word != PRESS or not number.isascii() or not number.isdigit() or len(number) > 18:  # noqa: PLR2004  (a bigint)
        return None
    option = BY_LETTER.get(letter)
    return (int(number), option.choice, sure == SURE) if option is not None and option.pressed else None


def sure_of(says: str) -> str:
    """Return what the button says by which a question is answered with yes."""
    return f"{says}:{SURE}"


def _cut(words: str, most: int) -> str:
    return fitted(printable(words), most)
