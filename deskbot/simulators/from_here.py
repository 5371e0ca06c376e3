"""Who may steer what is simulated: this machine."""

from __future__ import annotations

from fastapi import HTTPException, Request

LOOPBACK = frozenset({"127.0.0.1", "::1"})
HERE = LOOPBACK | {"localhost"}


def from_here(request: Request) -> None:
    """Let this machine in only, and no web page that a browser here has open (it names another host)."""
    if request.client is None or request.client.host not in LOOPBACK or request.url.hostname not in HERE:
        raise HTTPException(403, "SIMULATED: from this machine only")
