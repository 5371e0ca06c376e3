"""The demo's stage: a real server, mails by SMTP, simulated phones, and the database as a witness."""

from __future__ import annotations

import json
import os
import re
import signal
import smtplib
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from deskbot.cli.examples import example
from deskbot.errors import DeskbotError
from deskbot.store.embedded import running_url
from deskbot.store.witness import rows

AUTHSERV = "mx.desk.example"
PATIENCE = 60.0
"""Seconds until something that should have happened counts as missing."""
LEVEL_DELAY = "3s"
AGENT, AGENT_IN_SLACK = "ana: {name: Ana Ruiz,", "T0DESK:U0ANA"
"""Who of the example's staff works in Slack, too."""

Seen = TypeVar("Seen")


class MissingError(DeskbotError):
    """Something that the demo waited for did not happen."""


@dataclass
class Stage:
    """Everything that the story plays on; it leaves nothing behind."""

    folder: Path = field(default_factory=Path)
    smtp: tuple[str, int] = ("", 0)
    phones_url: str = ""
    _server: subprocess.Popen[str] | None = None
    _temporary: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> Self:
        self._temporary = tempfile.TemporaryDirectory(prefix="deskbot-demo-")
        self.folder = Path(self._temporary.name)
        # Ours alone, but passable: as root the database runs as another user, who must get to its files.
        self.folder.chmod(0o711)
        desk = example("desk.yaml").read_text(encoding="utf-8")
        desk = desk.replace("delay: 5m", f"delay: {LEVEL_DELAY}").replace(AGENT, f"{AGENT} slack: {AGENT_IN_SLACK},")
        (self.folder / "desk.yaml").write_text(desk, encoding="utf-8")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        end = time.monotonic() + PATIENCE
        while (left := self.left_behind()) and time.monotonic() < end:
            time.sleep(0.1)
        if self._temporary:
            self._temporary.cleanup()
        if left and error is None:
            raise MissingError(f"these processes were left running: {left}")

    def left_behind(self) -> list[int]:
        """Return the processes that still work in the demo's folder, or on it (where the system can tell)."""
        return [
            int(process.name)
            for process in Path("/proc").glob("[0-9]*")
            if process.name != str(os.getpid()) and self._works_here(process)
        ]

    def _works_here(self, process: Path) -> bool:
        try:
            words = (process / "cmdline").read_bytes().decode(errors="replace")
            return str(self.folder) in words or str((process / "cwd").readlink()).startswith(str(self.folder))
        except OSError:
            return False  # it has ended, or is another user's

    @property
    def environment(self) -> dict[str, str]:
        """The environment of every process of the demo."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("DESKBOT_", "TWILIO_"))}
        return kept | {
            "DESKBOT_SIMULATE": "1",
            "DESKBOT_DATA_DIR": str(self.folder / "data"),
            "DESKBOT_DESK_FILE": str(self.folder / "desk.yaml"),
            "DESKBOT_SMTP_PORT": "0",
            "DESKBOT_WEB_PORT": "0",
            "DESKBOT_TRUSTED_AUTHSERV": AUTHSERV,
        }

    # The server

    def start(self) -> None:
        """Start `deskbot serve` and wait until it listens."""
        with (self.folder / "serve.log").open("a") as log:
            self._server = subprocess.Popen(
                [sys.executable, "-m", "deskbot", "serve"],
                env=self.environment,
                cwd=self.folder,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert self._server.stdout is not None  # noqa: S101  (it is a pipe)
        for line in self._server.stdout:
            if found := re.search(r"email listens on (\S+):(\d+)", line):
                self.smtp = (found[1], int(found[2]))
            if found := re.search(r"phones and mails are at (\S+)/simulator", line):
                self.phones_url = found[1]
            if "deskbot is ready" in line:
                return
        raise MissingError(f"the server did not start:\n{self.log()}")

    def kill(self) -> None:
        """Kill the server with SIGKILL, as a power cut would."""
        assert self._server is not None  # noqa: S101  (it was started)
        self._server.send_signal(signal.SIGKILL)
        self._server.wait()
        self._close()

    def stop(self) -> None:
        """Stop the server and wait for its end."""
        if self._server is None:
            return
        if self._server.poll() is None:
            self._server.terminate()
            try:
                self._server.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait()
        self._close()

    def _close(self) -> None:
        if self._server and self._server.stdout:
            self._server.stdout.close()
        self._server = None

    def log(self) -> str:
        """Return the end of the server's log."""
        return "\n".join((self.folder / "serve.log").read_text().splitlines()[-20:])

    def run(self, *words: str) -> str:
        """Run a command of deskbot's as an operator would; return what it prints."""
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "deskbot", *words],
            env=self.environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise MissingError(f"deskbot {' '.join(words)} failed:\n{done.stderr}")
        return done.stdout

    # The mail server in front, and the reseller behind it

    def mail(
        self,
        text: str,
        *,
        sender: str,
        subject: str,
        proven: bool = True,
        message_id: str | None = None,
        answers: dict[str, Any] | None = None,
    ) -> str:
        """Send a mail by SMTP; the server in front has checked the sender, or found no proof."""
        mail = EmailMessage()
        domain = sender.rpartition("@")[2].rstrip(">")
        mail["Authentication-Results"] = f"{AUTHSERV}; dmarc={'pass' if proven else 'none'} header.from={domain}"
        mail["From"], mail["Subject"] = sender, subject
        mail["To"] = answers["reply_to"] if answers else "support@desk.example"
        mail["Date"] = format_datetime(datetime.now(UTC))
        mail["Message-ID"] = message_id or make_msgid(domain=domain)
        if answers:
            mail["In-Reply-To"] = mail["References"] = answers["message_id"]
        mail.set_content(text)
        with smtplib.SMTP(*self.smtp, timeout=10) as client:
            client.send_message(mail, from_addr=f"bounce@{domain}")
        return mail["Message-ID"]

    # What can be seen

    def sql(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Ask the database."""
        return rows(self.database_url(), query, *parameters)

    def database_url(self) -> str:
        """Return the running server's database."""
        url = running_url(self.folder / "data")
        if url is None:
            raise MissingError("the embedded PostgreSQL does not run")
        return url

    def letters(self, address: str) -> list[dict[str, Any]]:
        """Return the mails that the relay has taken for an address, oldest first."""
        return [one for one in self._get("/simulator/mails")["mails"] if address in one["to"]]

    def phone(self, number: str) -> dict[str, Any]:
        """Return what a phone has lived through."""
        found = [one for one in self._get("/simulator/phones")["phones"] if one["number"] == number]
        return found[0] if found else {"texts": [], "calls": []}

    def picks_up(self, number: str, digits: str) -> None:
        """Let a phone's owner pick up and press keys."""
        self._post(f"/simulator/phones/{number}/behaviour", {"behaviour": "answers", "digits": digits})

    def texts(self, number: str, to: str, body: str) -> None:
        """Let a phone send a text."""
        self._post(f"/simulator/phones/{number}/texts", {"to": to, "body": body})

    def writes(self, person: int, text: str, *, photo: bool = False) -> None:
        """Let somebody write to the bot in Telegram, or send a photo with these words."""
        self._post(f"/simulator/telegram/people/{person}/messages", {"text": text, "photo": photo})

    def told(self, person: int) -> list[str]:
        """Return what the bot has written to somebody, oldest first."""
        return [one["text"] for one in self._get(f"/simulator/telegram/people/{person}")["person"]["messages"]]

    def commands(self, user: str, text: str) -> dict[str, Any]:
        """Let somebody give a slash command in Slack; return what they see."""
        return self._post(f"/simulator/slack/people/{user}/commands", {"text": text})

    def fills(self, user: str, category: str, **values: str) -> dict[str, str]:
        """Let somebody fill in the form before them, and send it off; return what is wrong, by field."""
        filled = self._post(f"/simulator/slack/people/{user}/forms", {"category": category, "values": values})
        return filled["errors"]

    def cards(self) -> list[dict[str, Any]]:
        """Return what stands in the desk's room."""
        return self._get("/simulator/slack/channels/C0DESK")["messages"]

    def says(self, user: str, text: str, thread: str) -> None:
        """Let somebody write in a thread of the desk's room."""
        document = {"text": text, "channel": "C0DESK", "thread": thread}
        self._post(f"/simulator/slack/people/{user}/messages", document)

    def _post(self, path: str, document: dict[str, Any]) -> dict[str, Any]:
        request = urllib.request.Request(  # noqa: S310  (loopback)
            f"{self.phones_url}{path}",
            data=json.dumps(document).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:  # nosec B310 # noqa: S310
            return json.loads(answer.read())

    def _get(self, path: str) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self.phones_url}{path}", timeout=5) as answer:  # nosec B310 # noqa: S310
            return json.load(answer)

    def wait(self, what: str, look: Callable[[], Seen | None]) -> Seen:
        """Look until something is there.

        Raises:
            MissingError: it did not come in time.
        """
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            seen = look()
            if seen:
                return seen
            time.sleep(0.1)
        raise MissingError(f"did not happen within {PATIENCE:.0f} s: {what}\n{self.log()}")
