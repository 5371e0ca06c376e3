"""Whoever leaves in the middle of a request troubles nobody: neither the log nor the next caller."""

from __future__ import annotations

import asyncio
import socket

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from deskbot.simulators.serving import serving


async def test_a_caller_who_leaves_before_the_end_of_their_request_leaves_no_trace_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    begun, left = asyncio.Event(), asyncio.Event()

    async def read(request: Request) -> PlainTextResponse:
        begun.set()
        try:
            return PlainTextResponse(await request.body())
        except ClientDisconnect:
            left.set()
            raise

    async with serving(Starlette(routes=[Route("/", read, methods=["POST"])])) as url:
        address = httpx.URL(url)
        with socket.create_connection((address.host, address.port or 0)) as caller:
            caller.sendall(b"POST / HTTP/1.1\r\nHost: desk.example\r\nContent-Length: 9\r\n\r\nhalf")
            await asyncio.wait_for(begun.wait(), 20)
        await asyncio.wait_for(left.wait(), 20)
        async with httpx.AsyncClient() as client:
            answer = await client.post(url, content=b"whole")

    assert answer.text == "whole"
    assert [record.getMessage() for record in caplog.records if record.levelname in {"WARNING", "ERROR"}] == []
