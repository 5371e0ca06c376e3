"""Whose turn it is to be told, of the webhooks that a process tells."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from deskbot.access.webhook_turns import Past, has_room, whose_turn
from deskbot.model.webhook import Webhook


@dataclass(slots=True)
class _Line:
    """What waits for its turn, of one webhook: the oldest first."""

    webhook: Webhook
    deliveries: dict[int, None] = field(default_factory=dict[int, None])


@dataclass(frozen=True, slots=True)
class WebhookTurns:
    """What is tried just now, and what waits for that.

    It is kept nowhere: what it divides are the tries that this process makes at a time, and who waits is due again
    before long, should the process end.
    """

    _tried: dict[int, Webhook] = field(default_factory=dict[int, Webhook])
    """By delivery."""
    _lines: dict[int, _Line] = field(default_factory=dict[int, _Line])
    """By webhook."""
    _owners: dict[int | None, int] = field(default_factory=dict[int | None, int])
    """The number of the last turn of each, as by webhook."""
    _webhooks: dict[int, int] = field(default_factory=dict[int, int])
    _number: count[int] = field(default_factory=lambda: count(1))

    def take(self, delivery_id: int, webhook: Webhook) -> bool:
        """Take a turn, which `end` gives back; False where it waits for one, until `end` returns it."""
        if delivery_id in self._tried:
            return False
        if not has_room(webhook, self._tried.values()):
            line = self._lines.setdefault(webhook.id, _Line(webhook))
            line.webhook = webhook  # as it is now
            line.deliveries.setdefault(delivery_id)
            return False
        self._leave(webhook.id, delivery_id)
        self._give(delivery_id, webhook)
        return True

    def end(self, delivery_id: int, now: datetime, *, rests: bool = False) -> int | None:
        """Give a turn back; return who has it now, of those that waited; None where it is nobody's.

        Args:
            delivery_id: what was tried.
            now: the moment.
            rests: nothing is sent to this webhook for a while: what waits for it waits no longer for its turn.
        """
        ended = self._tried.pop(delivery_id)
        if rests:
            self._lines.pop(ended.id, None)
        waiting = [line.webhook for line in self._lines.values()]
        webhook = whose_turn(waiting, self._tried.values(), Past(self._owners, self._webhooks), now)
        if webhook is None:
            return None
        following = next(iter(self._lines[webhook.id].deliveries))
        self._leave(webhook.id, following)
        self._give(following, webhook)
        return following

    def drop(self, delivery_id: int) -> None:
        """Give back a turn that came to nothing; whoever waits for it comes again before long."""
        del self._tried[delivery_id]

    def _give(self, delivery_id: int, webhook: Webhook) -> None:
        self._tried[delivery_id] = webhook
        self._owners[webhook.reseller_id] = self._webhooks[webhook.id] = next(self._number)

    def _leave(self, webhook_id: int, delivery_id: int) -> None:
        line = self._lines.get(webhook_id)
        if line is not None:
            line.deliveries.pop(delivery_id, None)
            if not line.deliveries:
                del self._lines[webhook_id]
