"""Whom of the staff a name means. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from deskbot.desk import Responder


def named(said: str, staff: Mapping[str, Responder]) -> tuple[str, ...]:
    """Return the keys of those whom a name means, in whatever case: one, several who are all called so, or none.

    A key goes before a full name, and that before a first name: who is called as others are by their first name is
    meant alone.
    """
    wanted = " ".join(said.casefold().split())
    ways = (
        {key: key.casefold() for key in staff},
        {key: person.name.casefold() for key, person in staff.items()},
        {key: person.name.casefold().partition(" ")[0] for key, person in staff.items()},
    )
    for way in ways:
        if found := tuple(key for key, name in way.items() if name == wanted):
            return found
    return ()
