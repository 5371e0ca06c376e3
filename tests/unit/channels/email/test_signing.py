"""The signature of our mail, checked by the library's other half over a zone of our own."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import dkim
import pytest

from deskbot.errors import ConfigurationError
from deskbot.settings import Settings
from deskbot.wires.letters.rendering import as_mail, with_date
from deskbot.wires.letters.signing import Key, key_of
from tests.harness import MONDAY_NOON
from tests.unit.channels.email.test_letters import LETTER, SENDER


@pytest.fixture(scope="module")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_key(tmp_path_factory.mktemp("dkim") / "dkim.pem", "2048")


def make_key(file: Path, bits: str) -> Path:
    subprocess.run(["openssl", "genrsa", "-out", str(file), bits], check=True, capture_output=True)
    return file


def key_from(file: Path, sender: str = SENDER, **more: Any) -> Key:
    settings = Settings(_env_file=None, **({"dkim_key_file": file, "dkim_selector": "desk2026"} | more))
    key = key_of(settings, sender)
    assert key
    return key


def passes(mail: bytes, key: Key) -> bool:
    name, text = key.record

    def zone(asked: bytes | str, timeout: int = 5) -> bytes | None:
        _ = timeout
        asked = asked.decode() if isinstance(asked, bytes) else asked
        return text.encode() if asked.rstrip(".") == name else None

    return dkim.verify(mail, dnsfunc=zone)


def signed(key: Key) -> bytes:
    return key.sign(with_date(as_mail(LETTER, "Service Desk", SENDER), MONDAY_NOON))


def test_a_signed_letter_passes_with_the_record_that_we_print(key_file: Path):
    key = key_from(key_file)
    mail = signed(key)

    assert key.record[0] == "desk2026._domainkey.desk.example"
    assert key.record[1].startswith("v=DKIM1; k=rsa; p=MII")
    assert mail.startswith(b"DKIM-Signature: ")
    assert b"c=relaxed/relaxed" in mail
    assert b"d=desk.example" in mail
    assert passes(mail, key)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\r\nSubject: ", b"\r\nSubject: URGENT "),
        (b"Date: Mon, 02 Mar", b"Date: Tue, 03 Mar"),
        (b"\r\nReply-To: ", b"\r\nReply-To: eve@evil.example, "),
        (b"\r\nFrom: ", b"\r\nFrom: eve@evil.example\r\nFrom: "),
        (b"Hello Ty", b"Hello Eve"),
    ],
)
def test_whoever_changes_a_letter_breaks_its_signature(key_file: Path, old: bytes, new: bytes):
    key = key_from(key_file)
    mail = signed(key)
    assert old in mail

    assert not passes(mail.replace(old, new, 1), key)


def test_a_server_that_refolds_headers_does_not_break_it(key_file: Path):
    key = key_from(key_file)
    mail = signed(key).replace(b"\r\nReferences: ", b"\r\nReferences:\r\n  ")

    assert passes(b"Received: from relay.example\r\n" + mail + b"\r\n\r\n", key)


def test_a_subdomain_may_be_signed_for_by_the_domain_above_it_and_by_no_other(key_file: Path):
    assert key_from(key_file, "support@mail.desk.example", dkim_domain="desk.example").domain == "desk.example"
    with pytest.raises(ConfigurationError, match=r"proves nothing for it"):
        key_from(key_file, dkim_domain="else.example")
    with pytest.raises(ConfigurationError, match=r"proves nothing for it"):
        key_from(key_file, "support@notdesk.example", dkim_domain="desk.example")


def test_half_of_the_settings_is_told(key_file: Path):
    with pytest.raises(ConfigurationError, match="DESKBOT_DKIM_SELECTOR: is not set"):
        key_of(Settings(_env_file=None, dkim_key_file=key_file), SENDER)
    with pytest.raises(ConfigurationError, match="DESKBOT_DKIM_KEY_FILE: is not set"):
        key_of(Settings(_env_file=None, dkim_selector="desk2026"), SENDER)
    assert key_of(Settings(_env_file=None), SENDER) is None


def test_a_key_that_cannot_be_used_is_told_with_the_way_to_a_good_one(tmp_path: Path):
    with pytest.raises(ConfigurationError, match=r"cannot be read \(No such file"):
        key_from(tmp_path / "missing.pem")
    broken = tmp_path / "broken.pem"
    broken.write_text("-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n")
    with pytest.raises(ConfigurationError, match="openssl genrsa") as told:
        key_from(broken)
    assert "c2VjcmV0" not in str(told.value)
    edwards = tmp_path / "ed25519.pem"
    subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", str(edwards)], check=True)
    with pytest.raises(ConfigurationError, match="Ed25519"):
        key_from(edwards)
    with pytest.raises(ConfigurationError, match="512 bits"):
        key_from(make_key(tmp_path / "short.pem", "512"))


def test_a_key_with_the_line_ends_of_windows_can_be_read(key_file: Path, tmp_path: Path):
    other = tmp_path / "crlf.pem"
    other.write_bytes(key_file.read_bytes().replace(b"\n", b"\r\n"))

    assert passes(signed(key_from(other)), key_from(key_file))


def test_the_key_is_never_shown(key_file: Path):
    assert "PRIVATE" not in repr(key_from(key_file))
