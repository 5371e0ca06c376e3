"""Looks through the documentation's pages as they were built: each link arrives, and no page asks another host.

Ends with 0 where all is well, else with 1 and a line for each fault. Links to other hosts are not followed: what a
reader clicks on is theirs to decide, what a page loads by itself is ours.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOADED = {("link", "href"), ("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("video", "src")}
"""What a browser fetches without being asked to."""
FOREIGN = re.compile(r"^(https?:)?//")
FETCHED_BY_STYLES = re.compile(r"(?:url\(|@import )\s*['\"]?((?:https?:)?//[^'\")\s]+)")
ON_DEMAND = {"mermaid", "glightbox"}
"""Classes for whose sake the theme's script fetches another from elsewhere."""


@dataclass
class Page(HTMLParser):
    """One page: what it loads, where it leads, and where one may come in."""

    path: Path
    loads: list[str] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag loads, where it leads, and by which name one may come to it."""
        for name, value in attrs:
            if (tag, name) in LOADED:
                self.loads.append(value or "")
            elif (tag, name) == ("a", "href"):
                self.leads.append(value or "")
            elif name == "id" or (tag, name) == ("a", "name"):
                self.anchors.add(value or "")
            elif name == "class":
                self.classes.update((value or "").split())


def faults(site: Path) -> Iterator[str]:
    """Tell what is wrong with a site, a line for each."""
    pages = {path.resolve(): Page(path) for path in sorted(site.rglob("*.html"))}
    if not pages:
        yield f"{site}: no page"
    for page in pages.values():
        place = page.path.relative_to(site)
        yield from (f"{place}: loads {one}" for one in page.loads if FOREIGN.match(one))
        yield from (f"{place}: {one} is fetched from elsewhere" for one in sorted(ON_DEMAND & page.classes))
        if place.name != "404.html":  # it is shown at any address, and its links begin at the root
            ours = [one for one in page.leads + page.loads if not urlsplit(one).scheme and not FOREIGN.match(one)]
            yield from (f"{place}: {one} leads nowhere" for one in ours if not _arrives(one, page, pages))
    for style in sorted(site.rglob("*.css")):
        for one in FETCHED_BY_STYLES.findall(style.read_text(encoding="utf-8")):
            yield f"{style.relative_to(site)}: loads {one}"


def _arrives(link: str, page: Page, pages: dict[Path, Page]) -> bool:
    parts = urlsplit(link)
    file = (page.path.parent / unquote(parts.path)).resolve() if parts.path else page.path.resolve()
    file = file / "index.html" if file.is_dir() else file
    if not file.is_file():
        return False
    return not parts.fragment or file not in pages or unquote(parts.fragment) in pages[file].anchors


if __name__ == "__main__":
    found = list(faults(Path(sys.argv[1])))
    sys.stdout.writelines(f"{line}\n" for line in found)
    sys.exit(1 if found else 0)
