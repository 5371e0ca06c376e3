"""Which system a mail is about: host id, model and release, in the field's many ways of writing them."""

from __future__ import annotations

import pytest

from tests.unit.triage.cases import judged, values

FAULT = "One phone has no dial tone.\n"


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("Host-ID der Anlage: AB-50-1234", "AB-50-1234"),
        ("Die Kennung lautet 50-KX-0071.", "50-KX-0071"),
        ("L'identifiant du système est 450-7-QC.", "450-7-QC"),
        ("Host ID du nœud B : QC-G3-00123", "QC-G3-00123"),
        ("El ID del sistema es MX-20-4410.", "MX-20-4410"),
        ("A central é uma UCX50, ID SP-50-7712.", "SP-50-7712"),
        ("System UCX1000, host 1000-12-AL-7, release 6.0.4.", "1000-12-AL-7"),
        ("It is a Galaxy 250, the number on the sticker says 250-RT-0042.", "250-RT-0042"),
        ("UCX20 / U20-118822 / 6.0.2", "U20-118822"),
        ("ucx450, serial 4450-99812-X", "4450-99812-X"),
        ("host id is 77B3-E211, not 77B8-E211", "77B3-E211"),
        ("UCX50, host id 00:1A:2B:77:00:42, R7.0.4", "00:1A:2B:77:00:42"),
        ("UCX1000 R7.0.1 HID MT-1", "MT-1"),
    ],
)
def test_a_host_id_is_kept_as_written(text: str, host: str) -> None:
    assert values(judged(FAULT + text))["host_id"] == host


@pytest.mark.parametrize(
    "text",
    [
        "Our purchase order was the JF-2026-1187.",
        "Notre bon de commande était le QA-2026-3321.",
        "Bestellnummer AB-2026-4471.",
        "The caller ID shows 555-0142.",
        "Carrier ticket CT-4471-920A.",
        "It is about CVE-2024-1234.",
        "The UCX50 feeds an HT-802 and a WP-820.",
        "The phone's MAC is 00-1B-44-11-3A-B7.",
        "The conference is on 2026-11-03.",
    ],
)
def test_another_code_is_no_host_id(text: str) -> None:
    assert "host_id" not in values(judged(FAULT + text))


@pytest.mark.parametrize(
    ("text", "release"),
    [
        ("UCX50 on R6.0.4", "R6.0.4"),
        ("Softwarestand der Anlage: 7.0.3", "7.0.3"),
        ("La versión de la central es la 6.0.2", "6.0.2"),
        ("Le système tourne en 7.1.1", "7.1.1"),
        ("A versão é 6.0.5", "6.0.5"),
        ("We upgraded the UCX50 from 6.0.2 to 7.0.1 last night", "7.0.1"),
        ("The Galaxy Mini runs release 7", "7"),
        ('The UCX says "535 5.7.139 Authentication unsuccessful". UCX50 7.0.4', "7.0.4"),
    ],
)
def test_a_release_is_kept_as_written(text: str, release: str) -> None:
    assert values(judged(FAULT + text))["release"] == release


@pytest.mark.parametrize(
    "text",
    [
        "The power blinked in the firmware load (2.4.11 to 2.4.17).",
        "Chrome 131.0.2 on Windows 10.0.19045 shows it too.",
        "The Infinity 5010 is on 2.4.17.",
        "Das Telefon mit Firmware 2.4.9.",
        "The gateway is 10.8.14.1.",
    ],
)
def test_another_version_is_no_release_of_the_system(text: str) -> None:
    assert "release" not in values(judged(FAULT + text))


def test_of_two_systems_in_one_sentence_the_one_in_trouble_counts() -> None:
    found = values(
        judged(
            "They have two systems, one UCX50 in Marlow (host id ML-50-0044) which is working fine, and one UCX20 "
            "in Thorpe (host id TH-20-0931). Our problem is only with Thorpe, calls from there fail."
        )
    )

    assert found["model"] == "UCX20"
    assert found["host_id"] == "TH-20-0931"


def test_the_other_shops_system_is_not_the_one_in_trouble() -> None:
    found = values(
        judged(
            FAULT + "Die andere Filiale hat eine UCX50, Host-ID AA-50-1111, die läuft einwandfrei.\n"
            "Hier: UCX20, Host-ID BB-20-2222."
        )
    )

    assert found["model"] == "UCX20"
    assert found["host_id"] == "BB-20-2222"
