"""Where an address leads: only into the open internet, for whoever else than the desk has named it."""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import Executor
from functools import partial

import httpx

from deskbot.access.webhooks import is_public
from deskbot.errors import DeskbotError

NOT_PUBLIC = "its address is not one of the open internet"


async def leads_to(url: httpx.URL, names: Executor | None = None, *, private: bool = False) -> str:
    """Return the IP address to which an address leads now.

    That very one is to be called: a name may lead elsewhere when it is asked for once more.

    Args:
        url: the address.
        names: where the name is looked up; None is the loop's own.
        private: whether it may lead anywhere.

    Raises:
        DeskbotError: it leads, among others, to what is none of the open internet.
        OSError: it leads nowhere.
    """
    port = url.port or (443 if url.scheme == "https" else 80)
    look = partial(socket.getaddrinfo, url.host, port, type=socket.SOCK_STREAM)
    found = await asyncio.get_running_loop().run_in_executor(names, look)
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    if not private and not all(map(is_public, addresses)):
        raise DeskbotError(NOT_PUBLIC)
    return addresses[0]
