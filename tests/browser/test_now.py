"""The desk's open page keeps up by itself, a page is taken on a phone's screen, and a shift is overridden."""

from __future__ import annotations

from deskbot.model.account import DeskRole
from tests.browser.chromium import PHONE
from tests.browser.conftest import Opener
from tests.flow.browser import admitted
from tests.flow.mails import OUTAGE_S1
from tests.harness import ANA, World


async def test_a_mail_arrives_live_and_its_page_is_taken_on_a_phone_sized_screen(world: World, screen: Opener) -> None:
    await admitted(world, "ben", staff="ben")
    own = await (await screen(*PHONE)).signs_in("ben")
    await own.opens("/console/now")
    await own.sees("Nobody is being called.")
    await own.is_fit_for_all()

    await world.mail(OUTAGE_S1, subject="Hollis is down")
    await own.sees("Hollis is down")
    await own.is_fit_for_all()
    await own.page.get_by_role("button", name="Take it").click()

    await own.sees("You have taken T-1001 Hollis is down.")
    await world.settle()
    world.read += world.mailbox.letters
    phone = world.twilio.phones[ANA]
    while phone.unread:
        phone.take_text()
    await own.opens("/console/oncall")
    await own.is_fit_for_all()
    await own.opens("/console/reports")
    await own.is_fit_for_all()
    await own.opens("/console/playbooks")
    await own.is_fit_for_all()


async def test_a_shift_is_overridden_and_the_calendar_that_is_open_elsewhere_shows_it(
    world: World, screen: Opener
) -> None:
    await admitted(world, "lea", DeskRole.LEAD)
    await admitted(world, "ben", staff="ben")
    own, other = await (await screen()).signs_in("lea"), await (await screen()).signs_in("ben")
    await other.opens("/console/oncall")
    await own.opens("/console/oncall")

    form = own.page.locator('form[action="/console/oncall/override"]')
    await form.get_by_label("Who goes").select_option("ana")
    await form.get_by_label("Who comes").select_option("ben")
    await form.get_by_label("Until").fill("2026-03-03T08:00")
    await form.get_by_role("button", name="Look what it changes").click()
    await own.sees("Ben Oyelowo for Ana Ruiz")
    await own.is_fit_for_all()
    await own.page.get_by_role("button", name="Keep it").click()

    await own.sees("It is kept")
    await other.sees("primary: Ben Oyelowo for Ana Ruiz")
