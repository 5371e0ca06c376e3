"""The documentation as tests read it: its pages, and the blocks of code on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
_FENCE = re.compile(r"^(?P<indent> *)(?P<fence>```+)(?P<info>.*)$")
_TITLE = re.compile(r'\btitle="([^"]+)"')


@dataclass(frozen=True)
class Block:
    """One block of code between two fences."""

    page: Path
    line: int
    """Of its first line within the page, counted from 1."""
    info: str
    """What stands behind the fence: the language, and marks."""
    text: str

    @property
    def where(self) -> str:
        """The place, for people."""
        return f"{self.page.relative_to(ROOT)}:{self.line}"

    @property
    def language(self) -> str:
        return self.info.partition(" ")[0]

    @property
    def title(self) -> str:
        """The name of the file that a block shows whole; empty where it shows none."""
        found = _TITLE.search(self.info)
        return found[1] if found else ""

    @property
    def runs(self) -> bool:
        """Whether it is marked as one that cannot be run here."""
        return "no-run" not in self.info.split()


def blocks(page: Path) -> Iterator[Block]:
    """The blocks of a page, in their order; those that are shown within another block are part of that."""
    lines = iter(enumerate(page.read_text(encoding="utf-8").splitlines(), 1))
    for number, line in lines:
        if begin := _FENCE.match(line):
            inside: list[str] = []
            for _, one in lines:
                if one.strip() == begin["fence"]:
                    break
                inside.append(one.removeprefix(begin["indent"]))
            else:
                raise AssertionError(f"{page}:{number}: the block has no end")
            yield Block(page, number + 1, begin["info"].strip(), "\n".join(inside) + "\n")


def prose(page: Path) -> str:
    """The text of a page with its blocks and its spans of code blanked out, line by line."""
    lines = page.read_text(encoding="utf-8").splitlines()
    for block in blocks(page):
        for number in range(block.line - 1, block.line - 1 + block.text.count("\n")):
            lines[number] = ""
    return re.sub(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)", "", "\n".join(lines))
