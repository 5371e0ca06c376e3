"""What `deskbot check` has found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    right: bool
    says: str
    doubtful: bool = False
    """It may be meant so; somebody should look at it all the same."""

    @property
    def state(self) -> str:
        """One word for machines: ok, warning or failed."""
        if not self.right:
            return "failed"
        return "warning" if self.doubtful else "ok"


def well(what: str, says: str) -> Finding:
    """Return that something is right."""
    return Finding(what, right=True, says=says)


def doubt(what: str, says: str) -> Finding:
    """Return that somebody should look at something."""
    return Finding(what, right=True, says=says, doubtful=True)


def wrong(what: str, says: str) -> Finding:
    """Return that something is wrong, and how it is mended."""
    return Finding(what, right=False, says=says)
