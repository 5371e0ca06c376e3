"""What of PostgreSQL's settings loses what it has committed, and what is said of each."""

from __future__ import annotations

import pytest

from deskbot.store.durability import Setting, judged

ON = [Setting(name, "on") for name in ("fsync", "full_page_writes", "synchronous_commit")]


def test_a_database_as_it_comes_keeps_what_it_commits():
    assert judged([*ON, Setting("synchronous_standby_names", "")]) == []


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes", "synchronous_commit"])
def test_each_setting_that_is_off_is_told_of_with_its_place_and_how_it_is_mended(setting: str):
    (weak,) = judged([Setting(setting, "off", "configuration file", "/etc/postgresql.conf:7")])

    assert (weak.setting, weak.meant) == (setting, False)
    assert weak.says.startswith(f"{setting} is off (set in /etc/postgresql.conf:7): ")
    assert f"set {setting} = on there, and reload" in weak.says


@pytest.mark.parametrize(
    ("source", "mend"),
    [
        ("user", 'ALTER ROLE "a ""b""" RESET synchronous_commit'),
        ("database", 'ALTER DATABASE "desk" RESET synchronous_commit'),
        ("database user", 'ALTER ROLE "a ""b""" IN DATABASE "desk" RESET synchronous_commit'),
        ("client", "take synchronous_commit out of it"),
        ("command line", "start it with -c synchronous_commit=on"),
    ],
)
def test_it_is_mended_where_it_was_set(source: str, mend: str):
    (weak,) = judged([Setting("synchronous_commit", "off", source, "", 'a "b"', "desk")])

    assert weak.says.endswith(mend)


def test_storage_that_is_trusted_stands_in_for_the_disk_and_not_for_a_commit_that_does_not_wait():
    off = [Setting(name, "off") for name in ("fsync", "full_page_writes", "synchronous_commit")]

    assert [one.meant for one in judged(off, storage_trusted=True)] == [True, True, False]


@pytest.mark.parametrize("value", ["local", "remote_write"])
def test_a_commit_that_waits_for_less_than_the_standbys_disk_is_a_hint_and_only_where_there_are_standbys(value: str):
    alone = [Setting("synchronous_commit", value), Setting("synchronous_standby_names", "")]

    (weak,) = judged([alone[0], Setting("synchronous_standby_names", "ANY 1 (a, b)")])

    assert weak.meant
    assert "fail-over" in weak.says
    assert judged(alone) == []


@pytest.mark.parametrize("value", ["on", "remote_apply"])
def test_a_commit_that_waits_for_the_standbys_disk_is_right(value: str):
    assert judged([Setting("synchronous_commit", value), Setting("synchronous_standby_names", "a")]) == []
