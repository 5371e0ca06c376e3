"""What a text can do in the country that it goes to: hold a link, be answered. Pure.

From Twilio's published SMS guidelines, a page for each country (twilio.com/en-us/guidelines/cn/sms), read in 2026: its
rows "Two-way SMS supported" and "Compliance considerations". The table has only what was read there. A country that is
missing is taken for one where both work, as they do in the United States, Britain, Japan, Brazil and Mexico by those
pages. A desk that knows better says so in desk.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import phonenumbers

from deskbot.desk import CountryRule, Desk, Responder
from deskbot.model.page import Medium


@dataclass(frozen=True, slots=True, kw_only=True)
class Texting:
    """What a text can do."""

    links: bool = True
    """A link in it arrives, and does not keep the text from arriving."""
    replies: bool = True
    """Its answer reaches us."""


_NEITHER = Texting(links=False, replies=False)
_NO_REPLIES = Texting(replies=False)
_NO_LINKS = Texting(links=False)

TEXTING: Mapping[str, Texting] = {
    "AE": _NEITHER,
    "CN": _NEITHER,
    "IR": _NEITHER,
    "TW": _NEITHER,  # links only after they were registered
    "DK": _NO_LINKS,  # the same
    "AZ": _NO_REPLIES,
    "DZ": _NO_REPLIES,
    "EG": _NO_REPLIES,
    "ER": _NO_REPLIES,
    "GN": _NO_REPLIES,
    "IN": _NO_REPLIES,  # and no shortened links; ours are not
    "OM": _NO_REPLIES,
    "PS": _NO_REPLIES,
    "QA": _NO_REPLIES,
    "RU": _NO_REPLIES,
    "SA": _NO_REPLIES,
    "SB": _NO_REPLIES,
    "ST": _NO_REPLIES,
    "TC": _NO_REPLIES,
    "TO": _NO_REPLIES,
    "TR": _NO_REPLIES,
    "TV": _NO_REPLIES,
    "VN": _NO_REPLIES,
}
"""By ISO code."""
_LINK = re.compile(r"(?i)\b(?:[a-z][a-z0-9+.-]{0,20}://|www\.)\S+")


def texting(number: str, overrides: Mapping[str, CountryRule]) -> Texting:
    """Return what a text to a number can do.

    Args:
        number: in E.164 form; of one whose country cannot be told, everything is hoped for.
        overrides: what the desk knows better, by ISO code.
    """
    country = country_of(number)
    usual, own = TEXTING.get(country, Texting()), overrides.get(country, CountryRule())
    return Texting(
        links=usual.links if own.links is None else own.links,
        replies=usual.replies if own.replies is None else own.replies,
    )


def without_links(text: str) -> str:
    """Return a text without what phones and networks take for a link."""
    return _LINK.sub("(link)", text)


def country_of(number: str) -> str:
    """Return the ISO code of a number's country; empty where it cannot be told.

    Several countries share +1 and +7. A number in nobody's plan counts for the greatest of those who share its code.
    """
    try:
        read = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return ""
    found = phonenumbers.region_code_for_number(read) or phonenumbers.region_code_for_country_code(
        read.country_code or 0
    )
    return "" if found in (None, "001", "ZZ") else found


def is_called_for(person: Responder, medium: Medium, overrides: Mapping[str, CountryRule]) -> bool:
    """Return whether somebody who is paged by a medium has to be called to acknowledge, and can be."""
    return medium is Medium.SMS and bool(person.voice) and not texting(person.sms, overrides).replies


def needs_calls(desk: Desk) -> bool:
    """Return whether somebody is called for that reason, so that a carrier of calls is needed."""
    texted = Medium.SMS in desk.media_in_use()
    return texted and any(
        person.sms and is_called_for(person, Medium.SMS, desk.countries) for person in desk.staff.values()
    )
