"""In the desk's room an agent chooses from a list into which ticket one is merged, and for what a reseller is asked."""

from __future__ import annotations

from deskbot.model.ticket import Link
from deskbot.simulators.slack_people import Person
from deskbot.store import links
from tests.flow.test_desk_in_slack import ECHO, a_world, ana_ruiz, card, hears, thread
from tests.harness import World

JANA = "Jana Vogt <jana@rheinruf.example>"


__all__ = ["a_world", "ana_ruiz"]


async def three_tickets(world: World) -> None:
    """Let Ty have two tickets, and Jana one of something else."""
    await world.mail(ECHO)
    await world.mail("The licence of the 3G-88C1-0457 at Hollis Vet Clinic ends on Friday", subject="Licence")
    await world.mail("Please change the hold music at Hotel Adler", subject="Music", sender=JANA)
    world.letter(), world.letter(), world.letter("jana@rheinruf.example")


async def test_a_ticket_is_merged_into_one_that_is_chosen_from_the_resellers_own(world: World, ana: Person) -> None:
    await three_tickets(world)

    await ana.presses("Merge into…", card(world))
    assert [one[:6] for one in ana.forms.options] == ["T-1002"]
    assert await ana.forms.sends(chosen="T-1002") == {}
    await world.settle()

    assert world.sql("SELECT merged_into FROM ticket WHERE number = 1001") == [(1002,)]
    assert ("state", "ana") in world.sql("SELECT kind, author FROM timeline WHERE ticket_number = 1002")
    world.read += world.mailbox.to("ty@brightpathvoice.example")
    hears(ana)


async def test_a_reseller_is_asked_for_what_was_chosen(world: World, ana: Person) -> None:
    await three_tickets(world)

    await ana.presses("Ask for…", card(world))
    assert ana.forms.shown.values["chosen"].split(",") == world.ticket()["missing"]
    assert await ana.forms.sends(chosen="release,site") == {}
    await world.settle()

    letter = world.letter()
    assert "release" in letter.text
    assert "Asked for" in str(world.timeline())
    hears(ana)


async def test_where_the_list_cannot_be_shown_the_thread_says_how_it_is_written(world: World, ana: Person) -> None:
    await three_tickets(world)
    world.slack.faults.fail_next(status=500)

    await ana.presses("Merge into…", card(world))
    await world.settle()

    assert not ana.forms.is_open
    assert '"#merge" needs a ticket behind it, like T-1042' in thread(world)[-1]


async def test_who_is_not_on_the_staff_gets_no_list_and_chooses_nothing(world: World, ana: Person) -> None:
    await three_tickets(world)
    eve = world.slack.people["U0EVE"]

    await eve.presses("Merge into…", card(world))
    await world.settle()
    assert not eve.forms.is_open

    await ana.presses("Merge into…", card(world))
    form = ana.forms.shown
    form.user, form.values["chosen"] = "U0EVE", "T-1002"
    await eve.forms.sends()
    await world.settle()

    assert world.sql("SELECT 1 FROM ticket WHERE merged_into IS NOT NULL") == []
    assert world.sql("SELECT count(*) FROM ticket") == [(3,)]
    hears(eve)


async def test_what_looks_alike_is_offered_whose_it_may_be_and_the_other_reseller_is_told_nothing(
    world: World, ana: Person
) -> None:
    await three_tickets(world)
    async with world.deskbot.database.begin() as session:
        links.add(session, 1001, 1003, Link.ALIKE, "the same words", world.now)

    await ana.presses("Merge into…", card(world))

    assert [one[:6] for one in ana.forms.options] == ["T-1003", "T-1002"]
    await ana.forms.sends(chosen="T-1003")
    await world.settle()
    assert not [one for one in world.mailbox.to("jana@rheinruf.example") if one not in world.read]
    world.read += world.mailbox.to("ty@brightpathvoice.example")
    hears(ana)
