"""Forks of an origin: what they are told, how their end is told, and what happens without it."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import asyncio, os, signal, socket, sys
from deskbot.forks import Order, OriginGoneError, begin, file_of

async def use(origin):
    async def one(words):
        ours, theirs = socket.socketpair()
        with theirs, file_of(words) as policy:
            return ours, await origin.fork("pager", theirs, policy, {"TOLD": words})
    ours, first = await one("a")
    print(os.read(ours.fileno(), 100).decode(), await first.wait(), first.returncode)
    hers, second = await one("b")
    os.read(hers.fileno(), 100)
    %s
    second.kill()
    print(await second.wait())
    second.kill()
    try:
        its, third = await one("c")
        os.read(its.fileno(), 100)
        third.terminate()
        print("another", await third.wait())
    except OriginGoneError:
        print("gone")

begun = begin()
if isinstance(begun, Order):
    os.write(0, f"{begun.role} {open(begun.policy).read()} {os.environ['TOLD']}".encode())
    if os.environ["TOLD"] == "a":
        sys.exit(3)
    signal.pause()
asyncio.run(use(begun))
begun.end()
"""


@pytest.mark.parametrize(
    ("meanwhile", "said"),
    [
        ("pass", ["pager a a 3 3", "-9", "another -15"]),
        ("os.kill(origin._pid, signal.SIGKILL)", ["pager a a 3 3", "-1", "gone"]),
    ],
    ids=["the origin lives", "the origin was killed"],
)
def test_a_fork_does_as_it_is_told_and_its_end_is_known(meanwhile: str, said: list[str]) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM % meanwhile], capture_output=True, text=True, timeout=120, check=False
    )
    assert (ran.stderr, ran.stdout.splitlines()) == ("", said)


READING = """
import asyncio, os, signal, socket, sys
from deskbot.engine.reading import Reader, read_for
from deskbot.forks import Order, begin
from deskbot.model.message import Arrival
from deskbot.children import reading_forks

os.environ["DESKBOT_SECRET_KEY"] = "a secret"
begun = begin()
if isinstance(begun, Order):
    told = [name for name in os.environ if name.startswith("DESKBOT_")]
    if told:
        sys.exit(f"told {told}")
    read_for(socket.socket(fileno=os.dup(0)))
    sys.exit()

async def use():
    reader = Reader(workers=1, cpu_seconds=0.5, start=reading_forks(begun))
    async def read(payload):
        try:
            print((await reader.read(Arrival("email", "1", payload, {}))).message.text.strip())
        except Exception as error:
            print(error)
    await reader.warm_up(["email"])
    small = b"From: a@b.example\\r\\nSubject: x\\r\\n\\r\\nhello\\r\\n"
    await read(small)
    await read(b"From: a@b.example\\r\\nSubject: x\\r\\n\\r\\n" + b"a:\\r\\n>\\r\\n" * 400_000)
    await read(small)
    reader.close()

asyncio.run(use())
begun.end()
"""


def test_forks_read_know_no_settings_and_are_replaced_when_they_take_too_long() -> None:
    ran = subprocess.run([sys.executable, "-c", READING], capture_output=True, text=True, timeout=120, check=False)
    assert ran.stdout.splitlines() == ["hello", "reading took more than 0.5 s of work and was stopped", "hello"]
    assert ran.stderr == ""


NAMES = """
import os
from deskbot.store.duties import this_process

print(this_process(), this_process(), flush=True)
if os.fork():
    os.wait()
print(this_process(), flush=True)
"""


def test_a_fork_holds_its_duties_by_a_name_of_its_own() -> None:
    ran = subprocess.run([sys.executable, "-c", NAMES], capture_output=True, text=True, timeout=120, check=False)
    first, again, fork, after = ran.stdout.split()
    assert first == again == after != fork
    assert ran.stderr == ""
