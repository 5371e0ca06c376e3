"""Help for whoever writes an answer: the desk's own templates, and how it will look by each channel."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deskbot.access.confidential import masked
from deskbot.channels import Channel, Shows
from deskbot.engine.agents import Agents
from deskbot.errors import ConfigurationError, NotFoundError
from deskbot.model.message import Address, Attachment
from deskbot.store import conversation, tickets
from deskbot.store.directory import folded
from deskbot.store.payloads import findings_from_json
from deskbot.tickets.answer_templates import BUILT_IN, AnswerTemplate, filled, read_template
from deskbot.tickets.reference import reference
from deskbot.tickets.suggestions import NAMES

FOLDER = "answers"
"""Beside desk.yaml: a Markdown file for each template; one that is named like a built-in one takes its place."""
MOST = 100

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Preview:
    """How an answer will look by one channel."""

    channel: str
    to: tuple[str, ...]
    """Who gets it so; nobody where it is only how it would look."""
    text: str
    rest_by_mail: bool
    """Whether the channel cannot carry all of it, so that the whole goes another way as well."""


@dataclass(frozen=True, slots=True)
class Composing:
    """Begins answers, and shows them before they go out."""

    agents: Agents
    channels: Mapping[str, Channel]
    folder: Path
    """Where the desk's own templates lie."""

    async def templates(self) -> tuple[AnswerTemplate, ...]:
        """Return all templates, by title; a file that is none is left out, and the log says why."""
        return await asyncio.to_thread(self._read)  # a hundred files, perhaps over a network

    def _read(self) -> tuple[AnswerTemplate, ...]:
        found = {one.key: one for one in BUILT_IN}
        for file in sorted(self.folder.glob("*.md"))[:MOST]:
            try:
                found[file.stem] = read_template(file.stem, file.read_text(encoding="utf-8"))
            except (ConfigurationError, OSError, UnicodeDecodeError) as error:
                log.warning("a template is left out: %s", error, extra={"action": "template_left_out"})
        return tuple(sorted(found.values(), key=lambda one: one.title.casefold()))

    async def begin(self, number: int, key: str, author: str) -> str:
        """Return a template with what a ticket holds in its places.

        Raises:
            NotFoundError: there is no such ticket, or no such template.
        """
        template = next((one for one in await self.templates() if one.key == key), None)
        if template is None:
            raise NotFoundError(f'there is no template "{key[:40]}"')
        desk = self.agents.desk
        async with self.agents.database.begin() as session:
            row = await tickets.get(session, number)
            people = await tickets.participants(session, number)
            setting = await self.agents.mailing.setting_of(session, row)
            wrote = folded(await conversation.last_writer(session, number))
        writers = [one.name for one in people if folded(one.address) == wrote or len(people) == 1]
        facts = {one.key: one.value for one in findings_from_json(row.findings)}
        values = facts | {
            "agent": desk.name_of(author),
            "desk": desk.name,
            "missing": ", ".join(NAMES.get(one, one.replace("_", " ")) for one in row.missing),
            "phone": setting.phone,
            "subject": masked(row.subject),
            "ticket": reference(number),
            "writer": writers[0] if writers else "",
        }
        return filled(template, values)

    async def previews(
        self, number: int, text: str, author: str, files: tuple[Attachment, ...] = ()
    ) -> tuple[Preview, ...]:
        """Return how an answer will look by each channel, those by which somebody gets it first.

        Raises:
            NotFoundError: there is no such ticket.
        """
        agents = self.agents
        async with agents.database.begin() as session:
            ticket = await tickets.get(session, number)
            letter = await agents.letter(session, ticket, text, author, files)
            people = await agents.mailing.hearers(session, number)
            seen: list[Preview] = []
            for name, channel in sorted(self.channels.items()):
                if name not in agents.mailing.writable or not isinstance(channel, Shows):
                    continue
                to = [one.to for one in people if one.channel == name]
                shown, lacks = agents.mailing.drawn(ticket, (name, (to or [Address("")])[0]), letter)
                names = tuple(one.name or one.address for one in to)
                seen.append(Preview(name, names, channel.shown(shown), lacks))
        return tuple(sorted(seen, key=lambda one: not one.to))
