"""The web side: health, and the carriers' webhooks."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from starlette.exceptions import HTTPException

from deskbot import __version__
from deskbot.engine.health import Health
from deskbot.engine.in_time import read_within_limit
from deskbot.engine.jobs import Away
from deskbot.errors import UnavailableError
from deskbot.store import inbound
from deskbot.store.database import Database, ReadOnlyError, Session, must_take_writes
from deskbot.web.allowed import allowed_at
from deskbot.web.api.api import PREFIX, Api
from deskbot.web.api.problems import problem
from deskbot.web.canary import CanaryPhone
from deskbot.web.console.console import Console
from deskbot.web.console.gate import NOT_ALLOWED
from deskbot.web.folder import UnderFolder
from deskbot.web.handed_out import HARMLESS
from deskbot.web.health import health_router
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
PROBED = ["GET", "HEAD"]
"""How may be asked what is probed."""
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

    _say_how_it_stands(app, web)
    for part in (
        web.canary,
        web.links,
        web.feeds,
        web.twilio,
        web.phone_in,
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


def _say_how_it_stands(app: FastAPI, web: Web) -> None:
    """Have whoever knocks, or probes, told that it is we, and whether all runs."""

    @app.api_route("/", methods=PROBED, include_in_schema=False)
    async def front() -> PlainTextResponse:
        mark = "SIMULATED: no message leaves this machine\n" if web.simulated else ""
        return PlainTextResponse(f"{mark}deskbot {__version__}\n/health/live /health/ready /health/engine\n")

    @app.api_route("/health/live", methods=PROBED)
    async def live() -> dict[str, str]:
        return {"status": "ok"}

    away = Away()

    @app.api_route("/health/ready", methods=PROBED)
    async def ready() -> JSONResponse:
        begun = time.monotonic()
        quarantined, problems = None, [f"the {one}'s process is not running" for one in web.missing()]
        try:
            quarantined = await read_within_limit(web.database, count_quarantined)
            away.answered(begun)
        except UnavailableError as error:
            # The library's words name the database's machine, which is nothing for strangers.
            problems.insert(0, str(error) if isinstance(error, ReadOnlyError) else "the database does not answer")
            away.found(str(error), begun)
        document = {"problems": problems, "simulated": web.simulated, "quarantined": quarantined}
        return JSONResponse(document, 503 if problems else 200)

    app.include_router(health_router(web.health))


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


async def count_quarantined(session: Session) -> int:
    """Return how many messages lie in quarantine, for whoever watches.

    Raises:
        UnavailableError: the database takes no writes.
    """
    await must_take_writes(session)
    return await inbound.count(session, "quarantined")
