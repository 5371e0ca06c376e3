"""Ports that are named before anybody listens there."""

from __future__ import annotations

import random
import socket

LOWEST, BEYOND = 20_000, 30_000
"""Outside the ports that kernels lend to whoever asks for any (Linux from 32768 on): none is taken in the meantime."""


def free_port() -> int:
    """Return a port of loopback on which nobody listens."""
    for port in random.sample(range(LOWEST, BEYOND), 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("a hundred ports were tried, and none is free")
