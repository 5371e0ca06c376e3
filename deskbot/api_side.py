"""The API, put together: what each of its areas works by."""

from __future__ import annotations

from deskbot.app import Deskbot
from deskbot.engine.api_acts import ApiActs
from deskbot.engine.api_once import ApiOnce
from deskbot.engine.api_reads import ApiReads
from deskbot.engine.api_tokens import ApiTokens
from deskbot.engine.metrics import Metrics
from deskbot.engine.oncall import Oncall
from deskbot.engine.overriding import Overriding
from deskbot.web.api.api import PREFIX, Api
from deskbot.web.api.directory import Directory
from deskbot.web.api.oncall import OnCall
from deskbot.web.api.pages import Pages
from deskbot.web.api.playbooks import Playbooks
from deskbot.web.api.tickets import Tickets
from deskbot.web.api.webhooks import WebhookRoutes
from deskbot.web.metrics import MetricsPage
from deskbot.web.room import Room


def programs(deskbot: Deskbot, room: Room) -> Api:
    """Return what programs read and do."""
    database, desk, clock = deskbot.database, deskbot.desk, deskbot.clock
    reads, once, shelf = ApiReads(database, desk, deskbot.intake.blobs), ApiOnce(database, clock), deskbot.agents.shelf
    acts = ApiActs(desk, clock, deskbot.settings.secret(), deskbot.intake, deskbot.agents, deskbot.interactions)
    areas = (
        Tickets(reads, acts, once, PREFIX),
        Pages(reads, acts, once),
        OnCall(Oncall(database, desk, clock), Overriding(database, desk, clock), once, clock),
        Directory(reads),
        Playbooks(shelf, clock, reads.advice),
        WebhookRoutes(deskbot.webhooks, once),
    )
    settings = deskbot.settings
    return Api(ApiTokens(database, clock), clock, areas, settings.api_rate, room, settings.web_folder)


def metrics_page(deskbot: Deskbot) -> MetricsPage:
    """Return what tells how it stands in numbers."""
    metrics = Metrics(deskbot.database, deskbot.clock, deskbot.health)
    return MetricsPage(metrics, ApiTokens(deskbot.database, deskbot.clock))
