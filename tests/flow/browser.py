"""Somebody at the console without JavaScript: follows links, fills in forms as they stand, keeps cookies."""

from __future__ import annotations

import re
import ssl
from collections.abc import Sequence
from html import unescape
from typing import Any

import httpx
from lxml import html

from deskbot.engine.admitting import Admitting, By
from deskbot.model.account import Account, DeskRole
from deskbot.wires.passwords import Passwords
from tests.harness import World

PASSWORD = "a long walk to the exchange"
TLS = ssl.create_default_context()
"""Made once, as each takes as long as to open some pages; nobody here is reached by it."""


async def admitted(world: World, name: str, role: DeskRole = DeskRole.AGENT, staff: str = "") -> Account:
    """Let somebody in; who is called like somebody of the staff is them."""
    desk = world.deskbot
    staff = staff or (name if name in desk.desk.staff else "")
    admitting = Admitting(desk.database, desk.desk, desk.clock, Passwords())
    return await admitting.admit(Account(0, name, name.title(), role, staff), PASSWORD, By("a test"))


class Browser:
    """One browser, and the page that it shows."""

    def __init__(self, world: World, **headers: str) -> None:
        """Show nothing yet; `headers` are sent with each request."""
        self.base = world.deskbot.settings.web_base
        self.client = httpx.AsyncClient(
            base_url=self.base, verify=TLS, follow_redirects=True, trust_env=False, timeout=60, headers=headers
        )
        self.answer: httpx.Response = httpx.Response(204)

    @property
    def text(self) -> str:
        """The words of the page."""
        return " ".join(html.fromstring(self.answer.text).find("body").text_content().split())

    @property
    def path(self) -> str:
        """Where it is."""
        return self.answer.url.path

    async def opens(self, path: str) -> Browser:
        """Open an address."""
        self.answer = await self.client.get(path)
        return self

    async def sends(self, button: str, files: Sequence[tuple[str, bytes]] = (), **fields: str) -> Browser:
        """Fill in the form that has a button, choose files by name and content, and press it."""
        page = html.fromstring(self.answer.text)
        for form in page.iter("form"):
            apart = [one for one in page.iter("button") if one.get("form") and one.get("form") == form.get("id")]
            buttons = [one for one in (*form.iter("button"), *apart) if one.text_content().strip() == button]
            if buttons:
                pressed = buttons[0]
                given = {name: unescape(value or "") for name, value in form.form_values()} | fields
                if pressed.get("name"):
                    given[pressed.get("name")] = pressed.get("value", "")
                where = pressed.get("formaction") or form.get("action") or self.path
                sent: dict[str, Any] = {"data": given} if form.get("method") == "post" else {"params": given}
                if form.get("enctype") == "multipart/form-data":
                    given.pop("files", None)
                    # Where no file is chosen, a browser sends one that has neither a name nor bytes.
                    sent["files"] = [("files", one) for one in files] or [("files", ("", b""))]
                self.answer = await self.client.request(
                    form.get("method", "get").upper(), where, **sent, headers={"Origin": self._origin()}
                )
                return self
        raise AssertionError(f'no form has a button "{button}": {re.sub(r"<[^>]+>", " ", self.answer.text)}')

    def unticks(self, label: str) -> Browser:
        """Take the tick off the box whose label begins so."""
        document = html.fromstring(self.answer.text)
        (box,) = [
            one.find("input")
            for one in document.iter("label")
            if one.get("class") == "tick" and one.text_content().strip().startswith(label)
        ]
        del box.attrib["checked"]
        page = str(html.tostring(document, encoding="unicode"))
        self.answer = httpx.Response(200, headers=self.answer.headers, html=page, request=self.answer.request)
        return self

    def _origin(self) -> str:
        """Return what a browser says of where a form is sent from: nothing, where the page wants it kept a secret."""
        return "null" if self.answer.headers.get("Referrer-Policy") == "no-referrer" else self.base

    async def signs_in(self, name: str, password: str = PASSWORD) -> Browser:
        """Sign in, to one's own account's page."""
        await self.opens("/console/sign-in?next=/console/account")
        return await self.sends("Sign in", name=name, password=password)

    async def closes(self) -> None:
        """Close it."""
        await self.client.aclose()
