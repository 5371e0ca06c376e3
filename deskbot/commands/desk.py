"""The one table of the desk's slash command: an act is what an agent would write in a card's thread. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from deskbot.errors import did_you_mean

COMMAND = "/desk"
_TICKET = re.compile(r"\[?(?:[tT]-)?(\d{1,9})\]?", re.ASCII)


class DeskVerb(StrEnum):
    """What an agent wants."""

    LIST = "list"
    SHOW = "show"
    CLAIM = "claim"
    REPLY = "reply"
    NOTE = "note"
    ASK = "ask"
    SUGGEST = "suggest"
    ESCALATE = "escalate"
    PAGE = "page"
    RESOLVE = "resolve"
    MERGE = "merge"
    CLOSE = "close"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class DeskCommand:
    """One command."""

    verb: DeskVerb
    takes: str
    help: str
    says: str = ""
    """What is written in the thread in front of the words; empty for none."""
    needs_words: bool = False

    @property
    def usage(self) -> str:
        """Return how it is written: `claim T-1042`."""
        return f"{self.verb} {self.takes}".strip()


TABLE = (
    DeskCommand(DeskVerb.LIST, "", "open tickets, the newest first"),
    DeskCommand(DeskVerb.SHOW, "T-1042", "its card"),
    DeskCommand(DeskVerb.CLAIM, "T-1042", "it is yours", "#claim"),
    DeskCommand(DeskVerb.REPLY, "T-1042 TEXT", "the reseller gets the text", needs_words=True),
    DeskCommand(DeskVerb.NOTE, "T-1042 TEXT", "the text stays inside", "#note\n", needs_words=True),
    DeskCommand(DeskVerb.ASK, "T-1042 [FACT …]", "asks for what is missing", "#ask "),
    DeskCommand(DeskVerb.SUGGEST, "T-1042 [NAME]", "sends the steps of a known issue", "#suggest "),
    DeskCommand(DeskVerb.ESCALATE, "T-1042", "one step graver", "#escalate"),
    DeskCommand(DeskVerb.PAGE, "T-1042", "calls whoever is on call", "#page"),
    DeskCommand(DeskVerb.RESOLVE, "T-1042 [TEXT]", "the reseller is asked whether it is solved", "#resolve\n"),
    DeskCommand(DeskVerb.MERGE, "T-1042 T-1043", "the first becomes part of the second", "#merge ", needs_words=True),
    DeskCommand(DeskVerb.CLOSE, "T-1042 [WHY]", "closes it; why stays inside", "#close "),
    DeskCommand(DeskVerb.HELP, "", "this"),
)
BY_VERB = {str(one.verb): one for one in TABLE}
NO_TICKET = frozenset({DeskVerb.LIST, DeskVerb.HELP})
AT_ONCE = frozenset({DeskVerb.LIST, DeskVerb.SHOW, DeskVerb.HELP})
"""What is only looked at."""


@dataclass(frozen=True, slots=True)
class DeskWanted:
    """A command, understood."""

    verb: DeskVerb
    ticket: int = 0
    words: str = ""
    problem: str = ""
    """Why it cannot be carried out as it stands, and how it is written."""

    @property
    def said(self) -> str:
        """Return what an agent would write for it in the thread of the ticket's card."""
        return f"{BY_VERB[self.verb].says}{self.words}".strip()


def read_desk(text: str) -> DeskWanted:
    """Read what stands behind the slash command; a ticket alone shows it."""
    first, _, rest = text.strip().partition(" ")
    if not first:
        return DeskWanted(DeskVerb.HELP)
    if named := _TICKET.fullmatch(first):
        return DeskWanted(DeskVerb.SHOW, int(named[1]))
    command = BY_VERB.get(first.lower())
    if command is None:
        return DeskWanted(
            DeskVerb.HELP, problem=f'"{first[:40]}" is no command{did_you_mean(first.lower(), BY_VERB)}: /desk help'
        )
    if command.verb in NO_TICKET:
        return DeskWanted(command.verb)
    name, _, words = rest.strip().partition(" ")
    named = _TICKET.fullmatch(name.strip())
    if named is None or (command.needs_words and not words.strip()):
        return DeskWanted(command.verb, problem=f"it is written so: /desk {command.usage}")
    return DeskWanted(command.verb, int(named[1]), words.strip())


def help_text() -> str:
    """Return what there is."""
    lines = [f"/desk {one.usage}: {one.help}" for one in TABLE]
    return "\n".join([*lines, "All of it is said in a card's thread, too, and there #assign, #set and #task as well."])
