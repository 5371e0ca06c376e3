"""A file of the fault is evidence; a file that is only spoken of, a logo or an invoice is none."""

from __future__ import annotations

import pytest

from deskbot.model.case import Decision
from deskbot.model.message import Attachment
from tests.unit.triage.cases import judged, rules, values

FAULT = "One phone has echo on calls.\n"


def given(
    name: str, kind: str = "application/octet-stream", size: int = 90_000, text: str = "", **more: bool
) -> Decision:
    return judged(FAULT + text, message={"attachments": (Attachment(name, kind, size, "0" * 64, **more),)})


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("site.pcapng", "application/octet-stream"),
        ("full.log.1", "application/octet-stream"),
        ("syslog.txt", "text/plain"),
        ("Bildschirmfoto.png", "image/png"),
        ("IMG_2041.HEIC", "image/heic"),
        ("traces.zip", "application/zip"),
        ("echo.m4a", "audio/mp4"),
        ("messages", "application/octet-stream"),
    ],
)
def test_a_file_of_the_fault_is_evidence(name: str, kind: str) -> None:
    assert values(given(name, kind))["evidence"] == name


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Joe Field.vcf", "text/vcard"),
        ("invoice-1187.pdf", "application/pdf"),
        ("Rechnung.pdf", "application/pdf"),
        ("logo.png", "image/png"),
        ("smime.p7s", "application/pkcs7-signature"),
        ("ATT00001.txt", "text/plain"),
        ("invite.ics", "text/calendar"),
        ("image001.png", "image/png"),
    ],
)
def test_another_file_is_no_evidence(name: str, kind: str) -> None:
    assert "evidence" not in values(given(name, kind))


def test_a_pasted_screenshot_that_the_text_speaks_of_is_evidence() -> None:
    assert values(given("image001.png", "image/png", text="See the screenshot below.", inline=True))["evidence"]


@pytest.mark.parametrize(
    "text",
    [
        "Logs attached.",
        "PFA the trace.",
        "Der Mitschnitt ist im Anhang.",
        "Journal en pièce jointe.",
        "Adjunto la captura.",
        "Segue o log em anexo.",
    ],
)
def test_a_file_that_is_only_spoken_of_is_denied_with_a_reason(text: str) -> None:
    decision = judged(FAULT + text)

    assert "evidence" not in values(decision)
    assert "claimed-not-given" in rules(decision)


@pytest.mark.parametrize(
    "text", ["I can attach a trace.", "Soll ich einen Mitschnitt schicken?", "It is attached to the switch."]
)
def test_an_offer_claims_nothing(text: str) -> None:
    assert "claimed-not-given" not in rules(judged(FAULT + text))
