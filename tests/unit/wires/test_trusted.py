"""One store of certificates counts for all that deskbot calls: this machine's, or the one that is named."""

from __future__ import annotations

import ssl
from pathlib import Path

import certifi
import pytest

from deskbot.wires.dead_man import DeadManUrl
from deskbot.wires.trusted import trusted, trusting
from deskbot.wires.webhooks import WebhookWire
from tests.flow.certificates import certificate

EMPTY = ssl.DefaultVerifyPaths(None, None, "SSL_CERT_FILE", "", "SSL_CERT_DIR", "")  # pyright: ignore[reportArgumentType]


def authorities(context: ssl.SSLContext) -> int:
    return context.cert_store_stats()["x509"]


def test_an_authority_of_ones_own_is_named_and_counts_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate(tmp_path).chain))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "none"))

    assert authorities(trusting()) == 1


@pytest.mark.parametrize("folder", ["", "empty"])
def test_a_machine_without_a_store_trusts_what_the_library_brings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: str
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    store = EMPTY._replace(capath=folder and str(tmp_path))
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: store)

    brought = Path(certifi.where()).read_text().count("BEGIN CERTIFICATE")
    assert authorities(trusting()) == brought


def test_clients_of_the_web_share_what_was_read_once() -> None:
    assert WebhookWire().tls is WebhookWire().tls is trusted()
    assert vars(DeadManUrl("https://watch.example/1"))["_tls"] is trusted()
    assert trusting() is not trusting()
