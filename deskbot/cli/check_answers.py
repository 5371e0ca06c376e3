"""What `deskbot check` says of answers: does the desk's mail server take the addresses to which they come?"""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Sequence

from deskbot.cli.finding import Finding, doubt, well, wrong
from deskbot.desk import Desk
from deskbot.wires.letters.rendering import reply_address

_SECONDS = 8.0
_PORT = 25
_TRY_IT = "see whether a mail to {answers} comes in"

Taken = tuple[int, str]
"""A server's reply to an address: its code, and its words."""


def answers(desk: Desk, servers: Callable[[], Sequence[str]], port: int = _PORT) -> list[Finding]:
    """Ask the mail server of the desk's domain for the desk's address and for one as letters name it; hand nothing in.

    Args:
        desk: the policy, which names the address.
        servers: looks up where mail for its domain goes, in order. Whether that is right is told elsewhere.
        port: of these servers.
    """
    to = reply_address(desk.sender, "test")
    what = f"answers to {desk.sender}"
    trouble = ""
    for host in filter(None, servers()):
        try:
            plain, with_token = _asked(host, port, desk.sender, to)
        except (OSError, smtplib.SMTPException) as error:
            trouble = trouble or f"{host} cannot be asked from here ({error})"
            continue
        return [_judged(what, host, to, plain, with_token)]
    return [doubt(what, f"{trouble}; {_TRY_IT.format(answers=to)}")] if trouble else []


def _asked(host: str, port: int, *addresses: str) -> list[Taken]:
    with smtplib.SMTP(host, port, local_hostname=addresses[0].rpartition("@")[2], timeout=_SECONDS) as server:
        server.ehlo_or_helo_if_needed()
        server.mail("")
        return [(code, said.decode("ascii", "replace")) for code, said in map(server.rcpt, addresses)]


def _judged(what: str, host: str, to: str, plain: Taken, with_token: Taken) -> Finding:
    if not _is_taken(plain):
        return doubt(what, f"{host} takes no mail for it from here ({_said(plain)}); {_TRY_IT.format(answers=to)}")
    if _is_taken(with_token):
        return well(what, f"{host} takes {to} as well")
    says = f"{host} takes mail for it, and not for {to} ({_said(with_token)})"
    if with_token[0] < 500:  # noqa: PLR2004  (for now)
        return doubt(what, f"{says}; try again later")
    local = to.partition("+")[0]
    return wrong(
        what,
        f"{says}, and answers come to such an address: have it take all that begin with {local}+, as Postfix does with "
        "recipient_delimiter = +",
    )


def _is_taken(reply: Taken) -> bool:
    return 200 <= reply[0] < 300  # noqa: PLR2004


def _said(reply: Taken) -> str:
    return f"{reply[0]} {' '.join(reply[1].split())}"[:200]
