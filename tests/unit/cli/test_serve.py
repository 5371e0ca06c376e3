"""What `deskbot serve` reads before it starts, for which of its parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskbot.cli.serve import playbooks_for
from deskbot.errors import ConfigurationError
from deskbot.processes import Role
from deskbot.settings import Settings


@pytest.mark.parametrize("roles", [{Role.PAGER}, {Role.SMTP, Role.WEB}])
def test_a_pager_and_the_doors_start_although_a_playbook_is_broken(roles: set[Role], tmp_path: Path) -> None:
    (tmp_path / "echo.md").write_text("nothing")
    settings = Settings(_env_file=None, playbooks_dir=tmp_path)

    assert playbooks_for(frozenset(roles), settings).playbooks == ()
    with pytest.raises(ConfigurationError, match="echo"):
        playbooks_for(frozenset({*roles, Role.WORKER}), settings)
