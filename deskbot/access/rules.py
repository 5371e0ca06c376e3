"""Who may see a ticket, and who may do more than add to it."""

from __future__ import annotations

from dataclasses import dataclass

from deskbot.model.case import Reason, Standing, Writer
from deskbot.model.ticket import Ticket


@dataclass(frozen=True, slots=True)
class Verdict:
    """A yes or a no with its reason; true where it is a yes."""

    allowed: bool
    reason: Reason

    def __bool__(self) -> bool:
        return self.allowed


def may_read(writer: Writer, ticket: Ticket, participant: bool) -> Verdict:  # noqa: FBT001
    """Say whether a writer may be told what stands on a ticket.

    `participant` says whether the address that writes takes part in the ticket; it opens only tickets that
    belong to no reseller, for a reseller's people see their own reseller's tickets and no others.
    """
    rule = "access.read"
    if not writer.proven:
        return _no(rule, f"the sender is not proven ({writer.why}): facts of a ticket are not told")
    if ticket.reseller_id is None:
        if participant:
            return _yes(rule, "the sender takes part in the ticket, which belongs to no reseller")
        return _no(rule, "the ticket belongs to no reseller, and the sender takes no part in it")
    if writer.reseller is None:
        return _no(rule, "the ticket belongs to a reseller, and the sender to none")
    if writer.reseller.id != ticket.reseller_id:
        return _no(rule, f"the ticket belongs to another reseller than {writer.reseller.name}")
    return _yes(rule, f"the ticket belongs to {writer.reseller.name}, as the sender does")


def may_list_all(writer: Writer) -> Verdict:
    """Say whether a writer may list every ticket of their reseller, and not only those in which they take part."""
    rule = "access.list-all"
    if not writer.proven or writer.contact is None:
        return _no(rule, "nobody knows whom at the reseller the sender is")
    if not writer.contact.admin:
        return _no(rule, f"{writer.contact.name} does not look after all tickets of the reseller")
    return _yes(rule, f"{writer.contact.name} looks after all tickets of the reseller")


def may_change(writer: Writer, ticket: Ticket, participant: bool) -> Verdict:  # noqa: FBT001
    """Say whether a writer may close, lower or correct a ticket.

    After a no their words are still added, as an unverified entry, and may raise the urgency; nothing more.
    """
    rule = "access.change"
    if writer.standing is Standing.FORGED:
        return _no(rule, f"the message is disowned ({writer.why}): it is only added, as an unverified entry")
    if not writer.proven:
        return _no(rule, f"the sender is not proven ({writer.why}): the message is only added, unverified")
    if read := may_read(writer, ticket, participant):
        return _yes(rule, read.reason.says)
    return _no(rule, f"{read.reason.says}: the message is only added, as an unverified entry")


def _yes(rule: str, says: str) -> Verdict:
    return Verdict(allowed=True, reason=Reason(rule, says))


def _no(rule: str, says: str) -> Verdict:
    return Verdict(allowed=False, reason=Reason(rule, says))
