"""A new playbook can be read at once, and says itself what is still to write."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from deskbot.triage.playbook_lines import line_of
from deskbot.triage.playbook_lint import lint
from deskbot.triage.playbook_references import dead_references
from deskbot.triage.playbook_scaffold import near_ids, proper_id, scaffold
from deskbot.triage.playbooks import KEYS, Playbook, load_playbooks

TODAY = date(2026, 11, 26)
TOLD = """Hello,

the line crackles on every call since Monday. The SIP password: hunter2secret!
Regards
"""


def made(title: str = "", text: str = "") -> Playbook:
    return load_playbooks([("books/crackling.md", scaffold("crackling", title, text))]).playbooks[0]


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=400))
@example("", "\x08 \x1b")
def test_whatever_it_is_made_of_it_can_be_read(title: str, text: str) -> None:
    assert made(title, text).id == "crackling"


def test_it_has_every_key_of_a_head() -> None:
    text = scaffold("crackling", "", "")

    assert [key for key in KEYS if f"\n{key}:" not in text] == []


def test_it_is_a_draft_and_so_nobody_is_told_of_it() -> None:
    loaded = load_playbooks([("books/crackling.md", scaffold("crackling", "", ""))])

    assert loaded.playbooks[0].draft
    assert loaded.published.playbooks == ()


def test_the_lint_says_what_is_still_to_write() -> None:
    loaded = load_playbooks([("books/crackling.md", scaffold("crackling", "", ""))])
    told = "\n".join(remark.says for remark in lint(loaded, TODAY))

    for missing in ("draft", "write, title", "write, symptom", "write, example", "write, resolution"):
        assert missing in told
    for missing in ("write, desk notes", "too few examples (1)", "nobody owns it", "never reviewed"):
        assert missing in told


def test_a_resellers_text_gives_examples_without_its_secrets() -> None:
    examples = made("", TOLD).examples

    assert "the line crackles on every call since Monday." in examples
    assert "hunter2secret" not in str(examples)
    assert "Hello," not in examples


@pytest.mark.parametrize(
    ("text", "meant"),
    [("One-Way Audio", "one-way-audio"), ("écho", "echo"), ("a--b", "a-b"), ("--", ""), ("fax_fails", "fax-fails")],
)
def test_what_is_no_id_has_one_that_was_meant(text: str, meant: str) -> None:
    assert proper_id(text) == meant


def test_near_ids_are_slips_and_the_same_words_in_another_order() -> None:
    known = ["one-way-audio", "echo", "audio-choppy", "choppy-audios"]

    assert near_ids("one-way-audoi", known) == ["one-way-audio"]
    assert "audio-choppy" in near_ids("choppy-audio", known)
    assert near_ids("echo", known) == []


def test_names_of_playbooks_that_do_not_exist_are_told_with_what_was_meant() -> None:
    one = made()
    text = "Not `one-way-audoi`, nor `sip-alg`; the command `ping` is none, nor `stale=true`."
    playbook = Playbook(**{name: getattr(one, name) for name in one.__slots__} | {"desk_notes": text})

    assert list(dead_references(playbook, ["one-way-audio", "sip-alg"])) == [
        'it names the playbook "one-way-audoi", which does not exist; did you mean "one-way-audio"?'
    ]


@pytest.mark.parametrize("address", ["a.example/x", "see the manual", "https://", "https://a", "ftp://a.example"])
def test_a_reference_that_is_no_web_address_is_told(address: str) -> None:
    one = made()
    playbook = Playbook(**{name: getattr(one, name) for name in one.__slots__} | {"references": (address,)})

    assert [says for says in dead_references(playbook, []) if address in says]


@pytest.mark.parametrize("address", ["https://a.example", "https://a.example:8443/x?y=1#z", "https://A-b.example/é"])
def test_a_reference_that_is_one_is_not(address: str) -> None:
    one = made()
    playbook = Playbook(**{name: getattr(one, name) for name in one.__slots__} | {"references": (address,)})

    assert list(dead_references(playbook, [])) == []


@pytest.mark.parametrize(
    ("says", "begins"),
    [
        ('the example "the line crackles on every call since Monday." fits echo better', '  - "the line'),
        ("too few examples (2): write 6 or more", "examples:"),
        ("the resolution has 4000 characters, too long for a mail", "## Resolution"),
        ("it was last reviewed on 2025-01-01, more than a year ago", "reviewed:"),
        ('the id is "crackling"; name the file crackling.md', "id: crackling"),
    ],
)
def test_a_remark_knows_its_line(says: str, begins: str) -> None:
    text = scaffold("crackling", "", TOLD)

    assert text.splitlines()[line_of(says, text) - 1].startswith(begins)


def test_a_remark_about_nothing_in_the_file_has_no_line() -> None:
    assert line_of('the section "## Nowhere" is missing', Path(__file__).name) == 0
