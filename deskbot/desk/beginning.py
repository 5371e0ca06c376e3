"""From answers to a first `desk.yaml` and `.env`: what `deskbot init` writes. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from unicodedata import normalize
from zoneinfo import ZoneInfo

from deskbot.desk.roster import Rotation


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who can be paged."""

    name: str
    number: str
    """Gets texts and calls."""
    mail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a first desk needs to know, as it was answered; `wrong_with` says whether it can be so."""

    name: str
    addresses: tuple[str, ...]
    notify: str
    zone: str
    number: str
    people: tuple[Person, ...]
    turns: str = Rotation.WEEKLY.value
    """How they take turns; one person takes none."""
    hours: str = ""
    """In which S2 is paged from Monday to Friday, like "07:00-19:00"; empty is at any hour."""
    relay: str = ""
    mailbox: str = ""
    database: str = ""
    public_url: str = ""
    twilio_account: str = field(default="", repr=False)
    twilio_token: str = field(default="", repr=False)
    twilio_number: str = ""
    slack_token: str = field(default="", repr=False)
    slack_secret: str = field(default="", repr=False)
    telegram_token: str = field(default="", repr=False)

    @property
    def simulated(self) -> bool:
        """Whether phones and letters are simulated for now: something without which nobody is reached is not there."""
        return bool(self.lacks)

    @property
    def lacks(self) -> tuple[str, ...]:
        """Name the settings without which nobody is reached, and which were not answered."""
        needed = {"DESKBOT_SMTP_RELAY": self.relay, "DESKBOT_TWILIO_*": self.twilio_account}
        return tuple(name for name, answer in needed.items() if not answer)

    @property
    def keys(self) -> tuple[str, ...]:
        """The short names by which the people are called, in their order."""
        taken: list[str] = []
        for person in self.people:
            taken.append(_key(person.name, taken))
        return tuple(taken)


EXAMPLE = Answers(
    name="Service Desk",
    addresses=("support@desk.example",),
    notify="desk@desk.example",
    zone="UTC",
    number="+1 555 555 0100",
    people=(Person(name="Ana Ruiz", number="+1 512 555 0110", mail="ana@desk.example"),),
)
"""A desk with nobody real in it."""


def desk_text(answers: Answers, now: datetime) -> str:
    """Return the text of `desk.yaml`; from `now` on, at any hour, somebody is on call, and the first person first."""
    return "\n".join(
        [
            "# The desk's policy, begun by `deskbot init`. Every key: docs/desk-yaml.md; `deskbot check`",
            "# names the line of whatever is wrong. No secrets belong here: they stand in .env.",
            "",
            "desk:",
            f"  name: {_quoted(answers.name)}",
            f"  addresses: {_list(answers.addresses)} # mail to any of these opens a ticket; ours comes from the first",
            f"  notify: {_quoted(answers.notify)} # hears of every new ticket, and when nobody answers a page",
            f"  zone: {_quoted(answers.zone)}",
            "",
            "service_desk_numbers:",
            f"  default: {_quoted(answers.number)} # is named in answers",
            "",
            "staff:",
            *(
                f"  {key}: {{{', '.join(_of_person(person))}}}"
                for key, person in zip(answers.keys, answers.people, strict=True)
            ),
            "",
            "schedules:",
            "  primary:",
            f"    zone: {_quoted(answers.zone)}",
            *_turns(answers, now),
            "",
            "policies:",
            "  urgent:",
            "    levels: # `delay` is how long a level has to answer before the next one is paged",
            "      - {delay: 5m, schedule: primary, media: [sms]}",
            "      - {delay: 5m, schedule: primary, media: [voice]}",
            *(
                [f"      - {{delay: 5m, people: {_list(answers.keys)}, media: [sms, voice]}}"]
                if len(answers.keys) > 1
                else []
            ),
            '    repeat: 1 # all levels once more before it counts as "nobody answered"',
            "",
            "severities:",
            "  S1: {page: always, policy: urgent}",
            f"  S2: {{page: {'support-hours' if answers.hours else 'always'}, policy: urgent}}",
            "  S3: {page: never}",
            "  S4: {page: never}",
            *_hours(answers),
            "",
        ]
    )


def env_text(answers: Answers, secret: str) -> str:
    """Return the text of `.env`: what is set, each with its reason; `secret` signs links and reply addresses."""
    lines = [
        "# Secrets and addresses, begun by `deskbot init`. Every variable: docs/reference/settings.md.",
        "",
        "# Signs links and reply addresses. The same on every machine; keep a copy where backups do not lie.",
        f"DESKBOT_SECRET_KEY={secret}",
    ]
    if answers.simulated:
        lines += [
            "",
            "# SIMULATED carrier, phones and relay: nobody is paged and no letter is sent. It is for a first try:",
            "# take it out before you set up what is real, as `deskbot check` asks nobody outside meanwhile.",
            "DESKBOT_SIMULATE=1",
        ]
    for comment, names in _GROUPS.items():
        told = {name: value for name, value in variables(answers).items() if name in names}
        if told:
            lines += ["", f"# {comment}", *(f"{name}={_for_env(value)}" for name, value in told.items())]
    return "\n".join([*lines, ""])


def variables(answers: Answers) -> Mapping[str, str]:
    """Return the settings that were answered, by their variables; what was left empty is not among them."""
    told = {variable: str(getattr(answers, key)) for key, variable in VARIABLES.items()}
    return {variable: value for variable, value in told.items() if value}


VARIABLES = {
    "database": "DESKBOT_DATABASE_URL",
    "relay": "DESKBOT_SMTP_RELAY",
    "mailbox": "DESKBOT_IMAP_URL",
    "public_url": "DESKBOT_PUBLIC_URL",
    "twilio_account": "DESKBOT_TWILIO_ACCOUNT_SID",
    "twilio_token": "DESKBOT_TWILIO_AUTH_TOKEN",
    "twilio_number": "DESKBOT_TWILIO_FROM",
    "slack_token": "DESKBOT_SLACK_BOT_TOKEN",
    "slack_secret": "DESKBOT_SLACK_SIGNING_SECRET",
    "telegram_token": "DESKBOT_TELEGRAM_TOKEN",
}
"""Which answer is which setting."""
_GROUPS = {
    "The database; without it deskbot starts a PostgreSQL of its own.": ("DESKBOT_DATABASE_URL",),
    "Letters out, and mail in.": ("DESKBOT_SMTP_RELAY", "DESKBOT_IMAP_URL"),
    "Where the outside reaches the web side.": ("DESKBOT_PUBLIC_URL",),
    "The carrier that rings phones.": (
        "DESKBOT_TWILIO_ACCOUNT_SID", "DESKBOT_TWILIO_AUTH_TOKEN", "DESKBOT_TWILIO_FROM",
    ),
    "Chats.": ("DESKBOT_SLACK_BOT_TOKEN", "DESKBOT_SLACK_SIGNING_SECRET", "DESKBOT_TELEGRAM_TOKEN"),
}  # fmt: skip


def _key(name: str, taken: Collection[str]) -> str:
    """Return a short name for somebody that nobody else has: the first of their names, as it is typed."""
    words = re.findall(r"[a-z0-9]+", normalize("NFKD", name).encode("ascii", "ignore").decode().lower())
    first = words[0] if words else "person"
    wanted = (first, "-".join(words[:2]) or first, *(f"{first}-{number}" for number in range(2, len(taken) + 3)))
    return next(one for one in wanted if one not in taken)


def _of_person(person: Person) -> Iterable[str]:
    yield f"name: {_quoted(person.name)}"
    if person.mail:
        yield f"mail: {_quoted(person.mail)}"
    yield f"sms: {_quoted(person.number)}"
    yield f"voice: {_quoted(person.number)}"


_HANDOFF_HOUR = 9


def _turns(answers: Answers, now: datetime) -> list[str]:
    """Return who is on call; what is no rotation is written as it was answered, for the reader to say so."""
    people = f"    people: {_list(answers.keys)}"
    if len(answers.people) == 1 or answers.turns == Rotation.ALWAYS:
        return ["    rotation: always # everybody listed, all the time", people]
    handoff, begins = _last_handoff(answers.turns, _on_the_wall(now, answers.zone))
    return [
        f"    rotation: {_quoted(answers.turns)} # one person at a time, the next one from each handoff on",
        f"    handoff: {handoff}",
        f"    start: {begins} # the handoff day on which the first of the people begins",
        people,
    ]


def _last_handoff(turns: str, wall: datetime) -> tuple[str, date]:
    """Return when turns change, and the day of the last change: so the first person is on call now."""
    time = f'time: "{_HANDOFF_HOUR:02}:00"'
    day = (wall - timedelta(hours=_HANDOFF_HOUR)).date()
    if turns == Rotation.HOURLY:
        return f'{{time: "{wall.hour:02}:00"}}', wall.date()
    if turns == Rotation.WEEKLY:
        return f"{{day: monday, {time}}}", day - timedelta(days=day.weekday())
    if turns == Rotation.MONTHLY:
        return f"{{day: 1, {time}}}", day.replace(day=1)
    return (f"{{{time}}}" if turns == Rotation.DAILY else "{}"), day


def _on_the_wall(now: datetime, zone: str) -> datetime:
    """Return what a clock in a zone shows; in UTC where there is no such zone, which the reader says."""
    try:
        return now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    except (KeyError, ValueError, OSError):
        return now.astimezone(UTC).replace(tzinfo=None)


def _hours(answers: Answers) -> list[str]:
    if not answers.hours:
        return []
    opens, _, closes = (part.strip() for part in answers.hours.partition("-"))
    return [
        "",
        "support_hours:",
        f"  zone: {_quoted(answers.zone)}",
        "  days: [monday..friday]",
        f"  from: {_quoted(opens)}",
        f"  to: {_quoted(closes)}",
    ]


def _list(words: Iterable[str]) -> str:
    return f"[{', '.join(_quoted(word) for word in words)}]"


_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./@-]*( [A-Za-z][A-Za-z0-9_./@-]*)*")
_OTHERWISE_READ = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})


def _quoted(text: str) -> str:
    """Return a text as YAML reads it back, without quotes where it needs none; JSON's strings are YAML's, too."""
    if _PLAIN.fullmatch(text) and text.lower() not in _OTHERWISE_READ:
        return text
    return json.dumps(text, ensure_ascii=False)


def _for_env(value: str) -> str:
    """Return a value for `.env`: in single quotes where a sign in it would mean something."""
    if re.fullmatch(r"[^\s'\"\\#$`]+", value):
        return value
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
