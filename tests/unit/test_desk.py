"""desk.yaml becomes a Desk, or a list of what to mend, each with its line."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from deskbot.cli.loading import load_desk
from deskbot.desk import (
    Burst,
    Desk,
    Expired,
    Level,
    Quiet,
    Silence,
    SupportHours,
    Unproven,
    When,
)
from deskbot.desk.promises import SlaAlarms, Target
from deskbot.desk.reading import KEYS, read_desk
from deskbot.desk.roster import Handoff, Rotation
from deskbot.errors import ConfigurationError
from deskbot.model.case import Severity
from deskbot.model.page import Medium

ROOT = Path(__file__).parents[2]
EXAMPLE = (ROOT / "desk.example.yaml").read_text(encoding="utf-8")

PLAIN = """\
desk:
  name: Desk
  addresses: [support@desk.example]
  zone: America/Chicago
service_desk_numbers:
  default: "+1 555 555 0100"
staff:
  ana: {name: Ana Ruiz, mail: ana@home.example, sms: "+1 512 555 0110"}
  ben: {name: Ben Okafor, voice: "+1 512 555 0111"}
schedules:
  nights:
    zone: Europe/Berlin
    rotation: weekly
    handoff: {day: monday, time: "09:00"}
    start: 2026-01-05
    people: [ana]
policies:
  urgent:
    levels:
      - {delay: 5m, schedule: nights, media: [sms]}
      - {delay: 90s, people: [ben], media: [voice, sms]}
    fallback: {mail: lead@home.example}
severities:
  S1: {page: always, policy: urgent}
  S2: {page: always, policy: urgent}
  S3: {page: never}
  S4: {page: never}
"""
"""The least that a desk needs."""


def changed(old: str, new: str) -> str:
    assert PLAIN.count(old) == 1, f"{old!r} stands {PLAIN.count(old)} times in PLAIN"
    return PLAIN.replace(old, new)


def problems(text: str) -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        read_desk(text, "desk.yaml")
    return str(caught.value).splitlines()


TUESDAY_NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


class TestExample:
    def test_is_valid_and_complete(self):
        desk = read_desk(EXAMPLE, "desk.example.yaml")
        assert desk.sender == "support@desk.example"
        assert desk.notify == "desk@desk.example"
        assert desk.support_hours
        assert set(desk.severities) == set(Severity)
        assert desk.media_in_use() == {Medium.SMS, Medium.VOICE}

    def test_shows_every_key(self):
        assert [key for section, keys in KEYS.items() for key in (section, *keys) if f"{key}:" not in EXAMPLE] == []

    def test_has_made_up_numbers_only(self):
        desk = read_desk(EXAMPLE)
        people = [number for person in desk.staff.values() for number in (person.sms, person.voice)]
        told = [one.number for region in desk.numbers.values() for one in region]
        american = [number.replace(" ", "") for number in (*people, *told) if number.startswith("+1")]
        assert {number[5:10] for number in american} == {"55501"}
        # 01632 960xxx is what Ofcom keeps for drama.
        assert all(one.number.startswith("+44 1632 960") for one in desk.numbers["emea"][:-1])


class TestNouns:
    def test_the_least_desk_has_the_usual_values(self):
        desk = read_desk(PLAIN)
        assert desk.notify == ""
        assert desk.support_hours is None
        assert desk.sla == {}
        assert (desk.unproven, desk.silence, desk.quiet) == (Unproven(), Silence(), Quiet())
        assert desk.burst == Burst(within=timedelta(hours=1), tickets=3)
        assert desk.unproven.pages_per_hour == 3
        assert desk.silence == Silence(remind_after=timedelta(days=2), reminders=2, close_after=timedelta(days=2))
        assert desk.quiet == Quiet(resolved_closes_after=timedelta(days=7), reopen_within=timedelta(days=14))
        assert desk.policies["urgent"].repeat == 0
        assert (desk.links, desk.expired, desk.rating) == ({}, Expired.MARK, True)

    @pytest.mark.parametrize(("written", "asks"), [("on", True), ("off", False), ("'off'", False)])
    def test_a_switch_is_a_word(self, written, asks):
        assert read_desk(f"{PLAIN}rating: {written}\n").rating is asks

    def test_everything_is_read_as_what_it_is(self):
        desk = read_desk(PLAIN)
        schedule, policy = desk.schedules["nights"], desk.policies["urgent"]
        assert schedule.layers[0].rotation is Rotation.WEEKLY
        assert schedule.layers[0].handoff == Handoff(weekday=0, time=time(9))
        assert schedule.layers[0].start == date(2026, 1, 5)
        assert policy.fallback_mail == "lead@home.example"
        assert policy.levels == (
            Level(delay=timedelta(minutes=5), media=(Medium.SMS,), schedule="nights"),
            Level(delay=timedelta(seconds=90), media=(Medium.VOICE, Medium.SMS), people=("ben",)),
        )
        assert desk.severities[Severity.S1].page is When.ALWAYS
        assert desk.severities[Severity.S3].policy == ""

    def test_a_tier_has_a_severity_paged_sooner_whatever_its_case(self):
        text = PLAIN.replace("S3: {page: never}", "S3: {page: never, policy: urgent, tiers: {Premium: always}}")
        rule = read_desk(f"{text}sla:\n  premium: {{S1: 1h}}\n").severities[Severity.S3]

        assert rule.page_for(" PREMIUM ") is When.ALWAYS
        assert rule.page_for("standard") is rule.page_for("") is rule.page is When.NEVER

    def test_a_target_counts_in_the_hours_of_its_tier_unless_it_names_its_own(self):
        premium = "  Premium: {hours: office, S1: {within: 1h, hours: always}, S2: 4h}\n"
        desk = read_desk(f"{PLAIN}{OFFICE}sla:\n{premium}  basic: {{S2: {{within: 8h, hours: office}}}}\n")

        assert desk.initial_response("premium", Severity.S1) == Target(timedelta(hours=1))
        assert desk.initial_response("premium", Severity.S2) == Target(timedelta(hours=4), "office")
        assert desk.initial_response("basic", Severity.S2) == Target(timedelta(hours=8), "office")
        assert desk.initial_response("basic", Severity.S1) is desk.initial_response("gold", Severity.S2) is None

    @pytest.mark.parametrize(
        ("written", "minutes"), [("", 45), ("warn: 50%", 30), ("warn: 20m", 40), ("warn: 2h", 0), ("page: []", 45)]
    )
    def test_the_desk_is_warned_by_a_share_of_the_time_or_by_what_is_left_of_it(self, written, minutes):
        alarms = read_desk(f"{PLAIN}sla_alarms: {{{written}}}\n").sla_alarms

        assert alarms.warned_after(timedelta(hours=1)) == timedelta(minutes=minutes)
        assert alarms.page == (frozenset() if "page" in written else SlaAlarms().page)

    def test_numbers_of_the_staff_are_e164(self):
        desk = read_desk(PLAIN)
        assert desk.staff["ana"].address(Medium.SMS) == "+15125550110"
        assert desk.staff["ana"].address(Medium.VOICE) == ""

    @pytest.mark.parametrize(
        "extra",
        [
            "unproven:\nsilence:\nquiet:\nbusiness_hours:\nsla:\nsla_alarms:\nsupport_hours:\nlinks:\nentitlement:\nrating:\n",
            "unproven: {}\nsla: {}\n",
        ],
    )
    def test_an_empty_section_is_an_absent_one(self, extra):
        assert read_desk(PLAIN + extra) == read_desk(PLAIN)

    def test_the_number_follows_the_region(self):
        desk = read_desk(EXAMPLE)
        assert desk.number_for("EMEA ", TUESDAY_NOON) == "+44 1632 960100"
        assert desk.number_for("", TUESDAY_NOON) == desk.number_for("apac", TUESDAY_NOON) == "+1 555 555 0100"

    def test_the_number_follows_the_time_of_day(self):
        desk = read_desk(EXAMPLE)
        at_night = TUESDAY_NOON + timedelta(hours=10)
        assert desk.number_for("emea", at_night) == desk.number_for("", at_night) == "+1 555 555 0100"

    def test_own_domains_are_those_of_the_addresses(self):
        desk = read_desk(changed("[support@desk.example]", "[support@Desk.Example, help@other.example]"))
        assert desk.own_domains == {"desk.example", "other.example"}

    def test_own_addresses_are_compared_in_lower_case(self):
        desk = read_desk(changed("[support@desk.example]", "[support@Desk.Example, help@other.example]"))
        assert desk.own_addresses == {address.lower() for address in desk.addresses}
        assert desk.own_addresses != set(desk.addresses)

    def test_no_time_is_promised_that_is_not_listed(self):
        desk = read_desk(EXAMPLE)
        assert desk.initial_response("Premium", Severity.S1) == Target(timedelta(hours=1))
        assert desk.initial_response("Premium", Severity.S2) == Target(timedelta(hours=4), "seven-to-seven")
        assert desk.initial_response("standard", Severity.S4) is None
        assert desk.initial_response("", Severity.S1) is None

    @pytest.mark.parametrize(
        ("days", "expected"),
        [
            ("[monday..friday]", {0, 1, 2, 3, 4}),
            ("[saturday..monday, wednesday]", {5, 6, 0, 2}),
            ("[Sunday]", {6}),
        ],
    )
    def test_days_may_be_ranges(self, days, expected):
        hours = f'support_hours: {{zone: Europe/Berlin, days: {days}, from: "07:00", to: "24:00"}}\n'
        assert read_desk(PLAIN + hours).support_hours == SupportHours(
            zone="Europe/Berlin", days=frozenset(expected), opens=time(7), closes=time(0)
        )

    @pytest.mark.parametrize(
        ("written", "seconds"), [("30s", 30), ("5m", 300), ("4h", 14400), ("1d", 86400), ("1h30m", 5400)]
    )
    def test_durations(self, written, seconds):
        desk = read_desk(changed("delay: 5m", f"delay: {written}"))
        assert desk.policies["urgent"].levels[0].delay == timedelta(seconds=seconds)

    def test_a_region_may_be_called_no(self):
        text = changed('  default: "+1 555 555 0100"', '  default: "+1 555 555 0100"\n  no: "+47 22 00 01 00"')
        assert read_desk(text).number_for("NO", TUESDAY_NOON) == "+47 22 00 01 00"


MISTAKES = [
    # What would leave somebody urgent unheard
    ("{delay: 5m,", "{delay: 25h,", 20, 'delay "25h" lets somebody urgent wait too long; write 1d at the most'),
    (
        "    fallback:",
        "    acknowledgements: 3\n    fallback:",
        22,
        'acknowledgements "3": the levels name no more than 2 people, so that nobody could end the page',
    ),
    (
        "    people: [ana]\n",
        '    people: [ana]\n    only: [{days: [], from: "22:00", to: "06:00"}]\n',
        17,
        "has an empty list of days; name some, or remove it for every day",
    ),
    (
        "service_desk_numbers:\n",
        'service_desk_numbers:\n  " emea": "+44 1632 960100"\n',
        6,
        'has the region " emea", which no reseller can have; write it like: "emea"',
    ),
    (
        "service_desk_numbers:\n",
        'service_desk_numbers:\n  "": "+44 1632 960100"\n',
        6,
        'has the region "", which no reseller can have; write it like: emea',
    ),
    # The file as a whole
    ("desk:\n", "desks:\n", 1, 'the file has an unknown key "desks"; did you mean "desk"?'),
    ("  name: Desk\n", "  name: [Desk\n", 3, "this is no YAML"),
    ("  name: Desk\n", "\tname: Desk\n", 2, "this is no YAML"),
    ("  name: Desk\n", "  name: Desk\x07\n", 2, "remove the character"),
    # Keys
    ("  name: Desk\n", "", 1, 'desk lacks "name"; add it'),
    ("  name: Desk\n", "  name:\n", 2, 'desk lacks "name"; add it'),
    (
        "  zone: America/Chicago\n",
        "  zone: UTC\n  name: Again\n",
        5,
        'desk has "name" twice (first in line 2); remove one',
    ),
    ("  nights:\n", "  ? [a, b]\n  : c\n  nights:\n", 11, "schedules has a key that is no single word"),
    (
        "staff:\n",
        'staff:\n  ana: {name: Other, sms: "+1 512 555 0119"}\n',
        9,
        'staff has "ana" twice (first in line 8)',
    ),
    # Types
    ("  name: Desk\n", "  name: 12\n", 2, 'desk: name must be text; put it in quotes: "12"'),
    ("  name: Desk\n", "  name: yes\n", 2, 'must be text; put it in quotes: "yes"'),
    ("  name: Desk\n", "  name: ' '\n", 2, "desk: name is empty"),
    ("  name: Desk\n", "  name: [Desk]\n", 2, "desk: name must be a single value"),
    ("[support@desk.example]", "support@desk.example", 3, "desk: addresses must be a list"),
    ("[support@desk.example]", "[]", 3, 'desk lacks "addresses"'),
    ("[support@desk.example]", "[{a: b}]", 3, "desk: addresses must be a single value"),
    ('{name: Ben Okafor, voice: "+1 512 555 0111"}', "Ben", 9, 'staff "ben" must be a mapping'),
    # Addresses, numbers, zones
    ("[support@desk.example]", "[Desk <support@desk.example>]", 3, "is no mail address; write it bare"),
    ("mail: ana@home.example", "mail: ana", 8, '"ana" is no mail address'),
    (
        "mail: ana@home.example",
        "mail: Support@desk.example",
        8,
        "opens tickets, so our own mail would become one",
    ),
    ("{mail: lead@home.example}", "{mail: support@desk.example}", 22, "opens tickets"),
    ("  zone: America/Chicago\n", "  zone: UTC\n  notify: support@desk.example\n", 5, "opens tickets"),
    ('"+1 512 555 0110"', '"512 555 0110"', 8, "is no phone number; write it with its country code"),
    ('"+1 512 555 0110"', '"+1 512 555 01100"', 8, "has too few or too many digits"),
    ('"+1 512 555 0110"', '"+1 512 555 0110 ext. 5"', 8, "has an extension"),
    ('"+1 512 555 0110"', '"+44 7700 90O123"', 8, 'has the letter "O"'),
    ('voice: "+1 512 555 0111"', 'sms: "+15125550110"', 9, 'staff "ben" has the sms number of "ana"'),
    ("name: Ben Okafor", "name: Ben Okafor, slack: U0BEN", 9, '"U0BEN" is no account of Slack; write the ids of'),
    ("name: Ben Okafor", "name: Ben Okafor, telegram: '@ben'", 9, '"@ben" is no account of Telegram; write its number'),
    ("name: Ben Okafor", "name: Ben Okafor, rules: [{by: slack}]", 9, "has a rule by slack, but no address"),
    ("name: Ben Okafor", "name: ana ruiz", 9, 'staff "ben" is called like "ana", so that one would be paged for'),
    ("name: Ben Okafor", "name: Ana", 9, 'staff "ben" is called like "ana"'),
    (
        '{name: Ben Okafor, voice: "+1 512 555 0111"}',
        "{name: Ben}",
        9,
        'staff "ben" cannot be reached; give them',
    ),
    ('default: "+1 555 555 0100"', 'default: "call us"', 6, "is no phone number"),
    ('default: "+1 555 555 0100"', 'emea: "+1 555 555 0100"', 5, 'service_desk_numbers lacks "default"'),
    (
        'default: "+1 555 555 0100"',
        'default: [{number: "+1 555 555 0100", days: [monday], from: "07:00", to: "19:00", zone: UTC}]',
        6,
        "the last number of default must have no hours",
    ),
    ('default: "+1 555 555 0100"', "default: []", 6, "default has an empty list"),
    (
        'default: "+1 555 555 0100"',
        'default: [{number: "+1 555 555 0100"}, {number: "+1 555 555 0101"}]',
        6,
        "without hours it is always the right one",
    ),
    (
        'default: "+1 555 555 0100"',
        'default: [{number: "+1 555 555 0100", from: "07:00", to: "19:00", zone: UTC}, {number: "+1 555 555 0100"}]',
        6,
        'item 1 lacks "days"',
    ),
    ('default: "+1 555 555 0100"', 'default: [{number: "+1 555 555 0100", hours: x}]', 6, 'unknown key "hours"'),
    (
        '0100"\n',
        '0100"\n  a: "+1 555 555 0100"\n  A: "+1 555 555 0100"\n',
        8,
        'has "a" and "A", which are the same',
    ),
    ("Europe/Berlin", "Europe/Berln", 12, 'is no IANA time zone; did you mean "Europe/Berlin"?'),
    ("Europe/Berlin", "../../etc", 12, "is no IANA time zone; write it like"),
    # Schedules
    ("people: [ana]", "people: []", 16, 'schedule "nights" has nobody; list keys of the staff'),
    ("    people: [ana]\n", "", 11, 'schedule "nights" has nobody'),
    (
        "people: [ana]",
        "people: [anna]",
        16,
        'schedule "nights" names the responder "anna"; did you mean "ana"?',
    ),
    ("rotation: weekly", "rotation: weakly", 13, '"weakly" is not known; did you mean "weekly"?'),
    ("    rotation: weekly\n", "", 11, 'schedule "nights" lacks "rotation"'),
    ('    handoff: {day: monday, time: "09:00"}\n', "", 11, 'schedule "nights" lacks "handoff"'),
    ("day: monday", "day: mondey", 14, '"mondey" is no day of the week; did you mean "monday"?'),
    ("day: monday, ", "", 14, 'schedule "nights" handoff lacks "day"'),
    ('"09:00"', "9:00", 14, '9:00 must be in quotes, like: "09:00"'),
    ('"09:00"', "19:00:00", 14, '19:00:00 must be in quotes, like: "19:00"'),
    ('"09:00"', '"9am"', 14, '"9am" is no time of day'),
    ('"09:00"', '"24:00"', 14, '"24:00" is no time of day'),
    (
        "start: 2026-01-05",
        "start: 2026-01-08",
        15,
        "is a thursday, but the handoff is on monday; take 2026-01-05",
    ),
    ("start: 2026-01-05", "start: 2026-02-30", 15, '"2026-02-30" is no date'),
    ("start: 2026-01-05", "start: 5 January", 15, '"5 January" is no date; write it like: 2026-01-05'),
    ("    start: 2026-01-05\n", "", 11, 'schedule "nights" lacks "start"'),
    ("rotation: weekly", "rotation: always", 14, "has a handoff, but its rotation is always"),
    # Policies
    (
        "schedule: nights",
        "schedule: nigths",
        20,
        'level 1 names the schedule "nigths"; did you mean "nights"?',
    ),
    ("schedule: nights", "schedule: x", 20, 'level 1 names the schedule "x"; known are: "nights"'),
    ("people: [ben]", "people: [bne]", 21, 'level 2 names the responder "bne"; did you mean "ben"?'),
    ("schedule: nights, ", "", 20, "level 1 pages nobody; name a schedule or people"),
    ("people: [ben]", "people: []", 21, "level 2 pages nobody"),
    ("media: [sms]", "media: [fax]", 20, '"fax" is not known; known are: "sms", "voice"'),
    (
        "media: [sms]",
        "media: [voice]",
        20,
        'level 1 pages "ana" by voice, for which staff "ana" has no number',
    ),
    ("delay: 5m", "delay: 5", 20, 'level 1: delay "5" has no unit; write it like 30s, 5m, 4h or 2d'),
    ("delay: 5m", "delay: 5 minutes", 20, '"5 minutes" is no duration'),
    ("delay: 5m", "delay: 0m", 20, '"0m" is no time at all'),
    ("delay: 5m, ", "", 20, 'level 1 lacks "delay"'),
    (
        "      - {delay: 5m, schedule: nights, media: [sms]}\n",
        "      - nights\n",
        20,
        "level 1 must be a mapping",
    ),
    ("    fallback: {mail: lead@home.example}\n", "    fallback: {}\n", 22, 'fallback lacks "mail"'),
    ("    fallback: {mail: lead@home.example}\n", "", 18, 'policy "urgent" lacks "fallback"'),
    ("    fallback:", "    repeat: -1\n    fallback:", 22, '"-1" is no whole number from 0 to 100'),
    ("    fallback:", "    repeat: yes\n    fallback:", 22, '"yes" is no whole number'),
    # Severities
    ("  S4: {page: never}\n", "", 23, 'severities lacks "S4"; add it, like: S4: {page: never}'),
    (
        "  S4: {page: never}\n",
        "  S4: {page: never}\n  S5: {page: never}\n",
        28,
        'severities has an unknown key "S5"',
    ),
    ("S1: {page: always, policy: urgent}", "S1: {page: always}", 24, 'S1 lacks "policy"'),
    ("S1: {page: always, policy: urgent}", "S1: {page: always, policy: urgnt}", 24, 'did you mean "urgent"?'),
    (
        "S1: {page: always, policy: urgent}",
        "S1: {page: never}",
        24,
        "S1 is critical and must be paged at any hour",
    ),
    (
        "S2: {page: always, policy: urgent}",
        "S2: {page: never}",
        25,
        "S2 is urgent and must be paged at least",
    ),
    ("S2: {page: always", "S2: {page: support-hours", 25, "is paged in support hours, but there are none"),
    ("S4: {page: never}", "S4: {}", 27, 'S4 lacks "page"'),
    ("S4: {page: never}", "S4: {page: sometimes}", 27, '"sometimes" is not known'),
]


TIERS = [
    ("{premum: always}", 'S3 tiers names the tier "premum", of which sla says nothing; did you mean "premium"?'),
    ("{premium: sometimes}", 'S3 tiers: premium "sometimes" is not known'),
    ("{premium: support-hours}", "S3 tiers is paged in support hours, but there are none"),
    ("{premium: always, PREMIUM: always}", 'S3 tiers has "premium" and "PREMIUM", which are the same'),
    ("{premium: always}", 'S3 lacks "policy"'),
    ("always", "S3 tiers must be a mapping"),
]


@pytest.mark.parametrize(("written", "says"), TIERS, ids=[says for _, says in TIERS])
def test_a_mistake_in_tiers_is_named_with_its_line(written: str, says: str) -> None:
    text = changed("S3: {page: never}", f"S3: {{page: never, tiers: {written}}}")

    found = problems(f"{text}sla:\n  premium: {{S1: 1h}}\n")

    assert any(one.startswith("desk.yaml:26: ") and says in one for one in found), found


def test_a_tier_never_has_anybody_wait_longer_than_others() -> None:
    text = changed("S2: {page: always, policy: urgent}", "S2: {page: always, policy: urgent, tiers: {basic: never}}")

    (found,) = problems(f"{text}sla:\n  basic: {{S1: 1h}}\n")

    assert found == (
        'desk.yaml:25: S2 tiers: "never" is later than page: always; a tier can only be paged sooner, remove it'
    )


def test_a_tier_in_a_file_without_any_is_refused() -> None:
    text = changed("S3: {page: never}", "S3: {page: never, policy: urgent, tiers: {premium: always}}")

    assert any("of which sla says nothing; there is none yet" in one for one in problems(text))


@pytest.mark.parametrize(("old", "new", "line", "says"), MISTAKES, ids=[says for *_, says in MISTAKES])
def test_a_mistake_is_named_with_its_line(old, new, line, says):
    found = problems(changed(old, new))
    assert any(one.startswith(f"desk.yaml:{line}: ") and says in one for one in found), found


def test_a_level_that_is_over_before_somebody_is_paged_at_all_is_refused() -> None:
    late = '"+1 512 555 0110", rules: [{by: sms, after: 5m}]}'
    text = changed('"+1 512 555 0110"}', late).replace("schedule: nights, media: [sms]", "schedule: nights")

    (found,) = problems(text)

    says = 'level 1 is over before "ana" is paged at all, by the first of their rules; make its delay longer than 300 s'
    assert found.startswith(f"desk.yaml:20: {says}")
    assert read_desk(text.replace("after: 5m", "after: 299s"), "desk.yaml")


OFFICE = 'business_hours: {office: {zone: UTC, hours: [{days: [friday], from: "09:00", to: "17:00"}]}}\n'
APPENDED = [
    ('support_hours: {zone: UTC, days: [], from: "07:00", to: "19:00"}', 1, 'support_hours lacks "days"'),
    ('support_hours: {zone: UTC, days: [mon], from: "07:00", to: "19:00"}', 1, '"mon" is no day of the week'),
    ('support_hours: {zone: UTC, days: [friday], from: "07:00", to: 19:00}', 1, "19:00 must be in quotes"),
    ('support_hours: {zone: UTC, days: [friday], from: "22:00", to: "06:00"}', 1, "to must be after from"),
    ('support_hours: {zone: UTC, days: [friday], from: "22:00", to: "22:00"}', 1, "to must be after from"),
    ("support_hours: always", 1, "support_hours must be a mapping"),
    ("sla:\n  premium: {S1: soon}", 2, 'sla "premium": S1 "soon" is no duration'),
    ("sla:\n  premium: {S9: 1h}", 2, 'sla "premium" has an unknown key "S9"'),
    (
        "sla:\n  premium: {S1: 1h}\n  Premium: {S1: 1h}",
        3,
        'sla has "premium" and "Premium", which are the same',
    ),
    ("sla:\n  premium: {S1: 91d}", 2, 'sla "premium": S1 91d is longer than 90d'),
    ("sla:\n  premium: {S1: {hours: always}}", 2, 'sla "premium" S1 lacks "within"'),
    (
        "sla:\n  premium: {hours: office, S1: 1h}",
        2,
        'sla "premium" names the business hours "office"; known are: "always"',
    ),
    (f"{OFFICE}sla:\n  premium: {{hours: offce, S1: 1h}}", 3, 'the business hours "offce"; did you mean "office"?'),
    (
        f"{OFFICE}sla:\n  premium: {{hours: office, S4: 2d}}",
        3,
        'would be 48 hours of "office", as a day is 24 hours; write',
    ),
    (
        f"{OFFICE}sla:\n  premium: {{hours: office, S4: 500h}}",
        3,
        'sla "premium": S4 "500h" is more than a year of "office", which has 480 minutes a week',
    ),
    ("business_hours:\n  office: {zone: UTC}", 2, 'business_hours "office" lacks "hours"'),
    (
        "business_hours:\n  always: {zone: UTC, hours: [{days: [friday]}]}",
        2,
        "a name that stands for every hour already",
    ),
    (
        "business_hours:\n  nine to five: {zone: UTC, hours: [{days: [friday]}]}",
        2,
        'has a blank, ";" or "=" in its name',
    ),
    (
        'business_hours:\n  x: {zone: UTC, hours: [{days: [], from: "09:00", to: "17:00"}]}',
        2,
        'business_hours "x" hours 1 has an empty list of days; name some, or remove it for every day',
    ),
    (
        'business_hours:\n  x: {zone: UTC, hours: [{days: [friday], from: "09:00", to: "09:00"}]}',
        2,
        'ends when it begins; write another time, or leave "from" and "to" out for whole days',
    ),
    ("business_hours:\n  x: {zone: UTC, hours: [{days: [friday]}], closed: [25.12.]}", 2, '"25.12." is no date'),
    ("sla_alarms: {warn: 100%}", 1, '"100%" is no share; write it like 75%, or a duration like 30m'),
    ("sla_alarms: {warn: soon}", 1, '"soon" is no duration'),
    ("sla_alarms: {page: [S3]}", 1, "pages for S3, which has no policy of its own"),
    ("sla_alarms: {mail: support@desk.example}", 1, "opens tickets, so our own mail would become one"),
    ("unproven:\n  pages_per_hour: many", 2, '"many" is no whole number from 0 to 10000'),
    ("unproven: {page_per_hour: 3}", 1, 'did you mean "pages_per_hour"?'),
    ("silence: {remind_after: 2, reminders: 2}", 1, '"2" has no unit'),
    ("quiet:\n  reopen_within: 2w", 2, '"2w" is no duration'),
    ("burst: {tickets: 1}", 1, '"1" is no whole number from 2'),
    ("burst:\n  within: soon", 2, '"soon" is no duration'),
    ("links: {documentation: docs.desk.example}", 1, '"docs.desk.example" is no web address'),
    ("links:\n  portal: 'https://portal.example/a b'", 2, "is no web address; write all of it"),
    ("links: {documentations: https://docs.example/}", 1, 'did you mean "documentation"?'),
    ("links: {portal: [https://portal.example/]}", 1, "must be a single value"),
    ("entitlement:\n  expired: refuse", 2, '"refuse" is not known; known are: "mark", "tell"'),
    ("rating: maybe", 1, '"maybe" is not known; known are: "on", "off"'),
    ("quiets: {}", 1, 'the file has an unknown key "quiets"; did you mean "quiet"?'),
]


@pytest.mark.parametrize(("text", "line", "says"), APPENDED, ids=[says for *_, says in APPENDED])
def test_a_mistake_in_an_optional_part_is_the_only_problem(text, line, says):
    (found,) = problems(f"{PLAIN}{text}\n")
    assert found.startswith(f"desk.yaml:{len(PLAIN.splitlines()) + line}: ")
    assert says in found


class TestProblems:
    def test_all_are_listed_in_the_order_of_the_file(self):
        text = changed("people: [ben]", "people: [bob]").replace("America/Chicago", "Chicago").replace("0110", "01")
        found = problems(text)
        assert [one.split(": ")[0] for one in found] == ["desk.yaml:4", "desk.yaml:8", "desk.yaml:21"]

    @pytest.mark.parametrize("text", ["", "# nothing\n", "---\n"])
    def test_an_empty_file(self, text):
        assert problems(text) == ["desk.yaml:1: the file is empty; have deskbot init write one"]

    @pytest.mark.parametrize("text", ["- a\n- b\n", "desk\n"])
    def test_a_file_that_is_no_mapping_has_one_problem(self, text):
        assert problems(text) == ['desk.yaml:1: the file must be a mapping: one or more "key: value"']

    def test_what_the_file_lacks_is_listed(self):
        found = problems("sla: {}\n")
        missing = ("desk", "service_desk_numbers", "staff", "policies", "severities")
        assert [f'the file lacks "{key}"' in one for key, one in zip(sorted(missing), found, strict=True)] == [True] * 5

    def test_an_alias_is_fine_even_one_that_holds_itself(self):
        assert problems("desk: &a\n  name: *a\n")
        text = changed(
            "{page: always, policy: urgent}\n  S2: {page: always, policy: urgent}",
            "&a {page: always, policy: urgent}\n  S2: *a",
        )
        assert read_desk(text) == read_desk(PLAIN)

    def test_a_desk_that_is_told_needs_no_fallback(self):
        text = changed("    fallback: {mail: lead@home.example}\n", "")
        text = text.replace("  name: Desk\n", "  name: Desk\n  notify: desk@home.example\n")
        assert read_desk(text).policies["urgent"].fallback_mail == ""

    def test_a_bad_number_is_one_problem_and_not_a_missing_one_too(self):
        assert len(problems(changed('sms: "+1 512 555 0110"', 'sms: "+1 512"'))) == 1


class TestLoading:
    def test_a_missing_file_says_what_to_do(self, tmp_path):
        with pytest.raises(ConfigurationError, match=r"make one with deskbot init, or set DESKBOT_DESK_FILE"):
            load_desk(tmp_path / "desk.yaml")

    def test_a_folder_is_no_file(self, tmp_path):
        with pytest.raises(ConfigurationError, match="cannot be read"):
            load_desk(tmp_path)

    def test_other_encodings_are_refused(self, tmp_path):
        (tmp_path / "desk.yaml").write_bytes(b"desk: {name: \xe9}")
        with pytest.raises(ConfigurationError, match="save the file as UTF-8"):
            load_desk(tmp_path / "desk.yaml")

    def test_a_mark_in_front_is_no_part_of_the_file(self, tmp_path):
        (tmp_path / "desk.yaml").write_text("\ufeff" + EXAMPLE, encoding="utf-8")
        assert isinstance(load_desk(tmp_path / "desk.yaml"), Desk)


class TestReference:
    TEXT = (ROOT / "docs" / "desk-yaml.md").read_text(encoding="utf-8")

    @pytest.mark.parametrize("section", KEYS)
    def test_every_key_is_explained_in_its_section(self, section):
        _, heading, rest = self.TEXT.partition(f"## `{section}`")
        assert heading
        part = rest.partition("\n## ")[0]
        assert [key for key in KEYS[section] if f"`{key}`" not in part and f"{{{key}:" not in part] == []

    def test_the_message_in_it_is_the_one_that_is_given(self):
        text = changed("schedule: nights", "schedule: nigths")
        message = problems(text)[0].partition(": ")[2].replace("level 1", "level 2")
        assert message in self.TEXT


def test_mail_pages_whoever_asks_for_it_and_nobody_else() -> None:
    text = PLAIN.replace(
        'sms: "+1 512 555 0110"}', 'sms: "+1 512 555 0110", rules: [{by: sms}, {by: mail, after: 2m}]}'
    )
    desk = read_desk(text.replace(", media: [sms]}", "}"), "desk.yaml")

    assert [turn.medium for turn in desk.staff["ana"].turns] == [Medium.SMS, Medium.MAIL]
    assert [turn.medium for turn in desk.staff["ben"].turns] == [Medium.VOICE]
    assert desk.media_in_use() == {Medium.SMS, Medium.VOICE, Medium.MAIL}


def test_two_rules_by_one_medium_are_refused() -> None:
    rules = "rules: [{by: sms}, {by: voice, after: 2m}, {by: sms, after: 5m}]"
    text = PLAIN.replace('voice: "+1 512 555 0111"}', f'voice: "+1 512 555 0111", {rules}}}')

    with pytest.raises(ConfigurationError, match="has two rules by sms; keep one"):
        read_desk(text, "desk.yaml")


def test_a_rule_by_mail_needs_an_address() -> None:
    text = PLAIN.replace('voice: "+1 512 555 0111"}', 'voice: "+1 512 555 0111", rules: [{by: mail}]}')

    with pytest.raises(ConfigurationError, match='has a rule by mail, but no address; add "mail"'):
        read_desk(text, "desk.yaml")
