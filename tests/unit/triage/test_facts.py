"""Which facts a message gives, and which words look like one and are none."""

from __future__ import annotations

import pytest

from deskbot.model.case import Category, Source
from deskbot.model.message import Attachment
from tests.unit.triage.cases import PROVEN, STRANGER, SYSTEM, judged, values

FORM = """Customer: Acme Dental
System: UCX50
Host ID: 50-77B3-E210
Software release: 7.0.14
Problem: no audio on calls from outside
Impact: 3 users
Tried: rebooted the phones, no change
Callback: +1 972 555 0142
"""


def test_a_form_is_read_to_the_letter() -> None:
    found = values(judged(FORM))

    assert found["customer"] == "Acme Dental"
    assert found["model"] == "UCX50"
    assert found["host_id"] == "50-77B3-E210"
    assert found["release"] == "7.0.14"
    assert found["callback"] == "+1 972 555 0142"
    assert found["tried"] == "rebooted the phones, no change"


def test_an_empty_field_gives_nothing() -> None:
    decision = judged("Customer: Acme Dental\nHost ID:\nRelease: n/a\nModel: unknown\nNo audio on calls from outside.")

    assert "host_id" in decision.missing
    assert "release" in decision.missing
    assert "model" in decision.missing


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Call me at 555-201-0143.", "555-201-0143"),
        ("One set is dead.\n\nRegards\nJoe Field\noffice 806 555 0119   fax 806 555 0120", "806 555 0119"),
        ("Ich bin am Handy, 0664 555 0118, erreichbar.", "0664 555 0118"),
        ("Moi, c'est le 450 555 0163.", "450 555 0163"),
    ],
)
def test_the_reporters_own_number_is_kept_as_written(text: str, number: str) -> None:
    assert values(judged(f"One phone has no dial tone.\n{text}"))["callback"] == number


@pytest.mark.parametrize(
    "text",
    ["Calls to 972 555 0118 fail.", "Fax 972 555 0118", "Their DID 972-555-0118 rings nowhere.", "Ticket 60-22817"],
)
def test_another_number_is_no_callback(text: str) -> None:
    assert "callback" not in values(judged(f"One phone has no dial tone.\n{text}"))


def test_a_phones_firmware_and_an_address_are_no_release() -> None:
    found = values(judged("The UCX50 at 10.8.14.22 drops a call. The phone has firmware 2.4.9."))

    assert "release" not in found


def test_the_system_in_trouble_is_told_from_the_other() -> None:
    found = values(
        judged(
            "Downtown runs a UCX450 (host 31C8-9F02-AA71) and is perfectly happy, leave it be. "
            "The one giving me grief is the Galaxy 250, 7E40-1B6D-03C5. One phone there has no dial tone."
        )
    )

    assert found["model"] == "Galaxy 250"
    assert found["host_id"] == "7E40-1B6D-03C5"


def test_a_licence_has_an_old_and_a_new_host_id_and_no_other() -> None:
    decision = judged("Please transfer the licence. Old host ID 2B7E-90C4, new host ID 2B7E-F13A. The server died.")

    assert decision.category is Category.LICENCE
    assert values(decision)["old_host_id"] == "2B7E-90C4"
    assert values(decision)["new_host_id"] == "2B7E-F13A"
    assert "host_id" not in values(decision)


def test_a_logo_is_no_evidence_and_a_capture_is() -> None:
    logo = Attachment("logo.png", "image/png", 900, "0" * 64, inline=True)
    capture = Attachment("site.pcap", "application/octet-stream", 90_000, "1" * 64)
    text = "One phone has echo on calls."

    assert "evidence" not in values(judged(text, message={"attachments": (logo,)}))
    assert values(judged(text, message={"attachments": (logo, capture)}))["evidence"] == "site.pcap"


def test_the_directory_completes_what_a_proven_writer_left_out() -> None:
    decision = judged("One phone has no dial tone, host ID 50-77b3-e210.", writer=PROVEN, systems=(SYSTEM,))
    found = {finding.key: finding for finding in decision.findings}

    assert found["customer"].value == "Acme Dental"
    assert found["release"].source is Source.DIRECTORY
    assert "release" not in decision.fresh
    assert "release" not in decision.missing


def test_the_directory_stays_shut_for_a_writer_who_is_not_proven() -> None:
    decision = judged("One phone has no dial tone, host ID 50-77b3-e210.", writer=STRANGER, systems=(SYSTEM,))

    assert "release" in decision.missing
    assert "customer" not in values(decision)


def test_what_the_text_says_stands_before_the_directory() -> None:
    text = "One phone has no dial tone, host ID 50-77B3-E210, release 7.0.18."

    assert values(judged(text, writer=PROVEN, systems=(SYSTEM,)))["release"] == "7.0.18"


def test_a_labelled_customer_ends_where_the_system_begins_and_a_release_is_no_date() -> None:
    decision = judged(
        "Customer: Hollis Vet Clinic, on their Galaxy 3000G, host id 3G-88C1-0457, release 7.1.2.\n"
        "One phone has no dial tone.",
        writer=PROVEN,
    )

    assert values(decision)["customer"] == "Hollis Vet Clinic"
    assert values(decision)["release"] == "7.1.2"
    assert "started_at" not in values(decision)


def test_a_name_with_a_comma_stays_whole() -> None:
    decision = judged("Customer: Meyer, Schulz & Partner\nOne phone has no dial tone.", writer=PROVEN)

    assert values(decision)["customer"] == "Meyer, Schulz & Partner"
