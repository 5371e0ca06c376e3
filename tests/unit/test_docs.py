"""What the documentation says is so: links arrive, code can be read, commands and settings that it names exist."""

from __future__ import annotations

import ast
import json
import pkgutil
import re
import shlex
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import deskbot
import deskbot.channels
from deskbot.commands.by_mail import WORDS
from deskbot.desk.reading import KEYS
from deskbot.settings import Settings
from tests.command_lines import must_exist, named
from tests.documents import PAGES, ROOT, Block, blocks, prose

DOCS = ROOT / "docs"
BLOCKS = [block for page in PAGES for block in blocks(page)]
READERS: dict[str, Callable[[str], Any]] = {
    "yaml": yaml.safe_load,
    "json": json.loads,
    "toml": tomllib.loads,
    "python": ast.parse,
}
LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?\s*\)|<(https?://[^>\s]+)>|(?<![(<\w])(https?://[^\s)>\]]+)")
HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)
CALL = re.compile(
    r"""(?:^|[|;&(`=]\s*|\s{3}|\b(?:until|while|if|then|do|exec\ \w+|sudo\ -u\ deskbot)\s)  # where one may begin
        (?:[A-Z_]+=\S*\ +)*                                                                 # what is set for it alone
        ((?:[\w./]*/)?deskbot\ +(?!deskbot)(?=[a-z-])(?:"[^"]*"|'[^']*'|[^|;&<>()`"'\n])*)""",
    re.VERBOSE | re.MULTILINE,
)
PROCESSES = {"origin", "pager", "reader", "worker"}
"""Names of processes, which are no commands."""
NO_SETTINGS = {"DESKBOT_TEST_PEERS", "DESKBOT_COMPLETE"}
"""Read by the tests, and by shells."""
HOSTS = {"127.0.0.1", "semver.org"}
"""Where links lead outside; they are not asked, and a new one is looked at by a person first."""


def shown(page: Path) -> str:
    return str(page.relative_to(ROOT))


def links(page: Path) -> list[str]:
    """Where a page leads; what stands in code leads nowhere."""
    return [next(filter(None, found.groups())) for found in LINK.finditer(prose(page))]


def anchors(page: Path) -> set[str]:
    """The names of a page's headings, as both the site and the repository's own pages make them."""
    lines = page.read_text(encoding="utf-8").splitlines()
    for block in blocks(page):
        lines[block.line - 1 : block.line - 1 + block.text.count("\n")] = [""] * block.text.count("\n")
    found: list[str] = []
    for heading in HEADING.findall("\n".join(lines)):
        plain = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", heading).replace("`", "").lower()
        found.append(re.sub(r"[^\w\- ]", "", plain).replace(" ", "-"))
    return {name if before == 0 else f"{name}-{before}" for name, before in _counted(found)}


def _counted(names: list[str]) -> Iterator[tuple[str, int]]:
    for place, name in enumerate(names):
        yield name, names[:place].count(name)


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_links_arrive(page: Path) -> None:
    lost = []
    for link in links(page):
        path, _, anchor = link.partition("#")
        if "://" in link or link.startswith("mailto:"):
            continue
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(link)

    assert lost == []


@pytest.mark.parametrize("page", [one for one in PAGES if DOCS in one.parents], ids=shown)
def test_a_page_of_the_site_leads_to_no_file_beside_it(page: Path) -> None:
    inside = [link.partition("#")[0] for link in links(page) if "://" not in link and not link.startswith("mailto:")]

    assert [link for link in inside if DOCS not in [target := (page.parent / link).resolve(), *target.parents]] == []


def test_links_to_others_are_few_and_secure() -> None:
    outside = {link for page in PAGES for link in links(page) if "://" in link and "…" not in link}
    hosts = {re.sub(r"^https?://([^/:]+).*$", r"\1", link) for link in outside}

    assert {host for host in hosts if not host.endswith(".example")} <= HOSTS
    assert [link for link in outside if not re.match(r"https://|http://127\.0\.0\.1[:/]", link)] == []


@pytest.mark.parametrize("block", [one for one in BLOCKS if one.language in READERS], ids=lambda block: block.where)
def test_code_can_be_read(block: Block) -> None:
    READERS[block.language](block.text)


@pytest.mark.parametrize("block", [one for one in BLOCKS if one.title], ids=lambda block: block.where)
def test_a_file_that_is_shown_is_named_in_the_words_before_it(block: Block) -> None:
    before = block.page.read_text(encoding="utf-8").splitlines()[: block.line - 2]

    assert f"`{block.title}`" in "\n".join(before), "the name of a block is not seen everywhere"


def calls(block: Block) -> list[str]:
    """The command lines of deskbot's in a block; of what stands beside them in columns they are parted by spaces."""
    return [re.split(r" {3,}", call)[0].strip() for call in CALL.findall(block.text.replace("\\\n", " "))]


def test_command_lines_are_found() -> None:
    text = """A=1 deskbot serve --only smtp
until deskbot tickets list | grep T-1; do x; done
b=$(/opt/bin/deskbot health)
journalctl -u deskbot -o cat
host    deskbot check     B=1
docker compose exec deskbot deskbot --version
"""

    assert calls(Block(ROOT / "README.md", 1, "sh", text)) == [
        "deskbot serve --only smtp",
        "deskbot tickets list",
        "/opt/bin/deskbot health",
        "deskbot check",
        "deskbot --version",
    ]
    assert sum(len(calls(block)) for block in BLOCKS) > 200


@pytest.mark.parametrize("page", [one for one in PAGES if any(map(calls, blocks(one)))], ids=shown)
def test_commands_that_are_shown_exist_with_their_options(page: Path) -> None:
    for block in blocks(page):
        for call in calls(block):
            must_exist(shlex.split(call, comments=True))


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_a_command_that_is_named_exists_with_its_options(page: Path) -> None:
    for span in re.findall(r"(?<!`)`deskbot ([^`]+)`(?!`)", page.read_text(encoding="utf-8")):
        words = shlex.split(span)
        if words[0] in PROCESSES or words[0].isupper():
            continue
        command, rest = named(words)
        given = [word.partition("=")[0] for word in rest if re.match(r"--?[a-z]", word)]
        known = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
        assert [one for one in given if one not in known | {"--help"}] == [], span


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_a_setting_that_is_named_exists(page: Path) -> None:
    known = {f"DESKBOT_{name.upper()}" for name in Settings.model_fields}
    told = re.findall(
        r"\bDESKBOT_[A-Z0-9_]+(?:\*|…)?", page.read_text(encoding="utf-8").replace("_DESKBOT_", "DESKBOT_")
    )
    families = {one.rstrip("*…") for one in told if one[-1] in "*…"}

    assert {one for one in told if one[-1] not in "*…_"} - known - NO_SETTINGS == set()
    assert [family for family in families if not any(name.startswith(family) for name in known)] == []


def test_desk_yaml_is_told_without_a_key_that_there_is_not() -> None:
    text = (ROOT / "docs/desk-yaml.md").read_text(encoding="utf-8")
    for section, part in re.findall(r"^## `(\w+)`[^\n]*\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL):
        cells = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", part, re.MULTILINE)
        assert {key for cell in cells for key in re.findall(r"\w+", cell)} <= set(KEYS[section]), section
    assert set(re.findall(r"^## `(\w+)`", text, re.MULTILINE)) == set(KEYS)


def test_the_table_of_commands_by_mail_has_all_of_them() -> None:
    part = (DOCS / "channels" / "email.md").read_text(encoding="utf-8").partition("\n## The desk by mail\n")[2]
    rows = re.findall(r"^\| (`#[^|]*) \|", part.partition("\n## ")[0], re.MULTILINE)

    assert {word for row in rows for word in re.findall(r"`#([a-z]+)", row)} == set(WORDS)


def test_what_is_looked_for_on_the_way_to_production_is_what_check_says() -> None:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "deskbot" / "cli").glob("check*.py")]
    said = {str(node.value).strip() for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    said.add(str(Settings.model_fields["desk_file"].default))
    wanted = re.findall(r"`ok ([^`]+)`", (DOCS / "production.md").read_text(encoding="utf-8"))

    assert len(wanted) > 10
    assert [one for one in wanted if not said & {one, f"{one} of", one.rpartition(" ")[0] or one}] == []


def test_the_architecture_tells_of_every_part() -> None:
    told = (DOCS / "ARCHITECTURE.md").read_text(encoding="utf-8").partition("## Where things live")[2].split("\n## ")[0]
    parts = [f"{one.name}/" if one.ispkg else f"{one.name}.py" for one in pkgutil.iter_modules(deskbot.__path__)]

    assert "triage/" in parts
    assert [part for part in parts if f"`{part}`" not in told] == ["__main__.py"]


def test_whoever_builds_on_it_is_told_of_every_folder_of_tests() -> None:
    told = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    folders = [path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and path.name[0] not in "_."]

    assert {"unit", "flow", "api"} <= set(folders)
    assert [name for name in folders if f"`tests/{name}/`" not in told] == []


CHANNELS = [one.name for one in pkgutil.iter_modules(deskbot.channels.__path__)]
PAGE_OF = {"form": "page"}
"""Where a channel's page is not called as it is."""


@pytest.mark.parametrize("name", CHANNELS)
def test_a_channel_has_a_page_and_stands_where_channels_are_listed(name: str) -> None:
    page = f"channels/{PAGE_OF.get(name, name)}.md"

    assert (DOCS / page).is_file()
    for listing, inside in (("README.md", f"(docs/{page})"), ("docs/monitoring.md", f"`{name}`")):
        row = re.search(r"^\| (?:doors|`channel`) \| .*$", (ROOT / listing).read_text(encoding="utf-8"), re.MULTILINE)
        assert row
        assert inside in row[0], listing
