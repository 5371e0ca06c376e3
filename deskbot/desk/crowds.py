"""The parts of `desk.yaml` about many pages for one phone, and about where the phone is. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import phonenumbers
from yaml.nodes import ScalarNode

from deskbot.desk import BUNDLE, LIMITS, CountryRule, Limit, Switch
from deskbot.desk.positions import Section, once
from deskbot.desk.values import at_most, choice, count
from deskbot.model.page import Medium

_OF_A_LIMIT = ("most", "per", "s1")
_OF_A_COUNTRY = ("links", "replies")
LIMIT_KEYS = (*(medium.value for medium in LIMITS), *_OF_A_LIMIT)
BUNDLE_KEYS = ("within",)
COUNTRY_KEYS = _OF_A_COUNTRY

OFF = "off"
LONGEST_BUNDLE = timedelta(minutes=5)
"""That somebody urgent goes unheard so long is more than a quieter phone is worth."""
LONGEST_LIMIT = timedelta(hours=1)
"""The same: a page may be held for so long."""


def read_limits(section: Section) -> Mapping[Medium, Limit]:
    """Read how much one number gets by each medium."""
    section.only(*(medium.value for medium in LIMITS))
    return {
        medium: _limit(section.section(medium, f"the limit of {medium}").only(*_OF_A_LIMIT), usual)
        for medium, usual in LIMITS.items()
    }


def _limit(entry: Section, usual: Limit) -> Limit:
    most = entry.read("most", count(1, 1000), usual.most)
    limit = Limit(
        most=most,
        per=entry.read("per", at_most(LONGEST_LIMIT, "1h"), usual.per),
        s1=entry.read("s1", count(1, 10_000), max(usual.s1, most)),
    )
    if limit.s1 < limit.most:
        entry.wrong("s1", f": an S1 may get {limit.s1}, and others {limit.most}; give it as many at least")
    return limit


def read_bundle(section: Section) -> timedelta:
    """Read within what time pages for one phone go together; zero where they never do."""
    return section.only(*BUNDLE_KEYS).read("within", _within, BUNDLE)


def _within(node: ScalarNode) -> timedelta:
    return timedelta() if node.value == OFF else at_most(LONGEST_BUNDLE, "5m")(node)


def read_countries(section: Section) -> dict[str, CountryRule]:
    """Read what texts to some countries can do."""
    once(section)
    found: dict[str, CountryRule] = {}
    for code, entry in section.sections("country"):
        if code.upper() not in phonenumbers.SUPPORTED_REGIONS:
            section.wrong(code, f' has "{code}", which is no country; write its ISO code, like: CN')
        entry.only(*_OF_A_COUNTRY)
        found[code.upper()] = CountryRule(links=_switch(entry, "links"), replies=_switch(entry, "replies"))
    return found


def _switch(entry: Section, key: str) -> bool | None:
    read = entry.read(key, choice(Switch), None)
    return None if read is None else read is Switch.ON
