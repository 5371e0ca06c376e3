"""Who signed a webhook."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import FormData, UploadFile

from deskbot.errors import ForgedError
from deskbot.wires.twilio_forms import sign, signed_form, valid_signature

TOKEN = "12345"
URL = "https://mycompany.com/myapp.php?foo=1&bar=2"
FORM = {
    "CallSid": "CA1234567890ABCDE",
    "Caller": "+14158675309",
    "Digits": "1234",
    "From": "+14158675309",
    "To": "+18005551212",
}
PUBLISHED = "RSOYDt4T1cUTdK1PDd93/VVr8B8="
"""Twilio's own example."""


def test_the_published_example_is_signed_alike() -> None:
    assert sign(TOKEN, URL, FORM) == PUBLISHED


def test_the_published_example_is_valid() -> None:
    assert valid_signature([TOKEN], URL, FORM, PUBLISHED)


def test_either_of_two_tokens_is_good_while_one_replaces_the_other() -> None:
    assert valid_signature(["old", TOKEN], URL, FORM, PUBLISHED)
    assert valid_signature([TOKEN, "new"], URL, FORM, PUBLISHED)


@pytest.mark.parametrize("signature", [None, "", "x", PUBLISHED[:-1], PUBLISHED + "=", "ungültig", "\udcff"])
def test_a_missing_or_strange_signature_is_invalid(signature: str | None) -> None:
    assert not valid_signature([TOKEN], URL, FORM, signature)


@pytest.mark.parametrize(
    "url",
    [
        URL.replace("https", "http"),
        URL + "&baz=3",
        URL.replace("mycompany", "evil"),
        URL.replace("/myapp", "/MyApp"),
    ],
)
def test_another_address_is_invalid(url: str) -> None:
    assert not valid_signature([TOKEN], url, FORM, PUBLISHED)


def test_the_port_may_be_named_or_not() -> None:
    assert valid_signature([TOKEN], URL.replace(".com", ".com:443"), FORM, PUBLISHED)
    with_port = "https://[2001:db8::1]:8443/x"
    assert valid_signature([TOKEN], with_port, {}, sign(TOKEN, "https://[2001:db8::1]/x", {}))
    assert valid_signature([TOKEN], with_port, {}, sign(TOKEN, with_port, {}))


def test_a_changed_added_or_missing_field_is_invalid() -> None:
    assert not valid_signature([TOKEN], URL, FORM | {"Digits": "4"}, PUBLISHED)
    assert not valid_signature([TOKEN], URL, FORM | {"Extra": ""}, PUBLISHED)
    assert not valid_signature([TOKEN], URL, {}, PUBLISHED)


def test_a_repeated_field_counts_with_all_its_values() -> None:
    form = FormData([("Event", "b"), ("Event", "a")])

    assert valid_signature([TOKEN], URL, form, sign(TOKEN, URL, form))
    assert not valid_signature([TOKEN], URL, {"Event": "a"}, sign(TOKEN, URL, form))


def test_an_empty_token_makes_nothing_valid() -> None:
    assert not valid_signature([""], URL, FORM, sign("", URL, FORM))
    assert not valid_signature([], URL, FORM, PUBLISHED)


def test_an_uploaded_file_and_an_impossible_port_are_invalid() -> None:
    assert not valid_signature([TOKEN], URL, FormData([("Body", UploadFile(None))]), PUBLISHED)  # type: ignore[arg-type]
    assert not valid_signature([TOKEN], "https://mycompany.com:99999/x", FORM, PUBLISHED)


@given(st.text(), st.dictionaries(st.text(), st.text()), st.one_of(st.none(), st.text()))
def test_checking_never_raises(url: str, form: dict[str, str], signature: str | None) -> None:
    assert valid_signature([TOKEN], url, form, signature) in (True, False)


BODY = b"AccountSid=AC1&Body=caf%C3%A9%00&Digits=1"


def signed(body: bytes, token: str = TOKEN) -> str:
    return sign(token, URL, dict(parse_qsl(body.decode("latin-1"))))


def test_a_form_that_the_carrier_has_signed_is_read_as_a_database_keeps_it() -> None:
    form = signed_form({"AC1": (TOKEN,)}, URL, BODY, signed(BODY))

    assert dict(form) == {"AccountSid": "AC1", "Body": "café", "Digits": "1"}


@pytest.mark.parametrize(
    ("body", "token", "why"),
    [
        (BODY, "another's", "wrong signature"),
        (BODY.replace(b"AC1", b"AC2"), TOKEN, "another account"),
        (b"Body=x", TOKEN, "another account"),
        (b"&".join(b"a%d=1" % at for at in range(201)), TOKEN, "too many fields"),
    ],
)
def test_a_form_that_it_cannot_have_signed_is_forged(body: bytes, token: str, why: str) -> None:
    with pytest.raises(ForgedError, match=why):
        signed_form({"AC1": (TOKEN,)}, URL, body, signed(body, token))
    with pytest.raises(ForgedError):
        signed_form({"AC1": (TOKEN,)}, URL, body, None)
