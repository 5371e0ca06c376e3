"""Which folder of playbooks a command is about."""

from __future__ import annotations

from pathlib import Path

from deskbot.settings import load_settings

FOLDER_HELP = "A folder of playbooks; else DESKBOT_PLAYBOOKS_DIR, else those that come with deskbot."


def place_of(folder: Path | None) -> Path | None:
    """Return the folder that is meant; None for the playbooks that come with deskbot."""
    return folder or load_settings().playbooks_dir
