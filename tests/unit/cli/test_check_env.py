"""A mistyped setting is ignored in silence: `deskbot check` names it, in the environment as in `.env`."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from deskbot.cli.check_env import in_file, strangers
from deskbot.cli.finding import Finding
from deskbot.cli.groups import app

KEY = "DESKBOT_SECRET_KEY=0123456789abcdef0123456789abcdef"


def of(folder: Path, text: str) -> list[Finding]:
    file = folder / ".env"
    file.write_text(text)
    return in_file(file)


def test_a_variable_of_the_environment_that_is_no_setting_is_wrong() -> None:
    (found,) = strangers({"DESKBOT_SMPT_PORT": "25", "DESKBOT_SMTP_HOST": "h", "HOME": "/"})

    assert not found.right
    assert found.what == "DESKBOT_SMPT_PORT"
    assert found.says == 'is no setting of deskbot\'s; did you mean "DESKBOT_SMTP_PORT"?'


def test_one_of_env_is_told_with_file_and_line(tmp_path: Path) -> None:
    (found,) = of(tmp_path, f"# a desk\n\n{KEY}\nexport DESKBOT_SMPT_PORT=25\nPOSTGRES_PASSWORD=x\n")

    assert not found.right
    assert found.what == f"{tmp_path}/.env:4"
    assert found.says == 'DESKBOT_SMPT_PORT is no setting of deskbot\'s; did you mean "DESKBOT_SMTP_PORT"?'


def test_small_letters_name_a_setting_as_well(tmp_path: Path) -> None:
    assert of(tmp_path, "deskbot_smtp_port=25\n") == []
    assert [one.right for one in of(tmp_path, "deskbot_smpt_port=25\n")] == [False]


@pytest.mark.parametrize(
    "line", ["DESKBOT SECRET_KEY=s3cret", 'DESKBOT_SECRET_KEY="s3cret', "s3cret $&", "DESKBOT_SECRET_KEY: s3cret"]
)
def test_a_line_that_cannot_be_read_is_wrong_and_its_words_are_not_shown(tmp_path: Path, line: str) -> None:
    (found,) = of(tmp_path, f"DESKBOT_SIMULATE=1\n{line}\nDESKBOT_WEB_PORT=1\n")

    assert not found.right
    assert found.what == f"{tmp_path}/.env:2"
    assert "NAME=value" in found.says
    assert "s3cret" not in found.says


def test_a_setting_without_a_value_is_wrong(tmp_path: Path) -> None:
    (found,) = of(tmp_path, "DESKBOT_SIMULATE\n")

    assert found.what == f"{tmp_path}/.env:1"
    assert found.says == "DESKBOT_SIMULATE has no = behind it, and is not set: write DESKBOT_SIMULATE=value"


def test_without_a_file_nothing_is_wrong(tmp_path: Path) -> None:
    assert in_file(tmp_path / ".env") == []


def test_the_shipped_example_is_right() -> None:
    assert in_file(Path(__file__).parents[3] / ".env.example") == []


def test_check_says_it_of_the_folder_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("DESKBOT_SIMULAT=1\n")

    done = CliRunner().invoke(app, ["check"], env={"COLUMNS": "300"})

    assert done.exit_code == 2
    assert '.env:1: DESKBOT_SIMULAT is no setting of deskbot\'s; did you mean "DESKBOT_SIMULATE"?' in done.output
