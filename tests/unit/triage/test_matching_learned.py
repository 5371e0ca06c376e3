"""Learned words speak for the playbooks that come with deskbot, and only for these."""

from __future__ import annotations

from dataclasses import replace

from deskbot.cli.loading import load_playbook_set
from deskbot.model.message import Address, Inbound
from deskbot.triage.matching import Asked, clear_winner, rank
from deskbot.triage.playbooks import Playbook, PlaybookSet
from deskbot.triage.sentences import Reading, read
from deskbot.triage.weighing import library
from deskbot.triage.weighing.data import content
from tools import learned_from, train_playbooks, training_print

SHIPPED = load_playbook_set(None)
OWN = Playbook(
    id="kiosk-badge",
    title="Lobby kiosk prints blank visitor badges",
    symptoms=("blank visitor badge", "kiosk prints an empty badge"),
    examples=("The lobby kiosk prints blank visitor badges since Monday.",),
    resolution="Turn the roll over.",
)


def reading(text: str) -> Reading:
    return read(
        Inbound(
            channel="email",
            external_id="one",
            sender=Address("someone@reseller.example"),
            subject="",
            text=text,
            reply=text,
        )
    )


def test_the_learned_words_belong_to_the_cases() -> None:
    assert library.issues().trained_on == library.digest(), "run: make train-playbooks"


def test_the_learned_words_follow_from_what_the_code_makes_of_the_texts() -> None:
    changed = training_print.changes(content(library.ISSUES), train_playbooks.printed(SHIPPED), learned_from.digest())

    assert not changed, "run: make train-playbooks"


def test_every_shipped_playbook_has_learned_words() -> None:
    found = library.issues().speak(reading("The fax does not go through."), SHIPPED)

    assert set(found) == {book.id for book in SHIPPED.playbooks}
    assert max(found, key=found.__getitem__) == "fax"


def test_a_playbook_of_the_same_id_and_another_title_is_another_one() -> None:
    others = PlaybookSet(tuple(replace(book, title="My " + book.title) for book in SHIPPED.playbooks))

    assert library.issues().speak(reading("The fax does not go through."), others) == {}


def test_a_message_about_a_desks_own_playbook_finds_it_among_the_shipped_ones() -> None:
    books = PlaybookSet((*SHIPPED.playbooks, OWN), SHIPPED.vectors)
    told = "The kiosk in the lobby has printed an empty visitor badge twice today."

    found = rank(Asked(told, learned=library.issues().speak(reading(told), books)), books)

    assert clear_winner(found) == OWN.id
