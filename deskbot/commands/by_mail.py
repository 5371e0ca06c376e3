"""Commands that an agent puts on the first lines of an answer, by mail or in the room: `#close`, `#assign ana`. Pure.

The text below them goes to the reseller, unless `#note` is among them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from deskbot.commands import (
    ASK,
    ASSIGN,
    CLAIM,
    CLOSE,
    ESCALATE,
    MERGE,
    NOTE,
    PAGE,
    RESOLVE,
    SET,
    SUGGEST,
    TASK,
    UNLINK,
)
from deskbot.errors import did_you_mean

WORDS = {
    "note": NOTE,
    "close": CLOSE,
    "assign": ASSIGN,
    "page": PAGE,
    "task": TASK,
    "set": SET,
    "merge": MERGE,
    "unlink": UNLINK,
    "claim": CLAIM,
    "ask": ASK,
    "suggest": SUGGEST,
    "escalate": ESCALATE,
    "resolve": RESOLVE,
}
"""What stands behind the `#`, and the command that it is."""
ARGUMENTS = frozenset({CLOSE, ASSIGN, TASK, SET, MERGE, UNLINK, ASK, SUGGEST, RESOLVE})
"""Commands that may have words behind them on their line."""
HELP = (
    "Answer this mail to answer the reseller. A first line #note keeps your answer inside; #close, #assign NAME (or "
    "nobody), #claim, #page, #merge T-… and #unlink T-… do what they say, each on a line of its own above the text. "
    "#ask asks for what is missing, #suggest NAME sends the steps of a known issue, #escalate makes the ticket one "
    "step graver, and #resolve asks whether it is solved. #task WORK, or #task by friday 10:00: WORK, asks the "
    "reseller for hands-on work at the site; several lines are several tasks. #set severity=S2 or #set release=7.0.2 "
    "sets the ticket right."
)
_COMMAND = re.compile(r"#([a-z]{1,20})(?:[ \t:.,;]{1,5}(.{0,600}))?", re.IGNORECASE)
_MEANT_AS_ONE = re.compile(r"#[a-z]{2}", re.IGNORECASE)
_DRESS = re.compile(r"[\s>*_~`\\\u2022\u00b7\u2013\u200b-\u200f\u2060\ufeff-]{0,20}")
"""What mailers put around a line: quote signs, bullets, emphasis, characters of no width."""
_BEHIND = re.compile(r"[\s*_~`\u200b-\u200f\u2060\ufeff]{1,20}$")
_LOCK = r"(?:[\U0001f50f\U0001f510\U0001f512]\ufe0f?|:(?:lock|closed_lock_with_key|lock_with_ink_pen):)"
"""Whichever lock somebody finds first."""
_WRAP = (
    r"[\s<>(\[*_~`'\"\u2022\u25e6\u25aa\u00b7\u2013\u2018-\u201f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff-]{0,20}"
)
"""What stands around a line in a chat: quote signs, bullets, emphasis, code, quotation marks, signs of no width."""
_INSIDE = re.compile(
    rf"(?:{_WRAP}@\S{{1,80}}){{0,5}}{_WRAP}(?:\d{{1,2}}[.)]\s)?(?:{_LOCK}|notes?\W{{0,3}}[:\uff1a])[*_~`]{{0,3}}\s{{0,20}}",
    re.IGNORECASE,
)
"""How a line begins that stays inside, where people talk more shortly than by mail: a lock, or `note:`."""
_LOCKED = re.compile(_LOCK)
_CALLS = re.compile(rf"{_WRAP}@\w")
LOOKED_THROUGH = 10
"""Filled lines from the top in which a command that was overlooked is looked for."""


@dataclass(frozen=True, slots=True)
class Instructions:
    """What an agent's answer says is to be done."""

    commands: tuple[tuple[str, str], ...] = ()
    """Commands with the words behind them, in their order; each command once, but for tasks and what is set."""
    text: str = ""
    """What stands below the commands."""
    problem: str = ""
    """Why the commands cannot be understood; nothing of the mail may be carried out then."""

    def has(self, command: str) -> bool:
        """Return whether a command was given."""
        return any(name == command for name, _ in self.commands)

    def argument(self, command: str) -> str:
        """Return the words behind a command, empty where it was not given."""
        return next(iter(self.arguments(command)), "")

    def arguments(self, command: str) -> tuple[str, ...]:
        """Return the words behind each line of a command."""
        return tuple(words for name, words in self.commands if name == command)


def read_instructions(text: str) -> Instructions:
    """Read the commands on the first lines of an answer.

    A line counts as a command only above all other text. One that nobody knows is a slip, and stops everything:
    what was meant to stay inside must not go out because of it.
    """
    given: list[tuple[str, str]] = []
    lines = text.strip().split("\n")
    while lines:
        line = _undressed(lines[0])
        match = _COMMAND.fullmatch(line)
        if match is None and _MEANT_AS_ONE.match(line):
            return Instructions(text=text, problem=f'"{line[:40]}" is no command that is known')
        if match is None:
            if line:
                break
            lines.pop(0)
            continue
        word, words = match[1].lower(), (match[2] or "").strip()
        if word not in WORDS:
            return Instructions(text=text, problem=f'"#{word}" is no command{did_you_mean(word, WORDS)}')
        command = WORDS[word]
        if words and command not in ARGUMENTS:
            lines[0] = words  # "#note he is difficult": the note begins on the same line
            _give(given, command, "")
            break
        _give(given, command, words)
        lines.pop(0)
    rest = "\n".join(lines).strip()
    said = Instructions(tuple(given), rest)
    problem = _lacking(said)
    return Instructions(text=text, problem=problem) if problem else said


def read_said(text: str) -> Instructions:
    """Read what an agent says in the desk's room: as by mail, and what begins with a lock or `note:` is a note.

    All of it is one then. Where such a line stands further down, or a lock within one, nothing goes out: whoever wrote
    it wanted one part to stay inside, and which one nobody can be sure of. Nor does what calls a colleague by name.
    """
    if inside := _INSIDE.match(text):
        return Instructions(((NOTE, ""),), text[inside.end() :].strip())
    said = read_instructions(text)
    if said.commands == ((NOTE, ""),):
        return said
    if line := next((line for line in text.splitlines() if _INSIDE.match(line) or _LOCKED.search(line)), ""):
        return Instructions(
            text=text, problem=f'"{line.strip()[:40]}" holds a note beside other words: send it by itself'
        )
    if _CALLS.match(text):
        return Instructions(text=text, problem='it begins with an @: what is for a colleague write behind "note:"')
    return said


NEEDS = {
    ASSIGN: '"#assign" needs a name behind it',
    TASK: '"#task" needs the work behind it, on the same line',
    SET: '"#set" needs what is to be set behind it, like "#set severity=S2"',
    MERGE: '"#merge" needs a ticket behind it, like T-1042',
    UNLINK: '"#unlink" needs a ticket behind it, like T-1042',
}
"""What is said of a command with nothing behind it."""


def _lacking(said: Instructions) -> str:
    """Return what is missing behind a command, empty where nothing is."""
    return next((needs for command, needs in NEEDS.items() if not all(said.arguments(command))), "")


def _give(given: list[tuple[str, str]], command: str, words: str) -> None:
    """Add a command; one that was given before stays as it was, but there may be many tasks, and things to set."""
    if command in (TASK, SET) or all(name != command for name, _ in given):
        given.append((command, words))


def overlooked_command(text: str, said: Instructions) -> str:
    """Return a line near the top that can only be meant as a command and was not read as one, empty without one.

    It stands below a greeting or a banner, in a list, or was taken for a quote.
    """
    filled = [line for line in text.split("\n") if line.strip()][:LOOKED_THROUGH]
    for line in filled:
        match = _COMMAND.fullmatch(_undressed(line))
        command = WORDS.get(match[1].lower()) if match else None
        if command and not said.has(command):
            return _undressed(line)[:40]
    return ""


def _undressed(line: str) -> str:
    line = _DRESS.sub("", line.replace("\uff03", "#"), count=1)
    line = _BEHIND.sub("", line)
    return f"#{line[1:].lstrip()}" if line[:2] == "# " and line[2:].split(" ")[0].lower() in WORDS else line
