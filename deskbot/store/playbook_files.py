"""The folder of playbooks, read from the disk as text."""

from __future__ import annotations

from pathlib import Path
from stat import S_ISREG

from deskbot.errors import ConfigurationError

NOT_PLAYBOOKS = frozenset({"readme.md"})
LARGEST = 256 * 1024
"""Bytes of a playbook; some hundred times what a good one needs. What is larger is no playbook, and takes minutes."""
Stamps = tuple[tuple[str, ...], ...]
"""What changes when a playbook is changed, added or removed."""


def shipped_folder() -> Path:
    """Return the playbooks that come with deskbot: inside the installed package, else beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "playbooks"
    return inside if inside.is_dir() else package.parent / "playbooks"


def is_installed() -> bool:
    """Return whether the shipped playbooks lie inside the package: what is put there goes with the next upgrade."""
    return shipped_folder().parent == Path(__file__).resolve().parent.parent


def read_playbook_files(folder: Path | None = None) -> list[tuple[str, str]]:
    """Return path and text of every playbook of a folder, by name; None takes those that come with deskbot.

    Raises:
        ConfigurationError: the folder or a file cannot be read, or there is no playbook in it; names every such file.
    """
    read, problems = read_playbook_folder(folder)
    if problems:
        raise ConfigurationError("\n".join(problems))
    return read


def read_playbook_folder(folder: Path | None = None) -> tuple[list[tuple[str, str]], list[str]]:
    """Return path and text of every playbook that can be read, and what is wrong with those that cannot.

    Raises:
        ConfigurationError: the folder cannot be read, or there is no playbook in it.
    """
    place = shipped_folder() if folder is None else folder
    if not place.is_dir():
        raise ConfigurationError(f"{place}: there is no such folder; set DESKBOT_PLAYBOOKS_DIR, or name another")
    paths = _paths(place)
    if not paths:
        raise ConfigurationError(f"{place}: there is no playbook in it (a file that ends in .md)")
    read: list[tuple[str, str]] = []
    problems: list[str] = []
    for path in paths:
        try:
            # Messages say "playbooks/x.md:7", wherever the folder lies.
            read.append((f"{place.name}/{path.name}" if folder is None else str(path), _text(path)))
        except ConfigurationError as error:
            problems.append(str(error))
    return read, problems


def stamps_of(folder: Path | None) -> Stamps:
    """Return what tells that a folder has changed, without reading its files; one that is away has a stamp, too."""
    place = shipped_folder() if folder is None else folder
    try:
        return tuple(_stamp(path) for path in _paths(place))
    except OSError as error:
        return ((str(place), error.strerror or "away"),)


def _paths(place: Path) -> list[Path]:
    """Return what may be a playbook; hidden files are what editors and copies leave while somebody works."""
    return sorted(
        path for path in place.glob("*.md") if path.name.lower() not in NOT_PLAYBOOKS and not path.name.startswith(".")
    )


def _stamp(path: Path) -> tuple[str, ...]:
    try:
        found = path.stat()
    except OSError as error:
        return (path.name, error.strerror or "away")
    # The time of the last change of the entry itself cannot be set back: a copy that keeps old times shows, too.
    return (path.name, str(found.st_ino), str(found.st_size), str(found.st_mtime_ns), str(found.st_ctime_ns))


def _text(path: Path) -> str:
    try:
        # What is no file, a pipe for one, may keep its reader waiting for ever.
        found = path.stat()
        if not S_ISREG(found.st_mode):
            raise ConfigurationError(f"{path}: is no file; take it out of the folder")
        if found.st_size > LARGEST:
            raise ConfigurationError(f"{path}: {found.st_size} bytes are too many; {LARGEST} at most")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from None
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read ({error.strerror}); let deskbot's user read it") from None
