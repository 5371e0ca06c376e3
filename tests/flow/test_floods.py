"""One flood delays nobody's urgent ticket, and nothing of the flood is lost."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage

from deskbot.engine.jobs import CROWD
from tests.flow.crowds import TOGETHER, pages, take_all
from tests.flow.mails import OUTAGE_S1, QUESTION_S4
from tests.harness import ANA, AUTHSERV, World, running_world

TY, JANA = "ty@brightpathvoice.example", "jana@rheinruf.example"
FLOOD = 14


async def knocks(world: World, sender: str, text: str, subject: str, number: int = 0) -> None:
    """Send a mail, and wait for the 250 alone."""
    mail = EmailMessage()
    domain = sender.rpartition("@")[2]
    mail["Authentication-Results"] = f"{AUTHSERV}; dmarc=pass header.from={domain}"
    mail["From"], mail["To"], mail["Subject"] = sender, "support@desk.example", subject
    mail["Message-ID"] = f"<{number}.{subject.replace(' ', '.')}@{domain}>"
    mail.set_content(f"{text}\nCopy x{number}")
    await world.smtp(mail.as_bytes(), "support@desk.example")


def turns(world: World, queue: str = "triage") -> list[str]:
    """Return from whom the messages are that wait in a queue, in the order in which they are taken."""
    query = (
        "SELECT envelope ->> 'mail_from', args ->> 'row_id' FROM procrastinate_jobs JOIN inbound "
        "ON inbound.id = (args ->> 'row_id')::bigint WHERE queue_name = %s AND status = 'todo' "
        "ORDER BY priority DESC, procrastinate_jobs.id"
    )
    return [number for _, number in world.sql(query, queue)]


async def everything_is_a_ticket(world: World, messages: int) -> None:
    await world.settle()
    assert world.sql("SELECT count(*) FROM inbound WHERE state = 'ticketed'") == [(messages,)]
    world.read.extend(world.mailbox.letters)


async def test_an_outage_is_next_however_much_another_reseller_has_sent_before(world: World) -> None:
    for number in range(FLOOD):
        await knocks(world, JANA, QUESTION_S4, "Greeting", number)

    await knocks(world, TY, OUTAGE_S1, "Site down")

    assert turns(world)[0] == str(FLOOD + 1)
    assert len(turns(world)) <= 6  # of the flood, what any sender may have done at once
    assert len(turns(world, CROWD)) >= FLOOD - 6
    await everything_is_a_ticket(world, FLOOD + 1)
    assert "Site down" in world.twilio.phones[ANA].take_text()


async def test_thousands_of_made_up_senders_are_one_crowd_beside_whom_the_directory_knows(world: World) -> None:
    for number in range(120):
        await knocks(world, f"n{number}@botnet{number}.example", QUESTION_S4, "Greeting", number)

    await knocks(world, TY, "How do I add a user?", "A user")

    assert turns(world)[0] == "121"
    assert len(turns(world, CROWD)) >= 20
    world.sql("DELETE FROM procrastinate_jobs")
    world.sql("UPDATE inbound SET due_at = NULL, state = 'filed'")


async def test_a_resellers_own_flood_of_questions_delays_no_outage_of_theirs(world: World) -> None:
    for number in range(FLOOD):
        await knocks(world, TY, QUESTION_S4, "Greeting", number)

    await knocks(world, TY, OUTAGE_S1, "URGENT: site down")

    assert turns(world)[0] == str(FLOOD + 1)
    await everything_is_a_ticket(world, FLOOD + 1)
    assert "site down" in world.twilio.phones[ANA].take_text()


async def test_who_floods_is_within_their_share_again_after_a_while(world: World) -> None:
    for number in range(FLOOD):
        await knocks(world, JANA, QUESTION_S4, "Greeting", number)
    await everything_is_a_ticket(world, FLOOD)

    await world.forward(minutes=5)
    await knocks(world, JANA, QUESTION_S4, "Later")

    assert turns(world) == [str(FLOOD + 1)]
    await everything_is_a_ticket(world, FLOOD + 1)


async def test_a_message_whose_alarm_was_lost_is_rung_for_at_its_turn(world: World) -> None:
    for number in range(FLOOD):
        await knocks(world, JANA, QUESTION_S4, "Greeting", number)
    await knocks(world, TY, OUTAGE_S1, "Site down")
    world.sql("DELETE FROM procrastinate_jobs")

    world.clock.forward(timedelta(seconds=10))
    await world.deskbot.housekeeping(frozenset({"triage", CROWD})).sweep()

    assert turns(world)[0] == str(FLOOD + 1)
    assert len(turns(world)) <= 6
    assert len(turns(world, CROWD)) >= FLOOD - 6
    await everything_is_a_ticket(world, FLOOD + 1)
    assert "Site down" in world.twilio.phones[ANA].take_text()


async def test_an_urgent_message_without_an_alarm_is_found_behind_thousands_that_have_theirs(world: World) -> None:
    await knocks(world, JANA, QUESTION_S4, "Greeting")
    columns = "channel, raw_sha256, envelope, accepted_at, state, due_at, turn_at, attempts, wanted, sender, person, "
    columns += "subject, fingerprint, why"
    world.sql(
        f"INSERT INTO inbound (external_id, {columns}) SELECT 'copy' || n, {columns} "  # noqa: S608
        "FROM inbound, generate_series(1, 600) n"
    )
    world.sql(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, args) SELECT 'crowd', 'triage', "
        "'triage:' || id || '@now', jsonb_build_object('row_id', id) FROM inbound WHERE external_id LIKE 'copy%'"
    )
    await knocks(world, TY, OUTAGE_S1, "Site down")
    world.sql(
        "DELETE FROM procrastinate_jobs WHERE queueing_lock = 'triage:' || (SELECT max(id) FROM inbound) || '@now'"
    )

    world.clock.forward(timedelta(seconds=10))
    await world.deskbot.housekeeping(frozenset({"triage", CROWD})).sweep()

    assert "602" in turns(world)
    world.sql("DELETE FROM procrastinate_jobs")
    world.sql("UPDATE inbound SET due_at = NULL, state = 'filed'")


async def test_a_hundred_outages_of_one_reseller_hide_nobody_elses(database_url: str) -> None:
    async with running_world(database_url, changes=[TOGETHER]) as world:
        await pages(world, 1001, 120, "S1")
        await pages(world, 2001, 1, "S1", reseller=2)
        await world.settle()

        await world.forward(minutes=1)

        texts = take_all(world, ANA)
        assert len(texts) <= 5
        assert any("T-2001" in text for text in texts)
