"""A known issue that turns out to be for other releases leaves its ticket; nobody unproven takes it away."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.harness import World, running_world

BOOK = """---
id: moose
title: Antler alarm
symptoms:
  - The antler lamp blinks violet
examples:
  - "The antler lamp blinks violet since this morning."
versions: [">= 8"]
---

## Resolution

Turn the antler back.

## Desk notes

None.
"""
MAIL = "The antler lamp blinks violet on the phone at Bay Hotel, it does not ring."
OTHER_RELEASE = "The system runs release 7.0.2."


@pytest.fixture
async def world(database_url: str, tmp_path: Path) -> AsyncIterator[World]:
    (tmp_path / "moose.md").write_text(BOOK)
    async with running_world(database_url, playbooks_dir=tmp_path) as running:
        yield running


async def known(world: World) -> None:
    await world.mail(MAIL)
    world.letter(), world.briefing()
    assert world.ticket()["playbook"] == "moose"


async def test_a_release_that_comes_later_takes_the_known_issue_off_the_ticket(world: World) -> None:
    await known(world)

    await world.mail("We swapped the antler, no change.", answers=world.mailbox.letters[0])
    assert world.ticket()["playbook"] == "moose"
    world.letter(), world.briefing()
    await world.mail(OTHER_RELEASE, answers=world.mailbox.letters[0])

    assert world.ticket()["playbook"] is None
    assert "moose is for releases >= 8" in world.briefing().text
    world.letter()


async def test_somebody_unproven_takes_no_known_issue_away(world: World) -> None:
    await known(world)

    await world.mail(OTHER_RELEASE, answers=world.mailbox.letters[0], proven=False)

    assert world.ticket()["playbook"] == "moose"
    world.letter(), world.briefing()


async def test_what_a_person_set_stays_whatever_release_it_is(world: World) -> None:
    await known(world)
    for wanted in ("none", "moose"):
        await world.deskbot.agents.set(1001, [f"playbook={wanted}"], "ana")

    await world.mail(OTHER_RELEASE, answers=world.mailbox.letters[0])

    assert world.ticket()["playbook"] == "moose"
    world.letter(), world.briefing()
