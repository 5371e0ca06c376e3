"""Somebody edits the policy, and a part has just been started, or dies: it comes up with what the server runs by."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from tests.crash.server import Server
from tests.flow.mails import OUTAGE_S1
from tests.harness import ANA, DESK_YAML


async def test_a_pager_that_dies_while_desk_yaml_is_broken_comes_up_and_pages(server: Server, tmp_path: Path) -> None:
    policy = tmp_path / "desk.yaml"
    policy.write_text(DESK_YAML.read_text())
    server.settings = server.settings.model_copy(update={"desk_file": policy})
    await server.start()
    first = server.pager_pid()

    policy.write_text("policies: [half a line\n")
    os.kill(first, signal.SIGKILL)
    await server.mail(OUTAGE_S1)

    await server.happens("Ana is texted", lambda: server.twilio.phones[ANA].texts)
    assert server.pager_pid() != first


async def test_a_reload_while_a_worker_is_being_started_does_not_end_it(server: Server) -> None:
    await server.start()
    first = server.pid_of("worker")

    assert server.process
    server.process.send_signal(signal.SIGHUP)
    await server.mail(OUTAGE_S1)

    await server.happens("Ana is texted", lambda: server.twilio.phones[ANA].texts)
    assert server.pid_of("worker") == first
