"""Each kind of request is answered with what its flow needs, and nothing is promised."""

from __future__ import annotations

from tests.harness import World

RMA = """Hello,

we have a bad Infinity 5025 at Hollis Vet Clinic, serial number 5025-77120. It won't power up on any port.
Still under warranty. Can we get a replacement?

Ty Okafor
"""
DROPS = """Hello,

Customer: Hollis Vet Clinic, Galaxy 3000G, host id 3G-88C1-0457, release 7.1.2.
Calls of one user drop in the middle, two or three a day. We rebooted the phone and swapped the handset, no change.

You can reach me on 214 555 0137.
Ty Okafor
"""


async def test_a_return_gets_its_checklist_and_no_promise(world: World) -> None:
    await world.mail(RMA, subject="RMA for an Infinity 5025")

    assert world.ticket()["category"] == "rma"
    letter = world.letter().text
    for words in ("[x] the serial number", "[ ] that serial number is registered", "https://portal.desk.example/rma"):
        assert words in letter
    assert "A person at the desk decides about the return" in letter
    assert "[x] the device is under warranty" in letter
    assert "since when is it in use? (if you have it)" not in letter
    world.briefing()


async def test_a_return_asks_for_the_warranty_waits_for_nothing_and_does_not_say_that_it_has_all(world: World) -> None:
    await world.mail(RMA.replace("Still under warranty. ", ""), subject="RMA for an Infinity 5025")
    first = world.letter()
    world.briefing()
    assert "[ ] the device is under warranty" in first.text
    assert "since when is it in use? (if you have it)" in first.text
    assert "warranty" not in world.ticket()["missing"]

    await world.mail(
        "registered: yes\ntests: self test, fails\nship to: Brightpath, 4 Main St, Springfield, attn Ty\n"
        "host id: 3G-88C1-0457",
        answers=first,
    )

    assert world.ticket()["missing"] == []
    letter = world.letter().text
    assert "has all that the desk needs" not in letter
    assert "still open: the device is under warranty" in letter
    world.briefing()

    await world.mail("It is under warranty, in use since March 2026.", answers=first)

    found = {one["key"]: one["value"] for one in world.ticket()["findings"]}
    assert found["warranty"] == "It is under warranty, in use since March 2026."
    assert "started_at" not in found
    world.briefing()


async def test_the_desk_sets_the_warranty(world: World) -> None:
    await world.mail(RMA, subject="RMA for an Infinity 5025")
    world.letter(), world.briefing()

    await world.deskbot.agents.set(1001, ["warranty=no, expired in May"], "ana")

    assert {one["key"]: one["value"] for one in world.ticket()["findings"]}["warranty"] == "no, expired in May"


async def test_who_asks_for_access_sees_their_own_companys_list(world: World) -> None:
    world.sql("UPDATE contact SET trained = false WHERE id = 1")

    await world.mail("Please create a help desk account for our new technician Ann Lee.", subject="Account")

    letter = world.letter().text
    assert "may open tickets, as our list has it: Ty Okafor" in letter
    assert "Jana Vogt" not in letter
    assert "training-not-attended" in world.briefing().text


async def test_a_question_for_a_quotation_is_pointed_to_the_portals_tool(world: World) -> None:
    await world.mail("Please quote 25 Infinity 5010 phones for Hollis Vet Clinic.", subject="Quotation")

    assert "https://portal.desk.example/quotation" in world.letter().text
    world.briefing()


async def test_what_would_only_help_is_asked_and_keeps_nobody_waiting(world: World) -> None:
    await world.mail(DROPS, subject="Calls drop")

    assert world.ticket()["missing"] == []
    assert (world.ticket()["state"], world.ticket()["asked"]) == ("waiting-desk", 0)
    letter = world.letter()
    assert "bandwidth, latency, jitter, loss, NAT, firewall)? (if you have it)" in letter.text
    world.briefing()

    await world.mail("1) 100 Mbit fibre, no packet loss", answers=letter)

    assert any(one["key"] == "network" for one in world.ticket()["findings"])
    world.briefing()
