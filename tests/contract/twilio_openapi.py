"""Twilio's own OpenAPI file, and what it finds wrong with requests and answers that went over the wire.

The file is not ours and is not in the repository: `tools/fetch-twilio-openapi` brings it.
"""

from __future__ import annotations

import json
import os
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FILE = Path(__file__).parents[2] / "var/peers/twilio_api_v2010.json"
PREFIX = "/2010-04-01/"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"

ERROR = {
    "type": "object",
    "properties": {
        "code": {"type": "integer"},
        "message": {"type": "string", "minLength": 1},
        "more_info": {"type": "string", "pattern": r"^https://www\.twilio\.com/docs/errors/\d+$"},
        "status": {"type": "integer", "minimum": 400},
    },
    "required": ["code", "message", "more_info", "status"],
    "additionalProperties": False,
}
"""An error's body, as Twilio's pages describe it: the file says nothing of errors."""

SAID = frozenset({"description", "title", "default", "x-twilio"})
"""What a schema may say beside its rules."""
RULES = frozenset({"type", "format", "enum", "pattern", "minLength", "maxLength", "minimum", "maximum"})


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: Mapping[str, str]
    body: bytes
    status: int
    answer_headers: Mapping[str, str]
    answer: bytes


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked of the API."""

    document: Mapping[str, Any]

    @property
    def example(self) -> tuple[int, Any]:
        """The first answer of success that the file shows, and its status."""
        status, response = next((int(key), value) for key, value in self.document["responses"].items())
        shown = response.get("content", {}).get(JSON, {}).get("examples", {})
        return status, next((one["value"] for one in shown.values()), None)


class Published:
    """The file."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.paths = [(as_pattern(template), methods) for template, methods in document["paths"].items()]

    def operation(self, method: str, path: str) -> tuple[Operation, dict[str, str]] | None:
        """Return what a request asks for, and what stands in its path."""
        for pattern, methods in self.paths:
            if method.lower() in methods and (found := pattern.fullmatch(path)):
                return Operation(methods[method.lower()]), found.groupdict()
        return None

    def enum(self, name: str) -> frozenset[str]:
        """Return the values of a named enumeration."""
        return frozenset(self.document["components"]["schemas"][name]["enum"])

    def form_keys(self, path: str) -> frozenset[str]:
        """Return the keys that a POST to a path may have."""
        found = self.operation("POST", path)
        assert found, path
        return frozenset(found[0].document["requestBody"]["content"][FORM]["schema"]["properties"])

    def strict(self, schema: Mapping[str, Any], *, whole: bool) -> dict[str, Any]:
        """Return the JSON Schema for a schema of OpenAPI 3.0.

        Args:
            schema: null is a value only where it is nullable.
            whole: every property must be there. No other may be, in any case.
        """
        if "$ref" in schema:
            return self.strict(self.document["components"]["schemas"][schema["$ref"].rpartition("/")[2]], whole=whole)
        strange = schema.keys() - SAID - RULES - {"nullable", "items", "properties", "required"}
        assert not strange, f"a schema has {strange}, which this check does not read"
        rules = {key: value for key, value in schema.items() if key in RULES}
        assert rules.get("format", "date") in FORMATS, f"no check of the format {rules['format']}"
        if "items" in schema:
            rules["items"] = self.strict(schema["items"], whole=whole)
        if "properties" in schema:
            rules["properties"] = {
                name: self.strict(value, whole=whole) for name, value in schema["properties"].items()
            }
            rules["required"] = list(schema["properties"]) if whole else schema.get("required", [])
            rules["additionalProperties"] = False
        return {"anyOf": [{"type": "null"}, rules]} if schema.get("nullable") else rules

    def wrong_with(self, exchange: Exchange) -> list[str]:
        """Return whatever an exchange has that the file does not know, or lacks."""
        return self.wrong_with_request(exchange) + self.wrong_with_answer(exchange)

    def wrong_with_request(self, exchange: Exchange) -> list[str]:
        """Return the same for the request alone."""
        found = self.operation(exchange.method, exchange.path)
        if found is None:
            return [f"{exchange.method} {exchange.path} is not published"]
        operation, in_path = found
        parameters = operation.document.get("parameters", [])
        wrong = [] if exchange.headers.get("authorization", "").startswith("Basic ") else ["no basic authentication"]
        for place, given in (("path", list(in_path.items())), ("query", exchange.query)):
            here = [one for one in parameters if one["in"] == place]
            schema = {
                "properties": {one["name"]: one["schema"] for one in here},
                "required": [one["name"] for one in here if one.get("required")],
            }
            wrong += self._wrong_with_fields(place, given, schema)
        published = operation.document.get("requestBody", {}).get("content", {})
        if exchange.body and FORM not in published:
            return [*wrong, "a body where none is published"]
        if FORM in published:
            if (kind := media_type(exchange.headers)) != FORM:
                return [*wrong, f"a body of the type {kind!r}"]
            given = parse_qsl(exchange.body.decode(), keep_blank_values=True, strict_parsing=bool(exchange.body))
            wrong += self._wrong_with_fields("form", given, published[FORM]["schema"])
        return wrong

    def _wrong_with_fields(self, place: str, given: Iterable[tuple[str, str]], schema: Mapping[str, Any]) -> list[str]:
        properties = schema.get("properties", {})
        values: dict[str, Any] = {}
        wrong = []
        for key, text in given:
            rules = self.strict(properties[key], whole=False) if key in properties else {}
            if rules.get("type") == "array":
                values.setdefault(key, []).append(read(text, rules["items"]))
            elif key in values:
                wrong.append(f"{place}: {key} comes twice")
            else:
                values[key] = read(text, rules)
        rules = self.strict({"type": "object", **schema, "properties": properties}, whole=False)
        return wrong + wrong_by(rules, values, place)

    def wrong_with_answer(self, exchange: Exchange) -> list[str]:
        """Return the same for the answer alone."""
        kind = media_type(exchange.answer_headers)
        if exchange.status >= 400:
            if kind != JSON:
                return [f"error {exchange.status}: the type {kind!r}"]
            body = json.loads(exchange.answer)
            wrong = wrong_by(ERROR, body, f"error {exchange.status}")
            if not wrong and body["status"] != exchange.status:
                wrong.append(f"error {exchange.status}: its body says {body['status']}")
            return wrong
        found = self.operation(exchange.method, exchange.path)
        published = found[0].document["responses"].get(str(exchange.status)) if found else None
        if published is None:
            return [f"the status {exchange.status} is not published"]
        if JSON not in published.get("content", {}):
            return ["an answer with a body where none is published"] if exchange.answer else []
        if kind != JSON:
            return [f"the answer's type is {kind!r}"]
        schema = self.strict(published["content"][JSON]["schema"], whole=True)
        return wrong_by(schema, json.loads(exchange.answer), "answer")


def as_pattern(template: str) -> re.Pattern[str]:
    """Return the regular expression of the paths that a template like `/Calls/{Sid}.json` stands for."""
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+?)", re.escape(template)))


def published() -> Published:
    """Read the file; skip where it is missing, or fail on a machine that promised to have it."""
    if not FILE.exists():
        promised = "twilio-openapi" in os.environ.get("DESKBOT_TEST_PEERS", "").split()
        (pytest.fail if promised else pytest.skip)("Twilio's OpenAPI file is not here: sh tools/fetch-twilio-openapi")
    return Published(json.loads(FILE.read_text()))


def wrong_by(schema: Mapping[str, Any], value: Any, place: str) -> list[str]:
    """Return a line for each breach of a JSON Schema."""
    errors = Draft202012Validator(schema, format_checker=CHECKER).iter_errors(value)
    return [
        f"{place}: {'.'.join(map(str, error.absolute_path))}: {said(error)}".replace(": : ", ": ") for error in errors
    ]


def said(error: Any) -> str:
    """Return what is wrong; of a value that may be null, with the rule that it breaks while it is none."""
    return "; ".join(one.message for one in error.context[1:]) or error.message


def read(text: str, rules: Mapping[str, Any]) -> Any:
    """Return a form's value as its type; a text that is no such value stays one, and is found."""
    match rules.get("type"):
        case "integer" if re.fullmatch(r"-?\d+", text):
            return int(text)
        case "number" if re.fullmatch(r"-?\d+(\.\d+)?", text):
            return float(text)
        case "boolean" if text in ("true", "false"):
            return text == "true"
        case _:
            return text


def media_type(headers: Mapping[str, str]) -> str:
    """Return the content type without its parameters."""
    return headers.get("content-type", "").partition(";")[0].strip()


# What the formats of the file mean. A text without the right form is False; what is no text has no format.

E164 = re.compile(r"\+[1-9]\d{6,14}")


def is_mail_date(text: str) -> bool:
    """Return whether a moment is written as Twilio does: `Thu, 24 Aug 2023 05:01:45 +0000`."""
    return format_datetime(parsedate_to_datetime(text).astimezone(UTC)) == text


def is_twiml(text: str) -> bool:
    """Return whether a document is TwiML, by its looks."""
    return ET.fromstring(text).tag == "Response"  # noqa: S314  (our own)


def is_uri_map(value: object) -> bool:
    """Return whether every value is a path of the API."""
    return not isinstance(value, dict) or all(
        isinstance(path, str) and path.startswith(PREFIX) for path in value.values()
    )


def matching(pattern: str) -> Callable[[str], bool]:
    """Return the check by a regular expression."""
    return lambda text: re.fullmatch(pattern, text) is not None


FORMATS: Mapping[str, Callable[[Any], bool]] = {
    "date-time-rfc-2822": is_mail_date,
    "date-time": matching(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"),
    "int64": lambda _: True,
    "date": matching(r"\d{4}-\d\d-\d\d"),
    "uri": matching(rf"https?://[^/\s]+(/\S*)?|{PREFIX}\S+"),
    "uri-map": is_uri_map,
    "http-method": matching("GET|POST"),
    "phone-number": lambda text: E164.fullmatch(text) is not None,
    "endpoint": lambda text: E164.fullmatch(text) is not None or text.startswith(("sip:", "client:")),
    "currency": matching("[A-Z]{3}"),
    "twiml": is_twiml,
}
CHECKER = FormatChecker(formats=())
for name, check in FORMATS.items():
    CHECKER.checkers[name] = (
        lambda value, check=check: not isinstance(value, str | dict) or check(value),
        (ValueError, ET.ParseError),
    )


@dataclass(slots=True)
class Witness:
    """Stands before an app and writes down every exchange with the API."""

    app: ASGIApp
    exchanges: list[Exchange] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on."""
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await self.app(scope, receive, send)
            return
        asked, answered = bytearray(), bytearray()
        start: dict[str, Any] = {}

        async def hear() -> Message:
            message = await receive()
            asked.extend(message.get("body", b""))
            return message

        async def say(message: Message) -> None:
            start.update(message if message["type"] == "http.response.start" else {})
            answered.extend(message.get("body", b""))
            await send(message)

        await self.app(scope, hear, say)
        self.exchanges.append(
            Exchange(
                scope["method"],
                scope["path"],
                parse_qsl(scope["query_string"].decode(), keep_blank_values=True),
                text_of(scope["headers"]),
                bytes(asked),
                start["status"],
                text_of(start["headers"]),
                bytes(answered),
            )
        )


def text_of(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return headers as text, their names in lower case."""
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in headers}
