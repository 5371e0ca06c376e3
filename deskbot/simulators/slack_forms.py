"""What people of the simulated Slack do with the app's forms and its home."""

from __future__ import annotations

from typing import Any

import httpx

from deskbot.simulators.slack_protocols import Account
from deskbot.simulators.slack_views import View, Views, told


class Forms:
    """One person's forms, and their app's home."""

    def __init__(self, person: Account, views: Views) -> None:
        """Look at the forms of a person."""
        self._person = person
        self._views = views

    # -- what they see

    @property
    def shown(self) -> View:
        """The form that they have before them."""
        return self._views.of(self._person.id)

    @property
    def is_open(self) -> bool:
        """Whether they have one."""
        return any(one.open and one.user == self._person.id for one in self._views.forms)

    @property
    def fields(self) -> list[str]:
        """The names of its fields, as they stand."""
        return [one["block_id"] for one in self.shown.view["blocks"] if one["type"] == "input"]

    @property
    def options(self) -> list[str]:
        """What may be chosen from its lists."""
        elements = [one["element"] for one in self.shown.view["blocks"] if one["type"] == "input"]
        return [option["text"]["text"] for one in elements for option in one.get("options", ())]

    @property
    def says(self) -> str:
        """What the form says that is no field."""
        return _words(self.shown.view)

    @property
    def home(self) -> str:
        """What stands in the app's home."""
        return _words(self._views.homes[self._person.id].view)

    @property
    def home_labels(self) -> list[str]:
        """What stands on the buttons of the app's home."""
        return [one["text"]["text"] for one in _buttons(self._views.homes[self._person.id].view)]

    @property
    def prompts(self) -> dict[str, str]:
        """What the app suggests to write: what stands there, and what is written then."""
        return self._views.prompts.get(self._person.network.direct(self._person.id).id, {})

    # -- what they do

    async def shortcut(self) -> httpx.Response | None:
        """Choose the shortcut "New ticket", wherever they are."""
        about = {"callback_id": "new_ticket", "action_ts": self._person.network.stamp()}
        return await self._person.network.interaction(self._person.payload("shortcut") | about)

    async def takes_prompt(self, title: str) -> None:
        """Write what the app suggests."""
        await self._person.writes(self.prompts[title])

    async def opens_home(self, tab: str = "home") -> None:
        """Open the app: its home, or another tab."""
        network, user = self._person.network, self._person.id
        channel = network.direct(user).id
        event = {"type": "app_home_opened", "user": user, "channel": channel, "tab": tab, "event_ts": network.stamp()}
        await network.event(event)

    async def presses_at_home(self, label: str) -> httpx.Response | None:
        """Press a button of the app's home."""
        home = self._views.homes[self._person.id]
        button = next(one for one in _buttons(home.view) if one["text"]["text"] == label)
        return await self._acts(button, {"container": {"type": "view", "view_id": home.id}, "view": told(home)})

    async def presses_all(self, message: Any) -> httpx.Response | None:
        """Press the button of a message that opens a form."""
        buttons = [one for row in message.blocks if row["type"] == "actions" for one in row["elements"]]
        button = next(one for one in buttons if one["action_id"].startswith("form-"))
        return await self._acts(button, self._person.pressed_in(message))

    async def chooses(self, value: str, field: str = "category") -> None:
        """Choose an entry of a list; the app is told of it."""
        form = self.shown
        form.values[field] = value
        element = next(one["element"] for one in form.view["blocks"] if one.get("block_id") == field)
        option = next(one for one in element["options"] if one["value"] == value)
        action = {"type": "static_select", "action_id": element["action_id"], "block_id": field}
        about = {"container": {"type": "view", "view_id": form.id}, "view": told(form)}
        await self._acts({**action, "selected_option": option}, about)

    async def sends(self, **values: str) -> dict[str, str]:
        """Fill fields in, and send the form off; return what is wrong, by field.

        Raises:
            LookupError: the app has not taken it.
        """
        form = self.shown
        form.values |= {name if name in self.fields else f"fact-{name}": said for name, said in values.items()}
        payload = self._person.payload("view_submission") | {"view": told(form), "response_urls": []}
        answer = await self._person.network.interaction(payload)
        if answer is None or not answer.is_success:
            raise LookupError("the form was not taken")
        said = answer.json() if answer.content else {}
        match said.get("response_action"):
            case "errors":
                return said["errors"]
            case "update":
                self._views.put(form, said["view"], self._person.network.number())
                return {}
            case _:
                form.open = False
                return {}

    async def _acts(self, action: dict[str, Any], about: dict[str, Any]) -> httpx.Response | None:
        acted = {"block_id": "b1", **action, "action_ts": self._person.network.stamp()}
        payload = self._person.payload("block_actions") | about | {"actions": [acted]}
        return await self._person.network.interaction(payload)


def _buttons(view: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for row in view["blocks"] if row["type"] == "actions" for one in row["elements"]]


def _words(view: dict[str, Any]) -> str:
    return "\n".join(one["text"]["text"] for one in view["blocks"] if one["type"] in ("section", "header"))
