"""Which forms settings have, and what is said of one that cannot be so: in our words, without its value. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from pydantic_core import ErrorDetails

HTTP = r"^(https?://\S+)?$"
NUMBER = r"^(\+[1-9]\d{6,14})?$"
NUMBERS = r"^(\+[1-9]\d{6,14}(, ?\+[1-9]\d{6,14})*)?$"
RELAY = r"^(smtp(s|\+starttls)?://\S+)?$"
MAILBOX = r"^(imap(s|\+starttls)?://\S+)?$"
SELECTOR = r"^([A-Za-z0-9][A-Za-z0-9._-]*)?$"
DOOR = r"^(\S+:\d{1,5})?$"
_DATABASE = re.compile(r"postgres(ql)?(\+psycopg)?://")
_HIGHEST_PORT = 65535

_FORMS: Mapping[str, str] = {
    HTTP: "has to begin with http:// or https://, and holds no space",
    NUMBER: "has to be a number in E.164, like +15125550100",
    NUMBERS: "has to be numbers in E.164, with commas between, like +15125550100,+15125550101",
    RELAY: "has to look like smtp+starttls://USER:PASSWORD@HOST:587, without a space",
    MAILBOX: "has to look like imaps://USER:PASSWORD@HOST, without a space",
    SELECTOR: "has to be letters, digits, and . _ - between them",
    DOOR: "has to be host:port, like mail.desk.example:25",
}
_A_SWITCH, _A_WHOLE, _A_NUMBER = "has to be 1 or 0", "has to be a whole number", "has to be a number"
_KINDS: Mapping[str, str] = {
    "bool_parsing": _A_SWITCH,
    "bool_type": _A_SWITCH,
    "int_parsing": _A_WHOLE,
    "int_parsing_size": _A_WHOLE,
    "int_from_float": _A_WHOLE,
    "float_parsing": _A_NUMBER,
    "finite_number": _A_NUMBER,
}
_BOUNDS: Mapping[str, Callable[[dict[str, Any]], str]] = {
    "greater_than": lambda known: f"has to be more than {_plain(known['gt'])}",
    "greater_than_equal": lambda known: f"has to be {_plain(known['ge'])} at least",
    "less_than": lambda known: f"has to be less than {_plain(known['lt'])}",
    "less_than_equal": lambda known: f"has to be {_plain(known['le'])} at most",
    "literal_error": lambda known: f"has to be {known['expected']}",
    "string_too_short": lambda known: f"has to have {known['min_length']} characters at least",
    "value_error": lambda known: str(known["error"]),
}


def said_of(problem: ErrorDetails) -> str:
    """Return what is wrong with a setting's value, and how it could be; Pydantic speaks to who writes programs."""
    known = problem.get("ctx", {})
    kind = problem["type"]
    if kind == "string_pattern_mismatch" and known["pattern"] in _FORMS:
        return _FORMS[known["pattern"]]
    if kind in _BOUNDS:
        return _BOUNDS[kind](known)
    return _KINDS.get(kind) or problem["msg"]


def _plain(bound: float) -> str:
    return str(int(bound) if bound == int(bound) else bound)


def readable_url(url: str | None) -> str | None:
    """Return the URL of a database, as libpq is able to read it.

    Raises:
        ValueError: it cannot; the text holds nothing of what may be the password, which libpq's own would.
    """
    if url is None:
        return None
    if not _DATABASE.match(url):
        raise ValueError("has to look like postgresql://USER:PASSWORD@HOST/NAME")
    # Imported here, as most settings are read where no database is given.
    from psycopg import ProgrammingError  # noqa: PLC0415
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415

    try:
        known = conninfo_to_dict(_DATABASE.sub("postgresql://", url, count=1))
    except ProgrammingError as error:
        raise ValueError(_unreadable(str(error), url)) from None
    for port in filter(None, str(known.get("port") or "").split(",")):
        if not port.isdecimal():
            raise ValueError("its port is no number: write %2F for a / in a password")
        if not 0 < int(port) <= _HIGHEST_PORT:
            raise ValueError(f"its port is no number from 1 to {_HIGHEST_PORT}")
    return url


def _unreadable(told: str, url: str) -> str:
    """Return what is said of a URL of which libpq tells this: it quotes what may be the password."""
    if "IPv6" in told:
        return "its host cannot be read: an IPv6 address stands in [ and ]"
    if "query parameter" in told:
        query = url.partition("?")[2]
        found = re.search(r'invalid URI query parameter: "(\w+)"', told)
        if found and "@" not in query:
            return f'PostgreSQL knows no "{found[1]}" behind the ? of its URL: take it out'
        return "what stands behind its ? cannot be read: write name=value, and %3F for a ? in a password"
    return "cannot be read as a URL: write %25 for a % in a password, %20 for a space, %2F for a / and %40 for an @"
