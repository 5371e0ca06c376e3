"""`/playbooks`: the known issues, and what a text would be taken for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from deskbot.access.api import is_desks
from deskbot.clock import Clock
from deskbot.engine.playbook_trying import tried_aside
from deskbot.engine.shelf import PlaybookShelf
from deskbot.errors import NotFoundError
from deskbot.model.api_token import ApiToken, Scope
from deskbot.model.case import Category
from deskbot.store.advice import NONE, Numbers
from deskbot.triage.playbooks import Playbook
from deskbot.triage.trial import CANDIDATES
from deskbot.web.api.gate import needs
from deskbot.web.api.problems import documented
from deskbot.web.api.values import Document, Line, Words

READ = needs(Scope.PLAYBOOKS_READ)


class PlaybookOut(BaseModel):
    """A known issue."""

    id: str = Field(examples=["one-way-audio-nat"])
    title: str
    symptoms: list[str]
    categories: list[Category]
    products: list[str]
    reviewed: date | None
    draft: bool = Field(description="Still being written: nobody is told of it.")
    sent: int | None = Field(description="To how many tickets it was sent; for the desk's own tokens.")
    solved: int | None = Field(description="How many of these it solved; for the desk's own tokens.")
    not_solved: int | None


class PlaybookWhole(PlaybookOut):
    """A known issue with its steps."""

    resolution: str = Field(description="Markdown: what the reseller can do.")
    desk_notes: str | None = Field(description="Markdown; for the desk's own tokens.")


class TryIn(Document):
    """A text that a reseller could write."""

    text: Words = Field(examples=["They hear us, we do not hear them."])
    subject: Line = ""
    release: Annotated[str, Field(pattern=r"^[0-9.]{0,20}$")] = Field(default="", examples=["7.0.2"])
    model: Annotated[str, Field(pattern=r"^[A-Za-z0-9 -]{0,40}$")] = Field(default="", examples=["UCX50"])


class CandidateOut(BaseModel):
    """A known issue that it may be."""

    playbook: str
    title: str
    chance: float = Field(description="0 to 1.", examples=[0.83])
    unfit: str = Field(description="Why it is not for this system; empty where it may be.")


class TriedOut(BaseModel):
    """What a text would be taken for."""

    category: Category
    winner: str | None = Field(description="The known issue whose steps the reseller would be told; null for none.")
    candidates: list[CandidateOut]


@dataclass(frozen=True, slots=True)
class Playbooks:
    """The routes."""

    shelf: PlaybookShelf
    clock: Clock
    numbers: Callable[[], Awaitable[Mapping[str, Numbers]]]

    def router(self) -> APIRouter:
        """Return the routes."""
        router = APIRouter(tags=["Playbooks"])
        add: Any = router.add_api_route
        add(
            "/playbooks",
            self.listed,
            response_model=list[PlaybookOut],
            responses=documented(),
            summary="List playbooks",
        )
        add(
            "/playbooks/try",
            self.tried,
            methods=["POST"],
            response_model=TriedOut,
            responses=documented(),
            summary="Try what a text would be taken for",
        )
        add(
            "/playbooks/{name}",
            self.one,
            response_model=PlaybookWhole,
            responses=documented(404),
            summary="Read a playbook",
        )
        return router

    async def listed(self, token: ApiToken = READ) -> list[PlaybookOut]:
        """List the known issues in use, by id; a reseller's token sees those that resellers are told of."""
        numbers = await self.numbers() if is_desks(token) else {}
        return [
            PlaybookOut(**_told(one, token, numbers))
            for one in sorted(self.shelf.current.playbooks, key=lambda one: one.id)
            if is_desks(token) or not one.draft
        ]

    async def one(
        self,
        name: Annotated[str, Path(pattern=r"^[a-z0-9-]{1,80}$", examples=["one-way-audio-nat"])],
        token: ApiToken = READ,
    ) -> PlaybookWhole:
        """Read a known issue with its steps."""
        one = self.shelf.current.get(name)
        if one is None or (one.draft and not is_desks(token)):
            raise NotFoundError(f'there is no playbook "{name}"')
        numbers = await self.numbers() if is_desks(token) else {}
        notes = one.desk_notes if is_desks(token) else None
        return PlaybookWhole(**_told(one, token, numbers), resolution=one.resolution, desk_notes=notes)

    async def tried(self, body: TryIn, token: ApiToken = READ) -> TriedOut:
        """Say what a text would be taken for, were it the first mail of a ticket; nothing is kept of it."""
        playbooks = self.shelf.current
        tried = await tried_aside(
            body.text, body.subject, playbooks, self.clock.now(), release=body.release, model=body.model
        )
        found = [(match, tried.others.get(match.playbook), playbooks.get(match.playbook)) for match in tried.ranked]
        candidates = [
            CandidateOut(
                playbook=match.playbook, title=match.title, chance=match.score, unfit=unfit.says if unfit else ""
            )
            for match, unfit, playbook in found[:CANDIDATES]
            if is_desks(token) or (playbook is not None and not playbook.draft)
        ]
        return TriedOut(category=tried.category, winner=tried.winner, candidates=candidates)


def _told(one: Playbook, token: ApiToken, numbers: Mapping[str, Numbers]) -> dict[str, Any]:
    sent = numbers.get(one.id, NONE) if is_desks(token) else None
    return {
        "id": one.id,
        "title": one.title,
        "symptoms": list(one.symptoms),
        "categories": sorted(one.categories),
        "products": list(one.products),
        "reviewed": one.reviewed,
        "draft": one.draft,
        "sent": sent.sent if sent else None,
        "solved": sent.solved if sent else None,
        "not_solved": sent.not_solved if sent else None,
    }
