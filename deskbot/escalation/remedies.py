"""What a carrier's error means for a page: whether to try again, where, or whether the number is of no use. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from deskbot.model.message import Outcome, Receipt
from deskbot.model.page import Medium

VENDOR_CODES_FROM = 1000
"""Smaller numbers are those of the wire itself (HTTP, SMTP): its code says nothing about a phone."""


class Remedy(StrEnum):
    """What is done about an error."""

    AGAIN = "again"
    """It passes: the same carrier may carry it in a moment, or another one now."""
    ELSEWHERE = "elsewhere"
    """This carrier will not bring this page to this number; another one may."""
    ACCOUNT = "account"
    """This carrier carries nothing of ours until somebody mends our account; another one may."""
    CHANGE = "change"
    """The person is not to be reached by this medium now: by another one, at once."""
    OPTED_OUT = "opted-out"
    """Its owner has stopped our texts: none goes there until they start them again."""
    UNUSABLE = "unusable"
    """The number can never be reached by this medium."""

    @property
    def moves_on(self) -> bool:
        """Return whether no carrier need be asked again, so that the next medium comes now."""
        return self in (Remedy.CHANGE, Remedy.OPTED_OUT, Remedy.UNUSABLE)


CODES: Mapping[int, Remedy] = MappingProxyType(
    {
        # The account, or the number that it sends from.
        10001: Remedy.ACCOUNT,  # the account is not active: no funds, or closed for abuse
        20003: Remedy.ACCOUNT,  # credentials
        20005: Remedy.ACCOUNT,  # the account is not active
        20404: Remedy.ACCOUNT,  # there is no such account at this address
        21210: Remedy.ACCOUNT,  # a call from a number that is not verified
        21212: Remedy.ACCOUNT,  # a call from what is no number
        21606: Remedy.ACCOUNT,  # a text from a number that is not ours, or takes no texts
        21659: Remedy.ACCOUNT,  # as 21606, told apart since 2024: it is no number of that carrier's,
        21660: Remedy.ACCOUNT,  # it is another account's,
        21661: Remedy.ACCOUNT,  # or it takes no texts
        30002: Remedy.ACCOUNT,  # suspended after it had taken the text
        30032: Remedy.ACCOUNT,  # a toll-free number that was not verified
        30033: Remedy.ACCOUNT,  # a registration that was suspended (US)
        30034: Remedy.ACCOUNT,  # a number that is not registered for automatic texts (US)
        30035: Remedy.ACCOUNT,  # a number whose registration is not done yet (US)
        # Too much at once.
        20429: Remedy.AGAIN,  # too many requests; none of it was done
        21611: Remedy.AGAIN,  # the queue of our number is full
        30001: Remedy.AGAIN,  # the queue overflowed after it had taken the text
        30008: Remedy.AGAIN,  # it does not know why
        30017: Remedy.AGAIN,  # the phone's network is congested; it was tried some times already
        30022: Remedy.AGAIN,  # faster than our registration allows, or too many to one number
        # What this carrier does not carry to this number.
        21215: Remedy.ELSEWHERE,  # calls to that country are not permitted for the account
        21216: Remedy.ELSEWHERE,  # it blocks calls to that number
        21408: Remedy.ELSEWHERE,  # texts to that region are not permitted for the account, or to nobody
        21608: Remedy.ELSEWHERE,  # a trial account, and the number is not verified with it
        21612: Remedy.ELSEWHERE,  # no way from our number to theirs; another pair may have one
        30007: Remedy.ELSEWHERE,  # filtered, by the carrier or by the phone's network
        30023: Remedy.ELSEWHERE,  # as many as one network takes of us in a day
        30024: Remedy.ELSEWHERE,  # our number is not known to the phone's network yet
        30450: Remedy.ELSEWHERE,  # taken for fraud; it blocks the number for half an hour
        # The phone, now.
        21214: Remedy.CHANGE,  # a call that cannot be connected
        30003: Remedy.CHANGE,  # switched off, or without a network
        30004: Remedy.CHANGE,  # blocked: by the number's owner, the phone's network or a register; or switched off
        30005: Remedy.CHANGE,  # unknown to its network, which is also said of a phone that is switched off
        # The number.
        21211: Remedy.UNUSABLE,  # no valid number
        21217: Remedy.UNUSABLE,  # no number that can be called
        21265: Remedy.UNUSABLE,  # a short code
        21610: Remedy.OPTED_OUT,  # its owner has texted STOP
        21614: Remedy.UNUSABLE,  # no mobile phone
        21635: Remedy.UNUSABLE,  # a landline, where texts to landlines are refused
        30006: Remedy.UNUSABLE,  # a landline, or a network that takes no texts
    }
)
"""By the codes of Twilio's API. Each is described in its documentation at https://www.twilio.com/docs/api/errors/CODE,
and sorted here by what that page names as causes and cures (read in November 2026). It changes: in July 2024 new codes
came for what were 21211, 21606 and 21614 before, and 30010, a price that is too high, is not used any more."""


def remedy(medium: Medium, code: int | None, outcome: Outcome | None = None) -> Remedy:
    """Return what is done about an error.

    Args:
        medium: of the page that it befell.
        code: the carrier's number for it.
        outcome: of the handing over; None for what was reported later, after the carrier had taken it.
    """
    if medium.chat:
        return _of_chat(code, outcome)
    if medium is Medium.MAIL:
        return Remedy.CHANGE if outcome is Outcome.REFUSED else Remedy.AGAIN
    if known := CODES.get(code or 0):
        return known
    if outcome is None:
        return Remedy.CHANGE
    if outcome is not Outcome.REFUSED:
        return Remedy.AGAIN
    # An answer without the API's own code is none of its answers: another server, a proxy, a wrong address.
    return Remedy.ELSEWHERE if (code or 0) >= VENDOR_CODES_FROM else Remedy.ACCOUNT


BLOCKED = 403
"""Telegram's word for somebody who wants no messages of ours."""
TOO_MANY = 429


def _of_chat(code: int | None, outcome: Outcome | None) -> Remedy:
    """Return what is done about a chat's error; what is ours to mend there counts as not sent, and passes so."""
    if outcome is not Outcome.REFUSED:
        return Remedy.AGAIN
    return Remedy.OPTED_OUT if code == BLOCKED else Remedy.UNUSABLE


def says_nothing(medium: Medium, receipt: Receipt) -> bool:
    """Return whether an answer says nothing of how its carrier works: a chat takes so many messages a second only."""
    return medium.chat and receipt.outcome is Outcome.NOT_SENT and receipt.code == TOO_MANY


def carrier_up(medium: Medium, receipt: Receipt) -> bool:
    """Return whether an answer shows that the carrier itself works: also when it refuses this number, or this text."""
    if receipt.outcome is Outcome.REFUSED:
        return remedy(medium, receipt.code, receipt.outcome) is not Remedy.ACCOUNT
    return receipt.outcome is Outcome.SENT
