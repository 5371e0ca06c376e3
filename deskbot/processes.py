"""`deskbot serve`: which parts run in which process, how they start, and how they end."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import os
import resource
import signal
import socket
from collections.abc import AsyncGenerator, Callable, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from deskbot.app import Deskbot
from deskbot.children import Child, children_of, end_for_certain, give_signs_of_life, kept_running, leave_with_parent
from deskbot.engine import (
    calendars,
    canary,
    dead_man,
    gap_watch,
    missed_calls,
    retention,
    room,
    search_sheets,
    webhook_ending,
)
from deskbot.engine.housekeeping import EVERY
from deskbot.engine.loops import forever
from deskbot.engine.paging import numbers
from deskbot.forks import Origin, name_process
from deskbot.model.message import MAIL
from deskbot.roles import CONCURRENCY, DECIDING, Role, worker_queues
from deskbot.service_manager import READY, STOPPING, ServiceManager
from deskbot.settings import Settings

log = logging.getLogger(__name__)

GRACE = 25.0
"""Seconds that a process has to stop in good order."""


@dataclass(frozen=True, slots=True)
class Listening:
    """Where the parts of this process listen."""

    doors: Mapping[str, tuple[str, int]]
    """Host and port of each channel that listens."""
    web: str | None = None


async def serve(
    deskbot: Deskbot,
    roles: frozenset[Role],
    *,
    web_socket: socket.socket | None = None,
    child: bool = False,
    origin: Origin | None = None,
    on_ready: Callable[[Listening], None] = lambda _: None,
) -> None:
    """Run the parts of some roles until SIGTERM or SIGINT, or, as a child, until the parent is gone.

    The pager runs in a process of its own, unless it is the only role; so does the worker beside a door, and each hand
    beside whatever else.

    Args:
        deskbot: the composed parts.
        roles: what this process and its children do.
        web_socket: the bound socket of the web side; needed for its role.
        child: end when standard input ends, and give signs of life on it: it is a socket, and the parent's the other.
        origin: forks the children; without it each imports everything anew.
        on_ready: called once everything listens.
    """
    open_as_many_as_may_be()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    children = children_of(roles, deskbot.settings, deskbot.desk.text, origin)
    answer_hang_up([deskbot.reloading.hasten, *(one.hang_up for one in children if one.role in DECIDING)], stop)
    if child:
        name_process(f"deskbot {'+'.join(sorted(roles))}")
        leave_with_parent(stop)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(deskbot.close)
        await deskbot.jobs.open()
        tasks = await stack.enter_async_context(task_group(stop))
        for queues in worker_queues(roles - {one.role for one in children}):
            tasks(work(deskbot, queues))
        if child:
            tasks(give_signs_of_life())
        if Role.WEB in roles:
            tasks(forever(deskbot.reloading.follow, 0.0))
        listening = await listen(deskbot, roles, stack, tasks, web_socket, children)
        # After the doors, as the worker's canary must find ours.
        await stack.enter_async_context(kept_running(children, door_of(deskbot.settings, listening)))
        keep_what_is_loaded()  # the doors' own: whoever works, too, has more, and does so again
        on_ready(listening)
        await _serve_until(stop, None if child else ServiceManager(os.environ), tasks)
        end_for_certain(GRACE)


async def _serve_until(
    stop: asyncio.Event, manager: ServiceManager | None, tasks: Callable[[Coroutine[Any, Any, None]], None]
) -> None:
    """Go on until we are to stop, and let a service manager know; a child's is its parent."""
    if manager:
        manager.tell(READY)
        if manager.watches:
            tasks(manager.tell_of_life())
    await stop.wait()
    log.info("stopping", extra={"action": "stopping"})
    if manager:
        manager.tell(STOPPING)


def open_as_many_as_may_be() -> None:
    """Raise this process's limit of open files, and so of connections, to what the system allows it."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


@asynccontextmanager
async def task_group(stop: asyncio.Event) -> AsyncGenerator[Callable[[Coroutine[Any, Any, None]], None]]:
    """Run coroutines until the block ends; one that ends before we are to stop stops the process."""
    running: set[asyncio.Task[None]] = set()

    def watch(task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        if error or not stop.is_set():
            log.critical("a part has failed", exc_info=error, extra={"action": "part_failed", "part": task.get_name()})
            stop.set()

    def start(part: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(part, name=part.__qualname__)
        task.add_done_callback(watch)
        running.add(task)

    try:
        yield start
    finally:
        stop.set()
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


def answer_hang_up(reload: Sequence[Callable[[], None]], stop: asyncio.Event) -> None:
    """Let SIGHUP reload the playbooks; where it says that the terminal we were started from is gone, we stop."""
    terminal = os.isatty(0)

    def hung_up() -> None:
        if terminal and not os.isatty(0):
            stop.set()
        else:
            for each in reload:
                each()

    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, hung_up)


async def work(deskbot: Deskbot, queues: frozenset[str]) -> None:
    """Answer the alarms of some queues, and keep house for them; a database that is away is waited for."""
    if "triage" in queues:
        # Readers are processes of their own: while they start, this one makes ready what it decides with.
        await asyncio.gather(deskbot.reader.warm_up(deskbot.channels), warm_up(deskbot))
    keep_what_is_loaded()
    house = deskbot.housekeeping(queues)
    # A group, not gather: when we are cancelled it waits until every worker has let go of its jobs.
    async with asyncio.TaskGroup() as group:
        group.create_task(forever(house.round, EVERY))
        if "triage" in queues:
            group.create_task(forever(deskbot.reloading.turn, 0.0))
        if "timers" in queues:
            group.create_task(forever(deskbot.calendars.look, calendars.EVERY))
            group.create_task(forever(deskbot.search_sheets.round, search_sheets.EVERY))
            group.create_task(forever(deskbot.gap_watch.look, gap_watch.EVERY))
            group.create_task(forever(deskbot.webhook_ending.look, webhook_ending.EVERY))
            group.create_task(forever(deskbot.retention.look, retention.EVERY))
            if deskbot.room is not None:
                group.create_task(forever(deskbot.room.turn, room.EVERY))
            group.create_task(forever(deskbot.canary.look, canary.EVERY))
            group.create_task(forever(deskbot.dead_man.look, dead_man.EVERY))
            group.create_task(forever(deskbot.numbers.look, numbers.EVERY))
            group.create_task(forever(deskbot.missed_calls.look, missed_calls.EVERY))
        if "pages" in queues:
            group.create_task(forever(deskbot.calendars.read_ahead, calendars.EVERY))
        for queue in sorted(queues):
            group.create_task(forever(worker(deskbot, queue), 1.0))


def keep_what_is_loaded() -> None:
    """Let the collector leave alone what is loaded: a look at all of it stops the process for a tenth of a second."""
    gc.collect()
    gc.freeze()


async def warm_up(deskbot: Deskbot) -> None:
    """Make ready what messages are decided with, so that the first one waits for nothing."""
    await deskbot.reloading.prepare()
    await deskbot.triaging.warm_up()


def worker(deskbot: Deskbot, queue: str) -> Callable[[], Coroutine[Any, Any, None]]:
    """Return the worker of one queue."""
    return lambda: deskbot.jobs.work([queue], name=queue, concurrency=CONCURRENCY[queue])


async def listen(
    deskbot: Deskbot,
    roles: frozenset[Role],
    stack: AsyncExitStack,
    tasks: Callable[[Coroutine[Any, Any, None]], None],
    web_socket: socket.socket | None,
    children: Sequence[Child],
) -> Listening:
    """Open the doors of this process; they close in the reverse order."""
    web = None
    if Role.WEB in roles and web_socket is not None:
        # Imported here, as a pager or a worker that is started again need not wait for what serves pages.
        from deskbot.web_side import serve_web  # noqa: PLC0415

        web = await serve_web(
            deskbot, web_socket, stack, tasks, lambda: [str(one.role) for one in children if not one.alive()]
        )
    doors: dict[str, tuple[str, int]] = {}
    if Role.SMTP in roles:
        for name, channel in deskbot.channels.items():
            await channel.start(deskbot.intake)
            stack.push_async_callback(channel.stop)
            if channel.address:
                doors[name] = channel.address
    return Listening(doors, web)


def door_of(settings: Settings, listening: Listening) -> str:
    """Return the mail door that a canary tries: the one that is set, else ours; empty where there is neither."""
    if settings.canary_door or MAIL not in listening.doors:
        return settings.canary_door
    host, port = listening.doors[MAIL]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
