"""What `deskbot check` says of answers: does the desk's mail server take the addresses to which they come?"""

from __future__ import annotations

import contextlib
import smtplib
import socket
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from deskbot.cli.finding import Finding, doubt, well, wrong
from deskbot.desk import Desk
from deskbot.wires.letters.rendering import reply_address

_SECONDS = 4.0
_MOST = 3
"""Addresses that are tried: where the network lets nobody out on port 25, each takes all its time."""
_PORT = 25

Reply = tuple[int, str]
"""What a server says to an address: its code, and its words."""


def answers(desk: Desk, servers: Callable[[], Sequence[str]], port: int = _PORT) -> list[Finding]:
    """Ask the mail server of the desk's domain for the desk's address and for one as letters name it; hand nothing in.

    Args:
        desk: the policy, which names the address.
        servers: looks up where mail for its domain goes, in order. Whether that is right is told elsewhere.
        port: of these servers.
    """
    to = reply_address(desk.sender, "test")
    what, try_it = f"answers to {desk.sender}", f"see whether a mail to {to} comes in"
    if not to.isascii():
        return [doubt(what, f"not every server can be asked for an address beyond ASCII; {try_it}")]
    trouble = ""
    for host, address in islice(_addresses(servers(), port), _MOST):
        try:
            plain, with_token = _asked(address, port, desk.sender, to)
        except (OSError, smtplib.SMTPException) as error:
            trouble = trouble or f"{host} cannot be asked from here ({error})"
            continue
        if not _is_taken(plain[0]):
            return [doubt(what, f"{host} takes no mail for it from here ({_said(plain)}); {try_it}")]
        return [_judged(what, host, to, with_token)]
    return [doubt(what, f"{trouble}; {try_it}")] if trouble else []


def _addresses(servers: Sequence[str], port: int) -> Iterator[tuple[str, str]]:
    for host in filter(None, servers):
        with contextlib.suppress(OSError, UnicodeError):  # the DNS is looked at elsewhere
            for *_, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
                yield host, str(place[0])


def _asked(server: str, port: int, *addresses: str) -> list[Reply]:
    """Return what a server says to each address, in a transaction each: to a bounce some allow only one."""
    client = smtplib.SMTP(timeout=_SECONDS)
    try:
        greeting = client.connect(server, port)
        if greeting[0] != 220:  # noqa: PLR2004
            raise smtplib.SMTPConnectError(*greeting)
        client.ehlo_or_helo_if_needed()
        replies: list[Reply] = []
        for address in addresses:
            client.rset()
            code, said = client.mail("")
            if _is_taken(code):
                code, said = client.rcpt(address)
            replies.append((code, said.decode("ascii", "replace")))
    finally:
        client.close()
    return replies


def _judged(what: str, host: str, to: str, reply: Reply) -> Finding:
    if _is_taken(reply[0]):
        return well(what, f"{host} takes {to} as well")
    says = f"{host} takes mail for it, and not for {to} ({_said(reply)})"
    if reply[0] < 500:  # noqa: PLR2004  (for now)
        return doubt(what, f"{says}; try again later")
    local = to.partition("+")[0]
    return wrong(
        what,
        f"{says}, and answers come to such an address: have it take all that begin with {local}+, as Postfix does with "
        "recipient_delimiter = +",
    )


def _is_taken(code: int) -> bool:
    return 200 <= code < 300  # noqa: PLR2004


def _said(reply: Reply) -> str:
    return f"{reply[0]} {' '.join(reply[1].split())}"[:200]
