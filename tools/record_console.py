"""Record the console as a picture that plays: a mail comes in, its page is taken, and the reseller is answered.

make recording
"""

from __future__ import annotations

import asyncio

from deskbot.tickets.reference import reference
from tests.browser.chromium import Screen
from tools.animated_png import animated
from tools.screenshots import FOLDER, MAILS, at_noon

PICTURE = FOLDER / "console.png"
SIZE = (1000, 680)
"""Width and height, in CSS pixels: what a README shows without making it smaller."""
SECONDS = 3.0
"""How long each picture stays; the last one twice as long."""
OUTAGE = MAILS[2]
ANSWER = "We have it. Please tell me whether the lamp of the T1 is lit, and leave the system on."


async def recorded() -> list[bytes]:
    """Play it; return what stood on the screen, one picture after the other."""
    pictures: list[bytes] = []
    async with at_noon() as (world, browser):
        ana = await (await Screen.of(browser, world.deskbot.settings.web_base, SIZE)).signs_in("ana")

        async def keep() -> None:
            pictures.append(await ana.page.screenshot(animations="disabled"))

        await ana.opens("/console/now")
        await keep()
        await world.mail(**OUTAGE)
        await ana.sees("text delivered")
        await keep()
        await ana.page.get_by_role("button", name="Take it").click()
        await ana.sees("You have taken")
        await keep()
        ((number,),) = world.sql("SELECT max(number) FROM ticket")
        await ana.page.get_by_role("link", name=reference(number)).click()
        box = ana.page.get_by_label("What you answer")
        await ana.sees(box)
        await keep()
        await box.fill(ANSWER)
        await box.scroll_into_view_if_needed()
        await keep()
        await ana.page.get_by_role("button", name="Send the answer").click()
        await ana.sees("Take it back")
        await ana.page.locator("#held").evaluate("held => held.scrollIntoView({block: 'center'})")
        await keep()
        await ana.closes()
    return pictures


if __name__ == "__main__":
    *before, last = asyncio.run(recorded())
    PICTURE.write_bytes(animated([*((one, SECONDS) for one in before), (last, 2 * SECONDS)]))
