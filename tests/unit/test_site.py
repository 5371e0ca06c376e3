"""The documentation as a site: each page has its place, and what would be wrong with it once built is found."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.check_site import faults

ROOT = Path(__file__).parents[2]
SITE = tomllib.loads((ROOT / "zensical.toml").read_text(encoding="utf-8"))["project"]


def placed(entries: object) -> Iterator[str]:
    """The pages that the navigation leads to."""
    if isinstance(entries, str):
        yield entries
    else:
        assert isinstance(entries, list | dict)
        for one in entries.values() if isinstance(entries, dict) else entries:
            yield from placed(one)


def test_each_page_has_one_place_in_the_navigation() -> None:
    pages = [str(path.relative_to(ROOT / "docs")) for path in (ROOT / "docs").rglob("*.md")]

    assert sorted(placed(SITE["nav"])) == sorted(pages), "zensical.toml: `nav`"


def test_pages_are_of_four_kinds() -> None:
    assert [kind for entry in SITE["nav"] for kind in entry] == ["Start", "How to", "Reference", "Explanation"]


def test_no_font_is_fetched() -> None:
    assert SITE["theme"]["font"] is False


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        ('<script src="https://elsewhere.example/x.js"></script>', "loads https://elsewhere.example/x.js"),
        ('<link href="//elsewhere.example/font.css">', "loads //elsewhere.example/font.css"),
        ('<pre class="a mermaid"></pre>', "mermaid is fetched from elsewhere"),
        ('<a href="gone.html">x</a>', "gone.html leads nowhere"),
        ('<a href="#gone">x</a>', "#gone leads nowhere"),
        ('<a href="other.html#gone">x</a>', "other.html#gone leads nowhere"),
        ('<img src="gone.png">', "gone.png leads nowhere"),
    ],
)
def test_a_fault_of_a_built_page_is_found(tmp_path: Path, page: str, fault: str) -> None:
    (tmp_path / "index.html").write_text(page)
    (tmp_path / "other.html").write_text('<h2 id="there">x</h2>')

    assert list(faults(tmp_path)) == [f"index.html: {fault}"]


def test_a_style_that_asks_another_host_is_found(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("")
    (tmp_path / "a.css").write_text("@import 'https://elsewhere.example/a.css'; p { background: url(data:x) }")

    assert list(faults(tmp_path)) == ["a.css: loads https://elsewhere.example/a.css"]


def test_links_that_arrive_and_links_to_others_are_no_faults(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        '<a href="a/">x</a><a href="a/index.html#there">x</a>'
        '<a href="https://else.example">x</a><a href="mailto:a@b.example">x</a>'
    )
    (tmp_path / "a").mkdir()
    (tmp_path / "a/index.html").write_text('<a href="../index.html">x</a><h2 id="there">x</h2>')

    assert list(faults(tmp_path)) == []
