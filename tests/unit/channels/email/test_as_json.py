"""`deskbot parse` shows a mail to people and to scripts."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from deskbot.channels.email.reading.as_json import inbound_as_json
from deskbot.cli.mail import parse
from deskbot.errors import DeskbotError
from tests.unit.channels.email.mails import FOLDER, raw, read

app = typer.Typer()
app.command()(parse)


def run(*arguments: str, given: bytes | None = None):
    return CliRunner().invoke(app, list(arguments), input=given)


def test_the_keys_are_those_that_were_promised():
    assert list(inbound_as_json(read("nested"))) == [
        *("subject", "from", "to", "cc", "date", "message_id", "in_reply_to", "references"),
        *("automatic", "automatic_certain", "text", "reply", "signature", "html", "forwarded_from", "forwarded"),
        *("answerable", "undelivered", "reported", "attachments", "defects"),
    ]


def test_addresses_dates_kinds_and_files_have_their_shapes():
    said = inbound_as_json(read("nested"))

    assert said["from"] == {"name": "Ines Duarte", "address": "ines@harborvoice.example"}
    assert said["to"] == [{"name": "", "address": "support@desk.example"}]
    assert said["date"] == "2026-11-10T09:12:44-05:00"
    assert said["automatic"] is None
    assert list(said["attachments"][0]) == [
        *("filename", "content_type", "size", "sha256", "inline", "content_id"),
    ]
    assert inbound_as_json(read("bounce"))["automatic"] == "bounce"


def test_the_command_prints_one_json_object():
    result = run(str(FOLDER / "gmail-en.eml"), "--json")

    assert json.loads(result.stdout) == inbound_as_json(read("gmail-en"))


def test_the_command_reads_standard_input():
    assert json.loads(run("-", "--json", given=raw("gmail-de")).stdout)["subject"] == "Re: [T-1042] No calls"


def test_the_command_shows_people_what_is_new_and_what_came_with_it():
    shown = run(str(FOLDER / "nested.eml")).stdout

    assert "Nobody can call out." in shown
    assert "sip.log" in shown


def test_the_command_tells_files_from_pictures_that_the_text_shows():
    shown = run(str(FOLDER / "nested.eml")).stdout

    assert shown.index("sip.log") < shown.index("pictures in the text") < shown.index("logo.png")


def test_the_command_says_who_wrote_what_is_passed_on():
    assert "Passes on   Walt Kimura <walt@kimuranursery.example>" in run(str(FOLDER / "forward-attached.eml")).stdout


def test_words_from_outside_reach_the_terminal_without_markup_or_control(tmp_path: Path):
    mail = tmp_path / "mail.eml"
    mail.write_bytes(b"From: a@b.example\nSubject: =?utf-8?q?=1B]0;x=07?= [red]\n\n[bold]hi\x1b[2J \xe2\x80\xae[/x]\n")
    shown = run(str(mail)).stdout

    assert "[red]" in shown
    assert "[bold]hi" in shown
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)


def test_a_missing_file_is_told_in_words():
    with pytest.raises(DeskbotError, match=r"nowhere.eml: there is no such file"):
        parse(Path("nowhere.eml"))


def test_a_folder_is_told_in_words(tmp_path: Path):
    with pytest.raises(DeskbotError, match="cannot be read"):
        parse(tmp_path)


def test_what_is_no_mail_is_told_in_words(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))

    with pytest.raises(DeskbotError, match="the mail is empty"):
        parse(Path("-"))
