"""PostgreSQL's own tools: those that come with the embedded one, or the system's, as new as the server at least."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from psycopg import pq

from deskbot.errors import DeskbotError
from deskbot.store.database import plain_url
from deskbot.store.embedded_binaries import EmbeddedError, clean_environment, find_wheel, programs_below

NEEDED = ("pg_dump", "pg_restore", "psql")
_PACKAGES = Path("/usr/lib/postgresql")
"""Where Debian's packages put the tools of each version."""
_VERSION = re.compile(r"\(PostgreSQL\) (\d+)")
_PATIENCE = 20


PIECE = 1 << 20
"""Bytes that are handed on at a time."""


class ToolsError(DeskbotError):
    """The tools are not there, or too old; the text says what to install."""


class ToolFailedError(DeskbotError):
    """A tool has failed; the text is what it said."""


@dataclass(frozen=True, slots=True)
class Tools:
    """The tools of one version."""

    folder: Path
    major: int

    def path(self, program: str) -> str:
        """Return the path of one of `NEEDED`."""
        return str(self.folder / program)


def places() -> list[Path]:
    """Return the folders in which tools may lie: the embedded ones, those on the PATH, and those of packages."""
    found = [Path(folder) for folder in os.get_exec_path() if folder]
    found += sorted(_PACKAGES.glob("*/bin"))
    with suppress(EmbeddedError):  # it is an extra, which nobody needs who has a PostgreSQL of their own
        found.insert(0, programs_below(find_wheel().site, None).folder)
    return found


def tools_for(server: int, *, dumped_by: int = 0, among: Iterable[Path] | None = None) -> Tools:
    """Return the tools that fit a server best: of its own version, or else the next newer ones.

    Args:
        server: the server's major version.
        dumped_by: that of the tool that made the dump which is to be read; 0 to make one.
        among: folders to look into.

    Raises:
        ToolsError: there are none, or none that are new enough.
    """
    found = [tools for folder in (places() if among is None else among) if (tools := _tools_in(folder))]
    wanted = max(server, dumped_by)
    fitting = [tools for tools in found if tools.major >= wanted]
    if fitting:
        return min(fitting, key=lambda tools: tools.major)
    remedy = f"install PostgreSQL's client programs of version {wanted} (Debian: postgresql-client-{wanted})"
    if not found:
        raise ToolsError(f'no {", ".join(NEEDED)} can be found: {remedy}, or pip install "deskbot[embedded]"')
    best = max(found, key=lambda tools: tools.major)
    newer = f"the server ({server})" if server == wanted else f"the dump ({dumped_by})"
    raise ToolsError(f"pg_dump and its like in {best.folder} are version {best.major}, older than {newer}: {remedy}")


def _tools_in(folder: Path) -> Tools | None:
    if not all(os.access(folder / program, os.X_OK) for program in NEEDED):
        return None
    try:
        said = subprocess.run(  # noqa: S603 - a program of PostgreSQL's, asked for its version
            [str(folder / "pg_dump"), "--version"],
            capture_output=True,
            text=True,
            check=False,
            timeout=_PATIENCE,
            env=clean_environment(),
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    version = _VERSION.search(said)
    return Tools(folder, int(version[1])) if version else None


def output_of(
    tools: Tools, program: str, arguments: Sequence[str], url: str, told: Iterable[bytes] = ()
) -> Iterator[bytes]:
    """Run a tool, and return what it writes as it comes; one that fails raises at the end: nothing cut off passes.

    Args:
        tools: where it is.
        program: one of `NEEDED`.
        arguments: its own.
        url: the database that it works on.
        told: what it reads.

    Raises:
        ToolFailedError: it has failed, and why.
    """
    wrong: list[BaseException] = []
    with tempfile.TemporaryFile() as said:
        with subprocess.Popen(  # noqa: S603 - a program of PostgreSQL's, no shell
            [tools.path(program), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            env=environment_for(url),
        ) as process:
            # In a thread of its own, as it writes meanwhile.
            feeding = Thread(target=_feed, args=(process, told, wrong), daemon=True)
            feeding.start()
            try:
                while piece := process.stdout.read(PIECE) if process.stdout else b"":
                    yield piece
            except BaseException:
                process.kill()
                raise
            finally:
                feeding.join()
        if wrong:
            raise wrong[0]
        if process.returncode:
            said.seek(0)
            raise ToolFailedError(_why(said.read().decode(errors="replace").splitlines(), program))


def _feed(process: subprocess.Popen[bytes], told: Iterable[bytes], wrong: list[BaseException]) -> None:
    """Have a tool read what it is told; where that cannot be had to its end, the tool ends without having read it."""
    try:
        for piece in told:
            if process.stdin:
                process.stdin.write(piece)
    except BrokenPipeError:
        pass  # it has ended, and says why
    except BaseException as error:  # noqa: BLE001 - whoever asked for the output is told
        wrong.append(error)
        process.kill()
    finally:
        if process.stdin:
            with suppress(OSError):
                process.stdin.close()


def environment_for(url: str) -> dict[str, str]:
    """Return an environment in which the tools reach a database; passwords stand in no list of processes by that."""
    options = pq.Conninfo.parse(plain_url(url).encode())
    told = {one.envvar.decode(): one.val.decode() for one in options if one.envvar and one.val is not None}
    # A client certificate and a file of passwords lie in somebody's home.
    return clean_environment() | {"HOME": os.environ.get("HOME", "/")} | told


def _why(said: Sequence[str], program: str) -> str:
    """Return the line in which a tool says what went wrong; never more of it, which may hold people's words."""
    wrong = [line for line in said if "error" in line.lower() or "fatal" in line.lower()]
    return f"{program}: {(wrong or list(said) or ['it failed and said nothing'])[0]}"[:400]
