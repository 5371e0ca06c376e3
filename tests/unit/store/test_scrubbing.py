"""A person's words are taken out of what others wrote, and nothing else is."""

from __future__ import annotations

from deskbot.store.person.scrubbing import Scrub, quotable_of

DANA = Scrub(("dana@b.example", "4711"), ("Dana Reyes", "Dana"), quotable_of(["The blue phone hums."]))


def test_names_and_addresses_go_in_any_letters_and_only_as_whole_words():
    assert DANA.text("dana, <DANA@b.example>, and Danae of 47110") == "[erased], <[erased]>, and Danae of 47110"


def test_three_words_of_theirs_in_a_row_are_a_quotation_however_they_are_wrapped():
    assert DANA.text("You wrote:\n> the blue\n> PHONE hums\nDoes it?") == "You wrote:\n> [erased]\nDoes it?"
    assert DANA.text("The blue lamp hums.") == "The blue lamp hums."


def test_of_a_document_the_texts_go_and_the_rest_stays():
    assert DANA.value({"Dana": ["Dana", 4711, None]}) == {"Dana": ["[erased]", 4711, None]}


def test_what_is_about_nobody_stays_as_it_is():
    assert Scrub(()).text("Dana") == "Dana"
