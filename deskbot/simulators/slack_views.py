"""The simulated Slack's views: which forms and homes it takes, who sees them, and that a trigger opens one, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from deskbot.simulators.slack_rules import object_in
from deskbot.simulators.slack_state import APP, BOT_ID, RefusedError

TRIGGER_HOLDS = timedelta(seconds=3)
MOST_BLOCKS = 100
LONGEST_TITLE = 24
LONGEST_METADATA = 3000
LONGEST_WORDS = 3000
LONGEST_PLACEHOLDER = 150
LONGEST_OPTION = 75
LONGEST_NAME = 255
LONGEST_LABEL = 2000
MOST_OPTIONS = 100
MOST_PROMPTS = 4
NO_TITLE = {"type": "plain_text", "text": "View Title", "emoji": True}
"""What Slack calls a home, which has none."""


@dataclass(slots=True)
class View:
    """A form that somebody has before them."""

    id: str
    user: str
    team: str
    view: dict[str, Any]
    hash: str
    values: dict[str, str] = field(default_factory=dict)
    """What stands in its fields, by block."""
    open: bool = True


@dataclass(slots=True)
class Views:
    """Every form and home that there is."""

    triggers: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    forms: list[View] = field(default_factory=list)
    homes: dict[str, View] = field(default_factory=dict)
    prompts: dict[str, dict[str, str]] = field(default_factory=dict)
    """What is suggested in each conversation: what stands there, and what choosing it writes."""

    def trigger(self, user: str, number: int, now: datetime) -> str:
        """Return what opens a form for somebody, for a moment."""
        name = f"{number}.77.abc"
        self.triggers[name] = (user, now)
        return name

    def of(self, user: str) -> View:
        """Return the form that somebody has before them.

        Raises:
            LookupError: there is none.
        """
        found = next((one for one in reversed(self.forms) if one.user == user and one.open), None)
        if found is None:
            raise LookupError(f"{user} has no form before them")
        return found

    def show(self, given: Mapping[str, Any], team: str, number: int, now: datetime) -> dict[str, Any]:
        """Open a form (`views.open`)."""
        user, since = self.triggers.pop(str(given["trigger_id"]), ("", now))
        if not user:
            raise RefusedError("exchanged_trigger_id")
        if now - since > TRIGGER_HOLDS:
            raise RefusedError("expired_trigger_id")
        shown = View(f"V{number}", user, team, _checked(object_in(given, "view"), "modal"), f"{number}.hash")
        shown.values = _initial(shown.view)
        self.forms.append(shown)
        return {"view": told(shown)}

    def change(self, given: Mapping[str, Any], number: int) -> dict[str, Any]:
        """Show other fields in a form (`views.update`); what was written into those that stay is kept."""
        shown = next((one for one in self.forms if one.id == given["view_id"] and one.open), None)
        if shown is None:
            raise RefusedError("not_found")
        if given.get("hash", shown.hash) != shown.hash:
            raise RefusedError("hash_conflict")
        self.put(shown, object_in(given, "view"), number)
        return {"view": told(shown)}

    @staticmethod
    def put(shown: View, view: Any, number: int) -> None:
        """Let a form show something else."""
        shown.view, shown.hash = _checked(view, "modal"), f"{number}.hash"
        kept = {name: value for name, value in shown.values.items() if name in _names(shown.view)}
        shown.values = _initial(shown.view) | kept

    def publish(self, given: Mapping[str, Any], team: str, number: int) -> dict[str, Any]:
        """Show somebody their home (`views.publish`)."""
        user, home = str(given["user_id"]), _checked(object_in(given, "view"), "home")
        self.homes[user] = View(f"VH{user}", user, team, home, f"{number}.hash")
        return {"view": told(self.homes[user])}

    def suggest(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Suggest what may be written in a conversation (`assistant.threads.setSuggestedPrompts`)."""
        told = object_in(given, "prompts")
        if not isinstance(told, list) or not 0 < len(told) <= MOST_PROMPTS:
            raise RefusedError("invalid_arguments")
        self.prompts[str(given["channel_id"])] = {one["title"]: one["message"] for one in told}
        return {}


def told(shown: View) -> dict[str, Any]:
    """Return a form as Slack tells it."""
    fields = {one["block_id"]: one["element"] for one in shown.view["blocks"] if one["type"] == "input"}
    values = {name: {one["action_id"]: _value(one, shown.values.get(name, ""))} for name, one in fields.items()}
    about: dict[str, Any] = dict.fromkeys(("callback_id", "private_metadata", "external_id"), "")
    about |= dict.fromkeys(("submit", "close", "previous_view_id")) | {"title": NO_TITLE}
    about |= {"clear_on_close": False, "notify_on_close": False, "app_installed_team_id": shown.team}
    own = {"id": shown.id, "team_id": shown.team, "app_id": APP, "bot_id": BOT_ID, "root_view_id": shown.id}
    return about | shown.view | own | {"hash": shown.hash, "state": {"values": values}}


def _value(element: dict[str, Any], said: str) -> dict[str, Any]:
    if element["type"] == "multi_static_select":
        options = [one for one in element["options"] if one["value"] in said.split(",")]
        return {"type": "multi_static_select", "selected_options": options}
    if element["type"] == "static_select":
        option = next((one for one in element["options"] if one["value"] == said), None)
        return {"type": "static_select", "selected_option": option}
    return {"type": "plain_text_input", "value": said or None}


def _initial(view: dict[str, Any]) -> dict[str, str]:
    fields = [(one["block_id"], one["element"]) for one in view["blocks"] if one["type"] == "input"]
    chosen = {name: one["initial_option"]["value"] for name, one in fields if "initial_option" in one}
    several = {name: one["initial_options"] for name, one in fields if "initial_options" in one}
    chosen |= {name: ",".join(option["value"] for option in options) for name, options in several.items()}
    return chosen | {name: one["initial_value"] for name, one in fields if "initial_value" in one}


def _names(view: dict[str, Any]) -> set[str]:
    return {one["block_id"] for one in view["blocks"] if one["type"] == "input"}


def _checked(view: Any, kind: str) -> dict[str, Any]:
    """Return a view, where it is one that Slack takes."""
    if not isinstance(view, dict) or view.get("type") != kind:
        raise RefusedError("invalid_arguments")
    known = {"type", "callback_id", "private_metadata", "title", "submit", "close", "blocks"}
    blocks, named = view.get("blocks"), view.get("callback_id", "")
    fits = isinstance(blocks, list) and 0 < len(blocks) <= MOST_BLOCKS and all(_is_block(one, kind) for one in blocks)
    fits = fits and not set(view) - known and len(view.get("private_metadata", "")) <= LONGEST_METADATA
    fits = fits and len(named) <= LONGEST_NAME
    if kind == "modal":
        has_field = any(one.get("type") == "input" for one in blocks or ())
        fits = fits and all(_is_plain(view[one], LONGEST_TITLE) for one in ("title", "submit", "close") if one in view)
        fits = fits and "title" in view and ("submit" in view or not has_field)
    if not fits:
        raise RefusedError("invalid_arguments")
    fields = [one["block_id"] for one in view["blocks"] if one["type"] == "input"]
    if len(fields) != len(set(fields)):
        raise RefusedError("invalid_arguments")
    return view


def _is_block(block: Any, kind: str) -> bool:
    match block:
        case {"type": "input", "block_id": str(), "label": label, "element": element}:
            allowed = {"type", "block_id", "label", "element", "optional", "dispatch_action"}
            return (
                kind == "modal" and not set(block) - allowed and _is_plain(label, LONGEST_LABEL) and _is_field(element)
            )
        case {"type": "section", "text": {"type": "mrkdwn" | "plain_text", "text": str(words)}}:
            return 0 < len(words) <= LONGEST_WORDS
        case {"type": "header", "text": text}:
            return _is_plain(text, 150)
        case {"type": "actions", "elements": [*buttons]}:
            return 0 < len(buttons) <= 25 and all(one.get("type") == "button" for one in buttons)  # noqa: PLR2004
        case {"type": "divider"}:
            return True
        case _:
            return False


def _is_field(element: Any) -> bool:
    match element:
        case {"type": "plain_text_input", "action_id": str()}:
            said = element.get("initial_value", "")
            fits = len(said) <= element.get("max_length", LONGEST_WORDS) <= LONGEST_WORDS
            return fits and ("placeholder" not in element or _is_plain(element["placeholder"], LONGEST_PLACEHOLDER))
        case {"type": "static_select" | "multi_static_select", "action_id": str(), "options": [*options]}:
            names = all(_is_plain(one["text"], LONGEST_OPTION) and 0 < len(one["value"]) <= 150 for one in options)  # noqa: PLR2004
            first = element.get("initial_options", [element.get("initial_option", options[0])])
            return 0 < len(options) <= MOST_OPTIONS and names and first and all(one in options for one in first)
        case _:
            return False


def _is_plain(text: Any, longest: int) -> bool:
    return isinstance(text, dict) and text.get("type") == "plain_text" and 0 < len(text.get("text", "")) <= longest
