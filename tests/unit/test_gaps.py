"""What a channel's settings lack is told before anything starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskbot.desk.reading import read_desk
from deskbot.gaps import find_gaps
from deskbot.settings import Settings
from tests.harness import desk_with

DESK = read_desk((Path(__file__).parents[1] / "desk.yaml").read_text(), "tests/desk.yaml")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"dkim_selector": "desk2026"}, "DESKBOT_DKIM_KEY_FILE: is not set"),
        ({"dkim_key_file": "/nowhere.pem", "dkim_selector": "x"}, "/nowhere.pem cannot be read"),
        ({"imap_url": "imaps://u@imap.desk.example"}, "DESKBOT_IMAP_URL: has no password"),
        ({"smtp_door": False}, "DESKBOT_SMTP_DOOR: 0"),
        ({"mail_oauth_client_id": "x"}, "DESKBOT_MAIL_OAUTH_TOKEN_URL"),
        ({"smtp_relay": "smtps://u@mail.desk.example"}, "DESKBOT_SMTP_RELAY: names a user and no password"),
    ],
)
def test_mail_settings_that_do_not_fit_together_are_a_gap(given: dict[str, object], says: str):
    assert any(says in gap for gap in find_gaps(Settings(_env_file=None, **given), DESK))


def test_settings_without_them_have_no_such_gap():
    assert not any("DKIM" in gap or "IMAP" in gap for gap in find_gaps(Settings(_env_file=None), DESK))


@pytest.mark.parametrize(
    ("medium", "address", "needs"),
    [
        (
            "slack",
            "T0DESK:U0KIM",
            "DESKBOT_SLACK_BOT_TOKEN (or DESKBOT_SLACK_CLIENT_ID and DESKBOT_SLACK_CLIENT_SECRET) and "
            "DESKBOT_SLACK_SIGNING_SECRET (or DESKBOT_SLACK_APP_TOKEN)",
        ),
        ("telegram", "5003", "DESKBOT_TELEGRAM_TOKEN"),
    ],
)
def test_a_policy_that_pages_by_a_chat_without_credentials_is_a_gap(medium: str, address: str, needs: str) -> None:
    kim = ('voice: "+1 512 555 0112"}', f'voice: "+1 512 555 0112", {medium}: "{address}"}}')
    desk = desk_with(kim, ("people: [kim], media: [voice]", f"people: [kim], media: [voice, {medium}]"))

    gaps = find_gaps(Settings(_env_file=None), desk)

    assert any(f'the policy pages by "{medium}"' in gap and f"set {needs}, or take" in gap for gap in gaps)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("https://desk..example", "an empty part"),
        ("https://desk.example:99999", "no web address"),
        ("https://[::1", "no web address"),
    ],
)
def test_an_address_of_the_web_side_that_nobody_can_call_is_a_gap(url: str, says: str) -> None:
    gaps = find_gaps(Settings(_env_file=None, public_url=url), DESK)

    assert any("DESKBOT_PUBLIC_URL" in gap and says in gap for gap in gaps)


def test_half_a_second_carrier_is_a_gap() -> None:
    given = Settings(_env_file=None, twilio2_account_sid="AC" + "2" * 32, twilio2_from="+15125550101")

    assert any("set DESKBOT_TWILIO2_AUTH_TOKEN as well" in gap for gap in find_gaps(given, DESK))


@pytest.mark.parametrize("name", ["DESKBOT_TWILIO_FROM", "DESKBOT_TWILIO2_FROM"])
def test_a_pagers_number_on_which_resellers_phone_in_is_a_gap(name: str) -> None:
    setting = name.removeprefix("DESKBOT_").lower()
    given = {"twilio_from": "+12025550101", "twilio2_from": "+12025550102"}
    settings = Settings(_env_file=None, twilio_desk_numbers=f"+12025550100,{given[setting]}", **given)

    assert [gap for gap in find_gaps(settings, DESK) if "DESKBOT_TWILIO_DESK_NUMBERS" in gap and f"({name})" in gap]
    assert not any("DESK_NUMBERS" in gap for gap in find_gaps(Settings(_env_file=None, **given), DESK))


def test_numbers_on_which_resellers_phone_in_without_a_carriers_account_are_a_gap() -> None:
    by_mail = read_desk((Path(__file__).parents[1] / "desk.yaml").read_text().replace("[sms]", "[mail]"), "desk.yaml")
    given = {"twilio_account_sid": "AC" + "1" * 32, "twilio_auth_token": "secret", "twilio_from": "+12025550101"}
    numbers = {"twilio_desk_numbers": "+12025550100"}

    def gap(**settings: str) -> bool:
        found = find_gaps(Settings(_env_file=None, **settings), by_mail)
        return any("nobody who phones in would be heard" in one for one in found)

    assert gap(**numbers)
    assert gap(**numbers, **{key: value for key, value in given.items() if key != "twilio_from"})
    assert not gap(**numbers, **given)
    assert not gap()
