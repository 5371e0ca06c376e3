"""What is kept of a request of Slack's: less its secrets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from deskbot.channels.slack.reading import INSIDE
from deskbot.channels.slack.told import glance_at
from deskbot.model.chat import SLACK
from deskbot.model.message import Arrival

NOT_KEPT = ("token", "response_url", "response_urls", "trigger_id")
"""A token to verify by is old, and a secret. Neither is kept where somebody may answer in our name."""


NOTHING: Mapping[str, Any] = MappingProxyType({})


def arrival_of(external_id: str, body: dict[str, Any], envelope: Mapping[str, Any] = NOTHING) -> Arrival:
    """Return a request as it is stored, with what was noted beside it."""
    kept = {key: value for key, value in body.items() if key not in NOT_KEPT}
    if "trigger_id" in body:
        kept["trigger_id"] = external_id
    glance = None if envelope.get(INSIDE) else glance_at(body)
    return Arrival(SLACK, external_id, json.dumps(kept, sort_keys=True).encode(), envelope, glance)
