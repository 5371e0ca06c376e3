"""`deskbot mail user`: a password in, a line in the users file out."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from deskbot.channels.email.door.users import may_sign_in, read_users
from deskbot.cli import build
from deskbot.errors import DeskbotError

TY = "ty@brightpathvoice.example"


def run(*words: str, password: str = "correct horse") -> str:  # noqa: S107
    done = CliRunner().invoke(build(), ["mail", "user", *words], input=f"{password}\n", catch_exceptions=True)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_line_is_printed_where_there_is_no_file(tmp_path: Path) -> None:
    file = tmp_path / "printed"
    file.write_text(run("Ty@BrightPathVoice.example"))
    assert may_sign_in(read_users(file), TY, b"correct horse") == TY
    assert may_sign_in(read_users(file), TY, b"wrong") == ""
    assert may_sign_in(read_users(file), "nobody@brightpathvoice.example", b"correct horse") == ""


def test_a_user_is_added_and_gets_a_new_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "users"
    monkeypatch.setenv("DESKBOT_SMTP_USERS_FILE", str(file))
    assert "may sign in now" in run(TY)
    assert file.stat().st_mode & 0o777 == 0o600
    run("kim@brightpathvoice.example", password="another horse")
    assert "new password" in run(TY, password="a new password")

    users = read_users(file)
    assert sorted(users) == ["kim@brightpathvoice.example", TY]
    assert may_sign_in(users, TY, b"a new password") == TY
    assert may_sign_in(users, "kim@brightpathvoice.example", b"another horse")
    assert "horse" not in file.read_text()


@pytest.mark.parametrize(("address", "password"), [("nobody", "correct horse"), (TY, "short"), (TY, "x" * 2000)])
def test_what_cannot_be_is_told(address: str, password: str) -> None:
    with pytest.raises(DeskbotError):
        run(address, password=password)
