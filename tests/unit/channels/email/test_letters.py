"""Our letters: text and HTML that say the same, headers in order, and a marker that answers are cut at."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from email import message_from_bytes
from email.errors import HeaderParseError
from email.message import EmailMessage
from email.policy import SMTP, default

import pytest
from aiosmtplib.email import quote_address

from deskbot.channels.email.parsing import read_mail
from deskbot.channels.email.reading.html import html_to_text
from deskbot.model.message import MARKER, Address, Outbound
from deskbot.wires.letters.letter_html import letter_html
from deskbot.wires.letters.rendering import as_mail, envelope_address, envelope_sender, mail_address

SENDER = "support@desk.example"
TEXT = f"""{MARKER}

Hello Ty,

we have your message "Phones <down>" as ticket [T-1042]: incident, severity S3 (minor).

To go on we need the following. Please answer by number, above this text:

1. Which release runs on the system?
2. What is the host id?

See https://desk.example/help?a=1&b=2, and:

- the first
  and more of it
- the second

> quoted
> > twice

-- \nService Desk
Service Desk: +1 512 555 0100
"""
LETTER = Outbound(
    channel="email",
    to=Address("ty@brightpathvoice.example", "Ty Okafor"),
    subject="[T-1042] Re: Phones",
    text=TEXT,
    ticket=1042,
    message_id="<t1042.abc@desk.example>",
    in_reply_to="<m2@brightpathvoice.example>",
    references=("<m1@brightpathvoice.example>", "<m2@brightpathvoice.example>"),
    reply_token="t1042.token",
)


def parsed(letter: Outbound = LETTER) -> EmailMessage:
    mail = message_from_bytes(as_mail(letter, "Service Desk", SENDER), policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


def test_a_letter_is_text_and_html_and_carries_what_threads_it():
    mail = parsed()

    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    plain = mail.get_body(("plain",))
    assert plain
    assert plain.get_content().replace("\r\n", "\n") == TEXT
    assert mail["Message-ID"] == "<t1042.abc@desk.example>"
    assert mail["In-Reply-To"] == "<m2@brightpathvoice.example>"
    assert mail["References"] == "<m1@brightpathvoice.example> <m2@brightpathvoice.example>"
    assert mail["Reply-To"].addresses[0].addr_spec == "support+t1042.token@desk.example"
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["X-Auto-Response-Suppress"] == "All"


def test_the_html_says_what_the_text_says():
    shown = html_to_text(letter_html(TEXT))

    words = re.sub(r"[^\w@#]+", " ", TEXT).split()
    assert re.sub(r"[^\w@#]+", " ", shown).split() == words


def test_the_html_has_lists_quotes_links_and_a_signature():
    made = letter_html(TEXT)

    assert '<ol start="1"' in made
    assert '<li dir="auto" value="2"' in made
    assert made.count("<ul") == 1
    assert "the first<br>\nand more of it" in made
    assert made.count("<blockquote") == 2
    assert '<a href="https://desk.example/help?a=1&amp;b=2">https://desk.example/help?a=1&amp;b=2</a>, and:' in made
    assert made.index("-- <br>") > made.index("twice")


def test_the_html_loads_nothing_runs_nothing_and_sets_no_colours_of_its_own():
    made = letter_html(TEXT + "<script>alert(1)</script> <img src=x> javascript:alert(1) http://a.example/\"onx='1\n")

    assert "<script" not in made
    assert "<img" not in made
    assert not re.search(r"\b(?:src|background|onx|onload|class|id)\s*=", re.sub(r">[^<]*<", "><", made))
    assert "background" not in made
    assert set(re.findall(r"color:\s*(\S+?)[;\"]", made)) <= {"#777777"}
    assert re.findall(r'href="([^"]*)"', made) == [
        "https://desk.example/help?a=1&amp;b=2",
        "http://a.example/",
    ]


def test_numbers_stay_as_they_were_written():
    assert '<ol start="3"' in letter_html("3. c\n4. d\n")
    assert 'value="7"' in letter_html("3. c\n7. d\n")
    assert "<ol" not in letter_html("2026. That was a year.\n")
    assert "<ol" not in letter_html("1.5 volts\n")
    assert "<ul" not in letter_html("-5 degrees\n--\n")


def test_what_a_console_printed_keeps_its_spaces():
    assert "a\u00a0\u00a0\u00a0b" in letter_html("a   b\n")


@pytest.mark.parametrize(
    "text", ["", "\n\n", "-- \n", ">", "1. ", "- ", "\x00", "\u202e", ">" * 50_000, "1. a\n" * 50_000]
)
def test_any_text_can_be_shown(text: str):
    assert letter_html(text).endswith("</html>\n")


def test_every_line_of_a_letter_is_short_and_ascii_whatever_is_in_it():
    hostile = replace(
        LETTER,
        subject="S" * 5000,
        text="\u00e9" * 3000 + "\n" + "x" * 3000,
        to=Address("ty@brightpathvoice.example", "N" * 2000),
        references=tuple(f"<{'r' * 150}{one}@x.example>" for one in range(100)),
    )
    raw = as_mail(hostile, "D\u00e9sk", SENDER)

    assert raw.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert len(parsed(hostile)["References"].split()) == 20


@pytest.mark.parametrize(
    "subject",
    ["\u00dc" * 200, "caf\u00e9 " * 40, "\U0001f4de" * 100, "word " * 60, "\u65e5\u672c\u8a9e" * 50, "=?utf-8?q?x?="],
)
def test_a_long_subject_arrives_as_it_was_or_cut_at_its_end(subject: str):
    arrived = parsed(replace(LETTER, subject=subject))["Subject"]

    wanted = subject.strip().replace("=?", "= ?")
    assert arrived == wanted or (arrived.endswith("\u2026") and wanted.startswith(arrived[:-1]))
    assert len(arrived) >= min(len(wanted), 249)


def test_names_beyond_ascii_and_domains_beyond_ascii_are_written_for_every_server():
    raw = as_mail(replace(LETTER, to=Address("ty@m\u00fcnchen.example", "Jos\u00e9 \u0141")), "D", SENDER)

    assert b"<ty@xn--mnchen-3ya.example>" in raw
    assert message_from_bytes(raw, policy=default)["To"].addresses[0].display_name == "Jos\u00e9 \u0141"


def test_an_address_beyond_ascii_is_written_as_it_is():
    raw = as_mail(replace(LETTER, to=Address("j\u00f6rg@desk.example", "J\u00f6rg")), "D", SENDER)

    assert "<j\u00f6rg@desk.example>".encode() in raw


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("taro..y.@docomo.example", '"taro..y."@docomo.example'),
        (".taro@docomo.example", '".taro"@docomo.example'),
        ('"taro..y."@docomo.example', '"taro..y."@docomo.example'),
        ('"a b"@desk.example', '"a b"@desk.example'),
        ('"a\\"b"@desk.example', '"a\\"b"@desk.example'),
        ('"plain"@desk.example', "plain@desk.example"),
        ("o'neill+x@desk.example", "o'neill+x@desk.example"),
    ],
)
def test_a_mailbox_with_odd_dots_or_in_quotes_is_answered(address: str, written: str):
    raw = as_mail(replace(LETTER, to=Address(address, "Taro")), "D", SENDER)

    assert f"To: Taro <{written}>\r\n".encode() in raw
    assert envelope_address(address) == written
    spelled = {address, written, address.replace('"', "")}
    assert quote_address(envelope_address(address)) == f"<{written}>"
    assert read_mail(b"From: Taro <" + written.encode() + b">\r\n\r\nx").sender.address in spelled
    assert read_mail(b"From: " + written.encode() + b"\r\n\r\nx").sender.address in spelled


@pytest.mark.parametrize(
    "address",
    [
        *("a\r\nX: y@b.example", "a\nb@b.example", "a\0b@b.example", "a>b@b.example", "a b@b.example", "a,b@b.example"),
        *('"a\r\nX: y"@b.example', '"a\0"@b.example', '"a>b"@b.example', '"a\\\r\n"@b.example', '"a"b"@b.example'),
        *('"a\\"@b.example', '""@b.example', "@b.example", "a@b>.example", "a@b\r\n.example", "\u2028@b.example"),
        *('"a\x7f"@b.example', "a@b.example>", "a@b example"),
    ],
)
def test_an_address_that_would_add_something_to_the_header_is_refused(address: str):
    with pytest.raises(Exception, match=r".") as refused:
        as_mail(replace(LETTER, to=Address(address, "x")), "D", SENDER)
    assert isinstance(refused.value, (ValueError, HeaderParseError))


def test_the_same_letter_is_the_same_bytes():
    assert as_mail(LETTER, "D", SENDER) == as_mail(LETTER, "D", SENDER)


def test_a_bounce_of_what_a_person_wrote_finds_its_ticket_and_one_of_a_machines_letter_goes_nowhere():
    assert envelope_sender(LETTER, SENDER) == ""
    assert envelope_sender(replace(LETTER, automatic=False), SENDER) == "support+t1042.token@desk.example"
    assert envelope_sender(replace(LETTER, automatic=False, reply_token=""), SENDER) == SENDER
    assert envelope_sender(replace(LETTER, internal=True, reply_token=""), SENDER) == SENDER


# -- answers, as mail programs write them

ANSWER = "1. 7.1.2\n2. 3G-88C1-0457"


def inner() -> str:
    """The body of our letter as it stands in an answer: mailers drop the document around it."""
    return letter_html(TEXT).partition("<body")[2].partition(">")[2].partition("</body>")[0]


def outlooks() -> str:
    """Our letter after Outlook for the desktop has rewritten it: its own classes, a fixed-size font, wrapped source."""
    text = re.sub(r"<p [^>]*>", "<p class=MsoNormal style='margin-bottom:12.0pt'><span style='color:#777777'>", inner())
    text = text.replace("</p>", "<o:p></o:p></span></p>").replace("reply above", "reply\r\nabove")
    return re.sub(r"</?div[^>]*>", "", text)


HEAD = "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><meta charset='utf-8'></head><body>"
SENT = "Monday, March 2, 2026 12:00 PM"
HTML_ANSWERS = {
    "gmail": lambda: (
        '<div dir="ltr">1. 7.1.2<br>2. 3G-88C1-0457</div><br><div class="gmail_quote gmail_quote_container">'
        '<div dir="ltr" class="gmail_attr">On Mon, Mar 2, 2026 at 12:00\u202fPM Service Desk &lt;'
        f'<a href="mailto:{SENDER}">{SENDER}</a>&gt; wrote:<br></div><blockquote class="gmail_quote" '
        f'style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">{inner()}'
        "</blockquote></div>"
    ),
    "gmail without a quote's mark": lambda: f'<div dir="ltr">1. 7.1.2<br>2. 3G-88C1-0457</div>{inner()}',
    "outlook": lambda: (
        f"{HEAD}<div class=WordSection1><p class=MsoNormal>1. 7.1.2<o:p></o:p></p><p class=MsoNormal>2. 3G-88C1-0457"
        "<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><div><div style='border:none;border-top:solid #E1E1E1 "
        f"1.0pt'><p class=MsoNormal><b>From:</b> Service Desk &lt;{SENDER}&gt; <br><b>Sent:</b> {SENT}<br><b>To:</b> "
        f"Ty Okafor<br><b>Subject:</b> [T-1042] Re: Phones<o:p></o:p></p></div></div>{outlooks()}</div></body></html>"
    ),
    "outlook on the web": lambda: (
        f'{HEAD}<div class="elementToProof">1. 7.1.2<br>2. 3G-88C1-0457</div><div id="appendonsend"></div>'
        '<hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font '
        f'face="Calibri"><b>From:</b> Service Desk &lt;{SENDER}&gt;<br><b>Sent:</b> {SENT}<br><b>To:</b> Ty<br>'
        f"<b>Subject:</b> [T-1042]</font><div>&nbsp;</div></div>{inner()}</body></html>"
    ),
    "apple mail": lambda: (
        '<html><body style="overflow-wrap: break-word;">1. 7.1.2<div>2. 3G-88C1-0457<br><div><br><blockquote '
        f'type="cite"><div>On 2. Mar 2026, at 12:00, Service Desk &lt;{SENDER}&gt; wrote:</div><br '
        f'class="Apple-interchange-newline"><div>{inner()}</div></blockquote></div><br></div></body></html>'
    ),
    "thunderbird": lambda: (
        f'<html><body><p>1. 7.1.2<br>2. 3G-88C1-0457</p><div class="moz-cite-prefix">Am 02.03.26 um 12:00 schrieb '
        f'Service Desk:<br></div><blockquote type="cite" cite="mid:x">{inner()}</blockquote></body></html>'
    ),
}


@pytest.mark.parametrize("client", HTML_ANSWERS)
def test_an_answer_in_html_is_cut_where_our_letter_begins(client: str):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "ty@brightpathvoice.example", SENDER, "Re: [T-1042] Re: Phones"
    mail["In-Reply-To"] = "<t1042.abc@desk.example>"
    mail.set_content(HTML_ANSWERS[client](), subtype="html")

    read = read_mail(mail.as_bytes(), own_addresses=(SENDER,))

    assert [line.strip() for line in read.reply.split("\n") if line.strip()] == ANSWER.split("\n")
    assert MARKER in " ".join(read.text.split())


@pytest.mark.parametrize("mark", ["> ", "", ">> "])
@pytest.mark.parametrize("introduction", [f"On Mon, 2 Mar 2026 at 12:00, Service Desk <{SENDER}>\nwrote:\n", ""])
def test_an_answer_in_plain_text_is_cut_where_our_letter_begins(mark: str, introduction: str):
    quoted = "\n".join(f"{mark}{line}".rstrip() for line in TEXT.split("\n"))
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "ty@brightpathvoice.example", SENDER, "Re: [T-1042] Re: Phones"
    mail["In-Reply-To"] = "<t1042.abc@desk.example>"
    mail.set_content(f"{ANSWER}\n\n{introduction}\n{quoted}")

    assert read_mail(mail.as_bytes(), own_addresses=(SENDER,)).reply == ANSWER


def test_the_html_escapes_everything_once():
    assert html.escape("a < b & c > d") in letter_html("a < b & c > d\n")


@pytest.mark.parametrize(
    "name", ["Ty Okafor", "Okafor, Ty", 'Ty "the hand" Okafor', "a (b)", "Service: Desk; a@b", "=?x"]
)
def test_a_name_that_needs_no_encoding_is_written_as_the_library_writes_it(name: str) -> None:
    head = as_mail(replace(LETTER, to=Address("ty@desk.example", name)), "D", SENDER).partition(b"\r\n\r\n")[0]
    theirs = EmailMessage(policy=SMTP)
    theirs["To"] = mail_address(name, "ty@desk.example")
    assert theirs.as_bytes().strip() in head.split(b"\r\nSubject")[0]
