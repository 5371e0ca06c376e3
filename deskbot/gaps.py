"""What the policy needs and the settings do not give, or what in them does not fit together: told before a start."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import combinations

import deskbot.channels
from deskbot.access.proof import Network, inside, networks
from deskbot.app import build_dead_man, build_suggester
from deskbot.channels.email.door.tls import certificate_of
from deskbot.channels.email.door.users import users_of
from deskbot.desk import Desk
from deskbot.errors import ConfigurationError
from deskbot.escalation.countries import needs_calls
from deskbot.model.page import Medium
from deskbot.plug_ins import build_carriers, plug_ins
from deskbot.settings import Settings
from deskbot.wires.hosts import wrong_with_address
from deskbot.wires.twilio import accounts

_OF_TWILIO = "DESKBOT_TWILIO_ACCOUNT_SID, DESKBOT_TWILIO_AUTH_TOKEN and DESKBOT_TWILIO_FROM"
OWN_PATHS = frozenset(
    {"api", "canary", "channels", "console", "health", "metrics", "oncall", "p", "slack", "t", "telegram", "twilio"}
)
"""How the web side's own addresses begin: no folder in which it lies is called so."""
CREDENTIALS = {
    Medium.SMS: _OF_TWILIO,
    Medium.VOICE: _OF_TWILIO,
    Medium.SLACK: "DESKBOT_SLACK_BOT_TOKEN (or DESKBOT_SLACK_CLIENT_ID and DESKBOT_SLACK_CLIENT_SECRET) and "
    "DESKBOT_SLACK_SIGNING_SECRET (or DESKBOT_SLACK_APP_TOKEN)",
    Medium.TELEGRAM: "DESKBOT_TELEGRAM_TOKEN",
}
"""What has to be set for each medium that needs more than the relay."""


class NoState:
    """The state of a channel that is only looked at, and never started."""

    async def get(self, key: str) -> str | None:
        """Remember nothing."""
        _ = key

    async def put(self, key: str, value: str) -> None:
        """Keep nothing."""

    async def hold(self, duty: str, lasts: timedelta) -> bool:
        """Hold nothing."""
        _ = duty, lasts
        return False

    async def let_go(self, duty: str) -> None:
        """Hold nothing."""

    async def note_look(self, trouble: str = "") -> None:
        """Note nothing."""


def find_gaps(settings: Settings, desk: Desk) -> list[str]:
    """Return what the policy needs and the settings do not give, in words that say how to mend it."""
    gaps = carrier_gaps(settings, desk)
    if not settings.smtp_relay:
        gaps.append("no answer can be sent: set DESKBOT_SMTP_RELAY, e.g. smtp://127.0.0.1:25")
    for _, module in plug_ins(deskbot.channels):
        try:
            module.build(settings, desk, NoState())
        except ConfigurationError as error:
            gaps.append(str(error))
    for look in (settings.secret, lambda: build_suggester(settings), lambda: build_dead_man(settings)):
        try:
            look()
        except ConfigurationError as error:
            gaps.append(str(error))
    try:
        return [*gaps, *mail_gaps(settings, networks(settings.trusted_relays)), *web_gaps(settings)]
    except ConfigurationError as error:
        return [*gaps, str(error)]


def carrier_gaps(settings: Settings, desk: Desk) -> list[str]:
    """Return what is missing for the phones that the policy rings."""
    carriers = build_carriers(settings, desk)
    gaps = [
        f'the policy pages by "{medium}", but no carrier for it has credentials: set {CREDENTIALS[medium]}, or take '
        "the medium out of desk.yaml (DESKBOT_SIMULATE=1 runs simulators instead, and pages nobody)"
        for medium in sorted(desk.media_in_use() | ({Medium.VOICE} if needs_calls(desk) else set()))
        if medium in CREDENTIALS and medium not in carriers
    ]
    if half := half_configured(settings):
        gaps.append(half)
    local = settings.twilio_base_url or not accounts(settings)
    if not local and not settings.public_url.startswith("https://"):
        gaps.append(
            "responders' answers could not reach us: set DESKBOT_PUBLIC_URL to the https:// address under which the "
            "carrier reaches the web side"
        )
    if settings.desk_numbers and not accounts(settings):
        gaps.append(
            "DESKBOT_TWILIO_DESK_NUMBERS: nobody who phones in would be heard, as no carrier has an account: "
            f"set {_OF_TWILIO}"
        )
    senders = {"DESKBOT_TWILIO_FROM": settings.twilio_from, "DESKBOT_TWILIO2_FROM": settings.twilio2_from}
    gaps += [
        f"DESKBOT_TWILIO_DESK_NUMBERS has the pager's number ({name}): resellers need another one, or their STOP would "
        "cut off the pager"
        for name, sender in senders.items()
        if sender in settings.desk_numbers
    ]
    return gaps


def half_configured(settings: Settings) -> str:
    """Return what a second carrier still lacks; empty where there is none, or where it has everything."""
    parts = {
        "DESKBOT_TWILIO2_ACCOUNT_SID": settings.twilio2_account_sid,
        "DESKBOT_TWILIO2_AUTH_TOKEN": settings.twilio2_auth_token,
        "DESKBOT_TWILIO2_FROM": settings.twilio2_from,
    }
    missing = [name for name, value in parts.items() if not value]
    if not missing or len(missing) == len(parts):
        return ""
    return f"the second carrier takes no pages: set {' and '.join(missing)} as well, or unset the others"


def web_gaps(settings: Settings) -> list[str]:
    """Return what does not fit together in the web side's settings."""
    gaps: list[str] = []
    if settings.web_proxies.strip() != "*":
        try:
            networks(settings.web_proxies, "DESKBOT_WEB_PROXIES")
        except ConfigurationError as error:
            gaps.append(str(error))
    wrong = wrong_with_address(settings.public_url) if settings.public_url else ""
    if wrong:
        gaps.append(f"DESKBOT_PUBLIC_URL: {wrong}")
    first = "" if wrong else settings.web_folder.strip("/").partition("/")[0]
    if first in OWN_PATHS:
        gaps.append(f'DESKBOT_PUBLIC_URL: a folder "{first}" is one of deskbot\'s own addresses: take another name')
    if settings.web_memory < 2 * settings.largest_files:
        gaps.append(
            f"DESKBOT_WEB_MEMORY={settings.web_memory}: has no room for two forms with files, each of which may have "
            f"{settings.largest_files} bytes (three quarters of DESKBOT_SMTP_SIZE_LIMIT)"
        )
    return gaps


def mail_gaps(settings: Settings, relays: Sequence[Network]) -> list[str]:
    """Return what does not fit together in the mail door's settings."""
    gaps: list[str] = []
    tls = users = None
    try:
        tls = certificate_of(settings)
        users = users_of(settings)
    except ConfigurationError as error:
        gaps.append(str(error))
    if not gaps and users is not None and tls is None:
        gaps.append(
            "DESKBOT_SMTP_USERS_FILE: nobody can sign in, as that needs TLS: set DESKBOT_SMTP_TLS_CERTIFICATE and "
            "DESKBOT_SMTP_TLS_KEY"
        )
    if not gaps and settings.smtp_tls_port is not None and tls is None:
        gaps.append(
            "DESKBOT_SMTP_TLS_PORT: there is no TLS without a certificate: set DESKBOT_SMTP_TLS_CERTIFICATE and "
            "DESKBOT_SMTP_TLS_KEY, or unset it"
        )
    gaps += port_clashes(settings)
    if settings.smtp_memory < 2 * settings.smtp_size_limit:
        gaps.append(
            f"DESKBOT_SMTP_MEMORY={settings.smtp_memory}: has no room for two mails of DESKBOT_SMTP_SIZE_LIMIT"
            f"={settings.smtp_size_limit}: strangers have three quarters of it, and large mail would never be taken"
        )
    if settings.mail_verify and not settings.smtp_proxy and inside(settings.smtp_host, relays):
        gaps.append(
            f"DESKBOT_MAIL_VERIFY=1 checks nothing: the mail door listens on {settings.smtp_host}, where only trusted "
            "relays can come from; set DESKBOT_SMTP_HOST, or take that network out of DESKBOT_TRUSTED_RELAYS"
        )
    if settings.trusted_sealers and not settings.mail_verify:
        gaps.append("DESKBOT_TRUSTED_SEALERS needs DESKBOT_MAIL_VERIFY=1: nobody looks at seals without it")
    if settings.smtp_proxy and not relays:
        gaps.append("DESKBOT_SMTP_PROXY=1 needs the load balancer's network in DESKBOT_TRUSTED_RELAYS")
    return gaps


def port_clashes(settings: Settings) -> list[str]:
    """Return which two doors would listen on the same port."""
    doors = {
        "DESKBOT_SMTP_PORT": (settings.smtp_host, settings.smtp_port),
        "DESKBOT_SMTP_TLS_PORT": (settings.smtp_host, settings.smtp_tls_port or 0),
        "DESKBOT_WEB_PORT": (settings.web_host, settings.web_port),
    }
    everywhere = {"0.0.0.0", "::", ""}  # nosec B104 # noqa: S104  (compared, not listened on)
    return [
        f"{one} and {other} are both {port}: give one of them another port"
        for (one, (host, port)), (other, (other_host, other_port)) in combinations(doors.items(), 2)
        if port and port == other_port and (host == other_host or {host, other_host} & everywhere)
    ]
