"""What responders press and write in Slack and Telegram: which of it is for the pager, and what they are answered.

Words that answer a page which has reached them are for the pager. All else that somebody of the staff writes who is
no reseller's contact is answered by the pager, too, unless it is a command: it must never become a ticket.
"""

from __future__ import annotations

from dataclasses import dataclass

from deskbot.clock import Clock
from deskbot.commands import PAGE_CHAT, PAGE_PRESS
from deskbot.commands.choices import BY_CHOICE
from deskbot.desk import Desk
from deskbot.engine.answer_letters import write_answer
from deskbot.engine.in_time import within_limit
from deskbot.engine.interactions import Interactions
from deskbot.engine.jobs import Jobs
from deskbot.engine.mailing import Mailing
from deskbot.errors import UnavailableError
from deskbot.escalation.chat_text import read_press
from deskbot.model.command import Answer, Command
from deskbot.model.page import Medium
from deskbot.store import directory, inbound, interactions, page_messages
from deskbot.store.database import Database

LONGEST_SHOWN = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A button that somebody has pressed."""

    medium: Medium
    account: str
    external_id: str
    says: str
    place: str
    """Of its message, as the medium's carrier names it."""
    shown: str
    """What the message said."""
    sure: bool = False
    """Whether its question, if it has one, was answered by yes."""


@dataclass(frozen=True, slots=True)
class ChatAnswers:
    """Answers them."""

    database: Database
    desk: Desk
    clock: Clock
    jobs: Jobs
    interactions: Interactions
    mailing: Mailing

    def knows(self, medium: Medium, account: str) -> bool:
        """Return whether an account is that of somebody of the staff."""
        return bool(self.desk.people_at(medium, account))

    async def pressed(self, press: Press, seconds: float | None = None) -> Answer | None:
        """Do what a press says; None where it is none of a page's, or its question has to be asked first.

        Args:
            press: what was pressed.
            seconds: how long its chat waits; None for the usual time.

        Raises:
            UnavailableError: it could not be noted: they must press again, or the chat must tell of it again.
        """
        meant = read_press(press.says)
        if meant is None or self.question(press):
            return None
        notification, choice, _ = meant
        arguments = {
            "notification": str(notification),
            "answer": choice.value,
            "place": press.place,
            "shown": press.shown.replace("\0", "")[:LONGEST_SHOWN],
        }
        command = Command(PAGE_PRESS, press.medium, press.account, press.external_id, arguments)
        answer = await within_limit(lambda: self.interactions.carry_out(command), seconds)
        if answer.later:
            raise UnavailableError("the database does not answer")
        return answer

    @staticmethod
    def question(press: Press) -> str:
        """Return what must be asked before a press counts; empty where nothing must, or it was answered by yes."""
        meant = read_press(press.says)
        return BY_CHOICE[meant[1]].asks if meant and not (press.sure or meant[2]) else ""

    async def shown_again(self, medium: Medium, place: str) -> None:
        """Have a message shown as it was, whose question was answered by no."""

        async def show() -> None:
            async with self.database.begin() as session:
                message = await page_messages.hide(session, medium, place)
                if message is not None:
                    self.jobs.ring(session, "show", message)

        await within_limit(show)

    async def written(
        self, medium: Medium, account: str, external_id: str, text: str, *, is_command: bool, changes: str = ""
    ) -> bool:
        """Take words that were written to us in private; return whether they were for the pager, and are answered.

        Args:
            medium: the chat.
            account: whose words they are.
            external_id: the chat's own id of the message; the same again is answered once.
            text: the words, empty where there are none.
            is_command: they are a command of the tickets' grammar.
            changes: the id of the message of which they are an edit; empty where they are none.

        Raises:
            UnavailableError: nothing was kept; the same must come again.
        """
        if not self.knows(medium, account):
            return False
        command = Command(PAGE_CHAT, medium, account, external_id, {"text": text})
        if not await within_limit(lambda: self._is_for_pager(command, medium, changes, is_command=is_command)):
            return False
        answer = await self.interactions.carry_out(command)
        await write_answer(self.database, self.mailing, command, answer, self.clock.now())
        return True

    async def _is_for_pager(self, command: Command, medium: Medium, changes: str, *, is_command: bool) -> bool:
        text = command.arguments["text"]
        async with self.database.begin() as session:
            await self.interactions.numbers.let_in(session, command.actor, medium)
            if await interactions.answer_to(session, command) is not None:
                return True  # it has come before, and may have ended the page that it answered
            if changes and await inbound.is_known(session, medium, changes):
                return False  # what was a ticket's stays one's
            if await self.interactions.is_answer(session, medium, command.actor, text):
                return True
            _, contact, _ = await directory.find_writer(session, medium, command.actor, None)
            return contact is None and not is_command

    async def gone(self, medium: Medium, account: str) -> None:
        """Take that an account wants no more messages of ours."""

        async def note() -> None:
            async with self.database.begin() as session:
                await self.interactions.numbers.blocked(session, account, medium, self.clock.now())

        if self.knows(medium, account):
            await within_limit(note)

    async def back(self, medium: Medium, account: str) -> None:
        """Take that an account lets us in again."""

        async def note() -> None:
            async with self.database.begin() as session:
                await self.interactions.numbers.let_in(session, account, medium)

        if self.knows(medium, account):
            await within_limit(note)
