"""What is written to somebody, and in which form it goes by their wire: as a letter, into a chat, as a text. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from deskbot.channels import Capabilities, Form
from deskbot.model.message import Attachment, Offer, Question
from deskbot.tickets import brief
from deskbot.tickets.offers import for_questions
from deskbot.tickets.reference import reference
from deskbot.tickets.speech import say


@dataclass(frozen=True, slots=True)
class Letter:
    """What is written about a ticket."""

    text: str
    """With all that stands around it."""
    subject: str = ""
    """Without the ticket's tag; the ticket's own where it is empty."""
    few: str = ""
    """The same in few words, for who is texted; of a letter that is short itself it may be empty."""
    questions: tuple[Question, ...] = ()
    """What is asked for in the text, for channels that have a form of their own for it."""
    offers: tuple[Offer, ...] = ()
    """What may be answered by pressing a button, on channels that have such."""
    steps: str = ""
    """Of the known issue that stands in the text, for chats that are written to in few words."""
    files: tuple[Attachment, ...] = ()
    """What goes with it; kept in the blob store already."""
    automatic: bool = True
    """False for what a person at the desk wrote."""
    instead: bool = False
    """Whether it goes by another way than was meant; see `Outbound.instead`."""


@dataclass(frozen=True, slots=True)
class Formed:
    """A letter in the form of its wire."""

    letter: Letter
    lacks: bool = False
    """Whether it lacks something that the wire cannot carry, and which is to go by another way."""


def formed(letter: Letter, can: Capabilities, number: int) -> Formed:
    """Return a letter as its wire takes it.

    Args:
        letter: the letter.
        can: what the wire can do.
        number: the ticket's.
    """
    match can.form:
        case Form.LETTER:
            return Formed(letter)
        case Form.TEXT:
            few = letter.few or brief.of_letter(number, letter.text)
            texted = replace(letter, few=few, questions=brief.one_question(letter.questions), files=())
            return Formed(texted, lacks=bool(letter.files) or not brief.fits(few))
        case Form.CHAT | Form.SINGLY:
            return _in_chat(letter, can, number)


def _in_chat(letter: Letter, can: Capabilities, number: int) -> Formed:
    """Return a letter without what stands around it."""
    singly = can.form is Form.SINGLY
    briefly = bool(singly and letter.few)
    few = letter.few if briefly else brief.body_of(letter.text)
    few = f"{few}\n\n{letter.steps}" if briefly and letter.steps else few
    questions = brief.one_question(letter.questions) if singly else letter.questions
    # Nobody is asked whether advice has helped that they were not given.
    offered = () if briefly and not letter.steps else letter.offers
    offers = offered or for_questions(number, questions)
    lacks = _is_too_long(few, can) or (bool(letter.files) and not can.files)
    said = replace(letter, few=few, questions=questions, offers=offers, files=() if lacks else letter.files)
    return Formed(said, lacks)


def begun(letter: Letter, can: Capabilities, rest: str) -> Letter:
    """Return a letter, formed already, less what goes by another way, and with words that say so.

    Args:
        letter: the letter.
        can: what its wire can do.
        rest: says where the rest is.
    """
    if can.form is Form.TEXT:
        return replace(letter, few=brief.begun(letter.few, rest))
    if can.max_text and _is_too_long(letter.few, can):
        return replace(letter, few=f"{letter.few[: can.max_text - len(rest) - 2].rstrip()}… {rest}")
    return letter


def with_link(letter: Letter, form: Form, link: str, number: int, language: str) -> Letter:
    """Return a letter, formed already, with the link to its reader's page; a text has it where there is room.

    Args:
        letter: the letter.
        form: the form of its wire.
        link: the link; empty for none.
        number: the ticket's.
        language: its reader's.
    """
    if not link:
        return letter
    if form is Form.LETTER:
        return replace(
            letter,
            text=brief.with_paragraph(letter.text, say(language, "page-link", ticket=reference(number), link=link)),
        )
    linked = f"{letter.few} {say(language, 'page-link-brief', link=link)}"
    return replace(letter, few=linked) if form is Form.TEXT and brief.fits(linked) else letter


def _is_too_long(text: str, can: Capabilities) -> bool:
    return can.max_text is not None and len(text) > can.max_text
