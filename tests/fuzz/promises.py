"""What holds of every mail that is read, however broken; property tests and the fuzzer look at it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from deskbot.channels.email.reading.limits import MAX_FILES, MAX_TEXT
from deskbot.model.message import Inbound

_PLAIN = "\n\t"


def broken_promises(mail: Inbound) -> list[str]:
    """Return in words what of it does not hold of a mail."""
    return [*_of_texts(mail), *_of_lines(mail), *_of_files(mail), *_of_html(mail)]


def _of_texts(mail: Inbound) -> Iterator[str]:
    texts = {
        "text": mail.text,
        "reply": mail.reply,
        "own": mail.own or "",
        "forwarded": "\n".join(text for one in mail.forwarded for text in (one.text, one.signature)),
        "subject": mail.subject,
        "html": mail.html,
        "sender": str(mail.sender),
        "recipients": " ".join(map(str, (*mail.to, *mail.cc))),
        "ids": " ".join((mail.message_id or "", mail.in_reply_to or "", *mail.references)),
        "defects": "\n".join(mail.defects),
        "names": " ".join(file.filename + file.content_type + file.content_id for file in mail.attachments),
    }
    for name, text in texts.items():
        odd = {char for char in text if unicodedata.category(char) in {"Cc", "Cs"} and char not in _PLAIN}
        if odd:
            yield f"{name} has control characters: {sorted(map(ord, odd))}"
    for name in ("subject", "sender", "recipients", "ids", "names"):
        if "\n" in texts[name]:
            yield f"{name} has more than one line"
    if max(len(mail.text), len(mail.reply)) > MAX_TEXT:
        yield "the text is too long"


def _of_lines(mail: Inbound) -> Iterator[str]:
    """Look whether each line of the reply stands in the text; an attached mail that is passed on adds its own."""
    if any(file.content_type in {"message/rfc822", "message/global"} for file in mail.attachments):
        return
    written = {line.strip() for line in mail.text.split("\n")} | {""}
    invented = [
        line for line in mail.reply.split("\n") if line.strip() not in written and line.strip() not in mail.text
    ]
    if invented:
        yield f"the reply has lines that nobody wrote: {invented[:3]!r}"


def _of_files(mail: Inbound) -> Iterator[str]:
    names = [file.filename for file in mail.attachments]
    if len({name.casefold() for name in names}) != len(names):
        yield "two files have one name"
    if len(names) > MAX_FILES:
        yield "there are too many files"
    for name in names:
        if not name or set(name) & set('/\\:*?"<>|') or name.startswith(".") or name.endswith((".", " ")):
            yield f"a file has an unsafe name: {name!r}"
        if len(name.encode()) > 255:
            yield "a file's name is too long"


def _of_html(mail: Inbound) -> Iterator[str]:
    lower = mail.html.lower()
    for word in ("<script", "<style", "<iframe", "<form", "<object", "<meta", "<link", "<base", "javascript:"):
        if word in lower and "<" + word.lstrip("<") in lower:
            yield f"the HTML has {word}"
