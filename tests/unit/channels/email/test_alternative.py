"""Where plain text hides what is quoted, the HTML beside it shows it."""

from __future__ import annotations

import pytest

from deskbot.channels.email.parsing import read_mail
from tests.unit.channels.email.mails import written

QUOTE = "<blockquote type=cite><p>What you asked for:</p><p>the host ID, please</p></blockquote>"
PLAIN = "50-77B3-E210\n\nWhat you asked for:\n\nthe host ID, please"


def reply(plain: str, html: str, *, subject: str = "Re: x") -> str:
    body = (
        f"--b\nContent-Type: text/plain; charset=utf-8\n\n{plain}\n\n"
        f"--b\nContent-Type: text/html; charset=utf-8\n\n{html}\n\n--b--\n"
    )
    kind = 'Content-Type: multipart/alternative; boundary="b"'
    return read_mail(written(body.encode(), kind, "In-Reply-To: <a@desk.example>", subject=subject)).reply


def test_what_the_html_marks_as_quoted_is_cut_from_the_plain_text():
    assert reply(PLAIN, f"<p>50-77B3-E210</p>{QUOTE}") == "50-77B3-E210"


@pytest.mark.parametrize(
    "html",
    [
        "<p>50-77B3-E210</p><p>What you asked for:</p><p>the host ID, please</p>",
        f"<p>something else</p>{QUOTE}",
        f"{QUOTE}<p>50-77B3-E210</p>",
        "<p>50-77B3-E210</p><blockquote type=cite>another quote</blockquote>",
    ],
)
def test_where_the_two_differ_nothing_is_cut(html: str):
    assert reply(PLAIN, html) == PLAIN


def test_of_a_mail_that_is_passed_on_nothing_is_cut():
    assert reply(PLAIN, f"<p>50-77B3-E210</p>{QUOTE}", subject="Fwd: x") == PLAIN
