"""*Now* shows who is on call, what rings and what runs out, and lets the desk answer pages as by phone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from deskbot.engine.standing import MOST_OPEN
from deskbot.model.account import DeskRole
from tests.flow.browser import Browser, admitted
from tests.flow.crowds import paged
from tests.flow.mails import COMPLETE_S3, OUTAGE_S1
from tests.flow.reads import reads
from tests.harness import ANA, BEN, KIM, World

HOSTILE = '<script>alert(1)</script> & "so on"'


@pytest.fixture(name="browser")
async def a_browser(world: World) -> AsyncIterator[Browser]:
    await admitted(world, "ben", staff="ben")
    opened = await Browser(world).signs_in("ben")
    yield opened
    await opened.closes()


def read_texts(world: World) -> None:
    """Read what the phones were told, where it is not what the test is about."""
    for number in (ANA, BEN, KIM):
        phone = world.twilio.phones[number]
        while phone.unread:
            phone.take_text()


async def outage(world: World) -> None:
    await world.mail(OUTAGE_S1, subject="Hollis is down")
    world.letter(), world.briefing(), world.twilio.phones[ANA].take_text()


def many_pages(world: World, many: int, first: int = 1) -> None:
    """Let tickets be there whose pages nobody has answered."""
    numbers, now = (first, first + many - 1), world.now
    world.sql(
        "INSERT INTO ticket (number, state, subject, category, severity, verified, findings, missing, claimed, owner, "
        "asked, reminders, created_at, updated_at, language, entitlement, rating_words) SELECT n, 'new', 'Dead', "
        "'incident', 'S1', true, '[]', '[]', '', '', 0, 0, %s, %s, '', '', '' FROM generate_series(%s::int, %s) AS n",
        *(now, now, *numbers),
    )
    world.sql(
        "INSERT INTO page (ticket_number, policy, state, step, level, round, begun, done, code, acknowledged, "
        "acknowledged_by, handed_to, handed_by, verified, created_at) SELECT n, 'urgent', 'unanswered', 1, 1, 0, 0, "
        "'[]', n, '[]', '', '', '', true, %s FROM generate_series(%s::int, %s) AS n",
        *(now, *numbers),
    )


async def test_it_is_where_one_comes_to_and_says_who_is_on_call_until_when_and_who_is_next(browser: Browser) -> None:
    await browser.opens("/console")

    assert browser.path == "/console/now"
    assert "urgent 1 primary, waits 5 min Ana Ruiz 09 Mar 09:00 Ben Oyelowo" in browser.text
    assert "urgent 2 waits 5 min Kim Haddad always" in browser.text
    assert "Nobody is being called." in browser.text


async def test_an_open_page_says_whom_it_has_reached_what_comes_next_and_when(world: World, browser: Browser) -> None:
    await outage(world)
    await world.forward(minutes=1)

    await browser.opens("/console/now")

    assert "S1 T-1001 Hollis is down Brightpath Voice & Data" in browser.text
    assert "Rings: level 1 of 2." in browser.text
    assert "Ana Ruiz: text delivered" in browser.text
    assert "Next: in 4 min (02 Mar 12:05): Kim Haddad by call (level 2)." in browser.text
    await world.text(ANA, "a", "You have taken")
    await world.settle()
    world.letter()


async def test_who_sees_a_page_takes_it_though_it_has_not_reached_them_and_the_phones_are_quiet(
    world: World, browser: Browser
) -> None:
    await outage(world)
    await browser.opens("/console/now")

    await browser.sends("Take it")

    assert browser.path == "/console/now"
    assert "You have taken T-1001 Hollis is down." in browser.text
    assert "Taken by Ben Oyelowo, 02 Mar 12:00" in browser.text
    await world.forward(minutes=30)
    assert not world.twilio.phones[KIM].calls
    assert world.ticket()["owner"] == "ben"
    assert ("page", "Ben Oyelowo has taken it.") in world.timeline()
    assert "Ben Oyelowo has taken ticket T-1001" in world.letter().text
    assert "T-1001" in world.twilio.phones[ANA].take_text()


async def test_what_a_colleague_has_taken_takes_less_room_than_what_is_mine(world: World, browser: Browser) -> None:
    await outage(world)
    await browser.opens("/console/now")
    await browser.sends("Take it")
    await world.settle()
    world.letter(), world.twilio.phones[ANA].take_text()
    await admitted(world, "kim")
    colleague = await Browser(world).signs_in("kim")
    await colleague.opens("/console/now")

    assert 'class="card page acknowledged"' in browser.answer.text
    assert 'class="card page acknowledged settled"' in colleague.answer.text
    await colleague.closes()


async def test_pressed_twice_it_is_done_once_and_says_the_same(world: World, browser: Browser) -> None:
    await outage(world)
    await browser.opens("/console/now")
    before = browser.answer

    await browser.sends("Take it")
    browser.answer = before
    await browser.sends("Take it")

    assert "You have taken T-1001 Hollis is down." in browser.text
    assert [text for _, text in world.timeline()].count("Ben Oyelowo has taken it.") == 1
    await world.settle()
    world.letter(), world.twilio.phones[ANA].take_text()


async def test_to_pass_it_on_is_asked_first_and_passes_it_on_once_from_where_it_was_seen(
    world: World, browser: Browser
) -> None:
    await outage(world)
    other = await Browser(world).signs_in("ben")
    await browser.opens("/console/now")
    await other.opens("/console/now")
    await browser.sends("Pass it on")
    await other.sends("Pass it on")
    assert "Pass it on to the next level?" in browser.text
    assert world.sql("SELECT level FROM page") == [(0,)]

    await browser.sends("Pass it on")
    assert "T-1001 Hollis is down is passed on to the next level." in browser.text
    await world.settle()
    assert world.sql("SELECT level FROM page") == [(1,)]
    await other.sends("Pass it on")

    assert "T-1001 Hollis is down is with the next level already: Kim Haddad." in other.text
    world.twilio.phones[KIM].take_call()
    await other.sends("Take it")
    await other.closes()
    await world.settle()
    world.letter()
    read_texts(world)


async def test_it_is_put_off_and_paged_anew_then(world: World, browser: Browser) -> None:
    await outage(world)
    await browser.opens("/console/now")

    await browser.sends("Later")
    assert "Page me again in" in browser.text
    await browser.sends("Later", minutes="60", words="I am driving.")

    assert "T-1001 Hollis is down is yours. Whoever is on call is paged again at" in browser.text
    assert "put off" in browser.text
    assert ("note", "I am driving.") in world.timeline()
    await world.forward(minutes=61)
    assert world.sql("SELECT responder, step FROM notification ORDER BY id") == [("ana", 1), ("ana", 2)]
    world.read += world.mailbox.letters
    read_texts(world)
    await (await browser.opens("/console/now")).sends("Take it")
    await world.settle()
    world.read += world.mailbox.letters
    read_texts(world)


async def test_it_is_handed_over_with_a_note_and_stays_theirs_until_it_is_taken(world: World, browser: Browser) -> None:
    await outage(world)
    await browser.opens("/console/now")

    await browser.sends("Hand over")
    assert "Ben Oyelowo" not in browser.answer.text.partition("<select")[2]
    await browser.sends("Hand over", to="ana", words="You know them.")

    assert "Ana Ruiz is being paged for T-1001 Hollis is down. It is yours until they take it." in browser.text
    assert ("note", "You know them") in world.timeline()
    assert world.ticket()["owner"] == "ben"
    await world.settle()
    world.twilio.phones[ANA].take_call()
    read_texts(world)
    await world.text(ANA, "a", "You have taken")
    await world.settle()
    assert world.ticket()["owner"] == "ana"
    world.read += world.mailbox.letters
    read_texts(world)


async def test_it_is_resolved_with_what_solved_it_and_noted_on_without_being_taken(
    world: World, browser: Browser
) -> None:
    await outage(world)
    await browser.opens("/console/now")
    await browser.sends("Note")
    await browser.sends("Note", words=" ")
    assert "Note; internal" in browser.text
    await browser.sends("Note", words="The carrier knows.")
    assert "T-1001 Hollis is down: noted." in browser.text
    assert world.sql("SELECT state FROM page") == [("open",)]

    await browser.sends("Resolved")
    assert "Is it solved? The reseller is told so, with what you write." in browser.text
    await browser.sends("Resolved", words="The trunk is up again.")

    assert "T-1001 Hollis is down is resolved; the reseller is told so." in browser.text
    assert world.ticket()["state"] == "resolved"
    await world.settle()
    assert "The trunk is up again." in world.letter().text
    world.read += world.mailbox.letters
    read_texts(world)


async def test_what_is_not_urgent_is_lowered_and_the_reseller_is_told_so(world: World, browser: Browser) -> None:
    await outage(world)
    await browser.opens("/console/now")

    await browser.sends("Not urgent")
    assert "Lower it to S3?" in browser.text
    await browser.sends("Not urgent")

    assert "T-1001 Hollis is down is S3 now, and nobody is paged." in browser.text
    assert "Nobody is being called." in browser.text
    assert world.ticket()["severity"] == "S3"
    await world.settle()
    world.read += world.mailbox.letters
    read_texts(world)


async def test_a_page_that_nobody_has_answered_stands_first_and_can_still_be_taken(
    world: World, browser: Browser
) -> None:
    await outage(world)
    await world.forward(minutes=11)
    world.twilio.phones[KIM].take_call()
    world.letter(), world.letter("lead@desk.example"), world.briefing()
    await paged(world, 1002)
    world.twilio.phones[ANA].take_text()

    await browser.opens("/console/now")
    assert browser.text.index("Nobody has answered.") < browser.text.index("Rings: level 1 of 2")
    await browser.sends("Take it")

    assert "You have taken T-1001" in browser.text
    await world.settle()
    world.read += world.mailbox.letters
    read_texts(world)


async def test_of_what_rings_the_gravest_stands_first(world: World, browser: Browser) -> None:
    await paged(world, 1001, severity="S2")
    await paged(world, 1002)

    await browser.opens("/console/now")

    assert browser.text.index("T-1002") < browser.text.index("T-1001")
    world.read += world.mailbox.letters
    read_texts(world)


async def test_only_who_works_there_and_is_of_the_staff_is_offered_buttons(world: World, browser: Browser) -> None:
    await outage(world)
    await admitted(world, "vic", DeskRole.VIEWER, staff="kim")
    await admitted(world, "ned")
    for name in ("vic", "ned"):
        other = await Browser(world).signs_in(name)
        await other.opens("/console/now")
        assert "Rings: level 1" in other.text
        assert "Take it" not in other.text
        key = other.answer.text.split('name="form_key" value="')[1].split('"')[0]
        data = {"form_key": key, "page": "1", "choice": "acknowledge", "once": "x", "step": "1"}
        answer = await other.client.post("/console/now/page", data=data, headers={"Origin": other.base})
        assert answer.status_code == 403
        await other.closes()
    assert world.sql("SELECT state FROM page") == [("open",)]
    await browser.opens("/console/now")
    await browser.sends("Take it")
    await world.settle()
    world.letter(), world.twilio.phones[ANA].take_text()


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"page": "77"}, 404),
        ({"page": "9" * 30}, 404),
        ({"page": "-1"}, 404),
        ({"choice": "dance"}, 404),
        ({"step": "x", "once": "y" * 500}, 303),
    ],
)
async def test_a_form_that_was_made_up_does_no_more_than_a_button(
    world: World, browser: Browser, given: dict[str, str], status: int
) -> None:
    await paged(world, 1001)
    world.twilio.phones[ANA].take_text()
    await browser.opens("/console/now")
    key = browser.answer.text.split('name="form_key" value="')[1].split('"')[0]
    data = {"form_key": key, "page": "1", "choice": "acknowledge", "once": "x", "step": "1"} | given

    answer = await browser.client.post(
        "/console/now/page", data=data, headers={"Origin": browser.base}, follow_redirects=False
    )

    assert answer.status_code == status
    await world.settle()
    read_texts(world)


async def test_a_promise_that_runs_out_is_counted_down_and_one_that_is_broken_says_so(
    world: World, browser: Browser
) -> None:
    await world.mail(COMPLETE_S3, subject=HOSTILE)
    world.letter(), world.briefing()
    now = world.now
    world.sql(
        "INSERT INTO sla_target (ticket_number, severity, tier, agreed, ended, says, accepted_at, counted_from, "
        "set_at, promised_at) VALUES (1001, 'S3', '', '', '', '2 hours', %s, %s, %s, %s)",
        *(now, now, now, now + timedelta(minutes=65)),
    )

    await browser.opens("/console/now")
    assert f"T-1001 {HOSTILE} Brightpath Voice & Data in 1 h 05 min 02 Mar 13:05 nobody" in browser.text
    assert "<script>alert" not in browser.answer.text
    world.clock.forward(timedelta(hours=2))
    await browser.opens("/console/now")

    assert "LATE 55 min ago" in browser.text


async def test_however_many_pages_stand_open_the_database_is_asked_as_often(world: World, browser: Browser) -> None:
    many_pages(world, 1)
    with reads(world) as found:
        await browser.opens("/console/now")
    few = len(found.asked)
    many_pages(world, 12, first=20)

    with reads(world) as found:
        await browser.opens("/console/now")

    assert browser.text.count("Nobody has answered.") == 13
    assert len(found.asked) == few


async def test_now_says_how_many_more_there_are_than_it_shows(world: World, browser: Browser) -> None:
    many_pages(world, MOST_OPEN + 3)

    await browser.opens("/console/now")

    assert "And 3 more" in browser.text
    await browser.opens("/console/tickets?state=open&sort=gravest")
    assert browser.answer.status_code == 200


async def test_who_has_left_the_staff_is_offered_nothing_on_a_page(world: World) -> None:
    await admitted(world, "gus", staff="kim")
    world.sql("UPDATE account SET staff = 'gus' WHERE name = 'gus'")
    many_pages(world, 1)

    browser = await Browser(world).signs_in("gus")
    await browser.opens("/console/now")

    assert "Nobody has answered." in browser.text
    assert "Take it" not in browser.text
    await browser.closes()


async def test_what_was_said_to_one_is_not_shown_to_another(world: World, browser: Browser) -> None:
    await paged(world, 1001)
    world.twilio.phones[ANA].take_text()
    await browser.opens("/console/now")
    await browser.sends("Take it")
    once = str(browser.answer.url).partition("said=")[2]
    await admitted(world, "kim", staff="kim")
    other = await Browser(world).signs_in("kim")

    await other.opens(f"/console/now?said={once}")

    assert "You have taken" not in other.text
    await other.closes()
    await world.settle()
    world.twilio.phones[ANA].take_text()
