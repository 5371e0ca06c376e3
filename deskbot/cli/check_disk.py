"""What `deskbot check` says of the disk under the data folder, and of the archive."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from deskbot.cli.finding import Finding, doubt, well, wrong
from deskbot.store.embedded_places import known_home

LITTLE, TOO_LITTLE = 5 * 10**9, 500 * 10**6
"""Bytes left: below the one somebody should look, below the other a busy day may fill it."""
_WHAT = "disk"


def disk(data_dir: Path) -> list[Finding]:
    """Look how much room is left where the data folder's cluster is, or would be made: that may be another disk."""
    place = known_home(data_dir).folder
    while not place.exists():
        place = place.parent
    if problem := _unwritable(place):
        return [wrong(_WHAT, f"{problem}, or set DESKBOT_DATA_DIR")]
    inodes = os.statvfs(place)
    return [of_room(place, shutil.disk_usage(place).free, none_more=bool(inodes.f_files and not inodes.f_favail))]


def archive(folder: Path | None) -> list[Finding]:
    """Look whether originals can be put where they are to be put before they are forgotten; else none is."""
    if folder is None:
        return []
    if problem := _takes_none(folder.absolute()):
        return [wrong("archive", f"{problem}, or set DESKBOT_ARCHIVE_DIR; until then no original is forgotten")]
    return [well("archive", f"{folder.absolute()} takes files")]


def _takes_none(folder: Path) -> str:
    """Return why a folder takes no files, and how that is mended; empty where it does."""
    try:
        if not folder.is_dir():
            return f"there is no folder {folder}: make it, or mount it there"
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return f"{folder} cannot be looked at ({error.strerror}): let this user pass the folders above it"
    if free < TOO_LITTLE:
        return f"{free / 10**9:.1f} GB are left at {folder}: make room"
    return _unwritable(folder)


def _unwritable(place: Path) -> str:
    """Return why no file can be written at a place that is there, and how that is mended; empty where one can."""
    try:
        os.statvfs(place)
    except OSError as error:
        return f"{place} cannot be looked at ({error.strerror}): mend it"
    return "" if os.access(place, os.W_OK) else f"{place} cannot be written by this user: give it to them"


def of_room(place: Path, free: int, *, none_more: bool = False) -> Finding:
    """Judge the bytes that are left; `none_more` is that no further file can be made, whatever room there is."""
    left = f"{free / 10**9:.1f} GB are left at {place}"
    if none_more:
        return wrong(_WHAT, f"no further file can be made at {place} (inodes): remove some")
    if free < TOO_LITTLE:
        return wrong(_WHAT, f"{left}: make room, or mail will be told to come later")
    if free < LITTLE:
        return doubt(_WHAT, f"{left}: make room soon")
    return well(_WHAT, left)
