"""What `deskbot serve` reads before it starts, for which of its parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskbot.cli.serve import playbooks_for
from deskbot.errors import ConfigurationError
from deskbot.roles import Role
from deskbot.settings import Settings
from deskbot.store.playbook_files import read_playbook_files


@pytest.mark.parametrize(
    ("roles", "shown"), [({Role.PAGER}, []), ({Role.SMTP}, []), ({Role.SMTP, Role.WEB}, ["one-way-audio"])]
)
def test_a_pager_and_the_doors_start_although_a_playbook_is_broken_and_the_web_shows_the_others(
    roles: set[Role], shown: list[str], tmp_path: Path
) -> None:
    (tmp_path / "echo.md").write_text("nothing")
    ours = next(text for name, text in read_playbook_files(None) if "one-way-audio" in name)
    (tmp_path / "one-way-audio.md").write_text(ours)
    settings = Settings(_env_file=None, playbooks_dir=tmp_path)

    assert [one.id for one in playbooks_for(frozenset(roles), settings).playbooks] == shown
    with pytest.raises(ConfigurationError, match="echo"):
        playbooks_for(frozenset({*roles, Role.WORKER}), settings)
