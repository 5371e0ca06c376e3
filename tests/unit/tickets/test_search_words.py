"""How texts are cut into words and found again, and what of them is marked."""

from __future__ import annotations

import pytest

from deskbot.tickets.search_words import Term, Text, excerpt, marked, query_of, read_sought, sheets, words_of


def shown(text: str, sought: str) -> str:
    """Return a text with what was found in brackets."""
    return "".join(f"[{one.text}]" if one.found else one.text for one in marked(text, read_sought(sought)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("No Dial-Tone!", ["no", "dial", "tone"]),
        ("José Müller, Straße", ["jose", "muller", "strasse"]),
        ("Jose\N{COMBINING ACUTE ACCENT}", ["jose"]),
        ("ty@brightpathvoice.example", ["ty", "brightpathvoice", "example"]),
        ("3G-88C1-0457", ["3g", "88c1", "0457"]),
        ("it's_here", ["it", "s", "here"]),
        ("' \\ : & | !", []),
    ],
)
def test_a_text_is_cut_into_words_without_case_and_accents(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("one way audio", "'one' & 'way' & 'audio':*"),
        ("one way audio ", "'one' & 'way' & 'audio'"),
        ('"one way" audio', "('one' <-> 'way') & 'audio':*"),
        ('"one way', "('one' <-> 'way')"),
        ("T-1042", "('t' <-> '1042':*)"),
        ("no", "'no'"),
        ("same same", "'same' & 'same':*"),
        ("'); DROP TABLE", "'drop' & 'table':*"),
        ("(512) 555-0142 down", "('512' <-> '555' <-> '0142' | 'tel5550142') & 'down':*"),
    ],
)
def test_what_is_looked_for_is_read_as_words_phrases_and_the_beginning_of_the_last(text: str, query: str) -> None:
    sought = read_sought(text)
    assert sought
    assert query_of(sought) == query


def test_what_holds_no_word_looks_for_nothing() -> None:
    assert read_sought('"" - +') is None


def test_only_what_the_reseller_may_see_counts_where_that_is_wanted() -> None:
    sought = read_sought("port flaps")
    assert sought
    assert query_of(sought, public=True) == "'port':A & 'flaps':A*"
    assert sheets([Text("port", public=True), Text("flaps", public=False)]) == ["'port':1A 'flaps':3"]


def test_a_long_text_goes_on_on_another_sheet_and_a_word_that_comes_often_is_kept_a_few_times() -> None:
    written = sheets([Text("again " * 30_000, public=False)])

    assert len(written) == 3
    assert all(one.count(",") == 249 for one in written)


def test_a_number_is_the_same_however_it_is_written() -> None:
    (sheet,) = sheets([Text("Call +15125550142 please", public=False)])

    assert "'tel5550142'" in sheet
    assert read_sought("(512) 555-0142") == read_sought("(512) 555-0142")
    assert shown("Call 512.555.0142 or 555-0199", "+1 512 555 0142") == "Call [512.555.0142] or 555-0199"


@pytest.mark.parametrize(
    ("text", "sought", "told"),
    [
        ("Phones of José are down", "jose pho", "[Phones] of [José] are down"),
        ("Phones of José are down", "pho jose ", "Phones of [José] are down"),
        ("no dial tone, no tone", '"dial tone"', "no [dial tone], no tone"),
        ("host 3g-88c1-0457.", "3G-88C1-0457", "host [3g-88c1-0457]."),
        ("nothing", "else", "nothing"),
        ("", "else", ""),
    ],
)
def test_what_was_found_is_marked_as_it_was_written(text: str, sought: str, told: str) -> None:
    assert shown(text, sought) == told


def test_the_piece_that_is_shown_holds_what_was_found_and_most_of_it() -> None:
    far = "word " * 200 + "the Gateway reboots hourly " + "word " * 200
    sought = read_sought("gateway reboots")
    assert sought

    pieces = excerpt(["the gateway", far], sought)

    told = "".join(one.text for one in pieces)
    assert told.startswith("… word")
    assert told.endswith(" …")
    assert len(told) < 200
    assert [one.text for one in pieces if one.found] == ["Gateway", "reboots"]
    assert excerpt(["nothing"], sought) == ()


def test_a_term_counts_once() -> None:
    sought = read_sought("Down down down ")
    assert sought
    assert sought.terms == (Term(("down",)),)
