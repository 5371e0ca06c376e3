"""Installations of Slack's app: how they lie in the database, and what Slack says when it gives a token."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from deskbot.model.installation import Installation
from deskbot.settings import Settings
from deskbot.wires.sealed import Keys
from deskbot.wires.told import object_in, text_in

INSTALLATION = "installation."
"""Before the place's id: the key of its installation in Slack's memory."""
ORGANISATION = "organisation."
"""Before a workspace's id: the key under which its organisation's id is kept."""


def stored(installation: Installation, keys: Keys) -> str:
    """Return an installation as it is kept: its tokens sealed, the rest to be read."""
    one = installation
    return _text(one, keys.seal(json.dumps([one.token, one.refresh_token]), one.place))


def ended(place: str, text: str, why: str, now: datetime) -> str:
    """Return what is kept of an installation that has ended: without its tokens, which open nothing any more."""
    return _text(replace(shown(place, text), ended_at=now, why=why, expires_at=None), "")


def rekeyed(place: str, text: str, keys: Keys) -> str | None:
    """Return what is kept of an installation, sealed with the first key; None where it is already, or has ended."""
    sealed = sealed_in(text)
    if not sealed or keys.is_sealed_by_first(sealed, place):
        return None
    return stored(opened(place, text, keys), keys)


def _text(one: Installation, sealed: str) -> str:
    return json.dumps(
        {
            "name": one.name,
            "bot": one.bot,
            "scopes": list(one.scopes),
            "sealed": sealed,
            "expires_at": one.expires_at and one.expires_at.isoformat(),
            "installed_at": one.installed_at.isoformat(),
            "ended_at": one.ended_at and one.ended_at.isoformat(),
            "why": one.why,
        }
    )


def shown(place: str, text: str) -> Installation:
    """Return what is kept of an installation, without its tokens: no key is needed."""
    told = json.loads(text)
    return Installation(
        place=place,
        name=told["name"],
        bot=told["bot"],
        scopes=tuple(told["scopes"]),
        token="",
        expires_at=_moment(told["expires_at"]),
        installed_at=datetime.fromisoformat(told["installed_at"]),
        ended_at=_moment(told["ended_at"]),
        why=told["why"],
    )


def opened(place: str, text: str, keys: Keys) -> Installation:
    """Return an installation with its tokens.

    Raises:
        ConfigurationError: none of the keys opens them.
    """
    token, refresh_token = json.loads(keys.open(sealed_in(text), place))
    return replace(shown(place, text), token=token, refresh_token=refresh_token)


def sealed_in(text: str) -> str:
    """Return the sealed part of an installation that is kept."""
    return str(json.loads(text)["sealed"])


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


async def granted(client: AsyncWebClient, settings: Settings, code: str, back: str, now: datetime) -> Installation:
    """Return what Slack gives for the code with which somebody came back from it.

    Args:
        client: without a token.
        settings: have the app's client id and secret.
        code: good for once.
        back: the address to which they came back, as Slack was told it.
        now: the moment.

    Raises:
        Exception: one of `deskbot.wires.slack.Failed`.
        ValueError: Slack's answer names no workspace, or no token.
    """
    return _granted(await _access(client, settings, {"code": code, "redirect_uri": back}), now)


async def renewed(client: AsyncWebClient, settings: Settings, old: Installation, now: datetime) -> Installation:
    """Return an installation with its next token; raises as `granted` does."""
    told = await _access(client, settings, {"grant_type": "refresh_token", "refresh_token": old.refresh_token})
    token, refresh_token = text_in(told, "access_token"), text_in(told, "refresh_token")
    if not token:
        raise ValueError("Slack gives no token")
    return replace(
        old, token=token, refresh_token=refresh_token or old.refresh_token, expires_at=_end(told, now), why=""
    )


async def _access(client: AsyncWebClient, settings: Settings, asked: dict[str, str]) -> dict[str, Any]:
    # The SDK's own method signs in by what aiohttp warns of.
    secret = settings.slack_client_secret.get_secret_value() if settings.slack_client_secret else ""
    signed = {"Authorization": aiohttp.encode_basic_auth(settings.slack_client_id, secret)}
    data: Any = (await client.api_call("oauth.v2.access", data=asked, headers=signed)).data
    return data if isinstance(data, dict) else {}


def _granted(told: dict[str, Any], now: datetime) -> Installation:
    team, organisation = object_in(told, "team"), object_in(told, "enterprise")
    of = organisation if told.get("is_enterprise_install") else team
    place, token = text_in(of, "id"), text_in(told, "access_token")
    if not place or not token:
        raise ValueError("Slack names no workspace, or gives no token of a bot")
    return Installation(
        place=place,
        name=text_in(of, "name") or place,
        bot=text_in(told, "bot_user_id"),
        scopes=tuple(one for part in text_in(told, "scope").split(",") if (one := part.strip())),
        token=token,
        refresh_token=text_in(told, "refresh_token"),
        expires_at=_end(told, now),
        installed_at=now,
    )


def _end(told: Mapping[str, Any], now: datetime) -> datetime | None:
    seconds = told.get("expires_in")
    return now + timedelta(seconds=seconds) if isinstance(seconds, int) and seconds > 0 else None
