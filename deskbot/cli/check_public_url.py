"""What `deskbot check` says of DESKBOT_PUBLIC_URL: is it found, is its certificate good, and is it we who answer?"""

from __future__ import annotations

import re
import socket
import ssl
from datetime import UTC, datetime
from urllib.parse import urlsplit

import httpx

from deskbot.cli.check_certificates import of_days
from deskbot.cli.finding import Finding, doubt, well, wrong
from deskbot.settings import Settings
from deskbot.wires.answers import PLAIN

_WHAT = "DESKBOT_PUBLIC_URL"
_SECONDS = 8.0
_OURS = re.compile(r"^deskbot \S+$", re.MULTILINE)
_LONGEST = 4096
"""Bytes that are read of the answer; ours has a hundred."""
_NOT_YET = frozenset({502, 503, 504})
"""How a proxy answers behind which nobody runs."""


def public_url(settings: Settings, now: datetime, trusting: ssl.SSLContext | None = None) -> list[Finding]:
    """Ask at the address under which the outside is to reach us, as the outside does.

    Args:
        settings: the address; where it is unset there is nothing to look at.
        now: the moment.
        trusting: whose certificates are believed; None is as everybody does.
    """
    if not settings.public_url:
        return []
    parts, context = urlsplit(settings.web_base), trusting or ssl.create_default_context()
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    try:
        leads = sorted({str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)})
    except OSError:
        return [wrong(_WHAT, f"the DNS knows no {host}: make an A or AAAA record, or correct the setting")]
    found = [well(_WHAT, f"{host} leads to {', '.join(leads)}")]
    if parts.scheme == "https" and (certificate := _certificate(host, port, now, context)) is not None:
        found.append(certificate)
        if not certificate.right:
            return found
    return [*found, _answer(settings.web_base, context)]


def _certificate(host: str, port: int, now: datetime, context: ssl.SSLContext) -> Finding | None:
    """Return how the certificate there is; None where nobody answers."""
    what, mend = f"certificate of {host}", "renew it at the proxy in front of the web side"
    try:
        with (
            socket.create_connection((host, port), timeout=_SECONDS) as plain,
            context.wrap_socket(plain, server_hostname=host) as secured,
        ):
            shown = secured.getpeercert() or {}
    except ssl.SSLCertVerificationError as error:
        return wrong(what, f"nobody believes it ({error.verify_message}): {mend}")
    except ssl.SSLError as error:
        return wrong(what, f"no TLS is spoken there ({error.reason}): have the proxy speak it")
    except OSError:
        return None
    end = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown["notAfter"])), UTC)
    return of_days(what, end, now, mend)


def _answer(base: str, context: ssl.SSLContext) -> Finding:
    try:
        with (
            httpx.Client(verify=context, timeout=_SECONDS, trust_env=False, headers=PLAIN) as client,
            client.stream("GET", f"{base}/") as answer,
        ):
            status, said = answer.status_code, _beginning(answer)
    except httpx.HTTPError as error:
        says = f"nobody answers ({type(error).__name__}): right before deskbot runs; else open the way to the web side"
        return doubt(_WHAT, says)
    if _OURS.search(said):
        return well(_WHAT, "deskbot answers there")
    if status in _NOT_YET:
        says = f"a proxy answers {status}: right before deskbot runs; else have it lead to DESKBOT_WEB_PORT"
        return doubt(_WHAT, says)
    says = f"somebody else answers there (HTTP {status}): have the proxy lead to the web side, with the path as it is"
    return wrong(_WHAT, says)


def _beginning(answer: httpx.Response) -> str:
    said = b""
    for piece in answer.iter_raw(_LONGEST):
        said += piece
        if len(said) >= _LONGEST:
            break
    return said.decode("utf-8", "replace")
