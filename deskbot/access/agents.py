"""Who of the desk writes, and whether they may act by that."""

from __future__ import annotations

from dataclasses import dataclass

from deskbot.access.domains import normal_address
from deskbot.desk import Desk
from deskbot.model.case import Standing, Writer
from deskbot.model.page import Medium


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody to whom the desk's own mail goes, by the address that they write from."""

    key: str
    """Of the staff in desk.yaml; the desk's common address for mail from there."""
    address: str
    standing: Standing
    why: str
    """Why it is certain that they wrote, or not."""

    @property
    def proven(self) -> bool:
        """Return whether it is certain that they wrote: else their words stay inside, and do nothing."""
        return self.standing is Standing.PROVEN


def agent_in_room(medium: Medium, address: str, writer: Writer, desk: Desk) -> Agent | None:
    """Return who of the desk an account is that writes in the desk's room, or None for anybody else's."""
    person = next(iter(desk.people_at(medium, address)), None)
    return Agent(person.key, address, writer.standing, writer.why) if person else None


def agent_of(address: str, writer: Writer, desk: Desk) -> Agent | None:
    """Return who of the desk an address belongs to, or None for anybody else's.

    An address that is not plain ASCII belongs to nobody of the desk: some of its letters may be another's look-alikes.
    """
    wanted = normal_address(address)
    if not wanted:
        return None
    for person in desk.staff.values():
        if normal_address(person.mail) == wanted:
            return Agent(person.key, wanted, writer.standing, writer.why)
    if desk.notify and normal_address(desk.notify) == wanted:
        return Agent(desk.notify, wanted, writer.standing, writer.why)
    return None
