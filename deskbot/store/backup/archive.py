"""The file of a backup, or of what else is handed out: a ZIP that any program opens, whole or not there at all."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from deskbot.store.backup.manifest import BackupError, Manifest, Member, manifest_from

DUMP = "database.dump"
"""What pg_dump has written, in its custom format, which is compressed."""
MANIFEST = "manifest.json"
CHUNK = 1 << 20
LARGEST_MANIFEST = 1 << 20


@dataclass(frozen=True, slots=True)
class Writer:
    """An archive that is being filled."""

    zip: zipfile.ZipFile
    members: dict[str, Member] = field(default_factory=dict)

    def add(self, name: str, chunks: Iterator[bytes]) -> None:
        """Write a file as it comes; its size need not be known before."""
        with self.zip.open(name, "w", force_zip64=True) as member:
            self.members[name] = _summed(chunks, member.write)

    def close(self, manifest: Manifest) -> None:
        """Write what all of it is: at the end, when the sums are known."""
        self.zip.writestr(MANIFEST, replace(manifest, members=self.members).to_json())


@contextmanager
def writing(target: Path, compression: int = zipfile.ZIP_STORED) -> Generator[Writer]:
    """Yield an archive that has its name once all of it lies on the disk, and is readable for its owner only.

    Args:
        target: its name.
        compression: as `zipfile` calls it; none by default, as a dump is compressed.

    Raises:
        BackupError: something has that name, or it cannot be written.
    """
    if target.exists():
        raise BackupError(f"{target} is there already, and nothing is overwritten: choose another name")
    unfinished = target.with_name(f".{target.name}.unfinished-{os.getpid()}")
    try:
        descriptor = os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w+b") as file:
                with zipfile.ZipFile(file, "w", compression, allowZip64=True) as zipped:
                    yield Writer(zipped)
                file.flush()
                os.fsync(file.fileno())
            _name(unfinished, target)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise BackupError(f"{target} cannot be written: {error.strerror or error}") from error


def _name(unfinished: Path, target: Path) -> None:
    try:
        target.hardlink_to(unfinished)  # unlike a rename it overwrites nothing that somebody put there meanwhile
    except FileExistsError:
        raise BackupError(f"{target} is there by now, and nothing is overwritten: choose another name") from None
    except OSError:
        unfinished.rename(target)  # a disk without hard links
    folder = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def reading(path: Path) -> Generator[tuple[Manifest, zipfile.ZipFile]]:
    """Yield an archive and what it says of itself.

    Raises:
        BackupError: it is not there, damaged, or no backup.
    """
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as zipped:
            if MANIFEST not in zipped.namelist() or zipped.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
                raise BackupError(f"{path} is no backup of deskbot's: it has no {MANIFEST}")
            yield manifest_from(zipped.read(MANIFEST)), zipped
    except FileNotFoundError:
        raise BackupError(f"{path}: there is no such file") from None
    except (zipfile.BadZipFile, EOFError) as error:
        raise BackupError(f"{path} is damaged, cut off, or no backup: {error}") from error
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror or error}") from error


def check_sums(manifest: Manifest, zipped: zipfile.ZipFile) -> None:
    """Read every file to its end.

    Raises:
        BackupError: one is missing, is not as it was written, or is there beside those that were.
    """
    there = set(zipped.namelist()) - {MANIFEST}
    if there != set(manifest.members) or DUMP not in there:
        wrong = ", ".join(sorted(there ^ set(manifest.members))) or DUMP
        raise BackupError(f"this backup is not whole: it lacks, or has beside what was written, {wrong}")
    for name, member in manifest.members.items():
        with zipped.open(name) as file:
            if _summed(chunks_of(file)) != member:
                raise BackupError(f"this backup is damaged: {name} is not as it was written")


def _summed(chunks: Iterator[bytes], take: Callable[[bytes], object] = len) -> Member:
    """Return size and sum of a file, each piece of which is handed on as well."""
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        take(chunk)
        digest.update(chunk)
        size += len(chunk)
    return Member(size, digest.hexdigest())


def chunks_of(file: IO[bytes]) -> Iterator[bytes]:
    """Return what a file holds, a piece at a time."""
    while chunk := file.read(CHUNK):
        yield chunk
