"""A Postfix of the test's own: its configuration, queue and log lie in a folder, it listens on loopback only."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import pwd
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiosmtplib
import pytest

from tests.ports import free_port

OURS = "support@desk.example"
"""What Postfix hands to deskbot; everything else goes to the sink."""
SERVICES = """\
{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
smtp unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
proxymap unix - - n - - proxymap
postlog unix-dgram n - n - 1 postlogd
"""
SETTINGS = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
myhostname = mx.front.example
alias_maps =
alias_database =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtp_dns_support_level = disabled
smtp_tls_security_level = none
smtpd_tls_security_level = none
minimal_backoff_time = 1s
queue_run_delay = 300s
smtp_destination_concurrency_failed_cohort_limit = 0
smtp_connect_timeout = 5s
in_flow_delay = 0
"""
"""What lets one run in a folder; about whose mail it takes it says nothing, as after an installation."""
BETWEEN = """\
mydestination =
local_recipient_maps =
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
transport_maps = inline:{{ {{ {ours} = smtp:[127.0.0.1]:{door} }} }}
relayhost = [127.0.0.1]:{sink}
"""
"""It takes everything from this machine."""
STRANGERS = "mynetworks = 192.0.2.1\n"
"""This machine is a stranger to it, as whoever writes from outside is."""


@dataclass
class Postfix:
    """One that runs."""

    folder: Path
    port: int

    async def take(self, raw: bytes, sender: str = "b@brightpathvoice.example", to: str = OURS) -> None:
        """Hand it a mail; returns once it has it in its queue."""
        async with aiosmtplib.SMTP(hostname="127.0.0.1", port=self.port, timeout=20) as client:
            await client.sendmail(sender, [to], raw)

    async def says(self, to: str) -> str:
        """Return what it says to a recipient; it is handed nothing."""
        async with aiosmtplib.SMTP(hostname="127.0.0.1", port=self.port, timeout=20) as client:
            await client.ehlo()
            await client.mail("b@brightpathvoice.example")
            try:
                return str(await client.rcpt(to))
            except aiosmtplib.SMTPRecipientRefused as refused:
                return f"{refused.code} {refused.message}"

    async def flush(self) -> None:
        """Let it try everything in its queue now."""
        await run("postqueue", "-c", str(self.folder), "-f")

    async def queued(self) -> list[dict[str, object]]:
        """Return what it has not got rid of yet."""
        return [json.loads(line) for line in (await run("postqueue", "-c", str(self.folder), "-j")).splitlines()]

    def log(self) -> str:
        return (self.folder / "log").read_text()

    def said(self, words: str) -> int:
        """Return how many lines of its log have some words in them."""
        return sum(words in line for line in self.log().splitlines())


def refuse(why: str) -> None:
    """Skip, or fail on a machine that promised to have it."""
    promised = "postfix" in os.environ.get("DESKBOT_TEST_PEERS", "").split()
    (pytest.fail if promised else pytest.skip)(why)


async def run(*words: str) -> str:
    process = await asyncio.create_subprocess_exec(
        *words, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()
    return said.decode()


@asynccontextmanager
async def postfix(folder: Path, *, door: int = 0, sink: int = 0, set_up: str = "") -> AsyncIterator[Postfix]:
    """Run a Postfix in a folder that its own user may pass through.

    Args:
        folder: where all that it has lies.
        door: deskbot's port.
        sink: the port to which everything else goes.
        set_up: what an administrator has written into the main.cf of a new one, in place of the last two.
    """
    if shutil.which("postfix") is None:
        refuse("postfix is not installed: apt-get install postfix")
    if os.geteuid() != 0:
        refuse("postfix must be started by root")
    port = free_port()
    mine = STRANGERS + set_up if set_up else BETWEEN.format(door=door, sink=sink, ours=OURS)
    (folder / "main.cf").write_text(SETTINGS.format(folder=folder) + mine)
    (folder / "master.cf").write_text(SERVICES.format(port=port))
    owner = pwd.getpwnam("postfix")
    for name in ("queue", "data"):
        (folder / name).mkdir()
    os.chown(folder / "data", owner.pw_uid, owner.pw_gid)
    # In the foreground: its end is the end of all of its processes.
    master = await asyncio.create_subprocess_exec(
        *("postfix", "-c", str(folder), "start-fg"), stderr=asyncio.subprocess.DEVNULL
    )
    try:
        async with asyncio.timeout(30):
            while True:
                assert master.returncode is None, (folder / "log").read_text()
                with contextlib.suppress(OSError):
                    (await asyncio.open_connection("127.0.0.1", port))[1].close()
                    break
                await asyncio.sleep(0.05)
        yield Postfix(folder, port)
    finally:
        # Its master leads a process group of its own, and is asked by the process id in its folder.
        if master.returncode is None:
            await run("postfix", "-c", str(folder), "stop")
        await master.wait()
