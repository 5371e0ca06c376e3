"""What two mail domains have to do with each other. Errs towards "nothing"."""

from __future__ import annotations

import re

_NAME = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")
_SPECIALS = re.compile(r'[\s"(),:;<>\[\]\\]')
_MAX_DOMAIN = 253
_MAX_ADDRESS = 254
_SECOND_LEVELS = """
    ac ad co com ed edu gen go gob gouv gov govt gr id ind info lg ltd me mil muni ne net nhs nic nom or org
    plc police sch school web
"""
_SECOND_LEVEL = frozenset(_SECOND_LEVELS.split())
_COUNTRY = 2


def normal_domain(domain: str) -> str:
    """Return a domain in the form in which it is compared, or nothing if it is none.

    A domain that is not plain ASCII is none: two libraries may read it as two different names, and
    casefolding turns one letter into another. Mail carries such domains in their `xn--` form anyway.
    """
    domain = domain.strip().removesuffix(".")
    if not domain.isascii() or len(domain) > _MAX_DOMAIN:
        return ""
    domain = domain.casefold()
    return domain if _NAME.fullmatch(domain) else ""


def normal_address(address: str) -> str:
    """Return one plain mail address in the form in which it is compared, or nothing if it is not one."""
    local, at, domain = address.strip().rpartition("@")
    domain = normal_domain(domain)
    plain = local.isascii() and local.isprintable() and "@" not in local and not _SPECIALS.search(local)
    if not (at and local and plain and domain and len(address) <= _MAX_ADDRESS):
        return ""
    return f"{local.casefold()}@{domain}"


def domain_of(address: str) -> str:
    """Return the domain of one plain mail address, or nothing."""
    return normal_address(address).rpartition("@")[2]


def public_suffix(domain: str) -> bool:
    """Return whether a domain looks like one under which strangers register names (`com`, `co.uk`)."""
    second, dot, top = domain.rpartition(".")
    return not dot or (len(top) == _COUNTRY and second in _SECOND_LEVEL)


def covers(prover: str, domain: str) -> bool:
    """Return whether proof for `prover` is proof for `domain`: the same, or a name below it.

    The other direction is allowed by DMARC, but only with a list of public suffixes; a newsletter's
    sub-domain that was handed to a stranger would prove its parent.
    """
    if not prover or not domain or public_suffix(prover):
        return False
    return domain == prover or domain.endswith(f".{prover}")
