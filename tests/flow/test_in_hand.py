"""A message in somebody's hands is theirs for as long as they take; what cannot be read any more is laid aside."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from deskbot.cli.noting import HERE
from deskbot.engine import triaging
from deskbot.engine.quarantine import Quarantine
from deskbot.engine.reading import Read, Reader
from deskbot.errors import NotFoundError
from deskbot.model.message import Arrival
from deskbot.plug_ins import forms_of_messages
from deskbot.store import inbound
from deskbot.store.tables import KEPT_NO_LONGER
from tests.flow.contents import leave_aside
from tests.flow.mails import QUESTION_S4
from tests.harness import READER, World

RAW = f"From: ty@brightpathvoice.example\r\nSubject: Phones\r\n\r\n{QUESTION_S4}".encode()


async def due(world: World) -> Any:
    async with world.deskbot.database.begin() as session:
        return await inbound.due(session, world.now)


@dataclass
class Busy:
    """Reads only after so long that whoever looks would take the message for a dead one's."""

    world: World

    async def read(self, arrival: Arrival) -> Read:
        self.world.sql("DELETE FROM procrastinate_jobs")
        self.world.clock.forward(inbound.RETRY_AFTER + timedelta(seconds=1))
        async with asyncio.timeout(30):
            while await due(self.world):  # noqa: ASYNC110  (another task says again whose it is)
                await asyncio.sleep(0)
        return await Reader.read(READER, arrival)


async def test_a_message_that_waits_for_a_reader_is_taken_up_by_nobody_else(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(triaging, "KEPT_EVERY", 0.0)
    await world.smtp(RAW, "support@desk.example")

    await replace(world.deskbot.triaging, reader=Busy(world)).triage(1)

    assert world.sql("SELECT state, attempts FROM inbound") == [("ticketed", 1)]
    await leave_aside(world)


async def test_what_is_kept_no_longer_is_no_ticket_any_more_and_is_not_tried_for_ever(world: World) -> None:
    await world.mail("I am away until Monday.", subject="Out of office", headers={"Auto-Submitted": "auto-replied"})
    world.sql("INSERT INTO blob (sha256, size, content, created_at) VALUES (%s, 0, '', now())", KEPT_NO_LONGER)
    world.sql("UPDATE inbound SET raw_sha256 = %s", KEPT_NO_LONGER)
    deskbot = world.deskbot
    lying = Quarantine(deskbot.database, deskbot.intake.blobs, deskbot.jobs, world.clock, forms_of_messages())

    with pytest.raises(NotFoundError, match="kept no longer"):
        await lying.retry(1, HERE)
    assert world.sql("SELECT state, due_at FROM inbound") == [("filed", None)]

    world.sql("UPDATE inbound SET state = 'accepted', due_at = now()")
    await deskbot.triaging.triage(1)
    assert [row[0] for row in world.sql("SELECT state FROM inbound")] == ["quarantined"]
    assert "kept no longer" in world.sql("SELECT why FROM inbound")[0][0]
    await leave_aside(world)
