"""`deskbot mail dkim-record`: what to publish in the DNS, so that others can check our signatures."""

from __future__ import annotations

import typer

from deskbot.channels.email.letters.signing import key_of
from deskbot.cli.loading import load_desk
from deskbot.errors import ConfigurationError
from deskbot.settings import load_settings

LONGEST_STRING = 255
"""Characters of one string of a TXT record; what is longer is written as several."""


def dkim_record() -> None:
    """Print the DNS record that belongs to the DKIM key of the settings; it holds the public half only.

    Exit codes: 0 printed, 2 no key is set, or it cannot be used.

    Example:
      deskbot mail dkim-record
    """
    settings = load_settings()
    key = key_of(settings, load_desk(settings.desk_file).sender)
    if key is None:
        raise ConfigurationError(
            "DESKBOT_DKIM_KEY_FILE: is not set; make a key with: openssl genrsa -out dkim.pem 2048, and set "
            "DESKBOT_DKIM_KEY_FILE and DESKBOT_DKIM_SELECTOR"
        )
    name, text = key.record
    parts = [text[at : at + LONGEST_STRING] for at in range(0, len(text), LONGEST_STRING)]
    strings = " ".join(f'"{part}"' for part in parts)
    typer.echo(f"{name}. IN TXT ( {strings} )")
