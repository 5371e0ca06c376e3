"""The resellers of a run, and what they write: each has a customer and a system of their own for each ticket."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg

from deskbot.simulators.slack_state import TEAM
from tests.flow.mails import COMPLETE_S3, INCOMPLETE_S3, OUTAGE_S1, QUESTION_S4
from tests.harness import AUTHSERV

RESELLERS, EACH = 24, 25
"""So many resellers with so many people each: nobody writes so often that the brake on loops holds them back."""
_FIRST = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Ginkgo", "Hazel", "Ivy", "Juniper", "Katsura", "Larch")
_KIND = ("Dental", "Law", "Bakery", "Logistics", "Pharmacy", "Insurance", "Brewery", "Academy", "Florist", "Motors")
_AREAS = ("206", "303", "404", "503", "602", "713")
_PLACE = ("North", "Harbor", "Summit", "Prairie", "Lakeside", "Canyon", "Mesa", "Bayview", "Foothill", "Riverbend")


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody who writes."""

    address: str
    domain: str
    reseller: int
    customer: str
    host: str
    number: int
    """Which one of all."""

    @property
    def telegram(self) -> int:
        """Their account in Telegram."""
        return 5000 + self.number

    @property
    def slack(self) -> str:
        """Their account in the desk's workspace in Slack."""
        return f"U{self.number}RES"

    @property
    def phone(self) -> str:
        """The number from which they text."""
        return f"+1{_AREAS[self.number // 100]}55501{self.number % 100:02}"

    def text(self, template: str) -> str:
        """Return what they write, of a customer and system of their own."""
        said = template.replace("3G-88C1-0457", self.host).replace("Hollis Vet Clinic", self.customer)
        return said.replace("Ty Okafor", "Ines Duarte")


def writers() -> list[Writer]:
    """Return everybody who is known, one of each reseller after the other."""
    found = []
    for person in range(EACH):
        for reseller in range(1, RESELLERS + 1):
            place, domain = person * RESELLERS + reseller, domain_of(reseller)
            customer = f"{_PLACE[place % 10]} {_FIRST[place // 10 % 12]} {_KIND[place // 120 % 10]}"
            host = f"3G-{place:04X}-{(place * 7919) % 10000:04}"
            found.append(Writer(f"p{person}@{domain}", domain, reseller, customer, host, len(found)))
    return found


RESELLER = """
INSERT INTO reseller (id, key, name, region, zone, tier) VALUES (%s, %s, %s, 'na', 'UTC', 'standard')
"""
DOMAIN = "INSERT INTO reseller_domain VALUES (%s, %s)"
CONTACT = "INSERT INTO contact (id, reseller_id, name, active) VALUES (%s, %s, 'Ines Duarte', true)"
IDENTITY = "INSERT INTO identity (contact_id, channel, address) VALUES (%s, %s, %s)"
SYSTEM = """
INSERT INTO system (reseller_id, host_id, customer, site, model, release)
    VALUES (%s, %s, %s, 'Austin', 'Galaxy 3000G', '7.1.2')
"""


def make_known(connection: psycopg.Connection, known: list[Writer]) -> None:
    """Enter everybody into the directory."""
    for place in range(1, RESELLERS + 1):
        connection.execute(RESELLER, [place, f"r{place}", f"Reseller {place}"])
        connection.execute(DOMAIN, [domain_of(place), place])
    for number, one in enumerate(known, 1):
        connection.execute(CONTACT, [number, one.reseller])
        for channel, address in (
            ("email", one.address),
            ("telegram", str(one.telegram)),
            ("slack", f"{TEAM}:{one.slack}"),
            ("sms", one.phone),
        ):
            connection.execute(IDENTITY, [number, channel, address])
        connection.execute(SYSTEM, [one.reseller, one.host, one.customer])


def domain_of(reseller: int) -> str:
    """Return the domain of a reseller's mail."""
    return f"reseller{reseller}.example"


LESSER = (QUESTION_S4, COMPLETE_S3, INCOMPLETE_S3)
URGENT = OUTAGE_S1


def mail(sender: str, domain: str, message_id: str, subject: str, text: str, **more: str) -> bytes:
    """Return a mail as the server in front hands it on, which has proven its sender."""
    headers = {
        "Authentication-Results": f"{AUTHSERV}; dmarc=pass header.from={domain}",
        "From": f"Ines Duarte <{sender}>",
        "To": "support@desk.example",
        "Subject": subject,
        "Message-ID": message_id,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
    } | {name.replace("_", "-"): value for name, value in more.items()}
    head = "".join(f"{name}: {value}\n" for name, value in headers.items())
    return f"{head}\n{text}".replace("\n", "\r\n").encode()
