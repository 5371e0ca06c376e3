"""A real Dovecot of the test's own, on loopback."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from imapclient import IMAPClient

from tests.harness import AUTHSERV
from tests.ports import free_port

USER, PASSWORD = "support@desk.example", "a test's password"

CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
info_log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
mail_location = maildir:{folder}/mail/%u
auth_mechanisms = plain login xoauth2
passdb {{
  driver = passwd-file
  mechanisms = plain login
  args = scheme=plain {folder}/users
}}
{more}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
service imap-login {{
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
"""

TLS = """
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
"""


@dataclass
class Dovecot:
    """The server, and the hand that puts mail into its folders."""

    port: int
    tls_port: int
    folder: Path

    @contextmanager
    def open(self, folder: str = "INBOX") -> Iterator[IMAPClient]:
        """Look into the mailbox as its owner does."""
        with IMAPClient("127.0.0.1", port=self.port, ssl=False, timeout=20) as client:
            client.login(USER, PASSWORD)
            if not client.folder_exists(folder):
                client.create_folder(folder)
            client.select_folder(folder)
            yield client

    def put(self, *mails: bytes, folder: str = "INBOX") -> None:
        """Put mail into a folder, as a delivery does."""
        with self.open(folder) as client:
            for mail in mails:
                client.append(folder, mail)

    def flags(self, folder: str = "INBOX") -> list[tuple[bytes, ...]]:
        """Return the flags of each mail in a folder."""
        with self.open(folder) as client:
            found: Any = client.get_flags(client.search())
            return [tuple(flag for flag in flags if flag != rb"\Recent") for flags in found.values()]


def mail(text: str, number: int = 1, subject: str = "Phones") -> bytes:
    """Return a proven mail, as it lies in a mailbox."""
    made = EmailMessage()
    made["Authentication-Results"] = f"{AUTHSERV}; dmarc=pass header.from=brightpathvoice.example"
    made["From"], made["To"], made["Subject"] = "ty@brightpathvoice.example", USER, subject
    made["Message-ID"], made["Date"] = f"<m{number}@brightpathvoice.example>", "Mon, 02 Mar 2026 12:00:00 -0600"
    made.set_content(text)
    return made.as_bytes().replace(b"\n", b"\r\n")


@contextmanager
def running_dovecot(*, tls: bool = False, more: str = "") -> Iterator[Dovecot]:
    """Run a Dovecot for one test; skip where there is none, fail where it was promised."""
    _need("dovecot")
    # What a connection has still to write may outlive the server by a moment.
    with tempfile.TemporaryDirectory(prefix="deskbot-dovecot-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        owner = pwd.getpwnam("nobody")
        (folder / "mail").mkdir()
        os.chown(folder / "mail", owner.pw_uid, owner.pw_gid)
        (folder / "users").write_text(f"{USER}:{PASSWORD}\n")
        port, tls_port = free_port(), free_port() if tls else 0
        if tls:
            make_certificate(folder)
        words = {"folder": folder, "uid": owner.pw_uid, "gid": owner.pw_gid, "port": port, "tls_port": tls_port}
        (folder / "dovecot.conf").write_text(
            (CONFIG + (TLS if tls else "\nssl = no\n")).format(more=more.format(**words), **words)
        )
        with subprocess.Popen(["dovecot", "-F", "-c", str(folder / "dovecot.conf")]) as process:
            try:
                _until_it_answers(process, port, folder / "log")
                yield Dovecot(port, tls_port, folder)
            finally:
                process.terminate()
                process.wait(30)


def _need(command: str) -> None:
    promised = "dovecot" in os.environ.get("DESKBOT_TEST_PEERS", "").split()
    missing = pytest.fail if promised else pytest.skip
    if shutil.which(command) is None:
        missing("dovecot is not installed: apt-get install dovecot-imapd")
    if os.geteuid() != 0:
        missing("dovecot's own processes change their user, which needs root")
    version = subprocess.run([command, "--version"], check=True, capture_output=True, text=True).stdout
    if not version.startswith("2.3."):
        missing(f"the test's configuration is for dovecot 2.3, not {version.split()[0]}")


def make_certificate(folder: Path) -> None:
    """Make a certificate for localhost, signed by itself."""
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"),
            *("-addext", "subjectAltName=DNS:localhost", "-keyout", "key.pem", "-out", "cert.pem"),
        ],
        cwd=folder,
        check=True,
        capture_output=True,
    )


def _until_it_answers(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    while True:
        assert process.poll() is None, f"dovecot ended:\n{log.read_text() if log.exists() else ''}"
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
                if connection.recv(1):
                    return
        except ConnectionRefusedError:
            continue
