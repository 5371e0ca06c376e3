"""What Twilio's REST API accepts when a message or call is created, and the codes of its refusals."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import FormData

from deskbot.simulators.phones import Manner, Phones

MESSAGE_KEYS = frozenset(
    {
        "To", "StatusCallback", "ApplicationSid", "MaxPrice", "ProvideFeedback", "Attempt", "ValidityPeriod",
        "ForceDelivery", "ContentRetention", "AddressRetention", "SmartEncoded", "PersistentAction",
        "TrafficType", "ShortenUrls", "ScheduleType", "SendAt", "SendAsMms", "ContentVariables", "RiskCheck",
        "From", "FallbackFrom", "MessagingServiceSid", "Body", "MediaUrl", "ContentSid", "MessageIntent",
    }
)  # fmt: skip
CALL_KEYS = frozenset(
    {
        "To", "From", "Method", "FallbackUrl", "FallbackMethod", "StatusCallback", "StatusCallbackEvent",
        "StatusCallbackMethod", "SendDigits", "Timeout", "Record", "RecordingChannels",
        "RecordingStatusCallback", "RecordingStatusCallbackMethod", "RecordingStatusCallbackEvent",
        "RecordingConfigurationId", "SipAuthUsername", "SipAuthPassword", "MachineDetection",
        "MachineDetectionTimeout", "MachineDetectionSpeechThreshold", "MachineDetectionSpeechEndThreshold",
        "MachineDetectionSilenceTimeout", "Trim", "CallerId", "AsyncAmd", "AsyncAmdStatusCallback",
        "AsyncAmdStatusCallbackMethod", "Passports", "Byoc", "CallReason", "CallToken", "RecordingTrack",
        "TimeLimit", "ClientNotificationUrl", "Url", "Twiml", "ApplicationSid",
    }
)  # fmt: skip
"""The documented form keys (Twilio's own OpenAPI file)."""

PLAYED_MESSAGE_KEYS = frozenset({"To", "From", "Body", "StatusCallback"})
PLAYED_CALL_KEYS = frozenset(
    {
        "To", "From", "Url", "Method", "StatusCallback", "StatusCallbackEvent", "StatusCallbackMethod",
        "Timeout", "MachineDetection", "MachineDetectionTimeout",
    }
)  # fmt: skip
"""The keys whose effect is simulated; any other is refused rather than ignored in silence."""

EVENTS = frozenset({"initiated", "ringing", "answered", "completed"})
LONGEST_BODY = 1600
LONGEST_RING = 600

UNKNOWN_PARAMETER = 20001
"""Twilio itself ignores an unknown key; here it is a mistake to be found."""


@dataclass(eq=False)  # not frozen: whoever catches it sets its traceback
class RefusedError(Exception):
    """A request that Twilio would not carry out."""

    code: int
    message: str
    status: int = 400


def check_message(form: FormData, own: Container[str], phones: Phones) -> None:
    """Check what is posted to Messages.json.

    Raises:
        RefusedError: with Twilio's own code.
    """
    _check_keys(form, MESSAGE_KEYS, PLAYED_MESSAGE_KEYS)
    _check_recipient(form, phones, missing=21604)
    if not form.get("From"):
        raise RefusedError(21603, "A 'From' phone number is required.")
    if str(form["From"]) not in own:
        raise RefusedError(21606, f"The 'From' phone number provided ({form['From']}) is not one of yours.")
    if str(form["From"]).startswith("whatsapp:") != str(form["To"]).startswith("whatsapp:"):
        raise RefusedError(21910, "Invalid From and To pair. From and To should be of the same channel.")
    if not form.get("Body"):
        raise RefusedError(21602, "Message body is required.")
    if len(str(form["Body"])) > LONGEST_BODY:
        raise RefusedError(21617, "The concatenated message body exceeds the 1600 character limit.")
    if str(form["From"]) in phones[str(form["To"])].stopped:
        raise RefusedError(21610, "Attempt to send to unsubscribed recipient.")
    if refusal := phones[str(form["To"])].refusal:
        raise RefusedError(refusal, f"SIMULATED refusal of {form['To']}")
    _check_url(form, "StatusCallback", code=21609)


def check_call(form: FormData, own: Container[str], phones: Phones) -> None:
    """Check what is posted to Calls.json.

    Raises:
        RefusedError: with Twilio's own code.
    """
    _check_keys(form, CALL_KEYS, PLAYED_CALL_KEYS)
    _check_recipient(form, phones, missing=21201)
    if not form.get("From"):
        raise RefusedError(21213, "No 'From' number is specified.")
    if str(form["From"]) not in own:
        raise RefusedError(21210, f"'From' phone number not verified: {form['From']}")
    if not form.get("Url"):
        raise RefusedError(21205, "'Url' parameter is required.")
    _check_url(form, "Url", code=21205)
    _check_url(form, "StatusCallback", code=21609)
    if strange := {str(event) for event in form.getlist("StatusCallbackEvent")} - EVENTS:
        raise RefusedError(21626, f"Invalid StatusCallbackEvents: {', '.join(sorted(strange))}")
    if form.get("Method", "POST") != "POST" or form.get("StatusCallbackMethod", "POST") != "POST":
        raise RefusedError(UNKNOWN_PARAMETER, "SIMULATED: webhooks are sent by POST only.")
    if form.get("MachineDetection", "Enable") not in {"Enable", "DetectMessageEnd"}:
        raise RefusedError(21244, "Invalid MachineDetection value.")
    if not re.fullmatch(r"[1-9][0-9]{0,2}", str(form.get("Timeout", "60"))):
        raise RefusedError(21222, "Invalid Timeout value.")
    if int(str(form.get("Timeout", "60"))) > LONGEST_RING:
        raise RefusedError(21222, "Timeout is longer than 600 seconds.")


def _check_keys(form: FormData, documented: frozenset[str], played: frozenset[str]) -> None:
    if strange := set(form) - documented:
        raise RefusedError(UNKNOWN_PARAMETER, f"SIMULATED: unknown parameters: {', '.join(sorted(strange))}")
    if unplayed := set(form) - played:
        raise RefusedError(UNKNOWN_PARAMETER, f"SIMULATED: the simulator does not play {', '.join(sorted(unplayed))}")
    for key, value in form.items():
        if not isinstance(value, str):
            raise RefusedError(UNKNOWN_PARAMETER, f"SIMULATED: {key} is a file, not a value")


def _check_recipient(form: FormData, phones: Phones, missing: int) -> None:
    to = str(form.get("To", ""))
    if not to:
        raise RefusedError(missing, "A 'To' phone number is required.")
    if not re.fullmatch(r"(whatsapp:)?\+[1-9][0-9]{6,14}", to) or phones[to].manner is Manner.NOT_A_NUMBER:
        raise RefusedError(21211, f"The 'To' number {to} is not a valid phone number.")


def _check_url(form: FormData, key: str, code: int) -> None:
    url = str(form.get(key, ""))
    if not url:
        return
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise RefusedError(code, f"'{key}' is not a valid URL: {url}")
