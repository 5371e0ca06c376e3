"""A JSON Schema of `desk.yaml`, for editors: which keys there are, and how single values look.

What one part of the file says of another (a schedule that a level names) only `deskbot check` can tell. A test holds
each of the definitions below against the readers' own tables of keys.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from deskbot.desk import LINKS, CanaryAnswer, Expired, Switch, When
from deskbot.desk.numbers import DEFAULT_REGION
from deskbot.desk.roster import OnHolidays, Rotation
from deskbot.desk.schedules import Gaps
from deskbot.desk.values import WEEKDAYS
from deskbot.model.case import Severity
from deskbot.model.page import Medium

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_URGENT_AND_NOT = {Severity.S1: [When.ALWAYS], Severity.S2: [When.ALWAYS, When.SUPPORT_HOURS]}
_ONE_DAY = rf"({'|'.join(WEEKDAYS)})"


def _text(pattern: str = "", **more: Any) -> Schema:
    return {"type": "string", **({"pattern": pattern} if pattern else {}), **more}


def _one_of(words: Iterable[str]) -> Schema:
    return {"enum": [str(word) for word in words]}


def _list(items: Schema, least: int = 0) -> Schema:
    return {"type": "array", "items": items, "minItems": least}


def _count(least: int, most: int) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most}


def _mapping(properties: Schema, *required: str) -> Schema:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def _named(entry: Schema) -> Schema:
    """Return the schema of a mapping whose keys are names that the desk gives."""
    return {"type": "object", "additionalProperties": entry}


def _the(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


_NAME = _text(r"\S")
_MAIL = _text(r"^[^\s@<>]+@[^\s@<>]+$", examples=["ana@desk.example"])
_ZONE = _text(r"^[A-Za-z][A-Za-z0-9_+/-]*$", examples=["America/Chicago", "Europe/Berlin"])
_DURATION = _text(r"^(?=\d)(\d{1,5}d)?(\d{1,5}h)?(\d{1,5}m)?(\d{1,5}s)?$", examples=["5m", "4h", "2d"])
_TIME = _text(r"^([01]\d|2[0-3]):[0-5]\d$", examples=["09:00"])
_IN_WEEK = _text(r"\d\d:\d\d$", examples=["09:00", "friday 17:00"])
_CLOSING = _text(r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$", examples=["17:00"])
_DATE = _text(r"^2\d{3}-\d\d-\d\d$", examples=["2026-01-05"])
_DAYS = _list(_text(rf"^{_ONE_DAY}(\.\.{_ONE_DAY})?$", examples=["monday..friday"]))
_PHONE = {"type": ["string", "integer"], "pattern": r"^\s*\+[0-9]", "examples": ["+1 512 555 0110"]}
_WEB = _text(r"^https?://", examples=["https://docs.desk.example"])
_MEDIA = [medium for medium in Medium if medium is not Medium.CANARY]
_TARGET_TIME = {"anyOf": [_DURATION, _the("target")]}


def _severity(severity: Severity) -> Schema:
    pages = _URGENT_AND_NOT.get(severity, list(When))
    properties = {"page": _one_of(pages), "policy": _NAME, "tiers": _named(_one_of(pages))}
    return _mapping(properties, "page", *(["policy"] if severity.urgent else []))


_LAYER: Schema = {
    "rotation": _one_of(Rotation),
    "every": _count(1, 1000),
    "handoff": _the("handoff"),
    "start": _DATE,
    "end": _DATE,
    "people": _list({"anyOf": [_NAME, _list(_NAME, 1)]}, 1),
    "only": _list(_the("only")),
    "on_holidays": _one_of(OnHolidays),
    "ical": _NAME,
}
_HOLIDAYS = _the("holidays")

DEFINITIONS: dict[str, Schema] = {
    "number": _mapping({"number": _PHONE, "days": _DAYS, "from": _TIME, "to": _CLOSING, "zone": _ZONE}, "number"),
    "responder": _mapping(
        {
            "name": _NAME,
            "mail": _MAIL,
            "sms": _PHONE,
            "voice": _PHONE,
            "slack": _text(r"^[TE][A-Z0-9]{2,20}:[UW][A-Z0-9]{2,20}$", examples=["T0123ABC:U0456DEF"]),
            "telegram": {
                "type": ["string", "integer"],
                "pattern": r"^[1-9][0-9]{0,15}$",
                "minimum": 1,
                "examples": ["4711"],
            },
            "rules": _list(_the("rule")),
        },
        "name",
    ),
    "rule": _mapping({"by": _one_of(_MEDIA), "after": _DURATION}, "by"),
    "schedule": _mapping(
        {
            "zone": _ZONE,
            "layers": _list(_the("layer"), 1),
            "holidays": _HOLIDAYS,
            "gaps": _one_of(Gaps),
            **_LAYER,
        },
        "zone",
    ),
    "layer": _mapping(_LAYER),
    "handoff": _mapping({"day": {"type": ["string", "integer"], "examples": ["monday", 1]}, "time": _TIME}, "time"),
    "only": _mapping({"days": _DAYS, "from": _IN_WEEK, "to": _IN_WEEK}),
    "holidays": _mapping({"country": _text(r"^[A-Za-z]{2}$", examples=["US"]), "region": _NAME}, "country"),
    "policy": _mapping(
        {
            "levels": _list(_the("level"), 1),
            "repeat": _count(0, 100),
            "acknowledgements": _count(1, 20),
            "silent_after": _DURATION,
            "call_again": _the("call_again"),
            "fallback": _the("fallback"),
        },
        "levels",
    ),
    "call_again": _mapping({"times": _count(0, 20), "every": _DURATION}),
    "fallback": _mapping({"mail": _MAIL}, "mail"),
    "level": {
        **_mapping(
            {"delay": _DURATION, "schedule": _NAME, "people": _list(_NAME), "media": _list(_one_of(_MEDIA))}, "delay"
        ),
        "anyOf": [{"required": ["schedule"]}, {"required": ["people"]}],
    },
    "hours": _mapping(
        {"zone": _ZONE, "hours": _list(_the("only"), 1), "holidays": _HOLIDAYS, "closed": _list(_DATE)}, "zone", "hours"
    ),
    "tier": _mapping({"hours": _NAME, **{severity.value: _TARGET_TIME for severity in Severity}}),
    "target": _mapping({"within": _DURATION, "hours": _NAME}, "within"),
    "limit": _mapping({"most": _count(1, 1000), "per": _DURATION, "s1": _count(1, 10_000)}),
    "country": _mapping({"links": _one_of(Switch), "replies": _one_of(Switch)}),
}
"""Each kind of mapping within a section, by its name."""

SECTIONS: dict[str, Schema] = {
    "desk": _mapping(
        {"name": _NAME, "addresses": _list(_MAIL, 1), "notify": _MAIL, "zone": _ZONE}, "name", "addresses", "zone"
    ),
    "service_desk_numbers": {
        **_named({"anyOf": [_PHONE, _list(_the("number"), 1)]}),
        "required": [DEFAULT_REGION],
    },
    "staff": _named(_the("responder")),
    "schedules": _named(_the("schedule")),
    "policies": _named(_the("policy")),
    "severities": _mapping(
        {severity.value: _severity(severity) for severity in Severity}, *(severity.value for severity in Severity)
    ),
    "support_hours": _mapping(
        {"zone": _ZONE, "days": _DAYS, "from": _TIME, "to": _CLOSING}, "zone", "days", "from", "to"
    ),
    "business_hours": _named(_the("hours")),
    "sla": _named(_the("tier")),
    "sla_alarms": _mapping(
        {
            "warn": {"anyOf": [_DURATION, _text(r"^[1-9][0-9]?%$", examples=["75%"])]},
            "page": _list(_one_of(Severity)),
            "policy": _NAME,
            "mail": _MAIL,
        }
    ),
    "unproven": _mapping({"pages_per_hour": _count(0, 10_000), "answers_per_hour": _count(0, 10_000)}),
    "silence": _mapping({"remind_after": _DURATION, "reminders": _count(0, 100), "close_after": _DURATION}),
    "quiet": _mapping({"resolved_closes_after": _DURATION, "reopen_within": _DURATION}),
    "retention": _mapping({"originals": _DURATION, "filed": _DURATION, "audit": _DURATION}),
    "burst": _mapping({"within": _DURATION, "tickets": _count(2, 10_000)}),
    "canary": _mapping({"every": _DURATION, "within": _DURATION, "answer": _one_of(CanaryAnswer)}, "every"),
    "limits": _mapping({"sms": _the("limit"), "voice": _the("limit")}),
    "bundle": _mapping({"within": {"anyOf": [_DURATION, _one_of(["off"])]}}),
    "countries": _named(_the("country")),
    "entitlement": _mapping({"expired": _one_of(Expired)}),
    "links": _mapping(dict.fromkeys(LINKS, _WEB)),
    "rating": _one_of(Switch),
}
"""Each section of the file."""


def desk_schema() -> Schema:
    """Return the schema of a whole `desk.yaml`."""
    told = {name: {**schema, "description": f"docs/desk-yaml.md#{name}"} for name, schema in SECTIONS.items()}
    needed = ("desk", "service_desk_numbers", "staff", "policies", "severities")
    return {"$schema": DIALECT, "title": "desk.yaml", **_mapping(told, *needed), "$defs": DEFINITIONS}
