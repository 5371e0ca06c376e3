"""Who may have which file of a ticket: the one rule behind every door that gives files out."""

from __future__ import annotations

from dataclasses import dataclass

LOGO = 20_000
"""Bytes; a picture within the text that is larger was put there to be seen."""


@dataclass(frozen=True, slots=True)
class Stands:
    """How a file stands on a ticket."""

    public: bool
    """Whether what was said with it may be read by the reseller."""
    by_desks_mail: bool
    """Whether it came within a mail of the desk's own, where nobody has chosen it one by one."""
    sent: bool
    """Whether it went out to the ticket's people."""


def may_have(file: Stands, *, desk: bool) -> bool:
    """Say whether somebody who may see a ticket may have a file of it.

    The desk has all of them. Everybody else has those of what they may read; but of the desk's mails those alone that
    went out, as such a mail may carry what stays inside.

    Args:
        file: how it stands there.
        desk: whether they are of the desk.
    """
    return desk or (file.public and (file.sent or not file.by_desks_mail))


def is_ornament(*, inline: bool, size: int) -> bool:
    """Say whether a file only adorns the text in which it stands, as the pictures of a signature do.

    Args:
        inline: whether it is a picture that stands within a mail's text.
        size: its bytes.
    """
    return inline and size <= LOGO
