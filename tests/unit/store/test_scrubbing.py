"""A person's words are taken out of what others wrote, and nothing else is."""

from __future__ import annotations

from deskbot.store.person.scrubbing import Scrub, Scrubs, quotable_of

DANA = Scrub(("dana@b.example", "4711"), ("Dana Reyes", "Dana"), quotable_of(["The blue phone hums."]))


def test_names_and_addresses_go_in_any_letters_and_only_as_whole_words():
    assert DANA.text("dana, <DANA@b.example>, and Danae of 47110") == "[erased], <[erased]>, and Danae of 47110"


def test_an_address_that_stands_within_a_longer_one_is_another_persons():
    by_address = Scrub(("dana@b.example", "4711"))
    others = "rey.dana@b.example, o'dana@b.example, x+dana@b.example, x-dana@b.example, dana@b.example.org, T-4711"
    assert by_address.text(others) == others
    assert by_address.text("'dana@b.example', -dana@b.example, see...dana@b.example. Or dana@b.example.Bye, 4711.") == (
        "'[erased]', -[erased], see...[erased]. Or [erased].Bye, [erased]."
    )


def test_three_words_of_theirs_in_a_row_are_a_quotation_however_they_are_wrapped():
    assert DANA.text("You wrote:\n> the blue\n> PHONE hums\nDoes it?") == "You wrote:\n> [erased]\nDoes it?"
    assert DANA.text("The blue lamp hums.") == "The blue lamp hums."


def test_what_has_no_space_in_it_is_a_key_and_quotes_nobody():
    assert DANA.text("the-blue-phone") == "the-blue-phone"
    assert DANA.text("the blue-phone") == "[erased]"


OF_DANA = Scrubs(DANA, Scrub(("dana@b.example",), ("Dana Reyes",)))


def test_of_a_document_what_people_wrote_goes_and_keys_and_states_stay():
    said = {"words": ["Dana", 4711, None], "by": "dana", "says": "Dana Reyes <dana@b.example> wrote", "Dana": True}
    left = {"words": ["[erased]", 4711, None], "by": "dana", "says": "[erased] <[erased]> wrote", "Dana": True}
    assert OF_DANA.value(said, written=False) == left


def test_the_value_of_a_finding_is_the_writers_words_unless_it_is_a_fact_of_a_system():
    found = [{"key": "model", "value": "Dana 12"}, {"key": "tried", "value": "asked Dana"}]
    left = [{"key": "model", "value": "Dana 12"}, {"key": "tried", "value": "asked [erased]"}]
    assert OF_DANA.value(found, written=False) == left


def test_what_is_about_nobody_stays_as_it_is():
    assert Scrub(()).text("Dana") == "Dana"
