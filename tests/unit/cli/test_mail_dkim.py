"""`deskbot mail dkim-record` prints what belongs into the DNS."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from deskbot.cli.mail_group import dkim_record
from deskbot.errors import ConfigurationError

EXAMPLE = Path(__file__).parents[3] / "desk.example.yaml"
app = typer.Typer()
app.command()(dkim_record)


@pytest.fixture(autouse=True)
def _example_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKBOT_DESK_FILE", str(EXAMPLE))


def test_the_record_has_the_public_key_in_strings_that_the_dns_can_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "dkim.pem"
    subprocess.run(["openssl", "genrsa", "-out", str(file), "2048"], check=True, capture_output=True)
    monkeypatch.setenv("DESKBOT_DKIM_KEY_FILE", str(file))
    monkeypatch.setenv("DESKBOT_DKIM_SELECTOR", "desk2026")

    printed = CliRunner().invoke(app, []).output

    assert re.match(r"desk2026\._domainkey\.\S+\. IN TXT \( ", printed)
    strings = re.findall(r'"([^"]*)"', printed)
    assert len(strings) == 2
    assert all(len(one) <= 255 for one in strings)
    public = subprocess.run(["openssl", "rsa", "-in", str(file), "-pubout"], check=True, capture_output=True).stdout
    assert "".join(strings) == "v=DKIM1; k=rsa; p=" + "".join(public.decode().split("\n")[1:-2])


def test_without_a_key_it_says_how_to_make_one() -> None:
    result = CliRunner().invoke(app, [])

    assert isinstance(result.exception, ConfigurationError)
    assert "openssl genrsa" in str(result.exception)
