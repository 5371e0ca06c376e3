"""The desk's open page keeps up by itself, and a page is taken on a phone's screen."""

from __future__ import annotations

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
