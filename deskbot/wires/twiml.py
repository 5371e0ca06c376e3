"""TwiML documents, built with the SDK's own builder: it escapes whatever stands in the text."""

from __future__ import annotations

import re

from twilio.twiml.messaging_response import MessagingResponse
from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

LANGUAGE = "en-US"

_NOT_XML = re.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
"""What XML cannot hold, escaped or not; one such character turns a call into "an application error"."""


def say_and_gather(text: str, action_url: str, digits: int = 1, timeout: int = 8) -> str:
    """Speak, and post the digits to `action_url`; silence is posted too, with no digits.

    Args:
        text: what is spoken; keys pressed meanwhile count.
        action_url: where the answer comes from; it must count silent rounds, as this never ends by itself.
        digits: how many keys are waited for.
        timeout: seconds of silence after the text.
    """
    response = VoiceResponse()
    gather = Gather(
        input="dtmf",
        action=action_url,
        method="POST",
        num_digits=digits,
        timeout=timeout,
        action_on_empty_result=True,
    )
    gather.say(_speakable(text), language=LANGUAGE)
    response.append(gather)
    return str(response)


def say_and_hang_up(text: str) -> str:
    """Speak, and end the call."""
    response = VoiceResponse()
    response.say(_speakable(text), language=LANGUAGE)
    response.hangup()
    return str(response)


def say_and_redirect(text: str, url: str) -> str:
    """Speak, then go on with what `url` answers; an empty text goes on at once."""
    response = VoiceResponse()
    if text:
        response.say(_speakable(text), language=LANGUAGE)
    response.redirect(url, method="POST")
    return str(response)


def say_and_dial(text: str, number: str, seconds: int = 40) -> str:
    """Speak, and connect the call to another number until either side hangs up.

    Args:
        text: what is spoken first.
        number: in E.164 form.
        seconds: how long it rings there.
    """
    response = VoiceResponse()
    response.say(_speakable(text), language=LANGUAGE)
    dial = Dial(timeout=seconds)
    dial.number(number)
    response.append(dial)
    response.say("The call has ended, or nobody has answered. Goodbye.", language=LANGUAGE)
    response.hangup()
    return str(response)


def message(text: str) -> str:
    """Answer a text with a text."""
    response = MessagingResponse()
    response.message(_speakable(text))
    return str(response)


def empty_messaging() -> str:
    """Take a text without answering it; the answer, if any, goes out by itself."""
    return str(MessagingResponse())


def _speakable(text: str) -> str:
    return _NOT_XML.sub(" ", text)
