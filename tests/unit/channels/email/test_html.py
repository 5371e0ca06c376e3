"""An HTML body becomes readable text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbot.channels.email.reading.html import html_to_text
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


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<a href='https://a.example/x'>here</a>", "here (https://a.example/x)"),
        ("<a href='https://www.a.example/x/'>a.example/x</a>", "a.example/x"),
        ("<a href='https://a.example/x'>https://a.example/x</a>", "https://a.example/x"),
        ("<a href='mailto:ines@a.example?subject=x'>Ines</a>", "Ines (ines@a.example)"),
        ("<a href='mailto:ines@a.example'>Ines@A.example</a>", "Ines@A.example"),
        ("<a href='tel:+13055550144'>call us</a>", "call us (+13055550144)"),
        ("<a href='tel:+13055550144'>(305) 555-0144</a>", "(305) 555-0144"),
        ("<a href='#top'>top</a><a href='javascript:x()'>x</a>", "topx"),
        ("<a href='https://a.example/x'><img src=a.png></a>b", "b"),
        (f"<a href='https://a.example/{'x' * 300}'>here</a>", "here (https://a.example/…)"),
    ],
)
def test_a_link_says_where_it_leads_where_its_words_do_not(source: str, text: str):
    assert html_to_text(source) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<img alt='Display shows E17'>", "[Display shows E17]"),
        ("<img alt='image001.png'>a", "a"),
        ("<img alt='logo'>a", "a"),
        ("<img alt='open me' width=1 height=1>a", "a"),
    ],
)
def test_a_picture_says_what_stands_for_it_where_that_says_something(source: str, text: str):
    assert html_to_text(source) == text


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='display: none'>x</p>",
        "<p style='visibility:hidden'>x</p>",
        "<p style='mso-hide:all'>x</p>",
        "<p style='opacity:0;'>x</p>",
        "<p style='max-height:0px;overflow:hidden'>x</p>",
        "<span style='font-size:1px;color:#fff'>x</span>",
        "<p hidden>x</p>",
    ],
)
def test_what_is_hidden_from_readers_is_left_out(hidden: str):
    assert html_to_text(hidden + "<p>seen</p>") == "seen"


@pytest.mark.parametrize(
    "shown",
    ["<div style='font-size:0'><span style='font-size:14px'>seen</span></div>", "<p style='opacity:0.9'>seen</p>"],
)
def test_what_only_looks_hidden_is_kept(shown: str):
    assert html_to_text(shown) == "seen"


def test_a_table_of_values_stays_one_and_a_table_for_the_layout_does_not():
    values = "<table><tr><td>Host ID</td><td>50-77B3</td></tr><tr><td>Release</td><td>11.2</td></tr></table>"

    assert html_to_text(values) == "Host ID  50-77B3\nRelease  11.2"
    assert html_to_text(f"<table><tr><td>{values}</td></tr></table>") == "Host ID  50-77B3\nRelease  11.2"
    assert html_to_text("<table role=presentation><tr><td>a</td><td>b</td></tr></table>") == "a\nb"


def test_text_below_very_many_tags_is_not_lost():
    assert "hello" in html_to_text("<b>hi</b>" + "<div>" * 5000 + "hello")


@given(st.text(alphabet="<>/abdeilmprtv &;\"'=!-\n", max_size=400))
def test_any_tag_soup_becomes_text(source: str):
    html_to_text(source)
