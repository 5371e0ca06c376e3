"""`/metrics`, as Prometheus reads it: counts, for a program with a token for it, or for one on this machine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from itertools import groupby

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse

from deskbot.engine.api_tokens import ApiTokens
from deskbot.engine.metrics import DATABASE_AWAY, Metrics
from deskbot.errors import UnavailableError
from deskbot.model.api_token import Scope
from deskbot.model.metric import Sample
from deskbot.web.allowed import READ
from deskbot.web.bearer import WANTED, token_in

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")
"""By which a proxy tells that somebody else asks."""


@dataclass(frozen=True, slots=True)
class MetricsPage:
    """The route."""

    metrics: Metrics
    tokens: ApiTokens

    def router(self) -> APIRouter:
        """Return the route."""
        router = APIRouter(include_in_schema=False)
        router.add_api_route("/metrics", self.show, methods=READ)
        return router

    async def show(self, request: Request) -> PlainTextResponse:
        """Return the numbers of now, or nothing for whoever may not see them."""
        if given := token_in(request.headers.get("authorization", "")):
            try:
                token = await self.tokens.who(given)
            except UnavailableError:
                # Whoever watches has to learn just then what is away; a refusal would look as if all of deskbot were.
                return PlainTextResponse(written(DATABASE_AWAY), media_type=MEDIA_TYPE)
            if token is None:
                return PlainTextResponse("This token opens nothing, or nothing any more.\n", 401, dict(WANTED))
            if Scope.METRICS not in token.scopes:
                return PlainTextResponse("This token lacks the scope metrics.\n", 403)
        elif not is_from_here(request):
            return PlainTextResponse("From elsewhere a token with the scope metrics is needed.\n", 401, dict(WANTED))
        return PlainTextResponse(written(await self.metrics.look()), media_type=MEDIA_TYPE)


def is_from_here(request: Request) -> bool:
    """Return whether a program on this machine asks, and for nobody else."""
    if request.client is None or any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def written(samples: Iterable[Sample]) -> str:
    """Return samples in Prometheus's text format; those of one metric must stand together."""
    lines: list[str] = []
    for metric, several in groupby(samples, key=lambda one: one.metric):
        lines += [f"# HELP {metric.name} {_escaped(metric.says)}", f"# TYPE {metric.name} {metric.kind}"]
        for one in several:
            labels = ",".join(f'{name}="{_escaped(value, quoted=True)}"' for name, value in one.labels.items())
            lines.append(f"{metric.name}{{{labels}}} {one.value:.15g}" if labels else f"{metric.name} {one.value:.15g}")
    return "\n".join(lines) + "\n"


def _escaped(text: str, *, quoted: bool = False) -> str:
    text = text.replace("\\", "\\\\").replace("\n", "\\n")
    return text.replace('"', '\\"') if quoted else text
