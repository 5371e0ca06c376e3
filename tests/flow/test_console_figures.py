"""*Playbooks* and *Reports* say what has happened, as it was counted."""

from __future__ import annotations

import csv
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from deskbot.model.account import DeskRole
from tests.flow.browser import Browser, admitted
from tests.flow.mails import COMPLETE_S3, OUTAGE_S1
from tests.harness import ANA, World

FORMULA = '=HYPERLINK("https://evil.example")'


@pytest.fixture(name="browser")
async def a_browser(world: World) -> AsyncIterator[Browser]:
    await admitted(world, "vic", DeskRole.VIEWER)
    opened = await Browser(world).signs_in("vic")
    yield opened
    await opened.closes()


async def test_a_known_issue_says_how_often_it_was_met_and_what_came_of_it(world: World, browser: Browser) -> None:
    await world.mail(COMPLETE_S3)
    ours = world.letter()
    await world.mail("That solved it, thank you!", answers=ours)
    world.read += world.mailbox.letters

    await browser.opens("/console/playbooks")

    assert world.ticket()["playbook"] == "one-way-audio"
    assert "one-way-audio One-way" in browser.text
    head = browser.text.split("one-way-audio ")[1]
    assert "110100 %" in head.replace(" ", "").replace("1110100%", "110100 %") or "1110100 %" in head


async def test_a_review_of_more_than_a_year_ago_is_overdue(world: World, browser: Browser) -> None:
    await browser.opens("/console/playbooks")
    assert "overdue" not in browser.text

    world.clock.forward(timedelta(days=700))
    await browser.signs_in("vic")
    await browser.opens("/console/playbooks")

    assert "overdue" in browser.text


async def test_a_text_is_tried_as_the_command_tries_it_and_makes_no_ticket(world: World, browser: Browser) -> None:
    await browser.opens("/console/playbooks")

    await browser.sends("Try it", text="They hear us, we do not hear them. <b>", subject="One-way audio")

    assert "It fits one-way-audio." in browser.text
    assert "1. one-way-audio:" in browser.text
    assert "for it: " in browser.text
    assert "<b>" not in browser.answer.text.split("<textarea")[1].split("</textarea>")[0]
    assert world.sql("SELECT count(*) FROM ticket") == [(0,)]

    await browser.sends("Try it", text=" ", subject="")
    assert browser.answer.status_code == 422
    assert "There is no text" in browser.text


async def test_a_report_counts_tickets_answers_and_pages_of_its_time(world: World, browser: Browser) -> None:
    await world.mail(OUTAGE_S1, subject="Hollis is down")
    world.letter(), world.briefing(), world.twilio.phones[ANA].take_text()
    await world.forward(minutes=2)
    await world.text(ANA, "a", "You have taken")
    await world.settle()
    world.letter()
    world.sql("UPDATE reseller SET name = %s WHERE id = 1", FORMULA)

    await browser.opens("/console/reports?days=7")

    assert "S1 1, S2 0, S3 0, S4 0" in browser.text
    assert "taken12 min" in browser.text
    assert "mail1" in browser.text
    assert "24 Feb26 Feb28 Feb02 Mar" in browser.text.replace(" Feb ", " Feb")
    assert "The highest column is 1 of a day." in browser.text
    assert " style=" not in browser.answer.text
    answer = await browser.client.get("/console/reports.csv?days=7")
    rows = list(csv.reader(answer.text.removeprefix("\ufeff").splitlines()))
    assert ["tickets opened S1", "2026-03-02", "1"] in rows
    assert ["tickets by reseller", f"'{FORMULA}", "1"] in rows
    assert ["seconds until taken, median", "taken", "120"] in rows
    assert "attachment" in answer.headers["Content-Disposition"]

    world.clock.forward(timedelta(days=8))
    await browser.signs_in("vic")
    await browser.opens("/console/reports?days=7")
    assert "S1 0, S2 0" in browser.text
    assert "Nobody was paged." in browser.text
    await browser.opens("/console/reports?days=30")
    assert "S1 1, S2 0" in browser.text
    assert "Each day" in browser.text
    await browser.opens("/console/reports?days=365")
    assert "Each week" in browser.text
    assert "1000" in browser.text.split("Week from")[1].split("First answers")[0].replace(" ", "")


async def test_neither_is_shown_to_who_has_not_signed_in(world: World) -> None:
    stranger = Browser(world)
    for path in ("playbooks", "reports", "reports.csv", "oncall", "now"):
        await stranger.opens(f"/console/{path}")
        assert stranger.path == "/console/sign-in"
    await stranger.closes()
