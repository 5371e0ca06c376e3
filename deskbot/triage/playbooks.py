"""Known issues: the dataclasses, and how they are read from Markdown with a YAML head."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from yaml.nodes import ScalarNode, SequenceNode

from deskbot.desk.positions import Problems, Section, WrongError, compose, is_null, known_are, unwritable
from deskbot.errors import ConfigurationError
from deskbot.model.case import Category, Severity
from deskbot.triage.matching_vectors import Vectors
from deskbot.triage.versions import Span, read_span


@dataclass(frozen=True, slots=True, kw_only=True)
class Playbook:
    """A known issue, as its Markdown file in `playbooks/` tells it."""

    id: str
    title: str
    symptoms: tuple[str, ...]
    """Short phrases that name what is seen or heard."""
    examples: tuple[str, ...]
    """Sentences as a reseller would write them."""
    excluded: tuple[str, ...] = ()
    """Phrases that show that it is something else."""
    categories: frozenset[Category] = frozenset({Category.INCIDENT})
    products: tuple[str, ...] = ()
    versions: tuple[Span, ...] = ()
    """The releases that it is for; none: all."""
    severity_hint: Severity | None = None
    diagnostics: tuple[str, ...] = ()
    """Keys of diagnostics that matter most for this issue, the foremost first; they are asked for as well."""
    references: tuple[str, ...] = ()
    owner: str = ""
    reviewed: date | None = None
    draft: bool = False
    """Still being written: it is checked and listed, and nobody is told of it."""
    resolution: str
    """Markdown: what the reseller can do; checks in order, what each should show, when to stop."""
    desk_notes: str = ""
    """Markdown: for the desk's eyes only."""
    path: str = ""


@dataclass(frozen=True, slots=True)
class PlaybookSet:
    """All playbooks that were loaded together."""

    playbooks: tuple[Playbook, ...] = ()
    vectors: tuple[Vectors, ...] = ()
    """Meaning as numbers, for matching; without any, matching goes by words and letters alone."""

    def get(self, playbook_id: str) -> Playbook | None:
        """Return the playbook of that id, or None."""
        return next((playbook for playbook in self.playbooks if playbook.id == playbook_id), None)

    @property
    def published(self) -> PlaybookSet:
        """The playbooks that may be told; a set without drafts is returned as it is."""
        ready = tuple(one for one in self.playbooks if not one.draft)
        return self if len(ready) == len(self.playbooks) else PlaybookSet(ready, self.vectors)


KEYS = (
    "id", "title", "symptoms", "examples", "excluded", "categories", "products", "versions", "severity_hint",
    "diagnostics", "references", "owner", "reviewed", "draft",
)  # fmt: skip
"""What a head may say."""

RESOLUTION, DESK_NOTES = "Resolution", "Desk notes"
_FENCE = "---"
K = TypeVar("K", Category, Severity)


def load_playbooks(files: Iterable[tuple[str, str]]) -> PlaybookSet:
    """Read playbooks from pairs of path and text; reading the disk is the shell's work.

    Raises:
        ConfigurationError: something is wrong; its text names every problem of every file, each on its own line.
    """
    loaded: list[Playbook] = []
    wrong: list[str] = []
    for path, text in sorted(files):
        try:
            loaded.append(_read(path, text))
        except ConfigurationError as error:
            wrong.append(str(error))
    wrong += _twice(loaded)
    if wrong:
        raise ConfigurationError("\n".join(wrong))
    return PlaybookSet(tuple(loaded))


def _twice(playbooks: list[Playbook]) -> list[str]:
    """Return a problem for every id that more than one file claims: nobody could say which one is meant."""
    first: dict[str, str] = {}
    return [
        f'{one.path}:1: the id "{one.id}" is taken by {first[one.id]}; give one of them another'
        for one in playbooks
        if first.setdefault(one.id, one.path) != one.path
    ]


def _read(path: str, text: str) -> Playbook:
    """Read one file."""
    problems = Problems(path)
    head, body, first = _split(text, problems)
    sections = _sections(body, first, problems)
    # The empty line stands for the fence, so that YAML counts the file's lines.
    section = Section(compose("\n" + head, problems), "the head", problems)
    playbook = _playbook(section.only(*KEYS), sections, path)
    if problems:
        raise problems.error()
    return playbook


def _split(text: str, problems: Problems) -> tuple[str, list[str], int]:
    """Return the head, the lines of the body, and the number of the body's first line.

    Raises:
        ConfigurationError: there is no head.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if lines[0].rstrip() != _FENCE:
        problems.at(1, 'a playbook begins with a line "---", its head, and another "---"; see docs/playbooks.md')
        raise problems.error()
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        problems.at(1, 'the head has no end; put a line "---" behind its last key')
        raise problems.error()
    return "\n".join(lines[1:end]) + "\n", lines[end + 1 :], end + 2


def _sections(lines: list[str], first: int, problems: Problems) -> dict[str, str]:
    """Return the text under each `## ` heading."""
    found: dict[str, list[str]] = {}
    into: list[str] = []
    fenced = False
    for number, line in enumerate(lines, first):
        if character := unwritable(line):
            problems.at(number, f"this holds the character {character}, which cannot be sent; remove it")
        # Within a block of code, "## " is a comment of a script.
        fenced ^= line.lstrip().startswith("```")
        if line.startswith("## ") and not fenced:
            into = _open(line[3:].strip(), number, found, problems)
        elif line.strip() and not found:
            problems.at(number, f'this text belongs to no section; put it under "## {RESOLUTION}"')
            into = found.setdefault("", [])
        else:
            into.append(line)
    return {name: "\n".join(text).strip() for name, text in found.items()}


def _open(name: str, number: int, found: dict[str, list[str]], problems: Problems) -> list[str]:
    """Begin a section."""
    if name not in (RESOLUTION, DESK_NOTES):
        problems.at(number, f'unknown section "{name}"{known_are(name, (RESOLUTION, DESK_NOTES))}')
    elif name in found:
        problems.at(number, f'the section "{name}" is there twice; join them')
    return found.setdefault(name, [])


def _playbook(head: Section, sections: dict[str, str], path: str) -> Playbook:
    """Put a playbook together; what is wrong is kept by the head's problems."""
    if not sections.get(RESOLUTION):
        head.problems.at(1, f'the section "## {RESOLUTION}" is missing or empty; it is what the reseller is sent')
    return Playbook(
        id=head.must("id", _id, "", "id: one-way-audio"),
        title=head.must("title", _text, "", "title: One-way or no audio"),
        symptoms=_texts(head, "symptoms", needed=True),
        examples=_texts(head, "examples", needed=True),
        excluded=_texts(head, "excluded"),
        categories=frozenset(head.each("categories", _category)) or frozenset({Category.INCIDENT}),
        products=_texts(head, "products"),
        versions=head.each("versions", _span),
        severity_hint=head.read("severity_hint", _severity, None),
        diagnostics=_texts(head, "diagnostics"),
        references=_texts(head, "references"),
        owner=head.read("owner", _text, ""),
        reviewed=head.read("reviewed", _date, None),
        draft=head.read("draft", _yes, default=False),
        resolution=sections.get(RESOLUTION, ""),
        desk_notes=sections.get(DESK_NOTES, ""),
        path=path,
    )


def _texts(head: Section, key: str, *, needed: bool = False) -> tuple[str, ...]:
    """Return a list of texts; the usual slip, a colon that makes a mapping of a sentence, is named as such."""
    if needed and head.empty(key):
        head.lacks(key, f"{key}: [one, two]")
    node = head.value(key)
    if node is not None and not isinstance(node, SequenceNode):
        head.wrong(key, f": {key} must be a list, each item on a line of its own behind a dash")
        return ()
    found: list[str] = []
    for item in node.value if node is not None else ():
        if not isinstance(item, ScalarNode):
            head.problems.add(item, f"an item of {key} is no plain text; put it in quotes (it may hold a colon)")
        elif is_null(item) or not item.value.strip():
            head.problems.add(item, f"an item of {key} is empty; remove its dash")
        else:
            found.append(" ".join(str(item.value).split()))
    return tuple(found)


def _text(node: ScalarNode) -> str:
    text = " ".join(str(node.value).split())
    if not text:
        raise WrongError("is empty; write it out or remove the line")
    return text


def is_id(text: str) -> bool:
    """Return whether a text can be a playbook's id."""
    return text == text.lower() and all(part.isalnum() and part.isascii() for part in text.split("-"))


def _id(node: ScalarNode) -> str:
    text = str(node.value)
    if not is_id(text):
        raise WrongError('must be lower-case words joined by dashes, like "one-way-audio"')
    return text


def _category(node: ScalarNode) -> Category:
    return _one_of(Category, node.value)


def _severity(node: ScalarNode) -> Severity | None:
    return _one_of(Severity, node.value)


def _one_of(kind: type[K], word: str) -> K:
    known = [one.value for one in kind]
    if word not in known:
        raise WrongError(f'"{word}" is not known{known_are(word, known)}')
    return kind(word)


def _span(node: ScalarNode) -> Span:
    return read_span(str(node.value))


def _yes(node: ScalarNode) -> bool:
    if node.value not in ("true", "false"):
        raise WrongError(f'"{node.value}" is neither true nor false')
    return bool(node.value == "true")


def _date(node: ScalarNode) -> date | None:
    try:
        return date.fromisoformat(str(node.value))
    except ValueError:
        raise WrongError(f'"{node.value}" is no day; write it like 2026-11-30') from None
