"""What root needs before PostgreSQL can run: a user that is not root, and programs which that user may read.

PostgreSQL refuses to run as root. Everything here is made by us under one folder of ours; the mode of a
folder that somebody else made is never changed.
"""

from __future__ import annotations

import os
import pwd
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from deskbot.store.embedded_binaries import Account, EmbeddedError, Programs, Wheel, programs_below, run_as
from deskbot.store.embedded_locks import let_go, take_lock

STATE = Path("/var/lib/deskbot")
"""Where root keeps what the server's user must reach and the data folder cannot hold."""
USER = "deskbot"
"""The system user who runs the server for root."""

_WAY_OUT = "run deskbot as an ordinary user, or set DESKBOT_DATABASE_URL"
_COPY_PATIENCE = 120.0
_LEFT_OUT = shutil.ignore_patterns("include", "pgxs", "pkgconfig", "*.a")
_USER_COMMANDS = (
    ("useradd", "--system", "--user-group", "--no-create-home", "--home-dir", str(STATE)),
    # busybox, which knows no useradd
    ("adduser", "-S", "-D", "-H", "-h", str(STATE)),
)


def server_account() -> Account | None:
    """Return who runs the server: None for an ordinary user, who runs it; for root, our system user.

    Raises:
        EmbeddedError: the system user is missing and cannot be made.
    """
    if os.geteuid() != 0:
        return None
    account = _existing_account() or _created_account()
    if account.uid == 0:
        raise EmbeddedError(f'the user "{USER}" is root itself, as whom PostgreSQL does not run: {_WAY_OUT}')
    return account


def _existing_account() -> Account | None:
    try:
        entry = pwd.getpwnam(USER)
    except KeyError:
        return None
    return Account(USER, entry.pw_uid, entry.pw_gid)


def _created_account() -> Account:
    complaints = []
    for command in _USER_COMMANDS:
        program = shutil.which(command[0], path="/usr/sbin:/sbin:/usr/bin:/bin")
        if program is None:
            complaints.append(f"no {command[0]}")
            continue
        done = run_as(None, [program, *command[1:], "-s", "/usr/sbin/nologin", USER])
        # Somebody else may have made it in the same moment: what counts is that it is there.
        if account := _existing_account():
            return account
        complaints.append(done.stderr.strip() or f"{command[0]} failed")
    raise EmbeddedError(
        f'PostgreSQL does not run as root, and the system user "{USER}" could not be made '
        f"({'; '.join(complaints)}): run useradd --system {USER}, or {_WAY_OUT}"
    )


def may_enter(folder: Path, account: Account) -> bool:
    """Ask the kernel, rather than mode bits, whether `account` may pass through a folder."""
    return run_as(account, ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(folder)]).returncode == 0


def state_folder(*names: str) -> Path:
    """Return a folder below `STATE` that everybody may pass and only root may change; make it when missing.

    Raises:
        EmbeddedError: it cannot be made, or somebody else could change it.
    """
    folder = STATE
    for step in (STATE, *(STATE.joinpath(*names[: i + 1]) for i in range(len(names)))):
        folder = step
        try:
            make_folder(folder, 0o755)
        except OSError as error:
            raise EmbeddedError(f"{folder} cannot be made ({error.strerror}): {_WAY_OUT}") from error
        info = folder.lstat()
        if not folder.is_dir() or folder.is_symlink() or info.st_uid != 0 or info.st_mode & 0o022:
            raise EmbeddedError(f"{folder} must be a folder that only root may change: move it away, or {_WAY_OUT}")
    return folder


def make_folder(folder: Path, mode: int) -> None:
    """Make one folder with exactly this mode, whatever the umask; one that exists is left as it is."""
    with suppress(FileExistsError):
        folder.mkdir(mode)
        folder.chmod(mode)


def copied_programs(wheel: Wheel, account: Account) -> Programs:
    """Return the wheel's programs from a copy that `account` may read; make the copy when it is missing.

    Raises:
        EmbeddedError: there is no place for the copy, or it could not be made.
    """
    target = state_folder() / f"postgres-{wheel.version}"
    if not target.is_dir():
        lock = take_lock(STATE / "copy.lock", _COPY_PATIENCE)
        if lock is None:
            raise EmbeddedError(f"another process has been copying PostgreSQL to {target} for two minutes: {_WAY_OUT}")
        try:
            _copy(wheel, target)
        except (OSError, shutil.Error) as error:
            raise EmbeddedError(f"PostgreSQL could not be copied to {target} ({error}): {_WAY_OUT}") from error
        finally:
            let_go(lock)
    return programs_below(target, account)


def _copy(wheel: Wheel, target: Path) -> None:
    """Copy under another name and rename, so that what has the final name is whole; call with the lock."""
    for remains in target.parent.glob("postgres-*.unfinished-*"):
        shutil.rmtree(remains)
    if target.is_dir():
        return
    unfinished = Path(tempfile.mkdtemp(prefix=f"{target.name}.unfinished-", dir=target.parent))
    for part in wheel.parts:
        if (wheel.site / part).is_dir():
            shutil.copytree(wheel.site / part, unfinished / part, ignore=_LEFT_OUT, symlinks=True)
    _open_for_reading(unfinished)
    # Without this a power cut could leave the final name on empty files.
    os.sync()
    unfinished.rename(target)


def _open_for_reading(copy: Path) -> None:
    """Give our copy the modes that everybody needs to run it, whatever the umask of the installation was."""
    for folder, _, files in os.walk(copy):
        Path(folder).chmod(0o755)
        for path in (Path(folder, name) for name in files):
            if not path.is_symlink():
                path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
