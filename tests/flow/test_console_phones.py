"""*Phones*: in a simulation a page is answered by a click; anywhere else there is no such page."""

from __future__ import annotations

from deskbot.model.account import DeskRole
from tests.flow.browser import Browser, admitted
from tests.flow.crowds import paged
from tests.harness import ANA, KIM, World, running_world


async def test_a_page_is_answered_from_a_phone_by_a_click(database_url: str) -> None:
    async with running_world(database_url, simulate=True) as world:
        await admitted(world, "ana", staff="ana")
        await admitted(world, "vic", DeskRole.VIEWER)
        await paged(world, 1001)
        text = world.twilio.phones[ANA].take_text()
        browser = await Browser(world).signs_in("ana")
        await browser.opens("/console/phones")
        assert f"Ana Ruiz {ANA}" in browser.text
        assert f"text: {text}" in browser.text
        key = browser.answer.text.split('name="form_key" value="')[1].split('"')[0]

        async def sent(path: str, **fields: str) -> int:
            data = {"form_key": key, **fields}
            answer = await browser.client.post(
                f"/console/phones/{path}", data=data, headers={"Origin": browser.base}, follow_redirects=False
            )
            return answer.status_code

        assert await sent("manner", number=KIM, manner="answers:4") == 303
        assert await sent("manner", number="+15125550199", manner="busy") == 404
        assert await sent("manner", number=KIM, manner="dances") == 404
        assert await sent("text", number=ANA, text="1a") == 303
        await world.settle()

        assert world.sql("SELECT state, acknowledged_by FROM page") == [("acknowledged", "ana")]
        assert world.twilio.phones[KIM].manner == "answers"
        other = await Browser(world).signs_in("vic")
        form_key = other.answer.text.split('name="form_key" value="')[1].split('"')[0]
        data = {"form_key": form_key, "number": KIM, "manner": "busy"}
        answer = await other.client.post("/console/phones/manner", data=data, headers={"Origin": other.base})
        assert answer.status_code == 403
        await other.closes()
        await browser.closes()


async def test_without_a_simulation_there_is_no_such_page(world: World) -> None:
    await admitted(world, "ana", staff="ana")
    browser = await Browser(world).signs_in("ana")

    assert "Phones" not in browser.text
    assert (await browser.opens("/console/phones")).answer.status_code == 404
    await browser.closes()
