"""One trace leads from the mail to whoever has taken its page, across the processes, and nobody waits for it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)

from tests.crash.server import PATIENCE, Server
from tests.flow.mails import OUTAGE_S1
from tests.harness import ANA


@dataclass(frozen=True)
class Span:
    """What is told of one."""

    trace: str
    id: str
    parent: str
    name: str
    process: str
    ids: dict[str, object]


@dataclass
class Collector:
    """Takes spans, as any collector does that speaks OTLP over HTTP."""

    spans: list[Span] = field(default_factory=list)
    came: asyncio.Condition = field(default_factory=asyncio.Condition)
    said: bytes = b""
    """All that was sent, to be searched for what must not be there."""

    async def take(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.said += body
        for of_process in ExportTraceServiceRequest.FromString(body).resource_spans:
            process = {one.key: one.value.string_value for one in of_process.resource.attributes}
            for span in (span for scope in of_process.scope_spans for span in scope.spans):
                ids = {one.key: getattr(one.value, str(one.value.WhichOneof("value"))) for one in span.attributes}
                where = (span.trace_id.hex(), span.span_id.hex(), span.parent_span_id.hex())
                self.spans.append(Span(*where, span.name, process["deskbot.process"], ids))
        async with self.came:
            self.came.notify_all()
        return web.Response(
            body=ExportTraceServiceResponse().SerializeToString(), content_type="application/x-protobuf"
        )

    async def of(self, name: str) -> list[Span]:
        """The spans of a name, once there are any."""
        async with asyncio.timeout(PATIENCE), self.came:
            await self.came.wait_for(lambda: any(one.name == name for one in self.spans))
        return [one for one in self.spans if one.name == name]


@pytest.fixture
async def collector(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Collector]:
    """A collector to which everything that is started here sends its spans."""
    taking, application = Collector(), web.Application()
    application.router.add_post("/v1/traces", taking.take)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{runner.addresses[0][1]}")
        monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "200")
        yield taking
    finally:
        await runner.cleanup()


def traced(server: Server) -> Server:
    server.settings = server.settings.model_copy(update={"traces": True})
    return server


async def test_one_trace_leads_from_the_mail_to_whoever_took_its_page(server: Server, collector: Collector) -> None:
    await traced(server).start()
    await server.mail(f"{OUTAGE_S1}\nMarzipan", subject="Brombeer")
    await server.happens("Ana has the text", lambda: server.twilio.phones[ANA].texts)
    await server.twilio.phones[ANA].sends("1a")

    (taken,) = await collector.of("page.acknowledge")
    (received,) = await collector.of("mail.receive")
    (accepted,) = await collector.of("message.accept")
    triages = await collector.of("message.triage")
    step = (await collector.of("page.step"))[0]
    (sent,) = await collector.of("carrier.send")
    reports = await collector.of("page.report")

    (triaged,) = [one for one in triages if one.id == step.parent]  # a busy machine may have looked twice
    of_it = [received, accepted, triaged, step, sent, *reports, taken]
    assert {one.trace for one in of_it} == {received.trace}
    assert received.parent == ""
    assert accepted.parent == received.id
    assert triaged.parent == accepted.id
    assert sent.parent == step.id
    assert {one.parent for one in [*reports, taken]} == {triaged.id}
    everywhere = received.process
    assert [one.process for one in of_it] == [
        *(everywhere, everywhere, "worker", "pager", "pager"),
        *(everywhere for _ in reports),
        everywhere,
    ]
    assert server.sql("SELECT id, ticket_number FROM page") == [
        (taken.ids["deskbot.page"], taken.ids["deskbot.ticket"])
    ]
    assert (sent.ids["deskbot.carrier"], sent.ids["deskbot.medium"]) == ("twilio", "sms")
    for words in (b"Marzipan", b"Brombeer", b"Hollis", b"brightpath", b"desk.example", ANA.encode()):
        assert words not in collector.said
    line = next(one for one in server.log.read_text().splitlines() if "action=page_opened" in one)
    assert f"trace={received.trace}" in line


async def test_a_collector_that_says_nothing_keeps_no_page_and_no_end_waiting(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # it takes connections, and never answers
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{silent.getsockname()[1]}")
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_TIMEOUT", "3600")  # whoever waits for it waits for longer than this test
        monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "200")
        await traced(server).start()
        process = server.process
        assert process
        await server.mail(OUTAGE_S1)
        await server.happens("Ana has the text", lambda: server.twilio.phones[ANA].texts)
        await server.twilio.phones[ANA].sends("1a")

        process.terminate()
        async with asyncio.timeout(PATIENCE):
            assert await process.wait() == 0
    assert server.sql("SELECT state FROM page") == [("acknowledged",)]
