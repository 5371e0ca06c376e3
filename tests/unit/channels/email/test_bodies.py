"""The text of a mail is what its reader would see; all else is a file."""

from __future__ import annotations

from deskbot.channels.email.parsing import read_mail
from deskbot.channels.email.reading.flowed import unflow
from tests.unit.channels.email.mails import read, written


def test_plain_text_is_preferred_and_texts_around_files_belong_together():
    assert read("nested").text == "Nobody can call out.\n\nOne more line under the files. Ines, 305 555 0144"


def test_files_of_nested_parts_are_all_there():
    assert [file.filename for file in read("nested").attachments] == ["logo.png", "sip.log", "Aufnahme für Müller.pcap"]


def test_a_picture_in_the_text_is_inline_and_a_log_is_not():
    assert [file.inline for file in read("nested").attachments] == [True, False, False]


def test_a_plain_text_that_only_asks_for_html_gives_way_to_the_html():
    assert read("html-beside-a-stub").text == "Nobody can call out."


def test_an_empty_plain_text_gives_way_to_the_html():
    raw = written(
        b"--b\n\n \n--b\nContent-Type: text/html\n\n<p>No calls</p>\n--b--",
        'Content-Type: multipart/alternative; boundary="b"',
    )

    assert read_mail(raw).text == "No calls"


def test_a_multipart_without_boundary_shows_its_source():
    mail = read("no-boundary")

    assert "Nobody can call out." in mail.text
    assert "a multipart mail without a boundary" in mail.defects


def test_a_mail_that_was_cut_off_is_read_as_far_as_it_goes():
    raw = written(b"--b\n\nNo calls since noon", 'Content-Type: multipart/mixed; boundary="b"')
    mail = read_mail(raw)

    assert mail.text == "No calls since noon"
    assert mail.defects == ("the mail ends before its last part does: it may have been cut off",)


def test_an_attached_mail_stays_one_closed_file():
    mail = read("forward-attached")

    assert [(file.filename, file.content_type) for file in mail.attachments] == [("phones-dead.eml", "message/rfc822")]
    assert b"se=F1or" in mail.attachments[0].content
    assert "since noon" not in mail.text


def test_wrapped_paragraphs_are_unwrapped_those_of_a_quote_with_their_own_depth_and_the_signature_is_left():
    assert read("flowed").text == (
        "Nobody can call out since noon, and the host ID is 50-77B3-E210.\n\n> quoted words\n-- \nIns, 305 555 0144"
    ).replace("Ins", "Ines")
    assert unflow("a \nb", delete_space=True) == "ab"


def test_a_body_that_ends_in_nothing_is_empty_text():
    assert read_mail(written(b"")).text == ""


def test_entities_bring_no_control_characters_in():
    assert read_mail(written(b"a&#27;[2J&#0;&#7;b", "Content-Type: text/html")).text.isprintable()


def test_bytes_before_the_header_do_no_harm():
    assert read_mail(b"\xef\xbb\xbf\r\n" + written(b"x")).sender.address == "ines@harborvoice.example"
