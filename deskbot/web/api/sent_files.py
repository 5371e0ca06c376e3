"""Files as a program sends them: in base64, within a document."""

from __future__ import annotations

import asyncio
import base64
import binascii
from typing import Annotated

from pydantic import Field, StringConstraints

from deskbot.engine.api_acts import File
from deskbot.errors import DeskbotError
from deskbot.web.api.values import Document

MOST_FILES = 10
LARGEST_FILES = 10_000_000
"""Bytes of all files of one message."""
_PIECE = 400_000
"""Letters of base64 that are read at a time; a multiple of four."""


class FileIn(Document):
    """A file to send."""

    name: Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f/\\]+$", max_length=200)] = Field(
        examples=["trace.txt"]
    )
    content_type: Annotated[
        str, StringConstraints(pattern=r"^(application|audio|image|text|video)/[a-z0-9][a-z0-9.+-]{0,80}$")
    ] = Field(default="application/octet-stream", examples=["text/plain"])
    content: Annotated[str, StringConstraints(max_length=14_000_000)] = Field(
        description="In base64.", examples=["SGVsbG8="], json_schema_extra={"contentEncoding": "base64"}
    )


async def read_files(files: list[FileIn]) -> list[File]:
    """Return the files of a request, byte for byte; a text may be of any encoding.

    Raises:
        DeskbotError: they are too large together, or one is no base64.
    """
    read = await asyncio.to_thread(lambda: [_read(one) for one in files])  # beside the doors, which go on answering
    if sum(len(one.content) for one in read) > LARGEST_FILES:
        raise DeskbotError(f"the files of one message have {LARGEST_FILES} bytes at most")
    return read


def _read(file: FileIn) -> File:
    content, text = bytearray(), file.content
    try:
        for start in range(0, len(text), _PIECE):  # each in a moment, as others wait while it is done
            content += base64.b64decode(text[start : start + _PIECE], validate=True)
    except (binascii.Error, ValueError):
        raise DeskbotError(f"the file {file.name} is no base64") from None
    return File(file.name, file.content_type, bytes(content))
