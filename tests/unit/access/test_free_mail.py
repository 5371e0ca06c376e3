"""Domains that say nothing about a reseller, and how domains relate."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbot.access.domains import covers, domain_of, normal_address, normal_domain
from deskbot.access.free_mail import FREE_MAIL, is_free_mail


@pytest.mark.parametrize(
    "domain",
    [
        *("gmail.com", "GMail.com", "gmail.com.", "outlook.com", "outlook.de", "yahoo.co.uk", "yahoo.com.br"),
        *("yahoo.fr", "gmx.at", "gmx.net", "web.de", "icloud.com", "proton.me", "hotmail.it", "t-online.de"),
    ],
)
def test_free(domain: str) -> None:
    assert is_free_mail(domain)


@pytest.mark.parametrize(
    "domain",
    ["", "brightpathvoice.example", "gmail.com.example.org", "yahoo.phones.example", "mygmail.com", "yahoo"],
)
def test_not_free(domain: str) -> None:
    assert not is_free_mail(domain)


def test_the_list_is_long_and_well_formed() -> None:
    assert len(FREE_MAIL) >= 60
    assert all(normal_domain(domain) == domain for domain in FREE_MAIL)


@pytest.mark.parametrize(
    ("prover", "domain", "covered"),
    [
        ("a.example", "a.example", True),
        ("a.example", "b.a.example", True),
        ("b.a.example", "a.example", False),
        ("a.example", "xa.example", False),
        ("co.uk", "shop.co.uk", False),
        ("co.uk", "co.uk", False),
        ("", "", False),
    ],
)
def test_covers(prover: str, domain: str, *, covered: bool) -> None:
    assert covers(prover, domain) is covered


def test_addresses_are_folded() -> None:
    assert normal_address(" Dana.Reyes@BrightPathVoice.example. ") == "dana.reyes@brightpathvoice.example"
    assert domain_of("x@a.example") == "a.example"
    assert domain_of("x@a.example>") == ""


@given(st.text(max_size=60))
def test_normalising_is_stable_and_never_fails(address: str) -> None:
    once = normal_address(address)
    assert normal_address(once) == once
    assert once.isascii()
