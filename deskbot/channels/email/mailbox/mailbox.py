"""Mail that lies in a mailbox: fetched, handed in, and marked only when it is stored for good.

The whole conversation with the server runs in one thread, as its library blocks; what it hands in and remembers goes
through the loop.
"""

from __future__ import annotations

import asyncio
import logging
import re
import socket
import threading
import time
from collections.abc import Coroutine, Iterable, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import closing, suppress
from datetime import UTC, datetime
from typing import Any, TypeVar

from deskbot.channels import ChannelState, Door
from deskbot.channels.email.external_id import external_id_of
from deskbot.channels.email.glancing import glance_at
from deskbot.channels.email.mailbox.failures import Failures, Weight
from deskbot.channels.email.mailbox.imap import (
    IDLE_SECONDS,
    BrokenError,
    MailboxSession,
    Place,
    RefusedError,
    SignInError,
)
from deskbot.channels.email.mailbox.progress import Progress, progress_of
from deskbot.channels.email.mailbox.unfetched import stand_in
from deskbot.channels.email.reading.mailboxes import without_plus
from deskbot.errors import ConfigurationError, UnavailableError
from deskbot.model.message import Arrival
from deskbot.settings import Settings
from deskbot.wires.duty import alone
from deskbot.wires.oauth import TokenSource

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 300.0
"""Seconds between attempts to reach the server."""
STORE_PAUSE = 3.0
"""Seconds until mail that could not be stored is handed in again."""
LOOK_AGAIN = 3.0
"""Seconds until the look that follows one which found something."""
HAND_IN_LIMIT = 30.0
STOP_LIMIT = 4.0
LOUD_AFTER = 5
"""Attempts in a row after which a server that cannot be reached is an error rather than a warning."""
BATCH = 100
"""Mails whose sizes are asked for at a time."""
KEEP_EVERY = 20
"""Mails after which we note how far we are; after a crash so many are fetched twice at most."""
_SHORTEST_WAIT = 1.0
_HEADER_WITHIN = 64 * 1024
_MOST_RECIPIENTS = 20
_DELIVERED = re.compile(rb"(?im)^(?:delivered-to|x-original-to|envelope-to)[ \t]{0,9}:([^\r\n\0]{1,1000})")
"""What is behind a NUL is left out: no server writes one, and the database takes none."""

log = logging.getLogger(__name__)
T = TypeVar("T")


def mailbox_of(
    settings: Settings, state: ChannelState, addresses: Sequence[str], tokens: TokenSource | None
) -> Mailbox | None:
    """Return the mailbox that the settings name, None where they name none.

    Raises:
        ConfigurationError: its URL is none, nothing signs in, or no mail could come in at all.
    """
    if not settings.imap_url:
        if not settings.smtp_door:
            raise ConfigurationError(
                "DESKBOT_SMTP_DOOR: 0 closes the mail door, and there is no mailbox either; set DESKBOT_IMAP_URL"
            )
        return None
    place = Place.from_url(settings.imap_url, settings.imap_folder, settings.imap_done_folder)
    if not place.password and tokens is None:
        raise ConfigurationError(
            "DESKBOT_IMAP_URL: has no password; write imaps://user:password@host, or set DESKBOT_MAIL_OAUTH_TOKEN_URL"
        )
    if place.done_folder == place.folder:
        raise ConfigurationError("DESKBOT_IMAP_DONE_FOLDER: is the folder that is fetched; name another one")
    return Mailbox(place, state, addresses, settings.smtp_size_limit, tokens)


class StoppedError(Exception):
    """We are told to stop."""


class Mailbox:
    """Fetches one folder, for as long as it runs."""

    def __init__(
        self, place: Place, state: ChannelState, addresses: Sequence[str], size_limit: int, tokens: TokenSource | None
    ) -> None:
        """Prepare; nothing is connected before `start`."""
        self._place = place
        self._state = state
        self._addresses = tuple(address.casefold() for address in addresses)
        self._size_limit = size_limit
        self._tokens = tokens
        self._key = f"imap:{place.name}"
        self._stopping = threading.Event()
        self._failures = Failures()
        self._ahead: set[int] = set()
        """What is taken already beyond a mail that cannot be fetched."""
        self._validity = 0
        self._pause = FIRST_PAUSE
        self._session: MailboxSession | None = None
        self._asked: Future[Any] | None = None
        self._thread: threading.Thread | None = None
        self._wake: socket.socket | None = None
        self._turns: asyncio.Task[None] | None = None

    async def start(self, door: Door) -> None:
        """Begin to fetch as soon as no other machine does; returns at once, also where no server can be reached."""
        self._door, self._loop = door, asyncio.get_running_loop()
        self._turns = asyncio.create_task(self._take_turns())

    async def stop(self) -> None:
        """Stop fetching, also in the middle of IDLE or of a mail; what is not stored by then is fetched again."""
        turns, self._turns = self._turns, None
        if turns is not None:
            turns.cancel()
            await asyncio.wait({turns})

    async def _take_turns(self) -> None:
        while True:
            # The thread of our last turn may still be connecting: until it has ended the turn is another machine's.
            if self._thread is not None and self._thread.is_alive():
                await asyncio.sleep(STORE_PAUSE)
                continue
            try:
                await alone(self._state, self._key, self._fetch)
            except UnavailableError:  # health says so by itself
                await asyncio.sleep(STORE_PAUSE)
            except Exception:  # whatever it is, nobody else would ever fetch again
                log.exception("mail is not fetched", extra={"action": "mailbox_failed"})
                await asyncio.sleep(STORE_PAUSE)

    async def _fetch(self) -> None:
        """Fetch until we are told to stop, or it is another machine's turn."""
        try:
            self._begin_thread()
            await asyncio.Event().wait()
        finally:
            await self._end_thread()

    def _begin_thread(self) -> None:
        self._stopping.clear()
        self._wake, woken = socket.socketpair()
        self._thread = threading.Thread(target=self._run, args=[woken], name="mailbox", daemon=True)
        self._thread.start()

    async def _end_thread(self) -> None:
        if self._thread is None or self._wake is None:
            return
        self._stopping.set()
        with suppress(OSError):  # the thread has been between two attempts, and is gone already
            self._wake.send(b"x")
        if self._session:
            self._session.abort()
        if self._asked:
            self._asked.cancel()
        # A thread that is just connecting cannot be told; it ends by itself, and does nothing more.
        await asyncio.to_thread(self._thread.join, STOP_LIMIT)
        self._wake.close()

    # -- in the thread

    def _run(self, woken: socket.socket) -> None:
        attempts = 0
        with closing(woken):
            while not self._stopping.is_set():
                try:
                    self._serve(woken)
                except StoppedError:
                    return
                except (BrokenError, RefusedError, UnavailableError) as error:
                    if self._stopping.is_set():
                        return
                    attempts = attempts + 1 if self._pause > FIRST_PAUSE else 1
                    self._tell(error, attempts)
                    self._note(_trouble(error))
                    if isinstance(error, UnavailableError):  # our own database: nobody is molested by asking it often
                        self._pause = min(self._pause, STORE_PAUSE)
                except Exception:
                    # Whatever it is, mail must be fetched again.
                    log.exception("fetching mail failed", extra={"action": "mailbox_failed"})
                    self._note("something went wrong, which the log has")
                self._stopping.wait(self._pause)
                self._pause = min(self._pause * 2, LONGEST_PAUSE)

    def _note(self, trouble: str) -> None:
        """Note why no mail is fetched, for health; where our own database is away it says so by itself."""
        if not trouble:
            return
        try:
            self._call(self._state.note_look(trouble))
        except (UnavailableError, StoppedError):
            pass
        except Exception:
            # Whoever writes down that nothing is fetched must not be why.
            log.exception("what is wrong with the mailbox cannot be noted", extra={"action": "mailbox_unnoted"})

    def _tell(self, error: Exception, attempts: int) -> None:
        # A connection that ends now and then is how mail servers are.
        level = logging.WARNING if attempts > 1 else logging.INFO
        if attempts >= LOUD_AFTER or isinstance(error, SignInError):
            level = logging.ERROR
        says = f"{self._place.host} does not let us in: {error}" if isinstance(error, SignInError) else str(error)
        log.log(level, "no mail is fetched for now: %s", says, extra={"action": "mailbox_away", "attempts": attempts})

    def _serve(self, woken: socket.socket) -> None:
        """Fetch over one connection until it breaks."""
        token = self._token()
        self._session = MailboxSession(self._place)
        with closing(self._session) as session:
            if self._stopping.is_set():
                raise StoppedError
            try:
                session.open(token)
            except SignInError:
                if self._tokens:
                    self._tokens.forget()
                raise
            progress = self._begin(session)
            log.info("the mailbox is open", extra={"action": "mailbox_open", "taken": progress.taken})
            calm = False
            while not self._stopping.is_set():
                before = progress
                try:
                    progress = self._sweep(session, progress)
                    self._call(self._state.note_look(self._untold()))
                except UnavailableError as error:
                    log.warning("mail waits in the mailbox: %s", error, extra={"action": "mailbox_waits"})
                    self._stopping.wait(STORE_PAUSE)
                    continue
                self._pause = FIRST_PAUSE
                # A server may miss what comes between our last look and its IDLE: after anything new, look once more.
                calm = calm and progress == before
                session.wait(woken, self._until_retry() if calm else LOOK_AGAIN)
                calm = True

    def _token(self) -> str:
        """Return an access token, or nothing where a password signs in."""
        if self._tokens is None or self._place.password:
            return ""
        try:
            return self._call(self._tokens.token())
        except UnavailableError as error:
            raise SignInError(str(error)) from error

    def _begin(self, session: MailboxSession) -> Progress:
        kept = self._call(self._state.get(self._key))
        progress = progress_of(kept, session.validity, session.next_uid, datetime.now(UTC).date())
        if progress.again and progress.taken == 0:
            log.warning("the mailbox has new UIDs: it is taken again", extra={"action": "mailbox_renumbered"})
        if session.validity != self._validity:
            self._failures = Failures()
            self._ahead.clear()
            self._validity = session.validity
        self._call(self._state.put(self._key, progress.as_text()))
        return progress

    def _sweep(self, session: MailboxSession, progress: Progress) -> Progress:
        """Take everything that is still to be taken, and return how far we are."""
        session.catch_up()
        found = {uid for search in progress.wanted for uid in session.search(*search) if uid > progress.taken}
        self._ahead &= found
        found -= self._ahead
        self._failures.keep(found)
        due = self._failures.in_order(found, time.monotonic())
        left = _Left(found, max([progress.floor - 1, progress.taken, *self._ahead]))
        unnoted = 0
        try:
            for batch in _batches(due):
                for uid, size in self._sizes(session, batch).items():
                    if self._is_taken(session, uid, size):
                        left.drop(uid)
                        self._ahead.add(uid)
                        self._failures.forget(uid)
                    unnoted += 1
                    if unnoted % KEEP_EVERY == 0:
                        progress = self._noted(progress, left)
                        self._call(self._state.note_look())
        finally:
            with suppress(UnavailableError, StoppedError):
                progress = self._noted(progress, left)
        return progress

    def _noted(self, progress: Progress, left: _Left) -> Progress:
        further = progress.advanced(left.all_taken_to)
        if further != progress:
            self._call(self._state.put(self._key, further.as_text()))
        return further

    def _sizes(self, session: MailboxSession, uids: Sequence[int]) -> dict[int, int]:
        """Return the sizes of some mails; one for which there is none must not cost us the others.

        A mail without a size may be gone. Whether it is, the next search tells: nothing is given up here.
        """
        sizes: dict[int, int] = {}
        try:
            sizes = session.sizes(uids)
        except RefusedError:
            for uid in uids:
                with suppress(RefusedError):
                    sizes |= session.sizes([uid])
        for uid in uids:
            if uid not in sizes:
                self._failed(uid, Weight.REFUSED, RefusedError("the server told no size"))
        return {uid: sizes[uid] for uid in uids if uid in sizes}

    def _is_taken(self, session: MailboxSession, uid: int, size: int) -> bool:
        """Hand in one mail and mark it; return False where it cannot be taken now."""
        if self._stopping.is_set():
            raise StoppedError
        try:
            if size > self._size_limit:
                raw, note = self._without_body(session, uid, size, "is larger than deskbot takes"), "too large"
            elif self._failures.is_given_up(uid):
                raw, note = (
                    self._without_body(session, uid, size, "is not given out by the mail server"),
                    "not given out",
                )
            else:
                raw, note = session.content(uid), ""
        except RefusedError as error:
            self._failed(uid, Weight.REFUSED, error)
            return False
        except BrokenError as error:
            self._failed(uid, Weight.BROKE, error)
            raise
        try:
            return self._is_stored(session, uid, raw, note) or self._is_told_of(session, uid, size)
        except UnavailableError:
            # Should it be for this mail alone that the database takes too long, the others come before it.
            self._failures.put_last(uid)
            raise

    def _is_stored(self, session: MailboxSession, uid: int, raw: bytes, note: str) -> bool:
        """Hand in one mail and mark it; return False where it is refused for what it is, as nobody foresaw.

        Raises:
            UnavailableError: the database is away, which concerns every mail.
        """
        try:
            self._call(self._door.accept(self._arrival(raw, note, uid)))
        except (UnavailableError, StoppedError):
            raise
        except Exception:
            log.exception("a mail cannot be stored", extra={"action": "mail_unstored", "uid": uid, "unfetched": note})
            return False
        log.info("mail fetched", extra={"action": "mail_fetched", "bytes": len(raw), "unfetched": note})
        self._mark(session, uid, whole=not note)
        return True

    def _is_told_of(self, session: MailboxSession, uid: int, size: int) -> bool:
        """Hand in a note of a mail that was refused again: with its header, or else with nothing of it.

        The mail itself goes first each time: where all are refused, as by a database that is not ours to write to, none
        becomes a note once that is mended.
        """
        if not self._failures.unstored(uid, time.monotonic()):
            return False
        why = "could not be stored as it is; the log says why"
        with suppress(RefusedError):
            if self._is_stored(session, uid, self._without_body(session, uid, size, why), "not stored"):
                return True
        return self._is_stored(session, uid, stand_in(b"", self._says(why, size)), "not stored")

    def _failed(self, uid: int, weight: Weight, error: Exception) -> None:
        given_up = self._failures.unfetched(uid, weight, time.monotonic())
        level = logging.ERROR if given_up else logging.WARNING
        log.log(level, "a mail cannot be fetched: %s", error, extra={"action": "mail_unfetched", "uid": uid})

    def _untold(self) -> str:
        """Return what is wrong where of a mail not even a note can be stored; empty where that is of none."""
        return "it has mail that cannot be stored, for a reason that the log has" if self._failures.untold() else ""

    def _until_retry(self) -> float:
        return max(_SHORTEST_WAIT, min([IDLE_SECONDS, *self._failures.until_next(time.monotonic())]))

    def _without_body(self, session: MailboxSession, uid: int, size: int, why: str) -> bytes:
        return stand_in(session.head(uid), self._says(why, size))

    def _says(self, why: str, size: int) -> str:
        return (
            f"[deskbot] This mail {why}: it has {size:,} bytes, and at most {self._size_limit:,} are taken. "
            f"Its text and its files are not here. It lies, flagged, in the folder {self._place.folder} of the "
            f"mailbox {self._place.user}: please read it there."
        )

    def _arrival(self, raw: bytes, note: str, uid: int) -> Arrival:
        return Arrival(
            channel="email",
            external_id=external_id_of(raw, f"{self._key}:{self._validity}:{uid}"),
            raw=raw,
            envelope={
                "peer": "",
                "own": list(self._addresses),
                "rcpt_to": recipients(raw, self._addresses),
                "fetched": True,
                **({"unfetched": note} if note else {}),
            },
            glance=glance_at(raw),
        )

    def _mark(self, session: MailboxSession, uid: int, *, whole: bool) -> None:
        """Mark a mail that is stored. It is ours by now: where the server refuses, that is only noted."""
        try:
            if not whole:
                session.mark(uid, rb"\Flagged")
            elif self._place.done_folder:
                session.move_to_done(uid)
            else:
                session.mark(uid, rb"\Seen")
        except RefusedError as error:
            log.warning("fetched mail cannot be marked: %s", error, extra={"action": "mail_unmarked", "uid": uid})

    def _call(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something on the loop and wait for it."""
        if self._stopping.is_set():
            work.close()
            raise StoppedError
        try:
            self._asked = asyncio.run_coroutine_threadsafe(work, self._loop)
        except RuntimeError:  # the loop has ended
            work.close()
            raise StoppedError from None
        if self._stopping.is_set():
            self._asked.cancel()
        try:
            return self._asked.result(HAND_IN_LIMIT)
        except CancelledError:
            raise StoppedError from None
        except TimeoutError:
            self._asked.cancel()
            raise UnavailableError(f"it could not be stored within {HAND_IN_LIMIT:.0f} s") from None


def _trouble(error: Exception) -> str:
    """Return what is wrong with the server, naming nothing that a stranger must not read; empty where it is not its."""
    match error:
        case SignInError():
            return "its server does not let us in"
        case BrokenError():
            return "its server cannot be reached, or breaks off"
        case RefusedError():
            return "its server refuses what we ask for"
        case _:
            return ""


class _Left:
    """The UIDs that are still to be taken, in one sweep."""

    def __init__(self, found: Iterable[int], at_least: int) -> None:
        """Begin with what was found; `at_least` is how far all is taken once nothing is left."""
        self._left = set(found)
        self._highest = max([at_least, *self._left])

    def drop(self, uid: int) -> None:
        """Take one off."""
        self._left.discard(uid)

    @property
    def all_taken_to(self) -> int:
        """The UID up to which nothing is left."""
        return min(self._left) - 1 if self._left else self._highest


def recipients(raw: bytes, addresses: Sequence[str]) -> list[str]:
    """Return our own addresses to which a mail was delivered, as its server noted them on top.

    Only ours count, with whatever stands behind their plus: the sender may have written such a line, too.
    """
    ours = {without_plus(address) for address in addresses}
    header = raw[:_HEADER_WITHIN].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    found: dict[str, None] = {}
    for match in _DELIVERED.finditer(header):
        address = match[1].decode("ascii", "replace").strip().strip("<>")
        if without_plus(address) in ours:
            found[address] = None
    return list(found)[:_MOST_RECIPIENTS]


def _batches(uids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (uids[at : at + BATCH] for at in range(0, len(uids), BATCH))
