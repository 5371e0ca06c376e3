"""The end customer's name, as people of the field write it into a mail, and what looks like one and is none."""

from __future__ import annotations

import pytest

from deskbot.model.message import Address
from tests.unit.triage.cases import judged, values

FAULT = "One phone has no dial tone."


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("At Dogwood Dry Cleaners one phone has no dial tone.", "Dogwood Dry Cleaners"),
        ("Larkin Ship Brokers have one phone without dial tone.", "Larkin Ship Brokers"),
        ("One phone at the Thornbury Public Library has no dial tone.", "Thornbury Public Library"),
        ("Chez Assurances Pelletier inc., un téléphone n'a pas de tonalité.", "Assurances Pelletier inc."),
        (
            "À la Coopérative agricole des Deux-Rives, un poste n'a pas de tonalité.",
            "Coopérative agricole des Deux-Rives",
        ),
        ("Bei der Spedition Haller GmbH & Co. KG hat ein Telefon keinen Wählton.", "Spedition Haller GmbH & Co. KG"),
        ("Beim Architekturbüro Nowak hat ein Telefon keinen Wählton.", "Architekturbüro Nowak"),
        ("La sucursal Norte de Laboratorios Vega, S.A. tiene un teléfono sin tono.", "Laboratorios Vega, S.A."),
        ("At Juniper School 12 of 60 phones have no dial tone.", "Juniper School"),
        ("En la Notaría Pública 12 un teléfono no tiene tono.", "Notaría Pública 12"),
        ("O ramal 33 da Padaria Estrela do Mar não toca.", "Padaria Estrela do Mar"),
        ("Praxis Dr. Hennings: ein Telefon hat keinen Wählton.", "Praxis Dr. Hennings"),
        ("Na Imobiliária Campo Belo um ramal está sem linha.", "Imobiliária Campo Belo"),
        ("one phone at maplewood funeral home has no dial tone", "maplewood funeral home"),
        ("PHONES DEAD AT LAKESIDE MANOR NURSING HOME SINCE NINE", "LAKESIDE MANOR NURSING HOME"),
        ("Our customer Meridian Freight Forwarders has one phone without dial tone.", "Meridian Freight Forwarders"),
        ("Customer is Oak Mortgage. They have one phone without dial tone.", "Oak Mortgage"),
        ("The garderie Les Petits Lutins has one phone without dial tone.", "Les Petits Lutins"),
    ],
)
def test_the_end_customers_name_is_kept_as_written(text: str, name: str) -> None:
    assert values(judged(text))["customer"] == name


@pytest.mark.parametrize(
    "text",
    [
        "Valley Telecom here, one phone has no dial tone.",
        "The customer is angry and one phone has no dial tone.",
        "Their ISP is Granite Broadband, one phone has no dial tone.",
        'The display says "Registration Failed" and one phone has no dial tone.',
        "Music on Hold is fine, but one phone has no dial tone.",
        "Please ask for Ann Lee. One phone has no dial tone.",
        "One phone on Elm Street has no dial tone.",
        "Kunde ist sehr verärgert, ein Telefon hat keinen Wählton.",
        "The Fire Department was called, one phone has no dial tone.",
    ],
)
def test_what_only_looks_like_a_name_is_no_customer(text: str) -> None:
    assert "customer" not in values(judged(text))


def test_the_subjects_topic_is_no_part_of_the_name() -> None:
    found = values(judged(f"At Pelican Inn, nothing special. {FAULT}", "RMA FXS16 at Pelican Inn"))

    assert found["customer"] == "Pelican Inn"


def test_an_end_customer_who_writes_directly_names_their_own_house() -> None:
    text = "I am the receptionist at Valley Pediatrics. Our phone company does not answer. One phone has no dial tone."
    sender = Address("desk@valleypediatrics.example", "Tess Field")

    assert values(judged(text, message={"sender": sender}))["customer"] == "Valley Pediatrics"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I turned on the firewall on Bright Harbor Realty's cloud UCX and it went quiet.", "Bright Harbor Realty"),
        ("Strathmore Veterinary's UCX250 shows a red lamp.", "Strathmore Veterinary"),
        ("All calls at Aldo's Plumbing drop.", "Aldo's Plumbing"),
    ],
)
def test_a_name_with_what_belongs_to_it_is_the_name_alone(text: str, name: str) -> None:
    assert values(judged(text))["customer"] == name
