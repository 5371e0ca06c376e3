"""`deskbot quarantine` shows a person at a terminal what the console shows: no secret."""

from __future__ import annotations

import asyncio
import os
import pty
import subprocess
import sys

from deskbot.children import as_environment
from tests.flow.contents import leave_aside
from tests.harness import World


def at_a_terminal(environment: dict[str, str], *words: str) -> str:
    """Return what a command of ours shows at a terminal."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "deskbot", *words]
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, env=os.environ | environment):
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 65_536):
                shown += piece
        except OSError:  # how a terminal ends
            pass
    os.close(ours)
    return shown.decode()


async def test_neither_the_list_nor_a_message_shows_a_secret(world: World) -> None:
    hidden = "\n".join(["Ym91bmQ6IGEgc2VjcmV0IHRoYXQgbm9ib2R5IHNlZXMsIHBhc3N3b3JkOiBodW50ZXIy"] * 3)
    text = f"All phones are down. Password: hunter2-x\n\n{hidden}\n"
    await world.mail(text, subject="Away, password: hunter2-y", headers={"Auto-Submitted": "auto-replied"})
    environment = {"COLUMNS": "200", **as_environment(world.deskbot.settings)}

    listed = await asyncio.to_thread(at_a_terminal, environment, "quarantine", "list", "--filed")
    shown = await asyncio.to_thread(at_a_terminal, environment, "quarantine", "show", "1")

    assert "Away" in listed
    assert "All phones are down." in shown
    assert "hunter2" not in listed + shown
    assert hidden[:60] not in shown
    await leave_aside(world)
