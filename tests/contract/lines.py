"""What every channel has to stand, and where that is shown: no line of the table is left out in silence."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

import pytest

from tests.contract.peers import NAMES, WRITING
from tests.contract.ways_in import WAYS_IN


class Line(StrEnum):
    """What happens to a channel."""

    DUPLICATE = "duplicate delivery"
    CRASH_BEFORE_ACK = "crash before ack"
    CRASH_AFTER_ACK = "crash after ack"
    REPLAY = "replay"
    BAD_SIGNATURE = "bad signature"
    LATER = "429"
    SERVER_ERROR = "5xx"
    TIME_OUT = "time-out"
    OVERSIZE_TEXT = "oversize text"
    OVERSIZE_FILE = "oversize file"
    UNKNOWN_EVENT = "unknown event"
    OWN_ECHO = "own echo"
    OUT_OF_ORDER = "out-of-order status"
    OPT_OUT = "opt-out"
    FILES = "attachment round trip"
    RIGHT_TO_LEFT = "right-to-left text"
    EMOJI = "emoji"
    INJECTION = "injection of mentions and markup"


WAYS = tuple(sorted([*NAMES, "mailbox"]))
"""The channels, found by their place; mail comes by SMTP, and from a mailbox, too."""

_SENDING = (Line.LATER, Line.SERVER_ERROR, Line.TIME_OUT, Line.OVERSIZE_TEXT, Line.OUT_OF_ORDER, Line.OPT_OUT)
_AS_MAIL = (Line.FILES, Line.RIGHT_TO_LEFT, Line.EMOJI, Line.INJECTION, Line.OWN_ECHO, Line.UNKNOWN_EVENT)

NOT_THERE: dict[tuple[Line, str], str] = {
    **{(line, "mailbox"): "mail is only fetched from it; it goes out by a relay" for line in _SENDING},
    **{(line, "mailbox"): "what is fetched is read as what comes by SMTP" for line in _AS_MAIL},
    **{(line, way): "nobody is written to by it" for line in _SENDING for way in NAMES if way not in WRITING},
    **{(Line(line), way): why for way, known in WAYS_IN.items() for line, why in known.not_there.items()},
    (Line.REPLAY, "email"): "SMTP signs no moment: the same mail again is a duplicate",
    (Line.REPLAY, "mailbox"): "we ask, and nobody posts",
    (Line.REPLAY, "phone"): "the carrier signs no moment: the same report again is a duplicate",
    (Line.REPLAY, "sms"): "the carrier signs no moment: the same text again is a duplicate",
    (Line.REPLAY, "whatsapp"): "the carrier signs no moment: the same message again is a duplicate",
    (Line.OWN_ECHO, "whatsapp"): "the carrier brings nobody a message of their own",
    (Line.OPT_OUT, "whatsapp"): "who blocks our number is reported as any whom a message does not reach",
    (Line.REPLAY, "telegram"): "its secret is the same for each update: the same update again is a duplicate",
    (Line.REPLAY, "form"): "a form sent off again is a duplicate, and its link holds for a time",
    (Line.UNKNOWN_EVENT, "form"): "each address takes one form",
    (Line.OWN_ECHO, "form"): "we fill in no form",
    (Line.BAD_SIGNATURE, "email"): "anybody may write a mail; how far it is believed is judged by triage",
    (Line.BAD_SIGNATURE, "mailbox"): "we sign in to it, and nobody to us",
    (Line.UNKNOWN_EVENT, "email"): "SMTP brings mails only",
    (Line.OWN_ECHO, "phone"): "we do not phone the number on which callers leave messages",
    (Line.OWN_ECHO, "sms"): "the carrier brings nobody a text of their own",
    (Line.OUT_OF_ORDER, "slack"): "Slack reports on no message",
    (Line.OUT_OF_ORDER, "telegram"): "Telegram reports on no message",
    (Line.OUT_OF_ORDER, "email"): "a bounce is a mail, and each stands for itself",
    (Line.OPT_OUT, "email"): "nobody can stop a relay; an address from which mail comes back is marked",
    (Line.FILES, "phone"): "a recording comes in, and nothing goes out",
    (Line.RIGHT_TO_LEFT, "phone"): "what is spoken has no letters",
    (Line.EMOJI, "phone"): "what is spoken has no letters",
    (Line.INJECTION, "phone"): "what is spoken has no markup",
    (Line.OVERSIZE_FILE, "phone"): "the carrier ends a recording after some minutes, as we ask it to",
}
"""Lines that a channel cannot have, and why."""

ELSEWHERE: dict[tuple[Line, str], str] = {
    (Line.DUPLICATE, "mailbox"): "flow/test_mailbox.py::test_the_same_mail_by_smtp_and_from_the_mailbox_is_one_message",
    (
        Line.CRASH_BEFORE_ACK,
        "mailbox",
    ): "crash/test_dovecot.py::test_while_the_database_takes_nothing_the_mail_waits_unmarked_and_is_taken_later",
    (
        Line.CRASH_AFTER_ACK,
        "mailbox",
    ): "crash/test_dovecot.py::test_killed_after_the_commit_and_before_the_mark_it_is_one_ticket",
    (
        Line.OVERSIZE_FILE,
        "mailbox",
    ): "crash/test_dovecot.py::test_a_mail_over_the_size_limit_is_a_ticket_that_says_where_it_lies",
    (
        Line.OVERSIZE_FILE,
        "email",
    ): "flow/test_the_door_on_the_wire.py::test_size_is_checked_where_it_is_announced_and_where_it_comes",
    (
        Line.OVERSIZE_FILE,
        "sms",
    ): "flow/test_texts.py::test_a_picture_larger_than_we_take_is_said_to_be_so_and_not_fetched_again",
    (
        Line.OWN_ECHO,
        "email",
    ): "flow/test_mail_becomes_ticket.py::test_our_own_mail_that_comes_back_is_filed_and_starts_no_loop",
    (Line.DUPLICATE, "form"): "flow/test_reader_page.py::test_the_same_form_sent_twice_is_one_message",
    (
        Line.CRASH_BEFORE_ACK,
        "form",
    ): "flow/test_reader_page.py::test_while_nothing_can_be_kept_the_page_says_so_and_what_comes_again_is_kept_once",
    (
        Line.CRASH_AFTER_ACK,
        "form",
    ): "flow/test_reader_page.py::test_what_the_page_has_acknowledged_is_in_the_database_before_anything_is_made_of_it",
    (
        Line.BAD_SIGNATURE,
        "form",
    ): "flow/test_reader_page.py::test_a_link_is_dead_when_its_contact_has_left_its_time_is_over_or_it_is_another_ones",
    (
        Line.OVERSIZE_FILE,
        "form",
    ): "flow/test_reader_page.py::test_more_than_a_mail_holds_is_not_taken_and_the_page_says_so",
    (
        Line.FILES,
        "form",
    ): "flow/test_reader_page.py::test_files_are_kept_as_those_of_a_mail_are_and_named_on_the_page",
    (
        Line.RIGHT_TO_LEFT,
        "form",
    ): "flow/test_reader_page.py::test_words_of_any_script_come_through_as_they_were_written",
    (
        Line.EMOJI,
        "form",
    ): "flow/test_reader_page.py::test_words_of_any_script_come_through_as_they_were_written",
    (Line.INJECTION, "form"): "flow/test_reader_page.py::test_hostile_words_and_names_stay_words",
    (Line.DUPLICATE, "phone"): "flow/test_phone_in.py::test_a_recording_that_the_carrier_reports_again_is_one_message",
    (
        Line.CRASH_BEFORE_ACK,
        "phone",
    ): "flow/test_missed_calls.py::test_a_message_left_in_an_outage_becomes_a_ticket_and_somebody_is_paged",
    (
        Line.CRASH_AFTER_ACK,
        "phone",
    ): "flow/test_phone_in.py::test_a_recording_that_was_acknowledged_is_kept_though_we_are_killed",
    (
        Line.BAD_SIGNATURE,
        "phone",
    ): "flow/test_phone_in.py::test_a_webhook_without_the_carriers_signature_is_refused",
    (
        Line.UNKNOWN_EVENT,
        "phone",
    ): "flow/test_38_signatures.py::test_38_what_no_carrier_posts_is_refused_before_it_fills_the_memory",
    (
        Line.OUT_OF_ORDER,
        "sms",
    ): "flow/test_texts.py::test_a_text_that_does_not_arrive_goes_by_mail_whatever_the_order_of_the_reports",
    (
        Line.OUT_OF_ORDER,
        "whatsapp",
    ): "flow/test_whatsapp.py::test_reports_count_whatever_their_order_and_none_that_is_not_of_ours",
    (
        Line.OVERSIZE_FILE,
        "whatsapp",
    ): "flow/test_texts.py::test_a_picture_larger_than_we_take_is_said_to_be_so_and_not_fetched_again",
    (Line.OPT_OUT, "sms"): "flow/test_texts.py::test_stop_stops_the_answers_and_not_the_pager",
    (
        Line.OPT_OUT,
        "telegram",
    ): "flow/test_telegram.py::test_who_blocks_the_bot_is_written_to_by_mail_until_they_come_back",
}
"""Lines that are shown where the channel has a world of its own, as a mail server or a caller on the line is."""

SHOWN: set[tuple[Line, str]] = set()
"""What a test of the suite runs over; noted as pytest reads the tests."""


def over(line: Line, *, among: Collection[str] = WAYS) -> pytest.MarkDecorator:
    """Run a test over every channel that has a line, or those of them that are named, and note that it does."""
    ways = [way for way in WAYS if way in among and (line, way) not in NOT_THERE and (line, way) not in ELSEWHERE]
    SHOWN.update((line, way) for way in ways)
    return pytest.mark.parametrize("way", ways)
