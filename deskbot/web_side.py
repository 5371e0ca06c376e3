"""The web side of `deskbot serve`: what each of its routes is given.

Apart from `processes`, so that the pager and the worker, which serve no web, need not wait for what does when they are
started again.
"""

from __future__ import annotations

import contextlib
import resource
import socket
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from typing import Any

import uvicorn

from deskbot.access.proof import inside, networks
from deskbot.api_side import metrics_page, programs
from deskbot.app import Deskbot
from deskbot.channels import Hooked
from deskbot.console_side import console
from deskbot.engine.card_choices import CardChoices
from deskbot.engine.cards import Cards
from deskbot.engine.chat_answers import ChatAnswers
from deskbot.engine.health import SOCKET
from deskbot.engine.loops import forever
from deskbot.engine.oncall_feed import OncallFeed
from deskbot.engine.reach import Reach
from deskbot.engine.reader_pages import ReaderPages
from deskbot.errors import ConfigurationError, UnavailableError
from deskbot.model.chat import SLACK, TELEGRAM
from deskbot.settings import Settings
from deskbot.store.channel_state import StoredState
from deskbot.triage.requirements import questions_for
from deskbot.web.app import Web, create_app
from deskbot.web.canary import CanaryPhone
from deskbot.web.carrier_forms import CarrierForms
from deskbot.web.hooks import ChannelHooks
from deskbot.web.oncall_feed import OncallFeeds
from deskbot.web.page_link import PageLinks
from deskbot.web.phone_in import PhoneInWebhooks
from deskbot.web.reader_page.pages import ReaderTemplates
from deskbot.web.reader_page.reader_page import ReaderPageRoutes
from deskbot.web.reseller_texts import ResellerTexts
from deskbot.web.room import Room
from deskbot.web.slack import SlackRequests
from deskbot.web.slack_choosers import SlackChoosers
from deskbot.web.slack_desk import SlackDesk
from deskbot.web.slack_forms import SlackForms
from deskbot.web.slack_home import SlackHome
from deskbot.web.slack_install import EVERY as EVERY_RENEWAL
from deskbot.web.slack_install import SlackInstalls
from deskbot.web.slack_link import EVERY as EVERY_TURN
from deskbot.web.slack_link import SlackLink
from deskbot.web.slack_pages import SlackPages
from deskbot.web.slack_reactions import SlackReactions
from deskbot.web.slack_watch import EVERY as EVERY_WATCH
from deskbot.web.slack_watch import SlackWatch
from deskbot.web.telegram import TelegramUpdates
from deskbot.web.telegram_link import EVERY as EVERY_LOOK
from deskbot.web.telegram_link import TelegramLink
from deskbot.web.telegram_pages import TelegramPages
from deskbot.web.twilio import TwilioWebhooks
from deskbot.wires.http_crowd import Crowd
from deskbot.wires.http_server import HttpServer
from deskbot.wires.slack_answers import SlackAnswers
from deskbot.wires.slack_workspaces import Workspaces
from deskbot.wires.telegram import Client, webhook_secret
from deskbot.wires.twilio import signing_tokens


def telegram_link(deskbot: Deskbot) -> TelegramLink | None:
    """Return what keeps Telegram's updates coming; None where there is no bot."""
    settings = deskbot.settings
    if settings.telegram_token is None:
        return None
    client, secret = Client(settings), webhook_secret(settings.secret())
    updates = TelegramUpdates(
        secret=secret,
        intake=deskbot.intake,
        self_service=deskbot.self_service,
        reach=Reach(deskbot.database, deskbot.clock),
        pages=TelegramPages(chat_answers(deskbot), client),
        client=client,
    )
    reachable = bool(settings.telegram_base_url) or settings.public_url.startswith("https://")
    state = StoredState(deskbot.database, TELEGRAM, deskbot.clock)
    return TelegramLink(settings, client, updates, state, secret, by_webhook=reachable and not settings.telegram_poll)


def slack_requests(deskbot: Deskbot) -> SlackRequests | None:
    """Return what takes Slack's requests, however they come; None where there is no app."""
    settings = deskbot.settings
    if not settings.has_slack_app:
        return None
    secret = settings.slack_signing_secret
    workspaces = Workspaces(settings, StoredState(deskbot.database, SLACK, deskbot.clock))
    cards = Cards(deskbot.database, deskbot.desk, deskbot.clock) if deskbot.room else None
    room = deskbot.room.room if deskbot.room else None
    choices = CardChoices(deskbot.database)
    return SlackRequests(
        secret=secret.get_secret_value() if secret else "",
        intake=deskbot.intake,
        self_service=deskbot.self_service,
        database=deskbot.database,
        clock=deskbot.clock,
        answers=SlackAnswers.of(settings),
        parts=(
            SlackInstalls(settings, deskbot.database, deskbot.clock),
            SlackDesk(deskbot.intake, deskbot.desk, cards),
            SlackPages(chat_answers(deskbot)),
            SlackForms(deskbot.intake, deskbot.database, workspaces.client, SlackAnswers.of(settings)),
            SlackReactions(deskbot.intake, deskbot.database, workspaces.client, room),
            SlackHome(deskbot.self_service, workspaces.client),
        ),
        room=room,
        choosers=SlackChoosers(deskbot.intake, deskbot.desk, room, choices, workspaces.client) if room else None,
    )


def slack_link(deskbot: Deskbot) -> SlackLink | None:
    """Return what keeps a connection to Slack; None where there is no wish for one."""
    settings, requests = deskbot.settings, slack_requests(deskbot)
    if settings.slack_app_token is None or requests is None:
        return None
    return SlackLink(settings, requests, StoredState(deskbot.database, SOCKET, deskbot.clock), deskbot.clock)


async def forget_socket(deskbot: Deskbot) -> None:
    """Let health expect no connection to Slack, which is kept no more: its events come by HTTP.

    Raises:
        UnavailableError: the database is away.
    """
    await StoredState(deskbot.database, SOCKET, deskbot.clock).forget_looks()


def slack_installs(deskbot: Deskbot) -> SlackInstalls | None:
    """Return what lets workspaces install Slack's app by themselves; None where none may."""
    settings = deskbot.settings
    if not settings.slack_installs or settings.slack_signing_secret is None:
        return None
    return SlackInstalls(settings, deskbot.database, deskbot.clock)


def slack_watch(deskbot: Deskbot) -> SlackWatch | None:
    """Return what looks whether Slack lets us in; None where there is no app."""
    settings = deskbot.settings
    if not settings.has_slack_app:
        return None
    return SlackWatch(settings, StoredState(deskbot.database, SLACK, deskbot.clock))


def reader_page(deskbot: Deskbot, room: Room) -> ReaderPageRoutes:
    """Return what shows people their tickets by the links in our letters."""
    settings = deskbot.settings
    pages = ReaderPages(deskbot.intake, deskbot.self_service, settings.secret(), questions_for)
    templates = ReaderTemplates(deskbot.desk.name, settings.simulate)
    return ReaderPageRoutes(pages, templates, settings.largest_files, deskbot.clock, room)


def channel_hooks(deskbot: Deskbot) -> ChannelHooks | None:
    """Return what takes the posts of channels' peers; None where no channel has such."""
    hooked = {name: channel for name, channel in deskbot.channels.items() if isinstance(channel, Hooked)}
    base = deskbot.settings.web_base
    return ChannelHooks(base, hooked, deskbot.intake, deskbot.self_service, deskbot.delivery) if hooked else None


def chat_answers(deskbot: Deskbot) -> ChatAnswers:
    """Return what answers responders in chats."""
    mailing = deskbot.responding.mailing
    return ChatAnswers(deskbot.database, deskbot.desk, deskbot.clock, deskbot.jobs, deskbot.interactions, mailing)


def web_server(
    deskbot: Deskbot, missing: Callable[[], list[str]] = list, link: TelegramLink | None = None
) -> HttpServer:
    """Return the web side's server.

    Args:
        deskbot: the composed parts.
        missing: names the processes beside this one that ought to run and do not.
        link: how Telegram's updates come.
    """
    settings = deskbot.settings
    twilio = phone_in = None
    if tokens := signing_tokens(settings):
        forms = CarrierForms(settings.web_base, tokens)
        texts = None
        if number := settings.twilio_text_number:
            texts = ResellerTexts(
                number,
                deskbot.intake,
                deskbot.database,
                deskbot.numbers,
                deskbot.self_service,
                deskbot.delivery,
                deskbot.desk.domain,
            )
        twilio = TwilioWebhooks(
            forms, deskbot.database, deskbot.page_views, deskbot.interactions, deskbot.reports, deskbot.clock, texts
        )
        phone_in = PhoneInWebhooks(
            forms,
            deskbot.phone_in,
            deskbot.dialling,
            deskbot.desk.name,
            settings.desk_numbers,
            deskbot.clock,
            settings.twilio_transcribe,
        )
    people = [(key, person.name) for key, person in deskbot.desk.staff.items() if person.sms or person.voice]
    room = Room(settings.web_memory)
    pages = console(deskbot, room)
    web = Web(
        database=deskbot.database,
        twilio=twilio,
        phone_in=phone_in,
        simulated=settings.simulate,
        missing=missing,
        health=deskbot.health,
        canary=CanaryPhone(deskbot.interactions, settings.secret()) if deskbot.desk.canary else None,
        links=PageLinks(settings.secret(), deskbot.page_views, deskbot.interactions, people, settings.simulate),
        hooks=channel_hooks(deskbot),
        telegram=link.updates if link else None,
        slack=slack_requests(deskbot) if settings.slack_signing_secret else None,
        slack_installs=slack_installs(deskbot),
        console=pages,
        api=programs(deskbot, room),
        metrics=metrics_page(deskbot),
        reader_page=reader_page(deskbot, room),
        folder=settings.web_folder,
        feeds=OncallFeeds(settings.secret(), OncallFeed(deskbot.database, deskbot.desk, deskbot.clock)),
    )
    return HttpServer(
        uvicorn.Config(
            create_app(web),
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",  # it would take connections out of the count of who is connected
            forwarded_allow_ips=settings.web_proxies,
        ),
        pages.live.end,
        crowd(settings),
    )


async def serve_web(
    deskbot: Deskbot,
    bound: socket.socket,
    stack: AsyncExitStack,
    tasks: Callable[[Coroutine[Any, Any, None]], None],
    missing: Callable[[], list[str]],
) -> str:
    """Serve the web side, and keep what Slack and Telegram send coming; return its address.

    Args:
        deskbot: the composed parts.
        bound: the socket, see `bind`.
        stack: closes what is opened here.
        tasks: runs what goes on until then.
        missing: see `web_server`.
    """
    link = telegram_link(deskbot)
    server = web_server(deskbot, missing, link)
    if link is not None:
        stack.push_async_callback(link.client.close)
        tasks(forever(link.turn, EVERY_LOOK if link.by_webhook else 0.0))
    if (slack := slack_link(deskbot)) is not None:
        stack.push_async_callback(slack.close)
        tasks(forever(slack.turn, EVERY_TURN))
    else:
        with contextlib.suppress(UnavailableError):  # then health speaks of a connection until the next start
            await forget_socket(deskbot)
    if (installs := slack_installs(deskbot)) is not None:
        tasks(forever(installs.turn, EVERY_RENEWAL))
    if (watch := slack_watch(deskbot)) is not None:
        tasks(forever(watch.turn, EVERY_WATCH))
    tasks(server.serve(sockets=[bound]))
    stack.callback(server.end)
    return f"http://{deskbot.settings.web_host}:{bound.getsockname()[1]}"


def crowd(settings: Settings) -> Crowd:
    """Return who may be connected to the web side.

    Raises:
        ConfigurationError: the proxies in front are no networks.
    """
    everybody = settings.web_proxies.strip() == "*"
    proxies = () if everybody else networks(settings.web_proxies, "DESKBOT_WEB_PROXIES")
    # Half of what the system lets one process have open: the mail door and the database have to have theirs.
    most = min(settings.web_connections, max(4, resource.getrlimit(resource.RLIMIT_NOFILE)[0] // 2))
    return Crowd(most, settings.web_connections_per_client, lambda peer: everybody or inside(peer, proxies))


def bind(settings: Settings) -> socket.socket:
    """Bind the web side's socket, so that its port is known before anything is signed with its address.

    Raises:
        ConfigurationError: somebody else listens there, or it is no address of this machine.
    """
    family = socket.AF_INET6 if ":" in settings.web_host else socket.AF_INET
    # Named so that asyncio knows it for TCP and turns Nagle's algorithm off: else each answer waits 40 ms.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((settings.web_host, settings.web_port))
    except OSError as error:
        bound.close()
        raise ConfigurationError(
            f"the web side cannot listen on {settings.web_host}:{settings.web_port} ({error.strerror}): stop what "
            "listens there, or set DESKBOT_WEB_HOST and DESKBOT_WEB_PORT"
        ) from None
    return bound
