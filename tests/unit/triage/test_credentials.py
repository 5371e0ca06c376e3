"""Lines that only give credentials let the desk in, and say nothing of what the message is about."""

from __future__ import annotations

import pytest

from deskbot.access.confidential import masked
from deskbot.model.case import Category, Severity
from deskbot.triage.credentials import without_credentials
from deskbot.triage.sentences import read
from tests.unit.triage.cases import PROVEN, case, judged, values

ONLY_CREDENTIALS = [
    "The portal password is Gx7!kk29 and the admin password is Bq4#zz81, voicemail pin is 9182.",
    "To get in: portal password Hk29!sd8, VPN password: Zs72!ppq",
    "Portal login is admin, password: Gx7!kk29",
    "Das Portal-Passwort ist Gx7!kk29.",
    "Zugangsdaten: admin / Gx7!kk29",
    "La contraseña del portal es Gx7!kk29 y la clave es Zs72!ppq.",
    "Le mot de passe du portail est Gx7!kk29.",
    "A senha do portal é Gx7!kk29.",
    "SIP secret: zz9Qw!331",
    "Tarjeta 4111 1111 1111 1111 cvv 123.",
]


def told(text: str, subject: str = "") -> list[str]:
    return [one.text for one in without_credentials(read(case(masked(text), masked(subject)).message)).told]


@pytest.mark.parametrize("text", ONLY_CREDENTIALS)
def test_a_line_that_only_gives_credentials_is_not_read(text: str) -> None:
    assert told(f"Extension 214 has no audio.\n{text}\n") == ["Extension 214 has no audio."]


def test_the_heading_above_credentials_goes_with_them() -> None:
    text = "Extension 214 has no audio.\nHere are the portal credentials:\nUser name: admin\nPassword: Gx7!kk29\n"

    assert told(text) == ["Extension 214 has no audio."]


def test_what_stands_beside_credentials_in_a_sentence_is_read() -> None:
    assert told("Echo on all external calls, the portal password is Gx7!kk29.") == ["Echo on all external calls"]


@pytest.mark.parametrize(
    "text",
    [
        "The portal does not take my password Gx7!kk29.",
        "Can you set the portal password to Gx7!kk29?",
        "Please reset the portal password, Gx7!kk29 has expired.",
        "Somebody we do not know logged in as admin with the password Gx7!kk29.",
        "Licence key: ABCDE-12345-FGHIJ-67890-KLMNO",
    ],
)
def test_what_is_asked_or_fails_about_credentials_is_read(text: str) -> None:
    assert told(text) == [masked(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Forty users cannot call out, the admin password is Gx7!kk29.",
        "911 calls name a wrong address for all users, the admin password is Gx7!kk29.",
    ],
)
def test_trouble_in_a_sentence_with_credentials_is_read(text: str) -> None:
    (left,) = told(text)

    assert left.startswith(text.split(",", maxsplit=1)[0])


def test_a_subject_that_only_gives_credentials_is_not_read() -> None:
    assert told("see subject", "admin password: Gx7!kk29") == ["see subject"]


@pytest.mark.parametrize("mask", [masked, str], ids=["as the desk reads it", "as it was written"])
@pytest.mark.parametrize("text", ONLY_CREDENTIALS)
def test_credentials_change_neither_category_nor_severity_nor_known_issue(text: str, mask: type[str]) -> None:
    alone = judged("Echo on all external calls.", "echo", writer=PROVEN)

    beside = judged(mask(f"Echo on all external calls.\n{text}\n"), "echo", writer=PROVEN)

    assert (beside.category, beside.severity, beside.playbook) == (alone.category, alone.severity, alone.playbook)
    assert beside.missing == alone.missing


@pytest.mark.parametrize("text", ONLY_CREDENTIALS)
def test_credentials_are_no_step_that_was_tried(text: str) -> None:
    assert "tried" not in values(judged(masked(f"Extension 214 has no audio.\n{text}\n"), writer=PROVEN))


def test_who_sends_nothing_but_a_password_pages_nobody() -> None:
    decision = judged(masked("see subject"), masked("admin password: Gx7!kk29"), writer=PROVEN)

    assert decision.category is not Category.SECURITY
    assert not decision.urgent
    assert decision.severity in (Severity.S3, Severity.S4)


@pytest.mark.parametrize(
    "text",
    [
        "The intruder used the password Gx7!kk29 to dial Cuba.",
        "Alguien marcaba desde fuera, entraba al buzón 405 con el PIN 1234 y sacaba línea hacia Somalia.",
        "Somebody came in from outside, opened mailbox 405 with PIN 1234, and took a line to Somalia.",
    ],
)
def test_a_secret_in_the_midst_of_a_story_is_a_part_of_it(text: str) -> None:
    assert told(text) == [masked(text)]
