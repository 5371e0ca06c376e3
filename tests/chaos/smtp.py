"""A sender of mail that knows exactly what it was told, and may be broken off in the middle."""

from __future__ import annotations

import asyncio
from enum import StrEnum

from tests.chaos.ledger import Answer

PATIENCE = 15.0
"""Seconds for which a sender waits for one answer."""
GO_ON = ("2", "3")
NO = {"4": Answer.REFUSED}
"""Any other no is for good, whatever it is said to."""


class Cut(StrEnum):
    """Where the network is cut."""

    NEVER = "never"
    IN_THE_MIDDLE = "mid-DATA"
    """Before the dot: nothing of it may count."""
    AFTER_THE_DOT = "after the dot"
    """Before the 250: nobody knows."""


async def hand_over(address: tuple[str, int], raw: bytes, to: str, cut: Cut = Cut.NEVER) -> Answer:
    """Hand a mail to a server; return what came of it."""
    sent = False
    writer = None
    try:
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection(*address)

            async def say(line: str) -> str:
                if line:
                    writer.write(f"{line}\r\n".encode())
                while (answer := (await reader.readuntil(b"\n")).decode())[3:4] == "-":
                    pass
                return answer[:1]

            for line in ("", "EHLO mx.sender.example", "MAIL FROM:<b@sender.example>", f"RCPT TO:<{to}>", "DATA"):
                if (said := await say(line)) not in GO_ON:
                    return NO.get(said, Answer.REJECTED)
            stuffed = raw.replace(b"\r\n.", b"\r\n..")
            if cut is Cut.IN_THE_MIDDLE:
                writer.write(stuffed[: len(stuffed) // 2])
                await writer.drain()
                writer.transport.abort()
                return Answer.UNFINISHED
            sent = True
            writer.write(stuffed + b".\r\n")
            await writer.drain()
            if cut is Cut.AFTER_THE_DOT:
                writer.transport.abort()
                return Answer.UNKNOWN
            said = await say("")
            return Answer.ACCEPTED if said in GO_ON else NO.get(said, Answer.REJECTED)
    except (OSError, asyncio.IncompleteReadError, TimeoutError):
        return Answer.UNKNOWN if sent else Answer.UNFINISHED
    finally:
        if writer:
            writer.transport.abort()
