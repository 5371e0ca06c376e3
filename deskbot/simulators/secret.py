"""The signing key of a data folder's simulations."""

from __future__ import annotations

import secrets
from pathlib import Path

from pydantic import SecretStr


def kept_secret(data_dir: Path) -> SecretStr:
    """Return the signing key of this data folder's simulations, made once, so that reply addresses stay good."""
    path = data_dir / "simulated-secret"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32))
    return SecretStr(path.read_text())
