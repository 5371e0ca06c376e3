"""Who signs in to the console is let in by name and password, known again, and let out in time; nobody else is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from typer.testing import CliRunner

from deskbot.cli import build
from deskbot.engine.signing_in import SigningIn
from deskbot.model.account import DeskRole
from deskbot.store import accounts
from deskbot.wires.passwords import Passwords
from tests.flow.browser import PASSWORD, Browser, admitted
from tests.flow.test_41_late import database_away
from tests.harness import World, running_world

EVIL = "https://evil.example"


@pytest.fixture(name="browser")
async def a_browser(world: World) -> AsyncIterator[Browser]:
    opened = Browser(world)
    yield opened
    await opened.closes()


async def test_who_has_not_signed_in_is_asked_to_and_comes_back_to_what_they_wanted(
    world: World, browser: Browser
) -> None:
    await admitted(world, "ana", staff="ana")

    await browser.opens("/console/account?said=")
    assert browser.path == "/console/sign-in"
    await browser.sends("Sign in", name="Ana", password=PASSWORD)

    assert browser.path == "/console/account"
    assert "You sign in as ana, and are agent. On tickets you stand as ana." in browser.text


async def test_what_is_wrong_with_a_sign_in_is_not_told_apart(world: World, browser: Browser) -> None:
    await admitted(world, "ana")

    await browser.signs_in("ana", "another long password")
    wrong = browser.text.replace("ana", "NAME")
    await browser.signs_in("nobody", PASSWORD)

    assert browser.answer.status_code == 403
    assert "The name or the password is wrong." in browser.text
    assert browser.text.replace("nobody", "NAME") == wrong
    assert not browser.client.cookies


async def test_five_wrong_tries_are_a_pause_for_that_place_and_name_and_for_nobody_else(world: World) -> None:
    await admitted(world, "ana")
    await admitted(world, "ben")
    thief = Browser(world, **{"X-Forwarded-For": "203.0.113.9"})
    owner = Browser(world, **{"X-Forwarded-For": "198.51.100.7"})

    for _ in range(5):
        await thief.signs_in("ana", "guess after guess")
    await thief.signs_in("ana")
    assert "wrong too often. Try again in 15 min." in thief.text
    await owner.signs_in("ana")
    assert owner.path == "/console/account"

    world.clock.forward(timedelta(minutes=15, seconds=1))
    await thief.signs_in("ana")
    assert thief.path == "/console/account"
    await thief.closes()
    await owner.closes()


async def test_a_proxy_that_is_known_says_who_comes_and_addresses_of_one_network_are_one(database_url: str) -> None:
    async with running_world(database_url, web_proxies="127.0.0.0/8") as world:
        await admitted(world, "ana")
        for place in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "198.51.100.7", "x" * 3000):
            browser = Browser(world, **{"X-Forwarded-For": place})
            await browser.signs_in("ana", "a wrong password")
            await browser.closes()

        places = world.sql("SELECT place FROM sign_in_try ORDER BY id")
        assert places == [("2001:db8:1:2::/64",), ("2001:db8:1:2::/64",), ("198.51.100.7",), ("",)]


async def test_who_has_signed_in_before_is_not_kept_out_by_what_strangers_try_beside_them(
    world: World, browser: Browser
) -> None:
    await admitted(world, "ana")
    await browser.signs_in("ana")
    await browser.sends("Sign out")
    stranger = Browser(world)
    for place in range(31):
        await stranger.signs_in(f"somebody-{place}", "a wrong password")
    for _ in range(6):
        await stranger.signs_in("ana", "a wrong password")
    assert "That was wrong too often." in stranger.text

    await browser.signs_in("ana")

    assert browser.path == "/console/account"
    await stranger.closes()


async def test_the_owner_of_a_name_that_is_tried_from_everywhere_comes_in_where_they_did_before(
    world: World, browser: Browser
) -> None:
    await admitted(world, "ana")
    await browser.signs_in("ana")
    await browser.sends("Sign out")
    for place in range(100):
        world.sql("INSERT INTO sign_in_try (at, name, place) VALUES (%s, 'ana', %s)", world.now, f"198.51.100.{place}")
    stranger = await Browser(world).signs_in("ana")
    assert "That was wrong too often." in stranger.text

    await browser.signs_in("ana")

    assert browser.path == "/console/account"
    await stranger.closes()


async def test_a_browser_that_is_known_tries_no_more_passwords_than_others(world: World, browser: Browser) -> None:
    await admitted(world, "ana")
    await admitted(world, "ben")
    await browser.signs_in("ana")
    await browser.sends("Sign out")

    for _ in range(5):
        await browser.signs_in("ana", "a wrong password")
        assert "The name or the password is wrong." in browser.text
    await browser.signs_in("ana")
    assert "That was wrong too often." in browser.text

    # It is known for her alone: for others it comes from where it comes from.
    for _ in range(6):
        await browser.signs_in("ben", "a wrong password")
    assert world.sql("SELECT name, place, count(*) FROM sign_in_try WHERE name = 'ben' GROUP BY 1, 2")[0][2] == 5
    assert "known browser" not in str(world.sql("SELECT place FROM sign_in_try WHERE name = 'ben'"))


async def test_an_admin_sees_what_was_tried_but_no_name_that_may_be_a_password(world: World, browser: Browser) -> None:
    await admitted(world, "erin", DeskRole.ADMIN)
    stranger = Browser(world)
    for name in ("erin", "erin", PASSWORD):
        await stranger.signs_in(name, "a wrong password")

    await browser.signs_in("erin")
    assert "None that was not followed by the right one" not in (await browser.opens("/console/settings/changes")).text

    assert PASSWORD not in browser.text
    assert "names of nobody" in browser.text
    await stranger.closes()


async def test_who_tries_many_passwords_at_once_is_not_let_through_to_try_them_all(world: World) -> None:
    await admitted(world, "ana")
    thieves = [Browser(world, **{"X-Forwarded-For": "203.0.113.9"}) for _ in range(12)]

    await asyncio.gather(*(one.signs_in("ana", f"a wrong password {place}") for place, one in enumerate(thieves)))

    told = [one.text for one in thieves]
    assert sum("The name or the password is wrong." in one for one in told) == 5
    assert sum("That was wrong too often." in one for one in told) == 7
    for one in thieves:
        await one.closes()


async def test_many_who_sign_in_at_once_leave_the_database_to_others(world: World) -> None:
    desk = world.deskbot
    signing_in = SigningIn(
        desk.database, desk.clock, desk.settings.secret(), Passwords(), timedelta(hours=8), timedelta(days=7)
    )
    async with asyncio.TaskGroup() as burst, desk.database.begin() as other:
        await accounts.lock_tries(other, "ana", "203.0.113.9")  # so that each who comes waits for it
        tries = [
            burst.create_task(signing_in.sign_in(f"name-{one}", "a wrong password", "203.0.113.9", ""))
            for one in range(30)
        ]
        while not world.sql("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"):  # noqa: ASYNC110
            await asyncio.sleep(0)

        await asyncio.gather(*(desk.database.ping() for _ in range(5)))

        for one in tries:
            one.cancel()


async def test_a_page_that_asks_by_itself_keeps_nobody_signed_in_who_has_gone_home(
    world: World, browser: Browser
) -> None:
    await admitted(world, "ana")
    await browser.signs_in("ana")
    for by_itself in ({"Deskbot-By-Itself": "1"}, {"Accept": "text/event-stream"}):
        for _ in range(3):
            world.clock.forward(timedelta(hours=2))
            assert (await browser.client.head("/console/events", headers=by_itself)).url.path == "/console/events"
        world.clock.forward(timedelta(hours=3))
        await browser.opens("/console/account")
        assert browser.path == "/console/sign-in"
        await browser.signs_in("ana")


async def test_a_browser_is_signed_out_after_a_shift_without_a_request_and_after_a_week_in_any_case(
    world: World, browser: Browser
) -> None:
    await admitted(world, "ana")
    await browser.signs_in("ana")

    for _ in range(20):
        world.clock.forward(timedelta(hours=7, minutes=59))
        await browser.opens("/console/account")
        assert browser.path == "/console/account"
    world.clock.forward(timedelta(hours=7, minutes=59))
    assert (await browser.opens("/console/account")).path == "/console/account"
    world.clock.forward(timedelta(hours=8, minutes=1))
    assert (await browser.opens("/console/account")).path == "/console/sign-in"

    await browser.signs_in("ana")
    for _ in range(21):
        world.clock.forward(timedelta(hours=8))
        await browser.opens("/console/account")
    world.clock.forward(timedelta(minutes=1))
    assert (await browser.opens("/console/account")).path == "/console/sign-in"


async def test_who_works_all_the_time_stays_signed_in_however_short_the_limit_is(database_url: str) -> None:
    async with running_world(database_url, console_idle_minutes=1) as world:
        await admitted(world, "ana")
        opened = Browser(world)
        await opened.signs_in("ana")

        for _ in range(10):
            world.clock.forward(timedelta(seconds=50))
            assert (await opened.opens("/console/account")).path == "/console/account"
            world.clock.forward(timedelta(seconds=8))
            assert (await opened.opens("/console/account")).path == "/console/account"

        world.clock.forward(timedelta(seconds=61))
        assert (await opened.opens("/console/account")).path == "/console/sign-in"
        await opened.closes()


async def test_who_signs_out_is_out_whoever_has_their_key(world: World, browser: Browser) -> None:
    await admitted(world, "ana")
    await browser.signs_in("ana")
    kept = dict(browser.client.cookies)

    await browser.sends("Sign out")
    assert browser.path == "/console/sign-in"
    browser.client.cookies.update(kept)

    assert (await browser.opens("/console/account")).path == "/console/sign-in"


async def test_who_signs_in_anew_leaves_no_key_behind_that_is_good_still(world: World, browser: Browser) -> None:
    await admitted(world, "ana")
    await browser.signs_in("ana")
    old = dict(browser.client.cookies)
    await browser.client.post(
        "/console/sign-in", data={"name": "ana", "password": PASSWORD}, headers={"Origin": browser.base}
    )
    assert dict(browser.client.cookies) != old
    await browser.opens("/console/account")
    assert browser.path == "/console/account"

    thief = Browser(world)
    thief.client.cookies.update(old)
    await thief.opens("/console/account")
    assert thief.path == "/console/sign-in"
    await thief.closes()


async def test_who_is_let_out_is_out_at_once_and_another_role_holds_from_the_next_request(
    world: World, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    await admitted(world, "erin", DeskRole.ADMIN)
    await admitted(world, "ana")
    await browser.signs_in("ana")

    await deskbot(world, monkeypatch, "role", "ana", "viewer")
    assert "are viewer" in (await browser.opens("/console/account")).text
    await deskbot(world, monkeypatch, "disable", "ana")
    assert (await browser.opens("/console/account")).path == "/console/sign-in"
    await browser.signs_in("ana")
    assert "The name or the password is wrong." in browser.text


async def test_another_password_signs_the_other_browsers_out(world: World, browser: Browser) -> None:
    await admitted(world, "ana")
    other = await Browser(world).signs_in("ana")
    await browser.signs_in("ana")

    await browser.sends("Change it", old=PASSWORD, new="ana-ana ana 77", again="ana-ana ana 77")
    assert "it is little more than" in browser.text
    await browser.sends("Change it", old="not the one", new="another walk to town", again="another walk to town")
    assert "The password that you have now is another one." in browser.text
    await browser.sends("Change it", old=PASSWORD, new="another walk to town", again="another walk to tow")
    assert "was not written the same way twice" in browser.text
    await browser.sends("Change it", old=PASSWORD, new="another walk to town", again="another walk to town")
    assert "You have another password now." in browser.text

    assert (await other.opens("/console/account")).path == "/console/sign-in"
    await other.signs_in("ana")
    assert "is wrong" in other.text
    await other.signs_in("ana", "another walk to town")
    assert other.path == "/console/account"
    await other.closes()


async def test_other_browsers_are_listed_and_signed_out_at_a_press(world: World, browser: Browser) -> None:
    await admitted(world, "ana")
    lost = await Browser(world, **{"User-Agent": "Telephone/1"}).signs_in("ana")
    await browser.signs_in("ana")
    assert "Telephone/1" in browser.text

    await browser.sends("Sign out everywhere else")

    assert "Telephone/1" not in browser.text
    assert (await lost.opens("/console/account")).path == "/console/sign-in"
    await lost.closes()


async def test_a_form_of_another_site_or_of_an_earlier_sign_in_does_nothing(world: World, browser: Browser) -> None:
    await admitted(world, "ana")
    await browser.signs_in("ana")
    page = browser.answer.text
    key = page.split('name="form_key" value="')[1].split('"')[0]

    async def sent(headers: dict[str, str], form_key: str) -> httpx.Response:
        data = {"form_key": form_key}
        return await browser.client.post(
            "/console/account/sign-out-elsewhere", data=data, headers=headers, follow_redirects=False
        )

    assert (await sent({"Origin": EVIL}, key)).status_code == 403
    assert (await sent({}, key)).status_code == 403
    assert (await sent({"Origin": browser.base}, "")).status_code == 403
    assert (await sent({"Origin": browser.base}, key[:-1])).status_code == 403
    assert (await sent({"Origin": browser.base}, key)).status_code == 303
    signing = await browser.client.post(
        "/console/sign-in", data={"name": "ana", "password": PASSWORD}, headers={"Origin": EVIL}
    )
    assert signing.status_code == 403


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/console",
        "/console\\@evil.example",
        "javascript:alert(1)",
        "/other",
        "",
        "/console/../t/x",
        "/console/%252e%252E/t/x",
        "/console/tickets/..",
        "/consoles",
    ],
)
async def test_nobody_is_sent_out_of_the_console(world: World, browser: Browser, wanted: str) -> None:
    await admitted(world, "ana")

    await browser.opens(f"/console/sign-in?next={wanted}")
    await browser.sends("Sign in", name="ana", password=PASSWORD)

    assert str(browser.answer.url).startswith(f"{browser.base}/console/")


async def test_no_page_runs_or_loads_what_is_not_ours_nor_is_kept_or_framed(world: World, browser: Browser) -> None:
    await admitted(world, "ana")
    await browser.signs_in("ana")
    headers = browser.answer.headers

    assert "default-src 'none'; script-src 'self'; style-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert " style=" not in browser.answer.text
    assert " on" not in "".join(part.split(">")[0] for part in browser.answer.text.split("<"))
    for name in ("console.css", "console.js", "icon.svg"):
        address = next(part for part in browser.answer.text.split('"') if part.endswith(name))
        found = await browser.client.get(address)
        assert "immutable" in found.headers["Cache-Control"]
        assert (await browser.client.get(address.replace("/static/", "/static/0"))).status_code == 404


async def test_the_browsers_key_is_out_of_scripts_reach_and_lies_nowhere(world: World, browser: Browser) -> None:
    await admitted(world, "ana")
    await browser.opens("/console/sign-in")
    form = {"name": "ana", "password": PASSWORD, "next": "/console"}
    answer = await browser.client.post(
        "/console/sign-in", data=form, headers={"Origin": browser.base}, follow_redirects=False
    )

    cookie = answer.headers["Set-Cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    key = answer.cookies["deskbot"]
    everything = world.sql("SELECT row_to_json(sign_in)::text FROM sign_in") + world.sql("SELECT data::text FROM audit")
    assert key not in str(everything)
    assert PASSWORD not in str(world.sql("SELECT row_to_json(account)::text FROM account"))


async def test_while_the_database_is_away_everybody_is_told_so_and_nobody_is_signed_out(
    world: World, browser: Browser, postgres: str
) -> None:
    await admitted(world, "ana")
    await browser.signs_in("ana")
    with database_away(world, postgres):
        await browser.opens("/console/account")
        assert browser.answer.status_code == 503
        assert "The database does not answer." in browser.text
        stranger = await Browser(world).signs_in("ana")
        assert stranger.answer.status_code == 503
        await stranger.closes()

    assert (await browser.opens("/console/account")).path == "/console/account"


async def test_what_is_changed_about_accounts_is_noted_with_who_did_it(
    world: World, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    await admitted(world, "erin", DeskRole.ADMIN)
    await deskbot(world, monkeypatch, "add", "ana", "--role", "agent", "--staff", "ana", "--password", "-")
    await browser.signs_in("ana")

    told = world.sql("SELECT who, act, about FROM audit ORDER BY id")
    assert told == [("a test", "let in", "erin"), ("command line", "let in", "ana"), ("ana", "signed in", "ana")]


class TestOnTheCommandLine:
    """`deskbot accounts` says what is wrong and how to mend it."""

    @pytest.mark.parametrize(
        ("said", "told"),
        [
            (("add", "An a", "--password", "-"), '"An a" is no name'),
            (("add", "ana", "--staff", "anna", "--password", "-"), 'did you mean "ana"?'),
            (("add", "ana", "--password", "secret"), "read by everybody"),
            (("role", "ana", "admin"), 'there is no account "ana"'),
            (("disable", "erin"), "make somebody else an admin first"),
            (("role", "erin", "lead"), "make somebody else an admin first"),
            (("add", "erin", "--password", "-"), "take another name"),
            (("add", "kim", "--password", "-"), '"kim" is Kim Haddad of the staff in desk.yaml: say --staff kim'),
            (("add", "kim", "--staff", "ben", "--password", "-"), '"kim" is Kim Haddad of the staff'),
            (("add", "eva", "--staff", "ben", "--password", "-"), 'benjamin is "ben" of the staff already'),
            (("staff", "erin", "ben"), "one account for one person"),
        ],
    )
    async def test_bad_input_is_told(
        self, world: World, monkeypatch: pytest.MonkeyPatch, said: tuple[str, ...], told: str
    ) -> None:
        await admitted(world, "erin", DeskRole.ADMIN)
        await admitted(world, "benjamin", staff="ben")

        code, output = await deskbot(world, monkeypatch, *said)

        assert code != 0
        assert told in output

    async def test_a_weak_password_is_none(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        code, output = await deskbot(world, monkeypatch, "add", "lea", "--password", "-", given="hunter2\n")

        assert code == 1
        assert "it has 7 characters, and 12 are needed" in output
        assert "hunter2" not in output


async def deskbot(
    world: World, monkeypatch: pytest.MonkeyPatch, *words: str, given: str = f"{PASSWORD}\n"
) -> tuple[int, str]:
    """Run `deskbot accounts …` beside the server."""
    import asyncio

    from deskbot.children import as_environment

    for name, value in as_environment(world.deskbot.settings).items():
        monkeypatch.setenv(name, value)
    result = await asyncio.to_thread(CliRunner().invoke, build(), ["accounts", *words], given)
    return result.exit_code, f"{result.output} {result.exception or ''}"
