"""What Slack wants an app to be granted: for each method, and for each event that it tells of."""

from __future__ import annotations

from collections.abc import Mapping

METHOD_SCOPES: Mapping[str, frozenset[str]] = {
    "apps.uninstall": frozenset(),
    "assistant.threads.setSuggestedPrompts": frozenset({"assistant:write"}),
    "auth.test": frozenset(),
    "chat.postMessage": frozenset({"chat:write"}),
    "chat.update": frozenset({"chat:write"}),
    "conversations.history": frozenset({"channels:history", "groups:history", "im:history"}),
    "conversations.info": frozenset({"channels:read", "groups:read"}),
    "conversations.open": frozenset({"im:write"}),
    "conversations.replies": frozenset({"channels:history", "groups:history", "im:history"}),
    "files.completeUploadExternal": frozenset({"files:write"}),
    "files.getUploadURLExternal": frozenset({"files:write"}),
    "files.info": frozenset({"files:read"}),
    "oauth.v2.access": frozenset(),
    "users.info": frozenset({"users:read"}),
    "views.open": frozenset(),
    "views.publish": frozenset(),
    "views.update": frozenset(),
}
"""Where there are several, each is for one kind of conversation, and we go into all of them."""

EVENT_SCOPES: Mapping[str, frozenset[str]] = {
    "app_home_opened": frozenset(),
    "app_mention": frozenset({"app_mentions:read"}),
    "app_uninstalled": frozenset(),
    "message.channels": frozenset({"channels:history"}),
    "message.groups": frozenset({"groups:history"}),
    "message.im": frozenset({"im:history"}),
    "reaction_added": frozenset({"reactions:read"}),
    "tokens_revoked": frozenset(),
}


def subscription_of(event: Mapping[str, object]) -> str:
    """Return the name under which an app subscribes to an event."""
    if event.get("type") != "message":
        return str(event.get("type"))
    kinds = {"im": "im", "group": "groups", "channel": "channels"}
    channel = str(event.get("channel", ""))
    kind = str(event.get("channel_type") or ("im" if channel.startswith("D") else "channel"))
    return f"message.{kinds.get(kind, kind)}"
