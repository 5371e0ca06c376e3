"""A calendar part as a few lines of text, for mail that says nothing else. Pure, linear."""

from __future__ import annotations

import re

_UNFOLD = re.compile(r"\r?\n[ \t]")
_MAX_LINES = 2000
_MAX_DESCRIPTION = 4000
_LINE = re.compile(
    r"([A-Za-z-]{1,40})((?:;[A-Za-z-]{1,40}=(?:\"[^\"]{0,400}\"|[^;:\"]{0,400})){0,20}):(.{0,8000})", re.DOTALL
)
_PARAMETER = re.compile(r";([A-Za-z-]{1,40})=(?:\"([^\"]{0,400})\"|([^;:\"]{0,400}))")
_ESCAPE = re.compile(r"\\([\\;,nN])")
_TIME = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(?:\d{2})?(Z?))?")
_METHODS = {
    "REQUEST": "Invitation",
    "PUBLISH": "Appointment",
    "CANCEL": "Cancelled",
    "COUNTER": "New time proposed",
    "ADD": "Invitation",
    "REFRESH": "Invitation",
}
_ANSWERS = {"ACCEPTED": "Accepted", "DECLINED": "Declined", "TENTATIVE": "Perhaps", "DELEGATED": "Delegated"}


def invitation_as_text(source: str) -> str:
    """Return what, when, where and who of the first event, empty where there is none."""
    method, event = _first_event(source)
    if not event:
        return ""
    answer = next((a for p, _ in event.get("ATTENDEE", []) if (a := _ANSWERS.get(p.get("PARTSTAT", "").upper()))), "")
    heading = answer if method == "REPLY" else _METHODS.get(method, "Appointment")
    lines = [f"{heading or 'Answer'}: {_text(event, 'SUMMARY') or 'no title'}"]
    begin, end = _when(event, "DTSTART"), _when(event, "DTEND")
    if begin:
        lines.append(f"When: {begin}" + (f" to {_shortened(end, begin)}" if end and end != begin else ""))
    if where := _text(event, "LOCATION"):
        lines.append(f"Where: {where}")
    if organiser := _person(event, "ORGANIZER"):
        lines.append(f"Organiser: {organiser}")
    if method == "REPLY" and (attendee := _person(event, "ATTENDEE")):
        lines.append(f"From: {attendee}")
    if words := _text(event, "DESCRIPTION") or _text(event, "COMMENT"):
        lines.extend(("", words[:_MAX_DESCRIPTION]))
    return "\n".join(lines).strip()


_Event = dict[str, list[tuple[dict[str, str], str]]]


def _first_event(source: str) -> tuple[str, _Event]:
    method = ""
    event: _Event = {}
    within: list[str] = []
    for line in _UNFOLD.sub("", source).splitlines()[:_MAX_LINES]:
        match = _LINE.fullmatch(line.strip())
        if match is None:
            continue
        name, value = match[1].upper(), match[3]
        if name == "BEGIN":
            within.append(value.strip().upper())
        elif name == "END":
            if within and within.pop() in {"VEVENT", "VTODO"} and event:
                break
        elif name == "METHOD" and within == ["VCALENDAR"]:
            method = value.strip().upper()
        elif within and within[-1] in {"VEVENT", "VTODO"}:
            parameters = {one[1].upper(): one[2] or one[3] for one in _PARAMETER.finditer(match[2])}
            event.setdefault(name, []).append((parameters, value))
    return method, event


def _text(event: _Event, name: str) -> str:
    values = event.get(name)
    if not values:
        return ""
    return _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], values[0][1]).strip()


def _when(event: _Event, name: str) -> str:
    values = event.get(name)
    match = _TIME.match(values[0][1].strip()) if values else None
    if not values or match is None:
        return ""
    day = f"{match[1]}-{match[2]}-{match[3]}"
    if not match[4]:
        return day
    zone = "UTC" if match[6] else values[0][0].get("TZID", "")
    return f"{day} {match[4]}:{match[5]}{f' ({zone})' if zone else ''}"


def _shortened(end: str, begin: str) -> str:
    """Return the end without the day where it is that of the beginning, and without the zone."""
    bare = end.partition(" (")[0] if end.partition(" (")[2] == begin.partition(" (")[2] else end
    return bare[11:] if bare[:10] == begin[:10] and len(bare) > 10 else bare  # noqa: PLR2004  (the length of a day)


def _person(event: _Event, name: str) -> str:
    values = event.get(name)
    if not values:
        return ""
    parameters, value = values[0]
    address = value.strip()
    address = address[7:] if address[:7].lower() == "mailto:" else ""
    called = parameters.get("CN", "").strip()
    return f"{called} <{address}>" if called and address and called != address else called or address
