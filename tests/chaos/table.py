"""The table of a run. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tests.chaos.checker import overlaps
from tests.chaos.ledger import Answer
from tests.chaos.run import Result


def table(result: Result) -> str:
    """Return everything that was counted, and every difference."""
    return "\n".join([*_sums(result), "", *_faults(result), "", *_verdict(result)])


def _sums(result: Result) -> Iterator[str]:
    ledger, found = result.sum.ledger, result.sum.found
    answers = Counter(one.answer for one in ledger.messages)
    tries = Counter(one.answer for message in ledger.messages for one in message.tries)
    yield f"chaos: {result.plan.seconds:.0f} s, seed {result.plan.seed}, {result.plan.rate:g} messages/s begun"
    yield f"{'messages':28}{len(ledger.messages):7}   tries {sum(tries.values())}"
    for one in Answer:
        yield f"  {one:26}{answers[one]:7}   tries {tries[one]}"
    again = sum(max(0, sum(t.answer is Answer.ACCEPTED for t in one.tries) - 1) for one in ledger.messages)
    yield f"{'accepted once more':28}{again:7}"
    yield f"{'stored':28}{len(found.messages):7}"
    yield f"{'tickets':28}{len(found.tickets):7}   S1 {sum(one.severity == 'S1' for one in found.tickets)}"
    letters = Counter((one.key.partition(":")[0], one.state) for one in found.letters)
    for (key, state), count in sorted(letters.items()):
        yield f"  {key + ' letters ' + state:26}{count:7}"
    yield f"{'letters at the relay':28}{sum(found.delivered.values()):7}"
    pages = Counter(one.state for one in found.pages)
    yield f"{'pages':28}{len(found.pages):7}   {', '.join(f'{k} {v}' for k, v in sorted(pages.items()))}"
    rang = Counter((one.ticket, one.responder, one.step) for one in found.rang)
    yield f"{'rung, for a ticket each':28}{rang.total():7}   for the same once more {rang.total() - len(rang)}"
    beside, during = delays(result)
    yield f"{'to the first ring, calm':28}{_worst(beside)}"
    yield f"{'to the first ring, in faults':28}{_worst(during)}"
    yield f"{'settled after':28}{result.settled:7.1f} s"


def delays(result: Result) -> tuple[list[float], list[float]]:
    """Return how long each S1 took from its acceptance to the first ring: beside all faults, and during any."""
    total = result.sum
    first: dict[int, float] = {}
    for one in total.found.rang:
        first[one.ticket] = min(one.at, first.get(one.ticket, one.at))
    tickets = {(one.channel, one.key): one.ticket for one in total.found.messages}
    beside: list[float] = []
    during: list[float] = []
    for one in total.ledger.messages:
        ticket = tickets.get((one.channel, one.key))
        if one.urgent and one.accepted_at is not None and ticket in first:
            rang = first[ticket]
            (during if overlaps(total.ledger.windows, one.accepted_at, rang) else beside).append(rang - one.accepted_at)
    return beside, during


def _worst(delays: list[float]) -> str:
    if not delays:
        return "      -"
    middle = sorted(delays)[len(delays) // 2]
    return f"{middle:7.2f} s median, {max(delays):.2f} s worst of {len(delays)}"


def _faults(result: Result) -> Iterator[str]:
    yield f"{'fault':44}{'from':>7}{'for':>7}   what became of what came meanwhile"
    for window in result.sum.ledger.windows:
        tries = Counter(
            one.answer
            for message in result.sum.ledger.messages
            for one in message.tries
            if window.begin <= one.at <= window.end
        )
        came = ", ".join(f"{answer} {count}" for answer, count in sorted(tries.items()))
        yield f"{window.fault:44}{window.begin:7.1f}{window.end - window.begin:7.1f}   {came}  {window.note}".rstrip()


def _verdict(result: Result) -> Iterator[str]:
    for what, count in result.undone.items():
        yield f"NOT DONE: {count} {what}"
    for one in result.differences:
        yield f"DIFFERENCE: {one}"
    if not result.differences and not result.undone:
        yield "The sum is right to the message."
