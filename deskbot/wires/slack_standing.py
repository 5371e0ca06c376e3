"""How it stands with a token: whether Slack lets us in by it, as whom, and what we may do there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from deskbot.wires.slack import OURS_TO_MEND, Failed, outcome_of

SCOPES_HEADER = "x-oauth-scopes"


@dataclass(frozen=True, slots=True)
class Standing:
    """What Slack says of a token."""

    workspace: str = ""
    user: str = ""
    """As which we are let in."""
    lacks: tuple[str, ...] = ()
    """The scopes that it does not have."""
    trouble: str = ""
    """Why we are not let in, and what is to be mended; the token is not in it."""

    @property
    def wrong(self) -> str:
        """Return what is to be mended; empty where nothing is."""
        if self.trouble or not self.lacks:
            return self.trouble
        return (
            f"the app lacks {', '.join(self.lacks)}: give it the manifest that deskbot slack manifest prints, and "
            "install it again"
        )


async def standing(client: AsyncWebClient, scopes: Iterable[str]) -> Standing:
    """Ask Slack who we are; never raises.

    Args:
        client: with the token.
        scopes: those that we need.
    """
    try:
        told = await client.auth_test()
    except Failed as error:
        detail = outcome_of(error).detail
        if detail.removeprefix("Slack: ") in OURS_TO_MEND:
            mend = "install the app in the workspace, and set DESKBOT_SLACK_BOT_TOKEN to its bot token (xoxb-…)"
            return Standing(trouble=f"Slack does not let us in ({detail.removeprefix('Slack: ')}): {mend}")
        return Standing(trouble=f"Slack does not answer as it should ({type(error).__name__})")
    headers = {name.lower(): value for name, value in told.headers.items()}
    # Where nothing is said of scopes, nothing is known to be missing.
    has = {one.strip() for one in headers.get(SCOPES_HEADER, "").split(",")} if SCOPES_HEADER in headers else None
    lacks = tuple(scope for scope in scopes if has is not None and scope not in has)
    return Standing(str(told.get("team") or told.get("team_id", "")), str(told.get("user_id", "")), lacks)
