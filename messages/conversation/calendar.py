"""School days in the parent's own calendar (N15)."""

from __future__ import annotations

from messages.phrases import mark

IN_MY_CALENDAR = mark("Put it in my calendar")
LIVING_CALENDAR = mark("A calendar that stays up to date")
FEED_ADDRESS = mark(
    "With this address your own calendar shows what the school plans. It is only for you. Do not pass it on."
)
WITHDRAW_FEED = mark("Switch the address off")
FEED_WITHDRAWN = mark("The address does not work any more.")
