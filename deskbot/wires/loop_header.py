"""The header by which we know a mail of our own again, when a machine sends it back."""

from __future__ import annotations

LOOP_HEADER = "X-Deskbot"
