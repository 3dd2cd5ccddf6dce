"""What a teacher does on the day of an invitation; the live demo and the story do it alike."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.demo.runtime import Demo
from bot.demo.school import BRING, GROUP, MEMORY, PRESCHOOL, SIBLINGS_WELCOME

#: Time for a colleague to approve the sentences before the invitation leaves.
APPROVAL_TIME = timedelta(minutes=20)


async def schedule_look_in(demo: Demo) -> tuple[int, datetime]:
    """A look-in morning in sixteen days, its invitation in twenty minutes; the event's number and its begin."""
    now = demo.sandbox.clock.now()
    day = now.astimezone(demo.zone).replace(hour=8, minute=30, second=0, microsecond=0) + timedelta(days=16)
    event = await demo.api.post(
        "/events",
        {
            "kind": "look_in_morning",
            "groups": [GROUP, PRESCHOOL],
            "starts_at": day.isoformat(),
            "ends_at": (day + timedelta(minutes=45)).isoformat(),
            "place": "Lokaal 3",
            "bring": BRING,
            "note": SIBLINGS_WELCOME,
            "rsvp_by": (day - timedelta(hours=1)).isoformat(),
        },
    )
    leaves = (now + APPROVAL_TIME).isoformat()
    await demo.api.post(f"/events/{event['id']}/invitations", {"send_at": leaves, "remind": ["P7D", "P1D"]})
    return int(event["id"]), day


async def approve_memory(demo: Demo) -> int:
    """A colleague approves what is wanted and known: from then on it is said so for ever. How many."""
    approved = 0
    for entry in (await demo.api.get("/translations?state=unserved"))["items"]:
        if target := MEMORY.get(entry["source"], {}).get(entry["target_language"]):
            await demo.api.put(f"/translations/{entry['id']}", {"target": target, "approve": True})
            approved += 1
    return approved
