"""*On call*: the calendar, and who is on call instead of whom for a while: looked at first, then kept."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from deskbot.access.console import Doing, may
from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine.oncall import Oncall
from deskbot.engine.overriding import LookAgainError, Looked, Overriding
from deskbot.errors import DeskbotError, NotFoundError, UnavailableError
from deskbot.escalation.roster.calendar import in_words
from deskbot.escalation.roster.deciding import OverrideError, schedule_of
from deskbot.escalation.roster.wall_times import MomentError, read_moment
from deskbot.model.account import SignedIn
from deskbot.model.override import Override, OverrideKind
from deskbot.web.console.gate import Endpoint, Fields, Gate
from deskbot.web.console.pages import sent_to
from deskbot.web.rows import row_number

PATH = "/console/oncall"
SPANS = {"14": 14, "28": 28}
_LONGEST_WHY, _LONGEST = 200, 100
_EARLIEST, _LATEST = date(2000, 1, 1), date(2200, 1, 1)
_SAID = {
    "kept": "It is kept, and holds from when it begins.",
    "swapped": "The two shifts are swapped.",
    "back": "It is taken back.",
}
_KINDS = {
    OverrideKind.REPLACE: "one stands in for another",
    OverrideKind.ADD: "somebody comes as well",
    OverrideKind.REMOVE: "somebody goes, and nobody comes for them",
    OverrideKind.SHIFT: "these people, and nobody else",
}


@dataclass(frozen=True, slots=True)
class OncallPages:
    """Shows the calendar, and changes it."""

    gate: Gate
    desk: Desk
    clock: Clock
    oncall: Oncall
    overriding: Overriding

    def shown(self) -> dict[str, Endpoint]:
        """Return each page, by its path."""
        return {PATH: self.gate.page(Doing.LOOK, self._calendar)}

    def pressed(self) -> dict[str, Endpoint]:
        """Return what each form leads to, by its path."""
        press = self.gate.press
        return {
            f"{PATH}/override": press(Doing.PLAN, self._override),
            f"{PATH}/swap": press(Doing.PLAN, self._swap),
            f"{PATH}/cancel": press(Doing.PLAN, self._cancel),
        }

    async def _calendar(self, request: Request, who: SignedIn) -> Response:
        return await self._page(who, request.query_params, said=_SAID.get(request.query_params.get("said", ""), ""))

    async def _override(self, _: Request, who: SignedIn, fields: Fields) -> Response:
        try:
            wanted = self._wanted(who, fields)
            if fields.get("sure"):
                try:
                    await self.overriding.add(wanted, fields.get("mark", ""))
                except LookAgainError as error:
                    return self._look(who, "override", fields, await self.overriding.look_at(wanted), str(error))
                return _to("kept")
            return self._look(who, "override", fields, await self.overriding.look_at(wanted))
        except UnavailableError:
            raise
        except DeskbotError as error:
            return await self._refused(who, error, fields)

    async def _swap(self, _: Request, who: SignedIn, fields: Fields) -> Response:
        try:
            zone = schedule_of(self.desk, fields.get("schedule", "")).zone
            one, other = (
                (fields.get(person, "")[:_LONGEST], read_moment(fields.get(at, "")[:_LONGEST], zone))
                for person, at in (("one", "one_at"), ("other", "other_at"))
            )
            pair = fields.get("schedule", ""), one, other, who.account.author, fields.get("why", "")[:_LONGEST_WHY]
            if fields.get("sure"):
                try:
                    await self.overriding.swap(*pair, fields.get("mark", ""))
                except LookAgainError as error:
                    return self._look(who, "swap", fields, await self.overriding.look_at_swap(*pair), str(error))
                return _to("swapped")
            return self._look(who, "swap", fields, await self.overriding.look_at_swap(*pair))
        except UnavailableError:
            raise
        except DeskbotError as error:
            return await self._refused(who, error, fields)

    async def _cancel(self, _: Request, who: SignedIn, fields: Fields) -> Response:
        number = row_number(fields.get("number"))
        if number is None:
            raise NotFoundError("There is no such override")
        try:
            await self.overriding.cancel(number, who.account.author)
        except (UnavailableError, NotFoundError):
            raise
        except DeskbotError as error:
            return await self._page(who, {}, wrong=str(error))
        return _to("back")

    def _wanted(self, who: SignedIn, fields: Fields) -> Override:
        plan = schedule_of(self.desk, fields.get("schedule", "")[:_LONGEST])
        kind = next((one for one in OverrideKind if one == fields.get("kind")), None)
        if kind is None:
            raise OverrideError("say what shall be")
        off = fields.get("off", "")[:_LONGEST] if kind in (OverrideKind.REMOVE, OverrideKind.REPLACE) else ""
        on = [fields.get(name, "")[:_LONGEST] for name in ("on", "also", "third")]
        on = [one for one in on if one] if kind is not OverrideKind.REMOVE else []
        start, end = (fields.get(name, "")[:_LONGEST] for name in ("start", "end"))
        if not end:
            raise OverrideError("say until when")
        now = self.clock.now()
        return Override(
            schedule=plan.key,
            kind=kind,
            off=off,
            on=tuple(on),
            start=read_moment(start, plan.zone) if start else now,
            end=read_moment(end, plan.zone),
            by=who.account.author,
            why=fields.get("why", "")[:_LONGEST_WHY],
            made_at=now,
        )

    def _look(self, who: SignedIn, form: str, fields: Fields, looked: Looked, wrong: str = "") -> Response:
        plan = self.desk.schedules[looked.overrides[0].schedule]
        values: dict[str, Any] = {
            "form": form,
            "fields": {name: value for name, value in fields.items() if name not in ("form_key", "mark", "sure")},
            "wrong": wrong,
            "plan": plan,
            "looked": looked,
            "lines": [(one, in_words(self.desk, one)) for one in looked.overrides],
            "name_of": self.desk.name_of,
        }
        return self.gate.pages.show("oncall_look.html", who, here=PATH, status=409 if wrong else 200, **values)

    async def _refused(self, who: SignedIn, error: DeskbotError, fields: Fields) -> Response:
        # A moment that comes twice is told apart by its offset, for which a field of the browser's has no room.
        words = isinstance(error, MomentError)
        return await self._page(who, {}, wrong=str(error), given=fields, moments_in_words=words)

    async def _page(
        self,
        who: SignedIn,
        query: Any,
        *,
        said: str = "",
        wrong: str = "",
        given: Fields | None = None,
        moments_in_words: bool = False,
    ) -> Response:
        today = self.clock.now().astimezone(self.desk.tz).date()
        first, days = _day(query.get("from", ""), today), SPANS.get(query.get("days", ""), 14)
        listed = await self.overriding.listed()
        values: dict[str, Any] = {
            "said": said,
            "wrong": wrong,
            "moment": "text" if moments_in_words else "datetime-local",
            "given": defaultdict(str, given or {}),
            "plans": await self.oncall.calendar(first, days),
            "colours": {key: number % 8 for number, key in enumerate(self.desk.staff)},
            "first": first,
            "days": days,
            "today": today,
            "earlier": first - timedelta(days=days),
            "later": first + timedelta(days=days),
            "name_of": self.desk.name_of,
            "staff": [(key, person.name) for key, person in self.desk.staff.items()],
            "schedules": self.desk.schedules,
            "kinds": _KINDS,
            "overrides": [(one, in_words(self.desk, one), self._zone(one)) for one in listed],
            "plans_it": may(who.account.role, Doing.PLAN),
            "now": self.clock.now(),
        }
        return self.gate.pages.show("oncall.html", who, here=PATH, status=422 if wrong else 200, **values)

    def _zone(self, one: Override) -> Any:
        plan = self.desk.schedules.get(one.schedule)
        return plan.tz if plan else self.desk.tz


def _day(text: str, today: date) -> date:
    """Return the first day that is asked for; the Monday of this week where none is, or one out of reach."""
    try:
        wanted = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007  (a date has no zone)
    except ValueError:
        wanted = None
    return wanted if wanted and _EARLIEST <= wanted <= _LATEST else today - timedelta(days=today.weekday())


def _to(said: str) -> Response:
    return sent_to(f"{PATH}?said={said}")
