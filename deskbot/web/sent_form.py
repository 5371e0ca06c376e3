"""A form that may carry files, as a browser sends it: bounded before anything of it is read."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request

from deskbot.errors import DeskbotError
from deskbot.model.message import Attachment
from deskbot.web.room import told_size
from deskbot.wires.file_names import safe_name

MOST_FIELDS = 100
MOST_FILES = 20
"""Files that go together."""
READ_FILES = 200
"""Files that are read at most, so that who has sent too many is told so, and keeps their words."""
LARGEST_FIELD = 200_000
"""Bytes of one field that is no file: two of the longest answers, whose drafts a merge has joined."""
LONGEST_TYPE = 100


class NotReadError(DeskbotError):
    """What was sent was not read, and nobody has it but who sent it."""


class TooLargeError(NotReadError):
    """It is more than may be sent, or does not say how much it is; nothing of it was kept."""

    def __init__(self, most: int, *, files: bool = False) -> None:
        """Say so.

        Args:
            most: bytes that may be sent.
            files: whether files may be among them.
        """
        super().__init__("this is more than a form of ours holds")
        self.most, self.files = most, files


class UnreadableError(NotReadError):
    """It is no form, or was cut off, or has too many parts."""


@dataclass(frozen=True, slots=True)
class SentForm:
    """What somebody has sent."""

    fields: Mapping[str, str]
    files: tuple[Attachment, ...] = ()
    """With their bytes, and under names that are safe on any system."""


async def read_form(request: Request, largest: int) -> SentForm:
    """Return what was sent.

    Args:
        request: whose body nobody has read yet.
        largest: bytes of all of it, but for one field.

    Raises:
        TooLargeError: it has more, or does not say how much it has.
        UnreadableError: it cannot be read.
    """
    kind = request.headers.get("content-type", "").lower()
    if "charset" in kind and "utf-8" not in kind:
        raise UnreadableError("this cannot be read: send it as UTF-8")
    size = told_size(request.headers.get("content-length", ""))
    if size is None or size > largest + LARGEST_FIELD:
        raise TooLargeError(largest, files=True)
    if not size:
        raise UnreadableError("this is no form")
    try:
        async with request.form(max_files=READ_FILES, max_fields=MOST_FIELDS, max_part_size=LARGEST_FIELD) as form:
            fields = {cleaned(name): cleaned(value) for name, value in form.items() if isinstance(value, str)}
            uploads = [one for one in form.getlist("files") if isinstance(one, UploadFile)]
            sent = [(one.filename or "", one.content_type or "", await one.read()) for one in uploads]
    except (MultiPartException, HTTPException, ClientDisconnect) as error:
        if "exceeded maximum size" in str(error):
            raise TooLargeError(LARGEST_FIELD) from None
        raise UnreadableError("this cannot be read") from None
    chosen = [one for one in sent if one[0] or one[2]]  # where none is chosen, browsers send one without name and bytes
    files = await asyncio.to_thread(lambda: tuple(_file(*one, at) for at, one in enumerate(chosen, start=1)))
    return SentForm(fields, files)


def held_for(request: Request, largest: int) -> int:
    """Return how many bytes are held while a form is read; 0 for one that is not, as it has too many, or says nothing.

    Args:
        request: whose body nobody has read yet.
        largest: bytes that the form may have, but for one field.
    """
    size = told_size(request.headers.get("content-length", "")) or 0
    return size if size <= largest + LARGEST_FIELD else 0


def cleaned(text: str) -> str:
    """Return a field's text without what no word of anybody's holds, and no database takes."""
    return text.replace("\0", "").replace("\r\n", "\n").encode("utf-8", "ignore").decode()


def _file(name: str, kind: str, content: bytes, at: int) -> Attachment:
    return Attachment(
        filename=safe_name(name) or f"file-{at}",
        content_type=cleaned(kind)[:LONGEST_TYPE] or "application/octet-stream",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
    )
