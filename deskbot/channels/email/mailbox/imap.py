"""One connection to a mailbox by IMAP. Blocking: it lives in a thread of its own. All traps of the library end here."""

from __future__ import annotations

import ipaddress
import logging
import selectors
import socket
import ssl
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from deskbot.errors import ConfigurationError

_PORTS = {"imap": 143, "imap+starttls": 143, "imaps": 993}
CONNECT_TIMEOUT = 15.0
READ_TIMEOUT = 60.0
"""Seconds of silence after which a server that owes an answer is given up."""
IDLE_SECONDS = 9 * 60.0
"""How long one IDLE lasts: servers may hang up after 30 minutes, and routers forget a silent connection much sooner."""
POLL_SECONDS = 60.0
"""How often a server that cannot IDLE is asked."""
HEAD_LIMIT = 256 * 1024
"""Bytes of the header that are fetched of a mail whose body is not."""


# It would write every line of every mail into a log of level DEBUG.
logging.getLogger("imapclient").setLevel(logging.WARNING)


class BrokenError(Exception):
    """The connection is gone, or in a state in which nothing can be told from it: connect again."""


class RefusedError(Exception):
    """The server said no, or something that cannot be read, to one command; the connection is still good."""


class SignInError(BrokenError):
    """The server knows us not."""


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of a mailbox on a server."""

    host: str
    port: int
    tls: str
    """"imap" (none), "imap+starttls", or "imaps"."""
    user: str
    password: str = field(default="", repr=False)
    """Empty where an access token signs in."""
    folder: str = "INBOX"
    done_folder: str = ""
    """Where accepted mail is moved; empty marks it as read instead."""

    @classmethod
    def from_url(cls, url: str, folder: str = "INBOX", done_folder: str = "") -> Place:
        """Read `imaps://user:password@host:port`, `imap+starttls://…`, or `imap://…` on this machine.

        Raises:
            ConfigurationError: it is none of these, or would send a password in clear over a network.
        """
        try:
            parts = urlsplit(url)
            port = parts.port or _PORTS.get(parts.scheme, 0)
        except ValueError:
            parts, port = urlsplit(""), 0
        if parts.scheme not in _PORTS or not parts.hostname or not parts.username:
            raise ConfigurationError(
                "DESKBOT_IMAP_URL: expected imaps://user:password@host or imap+starttls://user:password@host; "
                "write %40 for an @ in the user's name"
            )
        if parts.scheme == "imap" and not _is_this_machine(parts.hostname):
            raise ConfigurationError(
                "DESKBOT_IMAP_URL: imap:// sends the password in clear and is for this machine only; "
                "use imaps:// or imap+starttls://"
            )
        return cls(
            host=parts.hostname,
            port=port,
            tls=parts.scheme,
            user=unquote(parts.username),
            password=unquote(parts.password or ""),
            folder=folder,
            done_folder=done_folder,
        )

    @property
    def name(self) -> str:
        """Names the folder in logs and as a key; holds no password."""
        return f"{self.user}@{self.host}/{self.folder}"


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextmanager
def _told_apart() -> Generator[None]:
    """Raise what the library and the network raise as one of our two kinds."""
    try:
        yield
    except IMAPClientAbortError as error:
        raise BrokenError(_words(error)) from error
    except LoginError as error:
        raise SignInError(_words(error)) from error
    except IMAPClientError as error:  # the server's NO or BAD, or an answer that cannot be read
        raise RefusedError(_words(error)) from error
    except (OSError, EOFError) as error:
        raise BrokenError(f"{type(error).__name__}: {_words(error)}") from error
    except (ValueError, KeyError, IndexError, TypeError, AssertionError, AttributeError) as error:
        # The parser's own faults over an answer that it did not expect.
        raise RefusedError(f"an answer that cannot be read ({type(error).__name__})") from error


def _words(error: BaseException) -> str:
    return "".join(char for char in str(error) if char.isprintable())[:200]


class MailboxSession:
    """A connection, and once it is open a folder."""

    def __init__(self, place: Place) -> None:
        """Connect.

        Raises:
            BrokenError: the server cannot be reached.
        """
        self._place = place
        with _told_apart():
            # Any: its annotations say less than it takes.
            self._client: Any = IMAPClient(
                place.host,
                port=place.port,
                ssl=place.tls == "imaps",
                ssl_context=ssl.create_default_context() if place.tls == "imaps" else None,
                timeout=cast("Any", SocketTimeout(connect=CONNECT_TIMEOUT, read=READ_TIMEOUT)),
            )
        self.validity = 0
        """Changes when the UIDs of before mean nothing any more."""
        self.next_uid = 1
        """The UID that the next mail gets, at least."""
        self._can_idle = self._can_move = self._can_expunge_one = False

    def open(self, token: str = "") -> None:
        """Sign in and open the folder.

        Args:
            token: an access token, where there is no password.

        Raises:
            BrokenError: the connection is gone.
            SignInError: the server does not let us in.
            RefusedError: it has no such folder.
        """
        with _told_apart():
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            if self._place.tls == "imap+starttls":
                self._client.starttls(ssl.create_default_context())
            self._sign_in(token)
            self._open_folder()

    def _sign_in(self, token: str) -> None:
        if token:
            self._client.oauth2_login(self._place.user, token)
        else:
            self._client.login(self._place.user, self._place.password)
        self._can_idle = self._client.has_capability("IDLE")
        self._can_move = self._client.has_capability("MOVE")
        self._can_expunge_one = self._client.has_capability("UIDPLUS")

    def _open_folder(self) -> None:
        opened: Any = self._client.select_folder(self._place.folder)
        self.validity = int(opened[b"UIDVALIDITY"])
        self.next_uid = int(opened.get(b"UIDNEXT") or 0) or max(self._client.search(["ALL"]), default=0) + 1
        if self._place.done_folder and not self._client.folder_exists(self._place.done_folder):
            self._client.create_folder(self._place.done_folder)

    @property
    def _socket(self) -> Any:
        return self._client.socket()

    def catch_up(self) -> None:
        """Let the server show what is new: without it, a search may look only at what we were told of before."""
        with _told_apart():
            self._client.noop()
        self._take_news()

    def _take_news(self) -> bool:
        """Return whether we were told of new mail since the last look; any command's answer may tell it."""
        imap: Any = vars(self._client)["_imap"]
        return imap.untagged_responses.pop("EXISTS", None) is not None

    def search(self, *criteria: str) -> list[int]:
        """Return the UIDs of what fits."""
        with _told_apart():
            return sorted(int(uid) for uid in self._client.search(list(criteria)))

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """Return how many bytes each mail has; what is gone by now is left out."""
        with _told_apart():
            found: Any = self._client.fetch(list(uids), ["RFC822.SIZE"])
            return {uid: int(values[b"RFC822.SIZE"]) for uid, values in found.items() if b"RFC822.SIZE" in values}

    def content(self, uid: int) -> bytes:
        """Return a mail's bytes, and leave it unread."""
        return self._part(uid, "BODY.PEEK[]", b"BODY[]")

    def head(self, uid: int) -> bytes:
        """Return a mail's header, as far as it is bearable."""
        return self._part(uid, f"BODY.PEEK[HEADER]<0.{HEAD_LIMIT}>", b"BODY[HEADER]<0>")

    def _part(self, uid: int, item: str, key: bytes) -> bytes:
        with _told_apart():
            found: Any = self._client.fetch([uid], [item])
            content = found.get(uid, {}).get(key)
        if not isinstance(content, bytes):
            raise RefusedError("the server sent no content")
        return content

    def mark(self, uid: int, flag: bytes) -> None:
        """Add a flag."""
        with _told_apart():
            self._client.add_flags([uid], [flag], silent=True)

    def move_to_done(self, uid: int) -> None:
        """Move an accepted mail out of the way."""
        folder = self._place.done_folder
        with _told_apart():
            if self._can_move:
                self._client.move([uid], folder)
                return
            self._client.copy([uid], folder)
            self._client.add_flags([uid], [rb"\Deleted"], silent=True)
            if self._can_expunge_one:  # a plain EXPUNGE would take away what somebody else has marked, too
                self._client.uid_expunge([uid])

    def wait(self, wake: socket.socket, seconds: float = IDLE_SECONDS) -> None:
        """Return when something may have changed, when `wake` can be read, or after some seconds.

        Also at once where we were told of new mail beside something else: the server will not tell it again.
        """
        if self._take_news():
            return
        with _told_apart():
            if not self._can_idle:
                _readable([wake], min(seconds, POLL_SECONDS))
                return
            if not self._begin_idle():
                self._can_idle = False
                return
            if not self._take_news() and not self._has_unread():
                _readable([self._socket, wake], seconds)
            # Whatever came, also the end of the connection: this reads it, and raises where it is the end.
            self._client.idle_done()

    def _begin_idle(self) -> bool:
        """Send IDLE; return whether the server took it.

        The library's own way takes news that the server tells before it agrees for a fault.
        """
        imap: Any = vars(self._client)["_imap"]
        tag: Any = imap._command("IDLE")  # noqa: SLF001
        while imap._get_response():  # noqa: SLF001  (None is the server's "go on")
            if imap.tagged_commands.get(tag):
                imap.tagged_commands.pop(tag)
                return False
        vars(self._client)["_idle_tag"] = tag
        return True

    def _has_unread(self) -> bool:
        """Return whether something lies in our own buffers already.

        News often comes in one packet with the server's "go on", and then the socket has nothing more to tell:
        who only watches the socket sleeps on it for nine minutes.
        """
        imap: Any = vars(self._client)["_imap"]
        lines: Any = vars(imap).get("_readbuf")  # Python 3.14 keeps its own
        if lines is not None:
            pending = getattr(self._socket, "pending", None)
            return bool(lines) or bool(pending and pending())
        connection = self._socket
        connection.settimeout(0)
        try:
            return bool(imap.file.peek(1))
        except (BlockingIOError, ssl.SSLWantReadError):
            return False
        finally:
            connection.settimeout(READ_TIMEOUT)

    def abort(self) -> None:
        """Cut the connection, from any thread: whoever waits for the server stops waiting."""
        with suppress(OSError, AttributeError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Let go of the connection, without asking the server."""
        with suppress(Exception):
            self._client.shutdown()


def _readable(sockets: Sequence[Any], seconds: float) -> None:
    """Wait until one of some sockets can be read, at most some seconds."""
    with selectors.DefaultSelector() as selector:
        for one in sockets:
            selector.register(one, selectors.EVENT_READ)
        selector.select(seconds)
