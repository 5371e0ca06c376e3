"""Who is let in by what an identity provider says of them."""

from __future__ import annotations

import pytest

from deskbot.access.oidc import Bound, Person, as_key, person_in, refusal

CLAIMS = {"iss": "https://id.example", "sub": "u-7", "email": "Kim@Desk.example", "email_verified": True, "oid": "aB1"}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (" Kim@Desk.example ", "kim@desk.example"),
        ("aB1", "aB1"),
        ("straße@desk.example", "straße@desk.example"),
        ("\u212aim@desk.example", "\u212aim@desk.example"),
    ],
)
def test_only_the_small_and_capital_letters_of_an_address_are_the_same(text: str, key: str):
    assert as_key(text) == key


def test_an_address_is_somebodys_if_the_provider_has_verified_it():
    assert person_in(CLAIMS, "email") == Person("https://id.example", "u-7", "kim@desk.example")
    for said in (False, "false", None, 1.5):
        person = person_in(CLAIMS | {"email_verified": said}, "email")
        assert person is not None
        assert not person.is_verified


def test_of_another_claim_the_providers_word_is_taken():
    assert person_in({**CLAIMS, "email_verified": False}, "oid") == Person("https://id.example", "u-7", "aB1")


@pytest.mark.parametrize("claims", [{}, {"iss": "i"}, {"iss": "i", "sub": ""}, {"iss": "i", "sub": 7}])
def test_claims_without_a_subject_name_nobody(claims: dict[str, object]):
    assert person_in(claims, "email") is None


@pytest.mark.parametrize("key", ["", " ", 7, ["kim@desk.example"], "a\nb", "x" * 321])
def test_what_is_no_key_finds_nobody_but_the_subject_may(key: object):
    assert person_in({**CLAIMS, "email": key}, "email") == Person("https://id.example", "u-7")


class TestRefusal:
    """A subject counts from the first time on."""

    PERSON = Person("https://id.example", "u-7", "kim@desk.example")

    def told(self, person: Person, account: Bound | None) -> str:
        return refusal(person, account, "Example ID")

    def test_who_comes_first_is_let_in_by_a_verified_key_alone(self):
        free = Bound("", "", has_ended=False)
        assert not self.told(self.PERSON, free)
        assert "has not verified" in self.told(
            Person("https://id.example", "u-7", "k@x.example", is_verified=False), free
        )

    def test_who_comes_again_is_let_in_whatever_their_key_is(self):
        bound = Bound("https://id.example", "u-7", has_ended=False)
        assert not self.told(self.PERSON, bound)
        assert not self.told(Person("https://id.example", "u-7"), bound)
        assert not self.told(Person("https://id.example", "u-7", "other@x.example", is_verified=False), bound)

    @pytest.mark.parametrize("bound", [("https://id.example", "u-8"), ("https://other.example", "u-7")])
    def test_a_key_that_was_somebody_elses_opens_nothing(self, bound: tuple[str, str]):
        assert "was somebody else" in self.told(self.PERSON, Bound(*bound, has_ended=False))

    def test_an_account_that_has_ended_opens_to_nobody(self):
        assert "has ended" in self.told(self.PERSON, Bound("https://id.example", "u-7", has_ended=True))

    def test_who_has_no_account_is_told_whom_to_ask(self):
        assert "Ask an admin" in self.told(self.PERSON, None)
        assert "Ask an admin" in self.told(Person("https://id.example", "u-7"), None)
