"""Signing in works in a real browser, on any screen, with script and without."""

from __future__ import annotations

import pytest

from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.conftest import Opener
from tests.flow.browser import admitted
from tests.harness import World


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_somebody_signs_in_and_out_again_and_neither_page_keeps_anybody_out(
    world: World, screen: Opener, size: tuple[int, int]
) -> None:
    await admitted(world, "ana", staff="ana")
    own = await screen(*size)

    await own.opens("/console")
    await own.sees("Sign in")
    await own.is_fit_for_all()
    await own.signs_in("ana")
    await own.opens("/console/account")
    await own.is_fit_for_all()

    await own.page.get_by_role("button", name="Sign out", exact=True).click()
    await own.sees(own.page.get_by_label("Password"))
    await own.opens("/console/account")
    assert own.page.url.endswith("/console/sign-in?next=%2Fconsole%2Faccount")


async def test_the_name_is_asked_for_first_and_a_wrong_password_leaves_one_in_its_field(
    world: World, screen: Opener
) -> None:
    await admitted(world, "ana")
    own = await screen()

    await own.opens("/console/sign-in")
    await own.page.keyboard.type("ana")
    await own.page.keyboard.press("Tab")
    await own.page.keyboard.type("not the password")
    await own.page.keyboard.press("Enter")

    await own.sees("The name or the password is wrong.")
    own.expects("403")
    focused = await own.page.evaluate("document.activeElement.name")
    assert focused == "password"
    await own.is_fit_for_all()


async def test_without_script_one_signs_in_all_the_same(world: World, screen: Opener) -> None:
    await admitted(world, "ana")
    own = await screen(*PHONE, script=False)

    await own.signs_in("ana")

    assert "/console/sign-in" not in own.page.url


async def test_a_page_that_asks_somebody_else_or_breaks_a_rule_of_ours_is_found_out(screen: Opener) -> None:
    own = await screen()
    await own.opens("/console/sign-in")

    await own.page.evaluate("fetch('https://elsewhere.example/').catch(() => {})")
    await own.page.evaluate("document.body.append(Object.assign(document.createElement('p'), {style: 'color: #eee'}))")
    async with own.page.expect_event("pageerror"):
        await own.page.evaluate("setTimeout(() => { throw new Error('broken') })")

    own.expects("Content Security Policy")
    own.expects("broken")
    await own.page.evaluate("document.body.innerHTML = '<main><h1>A</h1><p><input></p></main>'")
    with pytest.raises(AssertionError, match="label"):
        await own.is_fit_for_all()
    await own.page.evaluate("document.body.innerHTML = '<main><h1>A</h1><pre>' + 'wide '.repeat(400) + '</pre></main>'")
    with pytest.raises(AssertionError, match="wider than its screen"):
        await own.is_fit_for_all()
    await own.page.goto("about:blank")  # whose rules let a page ask anybody
    await own.page.evaluate("fetch('https://elsewhere.example/').catch(() => {})")
    own.expects("asks https://elsewhere.example/")
    own.faults.clear()
