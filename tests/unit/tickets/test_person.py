"""Behind a shared mailbox the person is read from name and signature, and never guessed."""

from __future__ import annotations

import pytest

from deskbot.model.directory import Contact, Reseller
from deskbot.model.message import Address, Inbound
from deskbot.tickets.person import is_shared, person_of

BRIGHTPATH = Reseller(id=1, key="brightpath", name="Brightpath Voice & Data")


def mail(name: str, signature: str = "", address: str = "support@brightpathvoice.example") -> Inbound:
    return Inbound(channel="email", external_id="1", sender=Address(address, name), signature=signature)


@pytest.mark.parametrize(
    "address", ["support@a.example", "Help.Desk@a.example", "noc+7@a.example", "technik@a.example"]
)
def test_these_mailboxes_are_shared(address: str):
    assert is_shared(address)


@pytest.mark.parametrize("address", ["ty@a.example", "dana.ortiz@a.example", "supporter@a.example"])
def test_these_are_a_persons_own(address: str):
    assert not is_shared(address)


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Dana Ortiz", "Dana Ortiz"),
        ("Dana Ortiz | Brightpath Support", "Dana Ortiz"),
        ("Dana Ortiz via Support", "Dana Ortiz"),
        ("Dana", "Dana"),
        ("María de la Cruz", "María de la Cruz"),
        ("Jean-Luc d'Arc", ""),
        ("山田太郎", "山田太郎"),
        ("Brightpath Support", ""),
        ("Support", ""),
        ("Service Desk", ""),
        ("support@brightpathvoice.example", ""),
        ("Brightpath Voice & Data", ""),
        ("", ""),
    ],
)
def test_the_name_beside_a_shared_address_counts_where_it_is_a_persons(name: str, person: str):
    assert person_of(mail(name), BRIGHTPATH, None) == person


def test_the_signature_counts_where_the_name_says_nothing():
    signature = "--\nKind regards,\nDana Ortiz\nService Technician\nBrightpath Voice & Data\n214 555 0137"

    assert person_of(mail("Brightpath Support", signature), BRIGHTPATH, None) == "Dana Ortiz"


def test_a_company_in_the_signature_is_no_person():
    assert person_of(mail("Support", "Brightpath Voice & Data\n214 555 0137"), BRIGHTPATH, None) == ""


def test_a_contacts_own_mailbox_is_theirs():
    contact = Contact(id=1, reseller_id=1, name="Ty Okafor")

    assert person_of(mail("T. O.", address="ty@brightpathvoice.example"), BRIGHTPATH, contact) == "Ty Okafor"


def test_a_contact_who_is_a_shared_mailbox_is_not_the_person():
    contact = Contact(id=1, reseller_id=1, name="Brightpath Support")

    assert person_of(mail("Sam Lee"), BRIGHTPATH, contact) == "Sam Lee"
