"""Four weeks of a desk's life, for the pictures: mails come in, people answer. The same at each run."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from deskbot.commands import PAGE_DESK
from deskbot.errors import DeskbotError
from deskbot.model.choice import Choice
from deskbot.model.command import Command
from tests.harness import World

FIRST = datetime(2026, 2, 2, 13, 0, tzinfo=UTC)
"""When the weeks begin: a Monday morning at the desk."""
NOON = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
"""When the pictures are taken: a Monday noon at the desk."""
AGENTS = ("ana", "ben", "kim")
KIM = "+15125550112"
"""Whoever is called last in the tests' desk.yaml, and picks up."""
TAKE = "4"
"""The key that takes a page."""
ANSWERED, CLOSED = 0.9, 0.8
"""The share of tickets that somebody answers, and of those the share that they close."""
SLA = """rating: on
business_hours:
  seven-to-seven: {zone: America/Chicago, hours: [{days: [monday..friday], from: "07:00", to: "19:00"}]}
sla:
  standard: {hours: seven-to-seven, S1: 4h, S2: 8h, S3: 24h}
  premium: {hours: seven-to-seven, S1: {within: 1h, hours: always}, S2: 4h, S3: 8h, S4: 24h}
"""
"""What the desk of the pictures promises, in place of a line of the tests' desk.yaml."""
DIRECTORY = """
INSERT INTO reseller (id, key, name, region, zone, tier) VALUES
  (1, 'brightpath', 'Brightpath Voice & Data', 'na', 'America/Chicago', 'premium'),
  (2, 'rheinruf', 'Rheinruf GmbH', 'emea', 'Europe/Berlin', 'standard'),
  (3, 'lakeside', 'Lakeside Telecom', 'na', 'America/Chicago', 'standard'),
  (4, 'voixdunord', 'Voix du Nord', 'emea', 'Europe/Paris', 'standard');
INSERT INTO reseller_domain VALUES ('brightpathvoice.example', 1), ('rheinruf.example', 2),
  ('lakesidetel.example', 3), ('voixdunord.example', 4);
INSERT INTO contact (id, reseller_id, name, active) VALUES
  (1, 1, 'Ty Okafor', true), (2, 2, 'Jana Vogt', true), (3, 3, 'Rosa Lind', true), (4, 4, 'Luc Hamel', true),
  (5, 1, 'Priya Nair', true);
INSERT INTO identity (contact_id, channel, address) VALUES
  (1, 'email', 'ty@brightpathvoice.example'), (2, 'email', 'jana@rheinruf.example'),
  (3, 'email', 'rosa@lakesidetel.example'), (4, 'email', 'luc@voixdunord.example'),
  (5, 'email', 'priya@brightpathvoice.example');
INSERT INTO system (reseller_id, host_id, customer, site, model, release) VALUES
  (1, '3G-88C1-0457', 'Hollis Vet Clinic', 'Austin', 'Galaxy 3000G', '7.1.2'),
  (3, '3G-20B7-1130', 'Marlow Hotel', 'Duluth', 'Galaxy 3000G', '7.1.0'),
  (2, '3G-77F0-2264', 'Praxis am Markt', 'Köln', 'Galaxy 1000', '6.8.4');
"""
SENDERS = (
    "Ty Okafor <ty@brightpathvoice.example>",
    "Priya Nair <priya@brightpathvoice.example>",
    "Rosa Lind <rosa@lakesidetel.example>",
    "Jana Vogt <jana@rheinruf.example>",
    "Luc Hamel <luc@voixdunord.example>",
)
CUSTOMERS = ("Marlow Hotel", "Castle Dental", "Pine Street School", "Norden Freight", "Hollis Vet Clinic", "Bay Clinic")
COUNTS = (4, 3, 5, 2, 3, 1, 0)
"""Mails of each weekday, before chance adds some."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What resellers write."""

    subject: str
    text: str


TROUBLES = (
    Trouble(
        "One way audio at {}",
        "At {} callers hear us and we hear nothing, since the router was changed yesterday. Release 7.1.2.",
    ),
    Trouble(
        "{}: voicemail",
        "Voicemail of two extensions at {} says that the mailbox is full, though it is empty. "
        "Release 7.1.0, since Monday.",
    ),
    Trouble(
        "No calls at {}",
        "Nobody at {} can call in or out since eight this morning. All forty phones. We restarted the server.",
    ),
    Trouble(
        "Trunk at {}",
        "The SIP trunk of {} does not register: 403 Forbidden since last night. All outbound calls fail.",
    ),
    Trouble("Licence for {}", "We need twenty more user licences for {}, please tell us what to order."),
    Trouble(
        "Replacement phone, {}",
        "A handset at {} is dead, no power on any port. We would like to return it under warranty.",
    ),
    Trouble("Hunt group", "How do I add a second hunt group for {}? No hurry."),
    Trouble(
        "Choppy calls at {}",
        "Calls at {} are choppy in the afternoon, on the ten phones of the second floor, since about a week.",
    ),
    Trouble("Backup of {} fails", "The nightly backup of {} fails with 'no space left on device'. Release 7.1.2."),
    Trouble("{}: fax", "Faxes from {} break off after the first page since the carrier was changed on Friday."),
    Trouble("Certificate of {}", "The browser says that the certificate of the system at {} has expired. Phones work."),
    Trouble(
        "Phones restart at {}", "Six phones at {} restart every hour or so, all on the same switch. Release 7.1.0."
    ),
)
ANSWERS = (
    "Thank you. Please switch SIP ALG off in the router, and call in both directions once more.",
    "The traces show that the carrier sends no re-INVITE. Please open a case with them, with the trace.",
    "That is done by Tenants, Hunt groups, New. Tell us if you would like us to look at it together.",
    "A new one is on its way, the return label is in the portal.",
)


async def four_weeks(world: World) -> None:
    """Let four weeks go by, up to `NOON`."""
    rng = random.Random(7)  # nosec B311 # (an example, the same each time) # noqa: S311  (no secret)
    caller = world.twilio.phones[KIM]
    caller.answers(TAKE)
    for day in range((NOON.date() - FIRST.date()).days):
        for _ in range(COUNTS[day % 7] + rng.randrange(3)):
            await _one(world, rng, FIRST + timedelta(days=day))
    await world.forward(seconds=(NOON - world.now).total_seconds())
    caller.never_answers()


async def _one(world: World, rng: random.Random, day: datetime) -> None:
    """Let one reseller write, and the desk do what it does."""
    at = datetime.combine(day.date(), time(13), UTC) + timedelta(minutes=rng.randrange(60 * 10))
    if at > world.now:
        await world.forward(seconds=(at - world.now).total_seconds())
    trouble, customer = rng.choice(TROUBLES), rng.choice(CUSTOMERS)
    await world.mail(
        trouble.text.format(customer), subject=trouble.subject.format(customer), sender=rng.choice(SENDERS)
    )
    number = world.sql("SELECT max(number) FROM ticket")[0][0]
    await world.forward(minutes=rng.randrange(1, 9))
    for (page,) in world.sql("SELECT id FROM page WHERE state = 'open'"):
        wish = {"page": str(page), "answer": Choice.ACKNOWLEDGE, "step": "0"}
        await world.deskbot.interactions.carry_out(
            Command(PAGE_DESK, "console", rng.choice(AGENTS), f"page-{page}", wish)
        )
    if rng.random() < ANSWERED:
        await world.forward(minutes=rng.randrange(10, 200))
        agent = rng.choice(AGENTS)
        await world.deskbot.agents.assign(number, agent, agent)
        await world.deskbot.agents.reply(number, rng.choice(ANSWERS), agent)
        if rng.random() < CLOSED:
            await _close(world, number, agent)
    await world.settle()


async def _close(world: World, number: int, agent: str) -> None:
    """Close it; what is closed already may stay so."""
    try:
        await world.deskbot.agents.close(number, agent)
    except DeskbotError:
        return
