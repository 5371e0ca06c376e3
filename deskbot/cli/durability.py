"""What is said, by `deskbot check` and as deskbot starts, of a database that may lose what it has committed."""

from __future__ import annotations

import logging

from deskbot.cli.finding import Finding, doubt, wrong
from deskbot.errors import ConfigurationError
from deskbot.settings import Settings
from deskbot.store.durability import weaknesses

_WHAT = "durability"

log = logging.getLogger(__name__)


def durability(settings: Settings, url: str) -> list[Finding]:
    """Return a finding for each setting of the database by which something may be lost."""
    found = weaknesses(url, storage_trusted=settings.storage_trusted)
    return [doubt(_WHAT, one.says) if one.meant else wrong(_WHAT, one.says) for one in found]


def refuse_losing(settings: Settings, url: str) -> None:
    """Say loudly by which settings the database may lose something, and refuse one that keeps nothing on disk.

    The others may lose the last moments, or need a rare crash: a desk that hears nobody at all would be the worse.

    Raises:
        ConfigurationError: `fsync` is off, and nobody has said that it is meant so.
    """
    for one in weaknesses(url, storage_trusted=settings.storage_trusted):
        level = logging.WARNING if one.meant else logging.CRITICAL
        log.log(level, "the database may lose what was accepted: %s", one.says, extra={"action": "database_loses"})
        if one.setting == "fsync" and not one.meant and not settings.simulate:
            raise ConfigurationError(f"deskbot does not start: {one.says}")
