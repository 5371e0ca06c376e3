"""The simulated carrier's phones, looked at and answered by HTTP; they are there in a simulation alone."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import httpx

from deskbot.errors import DeskbotError, UnavailableError
from deskbot.wires.trusted import trusted

LIMIT = 10.0
"""Seconds until it is given up."""


@dataclass(frozen=True, slots=True)
class SimulatedPhone:
    """A phone, and what it has heard."""

    number: str
    behaviour: str
    digits: str
    texts: tuple[str, ...]
    """That came, the newest first."""
    calls: tuple[tuple[str, tuple[str, ...], str], ...]
    """How each ended, what was spoken in it, and the keys that were pressed; the newest first."""


@dataclass(frozen=True, slots=True)
class SimulatedPhones:
    """All of them."""

    base: str
    """Of the simulated carrier's API."""
    tls: ssl.SSLContext = field(default_factory=trusted, repr=False, compare=False)

    async def all(self) -> tuple[SimulatedPhone, ...]:
        """Return every phone.

        Raises:
            UnavailableError: the simulator does not answer.
        """
        return tuple(_phone(one) for one in (await self._asked("GET", "phones", None))["phones"])

    async def meets_calls(self, number: str, behaviour: str, digits: str = "") -> None:
        """Say how a phone meets its next calls.

        Raises:
            DeskbotError: it has no such manner, or these are no keys.
            UnavailableError: the simulator does not answer.
        """
        document = {"behaviour": behaviour, "digits": digits}
        await self._asked("POST", f"phones/{quote(number, safe='')}/behaviour", document)

    async def sends(self, number: str, text: str) -> str:
        """Send a text from a phone to the pager; return the answer, empty where there is none.

        Raises:
            UnavailableError: the simulator does not answer.
        """
        answer = await self._asked("POST", f"phones/{quote(number, safe='')}/texts", {"body": text})
        return str(answer.get("answer") or "")

    async def _asked(self, method: str, path: str, document: dict[str, str] | None) -> dict[str, Any]:
        try:
            async with httpx.AsyncClient(verify=self.tls, timeout=LIMIT, trust_env=False) as client:
                answer = await client.request(method, f"{self.base}/simulator/{path}", json=document)
        except httpx.HTTPError as error:
            raise UnavailableError(f"the simulated phones do not answer: {type(error).__name__}") from error
        if answer.is_error:
            raise DeskbotError("the simulated phone does not take that")
        return answer.json()


def _phone(one: dict[str, Any]) -> SimulatedPhone:
    return SimulatedPhone(
        str(one["number"]),
        str(one["behaviour"]),
        str(one["digits"]),
        tuple(str(text["body"]) for text in reversed(one["texts"])),
        tuple(
            (str(call["outcome"] or "goes on"), tuple(map(str, call["spoken"])), str(call["digits"]))
            for call in reversed(one["calls"])
        ),
    )
