"""A mail can be followed to its page by ids in the log alone, and of what people wrote the log has nothing."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest

from deskbot.log import JsonFormatter
from deskbot.simulators.mailbox import Fault
from tests.flow.mails import OUTAGE_S1
from tests.harness import ANA, World


class Lines(logging.Handler):
    """Everything that deskbot and its libraries log, as it is written."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonFormatter())
        self.written: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.written.append(self.format(record))

    def of(self, **facts: object) -> list[dict[str, object]]:
        """The lines that say this."""
        said = [json.loads(line) for line in self.written]
        return [one for one in said if facts.items() <= one.items()]


@pytest.fixture
def lines() -> Iterator[Lines]:
    """What is logged from INFO on, as an installation has it."""
    kept, root, ours = Lines(), logging.getLogger(), logging.getLogger("deskbot")
    before = ours.level
    root.addHandler(kept)
    ours.setLevel(logging.INFO)
    yield kept
    ours.setLevel(before)
    root.removeHandler(kept)


def put_away(world: World) -> None:
    """Take what was sent for read: these tests are about what is written beside it."""
    world.read += world.mailbox.letters
    for phone in world.twilio.phones:
        while phone.unread:
            phone.take_text()
        while phone.untaken_answers:
            phone.take_answer()
        while phone.untaken_calls:
            phone.take_call()


async def test_a_mail_is_followed_to_the_page_that_was_taken_by_ids_alone(world: World, lines: Lines) -> None:
    await world.mail("Can you tell me how to change the greeting? Host 3G-88C1-0458.", subject="Greeting")
    await world.mail(OUTAGE_S1)
    await world.twilio.phones[ANA].sends("1a")
    await world.settle()

    _, accepted = lines.of(action="message_accepted")
    (triaged,) = lines.of(action="triaged", inbound=accepted["inbound"])
    (opened,) = lines.of(action="page_opened", ticket=triaged["ticket"])
    (attempt,) = lines.of(action="page_attempt", page=opened["page"])
    reports = lines.of(action="page_report", provider=attempt["provider"])
    (taken,) = lines.of(action="page_acknowledged", page=opened["page"])

    assert (triaged["severity"], triaged["channel"], triaged["job"]) == ("S1", "email", "triage")
    assert attempt["outcome"] == "sent"
    assert {one["outcome"] for one in reports} >= {"delivered"}
    assert taken["responder"] == "ana"
    put_away(world)
    assert world.sql("SELECT inbound.id FROM inbound WHERE ticket_number = %s", triaged["ticket"]) == [
        (accepted["inbound"],)
    ]


async def test_no_line_has_words_addresses_numbers_or_secrets(world: World, lines: Lines) -> None:
    words = OUTAGE_S1.replace("Hollis Vet Clinic", "Quillfeather Hall") + "\nThe admin password is Zwiebel-4711!\n"
    await world.mail(words, subject="Everything Brombeerdown", sender="Wanda Quisenberry <wq@brightpathvoice.example>")
    await world.mail(words, subject="Everything Brombeerdown", sender="stranger@elsewhere.example", proven=False)
    await world.smtp(
        b"Subject: Brombeer\r\nContent-Type: multipart/mixed; boundary=\r\n\r\n\xff", "support@desk.example"
    )
    await world.twilio.phones[ANA].sends("1a Marzipan is on it")
    world.mailbox.fault = Fault.REFUSED
    await world.mail(words, subject="And again Brombeerdown", message_id="<again@brightpathvoice.example>")
    await world.forward(minutes=10)

    put_away(world)
    log = "\n".join(lines.written)
    assert '"triaged"' in log
    assert '"page_attempt"' in log
    assert '"delivery"' in log
    settings = world.deskbot.settings
    secrets = [settings.secret_key, settings.twilio_auth_token]
    unwanted = ["Quillfeather", "Zwiebel", "4711", "Brombeer", "Quisenberry", "brightpathvoice", "elsewhere.example"]
    unwanted += ["Marzipan", "stranger@", "desk.example", ANA, ANA.removeprefix("+"), "555 0137", "5550137"]
    unwanted += [secret.get_secret_value() for secret in secrets if secret]
    assert [one for one in unwanted if one in log] == []
