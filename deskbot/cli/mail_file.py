"""A saved mail, from a file or from standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from deskbot.errors import DeskbotError


def bytes_of(file: Path) -> bytes:
    """Return a mail's bytes; `-` is standard input.

    Raises:
        DeskbotError: there is no such file, or it cannot be read.
    """
    if str(file) == "-":
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise DeskbotError(f"{file}: there is no such file; give the path of a saved mail, or - to read one") from None
    except OSError as error:
        raise DeskbotError(f"{file}: cannot be read ({error.strerror}); give the path of a saved mail") from error
