"""The processes beside the first: started, watched, started again when they die or hang, and gone when it is."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import IO

from deskbot.engine.reading import Start
from deskbot.forks import Fork, Origin, OriginGoneError, file_of
from deskbot.roles import Role, child_roles, hands
from deskbot.settings import Settings

log = logging.getLogger(__name__)

READER = "reader"
"""The role of a process that reads what has come; no part that could be asked for."""

CHILD_GRACE = 8.0
"""Seconds that a child has to stop in good order; less than its parent waits for it."""
CHILD_COMMAND = (sys.executable, "-m", "deskbot", "serve", "--child", "--only")
CHILD_RESTART = 1.0
"""Seconds until a child that died is started again."""
CHILD_STARTS_WITHIN = 120.0
"""Seconds that a child may take until it gives its first sign of life; a busy machine needs half a minute."""
CHILD_SILENCE = 60.0
"""Seconds without a sign of life after which a child hangs; it is ended then, and started again."""
BEAT = 1.0
"""Seconds from one sign of life to the next."""


def children_of(roles: frozenset[Role], settings: Settings, policy: str, origin: Origin | None) -> list[Child]:
    """Return the processes beside this one, not yet started: one of each role, and as many hands as there are to be.

    The roles are all that this process and its children do; whatever else is asked for is what `Child` asks for.
    """
    several = {Role.HAND: hands(settings, roles)}
    return [
        Child(role, settings, policy, origin=origin)
        for role in sorted(child_roles(roles))
        for _ in range(several.get(role, 1))
    ]


class Child:
    """A role's own process: started, watched, started again when it dies or hangs, gone when we are."""

    def __init__(
        self,
        role: Role,
        settings: Settings,
        policy: str,
        *,
        origin: Origin | None = None,
        silence: float = CHILD_SILENCE,
    ) -> None:
        """Prepare; nothing runs before `begin`.

        Args:
            role: what the process does.
            settings: what it works with.
            policy: the text of desk.yaml as we have read it: while somebody edits the file the child must come up, and
                goes by the same policy as all the rest.
            origin: forks the process; without one, or where it has gone, a new interpreter is started.
            silence: seconds without one from which it hangs.
        """
        self.role = role
        self._settings = settings
        self._policy = policy
        self._origin = origin
        self._silence = silence
        self._process: asyncio.subprocess.Process | Fork | None = None
        self._watching: asyncio.Task[None] | None = None
        self._begun = asyncio.Event()
        self._lives = False

    def alive(self) -> bool:
        """Return whether the process runs."""
        return self._process is not None and self._process.returncode is None

    def hang_up(self) -> None:
        """Pass a SIGHUP on; one that is just being started would die of it, and reads everything anew by itself."""
        if self._lives and self._process is not None and self._process.returncode is None:
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
            self._lives = False
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
        within = CHILD_STARTS_WITHIN
        try:
            while await sign_of_life(ours, within):
                within, self._lives = self._silence, True
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


def as_environment(settings: Settings) -> dict[str, str]:
    """Return settings as environment variables, secrets included: for a child process, never for a log."""
    plain = settings.model_dump(exclude_none=True)
    secrets = {name: value.get_secret_value() for name, value in plain.items() if hasattr(value, "get_secret_value")}
    return {
        f"DESKBOT_{name.upper()}": ("1" if value else "0") if isinstance(value, bool) else str(value)
        for name, value in (plain | secrets).items()
    }


async def sign_of_life(line: socket.socket, within: float) -> bytes:
    """Return what comes from a child; nothing where it has ended.

    One that has come in time counts where we hear it late, as it was us who stood still: `wait_for` would drop it.

    Raises:
        TimeoutError: nothing has come within so many seconds.
        ConnectionError: the child was killed with something unread.
    """
    hearing = asyncio.ensure_future(asyncio.get_running_loop().sock_recv(line, 4096))
    try:
        if hearing not in (await asyncio.wait({hearing}, timeout=within))[0]:
            raise TimeoutError
        return hearing.result()
    finally:
        hearing.cancel()
        await asyncio.wait({hearing})


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


def end_for_certain(seconds: float) -> None:
    """End the process after some seconds, whatever still waits: a database that has gone must not keep it alive."""
    timer = threading.Timer(seconds, os._exit, [1])
    timer.daemon = True
    timer.start()
