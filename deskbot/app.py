"""The composition root: settings and the desk's policy in, parts that fit together out. It alone knows everybody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import deskbot.channels
from deskbot.access.proof import networks
from deskbot.channels import Board, Channel
from deskbot.channels.email.door.knocking import Knocking
from deskbot.channels.email.mailbox.posting import Posting
from deskbot.channels.slack.ids import room_of
from deskbot.clock import Clock, SystemClock
from deskbot.desk import Desk
from deskbot.engine.agents import Agents
from deskbot.engine.bounces import Bounces
from deskbot.engine.calendars import Calendars
from deskbot.engine.canary import CanaryWatch
from deskbot.engine.dead_man import DeadMan
from deskbot.engine.delivery import Delivery
from deskbot.engine.desk_mail import DeskMail
from deskbot.engine.event_telling import EventTelling
from deskbot.engine.fetching import Fetching
from deskbot.engine.following import followed
from deskbot.engine.gap_watch import GapWatch
from deskbot.engine.gathering import Gathering
from deskbot.engine.health import Health
from deskbot.engine.held_answers import HeldAnswers
from deskbot.engine.housekeeping import GRACE, Housekeeping
from deskbot.engine.intake import Intake
from deskbot.engine.interactions import Interactions
from deskbot.engine.inviting import Inviting
from deskbot.engine.jobs import CROWD, QUEUES, Handler, Jobs
from deskbot.engine.joining import Joining
from deskbot.engine.mailing import Mailing
from deskbot.engine.missed_calls import MissedCalls
from deskbot.engine.page_views import PageViews
from deskbot.engine.paging import Crowd, Paging, Reports, Sending, Stepping, Taking, Telling
from deskbot.engine.paging.asking import Asking
from deskbot.engine.paging.numbers import Numbers
from deskbot.engine.paging.onward import Onward
from deskbot.engine.paging.outages import Outages
from deskbot.engine.paging.proving import Proving
from deskbot.engine.paging.showing import Showing
from deskbot.engine.paging.substitutes import Substitutes
from deskbot.engine.paging.words import Words
from deskbot.engine.phone_dialling import Dialling
from deskbot.engine.phone_in import PhoneIn
from deskbot.engine.phone_untold import Untold
from deskbot.engine.raising import Raising
from deskbot.engine.reading import Reader
from deskbot.engine.recording import Recording
from deskbot.engine.recordings import Recordings
from deskbot.engine.reloading import Reloading
from deskbot.engine.responding import Responding
from deskbot.engine.retention import Retention
from deskbot.engine.room import DeskRoom
from deskbot.engine.search_sheets import SearchSheets
from deskbot.engine.self_service import SelfService
from deskbot.engine.shelf import PlaybookShelf
from deskbot.engine.sla import SlaAlarm
from deskbot.engine.snoozing import Snoozing
from deskbot.engine.suggesting import Suggester, Suggesting
from deskbot.engine.timers import Timers
from deskbot.engine.triaging import Triaging
from deskbot.engine.webhook_ending import WebhookEnding
from deskbot.engine.webhooks import Webhooks
from deskbot.errors import ConfigurationError
from deskbot.escalation.carriers import Carrier
from deskbot.escalation.watch.canary import with_canary
from deskbot.escalation.watch.trying import with_tests
from deskbot.model.message import MAIL
from deskbot.model.page import Medium
from deskbot.model.room import Room
from deskbot.plug_ins import build_carriers, depends_on, plug_ins
from deskbot.settings import Settings
from deskbot.store.blobs import PostgresBlobs
from deskbot.store.channel_state import StoredState
from deskbot.store.database import Database
from deskbot.triage.pipeline import decide
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.requirements import questions_for
from deskbot.wires.chat_model import ChatModel
from deskbot.wires.dead_man import DeadManUrl
from deskbot.wires.twilio import accounts
from deskbot.wires.twilio_calls import calls_since
from deskbot.wires.twilio_recordings import fetch_recording
from deskbot.wires.webhooks import WebhookWire

PAGER_QUEUES = frozenset({"pages", "chats"})
WORKER_QUEUES = frozenset(QUEUES.values()) - PAGER_QUEUES | {CROWD}
HAND_QUEUES = frozenset({"triage", CROWD, "delivery"})
"""Of the worker's queues those that take a processor: its hands serve them, too."""


@dataclass(frozen=True, slots=True)
class Deskbot:
    """All parts, composed and not yet running."""

    settings: Settings
    desk: Desk
    clock: Clock
    database: Database
    jobs: Jobs
    reader: Reader
    intake: Intake
    triaging: Triaging
    delivery: Delivery
    paging: Paging
    stepping: Stepping
    reports: Reports
    responding: Responding
    numbers: Numbers
    interactions: Interactions
    self_service: SelfService
    phone_in: PhoneIn
    dialling: Dialling
    missed_calls: MissedCalls
    page_views: PageViews
    agents: Agents
    joining: Joining
    reloading: Reloading
    search_sheets: SearchSheets
    gap_watch: GapWatch
    webhook_ending: WebhookEnding
    retention: Retention
    room: DeskRoom | None
    """None where the desk has none."""
    calendars: Calendars
    health: Health
    canary: CanaryWatch
    dead_man: DeadMan
    webhooks: Webhooks
    channels: dict[str, Channel]
    carriers: dict[Medium, list[Carrier]]

    def housekeeping(self, queues: Iterable[str], *, grace: timedelta = GRACE) -> Housekeeping:
        """Return the rounds over the rows of some queues."""
        return Housekeeping(self.database, self.jobs, self.clock, frozenset(queues), grace)

    async def close(self) -> None:
        """Let go of connections and processes."""
        for carrier in {carrier for several in self.carriers.values() for carrier in several}:
            await carrier.close()
        for channel in self.channels.values():
            await channel.stop()
        self.reader.close()
        await self.jobs.close()
        await self.database.close()


def compose(
    settings: Settings,
    desk: Desk,
    playbooks: PlaybookSet,
    url: str,
    *,
    clock: Clock | None = None,
    reader: Reader | None = None,
    database: Database | None = None,
) -> Deskbot:
    """Put the parts together.

    Args:
        settings: addresses and secrets.
        desk: the desk's policy.
        playbooks: the known issues to begin with; those of the folder replace them when it changes.
        url: the database.
        clock: where the time comes from; the machine's own by default.
        reader: the processes that read messages; some of its own by default.
        database: the way to `url`, which knows its statements already; a new one by default.

    Raises:
        ConfigurationError: a setting that a part needs is missing or wrong.
    """
    clock = clock or SystemClock()
    database = database or Database(url)
    jobs, blobs, secret = Jobs(url), PostgresBlobs(), settings.secret()
    channels = build_channels(settings, desk, database, clock)
    carriers = build_carriers(settings, desk, lambda name: StoredState(database, name, clock))
    mailing = build_mailing(settings, desk, jobs, clock, channels)
    shelf = PlaybookShelf(playbooks, clock.now())
    paged = with_tests(with_canary(desk))
    paging, taking = Paging(jobs, paged), Taking(jobs, paged, mailing)
    texters = tuple(carrier.sender for carrier in carriers.get(Medium.SMS, ()))
    numbers = Numbers(database, desk, clock, mailing, texters)
    onward = Onward(jobs, carriers, numbers, Outages(mailing), Substitutes(jobs, desk))
    telling = Telling(database, jobs, paged, clock, carriers, numbers, mailing)
    reports = Reports(database, jobs, paged, clock, onward, telling)
    asking = Asking(database, jobs, clock, onward, reports)
    words = Words(paged, pager_number(settings), settings.web_base, secret)
    sending = Sending(database, jobs, paged, clock, onward, asking, Crowd(jobs, paged, words))
    stepping = Stepping(database, jobs, paged, clock, mailing, sending)
    canary = CanaryWatch(database, desk, clock, mailing, paging, build_knocker(settings, channels))
    health = Health(database, clock, depends_on(settings, desk, carriers))
    gathering = Gathering(desk, secret, settings.trusted_authserv, networks(settings.trusted_relays))
    agents = Agents.of(database, desk, clock, mailing, paging, shelf)
    responding = Responding(desk, mailing, paging, taking, agents.correcting)
    recording = Recording(jobs, blobs, desk, playbooks, mailing, paging, agents.hands_on)
    reader = reader or Reader()
    room, board = build_room(settings, channels)
    joining = Joining(database, desk, clock, mailing, paging)
    suggesting = Suggesting(database, jobs, clock, build_suggester(settings))
    triaging = Triaging(
        database=database,
        blobs=blobs,
        clock=clock,
        reader=reader,
        gathering=gathering,
        recording=recording,
        mailing=mailing,
        bounces=Bounces(recording, mailing, secret),
        desk_mail=DeskMail(desk, agents, joining, recording, mailing, room),
        canary=canary,
        suggesting=suggesting,
        shelf=shelf,
        decide=decide,
        channels=channels,
    )
    intake = Intake(database, jobs, blobs, clock)
    untold = Untold(database, desk, clock, jobs, mailing)
    raising = Raising(desk, jobs, paging)
    phone_in = PhoneIn(database, desk, clock, jobs, intake, raising, mailing, untold)
    desk_room = DeskRoom(room, board, database, desk, clock, mailing) if room and board else None
    keys = (secret, *settings.old_secrets())
    webhook_wire = WebhookWire(private=settings.webhooks_private)
    telling_events = EventTelling(database, desk, clock, jobs, mailing, webhook_wire, keys)
    parts = Deskbot(
        settings=settings,
        desk=desk,
        clock=clock,
        database=database,
        jobs=jobs,
        reader=reader,
        intake=intake,
        triaging=triaging,
        delivery=Delivery(
            database, jobs, clock, channels, blobs, mailing, in_the_way=desk_room.in_the_way if desk_room else None
        ),
        paging=paging,
        stepping=stepping,
        reports=reports,
        phone_in=phone_in,
        dialling=Dialling(database, desk, clock),
        missed_calls=MissedCalls(
            database, clock, phone_in, settings.desk_numbers, lambda since: calls_since(settings, since)
        ),
        responding=responding,
        interactions=Interactions(database, desk, clock, responding, numbers, Proving(desk, mailing)),
        self_service=SelfService(
            database, desk, clock, jobs, mailing, paging, raising, Inviting(clock, mailing), questions_for
        ),
        page_views=PageViews(database, desk, clock),
        numbers=numbers,
        agents=agents,
        joining=joining,
        search_sheets=SearchSheets(database, clock),
        reloading=Reloading(shelf, settings.playbooks_dir, database, mailing, clock),
        gap_watch=GapWatch(database, mailing, clock),
        webhook_ending=WebhookEnding(database, clock, mailing),
        retention=Retention(database, clock, desk.keeping, settings.archive_dir),
        room=desk_room,
        calendars=Calendars(database, desk, clock, settings.desk_file.parent),
        health=health,
        canary=canary,
        dead_man=DeadMan(health, build_dead_man(settings), StoredState(database, "dead man", clock)),
        webhooks=Webhooks(database, clock, jobs, webhook_wire, keys),
        channels=channels,
        carriers=carriers,
    )
    handlers: dict[str, Handler] = {
        "triage": triaging.triage,
        "deliver": parts.delivery.deliver,
        "silence": Timers(database, jobs, clock, mailing, desk, questions_for).silence,
        "task": agents.hands_on.look,
        "sla": SlaAlarm(database, jobs, clock, mailing, paging).look,
        "suggest": suggesting.suggest,
        "recording": Recordings(database, jobs, clock, blobs, intake, partial(fetch_recording, settings)).look,
        "file": Fetching(database, jobs, clock, blobs, channels).look,
        "call": untold.look,
        "answer": HeldAnswers(agents).look,
        "snooze": Snoozing(agents).look,
        "event": telling_events.hand_out,
        "webhook": telling_events.deliver,
        "page": stepping.step,
        "notify": sending.send,
        "tell": telling.tell,
        "show": Showing(database, jobs, paged, clock, onward).show,
    }
    for task, handler in handlers.items():
        jobs.handle(task, followed(task, handler, database))
    return parts


def build_channels(settings: Settings, desk: Desk, database: Database, clock: Clock) -> dict[str, Channel]:
    """Return the channels that are configured, by name."""
    built = (
        module.build(settings, desk, StoredState(database, name, clock)) for name, module in plug_ins(deskbot.channels)
    )
    return {channel.name: channel for channel in built if channel is not None}


def build_mailing(settings: Settings, desk: Desk, jobs: Jobs, clock: Clock, channels: Mapping[str, Channel]) -> Mailing:
    """Return who writes letters, in the form that each channel takes."""
    can = {name: channel.capabilities for name, channel in channels.items()}
    reachable = settings.web_base if settings.public_url or settings.simulate else ""
    return Mailing(jobs, desk, settings.secret(), clock, settings.twilio_text_number, can, reachable)


def build_room(settings: Settings, channels: Mapping[str, Channel]) -> tuple[Room | None, Board | None]:
    """Return the desk's room, and the wire on which it is; by default it has none.

    Raises:
        ConfigurationError: the setting names no channel, or there is no app that could be in it.
    """
    if not settings.slack_desk_channel:
        return None, None
    room = room_of(settings.slack_desk_channel)
    board = channels.get(room.channel)
    if not isinstance(board, Board):
        raise ConfigurationError("DESKBOT_SLACK_DESK_CHANNEL needs the app: set DESKBOT_SLACK_BOT_TOKEN as well")
    return room, board


def pager_number(settings: Settings) -> str:
    """Return the number to which a page is answered by text; empty where there is none."""
    return next((account.number for account in accounts(settings)), "")


def build_suggester(settings: Settings) -> Suggester | None:
    """Return the language model that is plugged in; by default none is.

    Raises:
        ConfigurationError: it would be reached in the clear, or it has no name.
    """
    if not settings.suggest_url:
        return None
    if not settings.suggest_model:
        raise ConfigurationError("DESKBOT_SUGGEST_URL needs DESKBOT_SUGGEST_MODEL: the model's name at that service")
    key = settings.suggest_key.get_secret_value() if settings.suggest_key else ""
    return ChatModel(settings.suggest_url, settings.suggest_model, key)


def build_knocker(settings: Settings, channels: Mapping[str, Channel]) -> Knocking | Posting:
    """Return who hands the canary's mail in: at a mail door, or, where mail is only fetched, through the relay."""
    if settings.smtp_door or settings.canary_door:
        return Knocking(settings, networks(settings.trusted_relays), lambda: channels[MAIL].address)
    return Posting(channels[MAIL].send)


def build_dead_man(settings: Settings) -> DeadManUrl | None:
    """Return who is called while all is well; by default nobody is.

    Raises:
        ConfigurationError: the setting is no web address.
    """
    return DeadManUrl(settings.dead_man_url.get_secret_value()) if settings.dead_man_url else None
