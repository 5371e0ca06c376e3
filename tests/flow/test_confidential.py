"""A secret in a mail goes nowhere: not onto the timeline, not to the desk, not back to the writer."""

from __future__ import annotations

from tests.harness import World

MAIL = """Hello,

Extension 214 at Hollis Vet Clinic does not register since this morning. Host ID 3G-88C1-0457, release 7.1.2.
SIP secret: 9xKq2!mm
Card for the invoice: 4111 1111 1111 1111
We rebooted the phone and re-typed the secret. Call me on 972 555 0142.
"""
SECRETS = ("9xKq2!mm", "4111 1111 1111 1111")


async def test_a_secret_in_a_mail_is_masked_wherever_it_is_shown_or_sent(world: World) -> None:
    await world.mail(MAIL, subject="password: 9xKq2!mm")

    letters = world.letter().mail.as_string() + world.briefing().mail.as_string()
    rows = str(world.sql("SELECT * FROM ticket")) + str(world.sql("SELECT * FROM timeline"))
    rows += str(world.sql("SELECT subject, why FROM inbound")) + str(world.sql("SELECT payload FROM outbox"))
    for secret in SECRETS:
        assert secret not in letters
        assert secret not in rows
    assert "SIP secret: [masked]" in world.timeline()[0][1]


async def test_the_original_is_kept(world: World) -> None:
    await world.mail(MAIL)

    raw = world.sql("SELECT content FROM blob JOIN inbound ON raw_sha256 = sha256")[0][0]
    assert SECRETS[0].encode() in bytes(raw)
    world.letter()
    world.briefing()


async def test_a_licence_key_that_an_agent_sends_reaches_the_reseller_and_is_masked_on_the_timeline(
    world: World,
) -> None:
    await world.mail(MAIL)
    world.letter()

    key = "QWERT-12345-ASDFG-67890-ZXCVB"
    await world.mail(f"Here is your licence key: {key}", sender="Ana Ruiz <ana@desk.example>", answers=world.briefing())

    assert key in world.letter().text
    assert key not in str(world.timeline())


async def test_a_password_that_hands_on_work_needs_stands_in_the_letter_that_asks_for_it_alone(world: World) -> None:
    await world.mail(MAIL)
    world.letter()
    world.briefing()

    await world.deskbot.agents.ask_hands_on(1001, ["Log in, admin password: 7tGh#9pq"], "ana")
    await world.settle()
    letter = world.letter()
    await world.mail("A done", answers=letter)

    world.letter()
    assert "7tGh#9pq" in letter.text
    assert "Task A done: Log in, admin password: [masked]" in world.briefing().text
    assert "7tGh#9pq" not in str(world.timeline()) + str(world.sql("SELECT * FROM task"))


async def test_a_password_in_a_fact_that_a_person_sets_is_masked(world: World) -> None:
    await world.mail(MAIL)
    world.letter()
    world.briefing()

    said = await world.deskbot.agents.set(1001, ["tried=new SIP password: 7tGh#9pq, no change"], "ana")

    assert "7tGh#9pq" not in said + str(world.ticket()) + str(world.timeline())
    assert "[masked]" in said
