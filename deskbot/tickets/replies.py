"""What we say to people who write: plain text, composed of paragraphs that each have their reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from deskbot.model.case import Category, Decision, Severity, Writer
from deskbot.model.message import MARKER, Question
from deskbot.tickets.reference import reference

SEVERITY_WORDS = {
    Severity.S1: "S1 (critical)",
    Severity.S2: "S2 (major)",
    Severity.S3: "S3 (minor)",
    Severity.S4: "S4 (request)",
}

CATEGORY_WORDS = {
    Category.INCIDENT: "incident",
    Category.RMA: "return of hardware (RMA)",
    Category.LICENCE: "licence",
    Category.HOWTO: "question",
    Category.ACCESS: "access",
    Category.ENHANCEMENT: "enhancement",
    Category.SECURITY: "security",
    Category.STATUS: "follow-up",
    Category.ENDUSER: "end customer",
    Category.JUNK: "other",
}


@dataclass(frozen=True, slots=True)
class Advice:
    """The known issue that a reply suggests; public text only."""

    title: str
    resolution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a reply needs to know beside the decision."""

    desk_name: str
    phone: str
    """The Service Desk number for the reader's region."""
    paged: bool = False
    """Whether this message led to a page that goes out now."""
    paged_from: str = ""
    """When a page that waits for support hours goes out, in the reader's own time; empty if none waits."""
    page_held: bool = False
    """Whether the message is urgent, but the limit for unproven senders held its page back."""
    language: str = ""
    """ISO 639-1 code of the reader's language; English where we do not write in it."""
    links: Mapping[str, str] = field(default_factory=dict[str, str])
    """Where things are found, by the names that `desk.yaml` has for them."""


def acknowledgement(
    number: int, subject: str, decision: Decision, writer: Writer, setting: Setting, advice: Advice | None
) -> str:
    """Return the answer to a message that opened a ticket."""
    if not writer.proven:
        return letter(_unproven(number, decision, setting, advice), setting)
    name = next(iter(writer.person.split()), "")
    opening = (
        f'we have your message "{subject}" as ticket {reference(number)}: '
        f"{CATEGORY_WORDS[decision.category]}, severity {SEVERITY_WORDS[decision.severity]}."
    )
    return letter(
        [
            f"Hello {name}," if name else "Hello,",
            opening,
            *_end_user(decision, setting),
            *_urgency(number, decision, setting),
            *_questions(decision.questions),
            *_advice(advice),
            *_next(number, decision),
        ],
        setting,
    )


def follow_up(number: int, decision: Decision, setting: Setting, *, completed: bool, known_here: bool) -> str | None:
    """Return the answer to a message that was added to a ticket, or None where none is needed.

    Args:
        number: the ticket.
        decision: what triage said of the message.
        setting: phone number, page.
        completed: the ticket lacked facts before this message, and lacks none now.
        known_here: the sender takes part in the ticket, so that what it lacks may be told.
    """
    body = [*_urgency(number, decision, setting)] if setting.paged or setting.paged_from or setting.page_held else []
    if decision.solved:
        body.append(f"Good to hear. Ticket {reference(number)} is set to resolved; any answer opens it again.")
    elif known_here:
        body += _questions(decision.questions)
        if completed:
            body.append(f"Thank you, ticket {reference(number)} now has all that the desk needs to start.")
        elif decision.hand_over:
            body.append(f"Thank you. A person at the desk takes ticket {reference(number)} on with what is known.")
    if not body:
        return None
    return letter([f"Your message was added to ticket {reference(number)}.", *body], setting)


def taken(number: int, responder: str, setting: Setting) -> str:
    """Return what the reseller is told when a responder has acknowledged the page."""
    return letter(
        [
            f"{responder} has taken ticket {reference(number)} and is on it.",
            f"If you need the Service Desk on the phone: {setting.phone}.",
        ],
        setting,
    )


def unanswered(number: int, setting: Setting) -> str:
    """Return what the reseller is told when nobody acknowledged the page."""
    return letter(
        [
            f"We have called everybody on call for ticket {reference(number)}, and nobody has answered yet.",
            f"Please phone the Service Desk now on {setting.phone} and name the ticket. "
            "The desk's management has been told as well.",
        ],
        setting,
    )


def reminder(number: int, subject: str, questions: Iterable[Question], setting: Setting) -> str:
    """Return the reminder of a reseller who has not answered."""
    return letter(
        [
            f'ticket {reference(number)}, "{subject}", waits for your answer.',
            *_questions(tuple(questions)),
            "Without an answer we will close it; any answer opens it again.",
        ],
        setting,
    )


def closed_by_silence(number: int, setting: Setting) -> str:
    """Return what the reseller is told when silence closed the ticket."""
    return letter(
        [f"we have closed ticket {reference(number)}, as we have not heard from you. Any answer opens it again."],
        setting,
    )


def from_desk(text: str, author: str, setting: Setting) -> str:
    """Return an agent's own words as a letter."""
    return letter([text, author], setting)


def letter(paragraphs: Iterable[str], setting: Setting) -> str:
    """Return paragraphs as a letter, with our marker above and the number below."""
    return "\n\n".join([MARKER, *paragraphs, f"-- \n{setting.desk_name}\nService Desk: {setting.phone}"]) + "\n"


def _unproven(number: int, decision: Decision, setting: Setting, advice: Advice | None) -> list[str]:
    """Give nothing away: the reference, generic questions, public advice, the number, whether it was paged."""
    return [
        "Hello,",
        f"we have your message as ticket {reference(number)}. We could not verify who sent it, so a person at the "
        "desk will look at it before anything else is said here.",
        *_end_user(decision, setting),
        *_urgency(number, decision, setting),
        *_questions(decision.questions),
        *_advice(advice),
    ]


def _end_user(decision: Decision, setting: Setting) -> list[str]:
    if decision.category is not Category.ENDUSER:
        return []
    return [
        "The quickest way to help is the company that installed and looks after your telephone system: it knows "
        "your site and reaches us directly. Please call them; their name is often on a label on the equipment or "
        f"on its invoices. If calls to the emergency number fail, phone us now on {setting.phone}."
    ]


def _urgency(number: int, decision: Decision, setting: Setting) -> list[str]:
    phone = f"{setting.phone}, ticket {reference(number)}"
    if setting.paged:
        return [
            f"The Service Desk's responder on call is being paged for this now. Please phone the Service Desk "
            f"as well: {phone}."
        ]
    if setting.paged_from:
        return [
            f"The responder on call will be paged for this when support opens, {setting.paged_from}. If it cannot "
            f"wait that long, phone the Service Desk now: {phone}. To raise it, answer this message and say which "
            "calls fail and for how many people."
        ]
    if setting.page_held:
        return [f"This message was not paged. If it is urgent, phone the Service Desk now: {phone}."]
    if decision.urgent:
        return [f"The Service Desk knows that this is urgent. You can reach it by phone: {phone}."]
    if decision.claimed:
        return [
            f'You called it "{decision.claimed}". If calls fail, or it has become worse than described, phone the '
            f"Service Desk now: {phone}."
        ]
    return []


def _questions(questions: tuple[Question, ...]) -> list[str]:
    if not questions:
        return []
    lines = [f"{place}. {question.text}" for place, question in enumerate(questions, start=1)]
    return ["To go on we need the following. Please answer by number, above this text:\n\n" + "\n".join(lines)]


def _advice(advice: Advice | None) -> list[str]:
    if advice is None:
        return []
    return [
        f"This looks like a known issue: {advice.title}.\n\n{advice.resolution.strip()}",
        "If this solves it, answer with the word: solved.",
    ]


def _next(number: int, decision: Decision) -> list[str]:
    if decision.questions or decision.category is Category.ENDUSER:
        return []
    return [f"A person at the desk goes on from here. To add something, answer this message ({reference(number)})."]
