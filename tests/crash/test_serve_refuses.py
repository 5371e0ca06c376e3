"""`serve` does not start into a situation in which somebody urgent would go unheard."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.harness import DESK_YAML

SECRET = "a secret for the tests, long enough"


def serve(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run `deskbot serve` with nothing but these variables set."""
    environment = {
        "PATH": "/usr/bin:/bin",
        "DESKBOT_DESK_FILE": str(DESK_YAML),
        "DESKBOT_DATA_DIR": str(folder / "data"),
    }
    return subprocess.run(
        [sys.executable, "-m", "deskbot", "serve"],
        env=environment | variables,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_medium_without_credentials_is_named_and_nothing_is_started(tmp_path: Path) -> None:
    done = serve(tmp_path, DESKBOT_SECRET_KEY=SECRET, DESKBOT_SMTP_RELAY="smtp://127.0.0.1:1")

    assert done.returncode == 2
    assert 'the policy pages by "sms"' in done.stderr
    assert "DESKBOT_TWILIO_ACCOUNT_SID" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_carrier_whose_answers_could_not_reach_us_is_no_carrier(tmp_path: Path) -> None:
    twilio = {"DESKBOT_TWILIO_ACCOUNT_SID": "AC1", "DESKBOT_TWILIO_FROM": "+12025550199"}
    mail = {"DESKBOT_SECRET_KEY": SECRET, "DESKBOT_SMTP_RELAY": "smtp://127.0.0.1:1"}

    only_a_key = serve(tmp_path, **twilio, **mail, DESKBOT_TWILIO_API_KEY="SK1", DESKBOT_TWILIO_API_SECRET="s")
    no_address = serve(tmp_path, **twilio, **mail, DESKBOT_TWILIO_AUTH_TOKEN="t")

    assert (only_a_key.returncode, no_address.returncode) == (2, 2)
    assert "DESKBOT_TWILIO_AUTH_TOKEN" in only_a_key.stderr
    assert "DESKBOT_PUBLIC_URL" in no_address.stderr


def test_a_missing_secret_and_relay_are_named_together(tmp_path: Path) -> None:
    done = serve(tmp_path)

    assert done.returncode == 2
    assert "DESKBOT_SECRET_KEY" in done.stderr
    assert "DESKBOT_SMTP_RELAY" in done.stderr


def test_a_mistyped_simulation_variable_simulates_nothing(tmp_path: Path) -> None:
    done = serve(tmp_path, DESKBOT_SIMULATED="1", DESKBOT_SECRET_KEY=SECRET, DESKBOT_SMTP_RELAY="smtp://127.0.0.1:1")

    assert done.returncode == 2
    assert "SIMULATED" not in done.stdout


def test_a_policy_with_a_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    wrong = tmp_path / "desk.yaml"
    wrong.write_text(DESK_YAML.read_text().replace("schedule: primary", "schedule: primry"))

    done = serve(tmp_path, DESKBOT_DESK_FILE=str(wrong))

    assert done.returncode == 2
    assert "desk.yaml:" in done.stderr
    assert 'did you mean "primary"?' in done.stderr


@pytest.mark.parametrize("variable", ["DESKBOT_SMTP_PORT", "DESKBOT_WEB_PORT"])
def test_a_port_that_is_taken_is_named_with_its_variable(data_dir: Path, variable: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ports = {"DESKBOT_SMTP_PORT": "0", "DESKBOT_WEB_PORT": "0", variable: str(taken.getsockname()[1])}
        done = serve(data_dir.parent, DESKBOT_SIMULATE="1", **ports)

    assert done.returncode == 2
    assert variable in done.stderr
    assert "Traceback" not in done.stderr
