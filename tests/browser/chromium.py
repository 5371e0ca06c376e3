"""The machine's own Chromium, and what stands on its screen.

Whatever a test did not expect of a page fails it: an error in the browser's console, a script that broke, a request to
anybody but us.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Locator, Page, async_playwright

from tests.flow.browser import PASSWORD

NAMES = ("chromium", "chromium-browser", "google-chrome")
DESKTOP, PHONE = (1280, 800), (360, 740)
"""Width and height, in CSS pixels."""
SERIOUS = {"serious", "critical"}
TOO_WIDE = """() => {
  const wide = innerWidth, right = (one) => one.getBoundingClientRect().right;
  if (document.documentElement.scrollWidth <= wide) return [];
  const those = [...document.querySelectorAll("body *")].filter((one) => right(one) > wide);
  return [document.body, ...those].map((one) => `${one.tagName} ${one.id} ${one.className}: ${right(one)}`);
}"""
"""What a page shows beyond the right edge of the screen, where it has to be moved sideways to be read."""
PATIENCE = 15_000
"""Milliseconds until something that has to appear has not; a machine may be busy."""


@cache
def where() -> str:
    """Return Chromium's path; a machine that promised to have it and has not fails, any other skips."""
    found = next((path for path in map(shutil.which, NAMES) if path), "")
    if not found:
        promised = "chromium" in os.environ.get("DESKBOT_TEST_PEERS", "").split()
        (pytest.fail if promised else pytest.skip)("chromium is not installed: apt-get install chromium")
    return found


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Run it, without a window."""
    # Its sandbox does not work for root, and reads nothing here but our own pages.
    path, options = where(), ["--no-sandbox"] if os.geteuid() == 0 else []
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=path, args=options)
        try:
            yield browser
        finally:
            await browser.close()


@dataclass
class Screen:
    """One browser of somebody's, with its own cookies."""

    page: Page
    base: str
    faults: list[str] = field(default_factory=list)
    """What the browser complained of, and nobody has expected."""

    @classmethod
    async def of(
        cls, browser: Browser, base: str, size: tuple[int, int] = DESKTOP, *, dark: bool = False, script: bool = True
    ) -> Screen:
        """Open an empty page on a screen of a size."""
        context = await browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            has_touch=size == PHONE,
            locale="en-US",
            timezone_id="America/Chicago",
        )
        context.set_default_timeout(PATIENCE)
        screen = cls(await context.new_page(), base)
        screen._listen()
        return screen

    def _listen(self) -> None:
        page = self.page
        page.on("console", lambda said: self._note(said.text, when=said.type in ("error", "warning")))
        page.on("pageerror", lambda error: self._note(f"script: {error}"))
        page.on("request", lambda request: self._note(f"asks {request.url}", when=not self._is_ours(request.url)))

    def _note(self, words: str, *, when: bool = True) -> None:
        if when:
            self.faults.append(words)

    def _is_ours(self, url: str) -> bool:
        return url.startswith((f"{self.base}/", "data:", "blob:"))

    async def opens(self, path: str) -> Screen:
        """Open an address of ours."""
        await self.page.goto(path if path.startswith("http") else self.base + path)
        return self

    async def signs_in(self, name: str) -> Screen:
        """Sign in to the console."""
        await self.opens("/console/sign-in")
        await self.page.get_by_label("Name").fill(name)
        await self.page.get_by_label("Password").fill(PASSWORD)
        await self.page.get_by_role("button", name="Sign in").click()
        await self.sees(self.page.get_by_role("button", name="Sign out"))
        return self

    async def sees(self, what: str | re.Pattern[str] | Locator) -> None:
        """Wait until words, or a part of the page, can be seen."""
        part = what if isinstance(what, Locator) else self.page.get_by_text(what).first
        await part.wait_for(state="visible")

    async def shot(self, path: Path, *, at_most: int) -> None:
        """Keep a picture of the page, down to so many CSS pixels."""
        width, height = await self.page.evaluate("[window.innerWidth, document.documentElement.scrollHeight]")
        clip = {"x": 0, "y": 0, "width": width, "height": min(height, at_most)}
        await self.page.screenshot(path=path, full_page=True, animations="disabled", clip=clip)

    def expects(self, fault: str) -> None:
        """Take a fault, which there must be, as one that had to come."""
        found = next((one for one in self.faults if fault in one), None)
        assert found is not None, f'the browser did not complain of "{fault}"; it did of {self.faults}'
        self.faults.remove(found)

    async def is_fit_for_all(self) -> None:
        """Fail where the page, light or dark, keeps somebody out, or has to be moved sideways to be read."""
        for scheme, rules in (("light", {}), ("dark", {"runOnly": ["color-contrast"]})):
            await self.page.emulate_media(color_scheme=scheme)
            found: list[dict[str, Any]] = (await Axe().run(self.page, options=rules)).response["violations"]
            serious = [_told(one) for one in found if one["impact"] in SERIOUS]
            assert not serious, f"{scheme}, {self.page.url}: {serious}"
        for letters in ("200%", "") if await self.page.evaluate("innerWidth") == PHONE[0] else ("",):
            await self.page.evaluate("size => { document.documentElement.style.fontSize = size }", letters)
            too_wide = await self.page.evaluate(TOO_WIDE)
            assert not too_wide, f"{self.page.url} is wider than its screen, letters at {letters or '100%'}: {too_wide}"

    async def closes(self) -> None:
        """Close it; nothing may have been complained of."""
        await self.page.context.close()
        assert not self.faults, self.faults


def _told(violation: dict[str, Any]) -> str:
    places = ", ".join(" ".join(map(str, node["target"])) for node in violation["nodes"][:5])
    return f"{violation['id']} ({violation['impact']}): {violation['help']}: {places}"
