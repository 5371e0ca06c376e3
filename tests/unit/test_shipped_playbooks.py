"""The playbooks that come with deskbot: they load, they are clean, and they know their own words."""

from __future__ import annotations

import re
import sys
from datetime import timedelta

import pytest

from deskbot.errors import ConfigurationError
from deskbot.store.playbook_files import read_playbook_files, shipped_folder
from deskbot.triage.matching import Asked, clear_winner, rank
from deskbot.triage.matching_rounds import rounds
from deskbot.triage.playbook_lint import LONGEST_RESOLUTION, lint
from deskbot.triage.playbooks import Playbook, load_playbooks

PLAYBOOKS = load_playbooks(read_playbook_files())
REVIEWED = max(playbook.reviewed for playbook in PLAYBOOKS.playbooks if playbook.reviewed)
each = pytest.mark.parametrize("playbook", PLAYBOOKS.playbooks, ids=lambda playbook: playbook.id)
EXAMPLE_NUMBER = re.compile(r"555[ -]?01\d\d")
LONG_NUMBER = re.compile(r"\+?\d[\d ()-]{8,}\d")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def test_every_known_issue_of_the_vocabulary_is_there() -> None:
    assert len(PLAYBOOKS.playbooks) == 33


def test_they_are_clean() -> None:
    # On the day of the last review: the test must not begin to fail by the calendar alone.
    assert [str(remark) for remark in lint(PLAYBOOKS, REVIEWED + timedelta(days=1))] == []


def test_none_of_them_is_a_draft() -> None:
    assert PLAYBOOKS.published is PLAYBOOKS


@each
def test_a_resolution_fits_into_a_mail(playbook: Playbook) -> None:
    assert len(playbook.resolution) <= LONGEST_RESOLUTION


@each
def test_a_resolution_is_plain_enough_for_a_mail_as_text(playbook: Playbook) -> None:
    lines = playbook.resolution.splitlines()

    assert not [line for line in lines if line.startswith(("#", "|", "```", "    - ", "<"))]
    assert not re.search(r"\*\*|__|\]\(", playbook.resolution)


@each
def test_a_resolution_says_when_to_come_back_and_with_what(playbook: Playbook) -> None:
    assert re.search(r"[Cc]ome back to us|stop and send us", playbook.resolution)
    assert re.search(r"[Ss]end", playbook.resolution)


@each
def test_nothing_is_promised(playbook: Playbook) -> None:
    promise = r"RMA number|free of charge|in warranty|you are entitled|we will replace|costs? \$"

    assert not re.search(promise, playbook.resolution)


@each
def test_numbers_and_addresses_are_made_up(playbook: Playbook) -> None:
    told = "\n".join((*playbook.examples, *playbook.symptoms, playbook.resolution, playbook.desk_notes))

    assert all(
        EXAMPLE_NUMBER.search(number) for number in LONG_NUMBER.findall(re.sub(r"\b\d+(?:\.\d+){3}\b", "", told))
    )
    assert all(address.endswith(".example") for address in ADDRESS.findall(told))


@each
def test_a_playbook_wins_its_own_examples(playbook: Playbook) -> None:
    lost = [text for text in playbook.examples if rank(Asked(text), PLAYBOOKS)[0].playbook != playbook.id]

    assert lost == []


def test_most_examples_are_found_by_what_the_rest_says(capsys: pytest.CaptureFixture[str]) -> None:
    best = clear = wrong = total = 0
    for rest, left_out in rounds(PLAYBOOKS):
        for playbook, text in left_out:
            found = rank(Asked(text), rest)
            said = clear_winner(found)
            total += 1
            best += bool(found) and found[0].playbook == playbook
            clear += said == playbook
            wrong += said not in (playbook, None)
    with capsys.disabled():
        sys.stdout.write(f"\nleave one out: best {best}, clear {clear}, clearly wrong {wrong}, of {total}\n")

    assert best > total * 0.8
    assert wrong < total * 0.08


def test_the_folder_lies_in_the_package_or_beside_it() -> None:
    assert shipped_folder().name == "playbooks"
    assert (shipped_folder() / "one-way-audio.md").is_file()


def test_a_folder_that_cannot_be_read_is_told(tmp_path) -> None:
    with pytest.raises(ConfigurationError, match="no such folder"):
        read_playbook_files(tmp_path / "missing")
    with pytest.raises(ConfigurationError, match="no playbook in it"):
        read_playbook_files(tmp_path)
    (tmp_path / "latin.md").write_bytes(b"caf\xe9")
    with pytest.raises(ConfigurationError, match="byte 3 is not UTF-8"):
        read_playbook_files(tmp_path)


def test_a_readme_is_no_playbook(tmp_path) -> None:
    (tmp_path / "README.md").write_text("How to write one")
    (tmp_path / "echo.md").write_text("---")

    assert [path for path, _ in read_playbook_files(tmp_path)] == [str(tmp_path / "echo.md")]
