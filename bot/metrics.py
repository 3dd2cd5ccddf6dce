"""Prometheus text: counts only, no label that could name a family."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest

REGISTRY = CollectorRegistry()

SENDS = Counter("ouderbrug_sends_total", "Messages by how the send ended.", ["outcome"], registry=REGISTRY)
UPDATES = Counter("ouderbrug_updates_total", "Updates by how their handling ended.", ["outcome"], registry=REGISTRY)
OVER_BUDGET = Counter(
    "ouderbrug_over_budget_total", "Invitations that left though the parent's week was full.", registry=REGISTRY
)
ALERTS = Counter(
    "ouderbrug_alerts_total",
    "E-mails that call a colleague to an urgent message, by how the send ended.",
    ["outcome"],
    registry=REGISTRY,
)
LAST_FETCH = Gauge("ouderbrug_last_fetch_seconds", "Unix time of the last good fetch of updates.", registry=REGISTRY)


def render_metrics() -> bytes:
    """Everything, in the text format."""
    return generate_latest(REGISTRY)
