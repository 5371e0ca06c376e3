"""What `deskbot check` says of certificates: do they hold, for how long, and for that name?"""

from __future__ import annotations

import os
import ssl
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from asn1crypto import pem, x509

from deskbot.channels.email.door.tls import certificate_of
from deskbot.cli.finding import Finding, doubt, well, wrong
from deskbot.settings import Settings

SOON = 14
"""Days before its end in which a certificate should have been renewed: those who renew by themselves do it at 30."""
_RENEW = "renew it; the door takes the new one by itself"


def store() -> list[Finding]:
    """Look whether there is a store of certificates by which others can be believed; nothing, where there is."""
    places = ssl.get_default_verify_paths()
    named = os.environ.get(places.openssl_cafile_env, "")
    if named and not places.cafile:
        return [wrong(places.openssl_cafile_env, f"{named} is no file: correct it, or have none")]
    if places.cafile or (places.capath and any(Path(places.capath).glob("*.[0-9]"))):
        return []
    mend = f"install its package ca-certificates, or name a file by {places.openssl_cafile_env}"
    return [wrong("certificates", f"this machine has none by which it could believe relay, carrier or chat: {mend}")]


def door_certificate(settings: Settings, now: datetime, looks_for: Callable[[], Sequence[str]]) -> list[Finding]:
    """Judge the mail door's certificate, where it has one.

    Args:
        settings: where it lies.
        now: the moment.
        looks_for: returns the names by which other servers find the desk (MX); none where they are not known.

    Raises:
        ConfigurationError: it cannot be used at all.
    """
    what, chain = "the door's certificate", settings.smtp_tls_certificate
    if not settings.smtp_door or certificate_of(settings) is None or chain is None:
        return []
    _, _, der = pem.unarmor(chain.read_bytes())
    certificate = x509.Certificate.load(der)
    if now < certificate.not_valid_before:
        return [wrong(what, f"is good from {certificate.not_valid_before:%Y-%m-%d} only; {_RENEW}")]
    found = [of_days(what, certificate.not_valid_after, now, _RENEW)]
    names, servers = certificate.valid_domains, looks_for()
    if servers and not any(is_for(name, names) for name in servers):
        says = (
            f"is for {', '.join(names) or 'no name'}, and mail comes to {', '.join(servers)}: right where another "
            "server takes it in front of us, else have it made for that name"
        )
        found.append(doubt(what, says))
    return found


def of_days(what: str, end: datetime, now: datetime, mend: str) -> Finding:
    """Judge a certificate by the days that it still holds."""
    left = (end - now).days
    if end <= now:
        return wrong(what, f"has ended on {end:%Y-%m-%d}; {mend}")
    if left <= SOON:
        return doubt(what, f"ends on {end:%Y-%m-%d}, in {left} days; {mend}")
    return well(what, f"holds for {left} days, until {end:%Y-%m-%d}")


def is_for(name: str, names: Sequence[str]) -> bool:
    """Return whether a certificate for some names is one for a name: *.desk.example is one for mail.desk.example."""
    name = name.casefold()
    return any(one.casefold() in (name, f"*.{name.partition('.')[2]}") for one in names)
