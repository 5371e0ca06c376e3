"""The mails of `tests/wire/email`, read as the desk would read them."""

from __future__ import annotations

from pathlib import Path

from deskbot.channels.email.parsing import read_mail
from deskbot.model.message import Inbound

FOLDER = Path(__file__).parents[3] / "wire" / "email"
OURS = ("support@desk.example",)


def raw(name: str) -> bytes:
    """Return a mail's bytes."""
    return (FOLDER / f"{name}.eml").read_bytes()


def read(name: str) -> Inbound:
    """Return a mail as it is read."""
    return read_mail(raw(name), own_addresses=OURS)


def names() -> list[str]:
    """Return the names of all mails."""
    return sorted(path.stem for path in FOLDER.glob("*.eml"))


def written(body: bytes, *headers: str, subject: str = "x") -> bytes:
    """Return a mail with a body and some more headers."""
    lines = [
        "From: Ines Duarte <ines@harborvoice.example>",
        "To: support@desk.example",
        f"Subject: {subject}",
        *headers,
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
