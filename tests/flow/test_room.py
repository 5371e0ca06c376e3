"""What is sent to pages and API is bounded before it is read: nobody holds up the doors, nobody takes all memory."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import pytest

from deskbot.api_side import programs
from deskbot.model.api_token import Scope
from deskbot.web.api.sent import MOST_VALUES, WITH_FILES
from deskbot.web.room import Room
from tests.flow.browser import Browser, admitted
from tests.flow.programs import Program, program
from tests.flow.test_reader_page import link_in
from tests.harness import World, running_world

MEGABYTE = 1_000_000


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """A desk whose pages and API have room for two of the API's largest requests."""
    async with running_world(database_url, simulate=True, web_memory=32 * MEGABYTE) as running:
        yield running


@pytest.fixture(name="robot")
async def robots(world: World) -> AsyncIterator[Program]:
    made = await program(world, *Scope)
    yield made
    await made.closes()


class Sender:
    """Sends the head of a request, and of its body what it is told to."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def told(self) -> tuple[int, str]:
        """Return the next status and its headers, without which nothing more is sent."""
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode().lower()
        return int(head.split()[1]), head

    async def closes(self) -> None:
        """Go."""
        self.writer.close()
        await self.writer.wait_closed()


async def announces(world: World, path: str, size: int, **headers: str) -> Sender:
    """Begin to send so many bytes, and wait with them until they are asked for."""
    settings = world.deskbot.settings
    sender = Sender(*await asyncio.open_connection(settings.web_host, settings.web_port))
    told = {"Host": "desk", "Content-Length": str(size), "Expect": "100-continue", **headers}
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in told.items())
    sender.writer.write(f"POST {path} HTTP/1.1\r\n{lines}\r\n".encode())
    return sender


def key_of(robot: Program) -> dict[str, str]:
    return {"Authorization": robot.client.headers["authorization"], "Content-Type": "application/json"}


async def test_where_there_is_no_room_for_what_comes_it_is_refused_before_it_is_read_and_taken_a_moment_later(
    world: World, robot: Program
) -> None:
    async with AsyncExitStack() as stack:
        other = await program(world, *Scope, name="another")
        stack.push_async_callback(other.closes)
        held: list[Sender] = []
        for one in (robot, other):
            held.append(await announces(world, "/api/v1/tickets", 16 * MEGABYTE, **key_of(one)))
            stack.push_async_callback(held[-1].closes)
            assert (await held[-1].told())[0] == 100  # it is being read

        late = await announces(world, "/api/v1/tickets", MEGABYTE, **key_of(robot))
        stack.push_async_callback(late.closes)
        status, head = await late.told()
        assert (status, "retry-after: 5" in head) == (503, True)

        await robot.asks("/tickets")  # what is small goes on
        await world.mail("One handset has a cracked display. How do we get a new one?", subject="Display")
        world.letter()
        world.briefing()

    for _ in range(100):  # until the server has seen them go
        again = await announces(world, "/api/v1/tickets", 16 * MEGABYTE, **key_of(robot))
        status, _ = await again.told()
        await again.closes()
        if status == 100:
            return
    raise AssertionError("there is no room though nobody sends")


async def test_nobody_alone_takes_all_the_room(world: World, robot: Program) -> None:
    async with AsyncExitStack() as stack:
        other = await program(world, *Scope, name="another")
        stack.push_async_callback(other.closes)
        for whose, status in ((robot, 100), (robot, 503), (other, 100)):
            one = await announces(world, "/api/v1/tickets", 16 * MEGABYTE, **key_of(whose))
            stack.push_async_callback(one.closes)
            assert (await one.told())[0] == status


async def test_pages_and_the_api_share_one_room(world: World, robot: Program) -> None:
    await admitted(world, "ana", staff="ana")
    await world.mail("One handset has a cracked display. How do we get a new one?", subject="Display")
    link = link_in(world.letter())
    world.briefing()
    browser = Browser(world)
    await browser.signs_in("ana")
    cookie = "; ".join(f"{one.name}={one.value}" for one in browser.client.cookies.jar)
    multipart: dict[str, str] = {"Content-Type": "multipart/form-data; boundary=x"}
    async with AsyncExitStack() as stack:
        stack.push_async_callback(browser.closes)
        other = await program(world, *Scope, name="another")
        stack.push_async_callback(other.closes)
        for whose in (robot, other):
            one = await announces(world, "/api/v1/tickets", 16 * MEGABYTE, **key_of(whose))
            stack.push_async_callback(one.closes)
            assert (await one.told())[0] == 100
        ours = {"Cookie": cookie, "Origin": browser.base, **multipart}
        for path, headers in (("/console/tickets/1001/answer", ours), (link, multipart)):
            refused = await announces(world, path, MEGABYTE, **headers)
            stack.push_async_callback(refused.closes)
            status, head = await refused.told()
            assert (path, status, "retry-after: 5" in head) == (path, 503, True)


async def test_where_no_files_may_come_a_request_is_small_and_a_larger_one_is_not_read(
    world: World, robot: Program
) -> None:
    for path, size in (("/playbooks/try", 200_001), ("/tickets/1001/notes", 200_001), ("/tickets", 16_000_001)):
        sender = await announces(world, f"/api/v1{path}", size, **key_of(robot))
        status, head = await sender.told()
        assert (path, status, "application/problem+json" in head) == (path, 413, True)
        await sender.closes()

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(3):
            yield b"x" * 100_000

    await robot.is_refused(413, "POST", "/tickets", content=pieces())


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("{" + ",".join(f'"k{n}":1' for n in range(MOST_VALUES + 1)) + "}", id="keys"),
        pytest.param("[" + ",".join("1" for _ in range(MOST_VALUES + 1)) + "]", id="items"),
        pytest.param(
            '{"text":"x","files":[' + ",".join("[1]" for _ in range(MOST_VALUES // 2 + 1)) + "]}", id="within"
        ),
        pytest.param("[" + "1," * 800_000 + "1]", id="more than is looked at one by one"),
    ],
)
async def test_a_request_of_more_values_than_any_of_ours_is_refused_in_one_sentence(robot: Program, body: str) -> None:
    path = "/tickets" if len(body) > 200_000 else "/playbooks/try"
    told = await robot.is_refused(422, "POST", path, content=body, headers={"Content-Type": "application/json"})

    assert told == f"a request holds {MOST_VALUES} fields and items at most"
    assert len(robot.answer.content) < 1000


async def test_words_as_long_as_may_be_and_files_together_are_understood(world: World, robot: Program) -> None:
    sender = {"address": "ty@brightpathvoice.example"}
    content = base64.b64encode(bytes(range(256)) * 4000).decode()
    files = [{"name": "trace.bin", "content": content}]
    report: dict[str, Any] = {"sender": sender, "subject": "Display", "text": "\u00fc" * 99_000, "files": files}
    await robot.does("/tickets", report)
    assert robot.answer.status_code == 202
    assert len(robot.answer.request.content) > 1_500_000
    assert "trace.bin is no base64" in await robot.is_refused(
        422, "POST", "/tickets", json=report | {"files": [{"name": "trace.bin", "content": "SGVsbG8"}]}
    )
    await world.settle()
    world.letter()
    world.briefing()


async def test_files_may_come_where_the_document_says_so_and_nowhere_else(world: World) -> None:
    document = programs(world.deskbot, Room(1)).inner().openapi()
    schemas = document["components"]["schemas"]
    with_files = {
        path
        for path, methods in document["paths"].items()
        for method, told in methods.items()
        if method == "post"
        and (schema := told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema"))
        and "files" in schemas[schema["$ref"].rpartition("/")[2]]["properties"]
    }

    assert with_files
    for path in document["paths"]:
        assert bool(WITH_FILES.fullmatch(path.replace("{number}", "1001"))) == (path in with_files), path


async def test_few_texts_are_tried_at_a_time_and_none_is_longer_than_a_person_writes(robot: Program) -> None:
    text = {"text": "They hear us, we do not hear them. " * 400}

    tried = await asyncio.gather(*(robot.client.post("/playbooks/try", json=text) for _ in range(30)))

    assert {one.status_code for one in tried} == {200, 422}
    assert "try again in a moment" in next(one for one in tried if one.is_error).json()["detail"]
    assert "20000 characters" in await robot.is_refused(422, "POST", "/playbooks/try", json={"text": "x" * 20_001})
    await robot.does("/playbooks/try", {"text": "They hear us."})
    assert robot.answer.status_code == 200
