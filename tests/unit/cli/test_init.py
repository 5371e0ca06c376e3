"""`deskbot init` asks its way to desk.yaml and .env, says at once what cannot be so, and leaves nothing half done."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from deskbot.cli.groups import app
from deskbot.cli.loading import load_desk
from deskbot.desk.roster import Rotation
from deskbot.errors import ConfigurationError, DeskbotError
from deskbot.settings import load_settings

DESK = ("Acme Desk", "support@acme.example, help@acme.example", "desk@acme.example", "Europe/Berlin", "+1 555 555 0100")
ANA = ("Ana Ruiz", "+1 512 555 0110", "ana@acme.example")
BEN = ("Ben Okafor", "+1 512 555 0111", "")
NO_MORE = ""
NOTHING_ELSE = ("", "", "", "", "", "", "")
"""Hours, database, relay, mailbox, Twilio, Slack, Telegram."""
FILE = """
name: Acme Desk
addresses: [support@acme.example]
notify: desk@acme.example
number: +1 555 555 0100
people:
  - {name: Ana Ruiz, number: +1 512 555 0110}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder, with no setting in the environment."""
    for name in [name for name in os.environ if name.startswith("DESKBOT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str, answers: Sequence[str] = (), text: str = "") -> Result:
    return CliRunner().invoke(app, ["init", *words], input=text or "".join(f"{one}\n" for one in answers))


def test_what_is_answered_stands_in_a_desk_that_deskbot_check_finds_right(folder: Path) -> None:
    result = run(answers=[*DESK, *ANA, *BEN, NO_MORE, "weekly", *NOTHING_ELSE])

    assert result.exit_code == 0, result.output
    desk = load_desk(folder / "desk.yaml")
    assert (desk.name, desk.zone, [one.name for one in desk.staff.values()]) == (
        "Acme Desk", "Europe/Berlin", ["Ana Ruiz", "Ben Okafor"],
    )  # fmt: skip
    assert desk.schedules["primary"].layers[0].rotation is Rotation.WEEKLY
    assert "credentials: SIMULATED" in result.output
    assert ".env lacks DESKBOT_SMTP_RELAY and DESKBOT_TWILIO_*." in result.output
    assert "WRONG" not in result.output
    assert "deskbot accounts add ana --role admin --staff ana" in result.output
    settings = load_settings()
    assert settings.simulate
    assert len(settings.secret().decode()) == 64


def test_the_secrets_are_for_their_owner_alone_and_are_not_shown(folder: Path) -> None:
    token = "1000:telegram-token"

    result = run(answers=[*DESK, *ANA, NO_MORE, *NOTHING_ELSE[:-1], token])

    assert result.exit_code == 0, result.output
    assert stat.S_IMODE((folder / ".env").stat().st_mode) == 0o600
    assert token in (folder / ".env").read_text()
    assert token not in result.output
    assert load_settings().secret().decode() not in result.output


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ([*DESK[:1], "support"], "is no mail address"),
        ([*DESK[:2], "help@acme.example"], "opens tickets"),
        ([*DESK[:3], "Europe/Berln"], 'did you mean "Europe/Berlin"?'),
        ([*DESK[:4], "555"], "no phone number"),
        ([*DESK, "+1 512 555 0110"], "is no name, which has letters"),
        ([*DESK, *ANA[:1], "512 555 0110"], "with its country code"),
        ([*DESK, *ANA, *BEN[:1], ANA[1]], 'has the sms number of "ana"'),
        ([*DESK, *ANA, "ana"], 'is called like "ana"'),
        ([*DESK, *ANA, *BEN, NO_MORE, "wekly"], 'did you mean "weekly"?'),
        ([*DESK, *ANA, NO_MORE, "19:00-07:00"], "to must be after from"),
        ([*DESK, *ANA, NO_MORE, "", "mysql://x"], "DESKBOT_DATABASE_URL is: postgresql://"),
        ([*DESK, *ANA, NO_MORE, "", "", "relay.example"], "DESKBOT_SMTP_RELAY is: smtp://"),
        ([*DESK, *ANA, NO_MORE, "", "", "smtp://relay.example:no"], "expected smtp://host:port"),
        ([*DESK, *ANA, NO_MORE, "", "", "", "", "AC1", "token", "0110"], "E.164"),
        ([*DESK, *ANA, NO_MORE, "", "", "", "", "AC1", "token", "+15125550100", "http://x.example"], "https://"),
    ],
)
def test_an_answer_that_cannot_be_so_is_told_at_once_and_asked_again(
    folder: Path, answers: Sequence[str], says: str
) -> None:
    result = run(answers=answers)

    told = result.output.rpartition("Error: ")[2].splitlines()
    assert says in told[0]
    assert len(told) > 1
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert list(folder.iterdir()) == []


def test_whoever_gives_up_at_the_last_question_leaves_nothing_behind(folder: Path) -> None:
    result = run(answers=[*DESK, *ANA, NO_MORE, *NOTHING_ELSE[:-1]])

    assert "Telegram" in result.output
    assert result.exit_code != 0
    assert list(folder.iterdir()) == []


def test_a_folder_in_which_no_second_file_can_be_made_has_no_first_one(folder: Path) -> None:
    (folder / ".env").mkdir()

    result = run("--defaults", "--force")

    assert isinstance(result.exception, ConfigurationError)
    assert [path.name for path in folder.iterdir() if path.name.endswith(".new")] == []


@pytest.mark.parametrize("there", ["desk.yaml", ".env"])
def test_what_is_there_is_left_as_it_is(folder: Path, there: str) -> None:
    (folder / there).write_text("mine")

    result = run("--defaults")

    assert isinstance(result.exception, DeskbotError)
    assert there in str(result.exception)
    assert "--force" in str(result.exception)
    assert [(path.name, path.read_text()) for path in folder.iterdir()] == [(there, "mine")]


def test_force_replaces_both_and_shuts_what_stood_open(folder: Path) -> None:
    (folder / "desk.yaml").write_text("mine")
    (folder / ".env").write_text("MINE=1")
    (folder / ".env").chmod(0o644)

    assert run("--defaults", "--force").exit_code == 0

    assert load_desk(folder / "desk.yaml").name == "Service Desk"
    assert "MINE" not in (folder / ".env").read_text()
    assert stat.S_IMODE((folder / ".env").stat().st_mode) == 0o600


@pytest.mark.parametrize("way", ["file", "standard input"])
def test_a_script_answers_by_a_file(folder: Path, way: str) -> None:
    place = folder.parent / "answers.yaml"
    place.write_text(FILE)

    result = run("--answers", str(place)) if way == "file" else run("--answers", "-", text=FILE)

    assert result.exit_code == 0, result.output
    assert load_desk(folder / "desk.yaml").staff["ana"].sms == "+15125550110"


def test_all_that_is_wrong_with_a_file_is_told_together(folder: Path) -> None:
    missing = run("--answers", "-", text="name: X\nnotfy: x\npeople: [{name: Ana}]\n")
    wrong = run("--answers", "-", text=FILE + "zone: Mars\npublic_url: x\ntelegram_token: 'a${b}'\n")

    assert str(missing.exception).splitlines() == [
        'standard input:1: the file lacks "addresses"; add it, like: addresses: "support@desk.example"',
        'standard input:1: the file lacks "notify"; add it, like: notify: "desk@desk.example"',
        'standard input:1: the file lacks "number"; add it, like: number: "+1 555 555 0100"',
        'standard input:2: the file has an unknown key "notfy"; did you mean "notify"?',
        'standard input:3: person 1 lacks "number"; add it, like: number: "+1 512 555 0110"',
    ]
    assert [part in str(wrong.exception) for part in ("Mars", "public_url", "telegram_token")] == [True] * 3
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("url", ["postgresql://u:s3cr%t@h/d", "postgresql://[::1", "postgresql://h/d?foo=bar"])
def test_a_database_that_no_url_leads_to_is_refused_before_anything_is_written(folder: Path, url: str) -> None:
    (folder / "answers.yaml").write_text(f"{FILE}database: {url}\n")

    result = run("--answers", "answers.yaml")

    assert isinstance(result.exception, ConfigurationError)
    assert "answers.yaml: database " in str(result.exception)
    assert "s3cr" not in str(result.exception)
    assert [path.name for path in folder.iterdir()] == ["answers.yaml"]


def test_an_answer_cannot_bring_a_second_variable_into_env() -> None:
    result = run("--answers", "-", text=FILE + 'telegram_token: "a\\nDESKBOT_LOG_LEVEL=DEBUG"\n')

    assert isinstance(result.exception, ConfigurationError)
    assert "telegram_token" in str(result.exception)
