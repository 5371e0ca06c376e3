"""Whatever stands in a ticket, a page is one GSM-7 segment with its code, and what is spoken is well formed."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from deskbot.model.gsm import is_gsm, segments
from deskbot.wires import twiml
from tests.flow.crowds import pages
from tests.harness import ANA, KIM, World

TITLES = {
    "emoji": "🔥🔥 ALL PHONES DOWN 🔥 since 8",
    "signs of two septets": "gateway {[|~^€]} " * 12,
    "cyrillic": "Сервер телефонии не отвечает",
    "greek delta": "∆t between nodes > 500 ms",
    "markup": "</Say><Hangup/>&amp; <b>down</b> \"now\" 'all' \x0b",
    "long": "no dial tone on any of the phones in the building " * 8,
    "chinese": "电话系统瘫痪",
}
SAID = {
    "emoji": "ALL PHONES DOWN since 8",
    "signs of two septets": "gateway {[|~^€]}",
    "cyrillic": "Server telefonii ne otvechaet",
    "greek delta": "Δt between nodes > 500 ms",
    "markup": '</Say><Hangup/>&amp; <b>down</b> "now"',
    "long": "no dial tone on any of the phones",
    "chinese": "",
}


@pytest.mark.parametrize("title", TITLES)
async def test_35_the_text_is_one_segment_with_its_code_and_the_call_is_well_formed(world: World, title: str) -> None:
    world.twilio.phones[KIM].answers("4")
    await pages(world, 1001, 1, "S1", subject=TITLES[title])
    await world.settle()

    text = world.twilio.phones[ANA].take_text()
    assert is_gsm(text)
    assert segments(text) == 1
    assert text.startswith(f"T-1001 S1 Brightpath Voice & Data{': ' if SAID[title] else '. '}{SAID[title]}")
    assert text.endswith("Reply 1a to take it, 1e to pass it on")
    assert world.sql("SELECT segments FROM dispatch") == [(1,)]

    await world.forward(minutes=5)
    call = world.twilio.phones[KIM].take_call()
    assert call.error == ""
    assert "Press 4 to take it" in call.spoken[0]
    assert world.ticket()["owner"] == "kim"


@pytest.mark.parametrize("title", TITLES.values())
def test_35_what_is_spoken_stays_text_within_its_document(title: str) -> None:
    read = ET.fromstring(twiml.say_and_gather(title, "https://desk.example/x?a=1&b=2"))  # noqa: S314  (our own)

    assert [verb.tag for verb in read.iter()] == ["Response", "Gather", "Say"]
