"""What `deskbot check` says of the secret key: does it open what is sealed, and is the one before still needed?"""

from __future__ import annotations

from collections.abc import Mapping

from deskbot.cli.finding import Finding, doubt, wrong
from deskbot.errors import ConfigurationError
from deskbot.wires.sealed import Keys
from deskbot.wires.slack_installations import sealed_in

_WHAT = "secret key"


def keys(known: Keys, kept: Mapping[str, str]) -> list[Finding]:
    """Judge the keys by what is kept of the workspaces that have installed Slack's app.

    Args:
        known: the keys that the settings name.
        kept: what lies in the database, by place.
    """
    found, by_old = [], 0
    for place, text in kept.items():
        sealed = sealed_in(text)
        if not sealed or known.is_sealed_by_first(sealed, place):
            continue
        try:
            known.open(sealed, place)
        except ConfigurationError as error:
            found.append(wrong(_WHAT, str(error)))
        else:
            by_old += 1
    if by_old:
        says = f"the tokens of {by_old} workspaces are sealed by DESKBOT_SECRET_KEY_OLD: run deskbot secrets rotate"
        found.append(doubt(_WHAT, says))
    elif len(known.secrets) > 1 and not found:
        says = (
            "nothing is sealed by DESKBOT_SECRET_KEY_OLD any more: unset it when the links that it has signed may end "
            "(30 days after it was replaced, at the latest 90)"
        )
        found.append(doubt(_WHAT, says))
    return found
