"""`deskbot check` tells of a disk that is full, or will be."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskbot.cli.check_disk import archive, disk, of_room


@pytest.mark.parametrize(
    ("free", "state"), [(80 * 10**9, "ok"), (4 * 10**9, "warning"), (300 * 10**6, "failed"), (0, "failed")]
)
def test_the_less_is_left_the_sooner_somebody_has_to_look(free: int, state: str) -> None:
    assert of_room(Path("/var/lib"), free).state == state


def test_room_in_which_no_file_can_be_made_is_none() -> None:
    assert of_room(Path("/var/lib"), 80 * 10**9, none_more=True).state == "failed"


def test_a_folder_that_will_be_made_is_looked_for_where_it_will_be(tmp_path: Path) -> None:
    [found] = disk(tmp_path / "not" / "yet")
    assert f"are left at {tmp_path}" in found.says


def test_it_is_looked_at_the_disk_on_which_the_cluster_lies(tmp_path: Path) -> None:
    (data := tmp_path / "data").mkdir()
    (other := tmp_path / "other").mkdir()
    (data / "postgres").symlink_to(other)

    [found] = disk(data)
    assert f"are left at {other}" in found.says


def test_an_archive_that_is_not_there_is_named_as_nothing_is_forgotten_without_it(tmp_path: Path) -> None:
    assert archive(None) == []
    (there,) = archive(tmp_path)
    assert there.right
    (gone,) = archive(tmp_path / "gone")
    assert gone.right is False
    assert gone.says == (
        f"there is no folder {tmp_path / 'gone'}: make it, or mount it there, or set DESKBOT_ARCHIVE_DIR; until then "
        "no original is forgotten"
    )


def test_an_archive_that_is_full_or_cannot_be_looked_at_is_named(tmp_path: Path) -> None:
    (full,) = archive(Path("/proc"))  # it has no room for a file
    (beyond,) = archive(tmp_path / ("x" * 300))

    assert "0.0 GB are left at /proc: make room" in full.says
    assert "cannot be looked at (File name too long)" in beyond.says
