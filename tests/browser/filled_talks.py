"""Talks of a filled school: an afternoon with one time taken, and a late one in which somebody waits."""

from __future__ import annotations

from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.gate import book_for_parent
from bot.domain.actors import Actor
from tests.bot.talks import TALKS, at, book, key_of, make_talks, slot_id
from tests.builders import make_invitation
from tests.fakes import NOW

#: Minutes after the first talk of the afternoon.
_LATE, _A_DAY = 120, 60 * 24


async def add_talks(session: AsyncSession, group: str, mark: str, by: Actor) -> dict[str, int | str]:
    """By the names of tests.browser.filled: `talker` has a time at the talks, `waiter` none yet; `slot` is free."""
    talks = await make_talks(session, actor=by, groups=(group,))
    evening = await make_talks(session, _LATE, _LATE + _A_DAY, minutes=15, actor=by, groups=(group,))
    for event in (talks, evening):
        await make_invitation(session, event, actor=by)
    at_the_gate = partial(book_for_parent, session, actor=by, now=NOW)
    first = await at_the_gate(event_id=talks.id, parent_id=f"P-Amina{mark}", child_id=f"K-Noor{mark}", starts_at=TALKS)
    for child, parent, begin, interpreter in (("Elif", "Emine", _LATE, "tr"), ("Zosia", "Piotr", _LATE + _A_DAY, None)):
        await at_the_gate(
            event_id=evening.id,
            parent_id=f"P-{parent}{mark}",
            child_id=f"K-{child}{mark}",
            starts_at=at(begin),
            interpreter=interpreter,
        )
    await book(session, evening, _LATE, f"Daan{mark}", f"Marit{mark}")
    talker = await key_of(session, talks, f"Noor{mark}", f"Amina{mark}")
    waiter = await key_of(session, talks, f"Daan{mark}", f"Marit{mark}")
    return {
        "talks": talks.id,
        "evening": evening.id,
        "booking": first.id,
        "slot": await slot_id(session, talks, 10),
        "evening_slot": await slot_id(session, evening, _LATE),
        "talker": f"{talker.child_id}-{talker.parent_id}",
        "waiter": f"{waiter.child_id}-{waiter.parent_id}",
    }
