"""The octets of one mail while it comes in: bounded, and counted with everybody's."""

from __future__ import annotations

from deskbot.channels.email.door.crowd import Crowd

MAX_LINES = 1_000_000
"""Lines of one mail; a mail of nothing but line ends would cost more work than all others together."""
FULL = "452 4.3.1 Too much mail at once, please try again later"
_SLACK = 65536


class Incoming:
    """One mail that is coming in."""

    def __init__(self, crowd: Crowd, *, most: int, relay: bool) -> None:
        """Begin with nothing; `most` is how many octets it may have."""
        self.octets = bytearray()
        self.refusal = ""
        """With what it will be refused at its end; nothing of it is kept then."""
        self._crowd = crowd
        self._most = most
        self._relay = relay
        self._counted = 0
        self._size = 0
        self._lines = 0

    @property
    def endless(self) -> bool:
        """Whether so much has come of what is refused anyway that no end need be waited for."""
        return self._size > 2 * self._most + _SLACK or self._lines > 2 * MAX_LINES

    def add(self, line: bytes, *, whole: bool) -> None:
        """Take a line, or (not `whole`) what goes on with one; a dot at a line's start stands for itself no more."""
        self._size += len(line)
        self._lines += 1
        if self.refusal:
            return
        if self._size > self._most:
            self.refuse(f"552 5.3.4 The mail is larger than {self._most} octets")
        elif self._lines > MAX_LINES:
            self.refuse("552 5.3.4 The mail has too many lines")
        elif not self._crowd.room_for(len(line), relay=self._relay):
            self.refuse(FULL)
        else:
            self.octets += line.removeprefix(b".") if whole else line
            self._counted += len(line)
            self._crowd.octets += len(line)

    def refuse(self, answer: str) -> None:
        """Keep nothing of it."""
        self.refusal = self.refusal or answer
        self.octets = bytearray()
        self.let_go()

    def let_go(self) -> None:
        """Count it no more."""
        self._crowd.octets -= self._counted
        self._counted = 0
