"""The processes that read messages load what reading takes, and no client of any wire."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import deskbot.channels

CLIENTS = ("aiohttp", "aiosmtplib", "aiosmtpd", "httpx", "imapclient", "slack_bolt", "slack_sdk", "telegram", "twilio")
CHANNELS = [module.name for module in pkgutil.iter_modules(deskbot.channels.__path__)]
ROOT = Path(deskbot.channels.__file__).parents[2]


@pytest.mark.parametrize("name", CHANNELS)
def test_what_reads_a_channels_messages_loads_no_client(name: str) -> None:
    asks = f"import sys, deskbot.channels.{name}; print(*(one for one in {CLIENTS!r} if one in sys.modules))"

    told = subprocess.run([sys.executable, "-c", asks], cwd=ROOT, capture_output=True, text=True, check=True)

    assert told.stdout.split() == []
