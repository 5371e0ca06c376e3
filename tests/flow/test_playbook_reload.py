"""A running desk takes up changed playbooks as a whole, and a broken folder changes nothing."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from deskbot.processes import answer_hang_up
from deskbot.triage.pipeline import decide
from tests.harness import World, running_world

BOOK = """---
id: {id}
title: {title}
symptoms:
  - {symptom}
examples:
  - "{symptom} since this morning."
---

## Resolution

{resolution}

## Desk notes

None.
"""
MOOSE = BOOK.format(
    id="moose", title="Antler alarm", symptom="The antler lamp blinks violet", resolution="Turn the antler back."
)
DOORBELL = BOOK.format(
    id="doorbell", title="Doorbell silent", symptom="The doorbell panel stays silent", resolution="Check the panel."
)
MAIL = "The antler lamp blinks violet on the phone at Hollis Vet Clinic, it does not ring."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one playbook, which nobody's mail here tells of."""
    books = tmp_path / "books"
    books.mkdir()
    (books / "doorbell.md").write_text(DOORBELL)
    return books


@pytest.fixture
async def world(database_url: str, folder: Path) -> AsyncIterator[World]:
    async with running_world(database_url, playbooks_dir=folder) as running:
        yield running


def ids(world: World) -> list[str]:
    return [one.id for one in world.deskbot.triaging.shelf.current.playbooks]


async def two_looks(world: World) -> None:
    """Look as often as it takes until a change counts."""
    for _ in range(2):
        await world.deskbot.reloading.look()
    await world.settle()


async def advised(world: World) -> str:
    await world.mail(MAIL)
    world.briefing()
    return world.letter().text


async def test_a_playbook_that_is_added_is_what_the_next_reseller_is_told(world: World, folder: Path) -> None:
    assert "Turn the antler back" not in await advised(world)
    (folder / "moose.md").write_text(MOOSE)

    await two_looks(world)

    assert "Turn the antler back" in await advised(world)


async def test_changed_and_removed_files_are_taken_up_together(world: World, folder: Path) -> None:
    (folder / "moose.md").write_text(MOOSE)
    await two_looks(world)
    (folder / "moose.md").write_text(MOOSE.replace("Turn the antler back", "Polish the antler"))
    (folder / "doorbell.md").unlink()

    await two_looks(world)

    assert ids(world) == ["moose"]
    assert "Polish the antler" in await advised(world)


async def test_a_folder_that_still_changes_is_left_alone_until_it_is_quiet(world: World, folder: Path) -> None:
    await two_looks(world)
    (folder / "moose.md").write_text(MOOSE[:40])
    await world.deskbot.reloading.look()
    (folder / "moose.md").write_text(MOOSE)
    await world.deskbot.reloading.look()
    assert ids(world) == ["doorbell"]

    await world.deskbot.reloading.look()

    assert ids(world) == ["doorbell", "moose"]


async def test_a_broken_set_is_refused_and_the_desk_is_told_once_with_file_and_line(world: World, folder: Path) -> None:
    (folder / "moose.md").write_text(MOOSE.replace("symptoms:", "symptom:"))

    for _ in range(3):
        await two_looks(world)

    assert ids(world) == ["doorbell"]
    told = world.briefing()
    assert "the set of 12:00 stays in use" in told.text
    assert "moose.md:4: the head has an unknown key" in told.text
    assert len(world.errors.records) == 1
    assert "moose.md:4" in world.errors.records[0]
    world.errors.records.clear()


async def test_a_set_that_was_mended_is_taken_up_and_the_next_slip_is_told_anew(world: World, folder: Path) -> None:
    (folder / "moose.md").write_text(MOOSE.replace("symptoms:", "symptom:"))
    await two_looks(world)
    (folder / "moose.md").write_text(MOOSE)
    await two_looks(world)
    assert ids(world) == ["doorbell", "moose"]
    (folder / "moose.md").write_text(MOOSE.replace("id: moose", "id: doorbell"))
    await two_looks(world)

    assert ids(world) == ["doorbell", "moose"]
    assert "unknown key" in world.briefing().text
    assert 'the id "doorbell" is taken' in world.briefing().text
    assert len(world.errors.records) == 2
    world.errors.records.clear()


async def test_a_folder_that_vanishes_takes_nothing_with_it_and_may_come_back(world: World, folder: Path) -> None:
    (folder / "moose.md").write_text(MOOSE)
    await two_looks(world)
    shutil.move(folder, folder.with_name("elsewhere"))
    await two_looks(world)

    assert "Turn the antler back" in await advised_beside_a_notice(world)
    assert "there is no such folder" in world.errors.records.pop()
    shutil.move(folder.with_name("elsewhere"), folder)
    (folder / "doorbell.md").unlink()
    await two_looks(world)
    assert ids(world) == ["moose"]


async def advised_beside_a_notice(world: World) -> str:
    assert "there is no such folder" in world.briefing().text
    return await advised(world)


async def test_a_file_that_is_only_touched_changes_nothing(world: World, folder: Path) -> None:
    await two_looks(world)
    before = world.deskbot.triaging.shelf.current
    os.utime(folder / "doorbell.md")

    await two_looks(world)

    assert world.deskbot.triaging.shelf.current is before


async def test_a_message_is_decided_and_recorded_with_the_same_set(world: World, folder: Path) -> None:
    """The set is swapped in the very moment between decision and record."""
    (folder / "moose.md").write_text(MOOSE)
    await two_looks(world)
    shelf = world.deskbot.triaging.shelf

    def decide_and_swap(case: Any, playbooks: Any) -> Any:
        decision = decide(case, playbooks)
        shelf.swap(replace(playbooks, playbooks=()), world.now)
        return decision

    triaging = replace(world.deskbot.triaging, decide=decide_and_swap)
    await world.smtp(b"From: ty@brightpathvoice.example\r\nSubject: lamp\r\n\r\n" + MAIL.encode(), "help@desk.example")
    ((inbound,),) = world.sql("SELECT id FROM inbound")
    await triaging.triage(inbound)
    await world.settle()

    assert ids(world) == []
    assert world.ticket()["playbook"] == "moose"
    assert "Turn the antler back" in world.letter().text
    world.briefing()


async def test_sighup_reloads_at_once(world: World, folder: Path) -> None:
    before = signal.getsignal(signal.SIGHUP)
    stop = asyncio.Event()
    answer_hang_up([world.deskbot.reloading.hasten], stop)
    try:
        (folder / "moose.md").write_text(MOOSE)
        os.kill(os.getpid(), signal.SIGHUP)
        await world.deskbot.reloading.turn()
    finally:
        asyncio.get_running_loop().remove_signal_handler(signal.SIGHUP)
        signal.signal(signal.SIGHUP, before)

    assert ids(world) == ["doorbell", "moose"]
    assert not stop.is_set()


async def test_whoever_asks_for_it_is_told_again_what_is_wrong(world: World, folder: Path) -> None:
    (folder / "moose.md").write_text("nothing")
    for _ in range(2):
        await world.deskbot.reloading.look(at_once=True)
    await world.settle()

    assert len(world.errors.records) == 2
    world.errors.records.clear()
    world.briefing()


async def test_every_file_that_cannot_be_read_is_named_at_once(world: World, folder: Path) -> None:
    os.mkfifo(folder / "pipe.md")
    (folder / "moose.md").write_bytes(b"\xff\xfe")

    await two_looks(world)

    told = world.briefing().text
    assert "moose.md: byte 0 is not UTF-8" in told
    assert "pipe.md: is no file" in told
    assert "moose.md" in world.errors.records.pop()


async def test_a_pipe_in_the_folder_is_told_and_the_next_change_is_taken_up(world: World, folder: Path) -> None:
    os.mkfifo(folder / "pipe.md")
    await two_looks(world)
    assert "pipe.md: is no file" in world.errors.records.pop()
    assert "pipe.md: is no file" in world.briefing().text
    (folder / "pipe.md").unlink()
    (folder / "moose.md").write_text(MOOSE)

    await two_looks(world)

    assert ids(world) == ["doorbell", "moose"]
