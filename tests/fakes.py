"""The two ports, played by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.ports import Delivery, DeliveryError

#: A Tuesday in school time, ten in the morning: nobody is asleep.
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@dataclass
class FakeClock:
    """Stands still until it is pushed."""

    moment: datetime = NOW

    def now(self) -> datetime:
        return self.moment

    def push(self, by: timedelta) -> None:
        self.moment += by


@dataclass
class FakeMessenger:
    """Delivers at once, or fails as told: one error a send, in order."""

    delivered: list[Delivery] = field(default_factory=list)
    errors: list[DeliveryError | None] = field(default_factory=list)
    probes: list[DeliveryError] = field(default_factory=list)

    async def deliver(self, delivery: Delivery) -> int | None:
        error = self.errors.pop(0) if self.errors else None
        if error:
            raise error
        self.delivered.append(delivery)
        return len(self.delivered)

    async def probe(self) -> None:
        if self.probes:
            raise self.probes.pop(0)
