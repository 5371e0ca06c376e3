"""What a reseller's people are told who ask by a command: short, as it may go out as a text. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from deskbot.commands.tickets import BY_VERB, TABLE, Problem, Wanted
from deskbot.model.line import fitted
from deskbot.model.ticket import Ticket
from deskbot.tickets.reference import reference
from deskbot.tickets.voice import Setting, Voice

MOST_LISTED = 8
"""Tickets of one answer."""
LONGEST_SUBJECT = 60


def standing(ticket: Ticket, setting: Setting, owner: str, questions: Sequence[str]) -> str:
    """Return how a ticket stands.

    Args:
        ticket: the ticket.
        setting: the reader's language.
        owner: the name of who has it; empty for nobody.
        questions: what is still asked for, in short.
    """
    voice = Voice(ticket.number, setting)
    said = [voice("own-status", **_facts(ticket, voice))]
    if owner and ticket.state.open:
        said.append(voice("own-owner", responder=owner))
    if questions and ticket.state.open:
        said.append(voice("own-missing", questions=" ".join(questions)))
    return " ".join(said)


def listing(found: Sequence[Ticket], setting: Setting) -> str:
    """Return the open tickets, a line each."""
    if not found:
        return Voice(0, setting)("own-none")
    lines = [(voice := Voice(one.number, setting))("own-line", **_facts(one, voice)) for one in found[:MOST_LISTED]]
    more = len(found) - MOST_LISTED
    return "\n".join([*lines, *([Voice(0, setting)("own-more", count=more)] if more > 0 else [])])


def unknown(number: int, setting: Setting) -> str:
    """Return the answer about a ticket that is not theirs to see: the same, whether or not there is one."""
    return Voice(number, setting)("own-unknown")


def stranger(setting: Setting) -> str:
    """Return what somebody is told whom we do not know."""
    return " ".join((Voice(0, setting)("own-stranger"), _phone(setting))).strip()


def link_how(setting: Setting) -> str:
    """Return how an address is linked."""
    return Voice(0, setting)("link-how")


def link_sent(address: str, setting: Setting) -> str:
    """Return that a code is on its way, if the address is one that we know."""
    return Voice(0, setting)("link-sent", address=address)


def link_wrong(setting: Setting) -> str:
    """Return that a code is none, or is over."""
    return Voice(0, setting)("link-wrong")


def link_taken(setting: Setting) -> str:
    """Return that the address that asks is somebody else's already."""
    return Voice(0, setting)("link-taken")


def link_too_often(setting: Setting) -> str:
    """Return that an address has tried too often to link itself."""
    return Voice(0, setting)("link-too-often")


def linked(name: str, setting: Setting) -> str:
    """Return that an address is linked now."""
    return Voice(0, setting)("linked", name=name)


def link_letter(code: str, channel: str, setting: Setting) -> tuple[str, str]:
    """Return subject and text of the letter with a code that was asked for on a channel."""
    voice = Voice(0, setting)
    return voice("link-subject"), voice("link-letter", code=code, channel=channel.capitalize())


def linked_letter(channel: str, address: str, setting: Setting) -> tuple[str, str]:
    """Return subject and text of the letter that tells somebody of an address that was linked to them."""
    voice = Voice(0, setting)
    says = voice("linked-letter", channel=channel.capitalize(), address=address)
    return voice("linked-subject"), " ".join(part for part in (says, _phone(setting)) if part)


def prefers(channel: str, setting: Setting) -> str:
    """Return by which channel somebody is written to from now on; empty is the one that they used last."""
    voice = Voice(0, setting)
    return voice("prefers", channel=channel.capitalize()) if channel else voice("prefers-last")


def no_channel(word: str, channels: Sequence[str], setting: Setting) -> str:
    """Return that there is no such channel of theirs, and which ones there are."""
    return Voice(0, setting)("no-channel", word=word, channels=", ".join(channels))


def for_admins(setting: Setting) -> str:
    """Return that only who looks after all tickets of a reseller may list them."""
    return Voice(0, setting)("own-admins")


def closed(number: int, setting: Setting, *, already: bool) -> str:
    """Return that a ticket is closed."""
    return Voice(number, setting)("own-closed-already" if already else "own-closed")


def not_understood(wanted: Wanted, setting: Setting) -> str:
    """Return what is wrong with a command."""
    voice, usage = Voice(0, setting), BY_VERB[wanted.verb].usage
    match wanted.problem:
        case Problem.NO_TICKET:
            return voice("own-which", usage=usage)
        case Problem.NO_WORDS:
            return voice("own-no-words", usage=usage)
        case _:
            near = wanted.nearest
            key = "own-no-command-near" if near else "own-no-command"
            return f"{voice(key, word=wanted.word, near=near)}\n{usages(setting)}"


def usages(setting: Setting) -> str:
    """Return every command with what it does, and the number for emergencies."""
    voice = Voice(0, setting)
    lines = [f"{one.usage}: {voice(f'help-{one.verb}')}" for one in TABLE]
    return "\n".join(line for line in (voice("own-help"), *lines, _phone(setting)) if line)


def usages_in_short(setting: Setting) -> str:
    """Return every command as it is written, and the number for emergencies: what fits into two segments."""
    return " ".join(part for part in (f"{', '.join(one.usage for one in TABLE)}.", _phone(setting)) if part)


def _phone(setting: Setting) -> str:
    return Voice(0, setting)("own-help-phone") if setting.phone else ""


def _facts(ticket: Ticket, voice: Voice) -> dict[str, str]:
    return {
        "ticket": reference(ticket.number),
        "severity": str(ticket.severity),
        "state": voice(f"state-{ticket.state}"),
        "subject": fitted(" ".join(ticket.subject.split()), LONGEST_SUBJECT),
    }
