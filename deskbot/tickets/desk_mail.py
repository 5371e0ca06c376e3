"""What is done with an agent's answer by mail. Pure; in doubt it stays inside, and the agent is told why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from deskbot.access.agents import Agent
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
from deskbot.commands.by_mail import Instructions, overlooked_command
from deskbot.desk import Desk, Responder
from deskbot.desk.naming import named
from deskbot.errors import did_you_mean
from deskbot.model.ticket import UNOWNED
from deskbot.tickets.echo import MOST_WORDS, holds_ours
from deskbot.tickets.reference import read_reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an agent's mail does to its ticket."""

    answer: str = ""
    """What goes to the reseller; empty for nothing."""
    note: str = ""
    """What is kept inside; empty for nothing."""
    assign: str = ""
    """The key of the person who gets the ticket, `UNOWNED` where it is given back; empty where it stays."""
    claim: bool = False
    ask: tuple[str, ...] | None = None
    """The facts that the reseller is asked for; none named is all that are missing, None asks for nothing."""
    suggest: str | None = None
    """The known issue whose steps they get; empty for the ticket's own, None for none."""
    escalate: bool = False
    resolve: str | None = None
    """What solved it, in the agent's words, for the reseller; None where it is not."""
    page: bool = False
    tasks: tuple[str, ...] = ()
    """Hands-on work that the reseller is asked for, in the agent's words."""
    settings: tuple[str, ...] = ()
    """What is to be set right on the ticket, in the agent's words."""
    merge: int = 0
    """The ticket into which it is merged; 0 for none."""
    unlink: int = 0
    """The ticket, or the incident, with which it has nothing to do; 0 for none."""
    close: bool = False
    close_why: str = ""
    problem: str = ""
    """Why nothing was carried out; the agent is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What is known of an agent's mail beside its words."""

    answers: bool
    """Whether it answers an internal letter of ours; else it was written to somebody, and came to us as well."""
    to_us: bool = True
    """Whether it is addressed to us, rather than copied to us."""
    files: bool = False
    """Whether there are files for the reseller."""
    mails: bool = False
    """Whether a whole mail is attached: a mailer may have put our internal letter there."""
    inside: bool = False
    """Whether it was said in the desk's room, and is no mail."""
    unfetched: bool = False
    """Whether there are files that could not be had."""
    changes: bool = False
    """Whether it tells only how an earlier message was changed or taken back."""
    changed: bool = False
    """Whether its writer has changed it, or taken it back, before it was read."""
    forward: bool = False
    """Whether it passes on somebody else's mail, which was not written for the reseller."""
    top: str = ""
    """The first lines of the whole body, before anything was cut: a command may have been taken for a quote."""


def plan(agent: Agent, said: Instructions, desk: Desk, internal: Iterable[str], circumstances: Circumstances) -> Plan:
    """Decide what becomes of an agent's words.

    Args:
        agent: who writes.
        said: what they wrote anew, read.
        desk: the desk's policy.
        internal: the texts of our internal letters about the ticket; none of their words may go outside.
        circumstances: what else is known of the mail.
    """
    kept = _kept(agent, said, circumstances)
    if kept is not None:
        return kept
    owner = ""
    if said.has(ASSIGN):
        owner, wrong = find_owner(said.argument(ASSIGN), desk.staff)
        if wrong:
            return Plan(note=said.text, problem=wrong)
    others, wrong = _others(said)
    if wrong:
        return Plan(note=said.text, problem=wrong)
    inside, solution = said.has(NOTE), None
    if said.has(RESOLVE):
        solution = "\n\n".join(part for part in (said.argument(RESOLVE), "" if inside else said.text) if part)
    if (not inside or any(map(said.has, (TASK, RESOLVE)))) and (why := _unfit(said, internal, circumstances)):
        return Plan(note=said.text, problem=why)
    return Plan(
        answer="" if inside or solution is not None else said.text,
        note=said.text if inside else "",
        assign=owner,
        claim=said.has(CLAIM),
        ask=tuple(said.argument(ASK).replace(",", " ").split()) if said.has(ASK) else None,
        suggest=said.argument(SUGGEST) if said.has(SUGGEST) else None,
        escalate=said.has(ESCALATE),
        resolve=solution,
        page=said.has(PAGE),
        tasks=said.arguments(TASK),
        settings=said.arguments(SET),
        merge=others[MERGE],
        unlink=others[UNLINK],
        close=said.has(CLOSE),
        close_why=said.argument(CLOSE),
    )


def _kept(agent: Agent, said: Instructions, circumstances: Circumstances) -> Plan | None:
    """Return the plan for words that stay inside for how they came; None for those that may go on."""
    if not agent.proven:
        return Plan(note=said.text, problem=f"it is not certain that you wrote it: {agent.why}")
    if circumstances.changes:
        return _changed(said)
    if circumstances.changed:
        return Plan(note=said.text, problem="you have changed it, or taken it back, before it went out")
    if circumstances.forward:
        return Plan(note=said.text, problem=said.problem)
    if not circumstances.answers:
        problem = "it does not answer a notification of ours, so that it may be meant for somebody else"
        return Plan(note=said.text, problem=problem if circumstances.to_us else "")
    problem = said.problem or _unclear(said, circumstances)
    return Plan(note=said.text, problem=problem) if problem else None


def _changed(said: Instructions) -> Plan:
    """Keep what somebody has made of their words: what has gone out cannot be called back, nor is it sent again."""
    if said.has(NOTE):
        return Plan(note=said.text)
    says = "what has gone out stays as it is; what the reseller shall read now, write as a new message"
    return Plan(note=said.text, problem=says)


def _others(said: Instructions) -> tuple[dict[str, int], str]:
    """Return the tickets that commands name, by command (0 where it was not given), and a problem."""
    others: dict[str, int] = {}
    for command in (MERGE, UNLINK):
        words = said.argument(command)
        number = read_reference(words.removeprefix("into ")) if said.has(command) else 0
        if number is None:
            return {}, f'"{words}" names no ticket; write it like T-1042'
        others[command] = number
    if said.has(MERGE) and said.has(CLOSE):
        return {}, '"#merge" and "#close" do not go together: close the other ticket'
    return others, ""


def _unclear(said: Instructions, circumstances: Circumstances) -> str:
    """Return why it is not clear what the agent wants, empty where it is."""
    if not said.text and not said.commands:
        file = "; write a line to go with the file" if circumstances.files else ""
        return f"nothing new stands in it, above what it quotes{file}"
    if not said.text and said.has(NOTE):
        return '"#note" has no text below it'
    overlooked = overlooked_command(circumstances.top, said)
    return f'"{overlooked}" stands where it is no command: put it on the first line, alone' if overlooked else ""


def _unfit(said: Instructions, internal: Iterable[str], circumstances: Circumstances) -> str:
    """Return why the agent's words may not go out as they are, empty where they may."""
    if circumstances.mails:
        return (
            "a mail is attached to it, which may be our internal letter; attach what the reseller shall see as another "
            "kind of file"
        )
    if len(said.text.split()) > MOST_WORDS:
        return "it is too long to be compared with the internal notification; send the long part as a file"
    if circumstances.unfetched:
        return "its file could not be fetched; send the words and the file once more"
    if holds_ours("\n".join((said.text, *said.arguments(TASK), *said.arguments(RESOLVE))), internal):
        if circumstances.inside:
            return "it holds words of a note or a card, which the reseller must not see; say it in other words"
        return (
            "it still holds words of the internal notification, which the reseller must not see; write your answer "
            "above the marker line, and leave the rest out"
        )
    return ""


def find_owner(words: str, staff: Mapping[str, Responder]) -> tuple[str, str]:
    """Return the key of whom these words give a ticket to (see `desk.naming`), and a problem; one of them is empty."""
    said = words.strip(" .@")
    found = named(said, staff)
    if len(found) == 1:
        return found[0], ""
    if found:
        return "", f'"{words}" is the name of several people: write one of the keys {", ".join(sorted(found))}'
    if said.casefold() == UNOWNED:
        return UNOWNED, ""
    return "", f'"{words}" is not on the staff{did_you_mean(said.casefold(), staff)}'
