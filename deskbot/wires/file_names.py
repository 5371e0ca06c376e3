"""Names of files that came from outside: safe on any system, and not longer than file systems take. Pure."""

from __future__ import annotations

import re
import unicodedata

MAX_NAME = 120
"""Characters of a file's name; also keeps it below the 255 bytes of most file systems in most scripts."""
_MAX_EXTENSION = 16
_MAX_NAME_BYTES = 240
_RESERVED = re.compile(r'[<>:"|?*]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)", re.IGNORECASE)
"""Names that Windows takes for devices, whatever their extension."""


def safe_name(name: str) -> str:
    """Return a name that is one plain file name on any system, empty where nothing of it is left.

    No folders, no control or direction characters (they make `exe.pdf` of `fdp.exe`), no hidden files, no devices.
    """
    name = unicodedata.normalize("NFC", name)
    name = "".join(char for char in name if unicodedata.category(char)[0] != "C" and char not in "\u2028\u2029")
    name = name.replace("\\", "/").rpartition("/")[2]
    name = short_name(_RESERVED.sub("_", name).strip(" .\t"))
    return f"_{name}" if _DEVICE.match(name) else name


def short_name(name: str) -> str:
    """Cut a long name and keep its extension."""
    if len(name) <= MAX_NAME and len(name.encode()) <= _MAX_NAME_BYTES:
        return name
    stem, dot, extension = name.rpartition(".")
    if not stem or len(extension.encode()) > _MAX_EXTENSION:
        stem, dot, extension = name, "", ""
    ending = dot + extension
    stem = stem[: MAX_NAME - len(ending)].encode()[: _MAX_NAME_BYTES - len(ending.encode())].decode("utf-8", "ignore")
    return stem.rstrip(" .") + ending
