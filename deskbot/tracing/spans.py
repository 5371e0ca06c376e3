"""Spans by OpenTelemetry, sent by OTLP/HTTP; loaded only where tracing is on."""

from __future__ import annotations

import logging
import threading
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import OTELResourceDetector, Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.trace import Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from deskbot import __version__
from deskbot.log import about

END_WITHIN = 2.0
"""Seconds for which the end of a process waits for a collector to take the last spans."""

log = logging.getLogger(__name__)


class Spans:
    """Begins spans, and hands them to a collector from a thread: nobody waits for that; too many are dropped."""

    def __init__(self, process: str) -> None:
        """Trace for a process; `OTEL_…` variables say where to, and have the last word on how it is called."""
        named = Resource({"service.name": "deskbot", "service.version": __version__, "deskbot.process": process})
        # Not ended by `atexit`, as a collector that is away would hold that up for half a minute.
        self._provider = TracerProvider(resource=named.merge(OTELResourceDetector().detect()), shutdown_on_exit=False)
        self._provider.add_span_processor(BatchSpanProcessor(_Told(OTLPSpanExporter())))
        self._tracer = self._provider.get_tracer("deskbot", __version__)
        self._wire = TraceContextTextMapPropagator()

    @contextmanager
    def span(self, name: str, after: str | None, ids: Mapping[str, int | str | None]) -> Generator[None]:
        """Trace what is done within the block; see `deskbot.tracing.span`."""
        context = self._wire.extract({"traceparent": after}) if after else None
        attributes = {f"deskbot.{key}": value for key, value in ids.items() if value is not None}
        with self._tracer.start_as_current_span(
            name, context, attributes=attributes, record_exception=False, set_status_on_exception=False
        ) as begun:
            try:
                with about(trace=f"{begun.get_span_context().trace_id:032x}"):
                    yield
            except Exception as error:
                begun.set_status(Status(StatusCode.ERROR, type(error).__name__))  # its words may be somebody's
                raise

    def position(self) -> str | None:
        """Return where we are; see `deskbot.tracing.position`."""
        carrier: dict[str, str] = {}
        self._wire.inject(carrier)
        return carrier.get("traceparent")

    def end(self) -> None:
        """Hand over what is left, as far as somebody takes it within `END_WITHIN`."""
        last = threading.Thread(target=self._provider.shutdown, daemon=True)
        last.start()
        last.join(END_WITHIN)


class _Told(SpanExporter):
    """Hands spans on, and logs once when nobody takes them any more, and once when somebody does again."""

    def __init__(self, exporter: SpanExporter) -> None:
        self._exporter, self._away = exporter, False
        # Of each try that fails the library tells by itself, with the collector's address.
        logging.getLogger("opentelemetry").setLevel(logging.CRITICAL)

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        taken = self._exporter.export(spans)
        away = taken is not SpanExportResult.SUCCESS
        if away and not self._away:
            log.warning("no collector takes traces; they are lost meanwhile", extra={"action": "traces_away"})
        elif self._away and not away:
            log.info("a collector takes traces again", extra={"action": "traces_back"})
        self._away = away
        return taken

    def shutdown(self) -> None:
        self._exporter.shutdown()

    def force_flush(self, timeout_millis: int = 30000) -> bool:
        return self._exporter.force_flush(timeout_millis)
