"""Where commits wait for a standby nothing counts as accepted before it is there, however often it is sent."""

from __future__ import annotations

import asyncio

import pytest

from deskbot.clock import SystemClock
from deskbot.engine import storing
from deskbot.engine.storing import Storing
from deskbot.errors import UnavailableError
from deskbot.model.message import Arrival
from deskbot.store.database import Database
from deskbot.store.schema import upgrade
from deskbot.store.witness import rows
from tests.crash.clusters import HOST, NAME, primary_and_standby

MAILS = [Arrival("email", name, f"Subject: {name}\r\n\r\n".encode()) for name in ("one", "two")]


async def test_a_mail_that_its_standby_lacks_is_not_accepted_when_it_comes_again_nor_beside_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(storing, "TIME_LIMIT", 1.0)
    with primary_and_standby() as (primary, standby):
        database = Database(f"postgresql://{NAME}@{HOST}:{primary.port}/{NAME}")
        await asyncio.to_thread(upgrade, database.url)
        together = Storing(database, SystemClock())
        await together.store(Arrival("email", "before", b"Subject: before\r\n\r\n"))
        await asyncio.to_thread(standby.stop, "immediate")

        for _ in range(2):
            told = await asyncio.gather(*map(together.store, MAILS), return_exceptions=True)
            assert [type(one) for one in told] == [UnavailableError] * 2
        assert rows(database.url, "SELECT count(*) FROM inbound") == [(3,)]

        await asyncio.to_thread(standby.start)
        monkeypatch.undo()
        assert await asyncio.gather(*map(together.store, MAILS)) == [None, None]
        await database.close()
