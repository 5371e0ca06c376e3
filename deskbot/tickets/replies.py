"""What we say to people who write: plain text, composed of paragraphs that each have their reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from deskbot.model.case import Category, Decision, Writer
from deskbot.model.message import MARKER, Question
from deskbot.model.task import Task
from deskbot.tickets.guidance import Matter, guidance_for, still_open
from deskbot.tickets.reference import reference
from deskbot.tickets.speech import ENGLISH, say, written_in
from deskbot.tickets.tasks import listed
from deskbot.tickets.voice import Setting, Voice


@dataclass(frozen=True, slots=True)
class Advice:
    """The known issue that a reply suggests; public text only."""

    title: str
    resolution: str


def acknowledgement(
    number: int, subject: str, decision: Decision, writer: Writer, setting: Setting, advice: Advice | None
) -> str:
    """Return the answer to a message that opened a ticket."""
    voice = Voice(number, setting)
    if decision.unread:
        return letter(_unread(voice, subject, decision, writer), setting)
    if not writer.proven:
        return letter(_unproven(voice, decision, advice), setting)
    opening = voice(
        "opening",
        subject=subject,
        category=voice(f"category-{decision.category}"),
        severity=voice(f"severity-{decision.severity}"),
    )
    return letter(
        [
            _hello(voice, writer),
            opening,
            *_end_user(voice, decision),
            *_urgency(voice, decision),
            *voice.promise(),
            *_questions(voice, decision.questions),
            *guidance_for(Matter(decision, voice, proven=True)),
            *_advice(voice, advice),
            *_expired(voice),
            *_next(voice, decision),
        ],
        setting,
    )


def follow_up(
    number: int,
    decision: Decision,
    setting: Setting,
    *,
    completed: bool,
    known_here: bool,
    reopened: bool = False,
    advice: Advice | None = None,
) -> str | None:
    """Return the answer to a message that was added to a ticket, or None where none is needed.

    Args:
        number: the ticket.
        decision: what triage said of the message.
        setting: phone number, page, language.
        completed: the ticket lacked facts before this message, and lacks none now.
        known_here: the sender takes part in the ticket, so that what it lacks may be told.
        reopened: the ticket counted as over before this message, and is open again.
        advice: the known issue that it turned out to be.
    """
    voice = Voice(number, setting)
    told = (setting.paged, setting.paged_already, setting.taken_by, setting.paged_from, setting.page_held)
    body = [*_urgency(voice, decision)] if any(told) else []
    if decision.solved:
        body.append(voice("solved"))
    elif known_here:
        if decision.noted:
            facts = "; ".join(f"{name}: {value.rstrip('. ')}" for name, value in decision.noted)
            body.append(voice("noted", facts=facts))
        body += _questions(voice, decision.questions)
        if decision.helped is False:
            body.append(voice("not-helped"))
        elif decision.unread:
            body.append(voice.urgently("unread"))
        elif completed:
            body.append(_completed(voice, decision))
        elif decision.hand_over:
            body.append(voice("handed-over"))
        body += _advice(voice, advice)
    body += [*voice.promise(), *_expired(voice)]
    if reopened and known_here:
        return letter([voice("reopened"), *body], setting)
    return letter([voice("added"), *body], setting) if body else None


def steps(number: int, advice: Advice, setting: Setting) -> str:
    """Return the steps of a known issue as they are told where the rest of a letter is told in few words.

    They are told whole: half of a step, or a step without its warning, is worse than many words.
    """
    return "\n\n".join(_advice(Voice(number, setting), advice))


def taken(number: int, responder: str, setting: Setting) -> str:
    """Return what the reseller is told when a responder has acknowledged the page."""
    voice = Voice(number, setting)
    return letter([voice("taken", responder=responder), voice("taken-phone")], setting)


def unanswered(number: int, setting: Setting) -> str:
    """Return what the reseller is told when nobody acknowledged the page."""
    voice = Voice(number, setting)
    return letter([voice("unanswered"), voice("unanswered-phone")], setting)


def reminder(number: int, subject: str, questions: Iterable[Question], setting: Setting) -> str:
    """Return the reminder of a reseller who has not answered."""
    voice = Voice(number, setting)
    return letter(
        [voice("reminder", subject=subject), *_questions(voice, tuple(questions)), voice("reminder-end")], setting
    )


def suggestion(number: int, subject: str, advice: Advice, setting: Setting) -> str:
    """Return a known issue as somebody at the desk suggests it."""
    voice = Voice(number, setting)
    return letter([voice("suggested", subject=subject), *_advice(voice, advice)], setting)


def closed_by_silence(number: int, setting: Setting) -> str:
    """Return what the reseller is told when silence closed the ticket."""
    return letter([Voice(number, setting)("closed-by-silence")], setting)


def hands_on(number: int, tasks: Iterable[Task], local: datetime, setting: Setting) -> str:
    """Return the paragraph that asks for hands-on work; `local` is the present moment where the reader is."""
    return Voice(number, setting)("hands-on") + "\n\n" + "\n".join(listed(tasks, local))


def task_overdue(number: int, task: Task, local: datetime, setting: Setting) -> str:
    """Return what the reseller is told when a task's time has passed without an answer."""
    voice = Voice(number, setting)
    body = [voice("task-overdue"), "\n".join(listed([task], local)), voice("task-overdue-end", letter=task.letter)]
    return letter(body, setting)


def solved_together(number: int, subject: str, setting: Setting, *, solution: str = "", responder: str = "") -> str:
    """Return what the reseller is asked when the trouble behind their ticket, or of which it was a part, is solved.

    Args:
        number: their ticket.
        subject: its subject.
        setting: what a letter needs beside.
        solution: what the responder writes about it; empty where they write nothing.
        responder: who that is, by name.
    """
    voice = Voice(number, setting)
    words = [voice("solution", responder=responder), solution] if solution else []
    return letter([voice("solved-together", subject=subject), *words, voice("solved-together-how")], setting)


def not_urgent(number: int, responder: str, setting: Setting, *, why: str = "") -> str:
    """Return what the reseller is told when a responder has judged that nobody need come now; `why` in their words."""
    voice = Voice(number, setting)
    words = [voice("solution", responder=responder), why] if why else []
    return letter([voice("not-urgent", responder=responder), *words, voice("not-urgent-how")], setting)


def merged(number: int, into: int, setting: Setting, tasks: Sequence[str] = ()) -> str:
    """Return what the reseller is told when two of their tickets became one; `tasks` have other letters by that."""
    voice = Voice(number, setting)
    return letter([voice("merged", into=reference(into)), *_relettered(voice, tasks)], setting)


def parted(number: int, other: int, subject: str, setting: Setting, tasks: Sequence[str] = ()) -> str:
    """Return what the reseller is told when a ticket of theirs is handled by itself (again); see `merged`."""
    voice = Voice(number, setting)
    return letter([voice("parted", other=reference(other), subject=subject), *_relettered(voice, tasks)], setting)


def _relettered(voice: Voice, tasks: Sequence[str]) -> list[str]:
    return [voice("tasks-relettered"), "\n".join(tasks)] if tasks else []


def from_desk(text: str, author: str, setting: Setting) -> str:
    """Return an agent's own words as a letter."""
    return letter([text, author], setting)


def unproven_subject(language: str) -> str:
    """Return the subject for strangers: no echo of theirs, as our mail must not carry their words to somebody else."""
    return say(language, "unproven-subject")


def moment(at: datetime, zone: str, language: str) -> str:
    """Return a moment as people of a zone read it; names of days and months only in English."""
    local = at.astimezone(ZoneInfo(zone))
    how = "%A %d %B, %H:%M" if written_in(language) == ENGLISH else "%Y-%m-%d, %H:%M"
    return f"{local:{how}} ({zone})"


def letter(paragraphs: Iterable[str], setting: Setting) -> str:
    """Return paragraphs as a letter, with our marker above and the number below."""
    return "\n\n".join([MARKER, *paragraphs, f"-- \n{setting.desk_name}\nService Desk: {setting.phone}"]) + "\n"


def _hello(voice: Voice, writer: Writer) -> str:
    name = next(iter(writer.person.split()), "") if writer.proven else ""
    return voice("hello-name", name=name) if name else voice("hello")


def _unproven(voice: Voice, decision: Decision, advice: Advice | None) -> list[str]:
    """Give nothing away: the reference, generic questions, public advice, the number, whether it was paged."""
    return [
        voice("hello"),
        voice("unproven"),
        *_end_user(voice, decision),
        *_urgency(voice, decision),
        *_questions(voice, decision.questions),
        *guidance_for(Matter(decision, voice, proven=False)),
        *_advice(voice, advice),
    ]


def _unread(voice: Voice, subject: str, decision: Decision, writer: Writer) -> list[str]:
    """Say what is certain, and how to reach somebody: nothing of the message was read."""
    opening = voice("opening-unread", subject=subject) if writer.proven else voice("unproven")
    urgency = [*_urgency(voice, decision), *voice.promise(), voice.urgently("unread")]
    return [_hello(voice, writer), opening, *urgency, *_expired(voice)]


def _end_user(voice: Voice, decision: Decision) -> list[str]:
    return [voice("end-user")] if decision.category is Category.ENDUSER else []


def _urgency(voice: Voice, decision: Decision) -> list[str]:
    setting = voice.setting
    if setting.paged:
        return [voice.urgently("paged")]
    if setting.taken_by:
        return [voice.urgently("taken-already", responder=setting.taken_by)]
    if setting.paged_already:
        return [voice.urgently("paged-already")]
    if setting.paged_from:
        return [voice.urgently("paged-later" if setting.paged_later else "paged-from", opens=setting.paged_from)]
    if setting.page_held:
        return [voice.urgently("page-held")]
    if decision.urgent:
        return [voice.urgently("urgent-known")]
    return [voice.urgently("claimed", claimed=decision.claimed)] if decision.claimed else []


def _questions(voice: Voice, questions: tuple[Question, ...]) -> list[str]:
    if all(question.claimed for question in questions):
        return [question.text for question in questions]
    helpful = voice("if-you-have-it")
    lines = [
        f"{place}. {question.text}" + (f" {helpful}" if question.helpful and not question.claimed else "")
        for place, question in enumerate(questions, start=1)
    ]
    begin = voice("questions-helpful") if all(question.helpful for question in questions) else voice("questions")
    return [begin + "\n\n" + "\n".join(lines)]


def _advice(voice: Voice, advice: Advice | None) -> list[str]:
    if advice is None:
        return []
    known = " ".join(part for part in (voice("advice", title=advice.title), voice("advice-language")) if part)
    return [f"{known}\n\n{advice.resolution.strip()}", voice("advice-end")]


def _completed(voice: Voice, decision: Decision) -> str:
    """Say that the desk can start, and what it looks at beside that nobody has told."""
    items = still_open(Matter(decision, voice, proven=True))
    return voice("completed-but", items="; ".join(items)) if items else voice("completed")


def _expired(voice: Voice) -> list[str]:
    return [voice("expired")] if voice.setting.expired else []


def _next(voice: Voice, decision: Decision) -> list[str]:
    asked = any(not question.helpful for question in decision.questions)
    if asked or decision.category is Category.ENDUSER:
        return []
    return [voice("next")]
