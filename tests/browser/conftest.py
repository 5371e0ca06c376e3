"""A desk as in the flow tests, and a browser to look at it with."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from playwright.async_api import Browser

from tests.browser.chromium import Screen, chromium
from tests.harness import World, running_world

Opener = Callable[..., Awaitable[Screen]]


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """A desk, its resellers, their phones; Monday noon in Chicago."""
    async with running_world(database_url) as running:
        yield running


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Chromium, on this test's own loop."""
    async with chromium() as running:
        yield running


@pytest.fixture
async def screen(world: World, browser: Browser) -> AsyncIterator[Opener]:
    """Return what opens a screen at the desk: each with cookies of its own, and none may have complained at the end."""
    opened: list[Screen] = []

    async def open_one(*size: int, dark: bool = False, script: bool = True) -> Screen:
        sized = {"size": size} if size else {}
        opened.append(await Screen.of(browser, world.deskbot.settings.web_base, **sized, dark=dark, script=script))
        return opened[-1]

    yield open_one
    for one in opened:
        await one.closes()
