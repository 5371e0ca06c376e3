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
import sys
import threading
from collections.abc import AsyncGenerator, Callable, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import IO, Any

from deskbot.access.webhook_turns import MOST_TRIES
from deskbot.app import HAND_QUEUES, PAGER_QUEUES, WORKER_QUEUES, Deskbot
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
from deskbot.engine.jobs import forever
from deskbot.engine.paging import numbers
from deskbot.engine.reading import Start
from deskbot.errors import UnavailableError
from deskbot.forks import Fork, Origin, OriginGoneError, file_of, name_process
from deskbot.service_manager import READY, STOPPING, ServiceManager
from deskbot.settings import Settings

log = logging.getLogger(__name__)


class Role(StrEnum):
    """A part of deskbot that can run in a process of its own."""

    SMTP = "smtp"
    WEB = "web"
    WORKER = "worker"
    HAND = "hand"
    """What a worker does that takes a processor: one process has one, and several share the work."""
    PAGER = "pager"


READER = "reader"
"""The role of a process that reads what has come; no part that could be asked for."""

CONCURRENCY = {
    "triage": 6,
    "crowd": 2,  # fewer than read: whoever is within their share finds a reader, and a place
    "delivery": 8,
    "timers": 2,
    "suggestions": 2,
    "webhooks": MOST_TRIES + 8,  # whoever asks whether it is its turn needs room, too
    "pages": 16,
    "chats": 8,
}
"""Jobs of a queue at a time. Each queue has its own worker: what hangs in one holds up no other."""

MOST_HANDS = 3
"""How many there are at most where nobody says how many: each takes memory, and connections of the database."""

GRACE = 25.0
"""Seconds that a process has to stop in good order."""
CHILD_GRACE = 8.0
"""The same for a child; less than its parent waits for it."""
CHILD_COMMAND = (sys.executable, "-m", "deskbot", "serve", "--child", "--only")
CHILD_RESTART = 1.0
"""Seconds until a child that died is started again."""
CHILD_STARTS_WITHIN = 120.0
"""Seconds that a child may take until it gives its first sign of life; a busy machine needs half a minute."""
CHILD_SILENCE = 60.0
"""Seconds without a sign of life after which a child hangs; it is ended then, and started again."""
BEHIND = 10
"""How far a worker stands behind doors and the pager where the processor is short: what comes in faster than it can be
read must be acknowledged even so."""
DECIDING = frozenset({Role.WORKER, Role.HAND})
"""What turns messages into tickets."""
DOORS = frozenset({Role.SMTP, Role.WEB})
"""What acknowledges: nothing that takes the processor for long may share a process with it."""
BEAT = 1.0
"""Seconds from one sign of life to the next."""


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
    children = children_of(deskbot, roles, origin)
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
    """Run coroutines until the block ends; one that ends by itself with an error stops the process."""
    running: set[asyncio.Task[None]] = set()

    def watch(task: asyncio.Task[None]) -> None:
        if not task.cancelled() and task.exception():
            log.critical("a part has failed", exc_info=task.exception(), extra={"action": "part_failed"})
            stop.set()

    def start(part: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(part)
        task.add_done_callback(watch)
        running.add(task)

    try:
        yield start
    finally:
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


def end_for_certain(seconds: float) -> None:
    """End the process after some seconds, whatever still waits: a database that has gone must not keep it alive."""
    timer = threading.Timer(seconds, os._exit, [1])
    timer.daemon = True
    timer.start()


def child_roles(roles: frozenset[Role]) -> frozenset[Role]:
    """Return the roles that get a process of their own, watched by this one."""
    apart = {Role.PAGER, Role.HAND} & roles if len(roles) > 1 else set[Role]()
    return frozenset(apart | ({Role.WORKER} & roles if roles & DOORS else set[Role]()))


def children_of(deskbot: Deskbot, roles: frozenset[Role], origin: Origin | None) -> list[Child]:
    """Return the processes beside this one, not yet started: one of each role, and as many hands as there are to be."""
    several = {Role.HAND: hands(deskbot.settings)}
    return [
        Child(role, deskbot.settings, deskbot.desk.text, origin=origin)
        for role in sorted(child_roles(roles))
        for _ in range(several.get(role, 1))
    ]


def hands(settings: Settings) -> int:
    """Return how many hands a machine has: as is said, else one for each processor beside the worker's own."""
    if settings.hands is not None:
        return settings.hands
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(processors - 1, MOST_HANDS)


def worker_queues(roles: frozenset[Role]) -> list[frozenset[str]]:
    """Return the sets of queues that this process serves, each with its own housekeeping."""
    queues = []
    if Role.WORKER in roles:
        queues.append(WORKER_QUEUES)
    if roles == frozenset({Role.HAND}):
        queues.append(HAND_QUEUES)
    if roles == frozenset({Role.PAGER}):
        queues.append(PAGER_QUEUES)
    return queues


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
        from deskbot.web.slack_install import EVERY as EVERY_RENEWAL  # noqa: PLC0415
        from deskbot.web.slack_link import EVERY as EVERY_TURN  # noqa: PLC0415
        from deskbot.web.slack_watch import EVERY as EVERY_WATCH  # noqa: PLC0415
        from deskbot.web.telegram_link import EVERY as EVERY_LOOK  # noqa: PLC0415
        from deskbot.web_side import (  # noqa: PLC0415
            forget_socket,
            slack_installs,
            slack_link,
            slack_watch,
            telegram_link,
            web_server,
        )

        link = telegram_link(deskbot)
        server = web_server(deskbot, lambda: [str(one.role) for one in children if not one.alive()], link)
        if link is not None:
            stack.push_async_callback(link.client.close)
            tasks(forever(link.turn, EVERY_LOOK if link.by_webhook else 0.0))
        if (slack := slack_link(deskbot)) is not None:
            stack.push_async_callback(slack.close)
            tasks(forever(slack.turn, EVERY_TURN))
        else:
            with contextlib.suppress(UnavailableError):  # then health speaks of a connection until the next start
                await forget_socket(deskbot)
        if (installs := slack_installs(deskbot)) is not None:
            tasks(forever(installs.turn, EVERY_RENEWAL))
        if (watch := slack_watch(deskbot)) is not None:
            tasks(forever(watch.turn, EVERY_WATCH))
        tasks(server.serve(sockets=[web_socket]))
        stack.callback(server.end)
        web = f"http://{deskbot.settings.web_host}:{web_socket.getsockname()[1]}"
    doors: dict[str, tuple[str, int]] = {}
    if Role.SMTP in roles:
        for name, channel in deskbot.channels.items():
            await channel.start(deskbot.intake)
            stack.push_async_callback(channel.stop)
            if channel.address:
                doors[name] = channel.address
    return Listening(doors, web)


class Child:
    """A role's own process: started, watched, started again when it dies or hangs, gone when we are."""

    def __init__(
        self,
        role: Role,
        settings: Settings,
        policy: str,
        *,
        origin: Origin | None = None,
        starts_within: float = CHILD_STARTS_WITHIN,
        silence: float = CHILD_SILENCE,
    ) -> None:
        """Prepare; nothing runs before `watched`.

        Args:
            role: what the process does.
            settings: what it works with.
            policy: the text of desk.yaml as we have read it: while somebody edits the file the child must come up, and
                goes by the same policy as all the rest.
            origin: forks the process; without one, or where it has gone, a new interpreter is started.
            starts_within: seconds until its first sign of life.
            silence: seconds without one from which it hangs.
        """
        self.role = role
        self._settings = settings
        self._policy = policy
        self._origin = origin
        self._starts_within = starts_within
        self._silence = silence
        self._process: asyncio.subprocess.Process | Fork | None = None
        self._watching: asyncio.Task[None] | None = None
        self._begun = asyncio.Event()

    def alive(self) -> bool:
        """Return whether the process runs."""
        return self._process is not None and self._process.returncode is None

    def hang_up(self) -> None:
        """Pass a SIGHUP on; one that is just being started again reads everything anew by itself."""
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(signal.SIGHUP)

    async def begin(self, door: str = "") -> None:
        """Keep the process running from now on.

        Args:
            door: host and port of the mail door that its canary tries; empty where it has none.
        """
        if door:
            self._settings = self._settings.model_copy(update={"canary_door": door})
        self._watching = asyncio.create_task(self._watch())
        await self._begun.wait()

    async def end(self) -> None:
        """Let it do what it has begun, and end it."""
        if self._watching is None:
            return
        self._watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._watching
        if self._process is None or self._process.returncode is not None:
            return
        self._process.terminate()
        try:
            async with asyncio.timeout(10):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    async def _watch(self) -> None:
        while True:
            # One end is ours: when we end, even by SIGKILL, the child reads that and stops.
            ours, theirs = socket.socketpair()
            try:
                with theirs, file_of(self._policy) as policy:
                    self._process = await self._started(theirs, policy)
                self._begun.set()
                code = await self._ended(self._process, ours)
                # It ends in good order where somebody asks it to, as a shell asks all of a group.
                level = logging.ERROR if code else logging.INFO
                told = {"action": "process_ended", "role": self.role, "code": code}
                log.log(level, "the %s's process ended", self.role, extra=told)
            except Exception as error:  # whatever it is: nobody would start it again
                said = "the %s cannot be started: %s"
                extra = {"action": "process_not_started", "role": self.role}
                log.critical(said, self.role, error, exc_info=True, extra=extra)
                self._begun.set()
            finally:
                ours.close()
            await asyncio.sleep(CHILD_RESTART)

    async def _started(self, stdin: socket.socket, policy: IO[bytes]) -> asyncio.subprocess.Process | Fork:
        environment = os.environ | as_environment(self._settings)
        if self._origin is not None:
            try:
                return await self._origin.fork(str(self.role), stdin, policy, environment)
            except OriginGoneError as error:
                said = "the origin of the %s has gone (%s); it imports everything anew"
                log.warning(said, self.role, error, extra={"action": "origin_gone"})
                self._origin = None
        return await asyncio.create_subprocess_exec(
            *CHILD_COMMAND,
            str(self.role),
            f"--policy={policy.fileno()}",
            stdin=stdin.fileno(),
            pass_fds=(policy.fileno(),),
            env=environment,
        )

    async def _ended(self, process: asyncio.subprocess.Process | Fork, ours: socket.socket) -> int:
        """Return how a process ended by itself, or because it gave no sign of life."""
        ours.settimeout(0)
        within = self._starts_within
        try:
            while await asyncio.wait_for(asyncio.get_running_loop().sock_recv(ours, 4096), within):
                within = self._silence
        except TimeoutError:
            said = "the %s's process hangs: no sign of life for %d s; it is ended, and started again"
            log.critical(said, self.role, within, extra={"action": "process_hangs", "role": self.role})
            process.kill()
        except ConnectionError:
            pass  # it was killed with something unread
        return await process.wait()


@asynccontextmanager
async def kept_running(children: Sequence[Child], door: str = "") -> AsyncGenerator[None]:
    """Keep processes running until the block ends; then they end beside each other, as each may take seconds.

    Args:
        children: the processes.
        door: see `Child.begin`.
    """
    try:
        for one in children:
            await one.begin(door)
        yield
    finally:
        await asyncio.gather(*(one.end() for one in children))


def reading_forks(origin: Origin) -> Start:
    """Return what starts reading processes as forks of an origin; they get none of our settings."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DESKBOT_")}

    async def start(line: socket.socket) -> Fork | None:
        try:
            with file_of("") as nothing:
                return await origin.fork(READER, line, nothing, environment)
        except OriginGoneError as error:
            said = "the origin of those that read has gone (%s)"
            log.warning(said, error, extra={"action": "origin_gone"})
            return None

    return start


def door_of(settings: Settings, listening: Listening) -> str:
    """Return the mail door that a canary tries: the one that is set, else ours; empty where there is neither."""
    if settings.canary_door or "email" not in listening.doors:
        return settings.canary_door
    host, port = listening.doors["email"]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def as_environment(settings: Settings) -> dict[str, str]:
    """Return settings as environment variables, secrets included: for a child process, never for a log."""
    plain = settings.model_dump(exclude_none=True)
    secrets = {name: value.get_secret_value() for name, value in plain.items() if hasattr(value, "get_secret_value")}
    return {
        f"DESKBOT_{name.upper()}": ("1" if value else "0") if isinstance(value, bool) else str(value)
        for name, value in (plain | secrets).items()
    }


async def give_signs_of_life() -> None:
    """Let the parent see, as long as the loop turns, that it does."""
    with socket.socket(fileno=os.dup(0)) as parent:
        while True:
            with contextlib.suppress(OSError):  # a parent that hangs or has gone must hold nobody up
                parent.send(b".", socket.MSG_DONTWAIT)
            await asyncio.sleep(BEAT)


def leave_with_parent(stop: asyncio.Event) -> None:
    """Stop when standard input ends: then the parent is gone, and often the database with it.

    A thread watches, from the very beginning: whatever the loop waits for by then must not keep the process alive.
    """
    loop = asyncio.get_running_loop()

    def watch() -> None:
        # Not through Python's own buffer: its lock, held by a thread that waits, breaks the interpreter's end.
        with contextlib.suppress(ConnectionError):  # a parent that is killed may have left a sign of life unread
            while os.read(0, 4096):
                pass
        with contextlib.suppress(RuntimeError):  # the loop has ended by itself
            loop.call_soon_threadsafe(stop.set)
        end_for_certain(CHILD_GRACE)

    threading.Thread(target=watch, daemon=True).start()
