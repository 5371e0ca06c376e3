"""What the key before has signed counts while it is named, and what it signed no longer once it is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from deskbot.access.known_browsers import given, known
from deskbot.escalation.links import Feed, feed_token, page_token, read_feed_token, read_page_token
from deskbot.escalation.proving import is_proof, proof_code, turn
from deskbot.escalation.watch import canary
from deskbot.escalation.watch.canary import Leg
from deskbot.model.page import Medium
from deskbot.signing import SigningKey, short_signature
from deskbot.tickets.reader_link import Reader, read_reader_token, reader_token
from deskbot.tickets.reference import desk_token, read_desk_token, read_token, token
from deskbot.web.slack_state import end_of, state_of

NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
OLD, NEW = b"an old key that is long enough to sign", b"a new key that is as long as it must be"
READER = Reader("email", "ty@brightpathvoice.example")


def is_readers(text: str, secret: bytes) -> bool:
    read = read_reader_token(text)
    return read is not None and read.is_for(READER, secret)


KINDS: dict[str, tuple[Callable[[bytes], str], Callable[[str, bytes], object]]] = {
    "the address under which a letter is answered": (lambda key: token(1001, key), read_token),
    "the same for the desk's people": (lambda key: desk_token(1001, key), read_desk_token),
    "the link to a ticket's page": (lambda key: reader_token(1001, READER, NOW, key), is_readers),
    "the link to a page": (lambda key: page_token(7, key), read_page_token),
    "a calendar's feed": (lambda key: feed_token(Feed("ana"), key), read_feed_token),
    "a browser that is known": (
        lambda key: given(key, "ana", "b1", NOW),
        lambda text, key: known(key, "ana", text, NOW),
    ),
    "the way to Slack and back": (
        lambda key: state_of("cookie", "once", NOW, key),
        lambda text, key: end_of(text, "cookie", key),
    ),
    "a code that proves an account": (
        lambda key: proof_code(key, Medium.SLACK, "T1:U1", turn(NOW)),
        lambda text, key: is_proof(key, Medium.SLACK, "T1:U1", text, NOW),
    ),
    "the canary's address": (lambda key: canary.token(Leg.OUT, 3, key), canary.read_token),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_key_before_has_signed_counts_as_long_as_it_is_named(kind: str) -> None:
    sign, read = KINDS[kind]
    made = sign(OLD)
    assert read(made, OLD)
    assert read(made, SigningKey(NEW, [OLD]))
    assert not read(made, SigningKey(NEW))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_new_is_signed_by_the_key_of_now(kind: str) -> None:
    sign, read = KINDS[kind]
    assert sign(SigningKey(NEW, [OLD])) == sign(NEW)
    assert read(sign(SigningKey(NEW, [OLD])), NEW)


def test_addresses_and_links_that_are_out_there_stay_signed_as_they_were() -> None:
    assert short_signature("page:7", b"key") == "r4xal2mhbqahuh73"


def test_a_key_is_shown_nowhere() -> None:
    assert "old" not in repr(SigningKey(NEW, [OLD]))
    assert "new" not in f"{SigningKey(NEW, [OLD])}"
