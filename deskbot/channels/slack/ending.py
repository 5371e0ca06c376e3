"""Events by which Slack says that we are in a workspace no more, and of which organisation one is. Pure."""

from __future__ import annotations

from deskbot.channels.slack.told import Payload
from deskbot.wires.told import object_in, text_in

UNINSTALLED, REVOKED = "app_uninstalled", "tokens_revoked"
HELD_BACK = "app_rate_limited"
"""Slack keeps events back, above 30,000 an hour of one workspace."""


def ending_in(body: Payload) -> str:
    """Return which event ends our being in a workspace; empty where it is none."""
    event = object_in(body, "event")
    kind = text_in(event, "type")
    if kind == REVOKED:
        # Those of people who have signed in by it are theirs alone; we have none.
        return kind if object_in(event, "tokens").get("bot") else ""
    return kind if kind == UNINSTALLED else ""


def organisation_in(body: Payload) -> tuple[str, str] | None:
    """Return a workspace and its organisation, where it is the organisation that has the app."""
    told = body.get("authorizations")
    own = told[0] if isinstance(told, list) and told and isinstance(told[0], dict) else body
    if own.get("is_enterprise_install") not in (True, "true"):
        return None
    team = text_in(own, "team_id") or text_in(body, "team_id") or text_in(object_in(body, "team"), "id")
    team = team or text_in(object_in(body, "user"), "team_id")
    organisation = text_in(own, "enterprise_id") or text_in(body, "enterprise_id")
    organisation = organisation or text_in(object_in(body, "enterprise"), "id")
    return (team, organisation) if team and organisation and team != organisation else None
