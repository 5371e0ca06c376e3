"""What does not fit together in the mail door's settings is told before anybody writes to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from deskbot.access.proof import networks
from deskbot.channels.email.door.users import hash_password
from deskbot.gaps import mail_gaps
from deskbot.settings import Settings
from tests.flow.certificates import certificate


def gaps(**settings: Any) -> list[str]:
    made = Settings(_env_file=None, **settings)
    return mail_gaps(made, networks(made.trusted_relays))


def test_the_defaults_fit_together() -> None:
    assert gaps() == []


def test_a_whole_door_to_the_internet_fits_together(tmp_path: Path) -> None:
    pair = certificate(tmp_path)
    users = tmp_path / "users"
    users.write_text(f"ty@brightpathvoice.example:{hash_password('correct horse')}\n")
    assert not gaps(
        smtp_host="0.0.0.0",
        smtp_port=25,
        smtp_tls_port=465,
        smtp_tls_certificate=pair.chain,
        smtp_tls_key=pair.key,
        smtp_users_file=users,
        mail_verify=True,
        trusted_sealers="list.example",
    )


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"smtp_tls_certificate": Path("x.pem")}, "both halves"),
        ({"smtp_tls_key": Path("x.pem")}, "both halves"),
        ({"smtp_tls_key": Path("x.pem"), "smtp_tls_certificate": Path("y.pem")}, "cannot be used"),
        ({"smtp_tls_port": 465}, "no TLS without a certificate"),
        ({"smtp_users_file": Path("missing")}, "DESKBOT_SMTP_USERS_FILE=missing: cannot be read"),
        ({"smtp_port": 8025}, "DESKBOT_SMTP_PORT and DESKBOT_WEB_PORT are both 8025"),
        ({"smtp_port": 8025, "smtp_host": "0.0.0.0"}, "are both 8025"),
        ({"mail_verify": True}, "checks nothing"),
        ({"trusted_sealers": "list.example"}, "DESKBOT_MAIL_VERIFY=1"),
        ({"smtp_proxy": True, "trusted_relays": ""}, "DESKBOT_TRUSTED_RELAYS"),
        ({"smtp_size_limit": 200_000_000}, "DESKBOT_SMTP_MEMORY"),
    ],
)
def test_what_does_not_fit_is_named(settings: dict[str, Any], says: str) -> None:
    (gap,) = gaps(**settings)
    assert says in gap


def test_users_without_tls_and_a_bad_line_are_named(tmp_path: Path) -> None:
    users = tmp_path / "users"
    users.write_text(f"ty@brightpathvoice.example:{hash_password('correct horse')}\n")
    (gap,) = gaps(smtp_users_file=users)
    assert "needs TLS" in gap
    users.write_text("ty@brightpathvoice.example:secret\n")
    (gap,) = gaps(smtp_users_file=users)
    assert f"{users}:1:" in gap
