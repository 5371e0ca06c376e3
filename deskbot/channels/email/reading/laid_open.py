"""A mail as it was received, for people to look at: each header and text decoded, and everything else by its size."""

from __future__ import annotations

from collections.abc import Iterator

from deskbot.channels.email.reading.attachments import declared_name
from deskbot.channels.email.reading.body import each_text
from deskbot.channels.email.reading.headers import decoded
from deskbot.channels.email.reading.structure import Part, Tree, take_apart

LOOKED_AT = 4_000_000
"""Bytes; of a larger mail only what comes first is looked at."""
_FIRST = ("from", "to", "subject", "date")
_LOOKED_FOR, _LONGEST_LINE = 64_000, 1_000


def laid_open(raw: bytes, most: int) -> list[str]:
    """Return a mail's headers and texts, one after another, with no code left in which words could be hidden.

    Args:
        raw: the mail, however broken; nothing is raised for it.
        most: characters, about, after which nothing more is looked at.
    """
    pieces: list[str] = []
    try:
        for piece in _pieces(take_apart(raw[:LOOKED_AT]), len(raw), most):
            pieces.append(piece[:most])
            most -= len(piece)
            if most <= 0:
                break
    except Exception as error:  # noqa: BLE001  # the libraries' faults over hostile input are many
        pieces += [] if pieces else _first(raw)
        pieces.append(f"[the rest of {len(raw):,} bytes cannot be read as a mail: {type(error).__name__}]")
    return pieces


def _first(raw: bytes) -> list[str]:
    """Return by whom and about what a mail is of which nothing else can be read."""
    lines = raw[:_LOOKED_FOR].decode("utf-8", "replace").splitlines()
    return [decoded(line[:_LONGEST_LINE]) for line in lines if line.partition(":")[0].strip().lower() in _FIRST]


def _pieces(tree: Tree, size: int, most: int) -> Iterator[str]:
    for part, text in each_text(tree.root, most):
        yield from _headers(part)
        if part.parts:
            yield ""
        elif text is None:
            yield f"\n[{_called(part)}: {part.size:,} bytes]\n"
        else:
            yield from ("", f"[{_made(part)}]", text, "")
    if size > LOOKED_AT:  # what is wrong with it may be our own cut
        yield f"[cut here: of {size:,} bytes only the first {LOOKED_AT:,} are looked at]"
    else:
        yield from (f"[{defect}]" for defect in tree.defects)


def _headers(part: Part) -> Iterator[str]:
    for name, value in part.raw_items():
        yield f"{name}: {decoded(str(value))}"


def _called(part: Part) -> str:
    return " ".join((part.declared_type, declared_name(part))).strip()


def _made(part: Part) -> str:
    encoding = str(part.get("content-transfer-encoding", "")).strip().lower()
    what = "what is read of HTML" if part.declared_type == "text/html" else "text"
    return f"{what}, decoded from {encoding}" if encoding in ("base64", "quoted-printable") else what
