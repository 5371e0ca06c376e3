"""*Phones*: those of a simulation, to be answered by a click."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from deskbot.access.console import Doing
from deskbot.desk import Desk
from deskbot.errors import NotFoundError
from deskbot.model.account import SignedIn
from deskbot.model.page import Medium
from deskbot.web.console.gate import Endpoint, Fields, Gate
from deskbot.web.console.pages import sent_to
from deskbot.wires.simulated_phones import SimulatedPhone, SimulatedPhones

PATH = "/console/phones"
MOST_SHOWN = 5
"""Texts and calls of one phone."""
_LONGEST_TEXT = 300
MANNERS = {
    "never_answers": "rings unheard",
    "answers:4": "picks up, and takes it (4)",
    "answers:67": "picks up, and passes it on (6, then 7)",
    "hangs_up": "picks up, and hangs up",
    "voicemail": "its mailbox picks up",
    "busy": "is engaged",
    "unreachable": "is switched off",
}


@dataclass(frozen=True, slots=True)
class Phones:
    """Shows them, and does what is clicked."""

    gate: Gate
    desk: Desk
    phones: SimulatedPhones

    def shown(self) -> dict[str, Endpoint]:
        """Return each page, by its path."""
        return {PATH: self.gate.page(Doing.LOOK, self._phones)}

    def pressed(self) -> dict[str, Endpoint]:
        """Return what each form leads to, by its path."""
        press = self.gate.press
        return {f"{PATH}/manner": press(Doing.WORK, self._manner), f"{PATH}/text": press(Doing.WORK, self._text)}

    async def _phones(self, _: Request, who: SignedIn) -> Response:
        values: dict[str, Any] = {
            "phones": [(one, self._whose(one)) for one in await self._all()],
            "manners": MANNERS,
            "most": MOST_SHOWN,
        }
        return self.gate.pages.show("phones.html", who, here=PATH, **values)

    async def _manner(self, _: Request, __: SignedIn, fields: Fields) -> Response:
        number, manner = await self._number(fields), fields.get("manner", "")
        if manner not in MANNERS:
            raise NotFoundError("There is no such manner")
        behaviour, digits = (*manner.split(":"), "")[:2]
        await self.phones.meets_calls(number, behaviour, digits)
        return _back()

    async def _text(self, _: Request, __: SignedIn, fields: Fields) -> Response:
        number, text = await self._number(fields), fields.get("text", "").strip()[:_LONGEST_TEXT]
        if text:
            await self.phones.sends(number, text)
        return _back()

    async def _number(self, fields: Fields) -> str:
        number = fields.get("number", "")
        if number not in [one.number for one in await self._all()]:
            raise NotFoundError("There is no such phone")
        return number

    async def _all(self) -> list[SimulatedPhone]:
        """Return the staff's phones, also those to which nothing has come yet, and then all others."""
        known = {one.number: one for one in await self.phones.all()}
        staff = [number for person in self.desk.staff.values() for number in (person.sms, person.voice) if number]
        own = [
            known.pop(number, SimulatedPhone(number, "never_answers", "", (), ())) for number in dict.fromkeys(staff)
        ]
        return [*own, *known.values()]

    def _whose(self, one: SimulatedPhone) -> str:
        people = [
            *self.desk.people_at(Medium.SMS, one.number),
            *self.desk.people_at(Medium.VOICE, one.number),
        ]
        return ", ".join(dict.fromkeys(person.name for person in people))


def _back() -> Response:
    return sent_to(PATH)
