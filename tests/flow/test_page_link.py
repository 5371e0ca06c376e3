"""The signed link: a page is answered on a phone, without signing in; looking at it does nothing."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import unescape

import httpx
import pytest

from deskbot.errors import UnavailableError
from deskbot.escalation.links import page_token
from deskbot.store.database import Database, Session
from deskbot.store.witness import table_locked
from deskbot.web.answer_page import CONFIRMED
from tests.flow.test_paging import outage
from tests.harness import ANA, World


def url_of(world: World, notification: int) -> str:
    settings = world.deskbot.settings
    return f"{settings.web_base}/p/{page_token(notification, settings.secret())}"


async def get(url: str) -> httpx.Response:
    async with httpx.AsyncClient() as client:
        return await client.get(url)


async def press(url: str, label: str, shown: httpx.Response, **words: str) -> httpx.Response:
    """Press a button of a page, with all that its form holds."""
    form = next(one for one in re.findall(r"<form.*?</form>", shown.text, re.DOTALL) if f">{label}</button>" in one)
    found = re.findall(r'name="([^"]+)" value="([^"]*)"', form)
    fields = {name: unescape(value) for name, value in found} | words
    async with httpx.AsyncClient(timeout=60) as client:
        return await client.post(url, data=fields)


async def test_looking_at_it_shows_the_page_and_does_nothing(world: World) -> None:
    await outage(world)

    shown = await get(url_of(world, 1))

    assert shown.status_code == 200
    for words in ("T-1001 · S1", "Brightpath Voice &amp; Data", "Hollis is down", "Nobody has taken it yet."):
        assert words in shown.text
    assert "<script" not in shown.text
    assert world.sql("SELECT state FROM page") == [("open",)]
    assert world.sql("SELECT count(*) FROM interaction") == [(0,)]


async def test_its_address_is_kept_out_of_caches_indexes_and_other_sites_logs(world: World) -> None:
    await outage(world)

    headers = (await get(url_of(world, 1))).headers

    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert "noindex" in headers["X-Robots-Tag"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


async def test_taking_it_is_one_button_and_twice_is_once(world: World) -> None:
    await outage(world)
    shown = await get(url_of(world, 1))

    first = await press(url_of(world, 1), "Take it", shown)
    again = await press(url_of(world, 1), "Take it", shown)
    await world.settle()

    assert "You have taken T-1001 Hollis is down." in first.text
    assert "You have taken T-1001 Hollis is down." in again.text
    assert world.ticket()["owner"] == "ana"
    assert world.sql("SELECT count(*) FROM interaction") == [(1,)]
    world.letter()


def seen(shown: httpx.Response) -> str:
    """Return a page as it is read: without what makes its forms answers of their own."""
    return re.sub(r'name="once" value="[^"]*"', "", shown.text)


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Take it", {}),
        ("Later", {"minutes": "60"}),
        ("Note", {"words": "I call them"}),
        ("Hand over", {"to": "ben"}),
        ("Pass it on", {"confirmed": CONFIRMED}),
        ("Resolved", {"confirmed": CONFIRMED, "words": "Fuse replaced"}),
        ("Not urgent", {"confirmed": CONFIRMED}),
    ],
)
async def test_a_double_click_and_a_reload_have_one_effect_and_show_the_same_page(
    world: World, label: str, words: dict[str, str]
) -> None:
    await outage(world)
    url = url_of(world, 1)
    shown = await get(url)

    clicks = await asyncio.gather(*(press(url, label, shown, **words) for _ in range(3)))
    once = world.timeline()
    again = await press(url, label, shown, **words)

    assert [one.status_code for one in (*clicks, again)] == [200] * 4
    assert len({seen(one) for one in (*clicks, again)}) == 1
    assert 'role="status"' in again.text
    assert world.timeline() == once
    assert len(once) == len(set(once))
    assert world.sql("SELECT count(*) FROM interaction") == [(1,)]
    world.sql("UPDATE page SET state = 'cancelled', due_at = NULL")
    await world.settle()
    world.read += world.mailbox.letters
    for phone in world.twilio.phones:
        for text in phone.unread:
            text.read = True


@pytest.mark.parametrize(("label", "state"), [("Resolved", "resolved"), ("Not urgent", "waiting-desk")])
async def test_what_is_not_easily_taken_back_asks_first(world: World, label: str, state: str) -> None:
    await outage(world)
    shown = await get(url_of(world, 1))

    asked = await press(url_of(world, 1), label, shown, words="Fuse <b>replaced</b>")

    assert "Fuse &lt;b&gt;replaced&lt;/b&gt;" in asked.text
    assert world.sql("SELECT state FROM page") == [("open",)]
    await press(url_of(world, 1), label, asked)
    await world.settle()
    assert world.ticket()["state"] == state
    assert "Fuse <b>replaced</b>" in world.letter().text


async def test_it_can_be_put_off_and_noted_on(world: World) -> None:
    await outage(world)
    shown = await get(url_of(world, 1))

    await press(url_of(world, 1), "Note", shown, words="I call them")
    later = await press(url_of(world, 1), "Later", shown, minutes="60")
    await world.settle()

    assert "You are paged again at 13:00" in later.text
    assert ("note", "I call them") in world.timeline()
    world.letter()


async def test_a_sign_that_no_database_takes_is_left_out_of_what_is_noted(world: World) -> None:
    await outage(world)
    url = url_of(world, 1)

    noted = await press(url, "Note", await get(url), words="one\0 phone", once="\0")

    assert noted.status_code == 200
    assert ("note", "one phone") in world.timeline()
    await world.text(ANA, "1a", "You have taken T-1001")
    await world.settle()
    world.letter()


async def test_whose_page_somebody_else_took_sees_who_has_it(world: World) -> None:
    await outage(world)
    await world.forward(minutes=5)
    world.twilio.phones["+15125550112"].take_call()
    await world.text(ANA, "1a", "You have taken T-1001")
    await world.settle()
    world.letter()

    shown = await get(url_of(world, 2))

    assert "Taken by Ana Ruiz at 12:05." in shown.text
    assert "Take it" not in shown.text


async def test_a_link_that_is_foreign_or_too_old_says_so_kindly_and_nothing_else(world: World) -> None:
    await outage(world)
    good = url_of(world, 1)
    foreign = [good[:-1] + ("a" if good[-1] != "a" else "b"), url_of(world, 99), good.rpartition("/")[0] + "/x"]
    await world.text(ANA, "1a", "You have taken T-1001")
    await world.settle()
    world.letter()
    assert (await get(good)).status_code == 200
    await world.forward(hours=25)

    answers = [await get(url) for url in (*foreign, good)]
    async with httpx.AsyncClient() as client:
        answers.append(await client.post(good, data={"choice": "escalate", "confirmed": "5"}))

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert "This link does not work any more" in answers[0].text
    assert world.ticket()["owner"] == "ana"


async def test_the_link_of_who_has_left_the_desk_shows_and_does_nothing(world: World) -> None:
    await outage(world)
    assert (await get(url_of(world, 1))).status_code == 200
    world.sql("UPDATE notification SET responder = 'zoe' RETURNING id")  # whom desk.yaml does not have any more

    answers = [await get(url_of(world, 1))]
    async with httpx.AsyncClient() as client:
        answers.append(await client.post(url_of(world, 1), data={"choice": "acknowledge"}))

    assert {answer.status_code for answer in answers} == {404}
    assert "This link does not work any more" in answers[0].text
    assert world.sql("SELECT state FROM page") == [("open",)]


async def test_what_cannot_be_noted_says_so_and_can_be_tried_again(world: World) -> None:
    await outage(world)
    shown = await get(url_of(world, 1))
    with table_locked(world.deskbot.database.url, "interaction"):
        unsure = await press(url_of(world, 1), "Take it", shown)
    assert unsure.status_code == 503
    assert "could NOT be noted" in unsure.text

    assert "You have taken" in (await press(url_of(world, 1), "Try again", unsure)).text
    await world.settle()
    world.letter()


async def test_what_was_noted_is_never_said_not_to_be_though_the_page_cannot_be_shown_then(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await outage(world)
    shown = await get(url_of(world, 1))
    begin = Database.begin

    @asynccontextmanager
    async def away_when_taken(database: Database) -> AsyncIterator[Session]:
        if world.sql("SELECT state FROM page") == [("acknowledged",)]:
            raise UnavailableError("the database cannot be reached")
        async with begin(database) as session:
            yield session

    with monkeypatch.context() as away:
        away.setattr(Database, "begin", away_when_taken)
        answer = await press(url_of(world, 1), "Take it", shown)

    assert answer.status_code == 200
    assert "You have taken T-1001" in answer.text
    assert "NOT be noted" not in answer.text
    assert 'href=""' in answer.text
    await world.settle()
    world.letter()
