"""A level that pages for what is critical by a chat alone is told: nobody would wake."""

from __future__ import annotations

from deskbot.escalation.quiet import quiet_levels
from tests.harness import desk_with

ANA = 'voice: "+1 512 555 0110"}'
BEN = 'voice: "+1 512 555 0111"}'
CHATS = ((ANA, ANA.replace("}", ", telegram: 5001}")), (BEN, BEN.replace("}", ", telegram: 5002}")))


def test_a_level_by_chat_only_is_told() -> None:
    desk = desk_with(*CHATS, ("media: [sms]}", "media: [telegram]}"))

    assert quiet_levels(desk) == (
        'policy "urgent", level 1 pages everybody by telegram only, which wakes nobody for an S1: add sms or voice',
    )


def test_a_level_that_rings_as_well_and_one_by_mail_are_not() -> None:
    assert quiet_levels(desk_with(*CHATS, ("media: [sms]}", "media: [telegram, sms]}"))) == ()
    assert quiet_levels(desk_with(("media: [sms]}", "media: [mail]}"))) == ()


def test_somebody_whose_own_rules_have_a_chat_only_is_named() -> None:
    rules = (CHATS[0], (CHATS[1][0], BEN.replace("}", ", telegram: 5002, rules: [{by: telegram}]}")))
    desk = desk_with(*rules, ("schedule: primary, media: [sms]}", "schedule: primary}"))

    (told,) = quiet_levels(desk)
    assert 'level 1 pages "ben" by telegram only' in told
