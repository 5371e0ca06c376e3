"""What `deskbot init` asks, what it says of an answer that cannot be so, and answers that stand in a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError
from yaml.nodes import SequenceNode

from deskbot.desk.beginning import EXAMPLE, VARIABLES, Answers, Person, desk_text, variables
from deskbot.desk.positions import Problems, Section, compose
from deskbot.desk.reading import read_desk
from deskbot.errors import ConfigurationError
from deskbot.setting_words import said_of
from deskbot.settings import Settings
from deskbot.wires.hosts import wrong_with_address
from deskbot.wires.letters.relay import Relay

NOBODY = Person(name="-", number="+1 555 555 0199")
BLANK = replace(EXAMPLE, notify="nobody@example.invalid", people=(NOBODY,))
"""What stands in for answers that are still to come: an answer is read together with those before it."""

PEOPLE = "people"
LIST = "addresses"
OF_A_PERSON = ("name", "number", "mail")


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked."""

    key: str
    """Which answer it is."""
    asks: str
    usual: str | None = ""
    """What counts where nothing is answered; None: something has to be."""
    like: str = ""
    """How an answer could look."""
    secret: bool = False
    """It is not shown while it is typed."""
    wanted: Callable[[Answers], object] = lambda _: True
    """Whether it is asked at all, after those before it."""


THE_DESK = (
    Question("name", "What is the desk called", EXAMPLE.name),
    Question(
        LIST,
        "Mail addresses that open tickets, with commas between; ours comes from the first",
        None,
        like="support@desk.example",
    ),
    Question(
        "notify",
        "Mail address that hears of every new ticket, and when nobody answers a page",
        None,
        like="desk@desk.example",
    ),
    Question("zone", "Time zone", EXAMPLE.zone, like="America/Chicago"),
    Question("number", "Telephone number of the desk, as answers name it", None, like="+1 555 555 0100"),
)
A_PERSON = (
    Question("name", "Somebody who can be paged, by name", None, like="Ana Ruiz"),
    Question("number", "Number that gets their texts and calls", None, like="+1 512 555 0110"),
    Question("mail", "Their mail address; nothing for none"),
)
THE_REST = (
    Question(
        "turns", "How they take turns: weekly, daily, monthly, or always (all at once)", EXAMPLE.turns,
        wanted=lambda answers: len(answers.people) > 1,
    ),
    Question("hours", "Hours from Monday to Friday in which S2 rings; nothing for any hour", like="07:00-19:00"),
    Question(
        "database", "PostgreSQL's URL; nothing for deskbot's own", like="postgresql://deskbot:PASSWORD@HOST/deskbot"
    ),
    Question("relay", "Relay that sends letters; nothing simulates it", like="smtp+starttls://USER:PASSWORD@HOST:587"),
    Question(
        "mailbox", "Mailbox that is fetched; nothing where mail comes by SMTP", like="imaps://USER:PASSWORD@HOST"
    ),
    Question("twilio_account", "Twilio: account SID; nothing simulates phones", like="AC…"),
    Question(
        "twilio_token", "Twilio: auth token", None, secret=True, wanted=lambda answers: answers.twilio_account
    ),
    Question(
        "twilio_number", "Twilio: number that pages come from", None, like="+15125550100",
        wanted=lambda answers: answers.twilio_account,
    ),
    Question(
        "public_url", "Address under which the outside reaches the web side", None, like="https://desk.example",
        wanted=lambda answers: answers.twilio_account,
    ),
    Question("slack_token", "Slack: bot token; nothing for no Slack", like="xoxb-…", secret=True),
    Question("slack_secret", "Slack: signing secret", None, secret=True, wanted=lambda answers: answers.slack_token),
    Question("telegram_token", "Telegram: the bot's token; nothing for no Telegram", secret=True),
)  # fmt: skip
QUESTIONS: Mapping[str, Question] = {question.key: question for question in (*THE_DESK, *THE_REST)}


def answered(answers: Answers, key: str, text: str) -> Answers:
    """Return the answers with one more."""
    value: Any = tuple(filter(None, (one.strip() for one in text.split(",")))) if key == LIST else text.strip()
    return replace(answers, **{key: value})


def wrong_with(answers: Answers, now: datetime) -> list[str]:
    """Return what deskbot's own readers say of files made of the answers, without the lines of files not yet there."""
    found: list[str] = []
    try:
        read_desk(desk_text(answers, now), "")
    except ConfigurationError as error:
        found += [line.partition(": ")[2] for line in str(error).splitlines()]
    found += [
        f'"{person.name}" is no name, which has letters'
        for person in answers.people
        if person is not NOBODY and not any(map(str.isalpha, person.name))
    ]
    told = variables(answers)
    for key, name in VARIABLES.items():
        if name in told:
            found += [f"{key} {says}" for says in _wrong_with_setting(name, told[name])]
    return list(dict.fromkeys(found))


def _wrong_with_setting(name: str, value: str) -> list[str]:
    if "${" in value or not value.isprintable():  # in .env the first names another variable, within quotes, too
        return ["holds a sign that .env cannot carry as it is; write %24 for a $ in a URL"]
    field = Settings.model_fields[name.removeprefix("DESKBOT_").lower()]
    try:
        if field.metadata:
            kind: Any = Annotated[(field.annotation, *field.metadata)]
            TypeAdapter[Any](kind).validate_python(value)
        if name == "DESKBOT_SMTP_RELAY":
            Relay.from_url(value, 1)
        if name == "DESKBOT_PUBLIC_URL" and (says := _wrong_with_public(value)):
            return [says]
    except ValidationError as error:
        return [f"{said_of(error.errors()[0])}; {name} is: {field.description}"]
    except ConfigurationError as error:
        return [str(error)]
    return []


def _wrong_with_public(url: str) -> str:
    if not url.startswith("https://"):
        return "has to begin with https://, as the carrier calls it"
    return wrong_with_address(url)


def read_answers(text: str, filename: str, usual: Mapping[str, str]) -> Answers:
    """Read answers from YAML: a key for each question, and `people` as a list of names, numbers and mail addresses.

    Args:
        text: what stands there.
        filename: how messages name it.
        usual: what counts where nothing is answered, beside what every question has for it.

    Raises:
        ConfigurationError: they cannot be so; says everything that is wrong.
    """
    problems = Problems(filename)
    node = compose(text, problems, empty="there is no answer in it; begin with: name: Example Service Desk")
    file = Section(node, "the file", problems).only(*QUESTIONS, PEOPLE)
    answers = EXAMPLE
    if file.empty(PEOPLE):
        file.lacks(PEOPLE, 'people: [{name: Ana Ruiz, number: "+1 512 555 0110"}]')
    people = [one.only(*OF_A_PERSON) for one in file.items(PEOPLE, "person")]
    for person in people:
        for key in ("name", "number"):
            if not person.raw(key):
                person.lacks(key, f'{key}: "{getattr(EXAMPLE.people[0], key)}"')
    if people:
        told = tuple(Person(name=one.raw("name"), number=one.raw("number"), mail=one.raw("mail")) for one in people)
        answers = replace(answers, people=told)
    for key, question in QUESTIONS.items():
        written = file.value(key)
        value = ",".join(_texts(written)) if isinstance(written, SequenceNode) else file.raw(key)
        if not value and question.usual is None and question.wanted(answers):
            file.lacks(key, f'{key}: "{question.like or "…"}"')
        answers = answered(answers, key, value or usual.get(key, question.usual or ""))
    if problems:
        raise problems.error()
    return answers


def _texts(node: SequenceNode) -> Sequence[str]:
    return [str(item.value) for item in node.value]
