"""Many tickets at once, lists as files, lists that are kept, and what is one's own."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

from deskbot.model.account import DeskRole
from tests.flow.browser import Browser, admitted
from tests.flow.mails import OUTAGE_S1
from tests.flow.test_console_tickets import a_browser, numbers, read_letters, ticket
from tests.harness import ANA, World

__all__ = ["a_browser"]


def entries(world: World, number: int) -> list[tuple[str, str]]:
    """Return who did what on a ticket."""
    return world.sql("SELECT author, text FROM timeline WHERE ticket_number = %s ORDER BY id", number)


async def test_tickets_are_assigned_together_and_what_could_not_be_done_is_told_with_why(
    world: World, browser: Browser
) -> None:
    for number in (1001, 1002, 1003):
        ticket(world, number)
    world.sql("UPDATE ticket SET owner = 'ben' WHERE number = 1002")
    world.sql("UPDATE ticket SET state = 'merged', merged_into = 1001 WHERE number = 1003")
    await browser.opens("/console/tickets?state=all&sort=oldest")

    await browser.sends("Assign", owner="ben", t1001="on", t1002="on", t1003="on", t999999999="on")

    assert "1 of 4 given to Ben Oyelowo" in browser.text
    assert "T-1002: Ben Oyelowo has it already" in browser.text
    assert "T-1003: T-1003 was merged into T-1001: use T-1001" in browser.text
    assert "T-999999999: there is no such ticket" in browser.text
    assert world.ticket(1001)["owner"] == "ben"
    assert entries(world, 1001) == [("ana", "Assigned to Ben Oyelowo.")]
    assert entries(world, 1002) == []
    back = browser.answer.text.partition("Back to the list")[0].rpartition('href="')[2].partition('"')[0]
    assert back == "/console/tickets?state=all&amp;sort=oldest"


async def test_who_works_through_a_long_list_goes_on_from_the_page_where_they_were(
    world: World, browser: Browser
) -> None:
    for number in range(1001, 1053):
        ticket(world, number)
    world.sql("UPDATE ticket SET owner = 'kim'")
    await browser.opens("/console/tickets?sort=oldest")
    await browser.opens(browser.answer.text.partition('" rel="next"')[0].rpartition('href="')[2].replace("&amp;", "&"))
    assert numbers(browser) == [1051, 1052]

    await browser.sends("Assign", owner="nobody", t1051="on", t1052="on")

    assert "2 of 2 given to nobody" in browser.text
    assert world.sql("SELECT count(*) FROM ticket WHERE owner = ''") == [(2,)]
    await browser.opens(browser.answer.text.partition('">Back to the list')[0].rpartition('"')[2].replace("&amp;", "&"))
    assert numbers(browser) == [1051, 1052]


async def test_tickets_are_closed_together_for_a_reason_that_stays_inside(world: World, browser: Browser) -> None:
    for number in (1001, 1002):
        ticket(world, number)
    await browser.opens("/console/tickets")

    await browser.sends("Close them", t1001="on", t1002="on")
    assert "say why they are closed" in browser.text
    await browser.opens("/console/tickets")
    await browser.sends("Close them", why="  The carrier's outage\nis over ", t1001="on", t1002="on")

    assert "2 of 2 closed" in browser.text
    assert [world.ticket(one)["state"] for one in (1001, 1002)] == ["closed", "closed"]
    assert entries(world, 1001) == [("ana", "Closed: The carrier's outage is over")]
    assert world.sql("SELECT DISTINCT public FROM timeline") == [(False,)]


async def test_nobody_closes_from_a_list_what_somebody_is_being_called_for(world: World, browser: Browser) -> None:
    await world.mail(OUTAGE_S1)
    world.read += world.mailbox.letters
    await browser.opens("/console/tickets")

    await browser.sends("Close them", why="noise", t1001="on")

    assert "T-1001: somebody is being called for it" in browser.text
    assert world.ticket()["state"] != "closed"
    assert world.sql("SELECT state FROM page") == [("open",)]
    world.twilio.phones[ANA].take_text()


async def test_the_severity_of_many_is_set_and_who_sends_the_form_twice_changes_nothing_more(
    world: World, browser: Browser
) -> None:
    ticket(world, 1001)
    await browser.opens("/console/tickets")
    page = browser.answer

    await browser.sends("Set severity", severity="S4", t1001="on")
    assert "1 of 1 set to S4" in browser.text
    browser.answer = page
    await browser.sends("Set severity", severity="S4", t1001="on")

    assert "T-1001: it is S4 already" in browser.text
    assert len(entries(world, 1001)) == 1
    browser.answer = page
    await browser.sends("Set severity", severity="S9", t1001="on")
    assert "choose one of S1, S2, S3 and S4" in browser.text
    browser.answer = page
    await browser.sends("Assign")
    assert "choose at least one ticket" in browser.text


async def test_tickets_are_tagged_together(world: World, browser: Browser) -> None:
    for number in (1001, 1002):
        ticket(world, number)
    world.sql("INSERT INTO ticket_tag VALUES (1002, 'flood')")
    await browser.opens("/console/tickets")

    await browser.sends("Tag them", tags="Flood", t1001="on", t1002="on")

    assert "1 of 2 tagged" in browser.text
    assert "T-1002: it is tagged so already" in browser.text
    assert entries(world, 1001) == [("ana", "Tagged: flood.")]
    assert numbers(await browser.opens("/console/tickets?tag=flood")) == [1002, 1001]


async def test_who_is_no_lead_works_on_one_ticket_at_a_time(world: World) -> None:
    ticket(world, 1001)
    await admitted(world, "ben", DeskRole.AGENT)
    agent = await Browser(world).signs_in("ben")

    await agent.opens("/console/tickets")
    assert "Close them" not in agent.text
    form_key = agent.answer.text.partition('name="form_key" value="')[2].partition('"')[0]
    agent.answer = await agent.client.post(
        "/console/tickets/many",
        data={"form_key": form_key, "act": "close", "why": "x", "t1001": "on"},
        headers={"Origin": agent.base},
    )

    assert agent.answer.status_code == 403
    assert world.ticket(1001)["state"] == "waiting-desk"
    await agent.closes()


async def test_a_list_is_sent_as_csv_in_which_nothing_is_a_formula(world: World, browser: Browser) -> None:
    ticket(world, 1001, '=HYPERLINK("https://evil.example";"x")', owner="ana", missing='["release", "serial"]')
    ticket(world, 1002, " +1;2,\n3", reseller=None)
    ticket(world, 1003, state="closed")

    await browser.opens("/console/tickets.csv?sort=oldest")

    assert browser.answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert 'attachment; filename="tickets-2026-03-02-1200.csv"' in browser.answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(browser.answer.content.decode("utf-8-sig"))))
    assert [row["ticket"] for row in rows] == ["T-1001", "T-1002"]
    assert [row["subject"] for row in rows] == ['\'=HYPERLINK("https://evil.example";"x")', "'+1;2, 3"]
    assert (rows[0]["owner"], rows[0]["missing"], rows[0]["opened"]) == (
        "Ana Ruiz",
        "release, serial",
        "2026-03-02 12:00",
    )
    assert (await browser.opens("/console/tickets.csv?state=opn")).answer.status_code == 422


async def test_a_list_is_kept_under_a_name_for_oneself_or_for_everybody(world: World, browser: Browser) -> None:
    await admitted(world, "ben", DeskRole.AGENT)
    other = await Browser(world).signs_in("ben")

    await browser.opens("/console/tickets?severity=S1&owner=nobody")
    await browser.sends("Keep it", name="  Urgent,  free ", shared="yes")
    assert "The view is kept." in browser.text
    await browser.opens("/console/tickets?owner=me")
    await browser.sends("Keep it", name="<i>Own</i>")

    await other.opens("/console/tickets")
    assert 'href="/console/tickets?severity=S1&amp;owner=nobody"' in other.answer.text
    assert "<i>Own</i>" not in other.text
    await browser.opens("/console/tickets")
    assert "<i>Own</i>" in browser.text
    await browser.sends("Take Urgent, free away")
    assert "Urgent" not in (await other.opens("/console/tickets")).text
    assert world.sql("SELECT who, act, about FROM audit WHERE act LIKE '%%view%%' ORDER BY id") == [
        ("ana", "shared a view", "Urgent, free"),
        ("ana", "took a shared view away", "Urgent, free"),
    ]
    await other.closes()


async def test_nobody_shares_or_takes_away_what_is_not_theirs(world: World, browser: Browser) -> None:
    await admitted(world, "ben", DeskRole.AGENT)
    other = await Browser(world).signs_in("ben")
    await browser.opens("/console/tickets")
    await browser.sends("Keep it", name="Everybody's", shared="yes")
    (view,) = world.sql("SELECT id FROM saved_view")[0]

    await other.opens("/console/tickets")
    await other.sends("Keep it", name="Mine", shared="yes")
    assert "only leads share a view with everybody" in other.text
    await other.opens("/console/tickets")
    await other.sends("Keep it", name="Mine")
    await other.sends("Take Mine away", view=str(view))
    assert other.answer.status_code == 404
    assert world.sql("SELECT name FROM saved_view ORDER BY id") == [("Everybody's",), ("Mine",)]
    await other.closes()


async def test_ones_own_page_tells_what_is_overdue_what_is_due_what_is_open_and_what_was_said(
    world: World, browser: Browser
) -> None:
    for number, minutes in ((1001, 60), (1002, -5), (1003, 600), (1004, 30)):
        ticket(world, number, f"Subject {number}", owner="ana" if number < 1004 else "")
        world.sql(
            "INSERT INTO sla_target (ticket_number, severity, tier, agreed, says, accepted_at, counted_from, "
            "promised_at, set_at, breached_at, ended) VALUES (%s, 'S3', '', '', 'x', %s, %s, %s, %s, %s, '')",
            number,
            *[world.now] * 2,
            world.now + timedelta(minutes=minutes),
            world.now,
            world.now if minutes < 0 else None,
        )
    ticket(world, 1005, "Thanked", owner="ana", state="closed")
    world.sql("UPDATE ticket SET rating = 2, rating_words = 'slow <b>but</b> right' WHERE number = 1005")
    ticket(world, 1006, "Somebody else's", owner="ben")

    await browser.opens("/console/mine")

    assert numbers(browser) == [1002, 1001, 1004, 1003, 1002, 1001]
    assert "2 of 5 slow <b>but</b> right" in browser.text
    assert "Somebody else's" not in browser.text


async def test_who_has_nothing_is_shown_what_nobody_has(browser: Browser) -> None:
    await browser.opens("/console/mine")

    assert "You have no open ticket." in browser.text


async def test_who_has_not_signed_in_sees_and_changes_nothing(world: World) -> None:
    ticket(world, 1001, "Secret subject")
    stranger = Browser(world)

    for path in ("/console/tickets", "/console/tickets.csv", "/console/mine"):
        await stranger.opens(path)
        assert stranger.path == "/console/sign-in"
        assert "Secret" not in stranger.answer.text
    for path in ("many", "views", "views/take-away"):
        pressed = {"act": "close", "why": "x", "t1001": "on", "name": "x"}
        stranger.answer = await stranger.client.post(
            f"/console/tickets/{path}", data=pressed, headers={"Origin": stranger.base}
        )
        assert stranger.path == "/console/sign-in"
    assert world.ticket(1001)["state"] == "waiting-desk"
    assert world.sql("SELECT count(*) FROM saved_view") == [(0,)]
    await stranger.closes()


async def test_another_sites_page_changes_nothing(world: World, browser: Browser) -> None:
    ticket(world, 1001)
    await browser.opens("/console/tickets")
    form_key = browser.answer.text.partition('name="form_key" value="')[2].partition('"')[0]

    pressed = {"form_key": form_key, "act": "close", "why": "x", "t1001": "on"}
    browser.answer = await browser.client.post(
        "/console/tickets/many", data=pressed, headers={"Origin": "https://evil.example"}
    )

    assert browser.answer.status_code == 403
    assert world.ticket(1001)["state"] == "waiting-desk"


async def test_tickets_are_put_off_together_and_come_back_by_themselves(world: World, browser: Browser) -> None:
    for number in (1001, 1002):
        ticket(world, number)
    ticket(world, 1003, state="resolved")
    await browser.opens("/console/tickets?state=all")

    await browser.sends(
        "Put them off", when="in 2h", **{"put-off-why": "the carrier"}, t1001="on", t1002="on", t1003="on"
    )

    assert "2 of 3 put off" in browser.text
    assert "T-1003: T-1003 is resolved: there is nothing to put off" in browser.text
    assert entries(world, 1001) == [("ana", "Put off until Mon 02 Mar 14:00: the carrier")]
    await world.forward(hours=2)
    assert [text for _, text in entries(world, 1002)][1:]
    read_letters(world)


async def test_tickets_are_not_put_off_until_a_time_that_is_none(world: World, browser: Browser) -> None:
    ticket(world, 1001)
    await browser.opens("/console/tickets")

    await browser.sends("Put them off", when="one day", t1001="on")

    assert '"one day" is no time to come' in browser.text
    assert entries(world, 1001) == []


async def test_tags_are_taken_off_many_tickets_and_who_had_none_is_told_of(world: World, browser: Browser) -> None:
    for number in (1001, 1002):
        ticket(world, number)
    await browser.opens("/console/tickets")
    await browser.sends("Tag them", tags="vip carrier", t1001="on")
    await browser.opens("/console/tickets")

    await browser.sends("Take these tags off", tags="#vip", t1001="on", t1002="on")

    assert "1 of 2 no longer tagged" in browser.text
    assert "T-1002: it is not tagged so" in browser.text
    assert entries(world, 1001)[-1] == ("ana", "No longer tagged: vip.")
    assert world.sql("SELECT tag FROM ticket_tag") == [("carrier",)]
