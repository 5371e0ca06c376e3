"""Letters are in the reader's language: every text exists in every language, with the same places to fill."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from deskbot.model.case import Action, Category, Decision, Severity, Standing, Writer
from deskbot.model.message import Question
from deskbot.tickets import replies
from deskbot.tickets.speech import LANGUAGES, say, written_in

PROVEN = Writer(standing=Standing.PROVEN, why="dkim", person="Jana Vogt")
STRANGER = Writer(standing=Standing.UNPROVEN, why="none")


def setting(language: str, **more: object) -> replies.Setting:
    return replies.Setting(desk_name="Example Desk", phone="+1 202 555 0100", language=language, **more)


def decision(language: str, **more: object) -> Decision:
    given = {"category": Category.INCIDENT, "severity": Severity.S3, "language": language, **more}
    return Decision(action=Action.OPEN, **given)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_exists_in_every_language_with_the_same_places(language: str) -> None:
    english, texts = LANGUAGES["en"], LANGUAGES[language]

    assert set(texts) == set(english)
    for key, text in texts.items():
        places = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
        assert places == {name for _, name, _, _ in Formatter().parse(english[key]) if name is not None}, key


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_no_text_was_left_in_english(language: str) -> None:
    same = {
        key
        for key, text in LANGUAGES[language].items()
        if len(re.sub(r"{\w+}", "", text)) > 20 and text == LANGUAGES["en"][key]
    }

    assert same == set()


@pytest.mark.parametrize("code", ["", "en", "it", "zz"])
def test_who_writes_another_language_gets_english(code: str) -> None:
    assert written_in(code) == "en"
    assert say(code, "hello") == "Hello,"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_acknowledgement_holds_what_it_must_in_every_language(language: str) -> None:
    asked = decision(language, questions=(Question("model", "Welche Anlage?", "Anlage?"),), severity=Severity.S1)
    text = replies.acknowledgement(1042, "Anlage steht", asked, PROVEN, setting(language, paged=True), None)

    for part in ("T-1042", "Jana", "Anlage steht", "S1", "+1 202 555 0100", "1. Welche Anlage?"):
        assert part in text


def test_a_strangers_letter_repeats_nothing_in_any_language() -> None:
    for language in LANGUAGES:
        text = replies.acknowledgement(1042, "My secret", decision(language), STRANGER, setting(language), None)
        assert "T-1042" in text
        assert "secret" not in text


def test_words_in_braces_stay_words() -> None:
    text = replies.acknowledgement(1042, "{phone} {0.x}", decision("en"), PROVEN, setting("en"), None)

    assert "{phone} {0.x}" in text


def test_a_playbooks_steps_are_said_to_be_in_english_where_they_are() -> None:
    advice = replies.Advice("One-way audio", "Check the router.")
    spanish = replies.acknowledgement(1042, "x", decision("es"), PROVEN, setting("es"), advice)
    english = replies.acknowledgement(1042, "x", decision("en"), PROVEN, setting("en"), advice)

    assert "Los pasos están en inglés" in spanish
    assert "in English" not in english
    assert "Check the router." in spanish


def test_a_message_that_nobody_could_read_is_acknowledged_shortly_in_english_with_the_number() -> None:
    unread = decision("it", unread="Italian", hand_over=True)
    text = replies.acknowledgement(1042, "Telefoni", unread, PROVEN, setting("it"), None)

    assert "T-1042" in text
    assert "a person at the desk looks at it" in text
    assert "+1 202 555 0100" in text
    assert "S3" not in text
    assert len(text) < 700


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ticket_that_is_open_again_says_so_to_its_people_alone(language: str) -> None:
    def told(**more: bool) -> str | None:
        given = {"completed": False, "known_here": True, "reopened": True, **more}
        return replies.follow_up(1042, decision(language), setting(language), **given)

    assert say(language, "reopened", ticket="T-1042") in (told() or "")
    assert told(known_here=False) is None
    assert told(reopened=False) is None
