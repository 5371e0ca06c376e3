"""`deskbot demo`: the main job, played on real parts, with every promise checked in the database."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import typer
from rich.console import Console
from rich.panel import Panel
from rich.rule import Rule
from rich.text import Text

from deskbot.cli.demo_stage import MissingError, Stage
from deskbot.cli.examples import example
from deskbot.cli.loading import load_desk
from deskbot.errors import DeskbotError
from deskbot.escalation.policy import ladder
from deskbot.escalation.roster.timeline import Roster
from deskbot.simulators.world import TEXT_NUMBER
from deskbot.store.witness import until_gone

DANA = "Dana Reyes <dana.reyes@brightpathvoice.example>"
MARCUS = "Marcus Webb <marcus.webb@brightpathvoice.example>"
ANA = "Ana Ruiz <ana@desk.example>"
PRIYA = "Priya Nair <priya.nair@lakeshoretelecom.example>"

DANA_IN_TELEGRAM = 4711
DANA_IN_SLACK = "U0DANA"
ANA_IN_SLACK = "U0ANA"
DANA_PHONE = "+13125550142"

ONE_WAY = """Hello,

Customer: Northgate Dental, on their Galaxy 3000G, host id 3G-88C1-0457, release 7.2.1.

One phone, Dr. Ames's home office extension 214, has one-way audio: callers hear her, she cannot hear them. Calls
inside the office are fine. It is every outside call since she got a new router on Monday. She can work with her
cell meanwhile.

We have rebooted the phone and the router and swapped the handset, no change.

You can reach me on 312 555 0142.

Dana Reyes
Brightpath Voice & Data
"""
INCOMPLETE = """Hi,

since this morning one phone at Grand Shoals School District shows "Registration failed" and cannot make calls.

Priya
"""
ANSWERS = """1. You can call me on 313 555 0127
Host ID: B03D-6A18
Release: 7.0.12
Model: UCX250
Impact: one user, she uses the phone of a colleague
Tried: re-entered the password, rebooted the phone, moved it to another port, no change
"""
OUTAGE = """Nobody at Oakhanger Veterinary Clinic can make or receive any calls, the whole site is dead since 14:05.
UCX50, host id A7C3-1190, release 7.0.18. We restarted the server twice, it did not help.

Call me on 312 555 0143.

Marcus Webb
"""
STRANGER = """Hello,

the phones at Harbor Point Hotel crackle on some calls. What do you have on file for them, and who looks after them?

Pat
"""
BY_MAIL = """#assign ana
Please switch off SIP ALG in her new router, then restart the phone. It is menu Advanced, NAT on most of them.
"""
AFTER_THE_CRASH = """Hello,

how do I change the holiday greeting on a UCX250? Northgate Dental would like to know.

Dana Reyes, 312 555 0142
"""


PROMISES = 8


def demo() -> None:
    """Play the main job: mail in, ticket, answer, page, acknowledgement, several channels, crash; about a minute.

    Everything is real (PostgreSQL, SMTP, workers, the carrier's SDK) except the carrier, the relay and the phones,
    which are simulated on this machine. Exit code 0 when every promise held, 1 otherwise.

    Example:
      deskbot demo
    """
    console, begun = Console(), time.monotonic()
    console.print(Panel("deskbot demo: SIMULATED carrier, relay and phones; everything else is real", style="bold"))
    kept = 0
    nothing_left = False
    try:
        with Stage() as stage:
            teller = Teller(console, stage)
            teller.set_up()
            for number, (promise, act) in enumerate(teller.acts(), start=1):
                console.print(Rule(f"({number})", align="left"))
                act()
                kept += 1
                console.print(Text(f"  kept: {promise}", style="green"))
        nothing_left = True
    except DeskbotError as error:
        console.print(Text(f"  BROKEN: {error}", style="bold red"))
    seconds = time.monotonic() - begun
    console.print(Rule())
    console.print(
        f"{kept} of {PROMISES} promises kept in {seconds:.0f} s."
        + (" Nothing is left running." if nothing_left else "")
    )
    if kept < PROMISES or not nothing_left:
        raise typer.Exit(1)


class Teller:
    """Tells the story as it happens, and checks it."""

    def __init__(self, console: Console, stage: Stage) -> None:
        """Play on a stage, tell on a console."""
        self._console = console
        self._stage = stage

    def acts(self) -> list[tuple[str, Callable[[], None]]]:
        """Return the promises with the acts that show them."""
        return [
            ("a complete S3 mail becomes T-1001, with its known issue in the answer", self.complete),
            ("an agent answers the desk's notification by mail, and the reseller gets it", self.by_mail),
            ("an incomplete mail is asked for what is missing, and the answer completes it", self.incomplete),
            ("an outage rings phones until somebody takes it, and the reseller is told who", self.outage),
            ("a mail that comes twice changes nothing", self.twice),
            ("a sender without proof gets a ticket marked so, and learns nothing", self.stranger),
            (
                "a form in Slack, a photo by Telegram and a text are one ticket, answered in Slack and read by mail",
                self.channels,
            ),
            (
                "killed with -9 between acceptance and triage: the ticket is there after the restart",
                self.crash,
            ),
        ]

    def set_up(self) -> None:
        """Start the server and import the directory."""
        stage = self._stage
        stage.start()
        self._say("deskbot serve runs: SMTP on {}:{}, embedded PostgreSQL, pager in its own process", *stage.smtp)
        for noun in ("resellers", "contacts", "systems"):
            stage.run(noun, "import", str(example(f"{noun}.csv")))
        self._say("directory imported: resellers, contacts, systems")

    def complete(self) -> None:
        """Act 1."""
        self._stage.mail(ONE_WAY, sender=DANA, subject="One-way audio at Dr. Ames's home office")
        self._say("Dana of Brightpath mails a complete description of one-way audio")
        letter = self._answer(DANA, "T-1001")
        ((severity, playbook, missing),) = self._ticket(1001, "severity, playbook, missing")
        self._check(severity == "S3", f"severity S3, not {severity}")
        self._check(playbook == "one-way-audio", f"known issue one-way-audio, not {playbook}")
        self._check(not missing, f"nothing missing, not {missing}")
        self._check("known issue" in letter["text"], "the answer suggests the known issue")
        self._say("T-1001 {}, playbook {}, answered with its steps", severity, playbook)

    def by_mail(self) -> None:
        """Act 2."""
        desk = load_desk(self._stage.folder / "desk.yaml")
        told = self._answer(desk.notify, "T-1001")
        self._stage.mail(BY_MAIL, sender=ANA, subject=f"Re: {told['subject']}", answers=told)
        self._say("Ana of the desk answers the notification from her own mailbox, with #assign ana above her words")
        letter = self._stage.wait(
            "her words reach Dana",
            lambda: next((one for one in self._stage.letters(address(DANA)) if "menu Advanced" in one["text"]), None),
        )
        self._check("#assign" not in letter["text"], "the command stays inside")
        ((state, owner),) = self._ticket(1001, "state, owner")
        self._check((state, owner) == ("waiting-reseller", "ana"), f"Ana's, waiting for Dana, not {owner}'s, {state}")
        self._say("Dana has her answer as an ordinary mail; T-1001 is Ana's, and waits for Dana")

    def incomplete(self) -> None:
        """Act 3."""
        self._stage.mail(INCOMPLETE, sender=PRIYA, subject="Phone not registering")
        self._say("Priya of Lakeshore mails half of what is needed")
        letter = self._answer(PRIYA, "T-1002")
        ((missing,),) = self._ticket(1002, "missing")
        self._check(bool(missing), "facts are missing")
        self._say("asked for: {}", ", ".join(missing))
        self._stage.mail(ANSWERS, sender=PRIYA, subject=f"Re: {letter['subject']}", answers=letter)
        self._stage.wait(
            "T-1002 is complete", lambda: self._ticket(1002, "1", "missing = '[]' AND state = 'waiting-desk'")
        )
        self._say("her answer, threaded by its headers, completes T-1002")

    def outage(self) -> None:
        """Act 4."""
        stage = self._stage
        desk = load_desk(stage.folder / "desk.yaml")
        first, second = ladder(Roster(desk), desk.policies["urgent"], datetime.now(UTC)).rungs[:2]
        texted, called = first.reach[0], second.reach[0]
        stage.picks_up(called.address, "4")
        stage.mail(OUTAGE, sender=MARCUS, subject="Oakhanger Vet is down")
        self._say("Marcus of Brightpath mails that a whole site is dead")
        text = stage.wait("a text to level 1", lambda: stage.phone(texted.address)["texts"])[0]
        self._say('level 1, {}, gets a text: "{}"', desk.staff[texted.responder].name, text["body"])
        call = stage.wait("a call to level 2", lambda: self._finished_call(called.address))
        self._say(
            'nobody answers; level 2, {}, is called and hears: "{}"',
            desk.staff[called.responder].name,
            call["spoken"][0],
        )
        self._check(call["digits"] == "4", "the keypad acknowledges with 4")
        name = desk.staff[called.responder].name
        stage.wait(
            "the reseller is told",
            lambda: [one for one in stage.letters(address(MARCUS)) if name in one["text"]],
        )
        ((state, owner),) = self._stage.sql(
            "SELECT page.state, owner FROM page JOIN ticket ON number = ticket_number WHERE number = 1003"
        )
        self._check((state, owner) == ("acknowledged", called.responder), f"acknowledged, not {state}")
        self._say("acknowledged by keypad; Marcus is told that {} has it", name)

    def twice(self) -> None:
        """Act 5."""
        before = self._counts()
        message_id = "<demo-twice@brightpathvoice.example>"
        for _ in range(2):
            self._stage.mail(AFTER_THE_CRASH, sender=DANA, subject="Holiday greeting", message_id=message_id)
        self._answer(DANA, "T-1004")
        self._stage.mail("Thank you.", sender=PRIYA, subject="A later mail, to wait for")
        self._answer(PRIYA, "T-1005")
        ((times,),) = self._stage.sql("SELECT count(*) FROM inbound WHERE message_id = %s", message_id)
        self._check(times == 1, f"stored once, not {times} times")
        tickets = self._counts() - before
        self._check(tickets == 2, f"two tickets for two different mails, not {tickets}")  # noqa: PLR2004
        self._say("the same mail was accepted twice, and is one message, one ticket, one answer")

    def stranger(self) -> None:
        """Act 6."""
        self._stage.mail(STRANGER, sender="Pat <pat@lakeshoretelecom.example>", subject="Harbor Point", proven=False)
        letter = self._answer("<pat@lakeshoretelecom.example>", "T-1006")
        ((verified, reseller),) = self._ticket(1006, "verified, reseller_id")
        self._check(not verified and reseller is None, "the ticket is marked unverified, and no reseller's")
        told = [word for word in ("Lakeshore", "3G-51B7-20EE", "7.2.0", "Priya") if word in letter["text"]]
        self._check(not told, f"the answer gives nothing away, not {told}")
        self._say("T-1006 is marked unverified; the answer names a reference, generic questions and a number")

    def channels(self) -> None:
        """Act 7."""
        stage = self._stage
        code = stage.run("contacts", "invite", address(DANA)).split()[0]
        stage.commands(DANA_IN_SLACK, f"link {code}")
        stage.commands(DANA_IN_SLACK, "new")
        wrong = stage.fills(DANA_IN_SLACK, "incident", summary="")
        self._check("summary" in wrong, f"the form says what is missing, not {wrong}")
        stage.fills(DANA_IN_SLACK, "incident", summary="Echo on every call at Lakeside Dental", impact="one phone")
        card = stage.wait("the ticket has a card in the desk's room", lambda: self._card("Echo on every call"))
        number = int(card["text"].split("T-")[1].split()[0])
        name = f"T-{number}"
        self._say("Dana fills in a form in Slack: it is {}, with a card in the desk's room there", name)
        code = stage.run("contacts", "invite", address(DANA)).split()[0]
        stage.writes(DANA_IN_TELEGRAM, f"/start {code}")
        stage.wait("the bot knows Dana", lambda: self._told("Welcome, Dana Reyes"))
        stage.writes(DANA_IN_TELEGRAM, f"{name} the label of the new router", photo=True)
        stage.wait("the bot says where the photo went", lambda: self._told(f"Added to {name}"))
        query = "SELECT filename FROM attachment JOIN inbound ON inbound.id = inbound_id WHERE ticket_number = %s"
        stage.wait("the photo is on it", lambda: stage.sql(query, number))
        stage.texts(DANA_PHONE, TEXT_NUMBER, f"{name} SIP ALG is off now, they hear no echo since noon")
        stage.wait("the text is in the card's thread", lambda: self._said_below(card, "by text"))
        self._say("from the site she sends a photo by Telegram and a text: both are on it, and in the card's thread")
        stage.writes(DANA_IN_TELEGRAM, "/prefer mail")
        stage.wait("the bot has noted it", lambda: self._told("We write to you by Email"))
        stage.says(ANA_IN_SLACK, "note: she has been told so in May", card["ts"])
        stage.says(ANA_IN_SLACK, "Good. Please leave it off.", card["ts"])
        self._letter(DANA, "Please leave it off")
        ways = stage.sql(
            "SELECT DISTINCT channel FROM inbound WHERE ticket_number = %s AND sender <> 'T0DESK:U0ANA'", number
        )
        found = sorted(channel for (channel,) in ways)
        self._check(found == ["slack", "sms", "telegram"], f"one ticket over three channels, not {found}")
        self._check(not self._told("Please leave it off"), "she hears once")
        inside = [one for one in stage.letters(address(DANA)) if "in May" in one["text"]]
        self._check(not inside, "the note stays inside")
        self._say("Ana answers in the thread, and Dana gets it by mail, as she prefers that; Ana's note stays inside")

    def _card(self, subject: str) -> dict[str, Any] | None:
        return next((one for one in self._stage.cards() if not one["thread"] and subject in one["text"]), None)

    def _said_below(self, card: dict[str, Any], words: str) -> bool:
        return any(one["thread"] == card["ts"] and words in one["text"] for one in self._stage.cards())

    def _letter(self, to: str, words: str) -> dict[str, str]:
        return self._stage.wait(
            "the answer comes by mail",
            lambda: next((one for one in self._stage.letters(address(to)) if words in one["text"]), None),
        )

    def _told(self, words: str) -> list[str]:
        return [one for one in self._stage.told(DANA_IN_TELEGRAM) if words in one]

    def crash(self) -> None:
        """Act 8."""
        stage = self._stage
        with until_gone(stage.database_url(), "timeline"):
            # The lock holds triage at the point where it would write the ticket.
            stage.mail(AFTER_THE_CRASH, sender=DANA, subject="Before the crash")
            self._say("a mail is accepted (250); triage is held; now kill -9")
            stage.kill()
        stage.start()
        self._say("started again")
        stage.wait("T-1007", lambda: stage.sql("SELECT 1 FROM ticket WHERE subject = 'Before the crash'"))
        ((tickets,),) = stage.sql("SELECT count(*) FROM ticket WHERE subject = 'Before the crash'")
        self._check(tickets == 1, f"one ticket, not {tickets}")
        stage.wait("the answer", lambda: stage.letters(address(DANA)))
        self._say("the mail that was accepted before the crash is a ticket, once, and answered")

    def _answer(self, to: str, reference: str) -> dict[str, str]:
        return self._stage.wait(
            f"the answer about {reference}",
            lambda: next((one for one in self._stage.letters(address(to)) if reference in one["subject"]), None),
        )

    def _finished_call(self, number: str) -> dict[str, str] | None:
        return next((one for one in self._stage.phone(number)["calls"] if one["outcome"]), None)

    def _ticket(self, number: int, columns: str, condition: str = "true") -> list[tuple[Any, ...]]:
        return self._stage.sql(f"SELECT {columns} FROM ticket WHERE number = %s AND {condition}", number)  # nosec B608 # noqa: S608

    def _counts(self) -> int:
        return self._stage.sql("SELECT count(*) FROM ticket")[0][0]

    def _say(self, text: str, *values: object) -> None:
        self._console.print(Text("  " + text.format(*values)))

    @staticmethod
    def _check(held: bool, what: str) -> None:
        if not held:
            raise MissingError(f"expected: {what}")


def address(sender: str) -> str:
    """Return the address of a sender."""
    return sender.rpartition("<")[2].rstrip(">")
