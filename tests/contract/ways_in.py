"""How a reseller comes in by each channel, and how its peer delivers again: for the contract suite."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any, ClassVar

import aiosmtplib
import httpx

from deskbot.simulators.slack_state import Posting
from deskbot.simulators.telegram_people import bot_user
from deskbot.simulators.twilio_webhooks import inbound_text
from deskbot.simulators.world import TEXT_NUMBER
from deskbot.wires.twilio_forms import SIGNATURE_HEADER, sign
from tests.harness import AUTHSERV, World

TY_MAIL, TY_PHONE, TY_TELEGRAM, TY_SLACK = "ty@brightpathvoice.example", "+15125550120", 4711, "U0TY"
WHATSAPP_NUMBER = "+15555550105"
FORM = "application/x-www-form-urlencoded"


class WayIn:
    """One channel, as its peer uses it. What belongs to a line that a channel cannot have, it need not say."""

    address: ClassVar[str] = ""
    """Under which Ty is known at it, beside the mail address."""
    settings: ClassVar[dict[str, Any]] = {}
    """What a desk needs beside the tests' own settings, to have it."""
    not_there: ClassVar[dict[str, str]] = {}
    """Lines that it cannot have (`tests.contract.lines.Line`), and why."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def write(self, text: str, file: bytes = b"") -> bool:
        """Deliver what Ty writes, with a file where there is one; return whether it was acknowledged."""
        raise NotImplementedError

    async def again(self) -> bool:
        """Deliver the same once more, as the peer does; the same as not yet delivered where it was not taken."""
        raise NotImplementedError

    async def forged(self, signature: str) -> int:
        """Deliver something with another signature than the peer's; return how it is answered."""
        raise NotImplementedError

    async def replayed(self, timestamp: str) -> int:
        """Deliver something that was signed at another time; return how it is answered."""
        raise NotImplementedError

    async def unknown(self) -> bool:
        """Deliver an event that nobody knows; return whether it was acknowledged."""
        raise NotImplementedError

    async def echo(self, text: str) -> bool:
        """Deliver what we have said ourselves; return whether it was acknowledged."""
        raise NotImplementedError


class Mail(WayIn):
    """A mail server in front of the door."""

    raw = b""

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


class Text(WayIn):
    """The carrier of texts, which delivers none twice by itself: whoever was told to writes it again."""

    address = TY_PHONE
    theirs, ours, path = TY_PHONE, TEXT_NUMBER, "/twilio/sms"

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.phone, self.written = world.twilio.phones[self.theirs], ""

    async def write(self, text: str, file: bytes = b"") -> bool:
        self.written = text
        await self.phone.sends(text, self.ours, [("image/jpeg", file)] if file else ())
        answers = [self.phone.take_answer() for _ in self.phone.untaken_answers]
        return not any("NOT be taken" in one for one in answers)

    async def again(self) -> bool:
        if not self.world.sql("SELECT 1 FROM inbound"):
            return await self.write(self.written)
        return (await self.post({})).status_code == 200

    async def forged(self, signature: str) -> int:
        return (await self.post({"MessageSid": "SM" + "9" * 32}, signature or "none")).status_code

    async def unknown(self) -> bool:
        await self.write("status")  # the carrier adds fields from time to time
        return (await self.post({"GalaxyId": "7"})).status_code == 200

    async def post(self, changed: dict[str, str], signature: str = "") -> httpx.Response:
        last = [one for one in self.world.twilio.messages.values() if one.direction == "inbound"][-1]
        url, form = f"{self.world.deskbot.settings.web_base}{self.path}", {**inbound_text(last), **changed}
        signed = sign(self.world.twilio.account.auth_token, url, form)
        async with httpx.AsyncClient(trust_env=False) as http:
            return await http.post(url, data=form, headers={SIGNATURE_HEADER: signature or signed})


class WhatsApp(Text):
    """The same carrier's WhatsApp."""

    settings: ClassVar[dict[str, Any]] = {"twilio_whatsapp_number": WHATSAPP_NUMBER}
    theirs, ours, path = f"whatsapp:{TY_PHONE}", f"whatsapp:{WHATSAPP_NUMBER}", "/channels/whatsapp"


class Telegram(WayIn):
    """Telegram, which posts an update until it is taken."""

    address = str(TY_TELEGRAM)

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.updates = world.telegram.updates

    async def write(self, text: str, file: bytes = b"") -> bool:
        ty = self.world.telegram.people[TY_TELEGRAM]
        await (ty.sends_photo(file, text) if file else ty.writes(text))
        return not self.updates.pending

    async def again(self) -> bool:
        if self.updates.pending:
            return await self.updates.post_all() > 0
        return await self.updates.post(self.updates.posted[-1])

    async def forged(self, signature: str) -> int:
        update = {"update_id": 999, "message": {"text": "Hello"}}
        headers = {"X-Telegram-Bot-Api-Secret-Token": signature}
        async with httpx.AsyncClient(trust_env=False) as http:
            to = f"{self.world.deskbot.settings.web_base}/telegram/webhook"
            return (await http.post(to, json=update, headers=headers)).status_code

    async def unknown(self) -> bool:
        taken = await self.updates.post({"update_id": 998, "galaxy": {"id": 1}})
        self.updates.posted.pop()  # Telegram's types know no galaxy
        return taken

    async def echo(self, text: str) -> bool:
        chat = {"id": TY_TELEGRAM, "type": "private", "first_name": "Ty"}
        told = {"message_id": 9, "date": 1772474400, "chat": chat, "text": text}
        own = {"update_id": 997, "message": {**told, "from": bot_user("deskbot_sim_bot")}}
        return await self.updates.post(own)


EMPTY_EVENT = Posting("event", b'{"type":"event_callback"}', "application/json")


class Slack(WayIn):
    """Slack, which posts an event until it is taken."""

    address = f"T0DESK:{TY_SLACK}"

    def __init__(self, world: World) -> None:
        super().__init__(world)
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

    async def forged(self, signature: str) -> int:
        return (await self.world.slack.post(EMPTY_EVENT, signature=signature)).status_code

    async def replayed(self, timestamp: str) -> int:
        return (await self.world.slack.post(EMPTY_EVENT, timestamp=timestamp)).status_code

    async def unknown(self) -> bool:
        slack = self.world.slack
        slack.workspaces.events |= {"galaxy_joined"}
        await slack.event({"type": "galaxy_joined", "user": TY_SLACK})
        slack.told.pop()  # nor do Slack's types know one
        return not slack.pending

    async def echo(self, text: str) -> bool:
        about = {"type": "message", "channel": "D0TY", "channel_type": "im", "team": "T0DESK", "text": text}
        for stamp, by in (("1772474400.9", {"bot_id": "B0BOT"}), ("1772474402.9", {})):
            await self.world.slack.event({**about, **by, "user": "U0BOT", "ts": stamp, "event_ts": stamp})
        return not self.world.slack.pending


WAYS_IN: dict[str, type[WayIn]] = {
    "email": Mail,
    "slack": Slack,
    "sms": Text,
    "telegram": Telegram,
    "whatsapp": WhatsApp,
}


def leave_aside(world: World) -> None:
    """Read whatever anybody was told."""
    world.read += [one for one in world.mailbox.letters if one not in world.read]
    for phone in (world.twilio.phones[TY_PHONE], world.twilio.phones[WhatsApp.theirs]):
        while phone.unread:
            phone.take_text()
    for person in (*world.telegram.people, *world.slack.people):
        while person.untaken:
            person.take_message()
