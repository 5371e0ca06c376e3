"""What goes wrong, one function each: it holds as long as its block lasts, and says what it may cause."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

from deskbot.simulators.mailbox import Fault as RelayFault
from tests.chaos.checker import JUMP
from tests.chaos.ledger import Excuse
from tests.chaos.surroundings import Surroundings
from tests.relatives import of_role

Act = Callable[[Surroundings], AbstractAsyncContextManager[str]]
"""Holds a fault; yields what is to be said of it."""

LONG = 600.0
"""Seconds from which a run is long enough for a database that is away for five minutes."""
SLOW = 0.05
"""Seconds by which a slow database is late with each piece of an answer."""
MANY = 1_000_000
"""So many answers are cut off, until it is told to stop."""


class ImpossibleError(Exception):
    """This machine does not let it happen; says why."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault."""

    name: str
    act: Act
    excuses: frozenset[Excuse] = frozenset()
    seconds: Callable[[float], float] = lambda _: 0.0
    """How long it holds in a run of so many seconds; 0 takes its share of what the others leave."""


FAULTS: list[Fault] = []
MAYBE, AGAIN, ASIDE = Excuse.LETTER_MAYBE_SENT, Excuse.PAGED_AGAIN, Excuse.SET_ASIDE


def fault(
    name: str, *excuses: Excuse, seconds: Callable[[float], float] = lambda _: 0.0
) -> Callable[[Callable[[Surroundings], AsyncGenerator[str]]], Act]:
    """Enter a function into the list of faults."""

    def enter(function: Callable[[Surroundings], AsyncGenerator[str]]) -> Act:
        act = asynccontextmanager(function)
        FAULTS.append(Fault(name, act, frozenset(excuses), seconds))
        return act

    return enter


# -- processes die


def kill(pid: int) -> str:
    """Kill a process."""
    os.kill(pid, signal.SIGKILL)
    return f"pid {pid}"


@fault("kill -9 the server", MAYBE, AGAIN, ASIDE)
async def server_killed(world: Surroundings) -> AsyncGenerator[str]:
    await world.server.kill()
    yield "and all its children"
    await world.server.start()


@fault("kill -9 the worker", MAYBE, ASIDE)
async def worker_killed(world: Surroundings) -> AsyncGenerator[str]:
    yield kill(await child(world, "worker"))


@fault("kill -9 the pager", AGAIN)
async def pager_killed(world: Surroundings) -> AsyncGenerator[str]:
    yield kill(await child(world, "pager"))


@fault("kill -9 a reader", ASIDE)
async def reader_killed(world: Surroundings) -> AsyncGenerator[str]:
    yield kill(await a_reader(world))


@fault("kill -9 PostgreSQL's postmaster", MAYBE, AGAIN)
async def postmaster_killed(world: Surroundings) -> AsyncGenerator[str]:
    yield kill(world.database.postmaster())


@fault("kill -9 a session of PostgreSQL", MAYBE, AGAIN)
async def session_killed(world: Surroundings) -> AsyncGenerator[str]:
    yield kill(await asyncio.to_thread(world.database.backend))


async def child(world: Surroundings, role: str) -> int:
    """Return the process id of whoever has a role, which may just be started again."""
    return await world.server.next_of(role, 0)


async def a_reader(world: Surroundings) -> int:
    """Return the process id of one of the processes that read: children of the one that the worker has forked."""
    worker = await child(world, "worker")

    def readers() -> list[int]:
        return of_role(worker, "reader")

    await world.server.happens("the worker has a reader", readers)
    return readers()[0]


# -- processes freeze


@asynccontextmanager
async def frozen(pid: int) -> AsyncGenerator[str]:
    """Hold a process where it stands; it goes on as if nothing had been."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield f"pid {pid}"
    finally:
        with contextlib.suppress(ProcessLookupError):  # who took it for dead has ended it
            os.kill(pid, signal.SIGCONT)


@fault("SIGSTOP the server")
async def server_frozen(world: Surroundings) -> AsyncGenerator[str]:
    assert world.server.process
    async with frozen(world.server.process.pid) as said:
        yield said


@fault("SIGSTOP the worker", MAYBE)
async def worker_frozen(world: Surroundings) -> AsyncGenerator[str]:
    async with frozen(await child(world, "worker")) as said:
        yield said


@fault("SIGSTOP the pager", AGAIN)
async def pager_frozen(world: Surroundings) -> AsyncGenerator[str]:
    async with frozen(await child(world, "pager")) as said:
        yield said


@fault("SIGSTOP a reader", ASIDE)
async def reader_frozen(world: Surroundings) -> AsyncGenerator[str]:
    async with frozen(await a_reader(world)) as said:
        yield said


@fault("SIGSTOP PostgreSQL's postmaster")
async def postmaster_frozen(world: Surroundings) -> AsyncGenerator[str]:
    async with frozen(world.database.postmaster()) as said:
        yield said


@fault("SIGSTOP a session of PostgreSQL", MAYBE, AGAIN)
async def session_frozen(world: Surroundings) -> AsyncGenerator[str]:
    async with frozen(await asyncio.to_thread(world.database.backend)) as said:
        yield said


# -- the database fails


@fault("database away", MAYBE, AGAIN, seconds=lambda run: 300.0 if run >= LONG else run / 7.5)
async def database_away(world: Surroundings) -> AsyncGenerator[str]:
    await world.database.stop()
    try:
        yield "stopped in good order"
    finally:
        await world.database.start()


@fault("database slow")
async def database_slow(world: Surroundings) -> AsyncGenerator[str]:
    world.database.proxy.delay = SLOW
    try:
        yield f"each answer {SLOW:g} s late"
    finally:
        world.database.proxy.delay = 0.0


@fault("database silent", MAYBE, AGAIN)
async def database_silent(world: Surroundings) -> AsyncGenerator[str]:
    world.database.proxy.hold()
    try:
        yield "connections stand, and nothing comes"
    finally:
        world.database.proxy.flow()


@fault("database: all connections cut", MAYBE, AGAIN)
async def database_cut_off(world: Surroundings) -> AsyncGenerator[str]:
    yield f"{world.database.proxy.cut()} connections"


@fault("disk full", MAYBE, AGAIN)
async def disk_full(world: Surroundings) -> AsyncGenerator[str]:
    if not world.database.small_disk:
        raise ImpossibleError("only root may mount a small disk")
    await asyncio.to_thread(world.database.fill)
    try:
        yield "the database's"
    finally:
        world.database.make_room()


# -- the relay fails


@asynccontextmanager
async def relay_that(world: Surroundings, does: RelayFault) -> AsyncGenerator[str]:
    """Let the relay misbehave."""
    world.server.mailbox.fault = does
    try:
        yield ""
    finally:
        world.server.mailbox.fault = RelayFault.NONE


@fault("relay: 451 to all")
async def relay_puts_off(world: Surroundings) -> AsyncGenerator[str]:
    async with relay_that(world, RelayFault.LATER) as said:
        yield said


@fault("relay: silent")
async def relay_silent(world: Surroundings) -> AsyncGenerator[str]:
    async with relay_that(world, RelayFault.SILENT) as said:
        yield said


@fault("relay: cut off after the mail", MAYBE)
async def relay_cut(world: Surroundings) -> AsyncGenerator[str]:
    async with relay_that(world, RelayFault.CUT_AFTER_DATA) as said:
        yield said


@fault("relay: silent after the mail", MAYBE)
async def relay_silent_after_mail(world: Surroundings) -> AsyncGenerator[str]:
    async with relay_that(world, RelayFault.SILENT_AFTER_DATA) as said:
        yield said


# -- the carrier fails


@asynccontextmanager
async def carrier_that(begin: Callable[[], None], end: Callable[[], None]) -> AsyncGenerator[str]:
    """Let the carrier misbehave."""
    begin()
    try:
        yield ""
    finally:
        end()


@fault("carrier: 503 to all")
async def carrier_down(world: Surroundings) -> AsyncGenerator[str]:
    faults = world.server.twilio.faults
    async with carrier_that(lambda: faults.go_down(503), faults.come_back) as said:
        yield said


@fault("carrier: 429 to all")
async def carrier_busy(world: Surroundings) -> AsyncGenerator[str]:
    faults = world.server.twilio.faults
    async with carrier_that(lambda: faults.go_down(429, 20429), faults.come_back) as said:
        yield said


@fault("carrier: no answer until the time is out", AGAIN)
async def carrier_hangs(world: Surroundings) -> AsyncGenerator[str]:
    faults = world.server.twilio.faults
    async with carrier_that(faults.hang, faults.resume) as said:
        yield said


@fault("carrier: answers garbage", AGAIN)
async def carrier_garbles(world: Surroundings) -> AsyncGenerator[str]:
    faults = world.server.twilio.faults
    async with carrier_that(faults.garble, faults.come_back) as said:
        yield said


@fault("carrier: takes it and is cut off", AGAIN)
async def carrier_cut(world: Surroundings) -> AsyncGenerator[str]:
    faults = world.server.twilio.faults
    async with carrier_that(lambda: faults.drop_after_accept(MANY), faults.drop_no_more) as said:
        yield said


@fault("carrier: reports nothing, then all at once")
async def carrier_late(world: Surroundings) -> AsyncGenerator[str]:
    webhooks = world.server.twilio.webhooks
    webhooks.withhold()
    try:
        yield ""
    finally:
        for late in webhooks.release():
            await webhooks.post(late)


@fault("carrier: everything twice")
async def carrier_doubles(world: Surroundings) -> AsyncGenerator[str]:
    twilio = world.server.twilio

    async def double() -> None:
        done = len(twilio.webhooks.sent)
        while True:
            for one in twilio.webhooks.sent[done:]:
                await twilio.deliver_again(one)
            done = len(twilio.webhooks.sent)
            await asyncio.sleep(0.1)

    doubling = asyncio.create_task(double())
    try:
        yield ""
    finally:
        doubling.cancel()


# -- the network between senders and deskbot


@fault("network cut mid-DATA")
async def network_cut(world: Surroundings) -> AsyncGenerator[str]:
    assert world.load
    world.load.cuts = True
    try:
        yield "before the dot, and before the 250"
    finally:
        world.load.cuts = False


@fault("DNS away")
async def names_away(world: Surroundings) -> AsyncGenerator[str]:
    if world.names is None:
        raise ImpossibleError("only root may give a process a resolver of its own")
    world.names.silent = True
    try:
        yield "no name of relay or carrier is told"
    finally:
        world.names.silent = False


# -- the clock jumps


@asynccontextmanager
async def clock_off(world: Surroundings, seconds: float) -> AsyncGenerator[str]:
    """Let all of deskbot's processes have another time, and then the right one again."""
    if world.clock is None:
        raise ImpossibleError("there is no compiler to make a clock with")
    world.clock.set_off(seconds)
    try:
        yield f"by {seconds:.0f} s, and back"
    finally:
        world.clock.set_off(0.0)


@fault("clock jumps forward", MAYBE, AGAIN)
async def clock_ahead(world: Surroundings) -> AsyncGenerator[str]:
    async with clock_off(world, JUMP) as said:
        yield said


@fault("clock jumps back", MAYBE, AGAIN)
async def clock_behind(world: Surroundings) -> AsyncGenerator[str]:
    async with clock_off(world, -JUMP) as said:
        yield said
