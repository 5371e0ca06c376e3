"""What lies in a package, a module for each; and the carriers that are configured, also for whoever needs only those.

It stands beside the composition root so that `deskbot health`, which a probe calls again and again, loads no more.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from types import ModuleType

import deskbot.escalation.carriers
from deskbot.desk import Desk
from deskbot.engine.as_received import LayOpen
from deskbot.engine.health import Depends
from deskbot.escalation.carriers import Carrier
from deskbot.model.chat import SLACK, TELEGRAM
from deskbot.model.message import MAIL
from deskbot.model.page import Medium
from deskbot.settings import Settings
from deskbot.wires.memory import Memory


def plug_ins(package: ModuleType) -> list[tuple[str, ModuleType]]:
    """Return the modules that lie in a package, in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    return [(name, importlib.import_module(f"{package.__name__}.{name}")) for name in names]


class NoMemory:
    """What is kept where nobody looks, because nothing is sent."""

    async def get(self, key: str) -> str | None:
        """Remember nothing."""
        _ = key


def build_carriers(
    settings: Settings, desk: Desk, memory_of: Callable[[str], Memory] = lambda _: NoMemory()
) -> dict[Medium, list[Carrier]]:
    """Return for each medium the carriers that are configured, the one to be asked first in front.

    Args:
        settings: addresses and secrets.
        desk: the desk's policy.
        memory_of: returns what the channel with a name remembers; nothing where nothing is to be sent.
    """
    carriers: dict[Medium, list[Carrier]] = {}
    for name, module in plug_ins(deskbot.escalation.carriers):
        for carrier in module.build(settings, desk, memory_of(name)):
            for medium in carrier.media:
                carriers.setdefault(medium, []).append(carrier)
    return carriers


def depends_on(settings: Settings, desk: Desk, carriers: Mapping[Medium, Sequence[Carrier]]) -> Depends:
    """Return what health looks at beside the engine itself."""
    names = {medium: tuple(one.name for one in several) for medium, several in carriers.items()}
    is_there = {SLACK: settings.has_slack_app, TELEGRAM: settings.telegram_token}
    return Depends(
        rounds=desk.canary,
        carriers=names,
        mailbox=bool(settings.imap_url),
        chats=tuple(name for name, there in is_there.items() if there),
        calls=bool(settings.desk_numbers),
        socket=bool(settings.has_slack_app and settings.slack_app_token),
    )


def forms_of_messages() -> dict[str, LayOpen]:
    """Return by channel what reads the form in which its messages are kept; those of all others are JSON."""
    from deskbot.channels.email.reading.laid_open import laid_open  # noqa: PLC0415  (a probe needs none of it)

    return {MAIL: laid_open}
