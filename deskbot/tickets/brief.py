"""What we say to people in few words: two segments of a text, and no more. Pure.

The same matters as in `replies`, for wires on which a letter does not fit. What matters most stands first, and what no
longer fits is left out, the least important first.
"""

from __future__ import annotations

from collections.abc import Sequence

from deskbot.model.case import Category, Decision, Writer
from deskbot.model.gsm import CONCATENATED, as_texted, segments
from deskbot.model.message import MARKER, Question
from deskbot.tickets.reference import reference
from deskbot.tickets.voice import Setting, Voice

MOST_SEGMENTS = 2
_SIGNATURE = "\n-- \n"


def acknowledgement(number: int, decision: Decision, writer: Writer, setting: Setting) -> str:
    """Return the answer to a message that opened a ticket."""
    voice = Voice(number, setting)
    if decision.category is Category.ENDUSER:
        return fitting([voice("brief-end-user")])
    opened = voice("brief-opened", severity=decision.severity) if writer.proven else voice("brief-unproven")
    unread = [voice("brief-unread")] if decision.unread else []
    return fitting([opened, *unread, *_urgency(voice, decision), *_question(decision.questions), *voice.promise()])


def follow_up(
    number: int,
    decision: Decision,
    setting: Setting,
    *,
    completed: bool,
    known_here: bool,
    reopened: bool = False,
    handed_over: bool = False,
) -> str:
    """Return the answer to a message that was added to a ticket; see `replies.follow_up`.

    Who writes without threads is told each time where it went, and how it goes elsewhere. That a person goes on is
    told once: when the ticket is `handed_over`.
    """
    voice = Voice(number, setting)
    if decision.solved:
        return fitting([voice("solved")])
    added = [voice("brief-reopened" if reopened and known_here else "brief-added")]
    urgency = _urgency(voice, decision)
    if not known_here:
        return fitting([*added, *urgency])
    asked = _question(decision.questions)
    if decision.helped is False:
        asked = [voice("not-helped")]
    elif decision.unread:
        asked = [voice("brief-unread")]
    elif completed and not asked:
        asked = [voice("completed")]
    elif handed_over:
        asked = [voice("handed-over")]
    elsewhere = [] if asked else [voice("brief-elsewhere")]
    return fitting([*added, *urgency, *asked, *voice.promise(), *elsewhere])


def one_question(questions: Sequence[Question]) -> tuple[Question, ...]:
    """Return the question that is asked first, where one is asked at a time: what waits for it before what helps."""
    ordered = sorted(questions, key=lambda question: question.helpful)
    return tuple(ordered[:1])


def reminder(number: int, questions: Sequence[Question], setting: Setting) -> str:
    """Return the reminder of somebody who has not answered."""
    return fitting([Voice(number, setting)("brief-reminder"), *_question(questions)])


def body_of(letter: str) -> str:
    """Return a letter without what stands around it."""
    text = letter.removeprefix(MARKER)
    body, ours, _ = text.rpartition(_SIGNATURE)  # somebody may have written such a line above ours
    return (body if ours else text).strip()


def with_paragraph(letter: str, paragraph: str) -> str:
    """Return a letter with one more paragraph, above what stands below its body."""
    body, ours, below = letter.rpartition(_SIGNATURE)
    return f"{body.rstrip()}\n\n{paragraph}\n{ours}{below}" if ours else f"{letter.rstrip()}\n\n{paragraph}\n"


def of_letter(number: int, letter: str) -> str:
    """Return a letter as it is texted: without what stands around it, under its ticket's name."""
    body = body_of(letter)
    said = "\n".join(line.strip() for line in body.splitlines() if line.strip())
    return said if not number or reference(number) in said else f"{reference(number)}: {said}"


def begun(text: str, rest: str) -> str:
    """Return the beginning of a text that is too long, with what says where the rest is."""
    text, room = as_texted(text), MOST_SEGMENTS * CONCATENATED
    while not fits(f"{text} {rest}"):
        room -= 10
        text = text[:room].rpartition(" ")[0].rstrip(" .,:;-") + "..."
    return f"{text} {rest}"


def fits(text: str) -> bool:
    """Return whether a text is short enough to be texted whole."""
    return segments(as_texted(text)) <= MOST_SEGMENTS


def fitting(sentences: Sequence[str]) -> str:
    """Return sentences as one text, less those at the end that no longer fit."""
    kept = list(sentences)
    while len(kept) > 1 and not fits(" ".join(kept)):
        kept.pop()
    return " ".join(kept)


def _urgency(voice: Voice, decision: Decision) -> list[str]:
    setting = voice.setting
    if setting.paged or setting.paged_already:
        return [voice("brief-paged")]
    if setting.taken_by:
        return [voice("brief-taken", responder=setting.taken_by)]
    if setting.paged_from:
        return [voice("brief-paged-from", opens=setting.paged_from)]
    if setting.page_held:
        return [voice("brief-held")]
    if decision.urgent:
        return [voice("brief-urgent")]
    return [voice("brief-claimed")] if decision.claimed else []


def _question(questions: Sequence[Question]) -> list[str]:
    return [question.short for question in one_question(questions)]
