"""Whether a message, by itself, gives somebody at the desk something to do."""

from __future__ import annotations

from deskbot.model.message import Inbound
from deskbot.triage.categories import ENOUGH, REQUESTS, vote
from deskbot.triage.credentials import read_without_credentials
from deskbot.triage.symptoms import failures


def tells_something(message: Inbound) -> bool:
    """Return whether a message tells of a trouble, or asks for something, without the thread that it stands in."""
    reading = read_without_credentials(message)
    return bool(failures(reading)) or any(vote(reading, category).weight >= ENOUGH for category in REQUESTS)
