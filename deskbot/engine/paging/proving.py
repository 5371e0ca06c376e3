"""Whether an account in a chat is proven to be the responder's whose it is by desk.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from deskbot.desk import Desk
from deskbot.engine.mailing import Mailing
from deskbot.escalation import proving
from deskbot.model.page import Medium
from deskbot.store import numbers
from deskbot.store.database import Session


@dataclass(frozen=True, slots=True)
class Proving:
    """Asks for a proof, and knows one."""

    desk: Desk
    mailing: Mailing

    def is_proof(self, medium: Medium, account: str, text: str, now: datetime) -> bool:
        """Return whether words are the code that proves an account."""
        return proving.is_proof(self.mailing.secret, medium, account, text, now)

    def thanks(self, medium: Medium, account: str) -> str:
        """Return what an account is told that was proven just now."""
        return next((proving.proven(person) for person in self.desk.people_at(medium, account)), "")

    async def wanted(self, session: Session, medium: Medium, account: str, now: datetime) -> str:
        """Return what an account is told that must be proven before it counts; empty where it counts.

        A code is sent to its owner's mail, one in half an hour. Where desk.yaml has no mail of theirs there is nothing
        to prove it by, and their first answer is believed.
        """
        person = next(iter(self.desk.people_at(medium, account)), None)
        if person is None or not person.mail:
            return ""
        if any(mark.verified_at for mark in await numbers.of(session, account, medium)):
            return ""
        span = proving.turn(now)
        code = proving.proof_code(self.mailing.secret, medium, account, span)
        subject, text = proving.letter(self.desk, person, medium, code)
        key = f"proof:{medium}:{account}:{span}"
        await self.mailing.to_desk(session, key, subject, text, now, address=person.mail)
        return proving.asked(person)
