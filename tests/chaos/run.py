"""One run: load, faults one after the other, a time to settle, and the sum."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from deskbot.store.witness import rows
from tests.chaos.chats import Chats
from tests.chaos.checker import Sum
from tests.chaos.crowd import writers
from tests.chaos.faults import FAULTS, Fault, ImpossibleError
from tests.chaos.ledger import Answer, Excuse, Ledger, Try, Window
from tests.chaos.load import Load
from tests.chaos.look import look, undone
from tests.chaos.responders import Responders
from tests.chaos.surroundings import Surroundings, surroundings

SETTLES_WITHIN = 600.0
"""Seconds after the last fault within which everything that was accepted is done. On a machine of its own a minute
does; but others may want the processor, and a worker stands behind them."""
LOOKS_EVERY = 0.25
"""Seconds between two looks at what is left."""
LEAST = 2.0
"""Seconds for which a fault holds at the least: a short run has as many of them as there is room for."""
NOT_RUN = "NOT RUN"
"""Begins the note of a fault that could not be done here: it explains nothing."""
CALM = 5.0
"""Seconds at the begin and at the end of the load in which nothing goes wrong."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a run goes."""

    seconds: float = 60.0
    seed: int = 1
    rate: float = 3.0
    """Messages a second."""
    faults: Sequence[Fault] = tuple(FAULTS)
    """What may go wrong."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it."""

    plan: Plan
    sum: Sum
    differences: Sequence[str]
    settled: float
    """Seconds from the end of the load until all was done."""
    undone: dict[str, int]


async def play(plan: Plan, folder: Path) -> Result:
    """Play a run to its end."""
    logging.getLogger("deskbot.simulators").setLevel(logging.ERROR)  # that they are not heard is what is played
    chance, ledger, known = random.Random(plan.seed), Ledger(), writers()  # noqa: S311  (no secret)
    async with surroundings(folder, known) as world:
        server = world.server
        await server.start()
        texts = f"{server.settings.web_base}/twilio/sms"
        chats = Chats(ledger, world.now, chance, known, world.telegram, world.slack, server.twilio, texts)
        chats.watch()
        load = Load(ledger, server.mailbox, chats, lambda: server.smtp, world.now, chance, known)
        world.load = load
        responders = Responders(server.twilio, ledger, world.now, chance)
        await warm(world, load)
        world.began, wall = time.monotonic(), time.time()
        ledger.messages[0].tries[:] = [Try(0.0, Answer.ACCEPTED)]  # the run begins with it
        answering = asyncio.create_task(responders.run())
        loading = asyncio.create_task(load.run(plan.rate))
        await go_wrong(world, ledger, plan, chance)
        await asyncio.sleep(max(CALM, plan.seconds - world.now()))
        loading.cancel()
        ended = world.now()
        left = await settled(world, load)
        took = world.now() - ended
        answering.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await answering
        responders.end()
        found = await asyncio.to_thread(look, world, wall)
    total = Sum(ledger, found)
    return Result(plan, total, total.differences(), took, left)


async def warm(world: Surroundings, load: Load) -> None:
    """Wait until a first mail has gone all the way: what is not awake yet cannot fail."""
    await load.one()
    await world.server.happens("the first mail is a ticket", lambda: rows(world.database.url, "SELECT 1 FROM ticket"))


async def go_wrong(world: Surroundings, ledger: Ledger, plan: Plan, chance: random.Random) -> None:
    """Let faults happen one after the other, with calm between them."""
    dealt = deal(plan, chance)
    await asyncio.sleep(CALM)
    for one, seconds, pause in dealt:
        begin = world.now()
        note, excuses = "", one.excuses
        try:
            async with one.act(world) as note:
                await asyncio.sleep(seconds)
        except ImpossibleError as error:
            note, excuses = f"{NOT_RUN}: {error}", frozenset[Excuse]()
        ledger.windows.append(Window(one.name, begin, world.now(), excuses, note))
        say(f"{begin:6.1f} s  {one.name} for {world.now() - begin:.1f} s {note}")
        await asyncio.sleep(pause)


def deal(plan: Plan, chance: random.Random) -> list[tuple[Fault, float, float]]:
    """Return which faults happen in which order, how long each holds, and how long it is calm after it."""
    order = list(plan.faults)
    chance.shuffle(order)
    own = {one: one.seconds(plan.seconds) for one in order}
    room = plan.seconds - 2 * CALM - sum(own.values())
    shared = [one for one in order if not own[one]][: int(room / (1.5 * LEAST))]
    share = room / (1.5 * len(shared)) if shared else 0.0
    return [(one, own[one] or share, share / 2) for one in order if own[one] or one in shared]


async def settled(world: Surroundings, load: Load) -> dict[str, int]:
    """Wait until all is done; return what is not within the time that it may take."""
    left: dict[str, int] = {}
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(SETTLES_WITHIN):
            await load.all_sent()
            left = await asyncio.to_thread(undone, world.database.url)
            while left:
                await asyncio.sleep(LOOKS_EVERY)
                left = await asyncio.to_thread(undone, world.database.url)
    return left | ({"messages that nobody took": len(load.under_way)} if load.under_way else {})


def say(*lines: str) -> None:
    """Print at once."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()
