"""Whose turn it is to be told, of the webhooks that a process tells."""

from __future__ import annotations

from dataclasses import dataclass, field

from deskbot.access.webhooks import is_its_turn
from deskbot.model.webhook import Webhook


@dataclass(frozen=True, slots=True)
class WebhookTurns:
    """What is tried just now, and what waits for that.

    It is kept nowhere: what it divides are the tries that this process makes at a time, and who waits is due again
    before long, should the process end.
    """

    _tried: dict[int, Webhook] = field(default_factory=dict)
    """By delivery, as is what waits."""
    _waiting: dict[int, Webhook] = field(default_factory=dict)

    def take(self, delivery_id: int, webhook: Webhook) -> bool:
        """Take a turn, which `end` gives back; False where it waits for one, in its place among those that wait."""
        if delivery_id in self._tried or not is_its_turn(webhook, self._tried.values()):
            self._waiting[delivery_id] = webhook
            return False
        self._waiting.pop(delivery_id, None)
        self._tried[delivery_id] = webhook
        return True

    def end(self, delivery_id: int) -> list[int]:
        """Give a turn back; return whose it is now: of those that wait the oldest, and first who does not fail."""
        del self._tried[delivery_id]
        ahead = list(self._tried.values())
        found: list[int] = []
        for waits, webhook in sorted(self._waiting.items(), key=lambda one: one[1].failing_since is not None):
            if is_its_turn(webhook, ahead):
                ahead.append(webhook)
                found.append(waits)
        for waits in found:
            del self._waiting[waits]
        return found
