"""Forms in Slack: opened while the reader waits, filled in, checked, and stored as the words that they say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from slack_bolt.response import BoltResponse

from deskbot.channels.slack.forms import (
    ANSWERS,
    ASK_ALL,
    CATEGORY,
    FACT,
    LONGEST_SUMMARY,
    NEW,
    NEW_TICKET,
    SUMMARY,
    About,
    Filled,
    Words,
    answers_form,
    asked_by,
    draft_of,
    filled_in,
    name_of,
    new_form,
    notice,
    submitted,
)
from deskbot.channels.slack.ids import id_of
from deskbot.channels.slack.manifest import GLOBAL_SHORTCUT, SHORTCUT
from deskbot.channels.slack.markup import escaped
from deskbot.channels.slack.shared import files_in, words_in
from deskbot.channels.slack.told import Payload, commander, pressed, presser, team_of
from deskbot.channels.slack.used import all_answered
from deskbot.commands.tickets import Problem, Verb, read_command
from deskbot.engine.in_time import within_limit
from deskbot.engine.intake import Intake
from deskbot.model.chat import SLACK
from deskbot.model.message import LONGEST_ANSWER
from deskbot.store import tickets
from deskbot.store.database import Database
from deskbot.tickets.speech import say
from deskbot.triage.form import CHOICES, category_of, fields, is_unreadable
from deskbot.triage.requirements import questions_for
from deskbot.web.slack_kept import arrival_of
from deskbot.web.slack_opening import Client, opened
from deskbot.wires.slack_answers import SlackAnswers
from deskbot.wires.told import object_in, text_in

LONGEST_LOOK = 0.8
"""Seconds that the reader's language is looked for; English is opened in time."""


@dataclass(frozen=True, slots=True)
class SlackForms:
    """Opens forms, and takes what was written into them."""

    intake: Intake
    database: Database
    client: Client
    answers: SlackAnswers

    async def take(self, body: Payload) -> BoltResponse | None:
        """Take a request that is about a form; None where it is about none.

        Raises:
            UnavailableError: what was written in was not kept.
        """
        kind = text_in(body, "type")
        if submitted(body):
            return await self._submitted(body)
        if kind == "view_closed":
            return BoltResponse(status=200)
        if kind == "shortcut" and text_in(body, "callback_id") == GLOBAL_SHORTCUT:
            await self._open_new(body, presser(body), team_of(body))
            return BoltResponse(status=200)
        if kind == "message_action" and text_in(body, "callback_id") == SHORTCUT:
            return await self._open_of_message(body)
        if text_in(body, "command") and _wants_form(text_in(body, "text")):
            opened = await self._open_new(body, commander(body), text_in(body, "team_id"))
            return BoltResponse(status=200) if opened else None
        return await self._pressed(body, text_in(pressed(body), "action_id"))

    async def _pressed(self, body: Payload, name: str) -> BoltResponse | None:
        if name == CATEGORY and object_in(body, "view"):
            await self._change(object_in(body, "view"), team_of(body))
        elif name == NEW_TICKET:
            await self._open_new(body, presser(body), team_of(body))
        elif name == ASK_ALL:
            await self._open_answers(body)
        else:
            return None
        return BoltResponse(status=200)

    # -- opening

    async def _open_answers(self, body: Payload) -> None:
        """Open the form with all questions of a letter of ours; who may answer is judged when they have."""
        ticket, keys = asked_by(pressed(body))
        keys = keys if ticket is None else await self._unanswered(ticket, keys)
        if not keys:
            words = text_in(object_in(body, "message"), "text")
            await self.answers.put_instead(text_in(body, "response_url"), all_answered(body), words)
            return
        language = await self._language(presser(body))
        questions = questions_for(keys, language)
        if questions and ticket is not None:
            about = About(language, ticket, _thread(body))
            await self._open(body, team_of(body), answers_form(words_of(language, ANSWERS), about, questions))

    async def _open_new(
        self, body: Payload, actor: str, team: str, draft: Filled | None = None, files: tuple[Payload, ...] = ()
    ) -> bool:
        language, category = await self._language(actor), CHOICES[0]
        about = About(language, files=files)
        empty = Filled(NEW, about)
        view = new_form(words_of(language, NEW), about, category, fields(category, language), draft or empty)
        return await self._open(body, team, view)

    async def _open_of_message(self, body: Payload) -> BoltResponse | None:
        """Open the form with the words of a message; where that cannot be, the message itself is taken."""
        message, actor = object_in(body, "message"), presser(body)
        draft, kept = draft_of(words_in(message), files_in(message))
        if not actor or not await self._open_new(body, actor, team_of(body), draft, kept):
            return None
        return BoltResponse(status=200)

    async def _open(self, body: Payload, team: str, view: Payload) -> bool:
        trigger = text_in(body, "trigger_id")
        return await opened(self.client, team, lambda client: client.views_open(trigger_id=trigger, view=view))

    async def _change(self, view: Payload, team: str) -> None:
        """Ask for what the category that was chosen needs; what stands in the form stays."""
        if name_of(view) != NEW:
            return
        filled = filled_in(view)
        category, about = category_of(filled.category), filled.about
        words = words_of(about.language, NEW)
        anew = new_form(words, about, category, fields(category, about.language), filled)
        which = {"view_id": text_in(view, "id"), "hash": text_in(view, "hash")}
        await opened(self.client, team, lambda client: client.views_update(**which, view=anew))

    async def _unanswered(self, ticket: int, keys: tuple[str, ...]) -> tuple[str, ...]:
        """Return which questions of a letter still are ones; all, where that cannot be found out in time."""

        async def look() -> tuple[str, ...]:
            async with self.database.begin() as session:
                known = {one["key"] for one in (await tickets.get(session, ticket)).findings}
            return tuple(key for key in keys if key not in known)

        try:
            return await within_limit(look, LONGEST_LOOK)
        except Exception:  # noqa: BLE001  (what is asked once too often harms nobody)
            return keys

    async def _language(self, actor: str) -> str:
        async def look() -> str:
            async with self.database.begin() as session:
                return await tickets.language_of(session, SLACK, actor)

        try:
            return await within_limit(look, LONGEST_LOOK)
        except Exception:  # noqa: BLE001  (a form in English is better than none)
            return ""

    # -- what was written in

    async def _submitted(self, body: Payload) -> BoltResponse:
        view, actor = object_in(body, "view"), presser(body)
        if not name_of(view):
            language = About.read(text_in(view, "private_metadata")).language
            old = notice(words_of(language, NEW), escaped(say(language, "form-old")))
            return _answered({"response_action": "update", "view": old})
        filled = filled_in(view)
        errors = problems(filled)
        if errors:
            return _answered({"response_action": "errors", "errors": errors})
        if actor and filled.text:
            # A form is sent off once: sent again, it is known by its own name.
            await self.intake.accept(arrival_of(f"form.{actor}.{text_in(view, 'id')}", body))
        return BoltResponse(status=200)


def problems(filled: Filled) -> dict[str, str]:
    """Return what is wrong with what was written in, by the block in which it stands."""
    language, found = filled.about.language, dict[str, str]()
    if filled.name == NEW and not filled.summary:
        found[SUMMARY] = say(language, "form-empty")
    if len(filled.summary) > LONGEST_SUMMARY:
        found[SUMMARY] = say(language, "form-long", most=LONGEST_SUMMARY, now=len(filled.summary))
    answers = filled.answers or {}
    for question in questions_for(answers, language):
        said = answers[question.key]
        if len(said) > LONGEST_ANSWER:
            found[FACT + question.key] = say(language, "form-long", most=LONGEST_ANSWER, now=len(said))
        elif is_unreadable(question.key, said):
            found[FACT + question.key] = say(language, "form-unread", question=question.short)
    if filled.name == ANSWERS and not answers and filled.first:
        found[filled.first] = say(language, "form-none")
    return found


def words_of(language: str, name: str) -> Words:
    """Return what a form says in a language."""
    return Words(
        title=say(language, f"form-title-{name}"),
        submit=say(language, "form-submit"),
        cancel=say(language, "form-cancel"),
        category=say(language, "form-category"),
        summary=say(language, "form-summary"),
        details=say(language, "form-details"),
        choices=tuple((one.value, say(language, f"form-{one.value}")) for one in CHOICES),
    )


def _wants_form(text: str) -> bool:
    wanted = read_command(text.strip())
    return wanted.verb is Verb.NEW and wanted.problem is Problem.NO_WORDS


def _thread(body: Payload) -> str:
    """Return the thread in which a form was asked for, as a press in it would have; empty for none."""
    where, message = object_in(body, "container"), object_in(body, "message")
    channel = text_in(where, "channel_id") or text_in(object_in(body, "channel"), "id")
    stamp = text_in(message, "ts") or text_in(where, "message_ts")
    root = text_in(message, "thread_ts") or text_in(where, "thread_ts") or stamp
    return id_of(team_of(body), channel, root) if channel and root else ""


def _answered(told: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=told)
