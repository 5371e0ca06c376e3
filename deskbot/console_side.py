"""The console of `deskbot serve`: what each of its areas works by."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from deskbot.app import Deskbot
from deskbot.engine.held_answers import HeldAnswers
from deskbot.engine.live import Live
from deskbot.engine.many_tickets import ManyTickets
from deskbot.engine.oncall import Oncall
from deskbot.engine.overriding import Overriding
from deskbot.engine.pressing import Pressing
from deskbot.engine.saved_views import SavedViews
from deskbot.engine.signing_in import SigningIn
from deskbot.engine.standing import Standing
from deskbot.engine.ticket_files import TicketFiles
from deskbot.engine.ticket_list import TicketList
from deskbot.engine.ticket_view import TicketViews
from deskbot.engine.writing import Writing
from deskbot.store.blobs import PostgresBlobs
from deskbot.web.console.console import PLACES, Console
from deskbot.web.console.gate import Gate
from deskbot.web.console.live import Events
from deskbot.web.console.now import Now
from deskbot.web.console.oncall import OncallPages
from deskbot.web.console.pages import Pages
from deskbot.web.console.ticket import TicketPages, TicketParts
from deskbot.web.console.tickets import ListParts, Tickets
from deskbot.wires.passwords import Passwords


def console(deskbot: Deskbot) -> Console:
    """Return the console with all of its areas."""
    settings, desk, database, clock = deskbot.settings, deskbot.desk, deskbot.database, deskbot.clock
    idle, longest = timedelta(minutes=settings.console_idle_minutes), timedelta(days=settings.console_days)
    signing_in = SigningIn(database, clock, settings.secret(), Passwords(), idle, longest)
    gate = Gate(signing_in, Pages(desk.name, ZoneInfo(str(desk.zone)), PLACES, settings.simulate), settings.web_base)
    live, oncall = Live(database.url, signing_in), Oncall(database, desk, clock)
    standing = Standing(database, desk, clock)
    return Console(
        gate,
        live,
        (
            Events(gate, live),
            Now(gate, desk, clock, standing, oncall, deskbot.health, deskbot.interactions),
            Tickets(gate, list_parts(deskbot)),
            TicketPages(gate, ticket_parts(deskbot)),
            OncallPages(gate, desk, clock, oncall, Overriding(database, desk, clock)),
        ),
    )


def list_parts(deskbot: Deskbot) -> ListParts:
    """Return what the lists of tickets work by."""
    agents, clock = deskbot.agents, deskbot.clock
    lists, views = TicketList(deskbot.database), SavedViews(deskbot.database, clock)
    return ListParts(lists, ManyTickets(agents), views, deskbot.desk, agents.shelf, clock)


def ticket_parts(deskbot: Deskbot) -> TicketParts:
    """Return what the page about a ticket works by."""
    agents = deskbot.agents
    views = TicketViews(deskbot.database, deskbot.desk, deskbot.clock, agents.mailing, agents.shelf)
    held = HeldAnswers(agents)
    files = TicketFiles(deskbot.database, PostgresBlobs())
    return TicketParts(views, agents, held, Writing(held), Pressing(agents), deskbot.joining, files)
