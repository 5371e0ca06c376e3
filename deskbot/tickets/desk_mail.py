"""What is done with an agent's answer by mail. Pure; in doubt it stays inside, and the agent is told why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from deskbot.access.agents import Agent
from deskbot.commands import ASSIGN, CLOSE, NOTE, PAGE
from deskbot.commands.by_mail import Instructions
from deskbot.desk import Desk
from deskbot.errors import did_you_mean
from deskbot.tickets.echo import holds_ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an agent's mail does to its ticket."""

    answer: str = ""
    """What goes to the reseller; empty for nothing."""
    note: str = ""
    """What is kept inside; empty for nothing."""
    assign: str = ""
    """The key of the person who gets the ticket; empty for nobody."""
    page: bool = False
    close: bool = False
    close_why: str = ""
    problem: str = ""
    """Why nothing was carried out; the agent is told."""


def plan(agent: Agent, said: Instructions, desk: Desk, internal: Iterable[str], *, forwards: bool = False) -> Plan:
    """Decide what becomes of an agent's words.

    Args:
        agent: who writes.
        said: what they wrote anew, read.
        desk: the desk's policy.
        internal: the texts of our internal letters about the ticket; none of their words may go outside.
        forwards: the mail passes on somebody else's, which was not written for the reseller.
    """
    if not agent.proven:
        return Plan(note=said.text, problem=f"it is not certain that you wrote it: {agent.why}")
    if said.problem:
        return Plan(note=said.text, problem=said.problem)
    person = ""
    if said.has(ASSIGN):
        person, wrong = find_person(said.argument(ASSIGN), {key: one.name for key, one in desk.staff.items()})
        if wrong:
            return Plan(note=said.text, problem=wrong)
    inside = said.has(NOTE) or forwards
    if not inside and holds_ours(said.text, internal):
        return Plan(
            note=said.text,
            problem="it still holds words of the internal notification, which the reseller must not see; "
            "write your answer above the marker line, and leave the rest out",
        )
    return Plan(
        answer="" if inside else said.text,
        note=said.text if inside else "",
        assign=person,
        page=said.has(PAGE),
        close=said.has(CLOSE),
        close_why=said.argument(CLOSE),
    )


def find_person(words: str, staff: Mapping[str, str]) -> tuple[str, str]:
    """Return the key of whom these words name (a key, a full name, or a first name that only one has), and a problem.

    Exactly one of the two is empty.
    """
    wanted = " ".join(words.casefold().strip(" .@").split())
    if wanted in staff:
        return wanted, ""
    found = [key for key, name in staff.items() if wanted in (name.casefold(), name.casefold().split(" ")[0])]
    if len(found) == 1:
        return found[0], ""
    if found:
        return "", f'"{words}" is the name of several people: write one of the keys {", ".join(sorted(found))}'
    return "", f'"{words}" is not on the staff{did_you_mean(wanted, staff)}'
