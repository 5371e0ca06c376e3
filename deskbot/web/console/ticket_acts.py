"""What somebody does about a ticket by one press on its page: each says what came of it, on that page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from deskbot.access.console import Doing
from deskbot.engine.held_answers import Seen, not_too_long
from deskbot.engine.unseen_drafts import Shown, UnseenDraftError
from deskbot.engine.writing import SOLUTION
from deskbot.errors import DeskbotError, UnavailableError
from deskbot.model.account import SignedIn
from deskbot.model.ticket import UNOWNED
from deskbot.tickets.joining import joined_words
from deskbot.tickets.reference import read_reference
from deskbot.web.console.gate import Endpoint, Fields, line_in
from deskbot.web.console.ticket import BASE, Composer, TicketPages, number_in, seen_in, to
from deskbot.web.rows import row_number

_LONGEST_WHY = 300


@dataclass(frozen=True, slots=True)
class TicketActs:
    """Does what is pressed."""

    page: TicketPages

    def shown(self) -> dict[str, Endpoint]:
        """Return nothing: all of it is pressed on the ticket's own page."""
        return {}

    def pressed(self) -> dict[str, Endpoint]:
        """Return what each form leads to, by its path."""
        acts = {
            "set": self.set_right,
            "assign": self.assign,
            "ask": self.ask,
            "suggest": self.suggest,
            "resolve": self.resolve,
            "close": self.close,
            "call": self.call,
            "merge": self.merge,
            "split": self.split,
            "link": self.link,
            "unlink": self.unlink,
            "undo": self.undo,
            "tag": self.tag,
            "untag": self.untag,
            "snooze": self.snooze,
            "take-up": self.take_up,
        }
        return {f"{BASE}/{name}": self.page.gate.press(Doing.WORK, act) for name, act in acts.items()}

    async def set_right(self, request: Request, who: SignedIn, fields: Fields) -> Response:
        """Set facts and verdicts right; what stands as it was shown is left alone."""
        number = number_in(request)
        given = {name.removeprefix("set-"): value.strip() for name, value in fields.items() if name.startswith("set-")}
        if more := fields.get("more", ""):
            given[more] = fields.get("more-value", "").strip()
        was = {name: fields.get(f"was-{name}", "") for name in given}
        changes = {name: value for name, value in given.items() if value != was[name]}

        async def act() -> None:
            if not changes:
                raise DeskbotError("nothing was changed: it stands so already")
            seen = {name: was[name] for name in changes}
            await self.page.parts.agents.set(number, changes, who.account.author, was=seen)

        written = {f"set-{name}": value for name, value in changes.items()}
        written |= {name: fields[name] for name in ("more", "more-value") if more and name in fields}
        return await self._done(number, who, act, "set", "facts", given=written)

    async def assign(self, request: Request, who: SignedIn, fields: Fields) -> Response:
        """Give the ticket to somebody, or back to nobody."""
        number, person = number_in(request), fields.get("person", "")
        agents = self.page.parts.agents
        return await self._done(
            number,
            who,
            lambda: agents.assign(number, person, who.account.author),
            "back-to-nobody" if person == UNOWNED else "assigned",
        )

    async def ask(self, request: Request, who: SignedIn, _: Fields) -> Response:
        """Ask the reseller for what is missing."""
        number, act = number_in(request), self.page.parts.pressing.ask
        return await self._done(number, who, lambda: act(number, who.account.author), "asked")

    async def suggest(self, request: Request, who: SignedIn, fields: Fields) -> Response:
        """Send the reseller the steps of a known issue."""
        number, act = number_in(request), self.page.parts.pressing.suggest
        playbook = fields.get("playbook", "")
        return await self._done(number, who, lambda: act(number, playbook, who.account.author), "suggested")

    async def resolve(self, request: Request, who: SignedIn, fields: Fields) -> Response:
        """Say that it is solved."""
        number, act = number_in(request), self.page.parts.pressing.resolve
        solution = fields.get("solution", "").strip()
        given, shown = {"solution": solution}, Shown.of(fields.get("draft", ""))

        async def resolve() -> None:
            try:
                await self.page.parts.writing.keep(number, who.account, SOLUTION, solution, shown=shown)
            except UnseenDraftError as error:
                given["solution"] = joined_words(error.words, solution)
                raise
            await act(number, not_too_long(solution, "solution"), who.account, _seen_by(fields))

        return await self._done(number, who, resolve, "resolved", given=given)

    async def close(self, request: Request, who: SignedIn, fields: Fields) -> Response:
        """Close the ticket."""
        number, act = number_in(request), self.page.parts.pressing.close
        why = line_in(fields, "why", _LONGEST_WHY)
        return await self._done(
            number, who, lambda: act(number, why, who.account, _seen_by(fields)), "closed", given={"close-why": why}
        )

    async def call(self, request: Request, who: SignedIn, _: Fields) -> Response:
        """Have whoever is on call come."""
        number, act = number_in(request), self.page.parts.pressing.page
        return await self._done(number, who, lambda: act(number, who.account.author), "called", "page")

    async def merge(self, request: Request, who: SignedIn, fields: Fields) -> Response:
        """Merge the ticket into another."""
        number, other = number_in(request), fields.get("other", "")
        joining = self.page.parts.joining
        return await self._done(
            number,
            who,
            lambda: joining.merge(number, _named(other), who.account.author),
            "merged",
            "together",
            given={"merge-other": other},
        )

    async def split(self, request: Request, who: SignedIn, fields: Fields) -> Response:
        """Make a ticket of its own of one message, and go there."""
        number, message = number_in(request), row_number(fields.get("message")) or 0
        new: list[int] = []

        async def act() -> None:
            shown = row_number(fields.get("page"))
            new.append(await self.page.parts.joining.split(number, message, who.account.author, shown=shown))

        answer = await self._done(number, who, act, "split")
        return to(new[0], "split") if new else answer

    async def link(self, request: Request, who: SignedIn, fields: Fields) -> Response:
        """Link the ticket with another, or make both parts of one incident."""
        number, other = number_in(request), fields.get("other", "")
        incident, why = bool(fields.get("incident")), line_in(fields, "why", _LONGEST_WHY)
        joining = self.page.parts.joining
        return await self._done(
            number,
            who,
            lambda: joining.link((number, _named(other)), who.account.author, incident=incident, why=why),
            "linked",
            "together",
            given={"link-other": other, "link-why": why, "link-incident": "yes" if incident else ""},
        )

    async def unlink(self, request: Request, who: SignedIn, fields: Fields) -> Response:
        """Take back that it belongs together with another."""
        number, other = number_in(request), fields.get("other", "")
        joining = self.page.parts.joining
        return await self._done(
            number, who, lambda: joining.unlink(number, _named(other), who.account.author), "unlinked", "together"
        )

    async def undo(self, request: Request, who: SignedIn, fields: Fields) -> Response:
        """Take back the last merge or split."""
        number, act, shown = number_in(request), self.page.parts.joining.undo, row_number(fields.get("page"))
        return await self._done(number, who, lambda: act(number, who.account.author, shown=shown), "undone", "together")

    async def tag(self, request: Request, who: SignedIn, fields: Fields) -> Response:
        """Tag the ticket."""
        number, tagging, words = number_in(request), self.page.parts.tagging, fields.get("tags", "")[:500]
        return await self._done(
            number, who, lambda: tagging.tag(number, words, who.account.author), "tagged", given={"tags": words}
        )

    async def untag(self, request: Request, who: SignedIn, fields: Fields) -> Response:
        """Take a tag off."""
        number, tagging, tag = number_in(request), self.page.parts.tagging, fields.get("tag", "")
        return await self._done(number, who, lambda: tagging.untag(number, tag, who.account.author), "untagged")

    async def snooze(self, request: Request, who: SignedIn, fields: Fields) -> Response:
        """Put the ticket off."""
        number, snoozing = number_in(request), self.page.parts.snoozing
        when = fields.get("when", "").strip() or fields.get("usual", "")
        why = line_in(fields, "why", _LONGEST_WHY)
        return await self._done(
            number,
            who,
            lambda: snoozing.put_off(number, when[:60], who.account.author, why),
            "put-off",
            given={"snooze-when": fields.get("when", ""), "snooze-why": why, "snooze-usual": fields.get("usual", "")},
        )

    async def take_up(self, request: Request, who: SignedIn, _: Fields) -> Response:
        """Have the ticket back that was put off."""
        number, snoozing = number_in(request), self.page.parts.snoozing
        return await self._done(number, who, lambda: snoozing.take_up(number, who.account.author), "taken-up")

    async def _done(
        self,
        number: int,
        who: SignedIn,
        act: Callable[[], Awaitable[object]],
        said: str,
        anchor: str = "",
        *,
        given: Mapping[str, str] | None = None,
    ) -> Response:
        """Do something, and show what has come of it: the ticket, or on it why not, with what was given."""
        try:
            await act()
        except UnavailableError:
            raise
        except DeskbotError as error:
            return await self.page.show(
                number, who, Composer(wrong=f"Not done: {error}.", given=given or {}), status=422
            )
        return to(number, said, anchor)


def _seen_by(fields: Fields) -> Seen | None:
    """Return what somebody had seen of a ticket that they end; None where the form does not say it."""
    return seen_in(fields) if "seen" in fields else None


def _named(text: str) -> int:
    """Return the number of a ticket that somebody has named.

    Raises:
        DeskbotError: it is none.
    """
    number = read_reference(text)
    if number is None:
        raise DeskbotError(f'"{text[:40]}" names no ticket; write T-1042 or 1042')
    return number
