"""A folder of playbooks may hold anything; whatever is no playbook is told, and keeps nobody waiting."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from deskbot.errors import ConfigurationError
from deskbot.store.playbook_files import LARGEST, read_playbook_files


def test_a_pipe_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "echo.md")

    with pytest.raises(ConfigurationError, match=r"echo\.md: is no file"):
        read_playbook_files(tmp_path)


def test_a_file_that_is_far_too_large_is_told_and_not_read(tmp_path: Path) -> None:
    (tmp_path / "echo.md").write_bytes(b"x" * (LARGEST + 1))

    with pytest.raises(ConfigurationError, match=r"echo\.md: 262145 bytes are too many"):
        read_playbook_files(tmp_path)


def test_what_an_editor_leaves_beside_a_file_is_no_playbook(tmp_path: Path) -> None:
    (tmp_path / "echo.md").write_text("---")
    (tmp_path / ".#echo.md").symlink_to("somebody@machine.example:123")
    (tmp_path / "._echo.md").write_bytes(b"\xff\x00")

    assert [Path(path).name for path, _ in read_playbook_files(tmp_path)] == ["echo.md"]


def test_a_link_to_a_file_is_one(tmp_path: Path) -> None:
    (tmp_path / "books").mkdir()
    (tmp_path / "echo.txt").write_text("---")
    (tmp_path / "books" / "echo.md").symlink_to(tmp_path / "echo.txt")

    assert read_playbook_files(tmp_path / "books") == [(str(tmp_path / "books" / "echo.md"), "---")]
