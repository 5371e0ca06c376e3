"""Reads mails with one of the libraries that deskbot is compared with; runs in their environment, not in deskbot's.

Takes the library's name, then one JSON object a line (`text`, `html`, `raw` in base64), and answers each with one.
"""

from __future__ import annotations

import base64
import json
import sys
import time
from collections.abc import Callable
from typing import Any

Reader = Callable[[dict[str, Any]], dict[str, Any]]


def email_reply_parser() -> Reader:
    """Return a reader that hides quotes and signatures together."""
    from email_reply_parser import EmailReplyParser

    return lambda mail: {"reply": EmailReplyParser.parse_reply(mail["text"])}


def mail_parser_reply() -> Reader:
    """Return a reader that is told every language it has."""
    from mailparser_reply import EmailReplyParser
    from mailparser_reply.constants import MAIL_LANGUAGES

    parser = EmailReplyParser(languages=[one for one in MAIL_LANGUAGES if one != "david"])

    def read(mail: dict[str, Any]) -> dict[str, Any]:
        replies = parser.read(mail["text"]).replies
        return {"reply": replies[0].body if replies else ""}

    return read


def talon() -> Reader:
    """Return a reader that takes HTML as HTML, and cuts signatures without the trained model."""
    from talon import quotations
    from talon.signature.bruteforce import extract_signature
    from talon.utils import html_to_text

    def read(mail: dict[str, Any]) -> dict[str, Any]:
        if mail["html"]:
            text = html_to_text(quotations.extract_from_html(mail["html"])) or b""
            text = text.decode() if isinstance(text, bytes) else text
        else:
            text = quotations.extract_from_plain(mail["text"])
        return {"reply": extract_signature(text)[0]}

    return read


def mail_parser() -> Reader:
    """Return a reader of a mail's facts."""
    import mailparser

    def read(mail: dict[str, Any]) -> dict[str, Any]:
        found = mailparser.parse_from_bytes(base64.b64decode(mail["raw"]))
        return {
            "subject": found.subject,
            "from": found.from_[0][1] if found.from_ else "",
            "attachments": sorted(one["filename"] for one in found.attachments),
            "text": "\n\n".join(found.text_plain or found.text_html),
        }

    return read


READERS: dict[str, Callable[[], Reader]] = {
    "email-reply-parser": email_reply_parser,
    "mail-parser-reply": mail_parser_reply,
    "talon": talon,
    "mail-parser": mail_parser,
}


def main() -> None:
    """Answer each line."""
    read = READERS[sys.argv[1]]()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        begun = time.perf_counter()
        try:
            answer = read(json.loads(line))
        except Exception as error:  # noqa: BLE001  (whatever they raise is their answer)
            answer = {"error": type(error).__name__}
        answer["ms"] = (time.perf_counter() - begun) * 1000
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
