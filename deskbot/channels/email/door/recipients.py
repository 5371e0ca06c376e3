"""Which addresses of an SMTP client's RCPT are ours."""

from __future__ import annotations

import re
from collections.abc import Collection

_QUOTED = re.compile(r'"((?:[^"\\\r\n]|\\[ -~]){0,64})"')
_ESCAPED = re.compile(r"\\(.)")
_MAX_ADDRESS = 320


def is_ours(address: str, own: Collection[str]) -> bool:
    """Return whether an address is one of `own` (in small letters), in any spelling of it.

    Case does not matter, nor what stands after a plus, nor quotes around the local part. Address literals
    (`desk@[192.0.2.1]`) are nobody's. `postmaster` is taken for each of our domains, and alone (RFC 5321, 4.5.1).
    """
    if len(address) > _MAX_ADDRESS:
        return False
    local, at, domain = address.casefold().rpartition("@")
    if not at:
        return domain == "postmaster"
    if quoted := _QUOTED.fullmatch(local):
        local = _ESCAPED.sub(r"\1", quoted[1])
    if "@" in local:
        return False  # "desk@ours.example"@ours.example, or a percent sign's cousin: we pass nothing on
    domain = domain.removesuffix(".")
    plain = f"{local.partition('+')[0]}@{domain}"
    return plain in own or (plain == f"postmaster@{domain}" and any(ours.endswith(f"@{domain}") for ours in own))
