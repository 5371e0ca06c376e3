"""`deskbot serve`: run deskbot until it is told to stop."""

from __future__ import annotations

import asyncio
import importlib
import os
import socket
from contextlib import AbstractContextManager, AsyncExitStack, ExitStack
from typing import Annotated

import typer

import deskbot.channels
import deskbot.escalation.carriers
from deskbot import log, tracing
from deskbot.app import compose
from deskbot.children import reading_forks
from deskbot.cli.groups import uncollected
from deskbot.cli.loading import load_desk, load_playbook_set, load_sound_playbooks
from deskbot.desk import Desk
from deskbot.desk.reading import read_desk
from deskbot.engine.reading import Reader, read_for
from deskbot.errors import ConfigurationError
from deskbot.forks import Order, Origin, begin, can_fork, leave
from deskbot.gaps import find_gaps
from deskbot.plug_ins import plug_ins
from deskbot.processes import Listening, serve
from deskbot.roles import BEHIND, DECIDING, Role, child_roles
from deskbot.settings import Settings, load_settings
from deskbot.triage.playbooks import PlaybookSet

Only = Annotated[
    str, typer.Option("--only", help="Run only these parts: smtp, web, worker, hand, pager.", metavar="PART,PART…")
]
Child = Annotated[bool, typer.Option("--child", hidden=True)]
NO_FILE = -1
Policy = Annotated[int, typer.Option("--policy", hidden=True)]


def serve_command(only: Only = "", child: Child = False, policy: Policy = NO_FILE) -> None:
    """Run deskbot: the mail door, webhooks, workers, and the pager in a process of its own.

    Examples:
      deskbot serve
      deskbot serve --only smtp,web
      DESKBOT_SIMULATE=1 deskbot serve
    """
    roles = read_roles(only)
    if child or not child_roles(roles) or not can_fork():
        _serve(roles, policy, child=child)
        return
    with uncollected():
        # Before the fork, as every part looks for them: what each imported for itself would be there several times.
        for package in (deskbot.channels, deskbot.escalation.carriers):
            plug_ins(package)
    begun = begin()
    if isinstance(begun, Order):
        _serve(read_roles(begun.role), begun.policy, child=True)
        return
    try:
        _serve(roles, origin=begun)
    finally:
        begun.end()


def _serve(roles: frozenset[Role], policy: int = NO_FILE, *, child: bool = False, origin: Origin | None = None) -> None:
    readers = None
    if DECIDING & (roles - child_roles(roles)):
        if child:
            os.nice(BEHIND)  # with all that read for it
        if can_fork():
            readers = begin()
            if isinstance(readers, Order):
                read_for(socket.socket(fileno=os.dup(0)))
                leave()  # what our callers would tidy up is not ours
    if Role.WEB in roles:
        # Not before the fork: no child serves pages, and what of it the origin held would be there twice.
        with uncollected():
            importlib.import_module("deskbot.web_side")
    settings = load_settings()
    log.set_up(
        settings.log_level,
        form=settings.log_format,
        simulated=settings.simulate,
        process=",".join(sorted(roles)) if roles != frozenset(Role) else "",
    )
    if settings.traces:
        tracing.set_up(",".join(sorted(roles)))
    desk, playbooks = policy_of(policy, settings), playbooks_for(roles, settings, child=child)
    if not settings.simulate:
        refuse_gaps(settings, desk)
    with ExitStack() as stack:
        # A child is handed the database by its parent, which has migrated it.
        url = settings.database_url if child and settings.database_url else stack.enter_context(_migrated(settings))
        if not child:
            _refuse_losing(settings, url)
        settings = settings.model_copy(update={"database_url": url})
        stack.callback(tracing.end)
        reader = Reader(start=reading_forks(readers)) if readers else Reader()
        if readers:
            stack.callback(readers.end)
        asyncio.run(_run(settings, desk, playbooks, roles, reader, child=child, origin=origin))


def policy_of(handed: int, settings: Settings) -> Desk:
    """Return the desk's policy: the one that a parent hands over, else that of the file.

    Args:
        handed: the open file that holds it, or `NO_FILE`.
        settings: name the file.

    Raises:
        ConfigurationError: the file is wrong.
    """
    if handed == NO_FILE:
        return load_desk(settings.desk_file)
    with open(handed, encoding="utf-8") as file:
        return read_desk(file.read(), str(settings.desk_file))


def playbooks_for(roles: frozenset[Role], settings: Settings, *, child: bool = False) -> PlaybookSet:
    """Return the known issues for whoever matches messages with them or shows them; the others start without.

    A pager or a worker that is started again while somebody edits a playbook must come up, and at once: what waits may
    be urgent. A worker takes those that are sound then, and tells of the others when it looks at the folder. So does
    who only shows them.

    Raises:
        ConfigurationError: they are needed, and there are none, or some are wrong.
    """
    if not roles & {*DECIDING, Role.WEB}:
        return PlaybookSet()
    if child or not roles & DECIDING:
        return load_sound_playbooks(settings.playbooks_dir, semantic=settings.semantic)
    return load_playbook_set(settings.playbooks_dir, semantic=settings.semantic)


def _migrated(settings: Settings) -> AbstractContextManager[str]:
    # Imported here, as a pager that is started again need not wait for what migrates.
    from deskbot.cli.database import owned_url  # noqa: PLC0415

    return owned_url(settings)


def _refuse_losing(settings: Settings, url: str) -> None:
    from deskbot.cli.durability import refuse_losing  # noqa: PLC0415  (as above)

    refuse_losing(settings, url)


def read_roles(only: str) -> frozenset[Role]:
    """Read a list of parts; an empty one is all of them.

    Raises:
        ConfigurationError: a word is no part.
    """
    words = [word.strip() for word in only.split(",") if word.strip()]
    unknown = [word for word in words if word not in set(Role)]
    if unknown:
        raise ConfigurationError(f'--only: "{unknown[0]}" is no part of deskbot; the parts are {", ".join(Role)}')
    return frozenset(Role(word) for word in words) or frozenset(Role)


def refuse_gaps(settings: Settings, desk: Desk) -> None:
    """Refuse to start where the policy needs what the settings do not give: nobody urgent may go unheard.

    Raises:
        ConfigurationError: names every gap and how to mend it.
    """
    gaps = find_gaps(settings, desk)
    if gaps:
        raise ConfigurationError("deskbot does not start:\n" + "\n".join(f"  - {gap}" for gap in gaps))


async def _run(
    settings: Settings,
    desk: Desk,
    playbooks: PlaybookSet,
    roles: frozenset[Role],
    reader: Reader,
    *,
    child: bool,
    origin: Origin | None,
) -> None:
    async with AsyncExitStack() as stack:
        web_socket = None
        if Role.WEB in roles:
            # Imported here, as a pager or a worker that is started again need not wait for what serves pages.
            from deskbot.web_side import bind  # noqa: PLC0415

            web_socket = bind(settings)
            stack.callback(web_socket.close)
            settings = settings.model_copy(update={"web_port": web_socket.getsockname()[1]})
        if settings.simulate and not settings.twilio_base_url:
            from deskbot.simulators.world import simulated_world  # noqa: PLC0415  (as above)

            settings = await stack.enter_async_context(simulated_world(settings))
            refuse_gaps(settings, desk)
        if Role.WORKER in child_roles(roles) and Role.WEB not in roles:
            # They were looked at, so that nobody starts with broken ones; what uses them is the child.
            playbooks = PlaybookSet()
        deskbot = compose(settings, desk, playbooks, settings.database_url or "", reader=reader)

        def ready(listening: Listening) -> None:
            # The parent has said it already; a script that reads must not read it twice.
            if not child:
                announce(settings, listening)

        await serve(deskbot, roles, web_socket=web_socket, child=child, origin=origin, on_ready=ready)


def announce(settings: Settings, listening: Listening) -> None:
    """Say where this process listens, for people and for scripts that read standard output."""
    mark = "SIMULATED " if settings.simulate else ""
    for channel, (host, port) in listening.doors.items():
        print(f"{mark}{channel} listens on {host}:{port}", flush=True)  # noqa: T201
    if listening.web:
        print(f"{mark}web listens on {listening.web}", flush=True)  # noqa: T201
    if settings.simulate and settings.twilio_base_url and listening.web:
        print(f"{mark}phones and mails are at {settings.twilio_base_url}/simulator", flush=True)  # noqa: T201
    print(f"{mark}deskbot is ready", flush=True)  # noqa: T201
