"""Traces of what becomes of a message, from the door through the queue to the page and its answer; off by default.

A span is one thing that is done; those of one message are one trace, across processes: the row that is written
meanwhile keeps where in the trace that was (`position`), and whoever goes on with the row goes on from there. Spans
carry ids and no words. While tracing is off nothing of OpenTelemetry is loaded, and nothing is kept.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from deskbot.errors import ConfigurationError

if TYPE_CHECKING:
    from deskbot.tracing.spans import Spans

_OFF = nullcontext()

_spans: Spans | None = None


def set_up(process: str) -> None:
    """Begin to trace; whoever the variables OTEL_EXPORTER_OTLP_* name gets the spans.

    Args:
        process: what this process does, for all its spans.

    Raises:
        ConfigurationError: OpenTelemetry is not installed.
    """
    global _spans  # noqa: PLW0603  (a tracer would go through ten hands, most of which have nothing to trace)
    try:
        from deskbot.tracing.spans import Spans  # noqa: PLC0415  (nobody who has it off waits for it)
    except ImportError:
        raise ConfigurationError('DESKBOT_TRACES=1 needs OpenTelemetry: pip install "deskbot[otel]"') from None
    _spans = Spans(process)


def end() -> None:
    """Hand over what is left, within two seconds, and trace no more."""
    global _spans
    ended, _spans = _spans, None
    if ended is not None:
        ended.end()


def on() -> bool:
    """Return whether anything is traced."""
    return _spans is not None


def span(name: str, after: str | None = None, **ids: int | str | None) -> AbstractContextManager[None]:
    """Trace what is done within the block; the log has the trace's id meanwhile.

    Args:
        name: what is done, in words of the field: `message.triage`.
        after: the position that a row has kept, to go on from there; otherwise this is a part of what is being traced
            here, or begins a trace.
        **ids: of what it is about; never words.
    """
    return _OFF if _spans is None else _spans.span(name, after, ids)


def position() -> str | None:
    """Return where we are, as a row keeps it (W3C `traceparent`); None where nothing is traced."""
    return None if _spans is None else _spans.position()
