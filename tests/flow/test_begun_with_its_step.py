"""A page's first text is begun in the transaction of its step, and what hinders it hinders nobody else."""

from __future__ import annotations

import asyncio

from deskbot.store.bundles import lock_phone
from tests.flow.crowds import pages
from tests.flow.test_row_locks import somebody_waits
from tests.harness import ANA, World

BREAKS_ONCE = """
CREATE SEQUENCE tests.broken;
CREATE FUNCTION tests.break_once() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN IF nextval('tests.broken') = 1 THEN RAISE 'broken'; END IF; RETURN NEW; END $$;
CREATE TRIGGER break_once BEFORE INSERT ON dispatch FOR EACH ROW EXECUTE FUNCTION tests.break_once();
"""
NONE_WITHOUT = """
CREATE FUNCTION tests.refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN IF NEW.step > 0 AND NOT EXISTS (SELECT 1 FROM dispatch) THEN RAISE 'a step alone'; END IF;
    RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER refuse AFTER UPDATE ON page DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION tests.refuse();
"""
"""Lets no step commit whose text is not begun."""


async def step(world: World) -> None:
    """Let a page make its first step."""
    await pages(world, 1001, 1, "S1")
    world.sql("DELETE FROM procrastinate_jobs")  # nothing else is about to do it
    [(page,)] = world.sql("SELECT id FROM page")
    await world.deskbot.stepping.step(page)


async def test_a_step_and_the_beginning_of_its_first_text_are_one_transaction(world: World) -> None:
    world.sql(NONE_WITHOUT)

    await step(world)

    await world.settle()
    assert "T-1001" in world.twilio.phones[ANA].take_text()


async def test_a_text_that_cannot_be_begun_with_its_step_undoes_nothing_and_goes_right_after_it(world: World) -> None:
    world.sql(BREAKS_ONCE)

    await step(world)

    told = world.errors.records.pop()
    assert "not begun with its step" in told, told
    assert world.sql("SELECT step, state FROM page") == [(1, "open")]
    await world.settle()
    assert "T-1001" in world.twilio.phones[ANA].take_text()


async def test_a_step_that_finds_its_phone_in_somebody_elses_hand_waits_for_them_with_nothing_locked(
    world: World,
) -> None:
    async with world.deskbot.database.begin() as other:
        await lock_phone(other, "sms", ANA)
        stepping = asyncio.create_task(step(world))
        await somebody_waits(world)

        stands = world.sql("SELECT step FROM page FOR UPDATE NOWAIT")

    await stepping
    assert stands == [(1,)]
    await world.settle()
    assert "T-1001" in world.twilio.phones[ANA].take_text()
