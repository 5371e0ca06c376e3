"""One version, wherever it is said: in the code, the changelog, images' tags, and what people are told to install."""

from __future__ import annotations

import re

import pytest
from typer.testing import CliRunner

from deskbot import __version__
from deskbot.cli.groups import app
from tests.wheels import ROOT

TAGGED = ("compose.yaml", "examples/kubernetes/deskbot.yaml", "docs/install.md")
"""Files that name an image or a wheel by its version."""
NAMED = re.compile(r"\bdeskbot[:-](\d+\.\d[\w.]*?)(?=-py3|[\s\"`]|$)", re.MULTILINE)


def test_deskbot_says_it() -> None:
    said = CliRunner().invoke(app, ["--version"]).output

    assert said == f"deskbot {__version__}\n"
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__), "a version in between is nobody's to install"


def test_the_changelog_begins_with_it() -> None:
    newest = re.findall(r"^## (\S+?),? ", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)[0]

    assert newest == __version__


@pytest.mark.parametrize("name", TAGGED)
def test_images_and_wheels_are_named_by_it(name: str) -> None:
    assert set(NAMED.findall((ROOT / name).read_text(encoding="utf-8"))) == {__version__}


def test_no_other_file_names_an_image_or_a_wheel() -> None:
    texts = [*ROOT.glob("*.*"), ROOT / "Containerfile", *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*")]
    naming = {str(path.relative_to(ROOT)) for path in texts if path.is_file() and NAMED.search(path.read_text("utf-8"))}

    assert naming == set(TAGGED)
