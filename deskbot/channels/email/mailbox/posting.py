"""A client of our own mailbox: a test mail goes out through the relay, as a reseller's does, and is fetched."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from deskbot.channels import Sealed
from deskbot.errors import UnavailableError
from deskbot.model.message import Outbound, Outcome, Receipt


@dataclass(frozen=True, slots=True)
class Posting:
    """Hands mails to the relay, where there is no door of ours to knock at."""

    send: Callable[[Outbound, Sealed], Awaitable[Receipt]]
    """The mail channel's own."""

    async def hand_in(self, mail: Outbound, sender: str) -> None:
        """Hand a mail in and return after the relay's 250.

        Args:
            mail: what it says, to which address of ours, under which id: a second copy of it is known by that.
            sender: not needed, as the channel writes from it anyway.

        Raises:
            UnavailableError: the relay did not take it, or nobody knows; says why.
        """
        _ = sender
        # As a letter to our own people it comes from an address: some mailboxes take nothing that comes from nobody.
        receipt = await self.send(replace(mail, internal=True), _sealed)
        if receipt.outcome is not Outcome.SENT:
            raise UnavailableError(f"relay: {receipt.detail}")


async def _sealed() -> None:
    """Keep no note that it goes out: twice is as good as once."""
