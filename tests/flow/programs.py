"""A program that uses the API with a token."""

from __future__ import annotations

from typing import Any

import httpx

from deskbot.engine.api_tokens import ApiTokens
from deskbot.model.api_token import Scope
from tests.flow.browser import TLS
from tests.harness import World


class Program:
    """One program; what it was answered last is kept."""

    def __init__(self, world: World, token: str) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.client = httpx.AsyncClient(
            base_url=f"{world.deskbot.settings.web_base}/api/v1",
            verify=TLS,
            trust_env=False,
            timeout=60,
            headers=headers,
        )
        self.answer: httpx.Response = httpx.Response(204)

    async def asks(self, path: str, **query: Any) -> Any:
        """Ask for something; return what it was told."""
        told = await self.sends("GET", path, params=query)
        assert self.answer.is_success, (self.answer.status_code, told)
        return told

    async def sends(self, method: str, path: str, **more: Any) -> Any:
        """Send a request; return what it was told. Errors are problems, and nothing else is."""
        self.answer = await self.client.request(method, path, **more)
        kind = self.answer.headers.get("content-type", "")
        assert (kind == "application/problem+json") == self.answer.is_error, (self.answer.status_code, kind)
        return self.answer.json() if "json" in kind else self.answer.content

    async def does(self, path: str, body: Any, key: str = "", *, method: str = "POST") -> Any:
        """Have something done, under a key; return what it was told."""
        told = await self.sends(method, path, json=body, headers={"Idempotency-Key": key} if key else {})
        assert self.answer.is_success, (self.answer.status_code, told)
        return told

    async def is_refused(self, status: int, method: str, path: str, **more: Any) -> str:
        """Be refused; return in which words."""
        told = await self.sends(method, path, **more)
        assert (self.answer.status_code, told["status"]) == (status, status), told
        return told["detail"]

    async def closes(self) -> None:
        """End."""
        await self.client.aclose()


async def program(world: World, *scopes: Scope, name: str = "robot", **more: Any) -> Program:
    """Return a program with a token of its own."""
    tokens = ApiTokens(world.deskbot.database, world.deskbot.clock)
    return Program(world, await tokens.issue(name, scopes, "a test", **more))
