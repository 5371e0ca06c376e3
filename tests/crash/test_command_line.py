"""The operator's hand: commands work on the database that the server uses, and their errors are for people."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from deskbot.cli.groups import app
from tests.flow.mails import COMPLETE_S3
from tests.harness import DESK_YAML, World, running_world

ROOT = Path(__file__).parents[2]

PLAIN: dict[str, str] = {}
"""What else stands in the environment of a command."""


def deskbot(*words: str, stdin: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command as an operator would."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "COLUMNS": "200"} | PLAIN
    environment |= {"DESKBOT_DESK_FILE": str(DESK_YAML)}
    return subprocess.run(
        [sys.executable, "-m", "deskbot", *words],
        env=environment | {f"DESKBOT_{name}": value for name, value in variables.items()},
        cwd=ROOT / "tests",
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )


def on(world: World, *words: str, stdin: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command on the world's database."""
    secret = world.deskbot.settings.secret().decode()
    return deskbot(*words, stdin=stdin, DATABASE_URL=world.deskbot.database.url, SECRET_KEY=secret, **variables)


async def test_who_has_written_in_a_chat_is_answered_from_the_command_line_as_in_a_chat(database_url: str) -> None:
    async with running_world(database_url, chats=True) as world:
        world.sql("INSERT INTO identity (contact_id, channel, address) VALUES (1, 'telegram', '4711')")
        await world.telegram.people[4711].writes("One phone at Bay Hotel has echo on every call")
        await world.settle()
        world.telegram.people[4711].take_message()

        assert on(world, "tickets", "reply", "1001", "Try another port.", TELEGRAM_TOKEN="1:x").returncode == 0

        ((channel, said),) = world.sql("SELECT channel, payload->>'brief' FROM outbox WHERE key LIKE 'reply:%%'")
        assert (channel, said) == ("telegram", "Try another port.\n\nExample Telephony Service Desk")
        world.briefing()


async def test_a_ticket_is_listed_shown_answered_noted_assigned_and_closed(world: World) -> None:
    from tests.flow.mails import COMPLETE_S3

    await world.mail(COMPLETE_S3, subject="One-way audio")
    world.letter(), world.briefing()

    listed = on(world, "tickets", "list", "--json")
    assert [one["ticket"] for one in json.loads(listed.stdout)] == ["T-1001"]
    shown = on(world, "tickets", "show", "T-1001")
    assert "because " in shown.stdout
    assert "nobody is paged: S3 never pages" in shown.stdout
    assert on(world, "tickets", "reply", "1001", "-", "--as", "ana", stdin="Try another port.").returncode == 0
    assert on(world, "tickets", "note", "T-1001", "secret", "--as", "ana").returncode == 0
    assert on(world, "tickets", "assign", "T-1001", "kim").returncode == 0
    assert "release" in on(world, "tickets", "set", "T-1001", "release=9.9.9", "--as", "ana").stdout
    slip = on(world, "tickets", "set", "T-1001", "relase=9.9.9", "--as", "ana")
    assert slip.returncode == 1
    assert 'did you mean "release"' in slip.stderr
    assert on(world, "tickets", "close", "T-1001", "--why", "done").returncode == 0

    world.clock.move_to(datetime.now(UTC))  # the commands have gone by the machine's clock
    await world.settle()
    answer = world.letter()
    assert "Try another port." in answer.text
    assert "secret" not in answer.text
    assert "How did we do?" in world.letter().text
    ticket = world.ticket()
    assert (ticket["state"], ticket["owner"]) == ("closed", "kim")


async def test_a_filed_message_is_one_step_away_from_being_a_ticket(world: World) -> None:
    subject = "Out of office, password: hunter2-x"
    await world.mail("I am away.", subject=subject, headers={"Auto-Submitted": "auto-replied"})

    listed = on(world, "quarantine", "list", "--filed")
    assert "Out of office" in listed.stdout
    assert "hunter2-x" not in listed.stdout
    raw = on(world, "quarantine", "show", "1")
    assert "I am away." in raw.stdout
    assert on(world, "quarantine", "retry", "1").returncode == 0

    assert world.sql("SELECT state FROM inbound") == [("accepted",)]
    await world.settle()
    assert world.sql("SELECT state FROM inbound") == [("ticketed",)]
    world.briefing()


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("tickets", "show", "T-9999"), 3, "there is no ticket T-9999"),
        (("tickets", "show", "nonsense"), 1, "write T-1042 or 1042"),
        (("tickets", "assign", "T-1", "kin"), 3, 'did you mean "kim"?'),
        (("quarantine", "retry", "77"), 3, "message 77"),
    ],
)
async def test_errors_say_what_where_and_how_to_mend_it(
    world: World, words: tuple[str, ...], code: int, says: str
) -> None:
    done = on(world, *words)

    assert done.returncode == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_every_command_has_help_with_an_example() -> None:
    groups = {
        "tickets": ("list", "show", "reply", "note", "assign", "close"),
        "quarantine": ("list", "show", "retry"),
        "playbooks": ("check", "list", "try"),
        "resellers": ("import", "list", "show", "set"),
    }
    commands = [(group, word) for group, words in groups.items() for word in words]
    for words in [*commands, ("parse",), ("triage",), ("check",), ("demo",), ("init",), ("serve",)]:
        done = CliRunner().invoke(app, [*words, "--help"])
        assert done.exit_code == 0, words
        assert "Example" in done.output, words


def test_check_names_what_is_missing_and_exits_with_2(tmp_path: Path) -> None:
    done = deskbot("check", DATA_DIR=str(tmp_path / "data"))

    assert done.returncode == 2
    assert "DESKBOT_TWILIO_ACCOUNT_SID" in done.stdout
    assert "DESKBOT_SECRET_KEY" in done.stdout
    assert "3 on the staff" in done.stdout


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("SMPT_PORT", "25", 'did you mean "DESKBOT_SMTP_PORT"?'),
        ("TRUSTED_RELAYS", "foo", "DESKBOT_TRUSTED_RELAYS"),
        ("LOG_LEVEL", "LOUD", "DESKBOT_LOG_LEVEL"),
        ("DATABASE_URL", "mysql://x", "DESKBOT_DATABASE_URL"),
        ("SMTP_RELAY", "foo", "DESKBOT_SMTP_RELAY"),
        ("PUBLIC_URL", "ftp://x", "DESKBOT_PUBLIC_URL"),
        ("TWILIO_FROM", "nonumber", "DESKBOT_TWILIO_FROM"),
    ],
)
def test_check_names_a_variable_that_is_mistyped_or_wrong(tmp_path: Path, name: str, value: str, says: str) -> None:
    done = deskbot("check", DATA_DIR=str(tmp_path / "data"), SIMULATE="1", **{name: value})

    assert done.returncode == 2
    assert says in done.stdout
    assert "Traceback" not in done.stderr


async def test_a_subject_that_would_turn_the_terminals_writing_round_is_shown_without_that(world: World) -> None:
    await world.mail(COMPLETE_S3, subject="One-way \u202eoidua")
    world.letter(), world.briefing()

    shown = on(world, "tickets", "show", "1001").stdout + on(world, "tickets", "list").stdout

    assert "One-way" in shown
    assert "\u202e" not in shown


async def test_a_reply_in_the_name_of_nobody_is_refused(world: World) -> None:
    await world.mail(COMPLETE_S3)
    world.letter(), world.briefing()

    done = on(world, "tickets", "reply", "1001", "Hello", "--as", "annna")

    assert done.returncode == 3
    assert 'did you mean "ana"?' in done.stderr


def test_an_output_that_cannot_show_every_character_is_no_reason_to_fall(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PLAIN, "LC_ALL", "POSIX")
    monkeypatch.setitem(PLAIN, "PYTHONUTF8", "0")
    (tmp_path / "caf\u00e9.eml").write_bytes(
        "From: a@b.example\nContent-Type: text/plain; charset=utf-8\n\nCaf\u00e9 \u2026\n".encode()
    )

    read = deskbot("parse", str(tmp_path / "caf\u00e9.eml"))
    missing = deskbot("parse", str(tmp_path / "\u2026.eml"))

    assert (read.returncode, read.stderr) == (0, "")
    assert "Caf? ?" in read.stdout
    assert missing.returncode == 1
    assert "Traceback" not in missing.stderr


def test_an_empty_mail_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "empty.eml").write_bytes(b"")

    for command in ("parse", "triage"):
        done = deskbot(command, str(tmp_path / "empty.eml"), "--json")
        assert done.returncode == 1
        assert "the mail is empty" in done.stderr
        assert "Traceback" not in done.stderr


def test_check_is_content_with_a_simulated_desk(tmp_path: Path) -> None:
    done = deskbot("check", "--json", DATA_DIR=str(tmp_path / "data"), SIMULATE="1")

    assert done.returncode == 0, done.stdout
    told = json.loads(done.stdout)
    assert told["right"]
    assert {one["state"] for one in told["checks"]} <= {"ok", "warning"}
    names = [one["check"] for one in told["checks"]]
    assert [names[0], *names[-2:]] == ["settings", "disk", "database"]
    assert "SIMULATED" in done.stdout


def test_a_database_that_is_not_there_is_told_in_one_line() -> None:
    done = deskbot("tickets", "list", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")

    assert done.returncode == 4
    assert "cannot be reached" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_directory_may_be_imported_before_the_first_start(data_dir: Path) -> None:
    done = deskbot("resellers", "import", str(ROOT / "examples/resellers.csv"), DATA_DIR=str(data_dir))

    assert done.returncode == 0, done.stderr
    assert deskbot("tickets", "list", DATA_DIR=str(data_dir)).returncode == 0


def test_a_mail_is_parsed_and_triaged_without_any_database(tmp_path: Path) -> None:
    mail = tmp_path / "mail.eml"
    mail.write_text(
        "From: Ty <ty@brightpathvoice.example>\nTo: support@desk.example\nSubject: down\n\n"
        "Nobody at Hollis Vet Clinic can make or receive any calls. Call me on 214 555 0137.\n"
    )

    parsed = json.loads(deskbot("parse", str(mail), "--json").stdout)
    triaged = json.loads(deskbot("triage", str(mail), "--json").stdout)

    assert parsed["from"]["address"] == "ty@brightpathvoice.example"
    assert {"subject", "to", "cc", "date", "message_id", "in_reply_to", "references", "automatic"} <= set(parsed)
    assert {"text", "reply", "attachments"} <= set(parsed)
    assert (triaged["category"], triaged["severity"], triaged["urgent"]) == ("incident", "S1", True)
    assert "callback" in triaged["present"]
    assert "host_id" in triaged["missing"]
    assert {"playbook", "values", "automatic"} <= set(triaged)
