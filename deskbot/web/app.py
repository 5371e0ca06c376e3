"""The web side: health, and the carriers' webhooks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi import FastAPI, Request, Response
from fastapi.responses import PlainTextResponse
from starlette.exceptions import HTTPException

from deskbot import __version__
from deskbot.engine.health import Health
from deskbot.store.database import Database
from deskbot.web.allowed import NOT_ALLOWED, READ, allowed_at
from deskbot.web.api.api import PREFIX, Api
from deskbot.web.api.problems import problem
from deskbot.web.canary import CanaryPhone
from deskbot.web.console.console import Console
from deskbot.web.folder import UnderFolder
from deskbot.web.handed_out import HARMLESS
from deskbot.web.health import Probes
from deskbot.web.hooks import ChannelHooks
from deskbot.web.late import late
from deskbot.web.metrics import MetricsPage
from deskbot.web.oncall_feed import OncallFeeds
from deskbot.web.page_link import PageLinks
from deskbot.web.phone_in import PhoneInWebhooks
from deskbot.web.reader_page.reader_page import ReaderPageRoutes
from deskbot.web.slack import SlackRequests
from deskbot.web.slack_install import SlackInstalls
from deskbot.web.telegram import TelegramUpdates
from deskbot.web.twilio import TwilioWebhooks

CONSOLE = "/console"
OF_ALL = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
"""What every answer says that says nothing else of it: nobody keeps it, nor guesses what it is."""


@dataclass(frozen=True, slots=True)
class Web:
    """What the web side is made of."""

    database: Database
    twilio: TwilioWebhooks | None
    phone_in: PhoneInWebhooks | None
    simulated: bool
    missing: Callable[[], list[str]]
    """Returns which of the processes beside this one do not run: "pager", "worker"."""
    health: Health
    canary: CanaryPhone | None = None
    """None where there is no canary."""
    links: PageLinks | None = None
    feeds: OncallFeeds | None = None
    hooks: ChannelHooks | None = None
    telegram: TelegramUpdates | None = None
    slack: SlackRequests | None = None
    slack_installs: SlackInstalls | None = None
    console: Console | None = None
    api: Api | None = None
    metrics: MetricsPage | None = None
    reader_page: ReaderPageRoutes | None = None
    folder: str = ""
    """Of the site under which the outside reaches us: "/help"; empty where it is all ours."""


def create_app(web: Web) -> FastAPI:
    """Return the application."""
    app = FastAPI(
        title="deskbot",
        version=__version__,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # it would lead to http, and to the host that whoever asks has named
    )

    _say_what_is_not_there(app, web)

    @app.middleware("http")
    async def say_of_all(request: object, call_next: Callable[[object], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        for name, value in OF_ALL.items():
            response.headers.setdefault(name, value)
        if web.simulated:
            response.headers["X-Deskbot"] = "SIMULATED"
        return response

    @app.api_route("/", methods=READ, include_in_schema=False)
    async def front() -> PlainTextResponse:
        mark = "SIMULATED: no message leaves this machine\n" if web.simulated else ""
        return PlainTextResponse(f"{mark}deskbot {__version__}\n/health/live /health/ready /health/engine\n")

    app.include_router(Probes(web.database, web.health, web.missing, simulated=web.simulated).router())
    for part in (
        web.canary,
        web.links,
        web.feeds,
        web.twilio,
        web.phone_in,
        web.hooks,
        web.telegram,
        web.slack,
        web.slack_installs,
        web.console,
        web.metrics,
        web.reader_page,
    ):
        if part:
            app.include_router(part.router())
    if web.api:
        app.mount(PREFIX, late(web.api.app))
    if web.folder:
        app.add_middleware(UnderFolder, folder=web.folder)
    return app


def _say_what_is_not_there(app: FastAPI, web: Web) -> None:
    """Have whoever comes to an address where nothing is told so by us, and not by the framework."""

    @app.exception_handler(404)
    @app.exception_handler(405)
    async def nothing_there(request: Request, error: HTTPException) -> Response:
        path = request.url.path
        if web.console and f"{path}/".startswith(f"{CONSOLE}/"):
            answer = await web.console.gate.missing(request, error.status_code)
        elif web.reader_page and path.startswith("/t/"):
            answer = web.reader_page.leads_nowhere()
        elif path == PREFIX:
            answer = problem(404, f"the API's addresses begin with {PREFIX}/")
        else:
            answer = PlainTextResponse(f"{error.detail}\n", error.status_code, HARMLESS)
        answer.headers.update(error.headers or {})
        if error.status_code == NOT_ALLOWED:
            answer.headers.update(allowed_at(request))
        return answer
