"""YAML with line numbers: every value is checked where it stands, and every problem is kept with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar
from unicodedata import category

import yaml
from yaml.composer import Composer
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from deskbot.errors import ConfigurationError, did_you_mean

T = TypeVar("T")
Reader = Callable[[ScalarNode], T]
"""Turns one scalar into a value, or raises WrongError."""

NULL = "tag:yaml.org,2002:null"
TEXT = "tag:yaml.org,2002:str"
INT = "tag:yaml.org,2002:int"


_UNQUOTED = ("cannot start any token", "mapping values are not allowed here")
"""What YAML says of a value that begins with a sign of its own, or holds a colon."""


class WrongError(ValueError):
    """A value cannot be what it is; the text goes on after the key's name ("is no duration; write …")."""


class UnknownNameError(WrongError):
    """A value names something that does not exist; the text goes on after the section's name."""


class Problems:
    """What is wrong with one file."""

    def __init__(self, filename: str) -> None:
        """Start without any; `filename` is how messages name the file."""
        self._filename = filename
        self._found: dict[tuple[int, str], None] = {}

    def at(self, line: int, says: str) -> None:
        """Keep a problem of a line, counted from 1."""
        self._found[line, says] = None

    def add(self, node: Node, says: str) -> None:
        """Keep a problem of a node."""
        self.at(line_of(node), says)

    def __bool__(self) -> bool:
        return bool(self._found)

    def error(self) -> ConfigurationError:
        """Return an error that says every problem, each on its own line, in the order of the file."""
        lines = [f"{self._filename}:{line}: {_on_one_line(says)}" for line, says in sorted(self._found)]
        return ConfigurationError("\n".join(lines))


def _on_one_line(says: str) -> str:
    """Return a message without breaks and other control characters, which quoted values may carry."""
    return "".join(char if char.isprintable() else " " for char in says)


def line_of(node: Node) -> int:
    """Return the line on which a node begins, counted from 1."""
    return node.start_mark.line + 1


def compose(text: str, problems: Problems, *, empty: str = "nothing is written here") -> Node:
    """Parse YAML into nodes that know their lines.

    Args:
        text: the whole file, so that lines count from its first.
        problems: where what is no YAML is kept.
        empty: what a text without any value is told.

    Raises:
        ConfigurationError: the text is empty, or no YAML; says everything that `problems` has.
    """
    try:
        node = _node_of(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        says = error.problem or error.context or ""
        hint = "; put the value in quotes" if any(one in says for one in _UNQUOTED) else ""
        problems.at(mark.line + 1 if mark else 1, f"this is no YAML: {says}{hint}")
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        problems.at(line, f"this is no YAML: {error.reason}; remove the character")
    except RecursionError:
        problems.at(1, "lists within lists go too deep to be read")
    else:
        if node is not None and not is_null(node):
            _refuse_unwritable(node, problems)
            return node
        problems.at(1, empty)
    raise problems.error()


class _Quick(Composer, yaml.CSafeLoader):
    """Reads by libyaml, six times as quickly.

    It puts nodes together as ever: libyaml's own way of that ends the process where lists go too deep.
    """

    def __init__(self, text: str) -> None:
        yaml.CSafeLoader.__init__(self, text)
        Composer.__init__(self)


def _node_of(text: str) -> Node | None:
    try:
        return yaml.compose(text, Loader=_Quick)
    except (yaml.YAMLError, UnicodeError):
        # Once more, as libyaml has other words for what is wrong.
        return yaml.compose(text, Loader=yaml.SafeLoader)


def unwritable(text: str) -> str:
    r"""Return the first character that no letter and no database can carry, as its number; empty where there is none.

    These are control characters and halves of a pair, which YAML lets in by their numbers ("\0", "\ud83d").
    """
    found = next((char for char in text if char not in "\t\n" and category(char) in ("Cc", "Cs")), "")
    return f"U+{ord(found):04X}" if found else ""


def _refuse_unwritable(node: Node, problems: Problems) -> None:
    """Keep a problem for every scalar with such a character; a node that several names stand for is seen once."""
    todo, seen = [node], {id(node)}
    while todo:
        one = todo.pop()
        if isinstance(one, ScalarNode):
            character = unwritable(one.value)
            if character:
                problems.add(one, f"this holds the character {character}, which cannot be sent; remove it")
            continue
        parts = [part for pair in one.value for part in pair] if isinstance(one, MappingNode) else one.value
        todo += [part for part in parts if id(part) not in seen]
        seen.update(id(part) for part in parts)


def is_null(node: Node) -> bool:
    """Return whether a node is an empty value or `null`."""
    return isinstance(node, ScalarNode) and node.tag == NULL


def known_are(word: str, known: Iterable[str]) -> str:
    """Return what follows after an unknown word: the nearest known one, or all of them."""
    words = list(known)
    listed = ", ".join(f'"{one}"' for one in words)
    return did_you_mean(word, words) or (f"; known are: {listed}" if words else "; there is none yet")


class Section:
    """One mapping of the file: hands out its values, keeps a problem for each that is wrong or missing."""

    def __init__(self, node: Node | None, called: str, problems: Problems, where: Node | None = None) -> None:
        """Read the keys.

        Args:
            node: the mapping; None where it is absent, and then nothing is reported as missing from it.
            called: how messages name it ("level 2").
            problems: where they are kept.
            where: the node whose line stands for the whole mapping, usually its key.
        """
        self.called, self.problems = called, problems
        self.where = where or node
        self.present = node is not None and (isinstance(node, MappingNode) or is_null(node))
        self._entries: dict[str, tuple[Node, Node]] = {}
        if isinstance(node, MappingNode):
            self._take(node)
        elif node is not None and not self.present:
            problems.add(node, f'{called} must be a mapping: one or more "key: value"')

    def wrong(self, key: str, says: str) -> None:
        """Report something about the value of a key, or about the whole mapping where the key is absent."""
        node = self._entries[key][1] if key in self._entries else self.where
        if node is not None:
            self.problems.add(node, f"{self.called}{says}")

    def _take(self, mapping: MappingNode) -> None:
        for key, value in mapping.value:
            if not isinstance(key, ScalarNode):
                self.problems.add(key, f"{self.called} has a key that is no single word")
            elif key.value in self._entries:
                first = line_of(self._entries[key.value][0])
                self.problems.add(key, f'{self.called} has "{key.value}" twice (first in line {first}); remove one')
            else:
                # The raw text, not YAML's reading of it: Norway's region "no" is no false.
                self._entries[key.value] = (key, value)

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key, in the file's order."""
        return tuple(self._entries)

    def only(self, *known: str) -> Section:
        """Report keys that mean nothing here."""
        for word, (key, _) in self._entries.items():
            if word not in known:
                self.problems.add(key, f'{self.called} has an unknown key "{word}"{known_are(word, known)}')
        return self

    def value(self, key: str) -> Node | None:
        """Return a key's node, or None where it is absent or null."""
        _, node = self._entries.get(key, (None, None))
        return None if node is None or is_null(node) else node

    def lacks(self, key: str, like: str) -> None:
        """Report a key that must be there; `like` shows how it could look."""
        if self.present:
            self.wrong(key, f' lacks "{key}"; add it, like: {like}')

    def raw(self, key: str) -> str:
        """Return a scalar's text as it was written, or an empty one."""
        node = self.value(key)
        return str(node.value) if isinstance(node, ScalarNode) else ""

    def read(self, key: str, reader: Reader[T], default: T) -> T:
        """Return a value; `default` where it is absent, or wrong and reported."""
        node = self.value(key)
        return default if node is None else self._one(node, key, reader, default)

    def must(self, key: str, reader: Reader[T], default: T, like: str) -> T:
        """Return a value that has to be there; `default` where it is absent or wrong, and reported."""
        node = self.value(key)
        if node is None:
            self.lacks(key, like)
            return default
        return self._one(node, key, reader, default)

    def each(self, key: str, reader: Reader[T]) -> tuple[T, ...]:
        """Return the values of a list that are right; empty where it is absent."""
        node = self.value(key)
        if node is None:
            return ()
        if not isinstance(node, SequenceNode):
            self.problems.add(node, f"{self.called}: {key} must be a list, like: [one, two]")
            return ()
        found = (self._one(item, key, reader, None) for item in node.value)
        return tuple(one for one in found if one is not None)

    def groups(self, key: str, reader: Reader[T]) -> tuple[tuple[T, ...], ...]:
        """Return the values of a list in which an item may be a list of several that belong together."""
        node = self.value(key)
        if not isinstance(node, SequenceNode):
            return tuple((one,) for one in self.each(key, reader))
        found: list[tuple[T, ...]] = []
        for item in node.value:
            members = item.value if isinstance(item, SequenceNode) else [item]
            if not members:
                self.problems.add(item, f"{self.called}: {key} has an empty list; remove it")
            read = (self._one(member, key, reader, None) for member in members)
            found.append(tuple(one for one in read if one is not None))
        return tuple(group for group in found if group)

    def empty(self, key: str) -> bool:
        """Return whether a list is missing or has nothing in it; what is no list is reported elsewhere."""
        node = self.value(key)
        return self.present and (node is None or (isinstance(node, SequenceNode) and not node.value))

    def section(self, key: str, called: str = "") -> Section:
        """Return a mapping within this one."""
        node = self.value(key)
        where = self._entries[key][0] if node is not None else None
        return Section(node, called or key, self.problems, where)

    def sections(self, kind: str) -> Iterator[tuple[str, Section]]:
        """Yield every key with the mapping under it, which messages call `kind "key"`."""
        for key, (where, node) in self._entries.items():
            yield key, Section(node, f'{kind} "{key}"', self.problems, where)

    def items(self, key: str, kind: str) -> Iterator[Section]:
        """Yield every mapping of a list, which messages call `kind 1`, `kind 2`."""
        node = self.value(key)
        if isinstance(node, SequenceNode):
            for place, item in enumerate(node.value, start=1):
                yield Section(item, f"{kind} {place}", self.problems)
        elif node is not None:
            self.wrong(key, f": {key} must be a list, each item on a line of its own behind a dash")

    def _one(self, node: Node, key: str, reader: Reader[T], default: T) -> T:
        try:
            if not isinstance(node, ScalarNode):
                raise WrongError("must be a single value")  # noqa: TRY301  (one way out for everything wrong)
            return reader(node)
        except UnknownNameError as error:
            self.problems.add(node, f"{self.called} {error}")
        except WrongError as error:
            self.problems.add(node, f"{self.called}: {key} {error}")
        return default


def once(section: Section) -> None:
    """Report keys that differ only in case, which does not count where they are looked up."""
    seen: dict[str, str] = {}
    for key in section.keys:
        other = seen.setdefault(key.casefold(), key)
        if other != key:
            section.wrong(key, f' has "{other}" and "{key}", which are the same; remove one')
