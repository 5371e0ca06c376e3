"""Plays TwiML to a simulated phone: speaks, waits for keys, follows where the documents lead."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET  # nosec B405 # (our own webhooks' answers)
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urljoin

MOST_DOCUMENTS = 30
"""Documents in one call; a menu that never ends would otherwise keep the phone for ever."""
MOST_KEYS = 20
MOST_SPOKEN = 4096
"""Characters in one Say; Twilio refuses more (13520)."""

_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)

_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "Response": frozenset(),
    "Say": frozenset({"voice", "language", "loop"}),
    "Pause": frozenset({"length"}),
    "Hangup": frozenset(),
    "Redirect": frozenset({"method"}),
    "Gather": frozenset(
        {
            "action",
            "method",
            "input",
            "numDigits",
            "timeout",
            "finishOnKey",
            "actionOnEmptyResult",
            "language",
        }
    ),
    "Record": frozenset(
        {
            "action",
            "method",
            "maxLength",
            "timeout",
            "finishOnKey",
            "playBeep",
            "recordingStatusCallback",
            "recordingStatusCallbackMethod",
            "transcribe",
            "transcribeCallback",
        }
    ),
    "Enqueue": frozenset({"action", "method", "waitUrl", "waitUrlMethod"}),
    "Leave": frozenset(),
    "Dial": frozenset({"action", "method", "timeout", "callerId"}),
    "Queue": frozenset(),
    "Number": frozenset({"url", "method"}),
}
_NESTED: Mapping[str, frozenset[str]] = {
    "Response": frozenset(
        {"Say", "Pause", "Hangup", "Redirect", "Gather", "Record", "Enqueue", "Leave", "Dial"},
    ),
    "Dial": frozenset({"Queue", "Number"}),
    "Gather": frozenset({"Say", "Pause"}),
}


class BadTwimlError(RuntimeError):
    """A document that a call cannot follow; a caller would hear "an application error has occurred"."""


class Hearer(Protocol):
    """What hears what is said."""

    def hears(self, sentence: str) -> None:
        """Listen to one sentence."""
        ...


class Ear(Hearer, Protocol):
    """What hears the call, and presses keys; a phone's owner or a mailbox."""

    def presses(self, most: int) -> str | None:
        """Press up to `most` keys, none of them (empty), or hang up (None)."""
        ...

    def takes(self, queue: str) -> bool:
        """Talk to whoever waits in a queue; False where nobody does."""
        ...

    def is_connected_to(self, number: str) -> None:
        """Talk to whoever answers at another number, until that call is over."""
        ...


Fetch = Callable[[str, Mapping[str, str]], Awaitable[str]]
"""Posts additional form fields to a URL and returns the document there."""


@dataclass(slots=True)
class _Next:
    """Where the call goes on."""

    url: str
    form: Mapping[str, str] = field(default_factory=dict)


class _HungUpError(Exception):
    """The call is over."""


async def play(url: str, fetch: Fetch, ear: Ear) -> bool:
    """Follow the instructions that start at `url` until they end (True), or a side hangs up (False).

    Raises:
        BadTwimlError: a document cannot be followed, or there is no end to them.
    """
    place = _Next(url)
    for _ in range(MOST_DOCUMENTS):
        document = parse(await fetch(place.url, place.form))
        try:
            following = _play_document(document, place.url, ear)
        except _HungUpError:
            return False
        if following is None:
            return True
        place = following
    raise BadTwimlError(f"no end after {MOST_DOCUMENTS} documents")


def parse(text: str) -> ET.Element:
    """Read a document, and refuse every verb and attribute that is unknown here.

    Raises:
        BadTwimlError: 12100 where it is no XML, 12200 where it says what cannot be said here.
    """
    root = _root(text)
    _check(root)
    return root


def _root(text: str) -> ET.Element:
    if "<!DOCTYPE" in text:
        raise BadTwimlError("12100: a document type")
    try:
        root = ET.fromstring(text)  # nosec B314 # noqa: S314  (our own webhooks' answers, without a document type)
    except ET.ParseError as error:
        raise BadTwimlError(f"12100: no XML: {error}") from None
    if root.tag != "Response":
        raise BadTwimlError(f"12200: the document is a {root.tag}, not a Response")
    return root


def _check(verb: ET.Element) -> None:
    if strange := set(verb.attrib) - _ATTRIBUTES[verb.tag]:
        raise BadTwimlError(f"12200: {verb.tag} with {', '.join(sorted(strange))}")
    for child in verb:
        if child.tag not in _NESTED.get(verb.tag, frozenset()):
            raise BadTwimlError(f"12200: {child.tag} inside {verb.tag}")
        _check(child)


def _play_document(document: ET.Element, url: str, ear: Ear) -> _Next | None:
    for verb in document:
        match verb.tag:
            case "Hangup":
                raise _HungUpError
            case "Redirect":
                return _Next(target(verb, url, (verb.text or "").strip()))
            case "Gather":
                if following := _gather(verb, url, ear):
                    return following
            case "Dial" if verb.find("Queue") is not None:
                return _take(verb, url, ear)
            case "Dial":
                _dial(verb, ear)
            case "Record" | "Enqueue" | "Leave":
                raise BadTwimlError(f"12200: SIMULATED: {verb.tag} in a call that we have made")
            case _:
                speak(verb, ear)
    return None


def speak(verb: ET.Element, ear: Hearer) -> None:
    """Say a sentence; a pause is not heard."""
    if verb.tag != "Say":
        return
    sentence = (verb.text or "").strip()
    if not sentence or len(sentence) > MOST_SPOKEN:
        raise BadTwimlError(f"13520: a sentence of {len(sentence)} characters")
    ear.hears(sentence)


def _dial(verb: ET.Element, ear: Ear) -> None:
    """Connect the call to a number; whoever answers there hangs up first."""
    number = "".join(verb.itertext()).strip()
    if not _NUMBER.fullmatch(number):
        raise BadTwimlError(f"13223: Dial to {number!r}")
    ear.is_connected_to(number)


def _gather(verb: ET.Element, url: str, ear: Ear) -> _Next | None:
    """Speak, wait for keys; return where they are posted, or None where none came and none need be."""
    for child in verb:
        speak(child, ear)
    most = verb.get("numDigits", str(MOST_KEYS))
    if not most.isdecimal() or int(most) < 1:
        raise BadTwimlError(f"13314: numDigits={most!r}")
    keys = ear.presses(int(most))
    if keys is None:
        raise _HungUpError
    finish = verb.get("finishOnKey", "#")
    keys, ended_by = (keys[: keys.index(finish)], finish) if finish and finish in keys else (keys, "")
    if not keys and not ended_by and verb.get("actionOnEmptyResult", "false") != "true":
        return None
    posted_to = target(verb, url, verb.get("action", ""))
    return _Next(posted_to, {"Digits": keys, "FinishedOnKey": ended_by, "msg": "Gather End"})


def _take(verb: ET.Element, url: str, ear: Ear) -> _Next:
    """Take somebody out of a queue; return where it is reported that the two have talked, or that nobody was there."""
    queue = verb.find("Queue")
    if queue is None or not (queue.text or "").strip():
        raise BadTwimlError("12200: SIMULATED: a call that we have made dials a queue only")
    status = "completed" if ear.takes((queue.text or "").strip()) else "no-answer"
    return _Next(target(verb, url, verb.get("action", "")), {"DialCallStatus": status})


def target(verb: ET.Element, url: str, where: str) -> str:
    """Return where a verb leads; by POST only.

    Raises:
        BadTwimlError: it leads nowhere.
    """
    if verb.get("method", "POST") != "POST":
        raise BadTwimlError(f"SIMULATED: {verb.tag} by POST only")
    try:
        return urljoin(url, where)
    except ValueError as error:
        raise BadTwimlError(f"11100: {verb.tag} to {where!r}: {error}") from None


def parse_messaging(text: str) -> str | None:
    """Read the answer to an inbound text; return what it says to the phone, or None where it says nothing.

    Raises:
        BadTwimlError: it is no messaging document.
    """
    if not text.strip():
        return None
    root = _root(text)
    if any(verb.tag != "Message" for verb in root):
        raise BadTwimlError("12200: an answer to a text holds Message verbs only")
    said = ["".join(verb.itertext()).strip() for verb in root]
    return "\n".join(said) or None
