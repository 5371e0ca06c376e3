"""Forms in Slack: a new ticket, and all questions of a ticket at once; what they ask, and what was written in. Pure.

The words on a form come from whoever opens it. What it is about stands in it (`private_metadata`), and comes back with
what was written in: nothing secret, and nothing that gives a right.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from deskbot.channels.slack.told import Payload
from deskbot.model.message import LONGEST_ANSWER, Question
from deskbot.wires.slack_text import plain_text
from deskbot.wires.told import object_in, object_of, text_in

NEW, ANSWERS = "intake", "answers"
"""The two forms; behind the name stands the version, as a form may be open while we are replaced by another release."""
VERSION = 1
ASK_ALL = "form-answers"
NEW_TICKET = "form-new"
"""Buttons that open a form, by their names."""
CATEGORY, SUMMARY, DETAILS, FACT = "category", "summary", "details", "fact-"
LONGEST_TITLE = 24
LONGEST_SUMMARY = 150
LONGEST_DETAILS = 3000
LONGEST_PLACEHOLDER = 150
LONGEST_LABEL = 2000
LONGEST_OPTION = 75
LONGEST_METADATA = 3000
MOST_FILES = 10


@dataclass(frozen=True, slots=True)
class About:
    """What a form is about."""

    language: str = ""
    ticket: int | None = None
    """The ticket whose questions it asks; None on the form for a new one."""
    thread: str = ""
    """The id of a message in the thread in which it was asked for; empty for none."""
    files: tuple[Payload, ...] = ()
    """Files of the message that is made a ticket, as Slack tells of them."""

    def as_text(self) -> str:
        """Return what the form carries; what is too long for it goes without its files."""
        told: Payload = {"l": self.language, "t": self.ticket, "r": self.thread}
        kept = [_file(one) for one in self.files[:MOST_FILES]]
        text = json.dumps(told | {"f": kept})
        return text if len(text) <= LONGEST_METADATA else json.dumps(told)

    @classmethod
    def read(cls, text: str) -> About:
        """Return what stood in a form."""
        told = object_of(text)
        ticket, files = told.get("t"), told.get("f")
        found = tuple(one for one in files if isinstance(one, dict)) if isinstance(files, list) else ()
        number = ticket if isinstance(ticket, int) else None
        return cls(text_in(told, "l"), number, text_in(told, "r"), found)


@dataclass(frozen=True, slots=True)
class Words:
    """What a form says, in its reader's language."""

    title: str
    submit: str
    cancel: str
    category: str = ""
    summary: str = ""
    details: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    """The categories: word and name."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What was written into a form."""

    name: str
    about: About
    category: str = ""
    summary: str = ""
    details: str = ""
    answers: Mapping[str, str] | None = None
    """By the questions' keys; without those that were left empty."""
    first: str = ""
    """The block that stands first in it."""

    @property
    def text(self) -> str:
        """Return it as somebody would write it: each answer behind the name of its fact."""
        facts = "\n".join(f"{key.replace('_', ' ')}: {said}" for key, said in (self.answers or {}).items())
        return "\n\n".join(part for part in (self.summary, self.details, facts) if part)


def new_form(words: Words, about: About, category: str, questions: Sequence[Question], draft: Filled) -> Payload:
    """Return the form for a new ticket of a category.

    Args:
        words: what it says.
        about: what it carries.
        category: the word of the one that is chosen.
        questions: what a ticket of the category needs.
        draft: what stands in it already.
    """
    options = [option(word, name) for word, name in words.choices]
    chosen = next((one for one in options if one["value"] == category), options[0])
    select = {"type": "static_select", "action_id": CATEGORY, "options": options, "initial_option": chosen}
    top = {"type": "input", "block_id": CATEGORY, "dispatch_action": True, "label": plain_text(words.category)}
    summary = _field(SUMMARY, words.summary, LONGEST_SUMMARY, said=draft.summary)
    details = _field(DETAILS, words.details, LONGEST_DETAILS, said=draft.details, lines=True)
    blocks = [{**top, "element": select}, {**summary, "optional": False}, details, *map(_question, questions)]
    return _view(NEW, words, about, blocks)


def answers_form(words: Words, about: About, questions: Sequence[Question]) -> Payload:
    """Return the form with all questions of a ticket."""
    return _view(ANSWERS, words, about, [_question(one) for one in questions])


def notice(words: Words, text: str) -> Payload:
    """Return a form that only says something, as one that is of no use any more does."""
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": text[:LONGEST_DETAILS], "verbatim": True}}]
    return {
        "type": "modal",
        "title": plain_text(words.title[:LONGEST_TITLE]),
        "close": plain_text(words.cancel),
        "blocks": blocks,
    }


def name_of(view: Payload) -> str:
    """Return which form of ours it is; empty for another one, and for one of another version."""
    name, _, version = text_in(view, "callback_id").rpartition("-")
    return name if name in (NEW, ANSWERS) and version == str(VERSION) else ""


def filled_in(view: Payload) -> Filled:
    """Return what was written into a form, or stands in it now."""
    values = object_in(object_in(view, "state"), "values")
    said = {block: _said(value) for block, value in values.items() if isinstance(value, dict)}
    answers = {
        block.removeprefix(FACT): "; ".join(line.strip() for line in words.splitlines() if line.strip())
        for block, words in said.items()
        if block.startswith(FACT) and words
    }
    about = About.read(text_in(view, "private_metadata"))
    return Filled(
        name_of(view),
        about,
        said.get(CATEGORY, ""),
        said.get(SUMMARY, ""),
        said.get(DETAILS, ""),
        dict(sorted(answers.items(), key=lambda one: _place(view, FACT + one[0]))),
        next(iter(_names(view)), ""),
    )


def submitted(body: Payload) -> bool:
    """Return whether somebody has sent a form off."""
    return text_in(body, "type") == "view_submission"


def draft_of(words: str, files: Sequence[Payload] = ()) -> tuple[Filled, tuple[Payload, ...]]:
    """Return what stands in a form that is to make a ticket of a message: its first line above, all of it below."""
    first = next((line.strip() for line in words.splitlines() if line.strip()), "")
    summary = first if len(first) <= LONGEST_SUMMARY else f"{first[: LONGEST_SUMMARY - 1]}…"
    details = "" if first == words.strip() and summary == first else words.strip()[:LONGEST_DETAILS]
    return Filled(NEW, About(), summary=summary, details=details), tuple(files)


def ask_all_button(label: str, ticket: int, keys: Sequence[str]) -> Payload:
    """Return the button that opens the form with all questions of a ticket."""
    value = json.dumps({"t": ticket, "k": list(keys)})
    button = {"type": "button", "action_id": ASK_ALL, "text": plain_text(label[:LONGEST_OPTION]), "value": value}
    return {"type": "actions", "elements": [button]}


def asked_by(button: Payload) -> tuple[int | None, tuple[str, ...]]:
    """Return the ticket and the keys of the questions that a button stands for."""
    told = object_of(text_in(button, "value"))
    number, keys = told.get("t"), told.get("k")
    found = tuple(one for one in keys if isinstance(one, str)) if isinstance(keys, list) else ()
    return number if isinstance(number, int) else None, found


def _view(name: str, words: Words, about: About, blocks: list[Payload]) -> Payload:
    return {
        "type": "modal",
        "callback_id": f"{name}-{VERSION}",
        "private_metadata": about.as_text(),
        "title": plain_text(words.title[:LONGEST_TITLE]),
        "submit": plain_text(words.submit[:LONGEST_TITLE]),
        "close": plain_text(words.cancel[:LONGEST_TITLE]),
        "blocks": blocks,
    }


def _question(question: Question) -> Payload:
    hint = " / ".join(one.label for one in question.options)
    return _field(f"{FACT}{question.key}", question.text, LONGEST_ANSWER, hint=hint)


def _field(name: str, label: str, longest: int, *, said: str = "", hint: str = "", lines: bool = False) -> Payload:
    element: Payload = {"type": "plain_text_input", "action_id": name, "max_length": longest}
    element |= {"multiline": True} if lines else {}
    element |= {"initial_value": said} if said else {}
    element |= {"placeholder": plain_text(hint[:LONGEST_PLACEHOLDER])} if hint else {}
    return {
        "type": "input",
        "block_id": name,
        "optional": True,
        "label": plain_text(label[:LONGEST_LABEL]),
        "element": element,
    }


def option(word: str, name: str) -> Payload:
    """Return something that may be chosen: what choosing it says, and what stands there."""
    return {"text": plain_text(name[:LONGEST_OPTION]), "value": word}


def _said(block: Payload) -> str:
    """Return what stands in the one field of a block."""
    field: Any = next(iter(block.values()), None)
    if not isinstance(field, dict):
        return ""
    return (text_in(field, "value") or text_in(object_in(field, "selected_option"), "value")).strip()


def _place(view: Payload, block: str) -> int:
    """Return which place a block has in a form."""
    names = _names(view)
    return names.index(block) if block in names else len(names)


def _names(view: Payload) -> list[str]:
    blocks = view.get("blocks")
    return [text_in(one, "block_id") for one in blocks if isinstance(one, dict)] if isinstance(blocks, list) else []


def _file(told: Payload) -> Payload:
    """Return what of a file is needed to fetch it."""
    return {key: told[key] for key in ("id", "name", "mimetype", "size") if key in told}
