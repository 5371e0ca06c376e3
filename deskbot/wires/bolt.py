"""Bolt, as it is told what it needs: nothing of it comes from the environment, where it looks by itself."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

PREFIX = "SLACK_"


def bolt_app(secret: str, authorize: Callable[[], Awaitable[AuthorizeResult]]) -> AsyncApp:
    """Return Bolt's side of our app.

    Bolt's own check of signatures knows no clock but the machine's, and fails on what is no number: whoever hands it
    requests has checked them.

    Args:
        secret: with which Slack signs its requests.
        authorize: says in whose name something is done.
    """
    with _own_environment():
        return AsyncApp(
            name="deskbot",  # without one it reads the sources of all callers for a file's name
            client=AsyncWebClient(),
            signing_secret=secret,
            authorize=authorize,
            process_before_response=True,
            request_verification_enabled=False,
        )


@contextmanager
def _own_environment() -> Generator[None]:
    """Hide variables that are meant for another program of Bolt's.

    With SLACK_CLIENT_ID and SLACK_CLIENT_SECRET there it would serve installations of its own, and keep their tokens in
    files; no argument says that it must not.
    """
    hidden = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith(PREFIX)}
    try:
        yield
    finally:
        os.environ.update(hidden)
