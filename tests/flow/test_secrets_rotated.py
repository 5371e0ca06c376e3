"""`deskbot secrets rotate` goes on from wherever it was killed, and one secret that nobody opens holds up no other."""

from __future__ import annotations

from datetime import UTC, datetime

import psycopg
import pytest
from typer.testing import CliRunner

from deskbot.cli import build
from deskbot.model.installation import Installation
from deskbot.wires.sealed import Keys
from deskbot.wires.slack_installations import INSTALLATION, opened, stored

OLD, NEW, UNKNOWN = "o" * 32, "n" * 32, "u" * 32


def sealed_by(key: str, place: str) -> str:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    one = Installation(place=place, name=place, bot="U1", scopes=(), token=f"token of {place}", installed_at=at)
    return stored(one, Keys([key.encode()]))


def test_what_a_kill_has_left_is_sealed_anew_and_what_nobody_opens_is_named_and_left(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESKBOT_DATABASE_URL", database_url)
    monkeypatch.setenv("DESKBOT_SECRET_KEY", NEW)
    monkeypatch.setenv("DESKBOT_SECRET_KEY_OLD", OLD)
    with psycopg.connect(database_url, autocommit=True) as connection:
        for place, key in {"T1": NEW, "T2": UNKNOWN, "T3": OLD}.items():
            kept = ("slack", f"{INSTALLATION}{place}", sealed_by(key, place))
            connection.execute("INSERT INTO channel_state (channel, key, value) VALUES (%s, %s, %s)", kept)

        first, again = (CliRunner().invoke(build(), ["secrets", "rotate"]) for _ in range(2))

        rows = connection.execute("SELECT key, value FROM channel_state WHERE channel = 'slack'").fetchall()
        noted = connection.execute("SELECT count(*) FROM audit WHERE act = 'sealed tokens anew'").fetchall()
    assert (first.exit_code, again.exit_code) == (2, 2)
    assert "1 sealed anew" in first.output
    assert "0 sealed anew" in again.output
    assert "token of T2 was sealed with another DESKBOT_SECRET_KEY" in first.output
    places = {key.removeprefix(INSTALLATION): value for key, value in rows}
    by_new, by_unknown = Keys([NEW.encode()]), Keys([UNKNOWN.encode()])
    assert [opened(place, places[place], by_new).token for place in ("T1", "T3")] == ["token of T1", "token of T3"]
    assert opened("T2", places["T2"], by_unknown).token == "token of T2"
    assert noted == [(1,)]
