"""One attempt to hand something to a carrier, or to ask it: it ends in time, and never with an exception."""

from __future__ import annotations

import asyncio
import logging

from deskbot.escalation.carriers import Carrier, Notice, Report
from deskbot.model.message import Outcome, Receipt
from deskbot.model.page import Medium
from deskbot.tracing import span

TIME_LIMIT = 9.0
"""Seconds until an attempt is given up; shorter than its lease, and so short that two carriers that say nothing one
after the other leave time for another way within half a minute."""

log = logging.getLogger(__name__)


async def attempt(carrier: Carrier, notice: Notice) -> Receipt:
    """Hand a notice to a carrier; a fault of ours must not keep the next attempt, or the next level, from its turn."""
    try:
        async with asyncio.timeout(TIME_LIMIT):
            with span("carrier.send", carrier=carrier.name, medium=str(notice.medium)):
                return await carrier.notify(notice)
    except TimeoutError:
        return Receipt(Outcome.MAYBE_SENT, f"the carrier did not answer within {TIME_LIMIT:.0f} s")
    except Exception as error:
        log.exception("a carrier failed", extra={"action": "carrier_failed", "carrier": carrier.name})
        return Receipt(Outcome.MAYBE_SENT, f"{type(error).__name__}: {error}"[:300])


async def asked(carrier: Carrier, medium: Medium, provider_id: str) -> Report | None:
    """Ask a carrier what has become of what it has taken; None where no answer came."""
    try:
        async with asyncio.timeout(TIME_LIMIT):
            return await carrier.ask(medium, provider_id)
    except TimeoutError:
        return None
    except Exception:
        log.exception("a carrier could not be asked", extra={"action": "carrier_ask_failed", "carrier": carrier.name})
        return None
