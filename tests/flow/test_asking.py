"""What is missing is asked for at most twice; what is answered is taken, and a person goes on with what is known."""

from __future__ import annotations

from tests.harness import World

FAULT = "One phone at Bay Hotel has echo on every call.\n"


def facts(world: World) -> dict[str, str]:
    return {one["key"]: one["value"] for one in world.ticket()["findings"]}


async def test_we_ask_twice_and_then_a_person_goes_on_with_what_is_known(world: World) -> None:
    await world.mail(FAULT)
    first = world.letter()
    assert "1. " in first.text
    assert world.ticket()["state"] == "waiting-reseller"

    await world.mail("2) 7.0.2 is what the sticker says.", answers=first)
    second = world.letter()
    assert "1. " in second.text
    assert world.ticket()["asked"] == 2

    await world.mail("It is the phone in room 12.", answers=second)
    third = world.letter()
    assert "A person at the desk takes ticket T-1001 on with what is known." in third.text
    assert "1. " not in third.text
    assert (world.ticket()["state"], world.ticket()["asked"]) == ("waiting-desk", 2)
    for _ in range(2):
        world.briefing()
    told = world.briefing().text
    assert "customer: Bay Hotel" in told
    assert "Missing: " in told
    assert "Missing: nothing" not in told


async def test_numbers_and_free_text_in_one_answer_fill_in(world: World) -> None:
    await world.mail(FAULT)
    letter = world.letter()
    lines = [line for line in letter.text.splitlines() if line[:1].isdigit()]
    place = {
        word: line.partition(".")[0]
        for line in lines
        for word in ("phone number", "release", "host id")
        if word in line
    }

    await world.mail(
        f"to {place['release']}: 7.0.2\n{place['phone number']}) 972 555 0143\n\n"
        "The system is a UCX50, host id 50-77B3-E210. We swapped the phone, no change.\n",
        answers=letter,
    )

    found = facts(world)
    assert (found["release"], found["callback"], found["host_id"]) == ("7.0.2", "972 555 0143", "50-77B3-E210")
    assert (found["model"], found["customer"]) == ("UCX50", "Bay Hotel")
    assert "tried" in found
    world.letter(), world.briefing(), world.briefing()


async def test_a_file_that_did_not_come_is_asked_for_by_its_name(world: World) -> None:
    await world.mail(FAULT + "Trace attached: echo.pcap.\n")

    assert "You wrote that echo.pcap is attached, but no such file reached us." in world.letter().text
    world.briefing()
