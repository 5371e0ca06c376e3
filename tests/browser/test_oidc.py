"""Somebody signs in at an identity provider in a real browser."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.browser.chromium import PHONE
from tests.browser.conftest import Opener
from tests.flow.test_console_oidc import KIM, let_in
from tests.harness import World, running_world


@pytest.fixture(name="world")
async def a_world_with_a_provider(database_url: str) -> AsyncIterator[World]:
    async with running_world(database_url, oidc=True) as running:
        running.oidc.people["u-7"] = dict(KIM)
        yield running


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
async def test_somebody_goes_to_the_provider_says_who_they_are_and_is_back_where_they_wanted(
    world: World, screen: Opener, *, script: bool
) -> None:
    await let_in(world)
    own = await screen(*PHONE, script=script)

    await own.opens("/console/account")
    if script:
        await own.is_fit_for_all()
    await own.page.get_by_role("link", name="Sign in with Example ID").click()
    await own.page.get_by_role("button", name="Kim").click()
    await own.sees("Signing out here does not sign you out there.")

    assert own.page.url == f"{own.base}/console/account"
    if script:
        await own.is_fit_for_all()
    own.faults = [one for one in own.faults if world.oidc.issuer not in one]  # the one place where they are sent
