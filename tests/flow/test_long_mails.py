"""A long mail delays nobody: it is masked once, where it is read, and judged off the loop that answers the keypad."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace

import pytest

from deskbot.engine import agents, desk_mail
from deskbot.model.case import Case, Decision
from deskbot.store import tickets
from deskbot.triage.playbooks import PlaybookSet
from tests.flow.mails import OUTAGE_S1, QUESTION_S4
from tests.flow.test_bursts_at_once import accepted
from tests.harness import ANA, World

TY = "ty@brightpathvoice.example"


async def test_a_page_is_answered_while_a_long_mail_is_judged(world: World) -> None:
    await world.mail(OUTAGE_S1)
    world.letter(), world.briefing(), world.twilio.phones[ANA].take_text()
    triaging, begun, answered = world.deskbot.triaging, asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def decide(case: Case, playbooks: PlaybookSet) -> Decision:
        loop.call_soon_threadsafe(begun.set)
        assert answered.wait(timeout=20), "the loop answered nobody meanwhile"
        return triaging.decide(case, playbooks)

    new = await accepted(world, TY, "Elm Dental")
    judging = asyncio.create_task(replace(triaging, decide=decide).triage(new))
    async with asyncio.timeout(20):
        await begun.wait()
        await world.text(ANA, "1a", "You have taken T-1001")
    answered.set()
    await judging
    await world.settle()

    assert world.ticket(1002)["severity"] == "S1"
    world.read += world.mailbox.letters
    world.twilio.phones[ANA].take_text()


async def test_a_message_is_masked_once_where_it_is_read(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    here, masked = threading.get_ident(), tickets.masked
    on_the_loop: list[str] = []

    def seen(text: str) -> str:
        if threading.get_ident() == here:
            on_the_loop.append(text)
        return masked(text)

    for module in (tickets, agents, desk_mail):
        monkeypatch.setattr(module, "masked", seen)
    await world.mail(f"{QUESTION_S4}\nThe password is Tulip-77x.\n")
    world.letter()
    agent = "Ana Ruiz <ana@desk.example>"
    briefing = world.briefing()
    await world.mail("Take Tulip-78y: the password is Tulip-78y.", sender=agent, answers=briefing)
    await world.mail("#note The password is Tulip-79z.", sender=agent, answers=briefing)

    assert not [text for text in on_the_loop if "Tulip" in text or "holiday" in text]
    said = str(world.timeline())
    assert "password is" in said
    assert not any(secret in said.replace("Take Tulip-78y", "") for secret in ("77x", "78y", "79z"))
    assert "Tulip-78y" in world.letter().text
