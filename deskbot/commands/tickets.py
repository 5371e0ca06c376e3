"""The one table of what a reseller may do with tickets: texts, slash commands and menus all render it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from deskbot.errors import nearest
from deskbot.model.invitation import code_in

LONGEST = 4000
"""Characters of what is read; a longer text is a message."""


class Verb(StrEnum):
    """What a reseller wants."""

    NEW = "new"
    STATUS = "status"
    LIST = "list"
    ADD = "add"
    CLOSE = "close"
    URGENT = "urgent"
    LINK = "link"
    PREFER = "prefer"
    HELP = "help"


class Takes(StrEnum):
    """What stands behind a verb."""

    NOTHING = ""
    WORDS = "TEXT"
    TICKET = "T-1042"
    TICKET_AND_WORDS = "T-1042 TEXT"
    ALL = "[all]"
    CODE = "CODE"
    CHANNEL = "here"


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCommand:
    """One command, as it is written on every channel."""

    verb: Verb
    takes: Takes = Takes.NOTHING
    others: tuple[str, ...] = ()
    """Other words for it, in the languages that are answered: one word each, without accents."""
    needs_ticket: bool = False
    """Whether it is nothing without a ticket; else the only one that is meant may be left out."""

    @property
    def names_ticket(self) -> bool:
        """Return whether a ticket may stand behind it."""
        return self.takes in (Takes.TICKET, Takes.TICKET_AND_WORDS)

    @property
    def usage(self) -> str:
        """Return how it is written: `status T-1042`."""
        return f"{self.verb} {self.takes}".strip()


TABLE = (
    TicketCommand(verb=Verb.NEW, takes=Takes.WORDS, others=("nuevo", "nouveau", "neu", "novo", "create", "open")),
    TicketCommand(verb=Verb.STATUS, takes=Takes.TICKET, others=("estado", "statut", "stand", "state", "show")),
    TicketCommand(verb=Verb.LIST, takes=Takes.ALL, others=("lista", "liste", "tickets")),
    TicketCommand(
        verb=Verb.ADD,
        takes=Takes.TICKET_AND_WORDS,
        others=("anadir", "ajouter", "dazu", "adicionar", "reply", "update"),
        needs_ticket=True,
    ),
    TicketCommand(
        verb=Verb.CLOSE,
        takes=Takes.TICKET,
        others=("cerrar", "fermer", "schliessen", "fechar"),
        needs_ticket=True,
    ),
    TicketCommand(
        verb=Verb.URGENT,
        takes=Takes.TICKET_AND_WORDS,
        others=("urgente", "dringend"),
        needs_ticket=True,
    ),
    TicketCommand(verb=Verb.LINK, takes=Takes.CODE, others=("vincular", "lier", "verbinden", "ligar")),
    TicketCommand(verb=Verb.PREFER, takes=Takes.CHANNEL, others=("prefiero", "prefere", "prefiro", "bevorzuge")),
    TicketCommand(verb=Verb.HELP, others=("ayuda", "aide", "hilfe", "ajuda", "info", "?")),
)
BY_VERB = {command.verb: command for command in TABLE}
BY_WORD = {word: command for command in TABLE for word in (str(command.verb), *command.others)}


class Problem(StrEnum):
    """Why a command cannot be carried out as it stands."""

    UNKNOWN = "unknown"
    NO_TICKET = "no-ticket"
    NO_WORDS = "no-words"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A command, understood."""

    verb: Verb
    ticket: int | None = None
    words: str = ""
    problem: Problem | None = None
    word: str = ""
    """What was written where a command is expected, and is none."""

    @property
    def nearest(self) -> str:
        """Return the command that a word which is none is nearest to, or an empty string."""
        return nearest(self.word.lower(), [str(verb) for verb in BY_VERB])


_END = r"\]?(?:[\s.,:;!-]+|$)"
_NAMED = re.compile(r"\[?[tT]\s?-?\s?(\d{1,9})" + _END, re.ASCII)
_PLACE = re.compile(r"[^\s@]+@[^\s@]+|\+[\d\s().-]{7,24}", re.ASCII)
"""An address of mail, or a telephone number."""
_WORD = re.compile(r"[^\W\d_]{2,12}")
ALL_WORDS = frozenset({"all", "todos", "todo", "tous", "tout", "alle", "alles"})
_NEEDS_WORDS = frozenset({Takes.WORDS, Takes.CODE, Takes.CHANNEL})
_NUMBER = re.compile(r"\[?(\d{4,9})" + _END, re.ASCII)
"""A ticket by its number alone; shorter ones count telephones."""


def read_command(text: str) -> Wanted:
    """Read what stands behind a slash: `status T-1042`, or a word that is no command."""
    first, rest = _split(text[:LONGEST])
    if not first:
        return Wanted(Verb.HELP)
    command = BY_WORD.get(first.lower())
    if command is None:
        named = _NAMED.match(text.strip())
        if named is not None:
            return _about(int(named[1]), text.strip()[named.end() :].strip())
        return Wanted(Verb.HELP, problem=Problem.UNKNOWN, word=first[:40])
    return _read(command, rest)


def read_text(text: str) -> Wanted | None:
    """Read a message that may be a command; None where it is a message.

    A message is a command only as a whole: "status", "close T-1042". "List all calls that failed" is a message, and so
    is "urgent" without a ticket: it may be all that somebody can write now.
    """
    said = text.strip()
    if len(said) > LONGEST:
        return None
    named = _NAMED.match(said)
    if named is not None:
        return _about(int(named[1]), said[named.end() :].strip())
    first, rest = _split(said)
    command = BY_WORD.get(first.lower().rstrip(".!") or first)
    if command is None:
        return None
    wanted = _read(command, rest)
    match command.takes:
        case Takes.WORDS:
            return wanted if first.lower() == command.verb and not wanted.problem else None
        case Takes.ALL:
            return wanted if not rest or rest.lower() in ALL_WORDS else None
        case Takes.CODE:
            return wanted if code_in(rest) or _PLACE.fullmatch(rest) else None
        case Takes.CHANNEL:
            return wanted if _WORD.fullmatch(rest) else None
        case _:
            pass
    if command.verb is Verb.CLOSE and not rest:
        return wanted  # nobody reports a trouble by this word alone, as they may by "urgent"
    by_number = wanted.words and not _NAMED.match(rest)
    if wanted.problem is not None or by_number or (wanted.words and command.takes is not Takes.TICKET_AND_WORDS):
        return None
    return wanted


def _about(ticket: int, words: str) -> Wanted:
    """Return what a ticket's name at the beginning means: words behind it are added; alone it asks how it stands."""
    return Wanted(Verb.ADD, ticket, words) if words else Wanted(Verb.STATUS, ticket)


def _read(command: TicketCommand, rest: str) -> Wanted:
    if not command.names_ticket:
        problem = Problem.NO_WORDS if command.takes in _NEEDS_WORDS and not rest else None
        return Wanted(command.verb, words=rest, problem=problem)
    match = _NAMED.match(rest) or _NUMBER.match(rest)
    if match is None:
        problem = Problem.NO_TICKET if command.needs_ticket or rest else None
        return Wanted(command.verb, words=rest, problem=problem)
    words = rest[match.end() :].strip()
    problem = Problem.NO_WORDS if command.verb is Verb.ADD and not words else None
    return Wanted(command.verb, int(match[1]), words, problem)


def _split(text: str) -> tuple[str, str]:
    """Return the first word, and what stands behind it, with its lines."""
    parts = text.split(maxsplit=1)
    return (parts[0] if parts else "", parts[1].strip() if len(parts) > 1 else "")
