"""What a mail that opens a ticket quotes of others is read; what may be ours, or was forwarded, is left as it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deskbot.model.message import Address, Automatic, Forwarded, Inbound
from deskbot.tickets.history import with_unseen_history

OWN = ("support@desk.example",)
MAIL = Inbound(
    channel="email",
    external_id="1",
    sender=Address("ty@brightpathvoice.example"),
    in_reply_to="<p1@hollisvet.example>",
    subject="Re: Phones",
    text="Looping in the desk.\n\nOn Monday Pat <pat@hollisvet.example> wrote:\n> > No calls\n> at all",
    reply="Looping in the desk.",
)


def test_the_quote_is_read_as_if_it_had_been_forwarded():
    read = with_unseen_history(MAIL, OWN)

    assert read.own == "Looping in the desk."
    assert read.forwarded == (Forwarded("On Monday Pat <pat@hollisvet.example> wrote:\nNo calls\nat all"),)
    assert read.reply.endswith("No calls\nat all")


@pytest.mark.parametrize("subject", ["RE: Phones", "AW: Telefone", "SV: Telefoner", "[EXTERNAL] Re[2]: Phones"])
def test_an_answer_without_a_thread_is_known_by_its_subject_in_any_language(subject: str):
    answer = replace(MAIL, in_reply_to=None, subject=subject)

    assert with_unseen_history(answer, OWN).forwarded


def test_what_names_us_stays_a_quote():
    text = MAIL.text.replace("pat@hollisvet.example", "Support@desk.example")

    assert with_unseen_history(replace(MAIL, text=text), OWN).forwarded == ()


def test_these_are_left_as_they_are():
    for mail in (
        replace(MAIL, automatic=Automatic.LIST),
        replace(MAIL, thread_tokens=("t1.x",)),
        replace(MAIL, in_reply_to=None, subject="Phones"),
        replace(MAIL, text=MAIL.reply),
    ):
        assert with_unseen_history(mail, OWN) == mail
