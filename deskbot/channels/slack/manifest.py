"""What Slack has to know of the app: its scopes, events and commands, made of the table of commands. Pure."""

from __future__ import annotations

from typing import Any

from deskbot.commands.desk import COMMAND as DESK
from deskbot.commands.desk import TABLE as DESK_TABLE
from deskbot.commands.tickets import TABLE

COMMAND = "/ticket"
SHORTCUT = "create_ticket"
"""On a message."""
GLOBAL_SHORTCUT = "new_ticket"
"""Wherever somebody is."""
PATH = "/slack/events"
INSTALLED_PATH = "/slack/oauth"
"""Where somebody comes back to who has installed the app."""
SCOPES = (
    "app_mentions:read",
    "assistant:write",
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:write",
    "reactions:read",
    "users:read",
)
"""No more than what is done needs."""
EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "message.channels",
    "message.groups",
    "message.im",
    "reaction_added",
    "tokens_revoked",
)
LONGEST_NAME = 35


def manifest(base: str, name: str, *, shared: bool = False, socket: bool = False) -> dict[str, Any]:
    """Return the app's manifest.

    Args:
        base: under which Slack reaches the web side, without a slash at its end.
        name: the desk's.
        shared: whether other workspaces install it; then its tokens end, and are renewed.
        socket: whether Slack is to tell by a connection of ours (Socket Mode).
    """
    url, verbs = f"{base}{PATH}", "|".join(str(one.verb) for one in TABLE)
    of_message = {"name": "Create ticket", "type": "message", "callback_id": SHORTCUT}
    anywhere = {"name": "New ticket", "type": "global", "callback_id": GLOBAL_SHORTCUT}
    shortcuts = [
        {**of_message, "description": "Opens a ticket with this message"},
        {**anywhere, "description": "Opens the form for a new ticket"},
    ]
    command = {"command": COMMAND, "url": url, "description": "Tickets at the help desk", "should_escape": False}
    of_desk = {**command, "command": DESK, "description": "For the help desk's own people"}
    redirects: dict[str, Any] = {"redirect_urls": [f"{base}{INSTALLED_PATH}"]} if shared else {}
    tabs = {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False}
    return {
        "display_information": {"name": name[:LONGEST_NAME], "description": "Opens and answers tickets"},
        "features": {
            # Slack keeps a place for such apps beside what people do; what they look at there it does not tell us.
            "agent_view": {
                "agent_description": f"Opens tickets at {name}, answers them, and tells how they stand"[:300]
            },
            "app_home": tabs,
            "bot_user": {"display_name": name[:LONGEST_NAME], "always_online": True},
            "shortcuts": shortcuts,
            "slash_commands": [
                {**command, "usage_hint": verbs},
                {**of_desk, "usage_hint": "|".join(str(one.verb) for one in DESK_TABLE)},
            ],
        },
        "oauth_config": {**redirects, "scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {"request_url": url, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, "request_url": url},
            "org_deploy_enabled": shared,
            "socket_mode_enabled": socket,
            "token_rotation_enabled": shared,
        },
    }
