"""A PostgreSQL and its streaming replica, which may be stopped, restarted and promoted."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from deskbot.store.embedded_binaries import Programs, find_wheel, programs_below
from deskbot.store.embedded_root import copied_programs, server_account
from tests.conftest import passable_folder
from tests.ports import free_port

HOST = "127.0.0.1"
NAME = "deskbot"


@dataclass(frozen=True)
class Cluster:
    """One server."""

    programs: Programs
    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"postgresql://{NAME}@{HOST}:{self.port}/postgres"

    def start(self) -> None:
        self._control("start", "-l", str(self.folder / "server.log"), "-o", self._options)

    def restart(self, how: str) -> None:
        """Restart it, "fast" or "immediate", which is like a crash."""
        self._control("restart", "-m", how, "-l", str(self.folder / "server.log"), "-o", self._options)

    def stop(self, how: str) -> None:
        self._control("stop", "-m", how)

    def promote(self) -> None:
        self._control("promote")

    def do(self, statement: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement)  # pyright: ignore[reportArgumentType, reportCallIssue]

    @property
    def _options(self) -> str:
        return f"-p {self.port} -c listen_addresses={HOST} -c unix_socket_directories={self.folder}"

    def _control(self, *words: str) -> None:
        self.programs.run("pg_ctl", "-D", str(self.folder / "data"), "-w", *words)


@contextmanager
def primary_and_standby() -> Generator[tuple[Cluster, Cluster]]:
    """Run a primary whose commits wait for its standby, both with an empty database `deskbot`."""
    account = server_account()
    programs = copied_programs(find_wheel(), account) if account else programs_below(find_wheel().site, None)
    with passable_folder() as home, ExitStack() as stack:
        primary, standby = (Cluster(programs, _own(home / name, programs), free_port()) for name in ("one", "two"))
        programs.run(
            "initdb",
            "-D",
            str(primary.folder / "data"),
            f"--username={NAME}",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
        )
        for one in (primary, standby):
            if one is standby:
                source = ("-h", HOST, "-p", str(primary.port), "-U", NAME)
                programs.run("pg_basebackup", "-R", "-c", "fast", "-D", str(one.folder / "data"), *source)
            one.start()
            stack.callback(_gone, one)
            if one is primary:
                one.do(f"CREATE DATABASE {NAME}")
        primary.do("ALTER SYSTEM SET synchronous_standby_names = '*'")
        primary.do("SELECT pg_reload_conf()")
        yield primary, standby


def _own(folder: Path, programs: Programs) -> Path:
    folder.mkdir(mode=0o700)
    if programs.account:
        os.chown(folder, programs.uid, programs.gid)
    return folder


def _gone(cluster: Cluster) -> None:
    if (cluster.folder / "data" / "postmaster.pid").exists():
        cluster.stop("immediate")
