"""Tickets are listed by filters that live in the address, in an order, and page by page; what is hostile is text."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from lxml import html

from deskbot.engine.admitting import Admitting, By
from deskbot.engine.ticket_list import TicketList
from deskbot.model.account import DeskRole
from deskbot.model.ticket_list import Filters
from deskbot.store import search_sheets
from deskbot.wires.passwords import Passwords
from tests.flow.browser import Browser, admitted
from tests.harness import World

_TICKET = """
INSERT INTO ticket (number, state, subject, category, severity, claimed, verified, reseller_id, owner, playbook,
    findings, missing, asked, reminders, created_at, updated_at, language, entitlement, rating_words)
VALUES (%s, %s, %s, %s, %s, '', %s, %s, %s, %s, '[]', %s::jsonb, 0, 0, %s, %s, '', '', '')
"""


@pytest.fixture(name="browser")
async def a_browser(world: World) -> AsyncIterator[Browser]:
    opened = Browser(world)
    await admitted(world, "ana", DeskRole.LEAD, staff="ana")
    await opened.signs_in("ana")
    yield opened
    await opened.closes()


def ticket(
    world: World,
    number: int,
    subject: str = "Phones",
    *,
    state: str = "waiting-desk",
    category: str = "incident",
    severity: str = "S3",
    verified: bool = True,
    reseller: int | None = 1,
    owner: str = "",
    playbook: str | None = None,
    missing: str = "[]",
    at: datetime | None = None,
) -> None:
    """Put a ticket there."""
    at = at or world.now
    world.sql(_TICKET, number, state, subject, category, severity, verified, reseller, owner, playbook, missing, at, at)


def numbers(browser: Browser) -> list[int]:
    """Return the tickets that a page lists, in its order."""
    assert browser.answer.status_code == 200, browser.text
    links = html.fromstring(browser.answer.text).xpath("//table[contains(@class,'tickets')]//td[@class='who']/a/@href")
    return [int(one.rpartition("/")[2]) for one in links]


def some_tickets(world: World) -> None:
    """Put a few tickets there that differ in everything that can be filtered."""
    hour, day = timedelta(hours=1), timedelta(days=1)
    ticket(world, 1001, "Outage", severity="S1", owner="ana", at=world.now - 30 * day)
    ticket(world, 1002, "Return of a phone", category="rma", reseller=2, at=world.now - 3 * day)
    ticket(world, 1003, "No dial tone", severity="S2", playbook="sip-alg", missing='["release"]', at=world.now - hour)
    ticket(world, 1004, "Invoice", state="closed", verified=False, reseller=None, owner="ben", at=world.now - 9 * day)
    ticket(world, 1005, "Licence", state="waiting-reseller", category="licence", missing='["serial"]', at=world.now)
    world.sql("INSERT INTO ticket_tag VALUES (1003, 'vip'), (1003, 'again'), (1004, 'again')")
    world.sql(
        "INSERT INTO participant VALUES (1002, 'slack', 'U1', '', true), (1003, 'email', 'a@b.example', '', true)"
    )


FILTERS = (
    ("", [1005, 1003, 1002, 1001]),
    ("state=all", [1005, 1004, 1003, 1002, 1001]),
    ("state=closed", [1004]),
    ("state=closed&state=waiting-reseller", [1005, 1004]),
    ("severity=S1&severity=S2", [1003, 1001]),
    ("category=rma", [1002]),
    ("owner=me", [1001]),
    ("owner=nobody", [1005, 1003, 1002]),
    ("owner=ben&state=all", [1004]),
    ("reseller=rheinruf", [1002]),
    ("channel=slack", [1002]),
    ("playbook=sip-alg", [1003]),
    ("playbook=none", [1005, 1002, 1001]),
    ("tag=Vip", [1003]),
    ("missing=any", [1005, 1003]),
    ("missing=serial", [1005]),
    ("newer=7d", [1005, 1003, 1002]),
    ("older=2026-02-28", [1002, 1001]),
    ("silent=1w", [1001]),
    ("unverified=yes&state=all", [1004]),
    ("sort=oldest", [1001, 1002, 1003, 1005]),
    ("sort=gravest", [1001, 1003, 1005, 1002]),
    ("sort=changed&state=all", [1005, 1003, 1002, 1004, 1001]),
    ("severity=S2&owner=me", []),
)


async def test_filters_in_the_address_say_what_is_listed(world: World, browser: Browser) -> None:
    some_tickets(world)

    for asked, told in FILTERS:
        await browser.opens(f"/console/tickets?{asked}" if asked else "/console/tickets")
        assert (asked, numbers(browser)) == (asked, told)


async def test_a_form_leads_to_an_address_that_says_only_what_was_filled_in(world: World, browser: Browser) -> None:
    some_tickets(world)
    await browser.opens("/console/tickets")

    await browser.sends("Show", owner="me", severity="S1")

    assert str(browser.answer.url).endswith("/console/tickets?severity=S1&owner=me")
    assert numbers(browser) == [1001]
    without = html.fromstring(browser.answer.text).xpath("//a[@class='chip']")
    assert [one.text_content() for one in without] == [
        "S1 \N{MULTIPLICATION SIGN} (take this filter away)",
        "mine \N{MULTIPLICATION SIGN} (take this filter away)",
    ]
    await browser.opens(without[0].get("href"))
    assert str(browser.answer.url).endswith("/console/tickets?owner=me")


async def test_pages_follow_each_other_without_a_gap_and_nothing_comes_twice(world: World, browser: Browser) -> None:
    for number in range(1001, 1126):
        at = world.now - timedelta(minutes=number % 7)  # many of one moment
        ticket(world, number, severity=f"S{number % 4 + 1}", at=at)

    seen = {order: await _all_pages(browser, order) for order in ("newest", "oldest", "changed", "gravest")}

    assert all(len(numbers) == len(set(numbers)) == 125 for numbers in seen.values())
    assert seen["newest"] == seen["oldest"][::-1] == sorted(seen["newest"], reverse=True)
    assert seen["gravest"] == sorted(seen["gravest"], key=lambda one: (one % 4, -one))
    assert seen["changed"] == sorted(seen["changed"], key=lambda one: (one % 7, -one))


async def _all_pages(browser: Browser, order: str) -> list[int]:
    seen: list[int] = []
    further = [f"/console/tickets?sort={order}"]
    while further:
        await browser.opens(further[0])
        assert "125 tickets" in browser.text
        seen += numbers(browser)
        further = html.fromstring(browser.answer.text).xpath("//a[@rel='next']/@href")
    return seen


async def test_a_first_answer_that_is_due_is_found_and_the_most_urgent_is_first(world: World, browser: Browser) -> None:
    for number, minutes in ((1001, 300), (1002, 60), (1003, -5)):
        ticket(world, number)
        world.sql(
            "INSERT INTO sla_target (ticket_number, severity, tier, agreed, says, accepted_at, counted_from, "
            "promised_at, set_at, breached_at, ended) VALUES (%s, 'S3', '', '', 'x', %s, %s, %s, %s, %s, '')",
            number,
            *[world.now] * 2,
            world.now + timedelta(minutes=minutes),
            world.now,
            world.now if minutes < 0 else None,
        )
    ticket(world, 1004)

    assert numbers(await browser.opens("/console/tickets?sort=due")) == [1003, 1002, 1001]
    assert numbers(await browser.opens("/console/tickets?answer=soon")) == [1003, 1002]
    assert numbers(await browser.opens("/console/tickets?answer=overdue")) == [1003]
    assert ", late" in browser.text
    assert numbers(await browser.opens("/console/tickets?answer=awaited")) == [1004, 1003, 1002, 1001]


WRONG = (
    ("state=closd", 'did you mean "closed"?'),
    ("severity=S9", 'there is no "S9"'),
    ("sort=newst", 'did you mean "newest"?'),
    ("newer=soon", "write a span like 12h, 7d or 2w"),
    ("after=nothing", "begin with its first page"),
    ("after=x~99999999999999999999999", "begin with its first page"),
)


async def test_a_filter_that_is_none_is_told_with_what_may_stand_there(browser: Browser) -> None:
    for asked, told in WRONG:
        await browser.opens(f"/console/tickets?{asked}")
        assert browser.answer.status_code == 422
        assert told in browser.text


async def test_what_resellers_write_is_text_on_the_page(world: World, browser: Browser) -> None:
    ticket(world, 1001, "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>", owner="<b>x</b>")

    await browser.opens("/console/tickets")

    page = html.fromstring(browser.answer.text)
    assert page.xpath("//a[@class='subject']")[0].text == "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    assert not page.xpath("//img")
    assert "<b>x</b>" in browser.text


async def test_a_secret_in_a_subject_is_not_shown(world: World, browser: Browser) -> None:
    ticket(world, 1001, "Admin password: Hunter2xyz")

    await browser.opens("/console/tickets")

    assert "Hunter2xyz" not in browser.answer.text


async def test_the_canarys_tickets_are_in_no_list(world: World, browser: Browser) -> None:
    ticket(world, -3)

    assert numbers(await browser.opens("/console/tickets?state=all")) == []


async def test_who_has_not_signed_in_sees_no_list(world: World) -> None:
    stranger = Browser(world)

    await stranger.opens("/console/tickets?owner=me")

    assert stranger.path == "/console/sign-in"
    await stranger.closes()


def read_letters(world: World) -> None:
    """Read what came by mail of tickets that were opened; other tests look at that."""
    for letter in world.mailbox.letters:
        world.read.append(letter)


async def seeks(world: World, browser: Browser, words: str, **more: str) -> list[int]:
    """Let what happened be put on sheets, and look for words."""
    await world.deskbot.search_sheets.round()
    await browser.opens("/console/tickets")
    await browser.sends("Show", q=words, **more)
    return numbers(browser)


def marks(browser: Browser) -> list[str]:
    """Return what is marked on the page."""
    return [one.text_content() for one in html.fromstring(browser.answer.text).iter("mark")]


async def test_a_ticket_is_found_by_whatever_was_said_on_it(world: World, browser: Browser) -> None:
    await world.mail(
        "How do I set the lamp of gateway 3G-88C1-0457 in Köln to each hour? Call (512) 555-0142.", subject="Réglage"
    )
    await world.mail("How do I record a greeting?", subject="Voicemail")
    read_letters(world)

    for words in (
        *("gateway", "GATEWAY koln", "regl", '"each hour"', "reglage", "3G-88C1-0457", "88c1", "T-1001", "1001"),
        *("+1 512 555 0142", "5125550142", "gateway reglage brightpath"),
    ):
        assert (words, await seeks(world, browser, words)) == (words, [1001])
    assert await seeks(world, browser, "ty@brightpathvoice.example") == [1002, 1001]
    assert await seeks(world, browser, '"hour each"') == []
    assert await seeks(world, browser, "gateway voicemail") == []
    assert "Nothing fits." in browser.text


async def test_what_was_found_is_shown_with_its_words_marked_and_escaped(world: World, browser: Browser) -> None:
    await world.mail("The <b>gateway</b> & the switch reboot.", subject="Gateway trouble")
    read_letters(world)

    await seeks(world, browser, "gateway switch")

    assert marks(browser) == ["Gateway", "gateway", "switch"]
    assert "The <b>gateway</b> & the switch reboot." in browser.text


async def test_a_file_is_found_by_its_name(world: World, browser: Browser) -> None:
    await world.mail("See the file.", subject="Trace")
    read_letters(world)
    inbound = world.sql("SELECT id, raw_sha256 FROM inbound")[0]
    world.sql(
        "INSERT INTO attachment (inbound_id, filename, content_type, size, sha256, inline) "
        "VALUES (%s, 'one-way-audio.pcap', 'application/octet-stream', 1, %s, false)",
        *inbound,
    )

    assert await seeks(world, browser, "audio.pcap") == [1001]
    assert marks(browser) == ["audio.pcap"]


async def test_a_search_looks_among_what_is_over_too_and_goes_together_with_filters(
    world: World, browser: Browser
) -> None:
    for number, state in ((1001, "closed"), (1002, "waiting-desk")):
        ticket(world, number, state=state)
        world.sql(
            "INSERT INTO timeline (ticket_number, at, kind, author, public, verified, text, data) "
            "VALUES (%s, %s, 'note', 'ana', false, true, 'the trunk flaps', '{}')",
            number,
            world.now,
        )

    assert await seeks(world, browser, "trunk") == [1002, 1001]
    assert await seeks(world, browser, "trunk", state="open") == [1002]
    assert await seeks(world, browser, "trunk", sort="oldest") == [1001, 1002]


async def test_what_is_merged_is_found_where_it_is_now(world: World, browser: Browser) -> None:
    await world.mail("How do I set the capacitor?", subject="Hum")
    await world.mail("How do I name a trunk?", subject="Trunk")
    read_letters(world)
    assert await seeks(world, browser, "capacitor") == [1001]

    await world.deskbot.joining.merge(1001, 1002, "ana")
    await world.settle()
    read_letters(world)

    assert await seeks(world, browser, "capacitor") == [1002]


async def test_what_was_said_before_there_were_sheets_is_found_after_a_few_rounds(
    world: World, browser: Browser
) -> None:
    for number in range(1001, 1251):
        ticket(world, number, f"word{number}")
    world.sql("INSERT INTO search_mark VALUES ('ticket', 1251) ON CONFLICT (name) DO UPDATE SET at = excluded.at")

    assert await seeks(world, browser, "word1250") == [1250]
    assert await seeks(world, browser, "word1001") == []
    await world.deskbot.search_sheets.round()
    assert await seeks(world, browser, "word1001") == [1001]
    assert world.sql("SELECT at FROM search_mark WHERE name = 'ticket'") == [(0,)]


async def test_what_was_written_late_is_put_on_a_sheet_though_others_overtook_it(
    world: World, browser: Browser
) -> None:
    ticket(world, 1001)
    entry = (
        "INSERT INTO timeline (id, ticket_number, at, kind, author, public, verified, text, data) "
        "OVERRIDING SYSTEM VALUE VALUES (%s, 1001, %s, 'note', 'ana', false, true, %s, '{}')"
    )
    world.sql(entry, 20, world.now, "the overtaker")
    assert await seeks(world, browser, "overtaker") == [1001]

    world.sql(entry, 19, world.now, "the latecomer")

    assert await seeks(world, browser, "latecomer") == [1001]


async def test_a_search_for_no_word_says_so(browser: Browser) -> None:
    await browser.opens("/console/tickets?q=%2B%2B")

    assert browser.answer.status_code == 422
    assert 'there is no word in "++"' in browser.text


async def test_what_stays_inside_finds_nothing_where_only_what_the_reseller_may_see_counts(world: World) -> None:
    ticket(world, 1001)
    entry = (
        "INSERT INTO timeline (ticket_number, at, kind, author, public, verified, text, data) "
        "VALUES (1001, %s, %s, 'ana', %s, true, %s, '{}')"
    )
    for kind, public, said in (("note", False, "the carrier is insolvent"), ("reply", True, "the carrier was told")):
        world.sql(entry, world.now, kind, public, said)
    await world.deskbot.search_sheets.round()
    lists = TicketList(world.deskbot.database)

    async def found(words: str, *, public: bool) -> list[str]:
        listed = await lists.find(Filters(words=words, public=public))
        return ["".join(piece.text for piece in one.found) for one in listed.tickets]

    assert await found("insolvent", public=False) == ["the carrier is insolvent"]
    assert await found("insolvent", public=True) == []
    assert await found("carrier", public=True) == ["the carrier was told"]


async def test_a_text_of_a_megabyte_in_a_script_without_spaces_is_put_on_sheets_and_holds_nothing_up(
    world: World, browser: Browser
) -> None:
    for number in (1001, 1002):
        ticket(world, number)
    runs = " ".join(chr(0x4E00 + one % 20_000) * 61 + chr(0x4E00 + one // 7) for one in range(9_000))
    entry = (
        "INSERT INTO timeline (ticket_number, at, kind, author, public, verified, text, data) "
        "VALUES (%s, %s, 'message', 'x', true, true, %s, '{}')"
    )
    world.sql(entry, 1001, world.now, f"{runs} \ufdfa\u2460 '\\':*&|!<-> endword")
    world.sql(entry, 1002, world.now, "harmless")

    assert await seeks(world, browser, "endword") == [1001]
    assert await seeks(world, browser, "harmless") == [1002]
    assert world.sql("SELECT count(*) > 1 FROM search_sheet WHERE ticket_number = 1001") == [(True,)]


async def test_a_sheet_that_is_refused_keeps_no_other_ticket_from_being_found(world: World, browser: Browser) -> None:
    ticket(world, 1001)
    ticket(world, 1002)

    async with world.deskbot.database.begin() as session:
        refused = await search_sheets.put(session, {1001: ["'never closed"], 1002: ["'marmalade':1"]})

    assert refused == [1001]
    await browser.opens("/console/tickets?q=marmalade")
    assert numbers(browser) == [1002]


async def test_dates_say_their_year_where_it_is_not_this_one(world: World, browser: Browser) -> None:
    ticket(world, 1001)
    ticket(world, 1002, at=world.now.replace(year=world.now.year - 1))

    await browser.opens("/console/tickets?sort=newest")

    changed = [
        one.text_content().strip() for one in html.fromstring(browser.answer.text).xpath("//td[@class='changed']")
    ]
    assert changed == ["02 Mar 2025 12:00", "02 Mar 12:00"]


async def test_a_filter_that_names_what_nobody_knows_says_so_where_nothing_fits(world: World, browser: Browser) -> None:
    ticket(world, 1001)

    async def told(query: str) -> str:
        await browser.opens(f"/console/tickets?{query}")
        assert numbers(browser) == []
        return browser.text

    assert '"anna" is nobody of the staff; did you mean "ana"?' in await told("owner=anna")
    assert '"brightpat" is no reseller of the directory; did you mean "brightpath"?' in await told("reseller=brightpat")
    assert '"fax" is no channel.' in await told("channel=fax")
    assert '"no-such-issue" is no known issue' in await told("playbook=no-such-issue")
    assert " is no" not in await told("owner=ana&channel=sms&playbook=none&missing=any")


async def test_an_owner_who_is_off_the_staff_is_named_where_nothing_fits_and_stays_chosen(
    world: World, browser: Browser
) -> None:
    await admitted(world, "ada", DeskRole.ADMIN)
    await admitted(world, "erin")
    await admitted(world, "vera")
    desk = world.deskbot
    await Admitting(desk.database, desk.desk, desk.clock, Passwords()).let_out("vera", By("a test"))
    ticket(world, 1001, state="closed", owner="dora")  # who stands in desk.yaml no more

    for owner, says, offered in (
        ("erin", "Erin (erin) has an account, and is not of the staff in desk.yaml.", "Erin (not of the staff)"),
        ("vera", "Vera (vera) is no longer of the staff.", "Vera (no longer of the staff)"),
        ("dora", '"dora" is no longer of the staff.', "dora (no longer of the staff)"),
    ):
        await browser.opens(f"/console/tickets?owner={owner}")

        assert numbers(browser) == []
        assert says in browser.text
        assert "nobody of the staff" not in browser.text
        chosen = html.fromstring(browser.answer.text).xpath("//select[@id='owner']/option[@selected]")
        assert [(one.get("value"), one.text) for one in chosen] == [(owner, offered)]


async def test_a_reseller_is_found_by_name_as_by_key(world: World, browser: Browser) -> None:
    ticket(world, 1001)

    await browser.opens("/console/tickets?reseller=Brightpath+Voice+%26+Data")

    assert numbers(browser) == [1001]
