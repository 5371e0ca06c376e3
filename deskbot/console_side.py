"""The console of `deskbot serve`: what each of its areas works by."""

from __future__ import annotations

from datetime import timedelta

from deskbot.app import Deskbot
from deskbot.engine.access_seen import AccessView
from deskbot.engine.composing import FOLDER, Composing
from deskbot.engine.held_answers import HeldAnswers
from deskbot.engine.known_issue_list import KnownIssueList
from deskbot.engine.live import Live
from deskbot.engine.maintaining import Maintaining
from deskbot.engine.many_tickets import ManyTickets
from deskbot.engine.oidc import OidcSigningIn
from deskbot.engine.oncall import Oncall
from deskbot.engine.overriding import Overriding
from deskbot.engine.policy_seen import PolicyView
from deskbot.engine.pressing import Pressing
from deskbot.engine.quarantine import Quarantine
from deskbot.engine.reporting import Reporting
from deskbot.engine.saved_views import SavedViews
from deskbot.engine.signing_in import SigningIn
from deskbot.engine.snoozing import Snoozing
from deskbot.engine.standing import Standing
from deskbot.engine.tagging import Tagging
from deskbot.engine.ticket_files import TicketFiles
from deskbot.engine.ticket_list import TicketList
from deskbot.engine.ticket_view import TicketViews
from deskbot.engine.trying import Trying
from deskbot.engine.writing import Writing
from deskbot.plug_ins import forms_of_messages
from deskbot.store.blobs import PostgresBlobs
from deskbot.web.console import phones
from deskbot.web.console.console import PLACES, Console
from deskbot.web.console.gate import Gate
from deskbot.web.console.live import Events
from deskbot.web.console.now import Now
from deskbot.web.console.oidc import BACK
from deskbot.web.console.oncall import OncallPages
from deskbot.web.console.pager import PagerPages
from deskbot.web.console.pages import Pages, Place
from deskbot.web.console.playbooks import Playbooks
from deskbot.web.console.quarantine import QuarantinePages
from deskbot.web.console.reports import Reports
from deskbot.web.console.settings import SettingsPages
from deskbot.web.console.ticket import TicketPages, TicketParts
from deskbot.web.console.ticket_acts import TicketActs
from deskbot.web.console.tickets import ListParts, Tickets
from deskbot.web.room import Room
from deskbot.wires.oidc import Client, Provider
from deskbot.wires.passwords import Passwords
from deskbot.wires.sealed import Keys
from deskbot.wires.simulated_phones import SimulatedPhones


def console(deskbot: Deskbot, room: Room) -> Console:
    """Return the console with all of its areas."""
    settings, desk, database, clock = deskbot.settings, deskbot.desk, deskbot.database, deskbot.clock
    idle, longest = timedelta(minutes=settings.console_idle_minutes), timedelta(days=settings.console_days)
    signing_in = SigningIn(database, clock, settings.secret(), Passwords(), idle, longest)
    simulated = settings.simulate and bool(settings.twilio_base_url)
    places = (*PLACES, Place(phones.PATH, "Phones", key="f")) if simulated else PLACES
    pages = Pages(desk.name, desk.tz, places, clock, settings.simulate)
    gate = Gate(signing_in, pages, settings.web_base, room)
    live, oncall = Live(database.url, signing_in), Oncall(database, desk, clock)
    standing = Standing(database, desk, clock)
    maintaining = Maintaining(database, deskbot.jobs, desk, clock, deskbot.agents.mailing)
    ticket = TicketPages(gate, ticket_parts(deskbot))
    return Console(
        gate,
        live,
        (
            Events(gate, live),
            Now(gate, desk, clock, standing, oncall, deskbot.health, deskbot.interactions, maintaining),
            Tickets(gate, list_parts(deskbot)),
            ticket,
            TicketActs(ticket),
            OncallPages(gate, desk, clock, oncall, Overriding(database, desk, clock)),
            PagerPages(gate, desk, clock, maintaining, Trying(database, deskbot.paging.desk, deskbot.paging)),
            Playbooks(gate, KnownIssueList(database, deskbot.agents.shelf, clock)),
            Reports(gate, Reporting(database, desk, clock)),
            QuarantinePages(gate, Quarantine(database, PostgresBlobs(), deskbot.jobs, clock, forms_of_messages())),
            SettingsPages(gate, PolicyView(database, desk, clock, settings.desk_file), AccessView(database, clock)),
            *([phones.Phones(gate, desk, SimulatedPhones(settings.twilio_base_url))] if simulated else []),
        ),
        oidc(deskbot, signing_in),
    )


def oidc(deskbot: Deskbot, signing_in: SigningIn) -> OidcSigningIn | None:
    """Return the way by an identity provider; None where people do not sign in at one.

    Raises:
        ConfigurationError: only a part of what is needed is set.
    """
    settings = deskbot.settings
    if (client := Client.of(settings)) is None:
        return None
    provider = Provider(client, deskbot.clock)
    return OidcSigningIn(signing_in, provider, Keys.of(settings), settings.oidc_claim, f"{settings.web_base}{BACK}")


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
    files = TicketFiles(deskbot.database, PostgresBlobs(), deskbot.clock, forms_of_messages())
    return TicketParts(
        views,
        agents,
        held,
        Writing(held, PostgresBlobs(), deskbot.settings.largest_files),
        Pressing(agents, held),
        deskbot.joining,
        files,
        Tagging(agents),
        Snoozing(agents),
        Composing(agents, deskbot.channels, deskbot.settings.desk_file.parent / FOLDER),
    )
