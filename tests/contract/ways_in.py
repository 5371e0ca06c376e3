"""How a reseller comes in by each channel, and how its peer delivers again: for the contract suite."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Protocol

import aiosmtplib
import httpx

from deskbot.simulators.slack_state import Posting
from deskbot.simulators.twilio_webhooks import inbound_text
from deskbot.simulators.world import TEXT_NUMBER
from deskbot.wires.twilio_forms import SIGNATURE_HEADER, sign
from tests.harness import AUTHSERV, World

TY_MAIL, TY_PHONE, TY_TELEGRAM, TY_SLACK = "ty@brightpathvoice.example", "+15125550120", 4711, "U0TY"
WHATSAPP_NUMBER = "+15555550105"
FORM = "application/x-www-form-urlencoded"


class WayIn(Protocol):
    """One channel, as its peer uses it."""

    async def write(self, text: str, file: bytes = b"") -> bool:
        """Deliver what Ty writes, with a file where there is one; return whether it was acknowledged."""
        ...

    async def again(self) -> bool:
        """Deliver the same once more, as the peer does."""
        ...


class Mail:
    """A mail server in front of the door."""

    def __init__(self, world: World) -> None:
        self.world, self.raw = world, b""

    async def write(self, text: str, file: bytes = b"") -> bool:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = TY_MAIL, "support@desk.example", "Phones"
        mail["Message-ID"] = "<the-only@brightpathvoice.example>"
        mail.set_content(text)
        if file:
            mail.add_attachment(file, "image", "jpeg", filename="rack.jpg")
        front = f"Authentication-Results: {AUTHSERV}; dmarc=pass header.from=brightpathvoice.example\r\n".encode()
        self.raw = front + mail.as_bytes()
        return await self.again()

    async def again(self) -> bool:
        try:
            await self.world.smtp(self.raw, "support@desk.example")
        except aiosmtplib.SMTPResponseException as error:
            return self._is_told_later(error.code)
        return True

    @staticmethod
    def _is_told_later(code: int) -> bool:
        assert 400 <= code < 500, f"{code} tells the sender to give up"
        return False


class Text:
    """The carrier of texts, which delivers none twice by itself: whoever was told to writes it again."""

    theirs, ours, path = TY_PHONE, TEXT_NUMBER, "/twilio/sms"

    def __init__(self, world: World) -> None:
        self.world, self.phone = world, world.twilio.phones[self.theirs]
        self.written = ""

    async def write(self, text: str, file: bytes = b"") -> bool:
        self.written = text
        await self.phone.sends(text, self.ours, [("image/jpeg", file)] if file else ())
        answers = [self.phone.take_answer() for _ in self.phone.untaken_answers]
        return not any("NOT be taken" in one for one in answers)

    async def again(self) -> bool:
        if not self.world.sql("SELECT 1 FROM inbound"):
            return await self.write(self.written)
        return (await self.post({})).status_code == 200

    async def post(self, changed: dict[str, str], signature: str = "") -> httpx.Response:
        last = [one for one in self.world.twilio.messages.values() if one.direction == "inbound"][-1]
        url, form = f"{self.world.deskbot.settings.web_base}{self.path}", {**inbound_text(last), **changed}
        signed = sign(self.world.twilio.account.auth_token, url, form)
        async with httpx.AsyncClient(trust_env=False) as http:
            return await http.post(url, data=form, headers={SIGNATURE_HEADER: signature or signed})


class WhatsApp(Text):
    """The same carrier's WhatsApp."""

    theirs, ours, path = f"whatsapp:{TY_PHONE}", f"whatsapp:{WHATSAPP_NUMBER}", "/channels/whatsapp"


class Telegram:
    """Telegram, which posts an update until it is taken."""

    def __init__(self, world: World) -> None:
        self.world, self.updates = world, world.telegram.updates

    async def write(self, text: str, file: bytes = b"") -> bool:
        ty = self.world.telegram.people[TY_TELEGRAM]
        await (ty.sends_photo(file, text) if file else ty.writes(text))
        return not self.updates.pending

    async def again(self) -> bool:
        if self.updates.pending:
            return await self.updates.post_all() > 0
        return await self.updates.post(self.updates.posted[-1])


class Slack:
    """Slack, which posts an event until it is taken."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.posting = Posting("event", b"", "")

    async def write(self, text: str, file: bytes = b"") -> bool:
        slack, ty = self.world.slack, self.world.slack.people[TY_SLACK]
        slack.app_url, url = "", slack.app_url
        await (ty.sends_file(file, "rack.jpg", "image/jpeg", text) if file else ty.writes(text))
        slack.app_url = url
        (self.posting,) = slack.pending
        await slack.pump()
        return not slack.pending

    async def again(self) -> bool:
        if self.world.slack.pending:
            return await self.world.slack.pump() > 0
        answer = await self.world.slack.post(self.posting)
        return answer is not None and answer.is_success


WAYS_IN = {"email": Mail, "sms": Text, "telegram": Telegram, "slack": Slack, "whatsapp": WhatsApp}


def leave_aside(world: World) -> None:
    """Read whatever anybody was told."""
    world.read += [one for one in world.mailbox.letters if one not in world.read]
    for phone in (world.twilio.phones[TY_PHONE], world.twilio.phones[WhatsApp.theirs]):
        while phone.unread:
            phone.take_text()
    for person in (*world.telegram.people, *world.slack.people):
        while person.untaken:
            person.take_message()
