"""Who signs in at an identity provider is let in as whom the desk has let in beforehand; nobody else is."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from deskbot.cli import check_oidc
from deskbot.engine.admitting import Admitting, By
from deskbot.model.account import Account, DeskRole
from deskbot.simulators.oidc import OidcSimulator
from deskbot.wires.passwords import Passwords
from tests.flow.browser import PASSWORD, Browser, admitted
from tests.flow.test_41_late import database_away
from tests.flow.test_console_sign_in import deskbot
from tests.harness import World, running_world

KIM = {"name": "Kim", "email": "Kim@desk.example", "email_verified": True}
START, BACK = "/console/sign-in/oidc", "/console/sign-in/oidc/back"
NOT_CONFIRMED = "Example ID has not confirmed who you are."
Claims = dict[str, Any]


@pytest.fixture(name="world")
async def a_world_with_a_provider(database_url: str) -> AsyncIterator[World]:
    async with running_world(database_url, oidc=True) as running:
        running.oidc.people["u-7"] = dict(KIM)
        yield running


@pytest.fixture(name="browser")
async def a_browser(world: World) -> AsyncIterator[Browser]:
    opened = Elsewhere(world)
    yield opened
    await opened.closes()


class Elsewhere(Browser):
    """A browser in which somebody signs in at the provider."""

    def __init__(self, world: World, **headers: str) -> None:
        super().__init__(world, **headers)
        self.provider: OidcSimulator = world.oidc

    async def begins(self, wanted: str = "/console/account") -> str:
        """Follow the link on the sign-in page; return the provider's address to which it leads."""
        await self.opens(f"/console/sign-in?{urlencode({'next': wanted})}")
        address = next(part for part in self.answer.text.split('"') if part.startswith(START)).replace("&amp;", "&")
        self.answer = await self.client.get(address, headers={"Sec-Fetch-Site": "same-origin"}, follow_redirects=False)
        return self.answer.headers.get("Location", "")

    async def says(self, address: str, subject: str = "u-7") -> str:
        """Say at the provider who one is; return the address of ours to which it leads back."""
        asked = await self.client.get(address)
        assert "SIMULATED: who are you?" in asked.text, asked.text
        answer = await self.client.post(address, data={"subject": subject}, follow_redirects=False)
        return answer.headers["Location"]

    async def signs_in_there(self, subject: str = "u-7", wanted: str = "/console/account") -> Browser:
        """Sign in, to one's own account's page."""
        return await self.opens(await self.says(await self.begins(wanted), subject))


async def let_in(
    world: World, name: str = "kim", key: str = "kim@desk.example", role: DeskRole = DeskRole.AGENT
) -> None:
    """Let somebody in who signs in at the provider."""
    desk = world.deskbot
    admitting = Admitting(desk.database, desk.desk, desk.clock, Passwords())
    await admitting.admit(
        Account(0, name, name.title(), role, name if name in desk.desk.staff else "", key), "", By("a test")
    )


def signed_in(world: World) -> int:
    return world.sql("SELECT count(*) FROM sign_in")[0][0]


async def test_who_was_let_in_beforehand_comes_in_by_the_provider_and_goes_on_to_what_they_wanted(
    world: World, browser: Elsewhere
) -> None:
    await let_in(world)

    await browser.opens("/console/account?said=")
    assert "Sign in with Example ID" in browser.text
    await browser.signs_in_there(wanted="/console/account?said=elsewhere")

    assert str(browser.answer.url) == f"{browser.base}/console/account?said=elsewhere"
    assert "You sign in as kim, and are agent." in browser.text
    assert "Another password" not in browser.text
    told = world.sql("SELECT who, act FROM audit ORDER BY id")
    assert told == [("a test", "let in"), ("kim", "signed in"), ("kim", "bound")]
    await browser.sends("Sign out")
    assert (await browser.opens("/console/account")).path == "/console/sign-in"


async def test_from_the_first_time_on_the_providers_own_name_for_somebody_counts_and_not_their_address(
    world: World, browser: Elsewhere
) -> None:
    await let_in(world)
    await browser.signs_in_there()

    world.oidc.people["u-7"] |= {"email": "kim.new@desk.example", "email_verified": False}
    world.oidc.people["u-8"] = dict(KIM)
    other = Elsewhere(world)
    await other.signs_in_there("u-7")
    assert "You sign in as kim" in other.text
    await other.client.aclose()

    stranger = Elsewhere(world)
    await stranger.signs_in_there("u-8")
    assert stranger.answer.status_code == 403
    assert '"kim@desk.example" was somebody else at Example ID before.' in stranger.text
    await stranger.closes()


async def test_nobody_is_made_by_signing_in_and_a_stranger_is_told_whom_to_ask_and_noted(
    world: World, browser: Elsewhere, caplog: pytest.LogCaptureFixture
) -> None:
    await browser.signs_in_there()

    assert browser.answer.status_code == 403
    assert 'Nobody here signs in as "kim@desk.example". Ask an admin of this desk to let you in.' in browser.text
    assert world.sql("SELECT count(*) FROM account") == [(0,)]
    ((act, about, told),) = world.sql("SELECT act, about, data FROM audit")
    assert (act, about) == ("not let in", "kim@desk.example")
    assert told["subject"] == "u-7"
    assert [one.action for one in caplog.records if hasattr(one, "action")] == ["oidc_refused"]


async def test_an_address_that_the_provider_has_not_verified_finds_nobody(world: World, browser: Elsewhere) -> None:
    await let_in(world)
    for said in (False, "false", None, 1):
        world.oidc.people["u-7"]["email_verified"] = said
        await browser.signs_in_there()
        assert 'has not verified that "kim@desk.example" is your address' in browser.text
    del world.oidc.people["u-7"]["email_verified"]
    await browser.signs_in_there()
    assert "has not verified" in browser.text
    assert not signed_in(world)


async def test_who_was_let_out_is_kept_out_there_too(
    world: World, browser: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    await admitted(world, "erin", DeskRole.ADMIN)
    await let_in(world)
    await browser.signs_in_there()

    await deskbot(world, monkeypatch, "disable", "kim")
    assert (await browser.opens("/console/account")).path == "/console/sign-in"
    await browser.signs_in_there()

    assert "Your account has ended." in browser.text


async def test_an_account_without_a_password_is_not_opened_by_any(world: World, browser: Elsewhere) -> None:
    await let_in(world)

    for password in (PASSWORD, ""):
        await browser.signs_in("kim", password)
        assert "The name or the password is wrong." in browser.text


async def test_passwords_go_on_beside_the_provider_and_while_it_is_away(
    world: World, browser: Elsewhere, caplog: pytest.LogCaptureFixture
) -> None:
    await admitted(world, "ana")
    await let_in(world)
    world.oidc.is_away = True

    assert not await browser.begins()
    assert browser.answer.status_code == 503
    assert "Example ID does not answer." in browser.text
    assert "oidc_away" in [getattr(one, "action", "") for one in caplog.records]
    await browser.sends("Sign in", name="ana", password=PASSWORD)
    assert "You sign in as ana" in browser.text

    world.oidc.is_away = False
    other = Elsewhere(world)
    way = await other.says(await other.begins())
    world.oidc.is_away = True
    assert "Example ID does not answer." in (await other.opens(way)).text
    world.oidc.is_away = False
    await other.signs_in_there()
    assert "You sign in as kim" in other.text
    await other.closes()


async def test_a_provider_that_calls_itself_otherwise_is_none(world: World, browser: Elsewhere) -> None:
    world.oidc.issuer = "https://evil.example"

    assert not await browser.begins()
    assert "does not answer" in browser.text


async def test_what_a_short_token_does_not_say_is_asked_for(world: World, browser: Elsewhere) -> None:
    await let_in(world)
    world.oidc.are_tokens_short = True

    world.oidc.says_besides = {"sub": "u-8"}
    await browser.signs_in_there()
    assert NOT_CONFIRMED in browser.text
    world.oidc.says_besides = {"email_verified": False}
    await browser.signs_in_there()
    assert "has not verified" in browser.text
    world.oidc.says_besides = {}
    await browser.signs_in_there()
    assert "You sign in as kim" in browser.text


async def test_who_has_no_address_there_is_told_so(world: World, browser: Elsewhere) -> None:
    world.oidc.people["u-7"] = {}

    await browser.signs_in_there()

    assert "does not say by what you are known here" in browser.text


class TestTheWayThereAndBack:
    """A way is good for once, for ten minutes, and in the browser that began it."""

    async def test_it_asks_for_a_code_with_pkce_and_tells_nothing_of_what_comes_after(self, browser: Elsewhere) -> None:
        asked = parse_qs(urlsplit(await browser.begins("/console/tickets?q=secret")).query)

        assert asked["response_type"] == ["code"]
        assert asked["code_challenge_method"] == ["S256"]
        assert asked["redirect_uri"] == [f"{browser.base}{BACK}"]
        assert min(len(asked[name][0]) for name in ("state", "nonce", "code_challenge")) >= 43
        cookie = browser.answer.headers["Set-Cookie"]
        assert "httponly" in cookie.lower()
        assert "samesite=lax" in cookie.lower()
        assert not any(one in cookie for one in (asked["state"][0], asked["nonce"][0], "tickets"))
        assert "no-store" in browser.answer.headers["Cache-Control"]
        assert browser.answer.headers["Referrer-Policy"] == "same-origin"

    async def test_in_another_browser_it_leads_nowhere(self, world: World, browser: Elsewhere) -> None:
        await let_in(world)
        thief = Elsewhere(world)
        way = await thief.says(await thief.begins())

        await browser.opens(way)
        assert "did not begin in this browser" in browser.text
        await browser.begins()  # one of their own does not help
        await browser.opens(way)
        assert "did not begin in this browser" in browser.text
        assert not signed_in(world)
        await thief.closes()

    async def test_it_is_good_for_once_whatever_the_provider_does(self, world: World, browser: Elsewhere) -> None:
        await let_in(world)
        world.oidc.are_codes_good_for_once = False
        way = await browser.says(await browser.begins())
        kept = dict(browser.client.cookies)
        await browser.opens(way)
        assert "You sign in as kim" in browser.text
        assert "deskbot-oidc" not in browser.client.cookies

        again = Elsewhere(world)
        again.client.cookies.update(kept)
        await again.opens(way)

        assert again.answer.status_code == 403
        assert "This sign-in was used before." in again.text
        assert signed_in(world) == 1
        await again.closes()

    async def test_of_two_who_come_by_it_at_once_one_is_let_in(self, world: World, browser: Elsewhere) -> None:
        await let_in(world)
        world.oidc.are_codes_good_for_once = False
        way = await browser.says(await browser.begins())

        answers = await asyncio.gather(*(browser.client.get(way, follow_redirects=False) for _ in range(3)))

        assert sorted(one.status_code for one in answers) == [303, 403, 403]
        assert signed_in(world) == 1

    async def test_of_two_persons_who_are_first_at_once_one_gets_the_account(self, world: World) -> None:
        await let_in(world)
        world.oidc.people["u-8"] = dict(KIM)
        both = [Elsewhere(world), Elsewhere(world)]
        ways = [await one.says(await one.begins(), who) for one, who in zip(both, ("u-7", "u-8"), strict=True)]

        await asyncio.gather(*(one.opens(way) for one, way in zip(both, ways, strict=True)))

        assert sorted(one.answer.status_code for one in both) == [200, 403]
        for one in both:
            await one.closes()

    async def test_who_goes_back_a_page_afterwards_is_signed_in_still(self, world: World, browser: Elsewhere) -> None:
        await let_in(world)
        way = await browser.says(await browser.begins())
        await browser.opens(way)

        await browser.opens(way)

        assert str(browser.answer.url) == f"{browser.base}/console/now"
        assert signed_in(world) == 1

    async def test_who_only_looks_at_it_does_not_use_it_up(self, world: World, browser: Elsewhere) -> None:
        await let_in(world)
        way = await browser.says(await browser.begins())

        assert (await browser.client.head(way)).status_code == 405
        await browser.opens(way)

        assert "You sign in as kim" in browser.text

    async def test_a_code_is_good_for_once(self, world: World, browser: Elsewhere) -> None:
        await let_in(world)
        way = await browser.says(await browser.begins())
        kept = dict(browser.client.cookies)
        await browser.opens(way)

        browser.client.cookies.clear()
        browser.client.cookies.update(kept)
        await browser.opens(way)

        assert NOT_CONFIRMED in browser.text

    async def test_after_ten_minutes_it_has_ended(self, world: World, browser: Elsewhere) -> None:
        await let_in(world)
        way = await browser.says(await browser.begins())

        world.clock.forward(timedelta(minutes=10, seconds=1))
        await browser.opens(way)

        assert "took more than ten minutes" in browser.text

    @pytest.mark.parametrize(
        "changed",
        [{"state": "another"}, {"state": ""}, {"code": "another"}, {"code": ""}, {"iss": "https://evil.example"}],
    )
    async def test_what_was_changed_on_it_is_found_out(
        self, world: World, browser: Elsewhere, changed: dict[str, str]
    ) -> None:
        await let_in(world)
        path, _, query = (await browser.says(await browser.begins())).partition("?")

        await browser.opens(f"{path}?{urlencode(dict(parse_qsl(query)) | changed)}")

        assert browser.answer.status_code == 403
        assert not signed_in(world)

    async def test_a_cookie_that_was_changed_is_none(self, world: World, browser: Elsewhere) -> None:
        await let_in(world)
        way = await browser.says(await browser.begins())
        for kept in ("", "{}", "bm90aGluZw==", browser.client.cookies["deskbot-oidc"][:-6]):
            browser.client.cookies.clear()
            browser.client.cookies.set("deskbot-oidc", kept)
            await browser.opens(way)
            assert "did not begin in this browser" in browser.text

    async def test_who_says_no_at_the_provider_is_told_and_its_words_are_not_repeated(self, browser: Elsewhere) -> None:
        way = await browser.says(await browser.begins(), "nobody")

        await browser.opens(f"{way}%00%0a555-0199&error_description=call+555-0199")

        assert browser.answer.status_code == 403
        assert NOT_CONFIRMED in browser.text
        assert "555" not in browser.text

    @pytest.mark.parametrize("code", ["%00", "%ff", "ü%0d%0a", "x" * 20_000])
    async def test_a_code_of_nonsense_is_none(self, browser: Elsewhere, code: str) -> None:
        path, _, query = (await browser.says(await browser.begins())).partition("?")
        given = dict(parse_qsl(query))

        await browser.opens(f"{path}?state={given['state']}&code={code}")

        assert NOT_CONFIRMED in browser.text

    @pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {}])
    async def test_another_sites_page_cannot_send_anybody_there(
        self, browser: Elsewhere, headers: dict[str, str]
    ) -> None:
        answer = await browser.client.get(f"{START}?next=/console/now", headers=headers, follow_redirects=False)

        assert answer.headers["Location"] == "/console/sign-in?next=%2Fconsole%2Fnow"
        assert not answer.cookies

    async def test_a_browser_that_tells_only_where_it_comes_from_is_sent_there(
        self, world: World, browser: Elsewhere
    ) -> None:
        for referer, leads in ((f"{browser.base}/console/sign-in", True), ("https://evil.example/", False)):
            answer = await browser.client.get(START, headers={"Referer": referer}, follow_redirects=False)
            assert answer.headers["Location"].startswith(world.oidc.issuer) == leads

    @pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/console", "/console" + "x" * 2000])
    async def test_it_leads_back_to_a_page_of_ours(self, world: World, browser: Elsewhere, wanted: str) -> None:
        await let_in(world)

        await browser.signs_in_there(wanted=wanted)

        assert str(browser.answer.url) == f"{browser.base}/console/now"

    async def test_thirty_tries_in_vain_are_a_pause_for_that_place_alone(self, world: World) -> None:
        await let_in(world)
        world.oidc.people["u-9"] = {"email": "stranger@desk.example", "email_verified": True}
        thief = Elsewhere(world, **{"X-Forwarded-For": "203.0.113.9"})
        for _ in range(30):
            await thief.signs_in_there("u-9")
        await thief.signs_in_there("u-7")
        assert "wrong too often. Try again in 15 min." in thief.text
        owner = Elsewhere(world, **{"X-Forwarded-For": "198.51.100.7"})
        await owner.signs_in_there()
        assert "You sign in as kim" in owner.text
        await thief.closes()
        await owner.closes()

    async def test_while_the_database_is_away_everybody_is_told_so(
        self, world: World, browser: Elsewhere, postgres: str
    ) -> None:
        await let_in(world)
        way = await browser.says(await browser.begins())
        with database_away(world, postgres):
            await browser.opens(way)
            assert browser.answer.status_code == 503
            assert "The database does not answer." in browser.text
        await browser.signs_in_there()
        assert "You sign in as kim" in browser.text


def with_claims(**changes: Any) -> Callable[[OidcSimulator], Callable[[Claims], str]]:
    """Return a token, rightly signed, of which some claims are others, or none."""

    def forging(provider: OidcSimulator) -> Callable[[Claims], str]:
        return lambda claims: provider.signed(
            {name: value for name, value in (claims | changes).items() if value is not None}
        )

    return forging


def in_seconds(**moved: int) -> Callable[[OidcSimulator], Callable[[Claims], str]]:
    """Return a token, rightly signed, some of whose moments are so far from now."""

    def forging(provider: OidcSimulator) -> Callable[[Claims], str]:
        return lambda claims: provider.signed(claims | {name: claims["iat"] + by for name, by in moved.items()})

    return forging


def by_hand(header: Claims, claims: Claims, key: bytes | None) -> str:
    """Return a token as an attacker makes it."""
    body = b".".join(_encoded(json.dumps(part).encode()) for part in (header, claims))
    signature = hmac.digest(key, body, hashlib.sha256) if key is not None else b""
    return (body + b"." + _encoded(signature)).decode()


def _encoded(text: bytes) -> bytes:
    return base64.urlsafe_b64encode(text).rstrip(b"=")


def unsigned(_: OidcSimulator) -> Callable[[Claims], str]:
    return lambda claims: by_hand({"alg": "none"}, claims, None)


def signed_with_the_public_key(provider: OidcSimulator) -> Callable[[Claims], str]:
    public = provider.key.as_pem(private=False)
    return lambda claims: by_hand({"alg": "HS256", "kid": provider.key.kid}, claims, public)


def signed_with_the_clients_secret(provider: OidcSimulator) -> Callable[[Claims], str]:
    return lambda claims: by_hand({"alg": "HS256"}, claims, provider.secret.encode())


def signed_by_somebody_else(provider: OidcSimulator) -> Callable[[Claims], str]:
    strange = RSAKey.generate_key(2048, private=True)
    return lambda claims: jwt.encode({"alg": "RS256", "kid": provider.key.kid}, claims, strange)


def with_a_key_of_its_own(_: OidcSimulator) -> Callable[[Claims], str]:
    strange = ECKey.generate_key("P-256", private=True)  # short enough for a header
    header = {"alg": "ES256", "jwk": strange.as_dict(private=False)}
    return lambda claims: jwt.encode(header, claims, strange)


def changed_on_the_way(provider: OidcSimulator) -> Callable[[Claims], str]:
    def forging(claims: Claims) -> str:
        header, _, signature = provider.signed(claims).split(".")
        return f"{header}.{_encoded(json.dumps(claims | {'sub': 'u-1'}).encode()).decode()}.{signature}"

    return forging


def no_token(_: OidcSimulator) -> Callable[[Claims], str]:
    return lambda _: "a.b"


FORGED = {
    "of another issuer": (with_claims(iss="https://evil.example"), "iss"),
    "without an issuer": (with_claims(iss=None), "iss"),
    "for another client": (with_claims(aud="another"), "aud"),
    "for nobody": (with_claims(aud=None), "aud"),
    "for several, by another": (with_claims(aud=["deskbot", "another"], azp="another"), "azp"),
    "for several, by nobody": (with_claims(aud=["deskbot", "another"]), "azp"),
    "with another nonce": (with_claims(nonce="another"), "nonce"),
    "without a nonce": (with_claims(nonce=None), "nonce"),
    "for another access token": (with_claims(at_hash="another"), "at_hash"),
    "about nobody": (with_claims(sub=None), "sub"),
    "about an empty subject": (with_claims(sub=""), "names nobody"),
    "that never ends": (with_claims(exp=None), "exp"),
    "that has ended": (in_seconds(iat=-400, exp=-61), "expired"),
    "that ends with a word": (with_claims(exp="tomorrow"), "exp"),
    "that is of the future": (in_seconds(iat=61), "future"),
    "that is not good yet": (in_seconds(nbf=61), "not yet valid"),
    "unsigned": (unsigned, "'none' is not allowed"),
    "signed with the public key": (signed_with_the_public_key, "'HS256' is not allowed"),
    "signed with the client's secret": (signed_with_the_clients_secret, "'HS256' is not allowed"),
    "signed by somebody else": (signed_by_somebody_else, "bad_signature"),
    "with a key of its own": (with_a_key_of_its_own, "key"),
    "changed on the way": (changed_on_the_way, "bad_signature"),
    "that is none": (no_token, "decode_error"),
}


@pytest.mark.parametrize("forged", FORGED)
async def test_a_token_that_is_not_the_providers_own_for_this_sign_in_is_not_believed(
    world: World, browser: Elsewhere, forged: str
) -> None:
    await let_in(world)
    forging, why = FORGED[forged]
    world.oidc.signs = forging(world.oidc)

    await browser.signs_in_there()

    assert browser.answer.status_code == 403
    assert NOT_CONFIRMED in browser.text
    assert not signed_in(world)
    ((act, told),) = world.sql("SELECT act, data FROM audit ORDER BY id DESC LIMIT 1")
    assert act == "not let in"
    assert why in told["why"]


@pytest.mark.parametrize("moved", [{"exp": -59}, {"iat": 59, "exp": 300}, {"nbf": 59}], ids=str)
async def test_clocks_may_be_a_minute_apart(world: World, browser: Elsewhere, moved: dict[str, int]) -> None:
    await let_in(world)
    world.oidc.signs = in_seconds(**moved)(world.oidc)

    await browser.signs_in_there()

    assert "You sign in as kim" in browser.text


async def test_a_provider_may_change_its_keys(world: World, browser: Elsewhere) -> None:
    await let_in(world)
    await browser.signs_in_there()

    world.oidc.changes_keys()
    world.clock.forward(timedelta(minutes=1))
    other = Elsewhere(world)
    await other.signs_in_there()

    assert "You sign in as kim" in other.text
    await other.closes()


async def test_a_provider_whose_keys_have_no_names_may_change_them_too(world: World, browser: Elsewhere) -> None:
    await let_in(world)
    world.oidc.key = RSAKey.generate_key(2048, private=True)
    await browser.signs_in_there()
    assert "You sign in as kim" in browser.text

    world.oidc.key = RSAKey.generate_key(2048, private=True)
    world.clock.forward(timedelta(minutes=1))
    other = Elsewhere(world)
    await other.signs_in_there()

    assert "You sign in as kim" in other.text
    await other.closes()


class TestOnTheCommandLine:
    """`deskbot accounts` says by what the provider knows somebody."""

    async def test_somebody_is_let_in_without_a_password(
        self, world: World, browser: Elsewhere, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        code, told = await deskbot(
            world, monkeypatch, "add", "kim", "--staff", "kim", "--oidc", "KIM@desk.example", given=""
        )
        assert code == 0, told

        await browser.signs_in_there()

        assert "You sign in as kim" in browser.text

    async def test_who_is_found_otherwise_now_is_signed_out_and_bound_anew(
        self, world: World, browser: Elsewhere, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await admitted(world, "kim")
        await browser.signs_in("kim")

        code, told = await deskbot(world, monkeypatch, "oidc", "kim", "kim@desk.example")
        assert code == 0, told
        assert (await browser.opens("/console/account")).path == "/console/sign-in"
        await browser.signs_in("kim")
        assert "The name or the password is wrong." in browser.text
        await browser.signs_in_there()
        assert "You sign in as kim" in browser.text

        world.oidc.people["u-8"] = {"email": "kim@desk.example", "email_verified": True}
        await deskbot(world, monkeypatch, "oidc", "kim", "kim@desk.example")
        await browser.signs_in_there("u-8")
        assert "You sign in as kim" in browser.text

    @pytest.mark.parametrize(
        ("said", "told"),
        [
            (("add", "bea", "--oidc", "Kim@Desk.example"), "is how kim is found already"),
            (("oidc", "erin", "kim@desk.example"), "is how kim is found already"),
            (("oidc", "kim", ""), "could not sign in at all: deskbot accounts password kim"),
            (("oidc", "kym", "kym@desk.example"), 'did you mean "kim"?'),
            (("add", "bea", "--oidc", "a\tb"), "that is nothing by which the identity provider knows somebody"),
        ],
    )
    async def test_bad_input_is_told(
        self, world: World, monkeypatch: pytest.MonkeyPatch, said: tuple[str, ...], told: str
    ) -> None:
        await admitted(world, "erin", DeskRole.ADMIN)
        await let_in(world)

        code, output = await deskbot(world, monkeypatch, *said)

        assert code != 0
        assert told in output

    async def test_a_key_is_free_again_once_its_account_has_ended_and_has_none(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await admitted(world, "erin", DeskRole.ADMIN)
        await let_in(world)

        for said in (("disable", "kim"), ("oidc", "kim", ""), ("add", "kim2", "--oidc", "kim@desk.example")):
            code, told = await deskbot(world, monkeypatch, *said, given="")
            assert code == 0, told

    async def test_the_list_says_how_each_signs_in(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        await admitted(world, "erin", DeskRole.ADMIN)
        await let_in(world)
        monkeypatch.setenv("COLUMNS", "200")

        _, told = await deskbot(world, monkeypatch, "list")

        assert "kim@desk.example (has not come yet)" in told
        assert "password" in told


class TestCheck:
    """`deskbot check` asks the provider where its doors are."""

    async def found(self, world: World, **changes: Any) -> str:
        settings = world.deskbot.settings.model_copy(update=changes)
        (*_, last) = await asyncio.to_thread(check_oidc.oidc, settings)
        return f"{'right' if last.right else 'wrong'}: {last.says}"

    async def test_it_says_whether_people_can_sign_in_there(self, world: World) -> None:
        assert "right: Example ID describes itself" in await self.found(world, public_url="https://desk.example")
        assert "set DESKBOT_PUBLIC_URL" in await self.found(world)
        world.oidc.is_away = True
        assert "wrong: http://127.0.0.1" in await self.found(world)

    @pytest.mark.parametrize(
        ("changes", "told"),
        [
            ({"oidc_issuer": ""}, "DESKBOT_OIDC_ISSUER: is not set"),
            ({"oidc_client_id": ""}, "DESKBOT_OIDC_CLIENT_ID: is not set"),
            ({"oidc_issuer": "http://id.example"}, "has to begin with https://"),
            ({"oidc_scopes": "email"}, 'has to hold "openid"'),
        ],
    )
    async def test_it_says_what_is_missing(self, world: World, changes: dict[str, str], told: str) -> None:
        assert told in await self.found(world, **changes)

    async def test_an_issuer_has_to_be_written_to_the_letter(self, world: World) -> None:
        told = await self.found(world, oidc_issuer=f"{world.oidc.issuer}/")

        assert f'calls itself "{world.oidc.issuer}": write that, to the letter' in told


async def test_by_https_what_the_browser_keeps_is_this_hosts_alone(database_url: str) -> None:
    async with running_world(database_url, oidc=True, public_url="https://desk.example") as world:
        browser = Elsewhere(world)
        browser.client.base_url = httpx.URL(f"http://127.0.0.1:{world.deskbot.settings.web_port}")

        address = await browser.begins()

        cookie = browser.answer.headers["Set-Cookie"]
        assert cookie.startswith("__Host-deskbot-oidc=")
        assert "; secure" in cookie.lower()
        assert parse_qs(urlsplit(address).query)["redirect_uri"] == [f"https://desk.example{BACK}"]
        await browser.closes()
