"""TwiML documents, built with the SDK's own builder: it escapes whatever stands in the text."""

from __future__ import annotations

import re

from twilio.twiml.messaging_response import MessagingResponse
from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

LANGUAGE = "en-US"

_NOT_XML = re.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
"""What XML cannot hold, escaped or not; one such character turns a call into "an application error"."""


def say_and_gather(text: str, action_url: str) -> str:
    """Speak, and post the key that is pressed to `action_url`; silence is posted too, with no digits.

    Args:
        text: what is spoken; keys pressed meanwhile count.
        action_url: where the answer comes from; it must count silent rounds, as this never ends by itself.
    """
    response = VoiceResponse()
    gather = Gather(
        input="dtmf", action=action_url, method="POST", num_digits=1, timeout=8, action_on_empty_result=True
    )
    gather.say(_speakable(text), language=LANGUAGE)
    response.append(gather)
    return str(response)


def say_and_gather_number(text: str, action_url: str) -> str:
    """Speak, and post however many digits come until the pound key, or until 7 seconds without a key."""
    response = VoiceResponse()
    gather = Gather(
        input="dtmf", action=action_url, method="POST", finish_on_key="#", timeout=7, action_on_empty_result=True
    )
    gather.say(_speakable(text), language=LANGUAGE)
    response.append(gather)
    return str(response)


def say_and_record(text: str, action_url: str, status_url: str, words_url: str, silent_url: str) -> str:
    """Speak, then record what the caller says.

    Args:
        text: what is spoken before the tone.
        action_url: where the call goes on with the recording, also when the caller hangs up.
        status_url: where the recording is told of once more, when it can be fetched.
        words_url: where the carrier tells what it has understood; empty asks for nothing of it.
        silent_url: where the call goes on when nothing was said.
    """
    response = VoiceResponse()
    response.say(_speakable(text), language=LANGUAGE)
    more = {"transcribe": True, "transcribe_callback": words_url} if words_url else {}
    response.record(
        action=action_url,
        method="POST",
        max_length=LONGEST_MESSAGE,
        timeout=5,
        finish_on_key="#",
        play_beep=True,
        recording_status_callback=status_url,
        recording_status_callback_method="POST",
        **more,
    )
    response.redirect(silent_url, method="POST")
    return str(response)


LONGEST_MESSAGE = 120
"""Seconds; the carrier writes down no longer ones."""


def say_and_queue(text: str, queue: str, wait_url: str, action_url: str) -> str:
    """Speak, then let the caller wait in a queue of this name; `action_url` says how it goes on afterwards."""
    response = VoiceResponse()
    if text:
        response.say(_speakable(text), language=LANGUAGE)
    response.enqueue(queue, action=action_url, method="POST", wait_url=wait_url, wait_url_method="POST")
    return str(response)


def hold(text: str, seconds: int, again_url: str) -> str:
    """Speak to somebody who waits in a queue, be silent, and ask again."""
    response = VoiceResponse()
    if text:
        response.say(_speakable(text), language=LANGUAGE)
    response.pause(length=seconds)
    response.redirect(again_url, method="POST")
    return str(response)


def leave_queue() -> str:
    """End the waiting: the queue's action says how it goes on."""
    response = VoiceResponse()
    response.leave()
    return str(response)


def say_and_take_from_queue(text: str, queue: str, action_url: str) -> str:
    """Speak, and connect with whoever waits in the queue; 10 seconds for one who has just gone."""
    response = VoiceResponse()
    response.say(_speakable(text), language=LANGUAGE)
    dial = Dial(action=action_url, method="POST", timeout=10)
    dial.queue(queue)
    response.append(dial)
    return str(response)


def say_and_dial(text: str, number: str, own: str, asks_url: str, action_url: str) -> str:
    """Speak, and ring somebody for the caller, for 25 seconds.

    Args:
        text: what the caller hears.
        number: who is called.
        own: the number that they see; one of ours.
        asks_url: what they hear before they are connected; who presses no key there is a voicemail.
        action_url: how it goes on for the caller.
    """
    response = VoiceResponse()
    response.say(_speakable(text), language=LANGUAGE)
    dial = Dial(action=action_url, method="POST", timeout=25, caller_id=own)
    dial.number(number, url=asks_url, method="POST")
    response.append(dial)
    return str(response)


def connect() -> str:
    """Say nothing more: the two are connected when the document ends."""
    return str(VoiceResponse())


def hang_up() -> str:
    """End the call."""
    response = VoiceResponse()
    response.hangup()
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


def say_and_connect(text: str, number: str) -> str:
    """Speak, and connect the call to another number, where it rings for 40 seconds, until either side hangs up.

    Args:
        text: what is spoken first.
        number: in E.164 form.
    """
    response = VoiceResponse()
    response.say(_speakable(text), language=LANGUAGE)
    dial = Dial(timeout=40)
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
