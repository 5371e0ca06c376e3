"""From where a request comes, by one rule for people and programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deskbot.access.clients import client_of


def place_of(scope: Mapping[str, Any]) -> str:
    """Return the network from which a request comes, as clients are counted; empty where it is not known."""
    return client_of((scope.get("client") or ("",))[0])
