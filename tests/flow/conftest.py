"""The world in which the flow tests happen."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.harness import World, running_world


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """A desk, its resellers, their phones; Monday noon in Chicago."""
    async with running_world(database_url) as running:
        yield running
