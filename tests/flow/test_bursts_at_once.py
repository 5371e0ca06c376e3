"""Bursts come all at once, while people answer, and while processes die: never less than one open page, never two."""

from __future__ import annotations

import asyncio
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from tests.flow.test_bursts import JANA, LEO, SENDERS, TY, burst, open_pages, ours, report, third_reseller, trunk_down
from tests.harness import ANA, AUTHSERV, World


async def accepted(world: World, sender: str, customer: str) -> int:
    """Let a report be accepted, and not looked at yet; return its id."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = SENDERS[sender], "support@desk.example", f"{customer} is down"
    mail["Date"], mail["Message-ID"] = format_datetime(world.now), make_msgid(domain="x.example")
    mail.set_content(trunk_down(customer))
    domain = sender.rpartition("@")[2]
    front = f"Authentication-Results: {AUTHSERV}; dmarc=pass header.from={domain}\r\n".encode()
    await world.smtp(front + mail.as_bytes(), "support@desk.example")
    return world.sql("SELECT max(id) FROM inbound")[0][0]


def all_read(world: World) -> None:
    """Read what is left, which other tests look at."""
    world.read += [one for one in world.mailbox.letters if one not in world.read]
    for text in world.twilio.phones[ANA].received:
        text.read = True


async def test_two_that_come_at_the_same_time_make_one_incident(world: World) -> None:
    third_reseller(world)
    await report(world, TY, "Hollis Vet Clinic")
    new = [await accepted(world, JANA, "Elm Dental"), await accepted(world, LEO, "Northgate Law")]

    await asyncio.gather(*(world.deskbot.triaging.triage(one) for one in new))
    await world.settle()

    parents = world.sql("SELECT DISTINCT parent FROM ticket WHERE parent IS NOT NULL")
    assert len(parents) == 1
    assert [number for number, _ in open_pages(world)] == [parents[0][0]]
    assert world.sql("SELECT count(*) FROM ticket WHERE parent IS NOT NULL") == [(3,)]
    all_read(world)


async def test_five_at_once_are_one_incident_with_one_page(world: World) -> None:
    third_reseller(world)
    pairs = [(TY, "A Bakery"), (JANA, "B Dental"), (LEO, "C Law"), (TY, "D Motors"), (JANA, "E Hotel")]
    new = [await accepted(world, sender, customer) for sender, customer in pairs]

    await asyncio.gather(*(world.deskbot.triaging.triage(one) for one in new))
    await world.forward(seconds=30)

    assert world.sql("SELECT count(*) FROM ticket WHERE category = 'incident' AND reseller_id IS NULL") == [(1,)]
    assert world.sql("SELECT count(*) FROM ticket WHERE parent IS NOT NULL") == [(5,)]
    assert len(open_pages(world)) == 1
    all_read(world)


async def test_a_page_that_is_acknowledged_while_a_part_arrives_leaves_nobody_unheard(world: World) -> None:
    await burst(world)
    new = await accepted(world, TY, "Fern Bakery")

    await asyncio.gather(world.text(ANA, "1a", "You have taken T-1004"), world.deskbot.triaging.triage(new))
    await world.settle()

    assert not open_pages(world)
    told = [one.text for one in world.mailbox.to(TY) if "[T-1005]" in str(one.mail["Subject"])]
    assert any("Ana Ruiz" in text for text in told)
    all_read(world)


async def test_an_answer_to_the_incident_while_its_parts_write_waits_for_nobody_for_ever(world: World) -> None:
    await burst(world)
    await report(world, TY, "Fern Bakery")
    world.briefing()

    async with asyncio.timeout(20):
        await asyncio.gather(
            *(world.deskbot.agents.reply(1004, f"News {number}.", "ana") for number in range(4)),
            *(
                world.mail("Still down.", answers=ours(world, address), sender=SENDERS[address])
                for address in (TY, JANA, LEO)
            ),
            *(world.deskbot.agents.note(number, "A note.", "ana") for number in (1001, 1002, 1003, 1005)),
        )
    await world.settle()

    for number in (1001, 1002, 1003, 1005):
        assert sum("News" in text for kind, text in world.timeline(number) if kind == "reply") == 4
    all_read(world)


async def test_what_dies_before_its_commit_leaves_every_page_as_it_was_and_is_done_again(world: World) -> None:
    third_reseller(world)
    for sender, customer in ((TY, "Hollis Vet Clinic"), (JANA, "Elm Dental")):
        await report(world, sender, customer)
        world.briefing()
        world.twilio.phones[ANA].take_text()
    world.sql(
        "CREATE FUNCTION dies() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'killed'; END $$;"
        "CREATE TRIGGER dies BEFORE INSERT ON outbox FOR EACH ROW WHEN (NEW.key LIKE 'desk:%') EXECUTE FUNCTION dies()"
    )
    await accepted(world, LEO, "Northgate Law")
    await world.settle()
    assert open_pages(world) == [(1001, 1), (1002, 2)]
    assert world.sql("SELECT count(*) FROM ticket") == [(2,)]

    world.sql("DROP TRIGGER dies ON outbox")
    world.errors.records.clear()
    await world.forward(seconds=15)

    assert world.sql("SELECT state, count(*) FROM page GROUP BY state ORDER BY state") == [("folded", 1), ("open", 1)]
    assert "has been paged for this already" in world.letter(LEO).text
    all_read(world)


async def test_one_of_the_others_that_is_worked_on_holds_up_no_page(world: World) -> None:
    third_reseller(world)
    for sender, customer in ((TY, "Hollis Vet Clinic"), (JANA, "Elm Dental")):
        await report(world, sender, customer)
        world.briefing()
        world.twilio.phones[ANA].take_text()

    from deskbot.store import tickets

    async with world.deskbot.database.begin() as holder:
        assert await tickets.lock(holder, 1001)
        assert "is being paged for this now" in await report(world, LEO, "Northgate Law")

    assert len(open_pages(world)) == 3
    world.briefing()
    world.twilio.phones[ANA].take_text()
