"""What stands in the database, to see that something has changed nothing; and what people were told, left aside."""

from __future__ import annotations

from tests.harness import World

DIGEST = "SELECT '{name}', md5(string_agg(t::text, '/' ORDER BY t::text)) FROM {name} AS t"


def contents(world: World) -> dict[str, str | None]:
    """Return a digest of every table, by its name; None for one that is empty."""
    tables = world.sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
    digests = [DIGEST.format(name=name) for (name,) in tables]
    return dict(world.sql(" UNION ALL ".join(digests)))


def changed(before: dict[str, str | None], after: dict[str, str | None]) -> list[str]:
    """Return the tables in which something else stands than before."""
    return sorted(name for name, digest in after.items() if digest != before.get(name))


async def leave_aside(world: World) -> None:
    """Take all that people were told or called for as read: what it says is proven elsewhere."""
    await world.settle()
    world.read += [one for one in world.mailbox.letters if one not in world.read]
    for phone in world.twilio.phones:
        for one in (*phone.unread, *phone.untaken_answers):
            one.read = True
        while phone.untaken_calls:
            phone.take_call()
