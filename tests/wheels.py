"""A wheel of this checkout, and virtual environments in which it is installed, without any network."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
_OURS = ("deskbot", "_editable_impl_deskbot")


def build(kind: str, folder: Path, source: Path = ROOT) -> Path:
    """Build a wheel or an sdist of a checkout; returns its path."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (built,) = folder.glob("*.whl" if kind == "wheel" else "*.tar.gz")
    return built


def install(wheel: Path, folder: Path, *, without: tuple[str, ...] = ()) -> Path:
    """Install a wheel into a new virtual environment; returns its folder of commands.

    What deskbot needs is lent from the environment of the tests, all but the packages `without`. Their own deskbot is
    not lent.
    """
    lent = folder / "lent"
    lent.mkdir(parents=True)
    for place in {Path(sysconfig.get_path("purelib")), Path(sysconfig.get_path("platlib"))}:
        for one in place.iterdir():
            if not one.name.startswith((*_OURS, *without)):
                (lent / one.name).symlink_to(one)
    environment = folder / "venv"
    venv.create(environment, with_pip=False, symlinks=True)
    python = environment / "bin" / "python"
    command = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check", "install"]
    subprocess.run([*command, "--quiet", "--no-deps", "--no-index", str(wheel)], check=True, capture_output=True)
    (site,) = environment.glob("lib/python*/site-packages")
    (site / "lent.pth").write_text(f"{lent}\n")
    return environment / "bin"
