"""Files that stand uuencoded within a plain text, as mailers sent them before there were parts. Pure, linear."""

from __future__ import annotations

import re

from deskbot.channels.email.reading.transfer import uu_lines

MAX_FILES = 50
_BEGIN = re.compile(r"begin [0-7]{3,4}(?: ([^\r\n]{0,200}))?")
_LENGTH_SLACK = 2


def without_files(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """Return a text without the files that stand in it, and the files with their names."""
    if "begin " not in text:
        return text, []
    lines = text.split("\n")
    kept: list[str] = []
    files: list[tuple[str, bytes]] = []
    index = 0
    while index < len(lines):
        match = _BEGIN.fullmatch(lines[index].rstrip())
        end = _end(lines, index + 1) if match and len(files) < MAX_FILES else 0
        if match and end:
            body = [line.encode("utf-8", "replace") for line in lines[index + 1 : end]]
            files.append(((match[1] or "").strip(), uu_lines(body)))
            index = end
            while index < len(lines) and lines[index].strip() in {"`", "", "end"}:
                index += 1
                if lines[index - 1].strip() == "end":
                    break
        else:
            kept.append(lines[index])
            index += 1
    return "\n".join(kept), files


def _end(lines: list[str], start: int) -> int:
    """Return where the encoded lines from `start` end, 0 where there are none: a person may write "begin 644 x"."""
    index = start
    while index < len(lines) and _is_encoded(lines[index].rstrip("\r")):
        index += 1
    return index if index > start else 0


def _is_encoded(line: str) -> bool:
    """Return whether a line has the length that its first letter says, and no letters that the code has not."""
    if not line or not all(" " <= char <= "`" for char in line):
        return False
    wanted = (((ord(line[0]) - 32) & 63) + 2) // 3 * 4
    # Spaces at the end get lost, and some encoders add a checksum.
    return wanted > 0 and wanted - 2 - _trailing(line) <= len(line) - 1 <= wanted + _LENGTH_SLACK


def _trailing(line: str) -> int:
    """Return how many letters a line may lack: spaces that a mail server cut off, which are zeros."""
    return 0 if "`" in line else 8
