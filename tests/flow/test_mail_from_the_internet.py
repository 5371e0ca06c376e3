"""Mail that no trusted server delivered: checked by us, and believed as far as that goes."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest

from deskbot.access.proof import networks
from deskbot.channels.email.proof.verifier import Verifier
from tests.flow.mails import QUESTION_S4
from tests.harness import AUTHSERV, World
from tests.unit.channels.email.zone import FROM, Zone, mail, sign

BODY = f"{QUESTION_S4}\r\n"


@pytest.fixture
async def zone(world: World) -> AsyncIterator[Zone]:
    """The DNS as the desk sees it; this machine is a stranger to it."""
    zone = Zone()
    use(world, zone)
    yield zone
    world.read.extend(world.mailbox.letters)


def use(world: World, resolver: Any, **more: Any) -> None:
    email = world.deskbot.channels["email"]
    email._verifier = Verifier(resolver, (), **more)
    email._relays = networks("192.0.2.0/24")


async def verified(world: World, raw: bytes) -> list[bool]:
    """Send a mail; return of each ticket whether its sender was proven."""
    await world.smtp(raw, "support@desk.example")
    await world.settle()
    return [row[0] for row in world.sql("SELECT verified FROM ticket ORDER BY number")]


async def test_a_stranger_whose_signature_is_right_is_proven(world: World, zone: Zone) -> None:
    assert await verified(world, sign(mail(body=BODY), zone)) == [True]


async def test_one_whose_signature_is_wrong_is_not(world: World, zone: Zone) -> None:
    assert await verified(world, sign(mail(body=BODY), zone).replace(b"Phones", b"Phone")) == [False]


async def test_results_that_a_stranger_wrote_count_for_nothing(world: World, zone: Zone) -> None:
    for name in (AUTHSERV, "deskbot"):
        claim = f"Authentication-Results: {name}; dmarc=pass header.from={FROM}\r\n"
        assert not any(await verified(world, claim.encode() + mail(body=f"{name} {BODY}")))
    assert zone.asked


async def test_without_a_dns_the_mail_is_a_ticket_all_the_same(world: World, zone: Zone) -> None:
    raw = sign(mail(body=BODY), zone)
    zone.broken |= {f"s1._domainkey.{FROM}", f"_dmarc.{FROM}", "sender.example"}
    assert await verified(world, raw) == [False]


async def test_a_dns_that_hangs_holds_up_no_ticket(world: World, zone: Zone) -> None:
    free = threading.Event()

    def hanging(*_: Any) -> Sequence[Any]:
        free.wait()
        return ()

    use(world, hanging, seconds=-0.9)
    assert await verified(world, sign(mail(body=BODY), zone)) == [False]
    free.set()


async def test_a_check_that_fails_altogether_costs_no_ticket(world: World, zone: Zone) -> None:
    async def broken(*_: Any) -> str:
        raise RuntimeError("broken")

    world.deskbot.channels["email"]._verifier.check = broken
    assert await verified(world, sign(mail(body=BODY), zone)) == [False]
    assert len(world.errors.records) == 1
    world.errors.records.clear()


async def test_what_a_trusted_server_delivers_is_not_checked_again(world: World, zone: Zone) -> None:
    world.deskbot.channels["email"]._relays = networks("127.0.0.0/8")
    claim = f"Authentication-Results: {AUTHSERV}; dmarc=pass header.from={FROM}\r\n"
    assert await verified(world, claim.encode() + mail(body=BODY)) == [True]
    assert zone.asked == []


async def test_many_at_once_are_all_checked(world: World, zone: Zone) -> None:
    mails = [sign(mail(body=f"{number} {BODY}"), zone) for number in range(12)]
    await asyncio.gather(*(world.smtp(raw, "support@desk.example") for raw in mails))
    await world.settle()
    assert set(world.sql("SELECT verified FROM ticket")) == {(True,)}
