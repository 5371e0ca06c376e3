"""What is spoken is data: it cannot become a verb, nor break the document."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from deskbot.wires import twiml


def read(document: str) -> ET.Element:
    return ET.fromstring(document)  # noqa: S314  (our own)


ACTION = "https://desk.example/twilio/voice/t0k/digit?tried=1&x=2"


def test_a_menu_waits_for_a_key_and_posts_silence_too() -> None:
    gather = read(twiml.say_and_gather("Hello", ACTION))[0]

    assert gather.tag == "Gather"
    assert gather.attrib == {
        "action": ACTION,
        "actionOnEmptyResult": "true",
        "input": "dtmf",
        "method": "POST",
        "numDigits": "1",
        "timeout": "8",
    }
    assert gather[0].text == "Hello"


def test_a_text_is_taken_without_an_answer() -> None:
    assert list(read(twiml.empty_messaging())) == []


@given(st.text())
def test_whatever_is_spoken_the_document_keeps_its_shape(text: str) -> None:
    spoken = read(twiml.say_and_hang_up(f"</Say><Hangup/>{text}"))

    assert [verb.tag for verb in spoken] == ["Say", "Hangup"]
    assert len(list(read(twiml.say_and_gather(text, ACTION))[0])) == 1
