"""What `deskbot check` says of the disk under the data folder."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from deskbot.cli.finding import Finding, doubt, well, wrong

LITTLE, TOO_LITTLE = 5 * 10**9, 500 * 10**6
"""Bytes left: below the one somebody should look, below the other a busy day may fill it."""
_WHAT = "disk"


def disk(folder: Path) -> list[Finding]:
    """Look how much room is left where the data folder is, or would be made."""
    place = folder.absolute()
    while not place.exists():
        place = place.parent
    try:
        free, inodes = shutil.disk_usage(place).free, os.statvfs(place)
    except OSError as error:
        return [wrong(_WHAT, f"{place} cannot be looked at ({error.strerror}): mend it, or set DESKBOT_DATA_DIR")]
    if not os.access(place, os.W_OK):
        return [wrong(_WHAT, f"{place} cannot be written by this user: give it to them, or set DESKBOT_DATA_DIR")]
    return [of_room(place, free, none_more=bool(inodes.f_files and not inodes.f_favail))]


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
