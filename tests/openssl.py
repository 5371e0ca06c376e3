"""The openssl command, by which tests make keys and certificates."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest


def openssl(*words: str, given: bytes = b"") -> bytes:
    """Run it and return what it says; a machine that promised to have it and has not fails, any other skips."""
    if shutil.which("openssl") is None:
        promised = "openssl" in os.environ.get("DESKBOT_TEST_PEERS", "").split()
        (pytest.fail if promised else pytest.skip)("openssl is not installed: apt-get install openssl")
    return subprocess.run(["openssl", *words], input=given, check=True, capture_output=True).stdout
