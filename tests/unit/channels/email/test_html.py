"""An HTML body becomes readable text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbot.channels.email.html import html_to_text
from tests.unit.channels.email.mails import read


def test_tables_and_lists_stay_readable_and_what_nobody_sees_is_left_out():
    assert read("html-table").text == (
        "Hello,\n\nCustomer  Kimura Nursery\nHost ID   50-77B3-E210\n\n  * rebooted it\n  * no change\n\nInes & Walt"
    )


def test_quotes_of_html_mailers_are_marked_as_in_plain_mails():
    text = read("gmail-html").text

    assert "\n> Please send us the host ID." in text
    assert "\nThe host ID" not in text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a<br>b", "a\nb"),
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("a &amp; b &lt;c&gt; &#x20AC;", "a & b <c> €"),
        ("<?xml version='1.0' encoding='latin-1'?><p>é</p>", "é"),
        ("<blockquote type=cite>a<blockquote type=cite>b</blockquote>c</blockquote>d", "> a\n>> b\n> c\nd"),
        ("<script>alert(1)</script>x", "x"),
        ("<p style='margin-top:100000000em'>x</p>", "x"),
        ("<!-- never closed <p>x</p>", "<!-- never closed\nx"),
        ("<p>&#xe0f0;a&#xe0f1;</p>", "a"),
        ("", ""),
    ],
)
def test_html_becomes_text(source: str, text: str):
    assert [line for line in html_to_text(source).split("\n") if line] == [line for line in text.split("\n") if line]


def test_text_below_very_many_tags_is_not_lost():
    assert "hello" in html_to_text("<b>hi</b>" + "<div>" * 5000 + "hello")


@given(st.text(alphabet="<>/abdeilmprtv &;\"'=!-\n", max_size=400))
def test_any_tag_soup_becomes_text(source: str):
    html_to_text(source)
